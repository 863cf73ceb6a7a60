"""The term's exams: planned from the dice, booked in time, sat, sent and closed day by day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from lärcentrum.demo.dice import Dice
from lärcentrum.demo.stage import EXAM_DAY, TODAY, Stage, days, listed
from lärcentrum.exams.attendance import (
    Attendance,
    close_bookings,
    hand_in,
    note_attendance,
    note_receipt,
    send_bookings,
)
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_plans import Origin, Wish
from lärcentrum.exams.bookings import book_many
from lärcentrum.exams.exams import Contact, ExamForm, NewExam, add_exam, receive_material
from lärcentrum.exams.invigilators import DutyRole, add_duty, list_invigilators
from lärcentrum.exams.rooms import list_rooms
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.working_days import is_working_day

PER_SCALE = 260
"""Bookings; the demo books one more and has two refused besides."""

FIRST, LAST = date(2026, 9, 14), date(2027, 1, 29)
_MOST = 6
_MORNING, _AFTERNOON = time(9), time(13)
_TOO_LONG_FOR_AFTERNOON = 240
_LONGEST_WITH_EXTRA = 240


@dataclass(slots=True)
class Planned:
    """One exam with those who want to write it.

    Args:
        facts: the exam as it is typed in, without its provider's uid.
        provider: the provider's name.
        booked_on: when the students ask.
        students: their uids.
        room: the room's name where it is not left to the program.
        uid: the exam, once it is in the register.
        bookings: the bookings' uids.
    """

    facts: dict[str, Any]
    provider: str
    booked_on: date
    students: list[str] = field(default_factory=list)
    room: str = ""
    uid: str = ""
    bookings: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        """Give the day of the exam."""
        found: date = self.facts["day"]
        return found


def plan_term(stage: Stage) -> list[Planned]:
    """Plan so many exams that the term has its bookings, in order of their days."""
    calendar = [(_weight(day), day) for day in days(FIRST, LAST) if is_working_day(day)]
    left, taken = PER_SCALE * stage.scale, dict[date, set[str]]()
    morning = {day: stage.dice.chance(75) for _weight_, day in calendar}
    planned = [_planned(stage, TODAY, 5, morning=True, taken=taken)]
    planned[0].room = listed("places")["rooms"][0]["name"]
    left -= 5
    room = {day: 18 * stage.scale for _weight_, day in calendar if day not in (TODAY, EXAM_DAY)}
    while left:
        day = stage.dice.weighted([pair for pair in calendar if room.get(pair[1], 0) >= _MOST])
        count = min(left, 1 + stage.dice.below(_MOST))
        planned.append(_planned(stage, day, count, morning=morning[day], taken=taken))
        room[day] -= count
        left -= count
    return sorted(planned, key=lambda one: (one.day, one.provider))


def _weight(day: date) -> int:
    """October, early November and January are the peaks."""
    return 3 if day.month in (10, 1) or date(2026, 11, 1) <= day <= date(2026, 11, 13) else 1


def _planned(
    stage: Stage, day: date, count: int, *, morning: bool, taken: dict[date, set[str]]
) -> Planned:
    dice = stage.dice
    provider = dice.pick(listed("courses")["provider"])
    course = dice.pick(_courses(provider, morning))
    busy = taken.setdefault(day, set())
    students: list[str] = []
    while len(students) < count:
        student = dice.pick(stage.adults)
        fits = morning and course["minutes"] <= _LONGEST_WITH_EXTRA
        if student not in busy and (fits or student not in stage.slow):
            busy.add(student)
            students.append(student)
    asked = min(day - timedelta(days=35 + dice.below(20)), TODAY - timedelta(days=3))
    return Planned(
        facts=_facts(dice, course, provider, day, morning=morning),
        provider=provider["name"],
        booked_on=_working(asked),
        students=students,
    )


def _courses(provider: dict[str, Any], morning: bool) -> list[dict[str, Any]]:
    several: list[dict[str, Any]] = provider["courses"]
    short = [one for one in several if one["minutes"] <= _TOO_LONG_FOR_AFTERNOON]
    return several if morning else short


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _facts(
    dice: Dice, course: dict[str, Any], provider: dict[str, Any], day: date, *, morning: bool
) -> dict[str, Any]:
    # Luleå says the hour a week before; until then 09:00 is booked provisionally.
    unknown = morning and provider["name"].startswith("Luleå") and day > TODAY + timedelta(days=9)
    start = _MORNING if morning else _AFTERNOON
    return {
        "course_code": course["code"],
        "course_name": course["name"],
        "exam_code": f"{1 + dice.below(4):04}",
        "day": day,
        "minutes": course["minutes"],
        "ordinary_start": None if unknown else start,
        "form": ExamForm(course["form"]),
        "platform": course.get("platform", ""),
        "aids": course.get("aids", ""),
        "contact": Contact(name=provider["contact"], email=provider["email"]),
    }


# --- the events ------------------------------------------------------------


def live_term(stage: Stage, planned: list[Planned], others: list[tuple[datetime, Any]]) -> None:
    """Let everything happen in order of time, until this morning.

    Args:
        stage: the register.
        planned: the exams.
        others: other events, (time on the wall, what to do).
    """
    events: list[tuple[datetime, Callable[[], None]]] = list(others)
    for one in planned:
        events += _events(stage, one)
    now = datetime.combine(TODAY, time(8))
    for when, happen in sorted(events, key=lambda pair: pair[0]):
        if when < now:
            stage.at_wall(when)
            happen()
    stage.at_wall(now)


def _events(stage: Stage, one: Planned) -> list[tuple[datetime, Callable[[], None]]]:
    """What happens to one exam, in order."""
    start, minutes = one.facts["ordinary_start"] or _MORNING, one.facts["minutes"]
    begins = datetime.combine(one.day, start)
    ends = begins + timedelta(minutes=minutes)
    after = [one.day + timedelta(days=n) for n in (1, 9, 12)]
    return [
        (datetime.combine(one.booked_on, time(10)), lambda: _book(stage, one)),
        (begins - timedelta(days=20), lambda: _cancel_some(stage, one)),
        (begins - timedelta(days=10), lambda: _watch(stage, one.day)),
        (begins - timedelta(days=3), lambda: _material(stage, one)),
        (begins, lambda: _sit(stage, one, begins)),
        (ends + timedelta(hours=2), lambda: _hand_in(stage, one, ends)),
        (datetime.combine(after[0], time(9)), lambda: _send(stage, one)),
        (datetime.combine(after[1], time(9)), lambda: _receipt(stage, one)),
        (datetime.combine(after[2], time(9)), lambda: _close(stage, one)),
    ]


def _book(stage: Stage, one: Planned) -> None:
    facts = NewExam(provider=stage.providers[one.provider], **one.facts)
    rooms = {room.name: room.uid for room in list_rooms(stage.store)} if one.room else {}
    with stage.batch():
        one.uid = add_exam(stage.store, facts=facts)
        wishes = [_wish(stage.dice, one, student, rooms.get(one.room)) for student in one.students]
        one.bookings = book_many(stage.store, wishes=wishes)


def _wish(dice: Dice, one: Planned, student: str, room: str | None) -> Wish:
    digital = one.facts["form"] is ExamForm.DIGITAL
    approved = digital or one.day <= TODAY + timedelta(days=14) or dice.chance(60)
    return Wish(
        student=student,
        exam=one.uid,
        room=room,
        origin=dice.weighted([(8, Origin.STUDENT), (1, Origin.PROVIDER), (1, Origin.PROGRAMME)]),
        approved_by=one.facts["contact"].name if approved else "",
        told=digital,
    )


def _cancel_some(stage: Stage, one: Planned) -> None:
    for booking in list(one.bookings):
        if stage.dice.chance(4):
            cancel_booking(stage.store, booking=booking, by=CancelledBy.STUDENT, why="Läst om")
            one.bookings.remove(booking)


def _watch(stage: Stage, day: date) -> None:
    """Give every sitting of the day an invigilator, in turn."""
    people = list_invigilators(stage.store)
    sittings = [one for one in list_sittings(stage.store, first=day, last=day) if one.booked]
    for n, sitting in enumerate(sittings):
        if not sitting.invigilators:
            who = people[(day.toordinal() + n) % len(people)]
            role = DutyRole.CHIEF if n == 0 else DutyRole.INVIGILATOR
            add_duty(stage.store, sitting=sitting.uid, invigilator=who.uid, role=role)


def _material(stage: Stage, one: Planned) -> None:
    if one.bookings and one.facts["form"] not in (ExamForm.DIGITAL, ExamForm.ORAL):
        receive_material(stage.store, exam=one.uid)


def _sit(stage: Stage, one: Planned, begins: datetime) -> None:
    with stage.batch():
        for booking in one.bookings:
            came = stage.dice.weighted([(94, Attendance.PRESENT), (6, Attendance.ABSENT)])
            at = begins - timedelta(minutes=5)
            note_attendance(stage.store, booking=booking, attendance=came, at=at)


def _hand_in(stage: Stage, one: Planned, ends: datetime) -> None:
    with stage.batch():
        for row in _present(stage, one):
            sheets = 0 if row.form is ExamForm.DIGITAL else 2 + stage.dice.below(9)
            hand_in(stage.store, booking=row.uid, sheets=sheets, at=max(ends, row.ends))


def _present(stage: Stage, one: Planned) -> list[Any]:
    if not one.uid:
        return []
    rows = list_bookings(stage.store, exam=one.uid, over=True)
    return [row for row in rows if row.attendance == Attendance.PRESENT]


def _send(stage: Stage, one: Planned) -> None:
    sent = [row.uid for row in _present(stage, one)]
    if sent and one.facts["form"] is not ExamForm.DIGITAL:
        send_bookings(stage.store, bookings=sent, how="Skannat, original med rekommenderat brev")


def _receipt(stage: Stage, one: Planned) -> None:
    sent = [row.uid for row in _present(stage, one) if row.sent]
    if sent:
        note_receipt(stage.store, bookings=sent)


def _close(stage: Stage, one: Planned) -> None:
    if one.bookings:
        close_bookings(stage.store, bookings=one.bookings)
