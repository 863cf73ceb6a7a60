"""A reminder of a fee: the centre's own words to paste into a mail, and the note of it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from lärcentrum.exams import fees_invoices
from lärcentrum.exams.fees_lists import FeeRow
from lärcentrum.exams.letters import LANGUAGE_NAMES, LetterLanguage
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row


class ReminderDialog(QDialog):
    """Words the reminder of one fee.

    Args:
        store: the register.
        fee: the fee; it is set already.
        parent: see Qt.

    Raises:
        UserError: there is nothing to remind of.
    """

    def __init__(self, store: Store, fee: FeeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "exams#avgifter")
        self.setObjectName("reminder")
        self.setWindowTitle(_("Påminnelse"))
        self._store, self._fee = store, fee
        self.banner = Banner()
        self.form = Form(_nothing)
        tongues = [Choice(one.value, _(LANGUAGE_NAMES[one]).capitalize()) for one in LetterLanguage]
        self.form.add("language", _("Språk"), ChoiceField(tongues))
        self.subject = label(strong=True, wrap=True, name="letter_subject")
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setObjectName("letter_body")
        self.text.setAccessibleName(_("Påminnelsens text"))
        self.look()
        self._lay_out()
        self.form.changed.connect(self.look)

    def look(self) -> None:
        """Show the text in the language that is chosen."""
        language = LetterLanguage(self.form.values()["language"])
        letter = fees_invoices.fee_reminder_text(self._store, fee=self._fee.uid, language=language)
        self.subject.setText(letter.subject)
        self.text.setPlainText(letter.body)

    def copy(self) -> None:
        """Put the text on the clipboard, to paste it into a mail."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say(_("Texten är kopierad. Klistra in den i ett mejl."), "", Tone.GOOD)

    def copy_subject(self) -> None:
        """Put the subject on the clipboard."""
        QGuiApplication.clipboard().setText(self.subject.text())
        self.banner.say(_("Ämnet är kopierat."), "", Tone.GOOD)

    def note(self) -> None:
        """Note that the payer was reminded, and close."""
        try:
            fees_invoices.note_fee_reminder(self._store, fee=self._fee.uid)
        except UserError as error:
            self.banner.say_error(error)
            return
        self.accept()

    def _lay_out(self) -> None:
        copy = button(
            _("Kopiera texten"), self.copy, kind="primary", icon="copy", name="copy_letter"
        )
        subject = button(_("Kopiera ämnet"), self.copy_subject, name="copy_subject")
        note = button(_("Notera som påmind"), self.note, icon="check", name="note_fee_reminder")
        close = button(_("Stäng"), self.reject, name="close")
        head = column(
            label(_("Påminnelse"), size=Text.TITLE), self.banner, self.form, self.subject, gap=1
        )
        head.setContentsMargins(24, 16, 24, 8)
        middle = column(self.text, gap=1)
        middle.setContentsMargins(24, 0, 24, 12)
        buttons = ButtonRow(None, note, subject, copy, close)
        foot = row(buttons)
        foot.setContentsMargins(24, 12, 24, 12)
        laid = column(head, middle, line(), foot, parent=area(self, "surface"), gap=0)
        laid.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(680), theme.pixels(560)))
        copy.setFocus()


def _nothing(**_values: object) -> None:
    """What is chosen here is saved nowhere."""
