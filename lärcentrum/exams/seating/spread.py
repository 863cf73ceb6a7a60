"""Split an exam over its rooms in the order that was set by hand (E13): pure rules.

The first room is filled before the next is begun. Of those who sit in the rooms already as many as
can be stay there. Who writes alone, among few or with needs of their own is left to the planner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lärcentrum.exams.seating.chairs import seated
from lärcentrum.exams.seating.facts import Person, RoomFacts, SeatRules
from lärcentrum.exams.seating.sessions import fits_in_time, holds, sessions


def spread(
    people: Sequence[Person],
    rooms: Sequence[RoomFacts],
    rules: SeatRules,
    orders: Mapping[str, Sequence[str]],
) -> tuple[Person, ...]:
    """Say in which room each of the exams' people goes; nobody else is told anything.

    Args:
        people: everybody of the day.
        rooms: every room.
        rules: what the centre has settled.
        orders: the rooms of each exam that has an order.
    """
    known = {room.key: room for room in rooms}
    inside: dict[str, list[Person]] = {room.key: [] for room in rooms}
    mine: dict[str, list[Person]] = {}
    for one in people:
        if one.exam in orders and not (one.own_room or one.small_group or one.needs):
            mine.setdefault(one.exam, []).append(one)
        elif one.now is not None and one.now.room in inside:
            inside[one.now.room].append(one)
    told: dict[str, Person] = {}
    for exam, waiting in sorted(mine.items()):
        for key in orders[exam]:
            room = known.get(key)
            if room is None:
                continue
            going = _as_many(room, inside[key], _those_there_first(waiting, key), rules)
            inside[key] += going
            told |= {one.key: one for one in going}
            waiting = [one for one in waiting if one.key not in told]
    return tuple(told.get(one.key, one) for one in people)


def _those_there_first(people: list[Person], room: str) -> list[Person]:
    """Sort: who is there already, who has no place yet, who would have to move."""

    def rank(one: Person) -> tuple[int, int]:
        there = one.now is not None and one.now.room == room
        return (0 if there else 1 if one.now is None else 2, one.number)

    return sorted(people, key=rank)


def _as_many(
    room: RoomFacts, there: list[Person], people: list[Person], rules: SeatRules
) -> list[Person]:
    """Give the first of the people, as many as the room takes beside those who are there."""
    told = [replace(one, only=room.key) for one in people]
    least, most = 0, min(len(told), len(room.chairs) * len({one.span for one in told}))
    while least < most:
        middle = (least + most + 1) // 2
        if _takes(room, [*there, *told[:middle]], rules):
            least = middle
        else:
            most = middle - 1
    return told[:least]


def _takes(room: RoomFacts, people: list[Person], rules: SeatRules) -> bool:
    made = sessions(room, people)
    return fits_in_time(room, made) and all(
        holds(room, one, rules) and seated(room, one.people) is not None for one in made
    )
