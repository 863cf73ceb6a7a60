"""What the user sees of a bug, and of a refusal that no form caught."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui.kit import texts, theme
from ui.kit.crash import Crash
from ui.kit.help_key import HelpKey
from ui.kit.refusals import shown_code
from ui.kit.tokens import ICONS, Text, Tone
from ui.kit.widgets import announce, button, column, label, row


class Notice(QDialog):
    """A message: what happened, what is untouched, what to do, and a code."""

    def __init__(
        self, first: str, rest: str, code: str, tone: Tone, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        HelpKey(self)
        self.setWindowTitle(_("Lärcentrum"))
        self.code = code
        sign = QLabel()
        theme.dress(sign, ICONS[tone], tone=tone, size=28)
        words = column(
            label(first, strong=True, wrap=True, name="notice_text"),
            label(rest, wrap=True, name="notice_rest"),
            gap=1,
        )
        said = _("Kod {code}").format(code=code)
        if shown_code(code):
            words.addWidget(label(said, size=Text.SMALL, soft=True, name="notice_code"))
        top = row(column(sign, None), words, gap=2)
        top.setStretch(1, 1)
        copy = button(_("Kopiera koden"), self._copy, kind="quiet", icon="copy",
                      name="copy_code", tip=said)  # fmt: skip
        shut = button(_("Fortsätt"), self.accept, kind="primary", name="close")
        shut.setDefault(True)
        box = column(top, 1, row(copy, None, shut), parent=self, gap=2)
        shut.setFocus()
        box.setContentsMargins(24, 24, 24, 16)
        self.setMinimumWidth(theme.pixels(440))
        announce(self, f"{first} {rest}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)


class Notices(QObject):
    """Shows bugs and refusals one at a time; a bug that is on show already is not shown twice.

    Args:
        crash: what catches them.
        window: what the dialogs stand above.

    Signals:
        read: the one that was on show has been closed.
    """

    read = Signal()

    def __init__(self, crash: Crash, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.open: Notice | None = None
        crash.bug.connect(self.show_bug)
        crash.refused.connect(self.show_error)

    def show_bug(self, code: str) -> None:
        """Tell of a bug."""
        self._show(
            _("Något gick fel i programmet."),
            _(
                "Det du just gjorde är inte sparat. Registret är orört, och det du skrev finns "
                "kvar i fönstret. Försök igen; säg koden nedan när du ber om hjälp."
            ),
            code,
            Tone.BAD,
        )

    def show_error(self, error: UserError) -> None:
        """Tell of a refusal."""
        self._show(*texts.error_lines(error), error.code, Tone.WARN)

    def show_unexpected(self) -> None:
        """Tell that the program was closed unexpectedly last time (FE11)."""
        self._show(
            _("Programmet stängdes oväntat förra gången."),
            _("Allt som var sparat finns kvar. Registret kontrolleras när du loggar in."),
            "FE11",
            Tone.WARN,
        )

    def _show(self, first: str, rest: str, code: str, tone: Tone) -> None:
        if self.open is not None:
            return
        self.open = Notice(first, rest, code, tone, self._window)
        self.open.finished.connect(self._closed)
        self.open.open()

    def _closed(self) -> None:
        if self.open is not None:
            self.open.deleteLater()
        self.open = None
        self.read.emit()
