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
    people = session.people
    count = len(people)
    if count > len(room.chairs) or any(one.only not in ("", room.key) for one in people):
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
