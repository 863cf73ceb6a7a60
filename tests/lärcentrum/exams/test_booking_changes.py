from datetime import datetime, time, timedelta

import pytest

from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import (
    CancelledBy,
    Refusal,
    approve_booking,
    cancel_booking,
    give_place,
    move_booking,
    put_in_queue,
    refuse_booking,
)
from lärcentrum.exams.booking_lists import booking_page, list_bookings
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.errors import AgainstRules, Clash, ReasonNeeded, RoomFull, WrongStep
from lärcentrum.exams.exams import cancel_exam
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.room_proposals import propose_rooms
from lärcentrum.exams.rooms import SeatWish, list_seats, set_seats
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.times import ExtraTime
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

HOUR = timedelta(hours=1)


def test_move_to_another_time_with_its_sitting(store: Store) -> None:
    booking = make_booking(store)
    there = booking_page(store, booking=booking).sitting
    later = NINE + HOUR
    check(
        store,
        Case(
            operation=move_booking,
            good={"booking": booking, "starts": later, "reason": "bussen"},
            bad=[
                ({"booking": "ingen", "starts": later}, NotFound),
                ({"booking": booking, "starts": NINE.replace(day=13)}, AgainstRules),
                ({"booking": booking, "starts": NINE.replace(hour=14)}, ReasonNeeded),
            ],
        ),
    )
    row = booking_page(store, booking=booking)
    assert (row.starts, row.ends, row.sitting) == (later, later + 4 * HOUR, there)
    (card,) = list_sittings(store, first=DAY, last=DAY)
    assert (card.starts, card.ends) == (later, later + 4 * HOUR)


def test_move_to_another_room_gives_the_first_back(store: Store) -> None:
    booking, other = make_booking(store), make_room(store, "Sal Ä", 3)
    check(store, Case(operation=move_booking, good={"booking": booking, "room": other}))
    assert booking_page(store, booking=booking).room_name == "Sal Ä"
    assert [one.room_name for one in list_sittings(store, first=DAY, last=DAY)] == ["Sal Ä"]


def test_a_sitting_with_an_invigilator_is_not_called_off_by_itself(store: Store) -> None:
    booking = make_booking(store)
    sitting = booking_page(store, booking=booking).sitting
    assert sitting
    add_duty(store, sitting=sitting, invigilator=add_invigilator(store, name="Vera Vakt"))
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)
    (card,) = list_sittings(store, first=DAY, last=DAY)
    assert (card.booked, card.invigilators) == (0, ("Vera Vakt",))


def test_move_between_seats_and_onto_a_taken_one(store: Store) -> None:
    room = make_room(store)
    seats = [seat.uid for seat in list_seats(store, room=room)]
    one, two = (make_booking(store, n, seat=seats[n]) for n in (0, 1))
    with pytest.raises(Clash) as caught:
        move_booking(store, booking=one, seat=seats[1])
    assert caught.value.resource == "seat"
    move_booking(store, booking=one, seat=seats[2])
    assert booking_page(store, booking=one).seat_label == "3"
    assert booking_page(store, booking=two).seat_label == "2"


def test_move_a_student_into_another_exam_of_the_same_student(store: Store) -> None:
    student = make_student(store)
    first, second = make_exam(store, 1), make_exam(store, 2, ordinary_start=time(13, 30))
    make_booking(store, student=student, exam=first)
    later = make_booking(store, student=student, exam=second, reason="kväll")
    with pytest.raises(Clash) as caught:
        move_booking(store, booking=later, starts=NINE + HOUR, reason="kväll")
    assert (caught.value.resource, caught.value.others) == ("student", (first,))


def test_extra_time_stays_as_settled_until_it_is_asked_for(store: Store) -> None:
    student = make_student(store)
    booking = make_booking(store, student=student)
    add_adaptation(store, student=student, kind="tid", extra=ExtraTime(percent=125))
    move_booking(store, booking=booking, starts=NINE - HOUR, reason="tidigt")
    assert booking_page(store, booking=booking).extra_min == 0
    move_booking(store, booking=booking, without=(), reason="tidigt")
    row = booking_page(store, booking=booking)
    assert (row.extra_min, row.ends) == (60, NINE + 4 * HOUR)


def test_a_request_changes_its_time_without_a_room(store: Store) -> None:
    booking = make_booking(store, give_place=False)
    move_booking(store, booking=booking, starts=NINE + HOUR, preliminary=False)
    row = booking_page(store, booking=booking)
    assert (row.starts, row.sitting, row.state) == (NINE + HOUR, None, State.REQUESTED)


