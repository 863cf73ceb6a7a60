"""A message on top of a form or page, and a part that folds away."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from lärcentrum.language import _
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.refusals import error_lines, shown_code
from ui.kit.tokens import ICONS, Text, Tone
from ui.kit.widgets import announce, button, column, label, restyle, row


class Banner(QFrame):
    """A message on top of a form or page: icon, what happened, what to do, a code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._sign = QLabel()
        self._first = label(strong=True, wrap=True, name="banner_text")
        self._rest = label(wrap=True, name="banner_rest")
        self._code = label(size=Text.SMALL, name="banner_code")
        self.words = column(self._first, self._rest, self._code, gap=0)
        self.words.setSpacing(2)
        self.box = row(column(self._sign, None), self.words, parent=self, gap=1)
        self.box.setContentsMargins(12, 10, 12, 10)
        self.box.setStretch(1, 1)
        self.hide()

    def say(self, first: str, rest: str = "", tone: Tone = Tone.BAD, code: str = "") -> None:
        """Show a message; a code that is an English name stands in the tip only."""
        self.setToolTip(_("Kod {code}").format(code=code) if code else "")
        code = shown_code(code)
        theme.dress(self._sign, ICONS[tone], tone=tone, size=20)
        for part, text in ((self._first, first), (self._rest, rest), (self._code, code)):
            part.setText(text)
            part.setVisible(bool(text))
        restyle(self, panel=tone.value)
        for part in (self._first, self._rest, self._code):
            restyle(part)
        self.show()

    def say_error(self, error: UserError) -> None:
        """Show a refusal and let the screen reader say it."""
        self.say(*error_lines(error), Tone.BAD, error.code)
        announce(self, str(error))


class Fold(QWidget):
    """A part that folds away under its title."""

    def __init__(self, title: str, folded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = button(title, self._turn, kind="fold", icon="chevron-right")
        self.body = QWidget()
        self.inner = column(parent=self.body, gap=2)
        column(self.head, self.body, parent=self, gap=1)
        self.body.setVisible(not folded)
        self._show_arrow()

    def open_up(self) -> None:
        """Unfold."""
        self.body.show()
        self._show_arrow()

    def _turn(self) -> None:
        self.body.setVisible(self.body.isHidden())
        self._show_arrow()

    def _show_arrow(self) -> None:
        arrow = "chevron-right" if self.body.isHidden() else "chevron-down"
        theme.dress(self.head, arrow, tone=Tone.ACCENT, size=18)
