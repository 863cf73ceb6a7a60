"""The panel at the right: one student's facts, events and history; protected ones masked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QWidget,
)

from lärcentrum.language import _
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import KIND_NAMES
from lärcentrum.people.masking import PROTECTION_NAMES, Protection
from lärcentrum.people.municipalities import municipality_name
from lärcentrum.people.students import Student, StudentNumber
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.kit.chips import Chip, ChipLabel
from ui.kit.details import add_history, facts_grid, scrolled
from ui.kit.texts import long_day
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, empty_out, label, row

SHOWN_SECONDS = 120
"""A protected identity closes by itself after two minutes (FH03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something in a student's time line.

    Args:
        when: how its time is written.
        what: what it was.
        go: opens it; None where there is nowhere to go.
    """

    when: str
    what: str
    go: Callable[[], object] | None = None


class StudentDetails(QWidget):
    """Shows one student.

    Signals:
        wanted: something is to be done with the student: `change`, `number`, `end`, `resume`,
            `delete`, `protect`, `unprotect`, `show`; and the student.
    """

    wanted = Signal(str, object)

    def __init__(
        self,
        store: Store,
        events: Callable[[str], Sequence[Event]] = lambda _uid: (),
        parent: QWidget | None = None,
    ) -> None:
        """Make the panel.

        Args:
            store: the register.
            events: gives a student's time line, newest first.
            parent: see Qt.
        """
        super().__init__(parent)
        area(self, "surface")
        self._store, self._events = store, events
        self.student: Student | None = None
        self._close = QTimer(self, singleShot=True, interval=SHOWN_SECONDS * 1000)
        self._close.timeout.connect(self._mask_again)
        self.name = label(size=Text.TITLE, wrap=True, name="student_name")
        self.chip = ChipLabel()
        self._parts = [column(gap=1) for _tab in range(3)]
        self.tabs = QTabWidget()
        self.tabs.setObjectName("student_tabs")
        for title, part in zip(
            (_("Uppgifter"), _("Händelser"), _("Historik")), self._parts, strict=True
        ):
            self.tabs.addTab(scrolled(part), title)
        self.tabs.setTabVisible(2, Right.MANAGE in store.session.rights)
        outer = column(self.name, row(self.chip, None), self.tabs, parent=self, gap=1)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setStretch(2, 1)

    def show_student(self, uid: str | None) -> None:
        """Show a student, masked where protected; None shows nothing."""
        self._close.stop()
        found = students.read_student(self._store, student=uid) if uid else None
        self._show(found)

    def show_unmasked(self, student: Student) -> None:
        """Show a protected identity that was asked for with a reason; it closes by itself."""
        self._show(student)
        self.chip.show_chip(Chip(_("Skyddad – visas i två minuter"), Tone.BAD, "shield"))
        self._close.start()

    def _mask_again(self) -> None:
        if self.student is not None:
            self.show_student(self.student.uid)

    def _show(self, student: Student | None) -> None:
        self.student = student
        self.setVisible(student is not None)
        for part in self._parts:
            empty_out(part)
        if student is None:
            return
        self.name.setText(student.name)
        self.chip.show_chip(_state(student))
        self._show_facts(student)
        self._show_events(student)
        add_history(self._parts[2], self._store, student.uid)

    def _show_facts(self, student: Student) -> None:
        part = self._parts[0]
        for number in student.numbers:
            part.addLayout(self._number(number))
        part.addLayout(facts_grid(_facts(student)))
        part.addSpacing(8)
        for text, icon, what in self._actions(student):
            act = button(text, kind="quiet", icon=icon, name=what)
            act.clicked.connect(partial(self.wanted.emit, what, student))
            part.addLayout(row(act, None))
        part.addStretch(1)

    def _number(self, number: StudentNumber) -> QHBoxLayout:
        shown = label(number.number, name="identity_number")
        kind = label(_(KIND_NAMES[number.kind]), size=Text.SMALL, soft=True)
        eye = button("", icon="eye", kind="quiet", name="show_number", tip=_("Visa hela numret"))
        eye.clicked.connect(partial(self._unmask, number.uid, shown))
        return row(column(kind, shown, gap=0), None, eye)

    def _unmask(self, uid: str, shown: QLabel) -> None:
        text = students.show_identity_number(self._store, number=uid)
        shown.setText(text)

    def _actions(self, student: Student) -> list[tuple[str, str, str]]:
        rights = self._store.session.rights
        protected = student.protection is not Protection.NONE
        found: list[tuple[str, str, str]] = []
        if Right.REGISTER in rights:
            found.append((_("Ändra …"), "pencil", "change"))
            found.append((_("Nytt nummer …"), "plus", "number"))
            if student.ended_on:
                found.append((_("Återuppta"), "undo-2", "resume"))
            else:
                found.append((_("Avsluta"), "user-x", "end"))
            found.append((_("Ta bort"), "trash-2", "delete"))
        if Right.PROTECTED in rights:
            if protected:
                found.append((_("Visa skyddade uppgifter …"), "eye", "show"))
                found.append((_("Ta bort skyddet …"), "shield", "unprotect"))
            else:
                found.append((_("Skyddade personuppgifter …"), "shield", "protect"))
        return found

    def _show_events(self, student: Student) -> None:
        part = self._parts[1]
        events = self._events(student.uid)
        if not events:
            part.addWidget(label(_("Inga bokningar, praktikperioder eller intyg ännu."), soft=True))
        for event in events:
            part.addWidget(label(event.when, size=Text.SMALL, soft=True))
            if event.go is None:
                part.addWidget(label(event.what, wrap=True))
            else:
                part.addWidget(button(event.what, event.go, kind="choice", name="event"))
        part.addStretch(1)


def _facts(student: Student) -> list[tuple[str, str]]:
    known = student.municipality != "9999"
    municipality = municipality_name(student.municipality) or "" if known else ""
    return [
        (_("Födelsedag"), long_day(student.birth_date) if student.birth_date else ""),
        (_("E-post"), student.email),
        (_("Telefon"), student.phone),
        (_("Adress"), student.address),
        (_("Hemkommun"), municipality),
        (_("Lärosäte"), student.provider_name),
        (_("Program"), student.programme),
        (_("Språk"), " ".join(student.languages)),
        (_("Anteckning"), student.note),
    ]


def _state(student: Student) -> Chip | None:
    if student.protection is not Protection.NONE:
        return Chip(_(PROTECTION_NAMES[student.protection]), Tone.BAD, "shield")
    if student.ended_on is not None:
        return Chip(_("Avslutad"), Tone.NEUTRAL)
    return None