def test_give_place(store: Store) -> None:
    make_room(store, capacity=1)
    booking = make_booking(store, give_place=False)
    check(
        store,
        Case(
            operation=give_place,
            good={"booking": booking},
            bad=[({"booking": "ingen"}, NotFound), ({"booking": booking, "room": "x"}, NotFound)],
        ),
    )
    assert booking_page(store, booking=booking).state is State.CONFIRMED
    with pytest.raises(WrongStep):
        give_place(store, booking=booking)
    full = make_booking(store, 2, give_place=False)
    with pytest.raises(RoomFull):
        give_place(store, booking=full, room=make_room(store))


def test_approve(store: Store) -> None:
    booking = make_booking(store, approved_by="")
    assert booking_page(store, booking=booking).state is State.AWAITING_APPROVAL
    check(
        store,
        Case(
            operation=approve_booking,
            good={"booking": booking, "by": "Kursadministratören"},
            bad=[({"booking": booking, "by": " "}, BadValue)],
        ),
    )
    assert booking_page(store, booking=booking).approved_by == "Kursadministratören"
    with pytest.raises(WrongStep):
        approve_booking(store, booking=booking, by="igen")


def test_queue(store: Store) -> None:
    room = make_room(store, capacity=1)
    booking = make_booking(store)
    check(store, Case(operation=put_in_queue, good={"booking": booking}))
    row = booking_page(store, booking=booking)
    assert (row.state, row.sitting) == (State.WAITING, None)
    assert [one.free for one in propose_rooms(store, starts=NINE, minutes=60)] == [1]
    with pytest.raises(WrongStep):
        put_in_queue(store, booking=booking)
    give_place(store, booking=booking, room=room)
    assert booking_page(store, booking=booking).state is State.CONFIRMED


def test_refuse(store: Store) -> None:
    booking = make_booking(store, give_place=False)
    good = {"booking": booking, "why": Refusal.FULL, "note": "augusti är full"}
    check(store, Case(operation=refuse_booking, good=good))
    assert list_bookings(store) == []
    (row,) = list_bookings(store, over=True)
    assert (row.state, row.refused_why) == (State.REFUSED, "full")
    with pytest.raises(WrongStep):
        refuse_booking(store, booking=booking, why=Refusal.OTHER)


def test_cancel_gives_the_room_and_the_person_back(store: Store) -> None:
    student, exam = make_student(store), make_exam(store)
    booking = make_booking(store, student=student, exam=exam)
    good = {"booking": booking, "by": CancelledBy.STUDENT, "why": "sjuk"}
    bad = [({"booking": booking, "by": CancelledBy.STUDENT, "why": "x" * 401}, BadValue)]
    check(store, Case(operation=cancel_booking, good=good, bad=bad))
    row = booking_page(store, booking=booking)
    assert (row.state, row.cancelled_by, row.cancelled_why) == (State.CANCELLED, "student", "sjuk")
    assert store.value("SELECT count(*) FROM occupancy") == 0
    with pytest.raises(WrongStep):
        move_booking(store, booking=booking, starts=datetime(2026, 12, 15, 9))
    make_booking(store, student=student, exam=exam)


def test_a_move_keeps_the_seat_where_it_is_free(store: Store) -> None:
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store, "Sal Å", 8)
    exam = make_exam(store, 0)
    seats = [one.uid for one in list_seats(store, room=room)]
    mine = make_booking(store, 1, exam=exam, room=room, seat=seats[5])
    move_booking(store, booking=mine, preliminary=True)
    assert booking_page(store, booking=mine).seat == seats[5]
    later = booking_page(store, booking=mine).starts + timedelta(hours=5)
    other = make_booking(store, 2, room=room, seat=seats[5], starts=later, reason="x")
    assert booking_page(store, booking=other).seat == seats[5]
    move_booking(store, booking=mine, starts=later, reason="x")
    assert booking_page(store, booking=mine).seat == seats[0]  # another has it then


def test_nobody_is_booked_on_a_seat_that_is_not_used(store: Store) -> None:
    room = make_room(store, "Sal Å", 8)
    plan = [SeatWish(label=str(n), off=n == 3) for n in range(1, 9)]
    set_seats(store, room=room, seats=plan)
    off = next(one.uid for one in list_seats(store, room=room) if one.off)
    exam, student = make_exam(store, 0), make_student(store, 1)
    before = store.digest()
    with pytest.raises(BadValue) as caught:
        book_exam(store, student=student, exam=exam, room=room, seat=off)
    assert caught.value.field == "seat"
    assert store.digest() == before


def test_an_exam_that_is_called_off_takes_no_more_bookings(store: Store) -> None:
    exam = make_exam(store, 0)
    cancel_exam(store, exam=exam)
    room, student = make_room(store, "Sal Ö"), make_student(store, 4)
    before = store.digest()
    with pytest.raises(NotAsItStands) as caught:
        book_exam(store, student=student, exam=exam, room=room)
    assert store.digest() == before
    assert caught.value.field == "exam"
    assert all(caught.value.parts())
