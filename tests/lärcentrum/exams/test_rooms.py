from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum import checking, history
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import RoomTooSmall
from lärcentrum.exams.rooms import (
    SeatWish,
    add_room,
    change_room,
    end_room,
    list_rooms,
    list_seats,
    numbered,
    set_seats,
)
from lärcentrum.store.errors import Taken, TooFewSeats
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check


def labels(store: Store, room: str) -> list[str]:
    return [seat.label for seat in list_seats(store, room=room) if not seat.off]


def test_whom_to_ask_about_a_room_is_kept_and_changed(store: Store) -> None:
    """R01."""
    room = add_room(store, name="Sal 1", capacity=3, responsible="Eva Öman, 0951-140 00")
    change_room(store, room=room, building="Skolan")
    assert list_rooms(store)[0].responsible == "Eva Öman, 0951-140 00"
    change_room(store, room=room, responsible="")
    assert list_rooms(store)[0].responsible == ""


def test_add(store: Store) -> None:
    good = {"name": "Sal 1", "capacity": 3, "setup_min": 15, "note": "Nyckel\nhos Eva"}
    bad = [
        ({"name": "", "capacity": 3}, BadValue),
        ({"name": "X", "capacity": 0}, BadValue),
        ({"name": "X", "capacity": 1001}, BadValue),
        ({"name": "X", "capacity": 3, "clearing_min": 481}, BadValue),
        ({"name": "X", "capacity": 3, "responsible": "E" * 201}, BadValue),
    ]
    room = check(store, Case(operation=add_room, good=good, bad=bad))
    assert labels(store, room) == ["1", "2", "3"]
    with pytest.raises(Taken):
        add_room(store, name="Sal 1", capacity=1)
    add_room(store, name="Ålen", capacity=1)
    add_room(store, name="Zon", capacity=1)
    assert [one.name for one in list_rooms(store)] == ["Sal 1", "Zon", "Ålen"]


def test_change(store: Store) -> None:
    room = add_room(store, name="Sal 1", capacity=3, building="Norra")
    bad = [
        ({"room": room, "capacity": 0}, BadValue),
        ({"room": room, "name": " "}, BadValue),
        ({"room": "x", "name": "Y"}, NotFound),
    ]
    check(store, Case(operation=change_room, good={"room": room, "capacity": 5}, bad=bad))
    assert labels(store, room) == ["1", "2", "3", "4", "5"]
    change_room(store, room=room, capacity=2, name="Sal 2")
    assert labels(store, room) == ["1", "2"]
    (one,) = list_rooms(store)
    assert (one.name, one.building, one.capacity) == ("Sal 2", "Norra", 2)
    change_room(store, room=room, capacity=6)
    assert labels(store, room) == ["1", "2", "3", "4", "5", "6"]


def test_a_room_does_not_become_smaller_than_its_bookings(store: Store) -> None:
    for n in range(3):
        make_booking(store, n)
    (room,) = list_rooms(store)
    before = store.digest()
    with pytest.raises(RoomTooSmall) as caught:
        change_room(store, room=room.uid, capacity=2)
    assert (caught.value.capacity, caught.value.taken) == (2, 3)
    assert store.digest() == before
    change_room(store, room=room.uid, capacity=3)


def test_a_plan_of_its_own(store: Store) -> None:
    room = add_room(store, name="Sal 1", capacity=3)
    used = list_seats(store, room=room)[2].uid
    make_booking(store, room=room, seat=used)
    plan = [SeatWish(label="A1"), SeatWish(label="2"), SeatWish(label="A2", off=True)]
    check(
        store,
        Case(
            operation=set_seats,
            good={"room": room, "seats": plan},
            bad=[
                ({"room": room, "seats": []}, BadValue),
                ({"room": room, "seats": [SeatWish(label="A", off=True)]}, BadValue),
                ({"room": room, "seats": [SeatWish(label="A"), SeatWish(label=" A")]}, BadValue),
                ({"room": "x", "seats": plan}, NotFound),
            ],
        ),
    )
    shown = [(seat.label, seat.off) for seat in list_seats(store, room=room)]
    # Seat 3 has been used, so it is switched off rather than taken away.
    assert shown == [("A1", False), ("2", False), ("A2", True), ("3", True)]
    assert list_rooms(store)[0].capacity == 2


def test_end(store: Store) -> None:
    room = add_room(store, name="Sal 1", capacity=3)
    check(store, Case(operation=end_room, good={"room": room}, bad=[({"room": "x"}, NotFound)]))
    assert list_rooms(store) == []
    assert list_rooms(store, ended=True)[0].ended_on == date(2026, 11, 23)


PLANS = st.lists(st.booleans(), min_size=1, max_size=12).map(
    lambda offs: [SeatWish(label=str(n), off=off) for n, off in enumerate(offs, 1)]
)


@given(PLANS, st.integers(1, 15))
def test_a_plan_gets_the_seats_that_are_asked_for(plan: list[SeatWish], count: int) -> None:
    new = numbered(count, {seat.label for seat in plan}, plan)
    assert sum(not seat.off for seat in new) == count
    assert [seat.label for seat in new[: len(plan)]] == [seat.label for seat in plan]
    assert len({seat.label for seat in new}) == len(new)


def test_a_room_is_not_made_smaller_on_any_path(store: Store) -> None:
    # Long ahead of whatever day the tests are run: the trigger reads the computer's clock too.
    day = date(2096, 12, 12)
    room = make_room(store, capacity=2)
    change_room(store, room=room, capacity=4)
    grown = history.log(store, limit=1)[0].id
    exam = make_exam(store, day=day)
    for n in range(4):
        make_booking(store, n, exam=exam, room=room)
    with pytest.raises(TooFewSeats, match="för få tentamensplatser"):
        history.undo(store, operation=grown)
    with pytest.raises(TooFewSeats), store.operating("test", "test", True), store.write():
        store.update("room", room, capacity=3)
    assert checking.overfull(store) == []


def test_a_room_may_be_made_smaller_after_the_exam(store: Store) -> None:
    room, exam = make_room(store, capacity=2), make_exam(store)
    for n in range(2):
        make_booking(store, n, exam=exam, room=room)
    store.clock = FixedClock(datetime(2026, 12, 15, 7, tzinfo=UTC))
    add_room(store, name="En annan sal", capacity=1)  # the log knows what day it is
    change_room(store, room=room, capacity=1)
    assert checking.overfull(store) == []


def test_who_was_to_sit_on_a_seat_that_goes_gets_another(store: Store) -> None:
    room = make_room(store, "Sal Å", 8)
    seats = [one.uid for one in list_seats(store, room=room)]
    exam = make_exam(store, 0)
    last = make_booking(store, 1, exam=exam, room=room, seat=seats[7])
    first = make_booking(store, 2, exam=exam, room=room, seat=seats[0])
    check(store, Case(operation=change_room, good={"room": room, "capacity": 4}))
    assert booking_page(store, booking=last).seat_label == "2"
    assert booking_page(store, booking=first).seat_label == "1"
