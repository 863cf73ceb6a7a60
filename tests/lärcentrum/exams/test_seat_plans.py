from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import RoomTooSmall
from lärcentrum.exams.rooms import change_room, list_rooms, list_seats
from lärcentrum.exams.seat_plans import (
    ABREAST,
    At,
    Corner,
    Direction,
    FillOrder,
    PeopleOrder,
    Together,
    grid,
    in_fill_order,
    nearest_cm,
    numbers,
    room_plan,
    set_room_plan,
    spaced,
)
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_room
from tests.helpers.matrix import Case, check

SIZES = st.integers(1, 6)
FILLS = st.builds(FillOrder, corner=st.sampled_from(Corner), direction=st.sampled_from(Direction))


def at(row: int, col: int) -> At:
    return At(row=row, col=col)


def standing(store: Store, room: str) -> dict[str, tuple[int, int]]:
    seats = room_plan(store, room=room).seats
    return {one.label: (one.at.row, one.at.col) for one in seats if not one.off}


def test_draw(store: Store) -> None:
    room = make_room(store, capacity=4)
    good = {
        "room": room, "rows": 2, "cols": 3, "off": [at(1, 2)], "gap": 1, "seat_cm": 90,
        "fill": FillOrder(corner=Corner.BACK_RIGHT), "people": PeopleOrder.NAME,
        "exams": Together.APART,
    }  # fmt: skip
    everything = [at(1, n) for n in range(1, 4)]
    bad = [
        ({"room": "x", "rows": 1, "cols": 1}, NotFound),
        ({"room": room, "rows": 0, "cols": 1}, BadValue),
        ({"room": room, "rows": 1, "cols": 41}, BadValue),
        ({"room": room, "rows": 40, "cols": 40}, BadValue),
        ({"room": room, "rows": 1, "cols": 3, "off": everything}, BadValue),
        ({"room": room, "rows": 1, "cols": 1, "gap": 11}, BadValue),
        ({"room": room, "rows": 1, "cols": 1, "row_cm": 5}, BadValue),
    ]
    check(store, Case(operation=set_room_plan, good=good, bad=bad))
    plan = room_plan(store, room=room)
    assert (plan.drawn, plan.rows, plan.cols, plan.gap) == (True, 2, 3, 1)
    assert (plan.people, plan.exams, plan.seat_cm) == (PeopleOrder.NAME, Together.APART, 90)
    # The four seats that were there keep their labels, in the new fill order; a fifth is new.
    assert standing(store, room) == {
        "1": (2, 3), "2": (2, 2), "3": (2, 1), "4": (1, 3), "5": (1, 1),
    }  # fmt: skip
    assert list_rooms(store)[0].capacity == 5
    assert plan.all_different == 4, "two in each row, with an empty one between"


def test_a_room_without_a_plan_has_a_picture(store: Store) -> None:
    room = make_room(store, capacity=8)
    plan = room_plan(store, room=room)
    assert (plan.drawn, plan.rows, plan.cols, plan.all_different) == (False, 2, ABREAST, 8)
    assert standing(store, room)["7"] == (2, 1)
    set_room_plan(store, room=room, rows=1, cols=2)
    change_room(store, room=room, capacity=3)
    # A seat more than the plan has a place for stands below it.
    assert standing(store, room)["3"] == (2, 1)


def test_what_was_used_stays_as_it_was(store: Store) -> None:
    room = make_room(store, capacity=2)
    set_room_plan(store, room=room, rows=2, cols=2)
    seats = {seat.label: seat.uid for seat in list_seats(store, room=room)}
    old = make_booking(store, 1, room=room, seat=seats["4"])
    store.clock = FixedClock(datetime(2026, 12, 15, 7, tzinfo=UTC))
    set_room_plan(store, room=room, rows=1, cols=2)
    assert standing(store, room) == {"1": (1, 1), "2": (1, 2)}
    kept = next(one for one in room_plan(store, room=room).seats if one.off)
    assert (kept.uid, kept.label, kept.at) == (seats["4"], "4", at(2, 2))
    assert booking_page(store, booking=old).seat_label == "4"
    set_room_plan(store, room=room, rows=3, cols=2)
    # It comes back where it stood, and nobody else gets its label.
    assert standing(store, room)["4"] == (2, 2)
    assert len(standing(store, room)) == 6


def test_a_seat_that_goes_leaves_those_to_come_without_one(store: Store) -> None:
    room = make_room(store, capacity=2)
    set_room_plan(store, room=room, rows=1, cols=2)
    seats = list_seats(store, room=room)
    coming = make_booking(store, 1, room=room, seat=seats[1].uid)
    set_room_plan(store, room=room, rows=1, cols=2, off=[at(1, 2)])
    assert booking_page(store, booking=coming).seat is None
    make_booking(store, 2, room=make_room(store, "B", 2))
    make_booking(store, 3, room=make_room(store, "B", 2))
    with pytest.raises(RoomTooSmall):
        set_room_plan(store, room=make_room(store, "B"), rows=1, cols=1)


@given(SIZES, SIZES, FILLS, st.integers(0, 4))
def test_the_order_fills_every_place_once_and_keeps_the_gaps(
    rows: int, cols: int, fill: FillOrder, gap: int
) -> None:
    order = in_fill_order(grid(rows, cols), fill)
    assert sorted(order) == grid(rows, cols)
    first = {
        Corner.FRONT_LEFT: (1, 1), Corner.FRONT_RIGHT: (1, cols),
        Corner.BACK_LEFT: (rows, 1), Corner.BACK_RIGHT: (rows, cols),
    }  # fmt: skip
    assert (order[0].row, order[0].col) == first[fill.corner]
    used = spaced(order, gap)
    for one in used:
        others = [two for two in used if two.row == one.row and two != one]
        assert all(abs(one.col - two.col) > gap for two in others)
    assert len(used) == rows * -(-cols // (gap + 1)), "no choice holds more"


def test_the_example_counts_people() -> None:
    fill = FillOrder(direction=Direction.COLUMNS)
    assert numbers(2, 2, [at(2, 1)], fill) == {at(1, 1): 1, at(1, 2): 2, at(2, 2): 3}


@pytest.mark.parametrize(
    ("seat", "row", "nearest"), [(None, None, None), (80, None, 80), (80, 130, 80), (150, 130, 130)]
)
def test_how_close_people_come(seat: int | None, row: int | None, nearest: int | None) -> None:
    assert nearest_cm(seat, row) == nearest
