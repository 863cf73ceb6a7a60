from datetime import UTC, datetime
from typing import Any

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import NotToday
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.seat_plans import At, set_room_plan
from lärcentrum.exams.seating.seat_changes import sitting_seats, take_seat
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.store.session import Session
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check


@pytest.fixture
def sat(store: Store) -> dict[str, Any]:
    room = make_room(store, capacity=4)
    exam = make_exam(store)
    set_room_plan(store, room=room, rows=1, cols=4)
    seats = [one.uid for one in list_seats(store, room=room)]
    booked = [
        make_booking(store, n, exam=exam, room=room, seat=seat)
        for n, seat in enumerate([seats[0], seats[1], None])
    ]
    return {"room": room, "seats": seats, "booked": booked}


def label(store: Store, booking: str) -> str:
    return booking_page(store, booking=booking).seat_label


def test_take(store: Store, sat: dict[str, Any]) -> None:
    first, _second, third = sat["booked"]
    elsewhere = list_seats(store, room=make_room(store, "Annan", 1))[0].uid
    asked = make_booking(store, 9, give_place=False)
    bad = [
        ({"booking": first, "seat": elsewhere}, BadValue),
        ({"booking": first, "seat": sat["seats"][0]}, BadValue),
        ({"booking": third, "seat": None}, BadValue),
        ({"booking": asked, "seat": sat["seats"][3]}, BadValue),
        ({"booking": "x", "seat": None}, NotFound),
    ]
    good = {"booking": first, "seat": sat["seats"][3]}
    check(store, Case(operation=take_seat, good=good, bad=bad))
    assert [label(store, one) for one in sat["booked"]] == ["4", "2", ""]
    # On a taken seat the two change; who had none leaves the other without.
    take_seat(store, booking=first, seat=sat["seats"][1])
    assert [label(store, one) for one in sat["booked"]] == ["2", "4", ""]
    take_seat(store, booking=third, seat=sat["seats"][1])
    assert [label(store, one) for one in sat["booked"]] == ["", "4", "2"]
    take_seat(store, booking=third, seat=None)
    assert label(store, third) == ""


def test_a_seat_that_is_off_and_a_booking_that_is_called_off(
    store: Store, sat: dict[str, Any]
) -> None:
    set_room_plan(store, room=sat["room"], rows=1, cols=4, off=[At(row=1, col=2)])
    with pytest.raises(BadValue, match="används inte"):
        take_seat(store, booking=sat["booked"][0], seat=sat["seats"][1])
    cancel_booking(store, booking=sat["booked"][0], by=CancelledBy.STUDENT)
    with pytest.raises(BadValue, match="ingen plats"):
        take_seat(store, booking=sat["booked"][0], seat=sat["seats"][3])


def test_the_picture_says_who_sits_too_close_to_another_exam(store: Store) -> None:
    room = make_room(store, capacity=4)
    set_room_plan(store, room=room, rows=1, cols=4)
    seats = [one.uid for one in list_seats(store, room=room)]
    one, other = make_exam(store, 1), make_exam(store, 2)
    booked = [
        make_booking(store, n, exam=exam, room=room, seat=seats[n])
        for n, exam in enumerate([one, one, other])
    ]
    sitting = str(booking_page(store, booking=booked[0]).sitting)
    assert sitting_seats(store, sitting=sitting).close == ()
    set_room_plan(store, room=room, rows=1, cols=4, gap=1)
    found = sitting_seats(store, sitting=sitting)
    assert set(found.close) == set(booked[1:]), "the same exam may sit side by side (E11)"
    assert [one.seat_label for one in found.people] == ["1", "2", "3"]
    take_seat(store, booking=booked[2], seat=seats[3])
    assert sitting_seats(store, sitting=sitting).close == ()


def test_a_substitute_moves_people_today_only(store: Store, sat: dict[str, Any]) -> None:
    sitting = str(booking_page(store, booking=sat["booked"][0]).sitting)
    store.session = Session(user="u", name="Nils", rights=RIGHTS[Role.SUBSTITUTE])
    with pytest.raises(NotToday):
        take_seat(store, booking=sat["booked"][0], seat=sat["seats"][3])
    with pytest.raises(NotToday):
        sitting_seats(store, sitting=sitting)
    store.clock = FixedClock(datetime(2026, 12, 14, 8, tzinfo=UTC))
    take_seat(store, booking=sat["booked"][0], seat=sat["seats"][3])
    assert len(sitting_seats(store, sitting=sitting).people) == 3
