"""A booking that is moved is not in its own way."""

import pytest

from lärcentrum.exams.move_checks import check_move
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_room


def rooms(store: Store, booking: str) -> dict[str, int]:
    found = check_move(store, booking=booking, starts=NINE).check.rooms
    return {one.name: one.free for one in found}


@pytest.mark.parametrize("own_room", [False, True])
def test_the_room_that_only_this_booking_fills_is_free_for_it(store: Store, own_room: bool) -> None:
    make_room(store, capacity=1)
    booking = make_booking(store, own_room=own_room)
    assert rooms(store, booking) == {"Sal Å": 1}


def test_a_room_that_others_write_in_is_not_free_for_one_who_writes_alone(store: Store) -> None:
    exam = make_exam(store)
    make_booking(store, 1, exam=exam)
    alone = make_booking(store, 2, exam=exam, own_room=True, room=make_room(store, "Sal Ö"))
    assert rooms(store, alone) == {"Sal Ö": 8}


def test_a_room_that_others_fill_stays_full(store: Store) -> None:
    make_room(store, capacity=1)
    make_booking(store, 1)
    other = make_booking(store, 2, room=make_room(store, "Sal Ö"))
    assert rooms(store, other) == {"Sal Ö": 8}
