"""Which chairs the people of a sitting take: pure rules.

Between two exams in a row so many chairs stay empty as the room's plan says (E11); who writes the
same exam may sit beside each other. As many as can be stay where they sit, the others take the
first chairs in the room's order. A few people in few exams are seated as well as can be; many are
seated exam by exam, which may ask for a chair more than the best way would.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from lärcentrum.exams.seat_plans import At, PeopleOrder
from lärcentrum.exams.seating.facts import Chair, Person, RoomFacts

EXACT = 50
"""Up to so many ways to part the people between rows every choice of chairs is looked through."""
_STAY = 1_000_000
_NOBODY = -1

# --- rules -----------------------------------------------------------------


def seated(room: RoomFacts, people: Sequence[Person]) -> dict[str, str] | None:
    """Give everybody of a sitting a seat; None when there are not chairs enough between the exams.

    Args:
        room: the room.
        people: who is there.

    Returns:
        the seat of each person.
    """
    held = {person: seat for seat, person in kept(room, people).items()}
    if len(people) > len(room.chairs):
        return None
    if not _is_parted(room, people):
        return _given(room, people, held, [chair.key for chair in room.chairs])
    stays = _clear_of_each_other(room, people, held)
    made = _put_in(room, people, stays)
    if made is not None and len(stays) == len(held):
        return made
    if prod(len(part) + 1 for part in _by_exam(people).values()) <= EXACT:
        return _best(room, people, held)
    return made or _put_in(room, people, {}) or _put_in(room, people, {}, largest_first=True)


def stay_put(people: Iterable[Person], seats: Mapping[str, str]) -> int:
    """Count those whose seat is the one that they have."""
    return sum(one.now is not None and one.now.seat == seats[one.key] for one in people)


def kept(room: RoomFacts, people: Iterable[Person]) -> dict[str, str]:
    """Give who sits now on which seat that can be used; the first, if two are said to."""
    usable = {chair.key for chair in room.chairs}
    found: dict[str, str] = {}
    for one in people:
        if one.now is not None and one.now.seat in usable and one.now.room == room.key:
            found.setdefault(str(one.now.seat), one.key)
    return found


def too_close(one: tuple[At, str], two: tuple[At, str], gap: int) -> bool:
    """Tell whether two places with an exam at each are nearer than the gap between exams allows."""
    (here, first), (there, second) = one, two
    return first != second and here.row == there.row and abs(here.col - there.col) <= gap


def _is_parted(room: RoomFacts, people: Sequence[Person]) -> bool:
    return room.gap > 0 and len({one.exam for one in people}) > 1


def _by_exam(people: Iterable[Person]) -> dict[str, list[Person]]:
    parts: dict[str, list[Person]] = {}
    for one in people:
        parts.setdefault(one.exam, []).append(one)
    return parts


def _order(room: RoomFacts, person: Person) -> tuple[object, ...]:
    by = {
        PeopleOrder.NUMBER: (),
        PeopleOrder.NAME: (person.name,),
        PeopleOrder.MEASURE: (not person.measure,),
    }
    return (person.exam, *by[room.people], person.number, person.key)


def _given(
    room: RoomFacts, people: Sequence[Person], held: Mapping[str, str], seats: Sequence[str]
) -> dict[str, str]:
    """Let people keep what they hold, and give the others the first of the seats that are free."""
    taken = set(held.values())
    free = (seat for seat in seats if seat not in taken)
    waiting = sorted((who for who in people if who.key not in held), key=lambda w: _order(room, w))
    return dict(held) | {who.key: seat for who, seat in zip(waiting, free, strict=False)}


# --- exam by exam ----------------------------------------------------------


def _clear_of_each_other(
    room: RoomFacts, people: Sequence[Person], held: Mapping[str, str]
) -> dict[str, str]:
    """Give the most of those who sit that keep the gap between each other, row by row.

    Two neighbours who keep it are enough: who sits further off keeps it then too.
    """
    exam = {one.key: one.exam for one in people}
    person = {seat: who for who, seat in held.items()}
    stays: dict[str, str] = {}
    for row in _rows([chair for chair in room.chairs if chair.key in person]):
        best: list[tuple[int, list[Chair]]] = []
        for n, chair in enumerate(row):
            mine = exam[person[chair.key]]
            before = [
                best[k] for k, other in enumerate(row[:n])
                if not too_close((other.at, exam[person[other.key]]), (chair.at, mine), room.gap)
            ]  # fmt: skip
            count, chairs = max(before, key=lambda one: one[0], default=(0, []))
            best.append((count + 1, [*chairs, chair]))
        _count, chairs = max(best, key=lambda one: one[0])
        stays |= {person[chair.key]: chair.key for chair in chairs}
    return stays


def _rows(chairs: Iterable[Chair]) -> list[list[Chair]]:
    rows: dict[int, list[Chair]] = {}
    for chair in chairs:
        rows.setdefault(chair.at.row, []).append(chair)
    return [sorted(row, key=lambda one: one.at.col) for row in rows.values()]


def _put_in(
    room: RoomFacts,
    people: Sequence[Person],
    stays: Mapping[str, str],
    *,
    largest_first: bool = False,
) -> dict[str, str] | None:
    """Put in those who do not stay, exam by exam, each on the first chair that keeps the gap."""
    exam = {one.key: one.exam for one in people}
    where = {chair.key: chair.at for chair in room.chairs}
    taken = {(where[seat].row, where[seat].col): exam[who] for who, seat in stays.items()}
    made = dict(stays)
    parts = sorted(_by_exam(people).items())
    if largest_first:
        parts.sort(key=lambda part: -len(part[1]))
    for name, part in parts:
        waiting = sorted((w for w in part if w.key not in stays), key=lambda w: _order(room, w))
        for chair in room.chairs:
            if not waiting:
                break
            row, col = chair.at.row, chair.at.col
            near = range(col - room.gap, col + room.gap + 1)
            clear = all(taken.get((row, other), name) == name for other in near)
            if clear and (row, col) not in taken:
                taken[row, col] = name
                made[waiting.pop(0).key] = chair.key
        if waiting:
            return None
    return made


# --- every choice ----------------------------------------------------------

_Counts = tuple[int, ...]
_Picks = tuple["_Picks", Chair, int] | None
_State = tuple[_Counts, int, int]
"""How many of each exam have a chair, and the exam and the column of the last in the row."""


def _best(
    room: RoomFacts, people: Sequence[Person], held: Mapping[str, str]
) -> dict[str, str] | None:
    """Seat people so that most stay, and the others are as far in front as can be."""
    parts = [part for _exam, part in sorted(_by_exam(people).items())]
    sizes = tuple(map(len, parts))
    mine = [{held[one.key] for one in part if one.key in held} for part in parts]
    place = {chair.key: n for n, chair in enumerate(room.chairs)}
    states: dict[_State, tuple[int, _Picks]] = {
        (tuple(0 for _part in parts), _NOBODY, 0): (0, None)
    }
    for row in _rows(room.chairs):
        states = _forgotten(states)
        for chair in row:
            worth = [_STAY * (chair.key in seats) - place[chair.key] for seats in mine]
            states = _with_chair(states, chair, worth, sizes, room.gap)
    whole = [found for (counts, _exam, _col), found in states.items() if counts == sizes]
    if not whole:
        return None
    return _read(room, parts, held, max(whole, key=lambda one: one[0])[1])


def _forgotten(
    states: dict[_State, tuple[int, _Picks]],
) -> dict[_State, tuple[int, _Picks]]:
    """Begin a row: who sat last in the one before is nobody's neighbour."""
    found: dict[_State, tuple[int, _Picks]] = {}
    for (counts, _exam, _col), made in states.items():
        _keep(found, (counts, _NOBODY, 0), made)
    return found


