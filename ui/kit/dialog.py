"""A form in a dialog: it stays open with the reason, and asks before it throws anything away."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.folding import Folding
from ui.kit.form import Form
from ui.kit.help_key import HelpKey
from ui.kit.tokens import Text
from ui.kit.widgets import button, column, fit_screen, label, line, row


class FormDialog(QDialog):
    """A form in a dialog: stays open on a refusal, asks before it throws anything away.

    Args:
        title: the dialog's title.
        form: its form.
        verb: the word on the button that submits.
        side: what stands to the right of the fields (a rule card).
        extra: a button at the foot's left.
        parent: see Qt.
    """

    def __init__(
        self,
        title: str,
        form: Form,
        *,
        verb: str = "",
        side: QWidget | None = None,
        extra: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        self.setWindowTitle(title)
        self.form = form
        self.save_button = button(verb or _("Spara"), self.accept, kind="primary", name="save")
        self.cancel_button = button(_("Avbryt"), self.reject, name="cancel")
        self.save_button.setToolTip(_("Ctrl+Enter"))
        self.keys = label(size=Text.SMALL, soft=True, name="save_keys")
        self.say_verb(verb or _("Spara"))
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._lay_out(title, side, extra)
        form.restore_draft()

    def say_verb(self, verb: str) -> None:
        """Say what the button that submits does, and by which keys."""
        self.save_button.setText(verb)
        self.keys.setText(_("{verb}: Ctrl+Enter").format(verb=verb))

    def accept(self) -> None:
        """Submit; close when it was done."""
        if self.form.save():
            super().accept()

    def reject(self) -> None:
        """Close, after asking when something would be lost."""
        if not self.form.dirty():
            super().reject()
            return
        self.ask_discard().open()

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; the keyboard is in the form, in its first field unless somebody chose another."""
        super().showEvent(event)
        # A dialog of its own may have asked for more.
        fit_screen(self)
        if not self.form.isAncestorOf(self.focusWidget()):
            self.form.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        """See Qt."""
        if self.isVisible() and self.form.dirty():
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def ask_discard(self) -> QMessageBox:
        """Make the question whether the changes are to be thrown away."""
        box = QMessageBox(self)
        box.setObjectName("discard")
        box.setWindowTitle(self.windowTitle())
        box.setText(_("Det du skrev är inte sparat."))
        box.setInformativeText(_("Vill du fortsätta skriva eller stänga utan att spara?"))
        stay = box.addButton(_("Fortsätt skriva"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(_("Stäng utan att spara"), QMessageBox.ButtonRole.DestructiveRole)
        _name(stay, "stay", leave, "leave")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self._discard)
        return box

    def _discard(self) -> None:
        self.form.forget_draft()
        super().reject()

    def _lay_out(self, title: str, side: QWidget | None, extra: QWidget | None) -> None:
        more = () if extra is None else (extra,)
        foot = row(ButtonRow(*more, self.keys, None, self.cancel_button, self.save_button))
        foot.setContentsMargins(24, 12, 24, 12)
        column(Folding(title, self.form, side), line(), foot, parent=self, gap=0)
        wide = 520 if side is None else 840
        fit_screen(self, QSize(theme.pixels(wide), theme.pixels(560)))


def _name(one: QPushButton, first: str, other: QPushButton, second: str) -> None:
    one.setObjectName(first)
    other.setObjectName(second)
