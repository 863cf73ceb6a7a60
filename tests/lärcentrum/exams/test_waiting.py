"""The queue: in the order of waiting, one free place for one, never by itself (R08)."""

from datetime import timedelta

import pytest

from lärcentrum.errors import NotFound
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.exams.days import to_do
from lärcentrum.exams.errors import WrongStep
from lärcentrum.exams.waiting import offer_place, waiting_list
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_room
from tests.helpers.matrix import Case, check

HOUR = timedelta(hours=1)


@pytest.fixture
def full(store: Store) -> tuple[str, str, str]:
    """A room for one that is taken, and two who wait."""
    make_room(store, capacity=1)
    taken = make_booking(store)
    waits = [make_booking(store, n, waiting=True) for n in (1, 2)]
    return taken, *waits


def offered(store: Store) -> list[tuple[str, int, bool]]:
    return [(one.booking, one.turn, one.room is not None) for one in waiting_list(store)]


def test_the_first_in_turn_is_pointed_out_and_gets_the_place(
    store: Store, full: tuple[str, str, str]
) -> None:
    taken, first, second = full
    assert offered(store) == [(first, 1, False), (second, 2, False)]
    said = {one.lacks: one.sentence for one in to_do(store, days=30) if one.uid == second}
    assert said[Missing.PLACE] == "I kö, nummer 2: ST0002, mån 14 dec 09:00"
    with pytest.raises(WrongStep, match="nummer 1 i kön"):
        offer_place(store, booking=first)
    cancel_booking(store, booking=taken, by=CancelledBy.STUDENT)
    assert offered(store) == [(first, 1, True), (second, 2, False)]
    line = to_do(store, days=0)[0]
    assert (line.uid, line.due, line.late) == (first, store.clock.today(), False)
    assert line.sentence == "Plats ledig i Sal Å, först i kön: ST0001, mån 14 dec 09:00"
    bad = [({"booking": second}, WrongStep), ({"booking": "x"}, NotFound)]
    check(store, Case(operation=offer_place, good={"booking": first}, bad=bad))
    assert booking_page(store, booking=first).state is State.CONFIRMED
    assert offered(store) == [(second, 1, False)]
    with pytest.raises(WrongStep, match="står inte i kö"):
        offer_place(store, booking=first)


def test_a_move_frees_a_place_too_and_two_places_are_for_two(
    store: Store, full: tuple[str, str, str]
) -> None:
    taken, first, second = full
    move_booking(store, booking=taken, starts=NINE + 24 * HOUR, reason="Flyttad")
    assert offered(store) == [(first, 1, True), (second, 2, False)]
    make_room(store, "Sal Ä", capacity=1)
    assert offered(store) == [(first, 1, True), (second, 2, True)]
    rooms = {one.room_name for one in waiting_list(store)}
    assert rooms == {"Sal Å", "Sal Ä"}
    offer_place(store, booking=second)
    offer_place(store, booking=first)
    assert waiting_list(store) == []


def test_who_writes_elsewhere_then_is_passed_by(store: Store, full: tuple[str, str, str]) -> None:
    taken, first, second = full
    student = booking_page(store, booking=first).student
    make_room(store, "Sal Ä", capacity=1)
    make_booking(store, 7, student=student, room=make_room(store, "Sal Ä"))
    cancel_booking(store, booking=taken, by=CancelledBy.STUDENT)
    assert offered(store) == [(first, 1, False), (second, 2, True)]
    found = check(store, Case(operation=waiting_list, good={}))
    assert found[1].room_name == "Sal Å"