def _with_chair(
    states: dict[_State, tuple[int, _Picks]],
    chair: Chair,
    worth: Sequence[int],
    sizes: _Counts,
    gap: int,
) -> dict[_State, tuple[int, _Picks]]:
    """Leave a chair empty, or let one of each exam have it."""
    found: dict[_State, tuple[int, _Picks]] = {}
    for (counts, last, col), (value, picks) in states.items():
        near = last != _NOBODY and chair.at.col - col <= gap
        _keep(found, (counts, last, col) if near else (counts, _NOBODY, 0), (value, picks))
        for exam, size in enumerate(sizes):
            if counts[exam] < size and (not near or exam == last):
                more = (*counts[:exam], counts[exam] + 1, *counts[exam + 1 :])
                made = (value + worth[exam], (picks, chair, exam))
                _keep(found, (more, exam, chair.at.col), made)
    return found


def _keep(found: dict[_State, tuple[int, _Picks]], state: _State, made: tuple[int, _Picks]) -> None:
    there = found.get(state)
    if there is None or made[0] > there[0]:
        found[state] = made


def _read(
    room: RoomFacts, parts: Sequence[Sequence[Person]], held: Mapping[str, str], picks: _Picks
) -> dict[str, str]:
    chosen: list[set[str]] = [set() for _part in parts]
    while picks is not None:
        picks, chair, exam = picks
        chosen[exam].add(chair.key)
    made: dict[str, str] = {}
    for part, seats in zip(parts, chosen, strict=True):
        stays = {one.key: held[one.key] for one in part if held.get(one.key) in seats}
        inside = [chair.key for chair in room.chairs if chair.key in seats]
        made |= _given(room, part, stays, inside)
    return made
