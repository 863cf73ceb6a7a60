"""Propose a day's seats, and place the day as proposed: one command, one operation, one undo."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, placing, times
from lärcentrum.exams.placing import Place, covering
from lärcentrum.exams.seating.day_facts import DayFacts, day_facts
from lärcentrum.exams.seating.day_lines import DaySeats, changed, day_seats
from lärcentrum.exams.seating.facts import (
    Person,
    Proposal,
    RoomFacts,
    Spot,
)
from lärcentrum.exams.seating.planning import propose
from lärcentrum.exams.seating.sessions import Session, sessions
from lärcentrum.language import N_, _
from lärcentrum.operations import job, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- rules -----------------------------------------------------------------


def overfull(facts: DayFacts, made: Proposal) -> dict[str, int]:
    """Count how many too many a room would have, those who are left without a seat counted."""
    found: dict[str, int] = {}
    for room in facts.rooms:
        there = [
            one for one in facts.people
            if (made.places.get(one.key) or one.now or Spot(room="")).room == room.key
        ]  # fmt: skip
        most = max((len(one.people) for one in sessions(room, there)), default=0)
        if most > len(room.chairs):
            found[room.key] = most - len(room.chairs)
    return found


def day_proposal(facts: DayFacts, progress: Progress = silent) -> Proposal:
    """Propose; who is left without a seat still counts in the room where the booking is.

    Args:
        facts: the day.
        progress: told now and then that it goes on; may stop it.
    """
    rooms = facts.rooms
    made = _proposed(facts, rooms, progress)
    for _round in facts.rooms:
        over = overfull(facts, made)
        if not over:
            break
        rooms = tuple(_smaller(room, over.get(room.key, 0), facts.people) for room in rooms)
        made = _proposed(facts, rooms, progress)
    return made


def _proposed(facts: DayFacts, rooms: Sequence[RoomFacts], progress: Progress) -> Proposal:
    """Propose, so that nobody who has a place loses it to one who asks for one.

    The cost says only that it is bad to leave somebody out, not whom.
    """
    people, rules = facts.people, facts.rules
    made = propose(people, rooms, rules, progress=progress)
    have = [one for one in people if one.now is not None]
    left = {one.key for one in have} & set(made.unplaced)
    if not left or len(have) == len(people):
        return made
    first = propose(have, rooms, rules, progress=progress)
    if left <= set(first.unplaced):
        return made
    return propose(people, rooms, rules, after=first.places, progress=progress)


def _smaller(room: RoomFacts, by: int, people: tuple[Person, ...]) -> RoomFacts:
    """Take chairs from a room, those that nobody sits on first."""
    held = {one.now.seat for one in people if one.now is not None}
    order = sorted(room.chairs, key=lambda chair: chair.key not in held)
    gone = {chair.key for chair in order[len(order) - by :]}
    return replace(room, chairs=tuple(one for one in room.chairs if one.key not in gone))


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def propose_day(store: Store, *, day: date, progress: Progress = silent) -> DaySeats:
    """Propose who sits where on a day, who is moved for it and who cannot be placed, and why.

    Args:
        store: the register.
        day: the day.
        progress: told now and then that it goes on; may stop it.
    """
    facts = day_facts(store, day)
    return day_seats(facts, day, day_proposal(facts, progress))


_LABEL = N_("Dagens platser givna")


@job(right=Right.REGISTER, label=_LABEL)
def place_day(store: Store, *, day: date, progress: Progress = silent) -> DaySeats:
    """Place a day as `propose_day` proposes: who has a place gets a seat, who asks gets both.

    Who cannot be placed keeps the room, without a seat, or goes on asking.

    The register is not held while it thinks; it thinks once more if the day has changed meanwhile.

    Args:
        store: the register.
        day: the day.
        progress: told now and then that it goes on; stopping it changes nothing.

    Returns:
        what was proposed, and done.

    Raises:
        BadValue: nobody writes that day, or everybody has the place that is proposed.
        Clash: a room, a seat or a person is taken.
    """
    facts = day_facts(store, day)
    made = day_proposal(facts, progress)
    with store.operating("place_day", _LABEL, True):
        now = day_facts(store, day)
        if now != facts:
            facts, made = now, day_proposal(now, progress)
        _place(store, facts, made)
    return day_seats(facts, day, made)


def _place(store: Store, facts: DayFacts, made: Proposal) -> None:
    moves = changed(facts, made)
    if not facts.rows:
        raise NotAsItStands(
            "day", _("Ingen är bokad den dagen."), _("Välj en dag då någon skriver.")
        )
    if not moves:
        raise NotAsItStands(
            "day",
            _("Alla som kan få en plats har den redan."),
            _("Ändra salar, platser eller bokningar först."),
        )
    with store.write():
        _move_all(store, facts, made, moves)


def _move_all(
    store: Store, facts: DayFacts, made: Proposal, moves: Mapping[str, Spot | None]
) -> None:
    """Lift everybody who moves, then give back empty rooms, then put everybody down."""
    now, left = fields.now_minutes(store), set()
    for booking, spot in moves.items():
        row = facts.rows[booking]
        if row["sitting_id"] is None:
            continue
        left.add(row["sitting_id"])
        if spot is not None and spot.room != row["room_uid"]:
            store.update("booking", booking, place_given_at=None, seat_id=None, sitting_id=None)
        else:
            store.update("booking", booking, seat_id=None)
    for sitting in sorted(left):
        placing.release(store, sitting, now)
    for room, session in _targets(facts, made, moves):
        place = _sitting(store, room, session)
        for one in session.people:
            spot, row = moves.get(one.key), facts.rows[one.key]
            if spot is not None:
                with clashes.telling(store, one.span, sitting=place.id, mine=one.exam):
                    store.update(
                        "booking",
                        one.key,
                        sitting_id=place.id,
                        seat_id=store.id_of("seat", str(spot.seat)),
                        place_given_at=row["place_given_at"] or now,
                        place_given_by=row["place_given_by"] or store.session.user,
                    )


def _targets(
    facts: DayFacts, made: Proposal, moves: Mapping[str, Spot | None]
) -> Iterator[tuple[str, Session]]:
    """Give the sittings that somebody moves into."""
    for room in facts.rooms:
        inside = [
            one for one in facts.people
            if one.key in made.places and made.places[one.key].room == room.key
        ]  # fmt: skip
        for session in sessions(room, inside):
            if any(moves.get(one.key) is not None for one in session.people):
                yield room.key, session


def _sitting(store: Store, room: str, session: Session) -> Place:
    row = store.row("room", room)
    there = placing.sitting_there(store, row["id"], session.span)
    if there is None:
        starts = times.to_wall(session.span.starts_at)
        return placing.open_sitting_at(store, row, starts, session.span)
    return placing.stretch(store, there, covering(there.span, session.span))
