"""One exam over several rooms in the order that was set by hand, and kept (E13)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.exam_rooms import exam_rooms, set_exam_rooms
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.seating.costs import faults
from lärcentrum.exams.seating.day_facts import DayFacts
from lärcentrum.exams.seating.day_plans import day_proposal, place_day, propose_day
from lärcentrum.exams.seating.facts import Moving
from lärcentrum.exams.seating.spread import _takes, spread
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.seat_search import invent, read


def rooms_of(store: Store, booked: list[str]) -> list[str]:
    return [booking_page(store, booking=one).room_name for one in booked]


def test_set(store: Store) -> None:
    exam, a, b = make_exam(store), make_room(store, "A", 2), make_room(store, "B", 3)
    gone = make_room(store, "C", 3)
    end_room(store, room=gone)
    good = {"exam": exam, "rooms": [b, a]}
    bad = [
        (good | {"exam": "x"}, NotFound),
        (good | {"rooms": [a, "x"]}, NotFound),
        (good | {"rooms": [a, a]}, BadValue),
        (good | {"rooms": [gone]}, BadValue),
        (good | {"rooms": []}, BadValue),
    ]
    check(store, Case(operation=set_exam_rooms, good=good, bad=bad))
    there = check(store, Case(operation=exam_rooms, good={"exam": exam}, bad=[]))
    assert [(one.room, one.name, one.capacity) for one in there] == [(b, "B", 3), (a, "A", 2)]
    set_exam_rooms(store, exam=exam, rooms=[a, b])
    assert [one.name for one in exam_rooms(store, exam=exam)] == ["A", "B"]
    set_exam_rooms(store, exam=exam, rooms=[])
    assert exam_rooms(store, exam=exam) == []


def test_the_rooms_are_filled_in_order_and_stay_so(store: Store) -> None:
    exam = make_exam(store)
    small, middle, large = (
        make_room(store, name, seats) for name, seats in (("Lilla", 2), ("Mellan", 4), ("Stora", 9))
    )
    booked = [make_booking(store, n, exam=exam, room=large) for n in range(4)]
    other = make_booking(store, 8, exam=make_exam(store, 8), room=large)
    assert propose_day(store, day=DAY).cost.rooms == 1
    set_exam_rooms(store, exam=exam, rooms=[small, middle])
    told = place_day(store, day=DAY)
    assert sorted(rooms_of(store, booked)) == ["Lilla", "Lilla", "Mellan", "Mellan"]
    assert {one.moved for one in told.lines if one.booking in booked} == {Moving.ORDER}
    assert "ordning" in next(one.sentence for one in told.lines if one.moved)
    assert booking_page(store, booking=other).seat_label
    assert propose_day(store, day=DAY).changes == 0, "kept"
    # A late one goes on where the order has come to, and moves nobody.
    late = make_booking(store, 9, exam=exam, give_place=False)
    told = place_day(store, day=DAY)
    assert (rooms_of(store, [late]), told.cost.moved) == (["Mellan"], 0)
    # Whom the rooms have no seat for is placed elsewhere: nobody is left out for the order's sake.
    last = make_booking(store, 10, exam=exam, give_place=False)
    assert place_day(store, day=DAY).cost.unplaced == 0
    assert rooms_of(store, [last]) == ["Stora"]


def test_who_writes_alone_is_placed_by_that(store: Store) -> None:
    exam, small = make_exam(store), make_room(store, "Lilla", 3)
    make_room(store, "Stora", 9)
    booked = [make_booking(store, n, exam=exam, give_place=False) for n in range(3)]
    alone = make_booking(store, 5, exam=exam, give_place=False, own_room=True)
    set_exam_rooms(store, exam=exam, rooms=[small])
    assert place_day(store, day=DAY).cost.unplaced == 0
    assert rooms_of(store, [*booked, alone]) == ["Lilla"] * 3 + ["Stora"]


@given(st.integers(1000, 100_000), st.permutations("ABCD"))
@settings(max_examples=30, deadline=None)
def test_a_room_is_full_before_the_next_is_begun(seed: int, order: list[str]) -> None:
    people, rooms, rules = read(invent(seed))
    told = spread(people, rooms, rules, {"x": order})
    assert [one.key for one in told] == [one.key for one in people]
    named = [one for one in told if one.only]
    assert all(one.exam == "x" for one in named)
    # Who is told a later room would not have gone in an earlier one beside those who are there.
    for one in named:
        for key in order[: order.index(one.only)]:
            found = [room for room in rooms if room.key == key]
            beside = [
                two for two in told
                if two.only == key or (not two.only and two.now is not None and two.now.room == key
                                       and (two.exam != "x" or two.own_room or two.small_group))
            ]  # fmt: skip
            here = replace(one, only=key)
            assert not found or not _takes(found[0], [*beside, here], rules)


@given(st.integers(1000, 100_000), st.permutations("ABCD"))
@settings(max_examples=30, deadline=None)
def test_an_order_breaks_no_rule_and_loses_nobody(seed: int, order: list[str]) -> None:
    people, rooms, rules = read(invent(seed))
    facts = DayFacts(
        people=tuple(people), rooms=tuple(rooms), rules=rules, orders={"x": order}, stays={},
        said={}, rows={}, plans={},
    )  # fmt: skip
    made = day_proposal(facts)
    assert faults(people, rooms, rules, made.places) == []
    assert set(made.places) | set(made.unplaced) == {one.key for one in people}
    assert set(made.places).isdisjoint(made.unplaced)
