"""One late booking on a placed day: as few are moved as brute force would, and it says whom."""

from typing import Any

from lärcentrum.exams.seating.costs import is_moved
from lärcentrum.exams.seating.facts import Moving
from lärcentrum.exams.seating.planning import as_kept, propose
from tests.helpers.seat_search import cheapest, invent, read

SEEDS = range(5000, 5040)


def with_a_late_one(seed: int) -> dict[str, Any]:
    """Give an invented day as it stands once it has been placed, with one more who asks."""
    day = invent(seed)
    late = day["people"].pop()
    people, rooms, rules = read(day)
    made = propose(people, rooms, rules)
    for one, person in zip(day["people"], people, strict=True):
        kept = as_kept(person, made.places).now
        one["now"] = None if kept is None else [kept.room, kept.seat]
    day["people"].append(late | {"now": None})
    return day


def test_as_few_are_moved_as_by_trying_everything() -> None:
    dearer, calm = [], 0
    for seed in SEEDS:
        day = with_a_late_one(seed)
        people, rooms, rules = read(day)
        made, least = propose(people, rooms, rules), cheapest(day)
        assert made.cost.total >= least, f"the search has missed something on {seed}"
        if made.cost.total > least:
            dearer.append((seed, made.cost.total / least))
        # It says whom, and why, and nobody else is moved.
        moved = {one.key for one in people if is_moved(one, made.places.get(one.key))}
        assert set(made.moved) == moved
        assert len(moved) == made.cost.moved
        calm += not moved
        assert all(isinstance(why, Moving) for why in made.moved.values())
    assert len(dearer) <= 0.05 * len(SEEDS), dearer
    assert all(ratio <= 1.1 for _seed, ratio in dearer), dearer
    assert calm >= 0.75 * len(SEEDS), "most late bookings move nobody"
