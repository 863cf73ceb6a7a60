"""The sittings that some people make in a room, and which seats they take there: pure rules."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lärcentrum.exams.seat_plans import PeopleOrder, Together, spaced
from lärcentrum.exams.seating.facts import Chair, Person, RoomFacts, SeatRules
from lärcentrum.exams.times import Span

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sitting of a proposal.

    Args:
        span: from the first start to the last end.
        people: who is there.
        seeds: the sittings that were there already.
    """

    span: Span
    people: tuple[Person, ...]
    seeds: tuple[Span, ...]

    @property
    def stands(self) -> bool:
        """Tell whether it is there already, and just as long."""
        return self.span in self.seeds


# --- rules: sittings -------------------------------------------------------


def sessions(room: RoomFacts, people: Iterable[Person]) -> list[Session]:
    """Give the sittings that people make in a room: those whose times touch share one."""
    times: list[tuple[int, int, Person | None, Span]] = [
        (one.span.starts_at, n, one, one.span) for n, one in enumerate(people, 1)
    ]
    times += [(seed.starts_at, -n, None, seed) for n, seed in enumerate(room.sittings, 1)]
    times.sort()
    found: list[Session] = []
    members: list[Person] = []
    seeds: list[Span] = []
    first = last = 0
    for start, _n, person, span in times:
        if (members or seeds) and start >= last:
            found.append(_session(first, last, members, seeds))
            members, seeds = [], []
        if not members and not seeds:
            first, last = start, span.ends_at
        elif span.ends_at > last:
            last = span.ends_at
        if person is None:
            seeds.append(span)
        else:
            members.append(person)
    if members or seeds:
        found.append(_session(first, last, members, seeds))
    return found


def _session(first: int, last: int, members: list[Person], seeds: list[Span]) -> Session:
    span = Span(starts_at=first, ends_at=last)
    return Session(span=span, people=tuple(members), seeds=tuple(seeds))


def fits_in_time(room: RoomFacts, made: Sequence[Session]) -> bool:
    """Tell whether the sittings, set-up and clearing counted, are clear of each other and of busy.

    Two sittings that are there already are not made one, and what stands already is not judged.
    """
    before, after = room.setup_min, room.clearing_min
    for one in made:
        wide = one.span.widened(before, after)
        if len(one.seeds) > 1:
            return False
        if not one.stands and any(wide.overlaps(held) for held in room.busy):
            return False
    return not any(
        one.span.widened(before, after).overlaps(two.span.widened(before, after))
        and not (one.stands and two.stands)
        for one, two in itertools.pairwise(made)
    )


def holds(room: RoomFacts, session: Session, rules: SeatRules, usable: int) -> bool:
    """Tell whether the people of a sitting may be there together."""
    people = session.people
    count = len(people)
    if count > usable:
        return False
    if count > 1 and any(one.own_room for one in people):
        return False
    if count > rules.small_group and any(one.small_group for one in people):
        return False
    if room.together is Together.APART and len({one.exam for one in people}) > 1:
        return False
    return all(
        (one.needs <= room.has and room.key not in one.avoids) or _is_there(one, room)
        for one in people
        if one.needs or one.avoids
    )


def _is_there(person: Person, room: RoomFacts) -> bool:
    return person.now is not None and person.now.room == room.key


# --- rules: seats ----------------------------------------------------------


def most_people(room: RoomFacts) -> int:
    """Give how many can sit in a room at once when the gaps are kept."""
    return len(spaced((chair.at for chair in room.chairs), room.gap))


def seated(room: RoomFacts, people: Sequence[Person]) -> dict[str, str]:
    """Give everybody of a sitting a seat; as many as can be stay where they sit.

    Args:
        room: the room.
        people: no more than `most_people`.

    Returns:
        the seat of each person.
    """
    held = kept(room, people)
    given = {person: seat for seat, person in held.items()}
    chosen = _chosen(room, set(held), len(people))
    taken = {seat for seat in held if seat in chosen}
    given = {person: seat for person, seat in given.items() if seat in taken}
    free = [chair.key for chair in room.chairs if chair.key in chosen and chair.key not in taken]
    waiting = sorted(
        (one for one in people if one.key not in given), key=lambda one: _order(room, one)
    )
    return given | {one.key: seat for one, seat in zip(waiting, free, strict=True)}


