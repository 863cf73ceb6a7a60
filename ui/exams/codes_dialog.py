"""Koder: who has which code in an anonymous exam; typed, pasted or made, and the key list."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams import paper_codes
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.paper_codes import CodeLine
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.button_row import ButtonRow
from ui.kit.fields import LongTextField, TextField
from ui.kit.form import Form
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.scrolling import scrolling
from ui.kit.tokens import Text
from ui.kit.widgets import announce, area, button, column, fit_screen, label, line, row

_TABLE = 160
"""Pixels of the list at least: its head and four rows."""


class CodesDialog(QDialog):
    """The codes of one anonymous exam.

    Args:
        store: the register.
        exam: the exam's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, exam: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._exam = store, exam
        HelpKey(self)
        about(self, "exams#anonyma-tentor")
        area(self, "surface")
        self.setObjectName("codes_dialog")
        self.setWindowTitle(_("Koder"))
        self.count = label(soft=True, wrap=True, name="codes_count")
        self.model = RecordModel(_columns(), self)
        self.table = KeyTable(self.model, name="codes", title=_("Koder"))
        self.form = Form(lambda **_values: None)
        hint = _("Kod och Enter, så väljs nästa. Tomt tar bort koden.")
        code = self.form.add("code", _("Kod för den valda"), TextField(longest=40), hint=hint)
        code.edit.returnPressed.connect(self.note)
        hint = _("En rad per student: namn eller personnummer, sedan koden. Eller bara koder.")
        self.form.add("text", _("Lärosätets lista"), LongTextField(lines=4), hint=hint)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.reload()
        self.table.choose(0)
        self.table.setFocus()

    def reload(self) -> None:
        """Show what the register says now."""
        lines = paper_codes.exam_codes(self._store, exam=self._exam)
        self.model.show(lines)
        lacking = sum(not one.code for one in lines)
        text = ngettext("{n} saknar kod", "{n} saknar kod", lacking).format(n=lacking)
        self.count.setText(text if lacking else _("Alla har en kod."))
        self.make_button.setEnabled(bool(lacking))
        self.print_button.setEnabled(any(one.code for one in lines))

    def note(self) -> None:
        """Note the code that is typed for the chosen student, and go on to the next."""
        one: CodeLine | None = self.table.record()
        if one is None:
            return
        at = self.table.currentIndex().row()
        try:
            paper_codes.set_code(
                self._store, booking=one.booking, code=self.form.values()["code"]
            )  # fmt: skip
        except UserError as error:
            self.form.show_error(error)
            return
        self._done(min(at + 1, self.model.rowCount() - 1))
        self.form.field("code").focus_widget().setFocus()

    def make(self) -> None:
        """Make codes for those who have none."""
        try:
            paper_codes.make_codes(self._store, exam=self._exam)
        except UserError as error:
            self.form.show_error(error)
            return
        self._done(0)

    def read(self) -> None:
        """Read the list that is pasted."""
        text = self.form.values()["text"]
        try:
            paper_codes.paste_codes(self._store, exam=self._exam, text=text)
        except UserError as error:
            self.form.show_error(error)
            return
        self.form.field("text").put("")
        self._done(0)

    def show_key_list(self) -> QWidget | None:
        """Show the key list as a paper, to print or to save; it is never in a room's set."""
        from lärcentrum.documents.key_list_paper import key_list_pdf
        from ui.kit.paper_dialog import PaperDialog
        from ui.kit.printing import has_printer, print_pdf

        try:
            pdf = key_list_pdf(self._store, exam=self._exam)
        except UserError as error:
            self.form.show_error(error)
            return None
        send = print_pdf if has_printer() else None
        dialog = PaperDialog(
            pdf, title=_("Kodlista"), file_name="kodlista.pdf", sent=_kept_nowhere, send=send,
            parent=self,
        )  # fmt: skip
        dialog.open()
        return dialog

    def _done(self, at: int) -> None:
        self.form.clear_errors()
        self.reload()
        self.table.choose(at)
        announce(self, self.count.text())

    def _on_chosen(self) -> None:
        one: CodeLine | None = self.table.record()
        self.form.field("code").put(one.code if one else "")

    def _lay_out(self) -> None:
        self.make_button = button(_("Gör koder"), self.make, icon="key-round", name="make_codes")
        read = button(_("Läs in listan"), self.read, icon="clipboard-list", name="paste_codes")
        self.print_button = button(
            _("Kodlista …"), self.show_key_list, icon="printer", name="key_list"
        )
        done = button(_("Klar"), self.accept, kind="primary", name="done")
        for one in (self.make_button, read, self.print_button, done):
            one.setAutoDefault(False)
        QShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Return, self, self.accept)
        facts = exam_page(self._store, exam=self._exam).facts
        course = facts.course_code or facts.course_name
        head = column(
            label(f"{_('Koder')}, {course}", size=Text.TITLE, wrap=True), self.count, gap=0
        )
        head.setSpacing(4)
        self.table.setMinimumHeight(theme.pixels(_TABLE))
        inside = area(QWidget(), "surface")
        acts = ButtonRow(self.make_button, read, None)
        body = column(head, self.table, self.form, acts, parent=inside, gap=1)
        body.setStretch(1, 1)
        body.setContentsMargins(24, 20, 24, 8)
        foot = row(self.print_button, None, done)
        foot.setContentsMargins(24, 8, 24, 12)
        box = column(scrolling(inside), line(), foot, parent=self, gap=0)
        box.setStretch(0, 1)
        fit_screen(self, QSize(theme.pixels(560), theme.pixels(640)))


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda one: one.name, sortable=False),
        Column(key="code", title=_("Kod"), text=lambda one: one.code or _("saknas"), width=160,
               sortable=False),
    ]  # fmt: skip


def _kept_nowhere() -> None:
    """A key list keeps no mark of having been printed."""
