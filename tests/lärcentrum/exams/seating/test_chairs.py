"""Chairs between exams stay empty, and only there (E11); and the invigilators that are needed."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.exams.seat_plans import At
from lärcentrum.exams.seating import chairs
from lärcentrum.exams.seating.chairs import seated, stay_put, too_close
from lärcentrum.exams.seating.costs import faults, watchers
from lärcentrum.exams.seating.facts import Chair, Person, RoomFacts, SeatRules, Spot
from lärcentrum.exams.seating.planning import propose
from lärcentrum.exams.times import Span

MORNING = Span(starts_at=540, ends_at=780)


def room(rows: list[int], gap: int) -> RoomFacts:
    return RoomFacts(
        key="A",
        chairs=tuple(
            Chair(key=f"A{r}.{c}", at=At(row=r, col=c))
            for r, wide in enumerate(rows, 1)
            for c in range(1, wide + 1)
        ),
        gap=gap,
    )


def who(n: int, exam: str, seat: str | None = None, span: Span = MORNING) -> Person:
    now = Spot(room="A", seat=seat) if seat else None
    return Person(key=f"p{n}", exam=exam, span=span, now=now, number=n)


def test_the_same_exam_sits_side_by_side_and_another_further_off() -> None:
    made = seated(room([5], 1), [who(1, "x"), who(2, "x"), who(3, "y"), who(4, "y")])
    assert made == {"p1": "A1.1", "p2": "A1.2", "p3": "A1.4", "p4": "A1.5"}
    assert seated(room([4], 1), [who(1, "x"), who(2, "x"), who(3, "y"), who(4, "y")]) is None
    assert len(seated(room([4], 1), [who(n, "x") for n in range(4)]) or {}) == 4


def test_rows_are_nobodys_neighbours() -> None:
    made = seated(room([2, 2], 3), [who(1, "x"), who(2, "x"), who(3, "y"), who(4, "y")])
    assert made == {"p1": "A1.1", "p2": "A1.2", "p3": "A2.1", "p4": "A2.2"}


def test_as_many_as_can_be_stay() -> None:
    people = [who(1, "x", "A1.1"), who(2, "y", "A1.2"), who(3, "y", "A1.3")]
    made = seated(room([4], 1), people)
    assert made is not None
    assert stay_put(people, made) == 2
    assert made["p1"] != "A1.1" or made["p2"] != "A1.2"


Case = tuple[list[int], int, list[tuple[str, bool]], random.Random]
CASES: st.SearchStrategy[Case] = st.tuples(
    st.lists(st.integers(1, 4), min_size=1, max_size=2),
    st.integers(1, 2),
    st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)


def _invented(case: Case) -> tuple[RoomFacts, list[Person]]:
    rows, gap, parts, by = case
    made = room(rows, gap)
    free = [chair.key for chair in made.chairs]
    by.shuffle(free)
    people = []
    for n, (exam, sits) in enumerate(parts):
        people.append(who(n, exam, free.pop() if sits and free else None))
    return made, people


def _most_who_stay(made: RoomFacts, people: list[Person]) -> int | None:
    """Try every way to seat them."""
    best = None
    for chosen in itertools.permutations(made.chairs, len(people)):
        taken = [(chair.at, one.exam) for chair, one in zip(chosen, people, strict=True)]
        if any(too_close(*pair, made.gap) for pair in itertools.combinations(taken, 2)):
            continue
        seats = {one.key: chair.key for chair, one in zip(chosen, people, strict=True)}
        stay = stay_put(people, seats)
        best = stay if best is None else max(best, stay)
    return best


def _check(made: RoomFacts, people: list[Person], seats: dict[str, str]) -> None:
    assert set(seats) == {one.key for one in people}
    places = {who: Spot(room="A", seat=seat) for who, seat in seats.items()}
    assert faults(people, [made], SeatRules(small_group=99), places) == []


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_a_few_are_seated_as_well_as_can_be(case: Case) -> None:
    made, people = _invented(case)
    seats, most = seated(made, people), _most_who_stay(made, people)
    assert (seats is None) is (most is None)
    if seats is not None:
        _check(made, people, seats)
        assert stay_put(people, seats) == most
        kept = [
            Person(key=one.key, exam=one.exam, span=one.span, number=one.number,
                   now=Spot(room="A", seat=seats[one.key])) for one in people
        ]  # fmt: skip
        assert seated(made, kept) == seats, "who sits stays"


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_many_are_seated_rightly(case: Case) -> None:
    """As many are: exam by exam, without looking through every choice."""
    made, people = _invented(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chairs, "EXACT", 0)
        seats = seated(made, people)
    if seats is not None:
        _check(made, people, seats)


def test_invigilators_are_counted_by_who_writes_at_once() -> None:
    """Here it decides: beside who has gone home no third pair of eyes is needed."""
    rules = SeatRules(per_invigilator=2)
    early, late = Span(starts_at=540, ends_at=660), Span(starts_at=660, ends_at=780)
    assert watchers([who(1, "x"), who(2, "x", span=early), who(3, "x", span=late)], rules) == 1
    assert watchers([who(1, "x"), who(2, "x"), who(3, "x", span=late)], rules) == 2
    seats = [Chair(key=f"{key}{n}", at=At(row=1, col=n)) for key in "AB" for n in range(3)]
    rooms = [
        RoomFacts(key=key, chairs=tuple(one for one in seats if one.key[0] == key)) for key in "AB"
    ]
    there = [
        Person(key=key, exam="x", span=span, now=Spot(room=seat[0], seat=seat), number=n)
        for n, (key, span, seat) in enumerate([
            ("a1", MORNING, "A0"), ("a2", MORNING, "A1"), ("b1", MORNING, "B0"), ("b2", early, "B1")
        ])
    ]  # fmt: skip
    made = propose([*there, who(9, "x", span=late)], rooms, rules)
    assert made.places["p9"].room == "B"
    assert (made.cost.rooms, made.cost.invigilators, made.moved) == (2, 2, {})
