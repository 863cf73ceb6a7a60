"""Propose a day's seats, and place the day as proposed: one command, one operation, one undo."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, placing, times
from lärcentrum.exams.placing import Place, covering
from lärcentrum.exams.seating.day_facts import DayFacts, day_facts
from lärcentrum.exams.seating.facts import (
    Cost,
    Moving,
    Person,
    Proposal,
    RoomFacts,
    Spot,
    Why,
)
from lärcentrum.exams.seating.planning import propose
from lärcentrum.exams.seating.sessions import Session, sessions
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people import masking
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """One person of a proposal. Times are wall clock.

    Args:
        booking: the booking's uid.
        name: the name that may be shown.
        course: the course's code, or its name.
        starts: when it begins.
        ends: when it ends, extra time included.
        room: the room's uid, None without a place.
        room_name: the room.
        seat: the seat's uid.
        seat_label: what stands on the desk.
        was: where the person was placed before, "" when nowhere.
        moved: why the person is moved, None when not.
        why_not: why the person cannot be placed, None when placed.
        sentence: why the person is moved or cannot be placed, in Swedish; "" otherwise.
    """

    booking: str
    name: str
    course: str
    starts: datetime
    ends: datetime
    room: str | None
    room_name: str
    seat: str | None
    seat_label: str
    was: str
    moved: Moving | None
    why_not: Why | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySeats:
    """What is proposed for a day.

    Args:
        day: the day.
        lines: first those who cannot be placed, then by room and seat.
        changes: how many of them the proposal changes anything for.
        cost: its parts.
        total: what it costs (see `seating.costs`).
    """

    day: date
    lines: tuple[SeatLine, ...]
    changes: int
    cost: Cost
    total: int


# --- rules -----------------------------------------------------------------

WHY_NOT = {
    Why.ASKED: N_("Förfrågan utan plats: ge den plats först."),
    Why.FROZEN: N_("Skrivningen rörs inte: den har börjat, eller salen används inte längre."),
    Why.NO_ROOM: N_("Ingen sal är ledig vid den tiden."),
    Why.EQUIPMENT: N_("Ingen ledig sal har den utrustning som behövs."),
    Why.OWN_ROOM: N_("Ska sitta i eget rum, och ingen sal är tom vid den tiden."),
    Why.SMALL_GROUP: N_("Ska sitta i en liten grupp, och ingen sal har så få."),
    Why.APART: N_("Platser finns bara i salar där en annan tentamen skrivs för sig."),
    Why.GAPS: N_("Platser finns bara mellan andra, där det ska vara tomt."),
    Why.FULL: N_("Alla platser är tagna vid den tiden."),
}
WHY_MOVED = {
    Moving.GONE: N_("Platsen används inte längre."),
    Moving.CROWDED: N_("Alla kan inte sitta som de sitter."),
    Moving.SAVES: N_("Färre salar och tentavakter behövs."),
}


def changed(facts: DayFacts, made: Proposal) -> dict[str, Spot | None]:
    """Give the new place of all that a proposal changes; None: in the room, without a seat."""
    found: dict[str, Spot | None] = {}
    for one in facts.people:
        spot = made.places.get(one.key)
        if spot is None:
            if one.now is not None and one.now.seat is not None:
                found[one.key] = None
        elif spot != one.now:
            found[one.key] = spot
    return found


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


def day_proposal(facts: DayFacts) -> Proposal:
    """Propose; who is left without a seat still counts in the room where the booking is."""
    made, rooms = propose(facts.people, facts.rooms, facts.rules), facts.rooms
    for _round in facts.rooms:
        over = overfull(facts, made)
        if not over:
            break
        rooms = tuple(_smaller(room, over.get(room.key, 0), facts.people) for room in rooms)
        made = propose(facts.people, rooms, facts.rules)
    return made


def _smaller(room: RoomFacts, by: int, people: tuple[Person, ...]) -> RoomFacts:
    """Take chairs from a room, those that nobody sits on first."""
    held = {one.now.seat for one in people if one.now is not None}
    order = sorted(room.chairs, key=lambda chair: chair.key not in held)
    gone = {chair.key for chair in order[len(order) - by :]}
    return replace(room, chairs=tuple(one for one in room.chairs if one.key not in gone))


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def propose_day(store: Store, *, day: date) -> DaySeats:
    """Propose who sits where on a day, who is moved for it and who cannot be placed, and why.

    Args:
        store: the register.
        day: the day.
    """
    facts = day_facts(store, day)
    return _day_seats(facts, day, day_proposal(facts))


@operation(right=Right.REGISTER, label=N_("Dagens platser givna"))
def place_day(store: Store, *, day: date) -> DaySeats:
    """Place a day as `propose_day` proposes; who cannot be placed keeps the room, without a seat.

    Args:
        store: the register.
        day: the day.

    Returns:
        what was proposed, and done.

    Raises:
        BadValue: nobody writes that day, or everybody has the place that is proposed.
        Clash: a room, a seat or a person is taken.
    """
    facts = day_facts(store, day)
    made = day_proposal(facts)
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
    return _day_seats(facts, day, made)


def _move_all(
    store: Store, facts: DayFacts, made: Proposal, moves: Mapping[str, Spot | None]
) -> None:
    """Lift everybody who moves, then give back empty rooms, then put everybody down."""
    given = {}
    for booking, spot in moves.items():
        row = facts.rows[booking]
        given[booking] = store.row("booking", booking)["place_given_at"]
        if spot is not None and spot.room != row["room_uid"]:
            store.update("booking", booking, place_given_at=None, seat_id=None, sitting_id=None)
        else:
            store.update("booking", booking, seat_id=None)
    now = fields.now_minutes(store)
    for sitting in sorted({facts.rows[one]["sitting_id"] for one in moves}):
        placing.release(store, sitting, now)
    for room, session in _targets(facts, made, moves):
        place = _sitting(store, room, session)
        for one in session.people:
            spot = moves.get(one.key)
            if spot is not None:
                with clashes.telling(store, one.span, sitting=place.id, mine=one.exam):
                    store.update(
                        "booking",
                        one.key,
                        sitting_id=place.id,
                        seat_id=store.id_of("seat", str(spot.seat)),
                        place_given_at=given[one.key],
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


def _day_seats(facts: DayFacts, day: date, made: Proposal) -> DaySeats:
    order = {
        chair.key: (n, place)
        for n, room in enumerate(facts.rooms)
        for place, chair in enumerate(room.chairs)
    }
    where = {key: order.get(str(spot.seat), (0, 0)) for key, spot in made.places.items()}
    kept = {
        key for key, why in facts.stays.items() if why is Why.FROZEN and facts.rows[key]["seat_uid"]
    }
    lines = [_line(facts, made, row) for key, row in facts.rows.items() if key not in kept]
    lines.sort(key=lambda one: (one.why_not is None, where.get(one.booking, (0, 0)), one.starts))
    return DaySeats(
        day=day,
        lines=tuple(lines),
        changes=len(changed(facts, made)),
        cost=made.cost,
        total=made.cost.total,
    )


def _line(facts: DayFacts, made: Proposal, row: Row) -> SeatLine:
    key = row["uid"]
    spot = made.places.get(key)
    why, moved = facts.stays.get(key) or made.unplaced.get(key), made.moved.get(key)
    labels = {seat.uid: seat.label for seat in facts.plans[spot.room].seats} if spot else {}
    return SeatLine(
        booking=key,
        name=masking.shown_name(row),
        course=row["course_code"] or row["course_name"],
        starts=times.to_wall(row["starts_at"]),
        ends=times.to_wall(row["ends_at"]),
        room=spot.room if spot else None,
        room_name=facts.plans[spot.room].room_name if spot else "",
        seat=spot.seat if spot else None,
        seat_label=labels.get(str(spot.seat), "") if spot else "",
        was=_was(facts, row),
        moved=moved,
        why_not=why,
        sentence=_(WHY_NOT[why]) if why else _(WHY_MOVED[moved]) if moved else "",
    )


def _was(facts: DayFacts, row: Row) -> str:
    plan = facts.plans.get(row["room_uid"])
    parts = (plan.room_name if plan else "", row["seat_label"] or "")
    return " ".join(part for part in parts if part)
