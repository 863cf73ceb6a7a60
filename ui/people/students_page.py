"""Studenter: search first; the list of everybody, and one student at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSplitter, QWidget

from lärcentrum.errors import UserError
from lärcentrum.language import _, ngettext
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import KIND_NAMES, NumberKind
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.people.students import Student, StudentOrder, StudentRow
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.kit.bus import Bus
from ui.kit.chips import Chip
from ui.kit.commands import Command
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice, ChoiceField, DateField, TextField
from ui.kit.form import Drafts, Form
from ui.kit.models import PAGE
from ui.kit.page import Page
from ui.kit.selections import SaveList, SelectionButton
from ui.kit.settings import Memory
from ui.kit.table import Column, PagedModel, Table
from ui.kit.tokens import Tone
from ui.kit.widgets import button, row
from ui.people.protection_dialogs import protect_dialog, show_dialog, unprotect_dialog
from ui.people.student_details import Event, StudentDetails
from ui.people.student_form import StudentDialog

_ORDERS = {
    "name": StudentOrder.NAME,
    "birth": StudentOrder.BIRTH_DATE,
    "municipality": StudentOrder.MUNICIPALITY,
    "programme": StudentOrder.PROGRAMME,
}


class StudentsPage(Page):
    """The students.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns and filters.
        drafts: keeps what is typed.
        providers: gives what can be chosen as a student's provider.
        events: gives a student's time line.
        bring_in: opens the dialog that reads a list of students in; None where that may not be.
        save: saves the list as a file; None where that may not be.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "student",
        "identity_number",
        "booking",
        "internship",
        "certificate",
    )

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        providers: Callable[[], Sequence[Choice]] = tuple,
        events: Callable[[str], Sequence[Event]] = lambda _uid: (),
        bring_in: Callable[[QWidget], object] | None = None,
        save: SaveList | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("students", _("Studenter"), bus=bus, memory=memory, parent=parent)
        self._store, self._drafts, self._providers = store, drafts, providers
        self._bring_in = bring_in
        self.search_line = QLineEdit()
        self.search_line.setObjectName("find_student")
        self.search_line.setClearButtonEnabled(True)
        self.search_line.setPlaceholderText(_("Sök på namn, nummer, e-post eller telefon"))
        self.search_line.setAccessibleName(_("Sök student"))
        self.ended = QCheckBox(_("Visa även avslutade"))
        self.ended.setObjectName("show_ended")
        self.ended.setChecked(bool(self.remembered("ended", False)))
        self.model = PagedModel(_columns(), self._ids, self._fetch, self._first)
        self.table = Table(self.model, name="students", title=_("Studenter"), memory=memory)
        self.details = StudentDetails(store, events)
        self.selections = SelectionButton(drafts, self.key, self.table, {
            "text": (self.search_line.text, self.search_line.setText),
            "ended": (self.ended.isChecked, self.ended.setChecked),
        }, save, self.banner)  # fmt: skip
        self._lay_out()
        self.search_line.textChanged.connect(self.reload)
        self.ended.toggled.connect(self._on_ended)
        self.model.filled.connect(self._count)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.details.wanted.connect(self._act)
        if Right.REGISTER in store.session.rights:
            self.set_primary(
                Command(key="new_student", label=_("Ny student"), run=self.add, icon="user-plus")
            )

    def reload(self) -> None:
        """Show what the register says now."""
        self.model.reload()
        self._say_empty()

    def show_record(self, uid: Any) -> None:
        """Show one student."""
        if uid:
            self.table.choose(self.model.row_of(str(uid)))
            self.details.show_student(str(uid))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        lists = Command(
            key="import_students",
            label=_("Läs in lista"),
            run=self.bring_in,
            group=self.title,
            icon="file-spreadsheet",
            words="excel csv import",
        )
        return [
            *([lists] if self._bring_in else []),
            Command(
                key="find_student",
                label=_("Sök student"),
                run=self.search_line.setFocus,
                group=self.title,
                shortcut="Ctrl+F",
                icon="search",
            ),
            Command(
                key="student_details",
                label=_("Visa uppgifter"),
                run=self._turn_details,
                group=self.title,
                shortcut="Alt+Return",
                icon="info",
            ),
            *self.selections.commands(self.title),
        ]

    def bring_in(self) -> None:
        """Open the dialog that reads a list in."""
        if self._bring_in is not None:
            self._bring_in(self)

    def add(self) -> StudentDialog:
        """Open the dialog for a new student, with what was searched for."""
        return self._dialog(None, self.search_line.text() if not self.model.rowCount() else "")

    def _dialog(self, student: Student | None, text: str = "") -> StudentDialog:
        dialog = StudentDialog(
            self._store, self._providers(), student, text=text, drafts=self._drafts, parent=self
        )
        dialog.form.saved.connect(self.show_record)
        dialog.wanted.connect(self.show_record)
        dialog.open()
        return dialog

    def _act(self, what: str, student: Student) -> Any:
        """Do one of the details' actions; a refusal is shown on top of the page."""
        self.banner.hide()
        acts: dict[str, Callable[[], Any]] = {
            "change": partial(self._dialog, student),
            "number": partial(self._number_dialog, student),
            "end": partial(students.end_student, self._store, student=student.uid),
            "resume": partial(students.resume_student, self._store, student=student.uid),
            "delete": partial(self._delete, student),
            "protect": partial(protect_dialog, self._store, student, self),
            "unprotect": partial(unprotect_dialog, self._store, student, self),
            "show": partial(show_dialog, self._store, student, self.details.show_unmasked, self),
        }
        try:
            return acts[what]()
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _delete(self, student: Student) -> None:
        students.delete_student(self._store, student=student.uid)
        self.details.show_student(None)

    def _number_dialog(self, student: Student) -> FormDialog:
        def save(kind: str, **values: Any) -> str:
            chosen = NumberKind(kind) if kind else None
            return students.add_identity_number(
                self._store, student=student.uid, kind=chosen, **values
            )

        form = Form(save)
        form.add("identity_number", _("Nummer"), TextField(longest=40), required=True)
        kinds = [Choice(kind.value, _(KIND_NAMES[kind])) for kind in NumberKind]
        hint = _("Behövs bara för ett nummer som kan vara av flera slag.")
        form.add("kind", _("Slag av nummer"), ChoiceField(kinds, optional=True), hint=hint)
        form.add("issuer", _("Utfärdat av"), TextField(longest=100))
        form.add("valid_from", _("Gäller från"), DateField(self._store.clock.today))
        dialog = FormDialog(_("Nytt identitetsnummer"), form, parent=self)
        dialog.open()
        return dialog

    def _count(self) -> None:
        count = self.model.rowCount()
        self.say_count(ngettext("{n} student", "{n} studenter", count).format(n=number(count)))

    def _first(self, sorted_by: tuple[str, bool] | None) -> Any:
        return self._ids(sorted_by, PAGE)

    def _ids(self, sorted_by: tuple[str, bool] | None, first: int = 0) -> Any:
        key, falling = sorted_by or ("name", False)
        return students.student_ids(
            self._store,
            first=first,
            text=self.search_line.text().strip(),
            ended=self.ended.isChecked(),
            order=_ORDERS.get(key, StudentOrder.NAME),
            descending=falling,
        )

    def _fetch(self, ids: Any) -> Sequence[StudentRow]:
        return students.student_page(self._store, ids=list(ids))

    def _on_chosen(self, record: StudentRow | None) -> None:
        if record is not None and not self.details.isHidden():
            self.details.show_student(record.uid)

    def _on_opened(self, record: StudentRow) -> None:
        self.details.show_student(record.uid)

    def _on_ended(self, shown: bool) -> None:
        self.remember("ended", shown)
        self.reload()

    def _turn_details(self) -> None:
        record = self.table.record()
        hidden = self.details.isHidden()
        self.details.show_student(record.uid if hidden and record is not None else None)

    def _say_empty(self) -> None:
        if self.search_line.text().strip():
            self.table.empty.say(
                "search", _("Ingen träff"), _("Sökningen hittade ingen."),
                _("Rensa sökningen"), self.search_line.clear,
            )  # fmt: skip
        else:
            self.table.empty.say(
                "users", _("Inga studenter ännu"),
                _("Här finns alla som skriver tentor eller gör praktik hos er."),
                _("Lägg till den första"), self.add,
            )  # fmt: skip

    def _lay_out(self) -> None:
        top = row(self.search_line, self.ended, self.selections, gap=2)
        if self._bring_in is not None:
            top.addWidget(
                button(_("Läs in lista …"), self.bring_in, icon="file-spreadsheet",
                       name="import_students")
            )  # fmt: skip
        self.body.addLayout(top)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self.details.setMinimumWidth(280)
        self.details.hide()
        self.body.addWidget(split, 1)


def _columns() -> list[Column]:
    return [
        Column(key="name", title=_("Namn"), text=lambda s: s.name),
        Column(key="number", title=_("Nummer"), text=lambda s: s.number, width=140, sortable=False),
        Column(
            key="municipality",
            title=_("Hemkommun"),
            text=lambda s: municipality_name(s.municipality) or "",
            width=120,
        ),
        Column(key="programme", title=_("Program"), text=lambda s: s.programme, width=200),
        Column(key="email", title=_("E-post"), text=lambda s: s.email, width=220, sortable=False),
        Column(
            key="state",
            title=_("Läge"),
            text=lambda s: "",
            chip=_chip,
            width=110,
            sortable=False,
        ),
    ]


def _chip(student: StudentRow) -> Chip | None:
    if student.protected:
        return Chip(_("Skyddad"), Tone.BAD, "shield")
    return Chip(_("Avslutad"), Tone.NEUTRAL) if student.ended_on else None
