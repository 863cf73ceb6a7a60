"""A form in a dialog: it stays open with the reason, and asks before it throws anything away."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.basic_fields import TextField
from ui.kit.button_row import ButtonRow
from ui.kit.folding import Folding
from ui.kit.form import Form
from ui.kit.help_key import HelpKey
from ui.kit.tokens import Text
from ui.kit.widgets import button, column, fit_screen, label, line, row


class AskingDialog(QDialog):
    """A dialog that asks before it throws anything away; a subclass tells whether it would."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)

    def lost(self) -> tuple[str, str, str]:
        """Say what would be lost, the question, and the word on the button that goes on."""
        return (
            _("Det du skrev är inte sparat."),
            _("Vill du fortsätta skriva eller stänga utan att spara?"),
            _("Fortsätt skriva"),
        )

    def is_changed(self) -> bool:
        """Tell whether something would be lost."""
        raise TypeError("a dialog says whether it was changed")

    def reject(self) -> None:
        """Close, after asking when something would be lost."""
        if self.is_changed():
            self.ask_discard().open()
        else:
            super().reject()

    def _discard(self) -> None:
        """Close although something is lost."""
        super().reject()

    def ask_discard(self) -> QMessageBox:
        """Make the question whether the changes are to be thrown away."""
        text, question, going_on = self.lost()
        box = QMessageBox(self)
        box.setObjectName("discard")
        box.setWindowTitle(self.windowTitle())
        box.setText(text)
        box.setInformativeText(question)
        stay = box.addButton(going_on, QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(_("Stäng utan att spara"), QMessageBox.ButtonRole.DestructiveRole)
        stay.setObjectName("stay")
        leave.setObjectName("leave")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self._discard)
        return box


class FormDialog(AskingDialog):
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; Enter in the only line that there is submits it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _is_one_line(self.form):
            if not event.isAutoRepeat():
                self.accept()
        else:
            super().keyPressEvent(event)

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

    def is_changed(self) -> bool:
        """Tell whether the form is not as it was filled."""
        return self.form.dirty()

    def _discard(self) -> None:
        """Close and forget what was typed."""
        self.form.forget_draft()
        super()._discard()

    def _lay_out(self, title: str, side: QWidget | None, extra: QWidget | None) -> None:
        more = () if extra is None else (extra,)
        foot = row(ButtonRow(*more, self.keys, None, self.cancel_button, self.save_button))
        foot.setContentsMargins(24, 12, 24, 12)
        column(Folding(title, self.form, side), line(), foot, parent=self, gap=0)
        wide = 520 if side is None else 840
        fit_screen(self, QSize(theme.pixels(wide), theme.pixels(560)))


def _is_one_line(form: Form) -> bool:
    """Tell whether a form is a single line of text, where Enter can mean nothing else."""
    names = list(form.values())
    return len(names) == 1 and isinstance(form.field(names[0]), TextField)
