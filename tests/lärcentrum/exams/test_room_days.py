"""What the picture of the rooms shows, and what it says is in the way before a drop."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import note_incident
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.room_days import (
    Held,
    Hindrance,
    RoomDays,
    obstacle,
    outside_hours,
    room_days,
)
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.sitting_checks import people_in_the_way
from lärcentrum.exams.times import ExtraTime
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.people import make_student

HOUR = timedelta(hours=1)


def test_a_day_has_rooms_hours_sittings_and_uses(store: Store) -> None:
    room = make_room(store, setup_min=15, clearing_min=10)
    student = make_student(store, 1)
    add_adaptation(store, student=student, kind="tid", extra=ExtraTime(minutes=30))
    make_booking(store, 1, student=student)
    make_booking(store, 2, preliminary=True)
    gone = make_booking(store, 3)
    cancel_booking(store, booking=gone, by=CancelledBy.STUDENT)
    other = make_room(store, "Sal Ä")
    at = {"room": other, "starts": NINE, "ends": NINE + HOUR}
    add_room_use(store, title="SFI", contact="Ines", **at)
    add_room_use(store, title="Möte", preliminary=True, **at)
    end_room(store, room=make_room(store, "Gammal"))
    shown = room_days(store, first=DAY)
    assert [one.name for one in shown.rooms] == ["Sal Å", "Sal Ä"]
    assert (shown.days[0].opens, shown.days[0].closed) == (time(8), "")
    sitting = next(one for one in shown.blocks if one.kind is Held.SITTING)
    assert sitting.titles == ("Statistik 1", "Statistik 2")
    assert (sitting.booked, sitting.preliminary, sitting.setup_min) == (2, False, 15)
    assert (sitting.plain_ends, sitting.ends) == (NINE + 4 * HOUR, NINE + 4.5 * HOUR)
    assert sitting.room == room
    uses = [one for one in shown.blocks if one.kind is Held.USE]
    assert {(one.titles, one.holds) for one in uses} == {(("SFI",), True), (("Möte",), False)}


def test_an_end_that_a_fire_alarm_moved_is_drawn_there(store: Store) -> None:
    slow = make_student(store, 1)
    add_adaptation(store, student=slow, kind="tid", extra=ExtraTime(minutes=30))
    sitting = booking_page(store, booking=make_booking(store, 1, student=slow)).sitting or ""
    make_booking(store, 2, exam=make_exam(store, 2, minutes=180))
    clock = store.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 12, 14, 10, tzinfo=UTC)
    note_incident(store, sitting=sitting, kind=IncidentKind.FIRE_ALARM, at=NINE + HOUR, minutes=20)
    (shown,) = room_days(store, first=DAY).blocks
    moved = timedelta(minutes=20)
    assert (shown.plain_ends, shown.ends) == (NINE + 4 * HOUR + moved, NINE + 4.5 * HOUR + moved)


def test_an_ended_room_is_shown_for_what_stands_in_it(store: Store) -> None:
    room = make_room(store)
    make_booking(store)
    end_room(store, room=room)
    assert [one.ended for one in room_days(store, first=DAY).rooms] == [True]
    assert room_days(store, first=DAY + 7 * timedelta(days=1)).rooms == ()


def test_closed_days_say_why_and_a_week_is_seven_days(store: Store) -> None:
    days = room_days(store, first=date(2026, 12, 21), days=7).days
    assert [bool(one.closed) for one in days] == [False] * 3 + [True] * 4
    assert (days[3].closed, days[3].opens) == ("julafton", None)
    with pytest.raises(BadValue):
        room_days(store, first=DAY, days=0)
    with pytest.raises(BadValue):
        room_days(store, first=DAY, days=32)


def _shown(store: Store) -> RoomDays:
    small = make_room(store, "Liten", capacity=1)
    make_room(store, "Sal Å", clearing_min=15)
    make_booking(store, 1)
    make_booking(store, 2)
    add_room_use(store, room=small, title="SFI", starts=NINE, ends=NINE + HOUR)
    return room_days(store, first=DAY)


def test_what_is_in_the_way_is_said_before_the_drop(store: Store) -> None:
    shown = _shown(store)
    small, large = shown.rooms
    sitting = next(one for one in shown.blocks if one.kind is Held.SITTING)
    use = next(one for one in shown.blocks if one.kind is Held.USE)
    assert obstacle(shown, sitting, large, NINE + HOUR, NINE + 5 * HOUR) is None
    found = obstacle(shown, sitting, small, NINE, NINE + 4 * HOUR)
    assert found is not None
    assert found.why is Hindrance.SEATS
    found = obstacle(shown, use, large, NINE + HOUR, NINE + 2 * HOUR)
    assert found is not None
    assert (found.why, found.by) == (Hindrance.TAKEN, sitting)
    # The time for clearing holds the room too.
    late = NINE + 4 * HOUR
    assert obstacle(shown, use, large, late, late + HOUR) is not None
    late += HOUR / 4
    assert obstacle(shown, use, large, late, late + HOUR) is None
    end_room(store, room=large.uid)
    ended = room_days(store, first=DAY).rooms[1]
    found = obstacle(shown, use, ended, late, late + HOUR)
    assert found is not None
    assert found.why is Hindrance.ENDED


def test_time_outside_the_opening_hours_is_known(store: Store) -> None:
    shown = room_days(store, first=DAY, days=7)
    assert not outside_hours(shown, NINE, NINE + HOUR)
    assert outside_hours(shown, NINE - 2 * HOUR, NINE)
    assert outside_hours(shown, NINE + 7 * HOUR, NINE + 10 * HOUR)
    assert outside_hours(shown, NINE + timedelta(days=5), NINE + timedelta(days=5, hours=1))
    assert not outside_hours(shown, NINE + timedelta(days=50), NINE + timedelta(days=50))


def test_people_who_are_taken_elsewhere_are_counted(store: Store) -> None:
    student = make_student(store, 1)
    one = booking_page(store, booking=make_booking(store, 1, student=student)).sitting or ""
    other = make_booking(
        store, 2, student=student, exam=make_exam(store, 2), room=make_room(store, "Sal Ä"),
        starts=NINE + 5 * HOUR, reason="x",
    )  # fmt: skip
    vera = add_invigilator(store, name="Vera")
    add_duty(store, sitting=one, invigilator=vera)
    add_duty(store, sitting=booking_page(store, booking=other).sitting or "", invigilator=vera)
    free = people_in_the_way(store, sitting=one, starts=NINE)
    assert (free.students, free.invigilators) == (0, 0)
    taken = people_in_the_way(store, sitting=one, starts=NINE + 2 * HOUR)
    assert (taken.students, taken.invigilators) == (1, 1)
