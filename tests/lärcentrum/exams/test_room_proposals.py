"""Free rooms: what holds them is read once, and the first free start is found among many."""

from datetime import timedelta

from lärcentrum.exams.room_proposals import first_time, propose_rooms
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_room

HALF = timedelta(minutes=30)


def test_the_first_time_is_the_one_that_a_proposal_at_each_would_give(store: Store) -> None:
    narrow = make_room(store, "Sal Å", 2, setup_min=15, clearing_min=30)
    make_room(store, "Sal Ö", 1)
    exam = make_exam(store, 1, minutes=120)
    for n in range(2):
        make_booking(store, n, exam=exam, room=narrow)
    add_room_use(
        store, room=make_room(store, "Sal Ö"), title="Kurs", starts=NINE, ends=NINE + 7 * HALF
    )
    tries = [NINE + n * HALF for n in range(12)]
    for own_room in (False, True):
        each = [
            one for one in tries if propose_rooms(store, starts=one, minutes=60, own_room=own_room)
        ]
        found = first_time(store, tries=tries, minutes=60, own_room=own_room)
        # The room for two is set out and cleared: eleven, half an hour and a quarter.
        assert found == each[0] == NINE + 6 * HALF
    assert first_time(store, tries=tries[:3], minutes=60) is None
    assert first_time(store, tries=[], minutes=60) is None


def test_a_sitting_with_a_free_seat_is_joined_and_one_who_writes_alone_is_left_alone(
    store: Store,
) -> None:
    make_booking(store, 1, room=make_room(store, "Sal Å", 2), exam=make_exam(store, 1, minutes=120))
    (there,) = propose_rooms(store, starts=NINE, minutes=60)
    assert (there.free, there.sitting is not None) == (1, True)
    assert propose_rooms(store, starts=NINE, minutes=60, own_room=True) == []
    alone = make_room(store, "Sal Ö", 2)
    make_booking(
        store, 2, room=alone, exam=make_exam(store, 2, minutes=120), own_room=True, reason="x"
    )
    assert [one.room for one in propose_rooms(store, starts=NINE, minutes=60)] == [there.room]


def test_old_bookings_of_a_room_do_not_hold_it(store: Store) -> None:
    room = make_room(store)
    for n in range(3):
        add_room_use(
            store, room=room, title="Kurs", starts=NINE - (3 - n) * HALF, ends=NINE - (2 - n) * HALF
        )
    assert [one.room for one in propose_rooms(store, starts=NINE, minutes=60)] == [room]
    assert propose_rooms(store, starts=NINE - HALF / 2, minutes=60) == []
