"""What changes together in the booking form: a person, an exam, a room bring others with them."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from lärcentrum.exams import exams, rooms
from lärcentrum.exams.adaptations import in_force, list_adaptations
from lärcentrum.exams.bookings import BookingCheck
from lärcentrum.exams.exams import Exam
from lärcentrum.exams.providers import Provider, list_providers
from lärcentrum.exams.rooms import Room
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.exams.booking_finders import Finders, provider_choice
from ui.exams.booking_parts import BookingFields
from ui.exams.booking_wish import split_course
from ui.exams.measures import AdaptationDialog, measure_text
from ui.exams.provider_form import new_provider
from ui.kit.fields import Choice
from ui.kit.form import Drafts

_OF_EXAM = (
    "course_code", "day", "minutes", "form", "platform", "aids", "anonymous", "note",
    "contact_name", "contact_email", "contact_phone", "provider",
)  # fmt: skip
"""Fields that an exam of the register brings with it."""


class LinkedFields(BookingFields):
    """The booking form's fields with their ties.

    Args:
        submit: see `Form`.
        store: the register.
        drafts: see `Form`.
    """

    def __init__(
        self, submit: Callable[..., object], store: Store, drafts: Drafts | None = None
    ) -> None:
        self._store, self._quiet = store, True
        self._exam: Exam | None = None
        self._find = Finders(store, self._provider_uid, self._day)
        super().__init__(submit, store, self._find, self._add_measure, drafts)
        self._different = False
        self._wanted: Any = None
        self._rooms: list[Room] = rooms.list_rooms(store)
        self.provider.wanted_new.connect(self._new_provider)
        self.student.changed.connect(self._on_student)
        self.exam.changed.connect(self._on_exam)
        self.exam.edit.editingFinished.connect(self._split_code)
        self._quiet = False

    def look(self) -> None:
        """Ask the register what it says of what is typed; see `BookingForm.look`."""

    def providers(self) -> list[Provider]:
        """Give the providers that can be chosen."""
        return self._find.providers

    def _new_provider(self, name: str) -> None:
        new_provider(self._store, name, self._take_provider, self)

    def _take_provider(self, uid: str) -> None:
        self._find.providers = list_providers(self._store)
        made = next(one for one in self.providers() if one.uid == uid)
        self.provider.put(provider_choice(made))
        self.provider.focus_widget().setFocus()

    def _provider_uid(self) -> str:
        return self.provider.value()

    def _day(self) -> date | None:
        found: date | None = self.field("day").value()
        return found

    def _on_student(self) -> None:
        new, choice = self.student.is_new(), self.student.choice()
        if new and choice is not None and self.new_person.isHidden():
            self._guess(choice.title)
        self.new_person.setVisible(new)
        self._different = False
        self._offer_measures()

    def _guess(self, text: str) -> None:
        """Put what was typed where it belongs: digits are a number, words a name."""
        if any(sign.isdigit() for sign in text):
            self.field("identity_number").put(text)
            return
        given, _sep, family = text.rpartition(" ")
        self.field("given_name").put(given or family)
        self.field("family_name").put(family if given else "")

    def _offer_measures(self) -> None:
        new = self.student.is_new()
        uid = "" if new else self.student.value()
        found = list_adaptations(self._store, student=uid) if uid else []
        valid = in_force(found, self._day() or self._store.clock.today())
        self.measures.offer([(one.uid, measure_text(one)) for one in valid], new or bool(uid))

    def _add_measure(self) -> None:
        dialog = AdaptationDialog(self._store, self.student.value(), self)
        dialog.form.saved.connect(self._on_measure)
        dialog.open()

    def _on_measure(self) -> None:
        self._offer_measures()
        self.look()

    def _on_exam(self) -> None:
        uid = self.exam.uid()
        if uid == (self._exam.uid if self._exam else None):
            return
        self._exam = exams.exam_page(self._store, exam=uid) if uid else None
        if self._exam is not None:
            self._fill_from(self._exam)
        known = self._exam is not None
        for name in _OF_EXAM:
            self.field(name).setEnabled(not known)
        hour = self._exam.facts.ordinary_start if self._exam else None
        self.field("starts").setEnabled(hour is None)
        self.look()  # the form looked when the exam was chosen, before its day was filled in

    def _fill_from(self, exam: Exam) -> None:
        facts, contact = exam.facts, exam.facts.contact
        values: dict[str, Any] = {
            "course_code": facts.course_code, "day": facts.day, "minutes": facts.minutes,
            "starts": facts.ordinary_start, "form": facts.form.value, "platform": facts.platform,
            "aids": facts.aids, "anonymous": facts.anonymous, "note": facts.note,
            "contact_name": contact.name, "contact_email": contact.email,
            "contact_phone": contact.phone,
        }  # fmt: skip
        provider = next((p for p in self._find.providers if p.uid == facts.provider), None)
        self._quiet = True
        self.provider.put(provider_choice(provider) if provider else None)
        for name, value in values.items():
            self.field(name).put(value)
        self._quiet = False

    def _split_code(self) -> None:
        if self._exam is None and not self.field("course_code").value():
            name, code = split_course(self.exam.value())
            if code:
                self.exam.edit.setText(name)
                self.field("course_code").put(code)

    def _offer_rooms(self, check: BookingCheck) -> None:
        text = _("{n} av {all} lediga")
        free = [
            Choice(one.room, one.name, text.format(n=one.free, all=one.capacity))
            for one in check.rooms
        ]
        there = {one.key for one in free}
        busy = [Choice(o.uid, o.name, _("upptagen")) for o in self._rooms if o.uid not in there]
        self.room.offer_rooms(free, busy)
        if self.uses_seats and self.room.gives_place():
            seats = rooms.list_seats(self._store, room=self.room.value())
            self.seat.offer([Choice(one.uid, one.label) for one in seats if not one.off])

    def _take_room(self, uid: str) -> None:
        self.room.put(uid)
        self.room.focus_widget().setFocus()

    def _take_time(self, start: time) -> None:
        self.local.put(start)
        self._go_to(self._rows["local_start"])

    def _go_to(self, at: Any) -> None:
        super()._go_to(at)
        self._wanted = at
        # What was folded away has its place only after the next layout.
        QTimer.singleShot(0, self, self._bring)

    def _bring(self) -> None:
        """Scroll to the field that the cursor went to, its message included."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self._wanted.field, 24, 48)
            if not self._wanted.wrong.isHidden():
                parent.ensureWidgetVisible(self._wanted.wrong, 24, 24)
