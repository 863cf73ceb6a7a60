import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.exams.seat_plans import At, PeopleOrder, Together
from lärcentrum.exams.seating.chairs import seated
from lärcentrum.exams.seating.costs import cost_of, faults, is_moved
from lärcentrum.exams.seating.facts import (
    Chair,
    Moving,
    Person,
    RoomFacts,
    SeatRules,
    Spot,
    Why,
)
from lärcentrum.exams.seating.planning import as_kept, propose
from lärcentrum.exams.times import Span
from tests.helpers.seat_search import FILE, cheapest, invent, read

MORNING = Span(starts_at=540, ends_at=780)
RULES = SeatRules(small_group=2)


def room(key: str, seats: int, **more: object) -> RoomFacts:
    chairs = tuple(Chair(key=f"{key}{n}", at=At(row=1, col=n)) for n in range(1, seats + 1))
    return RoomFacts(key=key, chairs=chairs, **more)  # type: ignore[arg-type]


def who(n: int, exam: str = "x", now: str = "", **more: object) -> Person:
    spot = Spot(room=now[0], seat=now if now[1:] else None) if now else None
    made = {"key": f"p{n}", "exam": exam, "span": MORNING, "now": spot, "number": n}
    return Person(**made | more)  # type: ignore[arg-type]


# --- beside trying everything ----------------------------------------------


def test_it_is_as_cheap_as_trying_everything() -> None:
    days = json.loads(FILE.read_text("utf-8"))
    ratios = []
    for day in days:
        people, rooms, rules = read(day)
        made = propose(people, rooms, rules)
        assert faults(people, rooms, rules, made.places) == []
        ratios.append(made.cost.total / day["cheapest"])
    assert len(ratios) == 200
    assert min(ratios) >= 1, "the search has missed something"
    assert sum(one == 1 for one in ratios) >= 0.95 * len(ratios)
    assert max(ratios) <= 1.1


@pytest.mark.parametrize("seed", [2, 3, 9, 27, 50])
def test_the_days_are_what_the_search_makes_them(seed: int) -> None:
    day = json.loads(FILE.read_text("utf-8"))[seed]
    assert day == invent(seed) | {"cheapest": day["cheapest"]}
    assert cheapest(day) == day["cheapest"]


# --- properties ------------------------------------------------------------


@given(st.integers(1000, 100_000))
@settings(max_examples=60, deadline=None)
def test_what_always_holds(seed: int) -> None:
    people, rooms, rules = read(invent(seed))
    made = propose(people, rooms, rules)
    assert faults(people, rooms, rules, made.places) == [], "seats, gaps, capacity, own room"
    assert set(made.places) | set(made.unplaced) == {one.key for one in people}, "nobody is lost"
    assert not set(made.places) & set(made.unplaced)
    assert made.cost == cost_of(people, rooms, rules, made.places)
    moved = {one.key for one in people if is_moved(one, made.places.get(one.key))}
    assert set(made.moved) == moved, "it says whom, and why"
    taken = Counter((spot.room, spot.seat) for spot in made.places.values())
    if len({one.span for one in people}) == 1:
        assert max(taken.values(), default=1) == 1
    for one in people:
        if one.own_room and one.key in made.places:
            beside = [
                two for two in people
                if two.key in made.places and two.span.overlaps(one.span)
                and made.places[two.key].room == made.places[one.key].room
            ]  # fmt: skip
            assert beside == [one]


@given(st.integers(1000, 100_000), st.sampled_from([0, 40]))
@settings(max_examples=60, deadline=None)
def test_a_placed_day_moves_nobody(seed: int, few: int) -> None:
    people, rooms, rules = read(invent(seed))
    made = propose(people, rooms, rules, few=few)
    again = propose([as_kept(one, made.places) for one in people], rooms, rules, few=few)
    assert (again.places, again.moved) == (made.places, {})


def test_a_late_change_moves_no_more_than_it_must() -> None:
    rooms = [room("A", 4), room("B", 4)]
    people = [who(n, now=f"A{n}") for n in (1, 2, 3)]
    made = propose([*people, who(4)], rooms)
    assert made.moved == {}
    assert made.places["p4"] == Spot(room="A", seat="A4")
    made = propose([*people, who(4), who(5, own_room=True)], rooms)
    assert made.moved == {}
    assert made.places["p5"].room == "B"


