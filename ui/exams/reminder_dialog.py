"""Påminnelse: the centre's own words to paste into a mail, and the note that it was sent."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.letters import LANGUAGE_NAMES, Letter, LetterLanguage
from lärcentrum.language import _
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
    """Shows a reminder, of a receipt or of a fee; accepted once it is noted.

    Args:
        title: what is reminded of.
        words: gives the text in a language.
        noted: notes that it was sent.
        guide: where the guide tells of it.
        parent: see Qt.

    Raises:
        UserError: there is nothing to remind of.
    """

    def __init__(
        self, title: str, words: Callable[[LetterLanguage], Letter],
        noted: Callable[[], object], *, guide: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._title, self._words, self._noted = title, words, noted
        HelpKey(self)
        about(self, guide)
        self.setObjectName("reminder")
        self.setWindowTitle(title)
        self.banner = Banner()
        self.form = Form(lambda **_values: None)
        tongues = [Choice(one.value, _(LANGUAGE_NAMES[one]).capitalize()) for one in LetterLanguage]
        self.form.add("language", _("Språk"), ChoiceField(tongues))
        self.subject = label(strong=True, wrap=True, name="letter_subject")
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setObjectName("letter_body")
        self.text.setAccessibleName(_("Påminnelsens text"))
        self.look()
        self.form.changed.connect(self.look)
        self._lay_out()

    def look(self) -> None:
        """Show the text in the language that is chosen."""
        letter = self._words(LetterLanguage(self.form.values()["language"]))
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
        """Note that it was sent, and close."""
        try:
            self._noted()
        except UserError as error:
            self.banner.say_error(error)
            return
        self.accept()

    def _lay_out(self) -> None:
        copy = button(
            _("Kopiera texten"), self.copy, kind="primary", icon="copy", name="copy_letter"
        )
        subject = button(_("Kopiera ämnet"), self.copy_subject, name="copy_subject")
        note = button(_("Notera som påmind"), self.note, icon="check", name="note_reminded")
        close = button(_("Stäng"), self.reject, name="close")
        title = label(self._title, size=Text.TITLE, wrap=True)
        body = column(title, self.banner, self.form, self.subject, self.text, gap=1)
        body.setStretch(4, 1)
        body.setContentsMargins(24, 16, 24, 12)
        foot = row(ButtonRow(None, note, subject, copy, close))
        foot.setContentsMargins(24, 12, 24, 12)
        laid = column(body, line(), foot, parent=area(self, "surface"), gap=0)
        laid.setStretch(0, 1)
        fit_screen(self, QSize(theme.pixels(680), theme.pixels(560)))
        copy.setFocus()
