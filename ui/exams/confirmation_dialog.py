"""A booking confirmed: the text for a mail, the paper, and the note of who was told."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from lärcentrum.exams import booking_lists, confirmations
from lärcentrum.exams.confirmations import ADDRESSEE_NAMES, Addressee, Told
from lärcentrum.exams.letters import LANGUAGE_NAMES, Letter, LetterLanguage
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.user_error import UserError
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.texts import moment
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, fit_screen, label, line, row

Paper = Callable[[str, Addressee, LetterLanguage, QWidget], object]


class ConfirmationDialog(QDialog):
    """Words a booking's confirmation to the student or to the provider.

    Args:
        store: the register.
        booking: the booking's uid.
        paper: draws and shows it as a paper; raises UserError to refuse.
        parent: see Qt.
    """

    def __init__(
        self, store: Store, booking: str, paper: Paper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        HelpKey(self)
        about(self, "exams#bekrafta-en-bokning")
        self.setObjectName("confirmation")
        self.setWindowTitle(_("Bekräftelse"))
        self._store, self._booking, self._paper = store, booking, paper
        self._row = booking_lists.booking_page(store, booking=booking)
        self.banner = Banner()
        self.form = Form(_nothing)
        people = [Choice(one.value, _(ADDRESSEE_NAMES[one]).capitalize()) for one in Addressee]
        self.form.add("to", _("Till"), ChoiceField(people))
        tongues = [Choice(one.value, _(LANGUAGE_NAMES[one]).capitalize()) for one in LetterLanguage]
        self.form.add("language", _("Språk"), ChoiceField(tongues), beside="to")
        self.subject = label(strong=True, wrap=True, name="letter_subject")
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setObjectName("letter_body")
        self.text.setAccessibleName(_("Bekräftelsens text"))
        self.told = label(size=Text.SMALL, wrap=True, name="told")
        self._lay_out()
        self.form.changed.connect(self.look)
        self.look()

    def to(self) -> Addressee:
        """Give who is written to."""
        return Addressee(self.form.values()["to"])

    def language(self) -> LetterLanguage:
        """Give the language that is written in."""
        return LetterLanguage(self.form.values()["language"])

    def look(self) -> None:
        """Show the text and who has been told; a protected person is an alias again."""
        self._show(
            confirmations.confirmation_text(
                self._store, booking=self._booking, to=self.to(), language=self.language()
            )
        )

    def copy(self) -> None:
        """Put the text on the clipboard, to paste it into a mail."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say(_("Texten är kopierad. Klistra in den i ett mejl."), "", Tone.GOOD)

    def copy_subject(self) -> None:
        """Put the subject on the clipboard."""
        QGuiApplication.clipboard().setText(self.subject.text())
        self.banner.say(_("Ämnet är kopierat."), "", Tone.GOOD)

    def show_paper(self) -> None:
        """Show it as a paper, to print or to save."""
        try:
            self._paper(self._booking, self.to(), self.language(), self)
        except UserError as error:
            self.banner.say_error(error)

    def note(self) -> None:
        """Note that it was told."""
        try:
            confirmations.note_confirmed(self._store, booking=self._booking, to=self.to())
        except UserError as error:
            self.banner.say_error(error)
            return
        self.banner.hide()
        self._show_told()

    def ask_reason(self) -> FormDialog:
        """Ask why a protected person's name is to stand in the text; it is logged."""

        def reveal(reason: str) -> Letter:
            return confirmations.protected_confirmation_text(
                self._store, booking=self._booking, reason=reason, to=self.to(),
                language=self.language(),
            )  # fmt: skip

        form = Form(reveal)
        hint = _("Skälet sparas i loggen med ditt namn.")
        form.add("reason", _("Varför behöver namnet stå där?"), TextField(longest=400), hint=hint)
        form.saved.connect(self._show)
        dialog = FormDialog(_("Visa skyddade uppgifter"), form, verb=_("Visa"), parent=self)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        rights = self._store.session.rights
        copy = button(
            _("Kopiera texten"), self.copy, kind="primary", icon="copy", name="copy_letter"
        )
        subject = button(_("Kopiera ämnet"), self.copy_subject, name="copy_subject")
        paper = button(_("PDF …"), self.show_paper, icon="printer", name="letter_paper")
        self.note_button = button(
            _("Notera som bekräftad"), self.note, icon="check", name="note_confirmed"
        )
        self.note_button.setVisible(Right.REGISTER in rights)
        reveal = button(_("Visa namnet …"), self.ask_reason, icon="shield", name="reveal_name")
        reveal.setVisible(self._row.protected and Right.PROTECTED in rights)
        close = button(_("Stäng"), self.accept, name="close")
        head = column(
            label(_("Bekräftelse"), size=Text.TITLE), self.banner, self.form, self.subject, gap=1
        )
        head.setContentsMargins(24, 16, 24, 8)
        middle = column(self.text, self.told, gap=1)
        middle.setContentsMargins(24, 0, 24, 12)
        middle.setStretch(0, 1)
        buttons = ButtonRow(None)
        for one in (reveal, self.note_button, paper, subject, copy, close):
            buttons.add(one)
        foot = row(buttons)
        foot.setContentsMargins(24, 12, 24, 12)
        laid = column(head, middle, line(), foot, parent=area(self, "surface"), gap=0)
        laid.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(760), theme.pixels(660)))
        copy.setFocus()

    def _show(self, letter: Letter) -> None:
        self.subject.setText(letter.subject)
        self.text.setPlainText(letter.body)
        self._show_told()

    def _show_told(self) -> None:
        found = confirmations.confirmations_of(self._store, booking=self._booking)
        self.told.setText(told_text(found) or _("Ingen är noterad som bekräftad än."))


def told_text(told: list[Told]) -> str:
    """Say who has been told of a booking, when and by whom, and whether it still holds."""
    lines = []
    for one in told:
        text = _("{who} {when}, {by}") if one.by else _("{who} {when}")
        said = text.format(who=_(ADDRESSEE_NAMES[one.to]), when=moment(one.at), by=one.by)
        again = _("ändrad sedan dess: bekräfta igen")
        lines.append(f"{said} ({again})" if one.outdated else said)
    return "\n".join(lines)


def _nothing(**_values: object) -> None:
    """What is chosen here is saved nowhere."""