# --- one thing at a time ---------------------------------------------------


def test_it_costs_what_is_written_down() -> None:
    rooms = [room("A", 2), room("B", 2)]
    people = [who(1, now="A1"), who(2, "y", now="A2"), who(3, now="A"), who(4), who(5)]
    made = propose(people, rooms)
    assert made.cost.total == 10_000 + 2 * 100 + 2 * 80 + 10 * made.cost.moved + made.cost.mixes
    assert (made.cost.unplaced, made.cost.moved, made.cost.mixes) == (1, 0, 1)


def test_an_invigilator_watches_so_many() -> None:
    people = [who(n) for n in range(5)]
    made = propose(people, [room("A", 5)], SeatRules(per_invigilator=2))
    assert (made.cost.rooms, made.cost.invigilators, made.cost.total) == (1, 3, 340)


def test_people_are_gathered_into_fewer_rooms_and_it_says_why() -> None:
    made = propose([who(1, now="A1"), who(2, now="B2")], [room("A", 2), room("B", 2)])
    assert made.cost.rooms == 1
    assert list(made.moved.values()) == [Moving.SAVES]


def test_a_seat_that_is_gone_and_a_room_that_is_too_full() -> None:
    made = propose([who(1, now="A9")], [room("A", 2)])
    assert made.moved == {"p1": Moving.GONE}
    people = [who(1, now="A1", own_room=True), who(2, now="A2")]
    made = propose(people, [room("A", 2), room("B", 2)])
    assert list(made.moved.values()) == [Moving.CROWDED]


def test_large_parties_are_spread_over_rooms() -> None:
    people = [who(n) for n in range(7)]
    made = propose(people, [room("A", 3), room("B", 5), room("C", 4)])
    used = Counter(spot.room for spot in made.places.values())
    assert sum(used.values()) == 7
    assert len(used) == 2


def test_the_order_of_the_seats_is_the_rooms_own() -> None:
    people = [who(1, name="ö"), who(2, name="a", measure=True), who(3, name="b")]
    by = {
        PeopleOrder.NUMBER: ["p1", "p2", "p3"],
        PeopleOrder.NAME: ["p2", "p3", "p1"],
        PeopleOrder.MEASURE: ["p2", "p1", "p3"],
    }
    for order, wanted in by.items():
        made = seated(room("A", 3, people=order), people) or {}
        assert sorted(made, key=lambda one: made[one]) == wanted


@pytest.mark.parametrize(
    ("people", "rooms", "why"),
    [
        ([who(1)], [], Why.NO_ROOM),
        ([who(1)], [room("A", 2, busy=(MORNING,))], Why.NO_ROOM),
        ([who(1, needs=frozenset({"dator"}))], [room("A", 2)], Why.EQUIPMENT),
        ([who(1, now="A1"), who(2, own_room=True)], [room("A", 2)], Why.OWN_ROOM),
        ([who(1, now="A1"), who(2, now="A2"), who(3, small_group=True)], [room("A", 4)],
         Why.SMALL_GROUP),
        ([who(1, now="A1"), who(2, "y")], [room("A", 4, together=Together.APART)], Why.APART),
        ([who(1, now="A1"), who(2, "y")], [room("A", 2, gap=1)], Why.GAPS),
        ([who(1, now="A1"), who(2)], [room("A", 1)], Why.FULL),
    ],
)  # fmt: skip
def test_it_says_why_somebody_cannot_be_placed(
    people: list[Person], rooms: list[RoomFacts], why: Why
) -> None:
    assert list(propose(people, rooms, RULES).unplaced.values()) == [why]


def test_what_a_person_needs_is_found_and_who_sits_without_it_may_stay() -> None:
    rooms = [room("A", 2), room("B", 2, has=frozenset({"dator"}))]
    needs = frozenset({"dator"})
    made = propose([who(1, needs=needs), who(2, needs=needs, now="A1")], rooms)
    assert made.places["p1"].room == "B"
    assert made.unplaced == {}


def test_a_room_is_used_again_after_it_has_been_cleared() -> None:
    later = Span(starts_at=800, ends_at=900)
    two = [who(1, own_room=True), who(2, own_room=True, span=later)]
    assert propose(two, [room("A", 1, setup_min=20)]).unplaced == {}
    assert len(propose(two, [room("A", 1, setup_min=21)]).unplaced) == 1
