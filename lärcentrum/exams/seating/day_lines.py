"""A day's proposal as lines that can be read: who, where, from where, and why not."""

from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.exams import times
from lärcentrum.exams.seating.day_facts import DayFacts
from lärcentrum.exams.seating.facts import Cost, Moving, Proposal, Spot, Why
from lärcentrum.language import N_, _
from lärcentrum.people import masking
from lärcentrum.store.store import Row

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
    Why.QUEUED: N_("Står i kö: ge platsen ur kön, i turordning."),
    Why.FROZEN: N_("Skrivningen rörs inte: den har börjat, eller salen används inte längre."),
    Why.AT_ONCE: N_("Personen skriver två tentor samtidigt: ge platsen från bokningen."),
    Why.RULES: N_("En regel stoppar."),
    Why.REASON: N_("Reglerna kräver ett skäl: ge platsen från bokningen."),
    Why.NO_ROOM: N_("Ingen sal är ledig vid den tiden."),
    Why.EQUIPMENT: N_("Ingen ledig sal har den utrustning som behövs."),
    Why.NEAR: N_("I de salar som är lediga är en tentavakt närstående."),
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


def day_seats(facts: DayFacts, day: date, made: Proposal) -> DaySeats:
    """Give a proposal as lines: first who cannot be placed, then by room and seat."""
    order = {
        chair.key: (n, place)
        for n, room in enumerate(facts.rooms)
        for place, chair in enumerate(room.chairs)
    }
    where = {key: order.get(str(spot.seat), (0, 0)) for key, spot in made.places.items()}
    lines = [_line(facts, made, row) for row in facts.rows.values()]
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
    if why is Why.FROZEN and row["seat_uid"] is not None:
        # It sits where it sits: there is nothing to say.
        spot, why = Spot(room=row["room_uid"], seat=row["seat_uid"]), None
    labels = {row["seat_uid"]: row["seat_label"]}
    if spot is not None and spot.room in facts.plans:
        labels |= {seat.uid: seat.label for seat in facts.plans[spot.room].seats}
    return SeatLine(
        booking=key,
        name=masking.shown_name(row),
        course=row["course_code"] or row["course_name"],
        starts=times.to_wall(row["starts_at"]),
        ends=times.to_wall(row["ends_at"]),
        room=spot.room if spot else None,
        room_name=_room_name(facts, row, spot.room) if spot else "",
        seat=spot.seat if spot else None,
        seat_label=labels[spot.seat] if spot else "",
        was=_was(facts, row),
        moved=moved,
        why_not=why,
        sentence=_sentence(facts, key, why, moved),
    )


def _sentence(facts: DayFacts, key: str, why: Why | None, moved: Moving | None) -> str:
    if why is not None:
        return f"{_(WHY_NOT[why])} {facts.said.get(key, '')}".rstrip()
    return _(WHY_MOVED[moved]) if moved else ""


def _room_name(facts: DayFacts, row: Row, room: str | None) -> str:
    plan = facts.plans.get(room or "")
    if plan is not None:
        return plan.room_name
    return row["room_name"] if room == row["room_uid"] and room else ""


def _was(facts: DayFacts, row: Row) -> str:
    parts = (_room_name(facts, row, row["room_uid"]), row["seat_label"] or "")
    return " ".join(part for part in parts if part)
