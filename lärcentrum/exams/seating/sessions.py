"""The sittings that some people make in a room, and who may be there together: pure rules."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lärcentrum.exams.seat_plans import Together
from lärcentrum.exams.seating.facts import Person, RoomFacts, SeatRules
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


def holds(room: RoomFacts, session: Session, rules: SeatRules) -> bool:
    """Tell whether people may be there together; whether the gaps hold tells `chairs.seated`."""
    people, alone = session.people, len(session.people) == 1
    count, many = len(people), len(people) > rules.small_group
    if count > len(room.chairs):
        return False
    # One plain loop: this is asked of every room for everybody.
    for one in people:
        if (one.own_room and not alone) or (one.small_group and many):
            return False
        if one.only and one.only != room.key:
            return False
        if (one.needs or one.avoids) and not (_suits(one, room) or _is_there(one, room)):
            return False
    return room.together is Together.MIXED or len({one.exam for one in people}) < 2


def _suits(person: Person, room: RoomFacts) -> bool:
    return person.needs <= room.has and room.key not in person.avoids


def _is_there(person: Person, room: RoomFacts) -> bool:
    return person.now is not None and person.now.room == room.key