def kept(room: RoomFacts, people: Iterable[Person]) -> dict[str, str]:
    """Give who sits now on which seat that can be used; the first, if two are said to."""
    usable = {chair.key for chair in room.chairs}
    found: dict[str, str] = {}
    for one in people:
        if one.now is not None and one.now.seat in usable and one.now.room == room.key:
            found.setdefault(str(one.now.seat), one.key)
    return found


def stay_put(room: RoomFacts, people: Sequence[Person]) -> int:
    """Give how many of a sitting can stay on the seats that they have."""
    held = kept(room, people)
    if room.gap == 0 or not held:
        return len(held)
    chosen = _chosen(room, set(held), len(people))
    return sum(seat in chosen for seat in held)


def _order(room: RoomFacts, person: Person) -> tuple[object, ...]:
    by = {
        PeopleOrder.NUMBER: (),
        PeopleOrder.NAME: (person.name,),
        PeopleOrder.MEASURE: (not person.measure,),
    }
    return (person.exam, *by[room.people], person.number, person.key)


_STAY = 1_000_000


def _chosen(room: RoomFacts, held: set[str], count: int) -> set[str]:
    """Choose seats for so many people: most that are held now, then the first in fill order."""
    if room.gap == 0:
        free = [chair.key for chair in room.chairs if chair.key not in held]
        return held | set(free[: count - len(held)])
    worth = {
        chair.key: (_STAY if chair.key in held else 0) - place
        for place, chair in enumerate(room.chairs)
    }
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())]
    for row in _by_row(room.chairs):
        best = _added(best, _best_in_row(row, room.gap, worth, count), count)
    there = best[count]
    assert there is not None, "more people than the room holds"
    return set(there[1])


def _by_row(chairs: Iterable[Chair]) -> list[list[Chair]]:
    rows: dict[int, list[Chair]] = {}
    for chair in chairs:
        rows.setdefault(chair.at.row, []).append(chair)
    return [sorted(row, key=lambda one: one.at.col) for row in rows.values()]


Picks = list[tuple[int, tuple[str, ...]] | None]
"""For each number of seats the most they can be worth, and which they are; None: too many."""


def _best_in_row(row: list[Chair], gap: int, worth: dict[str, int], most: int) -> Picks:
    """For each number of people the best seats of a row that keep the gap."""
    tables: list[Picks] = [[(0, ())]]
    for n, chair in enumerate(row):
        before = sum(one.at.col < chair.at.col - gap for one in row[:n])
        with_it: Picks = [None]
        for one in tables[before][:most]:
            with_it.append(one and (one[0] + worth[chair.key], (*one[1], chair.key)))
        without = tables[n]
        size = max(len(with_it), len(without))
        tables.append([_better(_at(with_it, k), _at(without, k)) for k in range(size)])
    return tables[-1]


def _added(one: Picks, other: Picks, most: int) -> Picks:
    found: Picks = [None] * min(len(one) + len(other) - 1, most + 1)
    for i, first in enumerate(one):
        for k, second in enumerate(other[: max(0, most + 1 - i)]):
            if first is not None and second is not None:
                both = (first[0] + second[0], first[1] + second[1])
                found[i + k] = _better(found[i + k], both)
    return found


def _better(
    one: tuple[int, tuple[str, ...]] | None, other: tuple[int, tuple[str, ...]] | None
) -> tuple[int, tuple[str, ...]] | None:
    if one is None or other is None:
        return one or other
    return one if one[0] >= other[0] else other


def _at(picks: Picks, k: int) -> tuple[int, tuple[str, ...]] | None:
    return picks[k] if k < len(picks) else None
