"""Find or open the sitting that a booking sits in, inside an operation."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.exams import clashes, times
from lärcentrum.exams.errors import OwnRoomNeeded
from lärcentrum.exams.times import Span
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sitting that is there.

    Args:
        id: its local id.
        uid: its uid.
        span: the sitting itself, without set-up and clearing.
        setup_min: minutes held before.
        clearing_min: minutes held after.
        alone: whether the person who sits there writes alone.
        taken: places given and waiting there.
    """

    id: int
    uid: str
    span: Span
    setup_min: int
    clearing_min: int
    alone: bool = False
    taken: int = 0


# --- rules -----------------------------------------------------------------


def covering(one: Span, other: Span) -> Span:
    """Give the shortest span that holds both."""
    return Span(
        starts_at=min(one.starts_at, other.starts_at), ends_at=max(one.ends_at, other.ends_at)
    )


# --- operations ------------------------------------------------------------

_THERE = """
SELECT sitting.*, (SELECT count(*) FROM booking WHERE sitting_id = sitting.id
        AND cancelled_at IS NULL AND refused_at IS NULL) AS taken,
    EXISTS (SELECT 1 FROM booking WHERE sitting_id = sitting.id AND own_room = 1
        AND cancelled_at IS NULL AND refused_at IS NULL) AS alone
FROM sitting WHERE room_id = ? AND starts_at < ? AND ends_at > ? AND cancelled_at IS NULL
ORDER BY starts_at LIMIT 1
"""


def sitting_there(store: Store, room_id: int, span: Span) -> Place | None:
    """Give the sitting that runs in a room during a span, if there is one."""
    row = store.one(_THERE, room_id, span.ends_at, span.starts_at)
    return None if row is None else place_from(row)


def place_from(row: Row) -> Place:
    """Read a sitting from a row that brings `taken` and `alone`."""
    return Place(
        id=row["id"],
        uid=row["uid"],
        span=Span(starts_at=row["starts_at"], ends_at=row["ends_at"]),
        setup_min=row["setup_min"],
        clearing_min=row["clearing_min"],
        alone=bool(row["alone"]),
        taken=row["taken"],
    )


def open_sitting_at(store: Store, room: Row, starts: datetime, span: Span) -> Place:
    """Open a sitting in a room with the room's time for setting out and clearing.

    Raises:
        Clash: the room is taken.
    """
    before, after = room["setup_min"], room["clearing_min"]
    with clashes.telling(store, span.widened(before, after)):
        ref = store.insert(
            "sitting",
            room_id=room["id"],
            starts_wall=times.wall_text(starts),
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            setup_min=before,
            clearing_min=after,
        )
    return Place(id=ref.id, uid=ref.uid, span=span, setup_min=before, clearing_min=after)


def join(store: Store, place: Place, span: Span, *, alone: bool, leaves: int = 0) -> Place:
    """Let a booking into a sitting, and stretch the sitting where it must.

    Args:
        store: the register.
        place: the sitting.
        span: the booking.
        alone: whether the person writes alone.
        leaves: how many of those there are this booking itself (when it moves within a sitting).

    Raises:
        OwnRoomNeeded: somebody writes alone there, or the person would not.
        Clash: the room or an invigilator is taken during the longer time.
    """
    others = place.taken - leaves
    if others and (alone or place.alone):
        raise OwnRoomNeeded(place.uid)
    stretched = stretch(store, place, covering(place.span, span))
    return replace(stretched, alone=alone, taken=others + 1)


def stretch(store: Store, place: Place, span: Span, room: Row | None = None) -> Place:
    """Make a sitting, and its invigilators' time, last as long as it must.

    Args:
        store: the register.
        place: the sitting.
        span: its time from now on.
        room: the room that it moves to, with that room's time for setting out; None keeps it.

    Raises:
        Clash: the room or an invigilator is taken.
    """
    if span == place.span and room is None:
        return place
    old = place.span.widened(place.setup_min, place.clearing_min)
    kept, moves = replace(place, span=span), {}
    if room is not None:
        kept = replace(kept, setup_min=room["setup_min"], clearing_min=room["clearing_min"])
        moves = {name: room[name] for name in ("setup_min", "clearing_min")}
        moves["room_id"] = room["id"]
    wide = span.widened(kept.setup_min, kept.clearing_min)
    with clashes.telling(store, wide, but=place.id):
        store.update(
            "sitting",
            place.uid,
            starts_wall=times.wall_text(times.to_wall(span.starts_at)),
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            **moves,
        )
    carry_duties(store, place.id, old, wide)
    return kept


_DUTIES = """
SELECT id, uid, starts_at, ends_at FROM duty WHERE sitting_id = ? AND cancelled_at IS NULL
ORDER BY starts_at
"""


def carry_duties(store: Store, sitting_id: int, old: Span, new: Span) -> None:
    """Let the duties of a sitting follow it from setting out to clearing.

    One that begins or ends with the sitting goes on doing so; a relief in the middle keeps its
    hours, unless the whole sitting is moved.

    Args:
        store: the register, inside an operation.
        sitting_id: the sitting.
        old: when it was held, setting out and clearing included.
        new: when it is held now.

    Raises:
        Clash: an invigilator is taken.
    """
    moved = new.starts_at - old.starts_at if new.minutes == old.minutes else 0
    rows = store.query(_DUTIES, sitting_id)
    # The foremost moves first, so that nobody is in their own way.
    for duty in reversed(rows) if moved > 0 else rows:
        starts, ends = duty["starts_at"] + moved, duty["ends_at"] + moved
        span = Span(
            starts_at=new.starts_at if duty["starts_at"] <= old.starts_at else starts,
            ends_at=new.ends_at if duty["ends_at"] >= old.ends_at else ends,
        )
        if (span.starts_at, span.ends_at) != (duty["starts_at"], duty["ends_at"]):
            with clashes.telling(store, span, but=duty["id"]):
                store.update("duty", duty["uid"], starts_at=span.starts_at, ends_at=span.ends_at)


_LEFT = """
SELECT sitting.uid FROM sitting WHERE id = ? AND cancelled_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM booking WHERE sitting_id = sitting.id
        AND cancelled_at IS NULL AND refused_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM duty WHERE sitting_id = sitting.id AND cancelled_at IS NULL)
"""


def release(store: Store, sitting_id: int | None, now: int) -> None:
    """Give the room back when the last booking has left a sitting without invigilators."""
    uid = store.value(_LEFT, sitting_id)
    if uid is not None:
        store.update("sitting", uid, cancelled_at=now)


_FREE_SEATS = """
SELECT id FROM seat WHERE room_id = ? AND off = 0 AND NOT EXISTS (
    SELECT 1 FROM occupancy WHERE resource = 'seat:' || seat.id AND starts < ? AND ends > ?)
ORDER BY id <> ?, place, id
"""


def free_seat(
    store: Store, room_id: int, span: Span, but: Container[int] = (), *, first: int = 0
) -> int | None:
    """Give the local id of the first free seat of a room, or None.

    Args:
        store: the register.
        room_id: the room.
        span: when.
        but: seats that are given already in this operation.
        first: the seat to keep where it is free.
    """
    rows = store.query(_FREE_SEATS, room_id, span.ends_at, span.starts_at, first)
    return next((row["id"] for row in rows if row["id"] not in but), None)
