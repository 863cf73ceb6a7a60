from datetime import timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.room_uses import (
    add_room_use,
    approve_room_use,
    cancel_room_use,
    list_room_uses,
    move_room_use,
    uses_to_take_over,
)
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.standing import Ended
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_room
from tests.helpers.matrix import Case, check

HOUR = timedelta(hours=1)


def test_add(store: Store) -> None:
    room = make_room(store)
    good = {"room": room, "title": "SFI", "starts": NINE, "ends": NINE + HOUR, "contact": "Ines"}
    bad = [
        (good | {"room": "x"}, NotFound),
        (good | {"title": ""}, BadValue),
        (good | {"ends": NINE}, BadValue),
    ]
    uid = check(store, Case(operation=add_room_use, good=good, bad=bad))
    with pytest.raises(Clash) as caught:
        add_room_use(store, **good)
    assert caught.value.others == (uid,)
    add_room_use(store, **(good | {"preliminary": True}))
    add_room_use(store, **(good | {"starts": NINE + HOUR, "ends": NINE + 2 * HOUR}))
    assert len(list_room_uses(store, starts=NINE, ends=NINE + HOUR)) == 2
    assert len(list_room_uses(store, starts=NINE, ends=NINE + 2 * HOUR, room=room)) == 3
    assert list_room_uses(store, starts=NINE, ends=NINE + HOUR, room="x") == []


def test_move(store: Store) -> None:
    room, other = make_room(store), make_room(store, "Sal Ä")
    uid = add_room_use(store, room=room, title="SFI", starts=NINE, ends=NINE + HOUR)
    taken = add_room_use(store, room=other, title="Möte", starts=NINE, ends=NINE + HOUR)
    half = {"room_use": uid, "room": room, "starts": NINE + HOUR / 2, "ends": NINE + 3 * HOUR}
    check(
        store,
        Case(
            operation=move_room_use,
            good=half,
            bad=[(half | {"room": other}, Clash), (half | {"room_use": "x"}, NotFound)],
        ),
    )
    with pytest.raises(Clash) as caught:
        move_room_use(store, room_use=uid, room=other, starts=NINE, ends=NINE + HOUR)
    assert caught.value.others == (taken,)


def test_a_room_that_is_not_used_any_more_is_not_held_anew(store: Store) -> None:
    room = make_room(store)
    kept = add_room_use(
        store, title="Möte", preliminary=True, room=room, starts=NINE, ends=NINE + HOUR
    )
    end_room(store, room=room)
    before = store.digest()
    with pytest.raises(Ended):
        approve_room_use(store, room_use=kept)
    assert store.digest() == before


def test_approve_and_cancel(store: Store) -> None:
    room = make_room(store)
    span = {"room": room, "starts": NINE, "ends": NINE + HOUR}
    one = add_room_use(store, title="Möte", preliminary=True, **span)
    two = add_room_use(store, title="Kurs", preliminary=True, **span)
    check(
        store,
        Case(
            operation=approve_room_use,
            good={"room_use": one},
            bad=[({"room_use": "x"}, NotFound)],
        ),
    )
    with pytest.raises(BadValue):
        approve_room_use(store, room_use=one)
    with pytest.raises(Clash):
        approve_room_use(store, room_use=two)
    good = {"room_use": one, "why": "inställt"}
    check(store, Case(operation=cancel_room_use, good=good, bad=[({"room_use": "x"}, NotFound)]))
    approve_room_use(store, room_use=two)


def test_what_an_exam_may_take_the_room_from_is_listed_with_its_contact(store: Store) -> None:
    room = make_room(store, setup_min=15)
    at = {"room": room, "starts": NINE - HOUR, "ends": NINE}
    add_room_use(store, title="SFI", contact="Ines", **at)
    add_room_use(store, title="Kanske", preliminary=True, **at)
    # It ends when the exam begins, but the room is to be set out first.
    found = uses_to_take_over(store, room=room, starts=NINE, ends=NINE + HOUR)
    assert [(one.title, one.contact) for one in found] == [("SFI", "Ines")]
    later = {"room": room, "starts": NINE + HOUR, "ends": NINE + 2 * HOUR}
    assert uses_to_take_over(store, **later) == []
    make_booking(store, starts=NINE + HOUR / 2, reason="x")
    assert uses_to_take_over(store, room=room, starts=NINE, ends=NINE + HOUR) == []
    with pytest.raises(NotFound):
        uses_to_take_over(store, room="x", starts=NINE, ends=NINE + HOUR)
