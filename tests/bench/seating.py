"""Figures of the seat proposal: as cheap as trying everything, and quick on a very large day."""

import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from lärcentrum.exams import times
from lärcentrum.exams.seating.day_facts import DayFacts, day_facts
from lärcentrum.exams.seating.day_plans import day_proposal
from lärcentrum.exams.seating.planning import propose
from lärcentrum.language import N_
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.bench.figures import Figure, beside, figure
from tests.helpers import registers
from tests.helpers.seat_search import FILE, cheapest, read

DAY = date(2026, 12, 14)
ROOMS, SEATS, PEOPLE = 60, 56, 3000
MOST = 8
HOURS = ((9, 13), (9, 14), (14, 18))


def figures() -> Iterator[Figure]:
    """Measure them all."""
    yield from _quality()
    for people, rooms, name in ((30, 10, "30 people in 10 rooms"), (PEOPLE, ROOMS, "")):
        with tempfile.TemporaryDirectory() as folder:
            made, _ = registers.make(Path(folder) / "åäö")
            furnish_day(made.store, people=people, rooms=rooms, seats=SEATS if not name else 8)
            yield _few(made.store, name) if name else _many(made.store)
            made.close()


def _quality() -> Iterator[Figure]:
    days = json.loads(FILE.read_text("utf-8"))
    costs = [(propose(*read(day)).cost.total, day["cheapest"]) for day in days]
    dearer = [ours / least for ours, least in costs if ours != least]
    name = "seat proposal on 200 small days, those dearer than brute force / 5 % of them"
    yield figure(name, 1, len(dearer), 0.05 * len(days), "days")
    ours, least = max(costs, key=lambda pair: pair[0] / pair[1])
    yield figure("seat proposal, the dearest of them / brute force", 1.1, ours, least, "cost")


def _few(store: Store, name: str) -> Figure:
    """Thirty people, beside brute force on one day of the small ones."""
    facts = _half_late(day_facts(store, DAY))
    day = next(d for d in json.loads(FILE.read_text("utf-8")) if len(d["people"]) == MOST)
    return beside(
        f"seat proposal, {name} / brute force, 8 people in 3 rooms", 20,
        lambda: day_proposal(facts), lambda: cheapest(day), 5,
    )  # fmt: skip


def _many(store: Store) -> Figure:
    facts = _half_late(day_facts(store, DAY))
    return beside(
        "seat proposal, 3,000 people in 60 rooms / one pass over the same rows", 20,
        lambda: day_proposal(facts), lambda: day_facts(store, DAY), 5,
    )  # fmt: skip


def _half_late(facts: DayFacts) -> DayFacts:
    """Let every other one have no place yet, which is the most work."""
    people = tuple(replace(one, now=None) if n % 2 else one for n, one in enumerate(facts.people))
    return replace(facts, people=people)


@operation(right=Right.REGISTER, label=N_("Möblera"))
def furnish_day(store: Store, *, people: int, rooms: int, seats: int) -> None:
    """A day of so many people, spread over so many rooms, half of them with a seat."""
    by = random.Random(people)
    with store.write():
        provider = store.insert("provider", name="LTU", kind="university").id
        exams = store.insert_many("exam", [
            {"provider_id": provider, "course_name": f"Kurs {n}", "date": DAY.isoformat(),
             "length_min": 240} for n in range(max(3, people // 25))
        ])  # fmt: skip
        students = store.insert_many("student", [
            {"given_name": "Åsa", "family_name": f"Nr{n}", "registered_on": "2026-01-01"}
            for n in range(people)
        ])  # fmt: skip
        bookings = []
        for n in range(rooms):
            mine = [one.id for one in students[n::rooms]]
            bookings += _room(store, by, n, seats, mine, [one.id for one in exams])
        store.insert_many("booking", bookings)


def _room(
    store: Store, by: random.Random, n: int, seats: int, students: list[int], exams: list[int]
) -> list[dict[str, object]]:
    room = store.insert("room", name=f"Sal {n}", capacity=seats).id
    chairs = store.insert_many("seat", [
        {"room_id": room, "label": str(k), "place": k} for k in range(1, seats + 1)
    ])  # fmt: skip
    midnight = times.day_span(DAY).starts_at
    first, last = HOURS[n % len(HOURS)]
    span = {
        "starts_wall": f"{DAY}T{first:02}:00", "starts_at": midnight + 60 * first,
        "ends_at": midnight + 60 * last,
    }  # fmt: skip
    sitting = store.insert("sitting", room_id=room, **span).id
    by.shuffle(chairs)
    return [
        {
            "student_id": student, "exam_id": by.choice(exams), "sitting_id": sitting,
            "seat_id": chairs[k].id if k % 2 else None, "requested_on": "2026-11-01",
            "own_room": 0, "place_given_at": 1, **span,
        }
        for k, student in enumerate(students)
    ]  # fmt: skip
