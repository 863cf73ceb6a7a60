"""Seat proposals by trying everything, and invented small days to try it on.

Written apart from the planner: it knows the costs from issue 4 and counts for itself.

    python -m tests.helpers.seat_search     makes tests/fixtures/seat_days.json anew
"""

import itertools
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lärcentrum.exams.seat_plans import At, Together, grid
from lärcentrum.exams.seating.facts import Chair, Person, RoomFacts, SeatRules, Spot
from lärcentrum.exams.times import Span

FILE = Path(__file__).parents[1] / "fixtures" / "seat_days.json"
DAYS = 200
TIMES = ((540, 780), (540, 900), (540, 660), (780, 1020), (840, 1020))
Day = dict[str, Any]


def invent(seed: int) -> Day:
    """Invent a small day: up to eight people, two to four rooms."""
    by = random.Random(seed)
    rooms = by.choice([2, 3, 3, 4])
    people = by.randint(2, {2: 8, 3: 8, 4: 6}[rooms])
    times = by.sample(TIMES, by.choice([1, 1, 2, 3]))
    made: Day = {
        "rules": {"small_group": by.choice([2, 3]), "per_invigilator": by.choice([3, 4, 30])},
        "rooms": [_room(by, n) for n in range(rooms)],
    }
    places = [
        (room["key"], seat)
        for room in made["rooms"]
        for seat in [f"{room['key']}{n}" for n in range(room["seats"])]
    ]
    by.shuffle(places)
    made["people"] = [_person(by, n, times, places) for n in range(people)]
    return made


def _room(by: random.Random, n: int) -> Day:
    return {
        "key": "ABCD"[n], "seats": by.randint(1, 5), "cols": by.choice([2, 3, 6]),
        "gap": by.choice([0, 0, 0, 1]), "apart": by.random() < 0.2,
        "busy": [list(by.choice(TIMES))] if by.random() < 0.15 else [],
    }  # fmt: skip


def _person(
    by: random.Random, n: int, times: list[tuple[int, int]], places: list[tuple[str, str]]
) -> Day:
    now = None
    if by.random() < 0.5 and places:
        room, seat = places.pop()
        now = [room, seat if by.random() < 0.8 else None]
    return {
        "key": f"p{n}", "exam": by.choice("xyz"), "span": list(by.choice(times)),
        "own": by.random() < 0.12, "few": by.random() < 0.12, "now": now,
    }  # fmt: skip


def read(day: Day) -> tuple[list[Person], list[RoomFacts], SeatRules]:
    """Give a day as the planner takes it."""
    people = [
        Person(
            key=one["key"],
            exam=one["exam"],
            span=_span(one["span"]),
            own_room=one["own"],
            small_group=one["few"],
            now=None if one["now"] is None else Spot(room=one["now"][0], seat=one["now"][1]),
            number=n,
        )
        for n, one in enumerate(day["people"])
    ]
    rooms = [
        RoomFacts(
            key=one["key"],
            chairs=tuple(Chair(key=f"{one['key']}{n}", at=at) for n, at in enumerate(places(one))),
            gap=one["gap"],
            together=Together.APART if one["apart"] else Together.MIXED,
            busy=tuple(_span(held) for held in one["busy"]),
        )
        for one in day["rooms"]
    ]
    return people, rooms, SeatRules(**day["rules"])


def places(room: Day) -> list[At]:
    """Give where the seats of a room stand."""
    return grid(-(-room["seats"] // room["cols"]), room["cols"])[: room["seats"]]


def _span(pair: list[int]) -> Span:
    return Span(starts_at=pair[0], ends_at=pair[1])


# --- trying everything -----------------------------------------------------


def cheapest(day: Day) -> int:
    """Give the least that a day can cost."""
    people, known = day["people"], dict[tuple[int, frozenset[int]], int | None]()
    best = sum(map(_left_out, people))
    for choice in itertools.product(range(-1, len(day["rooms"])), repeat=len(people)):
        cost = sum(_left_out(who) for who, at in zip(people, choice, strict=True) if at < 0)
        for n, room in enumerate(day["rooms"]):
            there = frozenset(who for who, at in enumerate(choice) if at == n)
            if cost >= best:
                break
            if (n, there) not in known:
                known[n, there] = _room_cost(day, room, [people[who] for who in sorted(there)])
            part = known[n, there]
            cost = best if part is None else cost + part
        best = min(best, cost)
    return best


def _left_out(person: Day) -> int:
    return 10_010 if person["now"] is not None and person["now"][1] else 10_000


def _room_cost(day: Day, room: Day, people: list[Day]) -> int | None:
    cost = 100 if people else 0
    for group in _groups(people):
        part = _group_cost(day, room, group)
        if part is None:
            return None
        cost += part
    return cost


def _groups(people: list[Day]) -> Iterator[list[Day]]:
    """People whose times touch, directly or through others."""
    group: list[Day] = []
    for one in sorted(people, key=lambda who: (who["span"], who["key"])):
        if group and one["span"][0] >= max(who["span"][1] for who in group):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _group_cost(day: Day, room: Day, group: list[Day]) -> int | None:
    rules, count = day["rules"], len(group)
    exams = {one["exam"] for one in group}
    first = min(one["span"][0] for one in group)
    last = max(one["span"][1] for one in group)
    wrong = (
        (count > 1 and any(one["own"] for one in group))
        or (count > rules["small_group"] and any(one["few"] for one in group))
        or (room["apart"] and len(exams) > 1)
        or any(held[0] < last and first < held[1] for held in room["busy"])
    )
    moved = None if wrong else _fewest_moves(room, group)
    if moved is None:
        return None
    most = max(_writing(group, one["span"][0]) for one in group)
    watched: int = -(-most // rules["per_invigilator"])
    return 80 * watched + 10 * moved + len(exams) - 1


def _writing(group: list[Day], at: int) -> int:
    return sum(one["span"][0] <= at < one["span"][1] for one in group)


def _fewest_moves(room: Day, group: list[Day]) -> int | None:
    """Try every way to seat them."""
    best: int | None = None
    come = sum(one["now"] is not None and one["now"][0] != room["key"] for one in group)
    for seats in itertools.permutations(enumerate(places(room)), len(group)):
        taken = [(at, one["exam"]) for (_n, at), one in zip(seats, group, strict=True)]
        if any(_close(*pair, room["gap"]) for pair in itertools.combinations(taken, 2)):
            continue
        moved: int = come + sum(
            one["now"] is not None and one["now"][0] == room["key"]
            and one["now"][1] not in (None, f"{room['key']}{n}")
            for (n, _at), one in zip(seats, group, strict=True)
        )  # fmt: skip
        best = moved if best is None or moved < best else best
    return best


def _close(one: tuple[At, str], two: tuple[At, str], gap: int) -> bool:
    """Whether two of different exams sit too near each other (E11)."""
    (here, mine), (there, other) = one, two
    return mine != other and here.row == there.row and abs(here.col - there.col) <= gap


def main() -> int:
    """Write the days and what each costs at least."""
    found = [invent(seed) for seed in range(DAYS)]
    for day in found:
        day["cheapest"] = cheapest(day)
    FILE.write_text("[\n" + ",\n".join(json.dumps(day) for day in found) + "\n]\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
