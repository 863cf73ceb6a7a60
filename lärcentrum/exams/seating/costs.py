"""What a plan costs, and what is wrong with it.

| what | cost | why |
|---|---|---|
| a person without a place | 10,000 | nobody is left without one to save a room |
| a room in use on the day | 100 | it is set out and unlocked |
| an invigilator at a sitting | 80 | one for each 30 (a setting) who write at once, as `staffing` |
| a person who is moved | 10 | somebody has been told of the place; losing it counts too |
| an exam beside another | 1 | one register and one envelope more in the room |

A better planner than `planning.propose` may replace it as long as `cost_of` says it is cheaper.
"""

from collections.abc import Mapping, Sequence

from lärcentrum.exams.seating.chairs import too_close
from lärcentrum.exams.seating.facts import Cost, Person, RoomFacts, SeatRules, Spot
from lärcentrum.exams.seating.sessions import fits_in_time, holds, sessions
from lärcentrum.exams.staffing import most_at_once, needed_for


def cost_of(
    people: Sequence[Person],
    rooms: Sequence[RoomFacts],
    rules: SeatRules,
    places: Mapping[str, Spot],
) -> Cost:
    """Count what a plan costs.

    Args:
        people: everybody.
        rooms: every room.
        rules: what the centre has settled.
        places: where those who are placed sit.
    """
    inside = _inside(people, places)
    used = watched = mixes = 0
    for room in rooms:
        made = [one for one in sessions(room, inside.get(room.key, ())) if one.people]
        used += bool(made)
        watched += sum(watchers(one.people, rules) for one in made)
        mixes += sum(len({who.exam for who in one.people}) - 1 for one in made)
    return Cost(
        unplaced=sum(one.key not in places for one in people),
        rooms=used,
        invigilators=watched,
        moved=sum(is_moved(one, places.get(one.key)) for one in people),
        mixes=mixes,
    )


def watchers(people: Sequence[Person], rules: SeatRules) -> int:
    """Give how many must watch over a sitting when most of its people write (see `staffing`)."""
    if len(people) <= rules.per_invigilator:
        return min(len(people), 1)  # so few need one, whenever they write
    return needed_for(most_at_once(one.span for one in people), rules.per_invigilator)


def is_moved(person: Person, spot: Spot | None) -> bool:
    """Tell whether somebody who had a place gets another, or has none any more.

    A first seat in the room where one is already is no move.
    """
    now = person.now
    if now is None:
        return False
    if spot is None:
        return now.seat is not None
    return now.room != spot.room or (now.seat is not None and now.seat != spot.seat)


def faults(
    people: Sequence[Person],
    rooms: Sequence[RoomFacts],
    rules: SeatRules,
    places: Mapping[str, Spot],
) -> list[str]:
    """Say what a plan breaks; nothing when it can be kept."""
    found = []
    for room in rooms:
        there = _inside(people, places).get(room.key, [])
        made = sessions(room, there)
        if there and not fits_in_time(room, made):
            found.append(f"{room.key}: the room is taken")
        for one in made:
            if not holds(room, one, rules):
                found.append(f"{room.key}: they may not be together")
            found += _seat_faults(
                room, [(str(places[who.key].seat), who.exam) for who in one.people]
            )
    return found


def _seat_faults(room: RoomFacts, seats: list[tuple[str, str]]) -> list[str]:
    where = {chair.key: chair.at for chair in room.chairs}
    if len({seat for seat, _exam in seats}) < len(seats):
        return [f"{room.key}: two on a seat"]
    if not {seat for seat, _exam in seats} <= set(where):
        return [f"{room.key}: no such seat"]
    taken = [(where[seat], exam) for seat, exam in seats]
    close = any(too_close(one, two, room.gap) for n, one in enumerate(taken) for two in taken[:n])
    return [f"{room.key}: too close"] if close else []


def _inside(people: Sequence[Person], places: Mapping[str, Spot]) -> dict[str, list[Person]]:
    inside: dict[str, list[Person]] = {}
    for one in people:
        if one.key in places:
            inside.setdefault(places[one.key].room, []).append(one)
    return inside
