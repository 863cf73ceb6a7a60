from datetime import UTC, datetime, timedelta

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing, Word
from lärcentrum.exams.errors import Clash, RoomFull
from lärcentrum.exams.invigilators import add_duty, add_invigilator, list_duties
from lärcentrum.exams.rooms import end_room, list_seats
from lärcentrum.exams.sittings import (
    cancel_sitting,
    change_sitting_room,
    list_sittings,
    move_sitting,
    open_sitting,
    sitting_page,
)
from lärcentrum.exams.standing import Ended
from lärcentrum.exams.times import ExtraTime
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

HOUR = timedelta(hours=1)


def test_open_or_find(store: Store) -> None:
    room = make_room(store, setup_min=10)
    good = {"room": room, "starts": NINE, "minutes": 180, "note": "Nyckel i luckan"}
    bad = [(good | {"room": "x"}, NotFound), (good | {"minutes": 4}, BadValue)]
    uid = check(store, Case(operation=open_sitting, good=good, bad=bad))
    assert open_sitting(store, room=room, starts=NINE + HOUR, minutes=240) == uid
    (card,) = list_sittings(store, first=DAY, last=DAY)
    assert (card.starts, card.ends, card.note) == (NINE, NINE + 5 * HOUR, "Nyckel i luckan")
    with pytest.raises(Clash):
        open_sitting(store, room=room, starts=NINE + 5 * HOUR, minutes=60)


def test_the_page_counts(store: Store) -> None:
    student = make_student(store, 1)
    add_adaptation(store, student=student, kind="tid", extra=ExtraTime(minutes=30))
    exam = make_exam(store, 1)
    make_booking(store, 1, student=student, exam=exam)
    make_booking(store, 2, exam=exam, approved_by="")
    sitting = booking_page(store, booking=make_booking(store, 3)).sitting
    assert sitting
    page = sitting_page(store, sitting=sitting)
    card = page.card
    assert (card.booked, card.adapted, card.arrived, card.capacity) == (3, 1, 0, 8)
    assert card.words == {Word.BOOKED: 3}
    assert card.missing == {Missing.MATERIAL: 3, Missing.APPROVAL: 1}
    assert [(one.course_code, one.booked) for one in card.exams] == [("ST0001", 2), ("ST0003", 1)]
    assert card.ends == NINE + 4.5 * HOUR
    assert len(page.bookings) == 3
    assert list_sittings(store, first=DAY, last=DAY) == [card]
    assert list_sittings(store, first=DAY - timedelta(2), last=DAY - timedelta(1)) == []


def test_another_room(store: Store) -> None:
    room = make_room(store)
    seat = list_seats(store, room=room)[0].uid
    booking = make_booking(store, 1, seat=seat)
    make_booking(store, 2)
    sitting = booking_page(store, booking=booking).sitting
    large, small = make_room(store, "Stor", 9, clearing_min=20), make_room(store, "Liten", 1)
    taken = make_room(store, "Tagen", 9)
    open_sitting(store, room=taken, starts=NINE, minutes=60)
    good = {"sitting": sitting, "room": large}
    bad = [
        (good | {"room": small}, RoomFull),
        (good | {"room": taken}, Clash),
        (good | {"room": "x"}, NotFound),
        (good | {"sitting": "x"}, NotFound),
    ]
    check(store, Case(operation=change_sitting_room, good=good, bad=bad))
    row = booking_page(store, booking=booking)
    assert (row.room_name, row.seat_label) == ("Stor", "1")  # seats are given anew there


@pytest.mark.parametrize("shift", [-HOUR, HOUR, 26 * HOUR])
def test_another_time_takes_everybody_along(store: Store, shift: timedelta) -> None:
    one, two = make_booking(store, 1), make_booking(store, 2, starts=NINE + HOUR, reason="x")
    sitting = booking_page(store, booking=one).sitting
    assert sitting
    add_duty(store, sitting=sitting, invigilator=add_invigilator(store, name="Vera"))
    good = {"sitting": sitting, "starts": NINE + shift}
    check(store, Case(operation=move_sitting, good=good, bad=[(good | {"sitting": "x"}, NotFound)]))
    starts = [booking_page(store, booking=uid).starts for uid in (one, two)]
    assert starts == [NINE + shift, NINE + HOUR + shift]
    day = (NINE + shift).date()
    (card,) = list_sittings(store, first=day, last=day)
    assert (card.starts, card.ends) == (NINE + shift, NINE + shift + 5 * HOUR)
    (duty,) = list_duties(store, first=day, last=day)
    assert duty.starts == NINE + shift


def test_move_to_another_room_and_time_at_once(store: Store) -> None:
    here = make_room(store, setup_min=10)
    there = make_room(store, "Stor", setup_min=20, clearing_min=5)
    small = make_room(store, "Liten", capacity=1)
    one = make_booking(store, 1, room=here)
    make_booking(store, 2, room=here)
    sitting = booking_page(store, booking=one).sitting or ""
    add_duty(store, sitting=sitting, invigilator=add_invigilator(store, name="Vera"))
    taken = make_booking(store, 3, room=there)  # the same hours as now, in the other room
    later = NINE + 5 * HOUR
    good = {"sitting": sitting, "starts": later, "room": there}
    gone = make_room(store, "Gammal")
    end_room(store, room=gone)
    bad = [
        (good | {"room": "x"}, NotFound),
        (good | {"room": gone}, Ended),
        (good | {"room": small}, RoomFull),
        (good | {"starts": NINE + HOUR}, Clash),
    ]
    check(store, Case(operation=move_sitting, good=good, bad=bad))
    row = booking_page(store, booking=one)
    assert (row.room_name, row.starts, row.seat_label) == ("Stor", later, "")
    card = sitting_page(store, sitting=sitting).card
    assert (card.setup_min, card.clearing_min) == (20, 5)
    (duty,) = list_duties(store, first=DAY, last=DAY)
    assert duty.starts == later - timedelta(minutes=20)
    assert booking_page(store, booking=taken).room_name == "Stor"
    # Its own room is no other room: the seats stay.
    move_sitting(store, sitting=sitting, starts=later + HOUR, room=there)


def test_seats_are_given_anew_in_the_other_room(store: Store) -> None:
    change_settings(store, values={"use_seats": "1"})
    here, there = make_room(store), make_room(store, "Stor")
    booking = make_booking(store, 1, room=here)
    sitting = booking_page(store, booking=booking).sitting or ""
    good = {"sitting": sitting, "starts": NINE + HOUR, "room": there}
    check(store, Case(operation=move_sitting, good=good))
    row = booking_page(store, booking=booking)
    assert (row.room_name, row.seat_label != "") == ("Stor", True)
    seats = {one.uid for one in list_seats(store, room=there)}
    assert row.seat in seats


def test_a_sitting_that_was_written_is_not_moved_to_another_time(store: Store) -> None:
    booking = make_booking(store, 1)
    sitting = booking_page(store, booking=booking).sitting or ""
    clock = store.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 12, 14, 15, tzinfo=UTC)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT, at=NINE)
    before = store.digest()
    with pytest.raises(BadValue):
        move_sitting(store, sitting=sitting, starts=NINE + HOUR)
    assert store.digest() == before


def test_a_sitting_is_not_moved_in_a_room_that_is_not_used_any_more(store: Store) -> None:
    room = make_room(store, "Liten")
    sitting = booking_page(store, booking=make_booking(store, 1, room=room)).sitting or ""
    end_room(store, room=room)
    before = store.digest()
    with pytest.raises(Ended):
        move_sitting(store, sitting=sitting, starts=NINE + HOUR)
    assert store.digest() == before
    change_sitting_room(store, sitting=sitting, room=make_room(store, "Stor"))
    move_sitting(store, sitting=sitting, starts=NINE + HOUR)


def test_call_off_an_empty_one(store: Store) -> None:
    room = make_room(store)
    booking = make_booking(store)
    with pytest.raises(BadValue):
        cancel_sitting(store, sitting=booking_page(store, booking=booking).sitting or "")
    empty = open_sitting(store, room=room, starts=NINE + 6 * HOUR, minutes=60)
    add_duty(store, sitting=empty, invigilator=add_invigilator(store, name="Vera"))
    check(
        store,
        Case(operation=cancel_sitting, good={"sitting": empty}, bad=[({"sitting": "x"}, NotFound)]),
    )
    assert list_duties(store, first=DAY, last=DAY) == []
    with pytest.raises(BadValue):
        cancel_sitting(store, sitting=empty)
