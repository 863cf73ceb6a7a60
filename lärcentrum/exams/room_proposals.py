"""Where an exam could be written: free rooms with free seats, the best first."""

import json
from dataclasses import dataclass
from datetime import datetime

from lärcentrum import swedish
from lärcentrum.exams import times
from lärcentrum.exams.day_right import check_days
from lärcentrum.exams.placing import covering
from lärcentrum.exams.times import Span
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomProposal:
    """A room where it could be.

    Args:
        room: the room's uid.
        name: the room.
        capacity: its exam seats.
        free: seats that are free then.
        sitting: the uid of the sitting that would be joined, None when one is opened.
    """

    room: str
    name: str
    capacity: int
    free: int
    sitting: str | None


# --- rules -----------------------------------------------------------------


def in_order(proposals: list[RoomProposal]) -> list[RoomProposal]:
    """Sort: a sitting that runs anyway first, then the smallest room, then by name."""
    return sorted(
        proposals,
        key=lambda one: (one.sitting is None, one.capacity, swedish.sort_key(one.name)),
    )


# --- operations ------------------------------------------------------------

# Accepted rows never overlap, so what began last before the span is the first that may reach into
# it: nothing older is read.
_ROOMS = """
SELECT room.id, room.uid, room.name, room.capacity, room.equipment, room.setup_min,
    room.clearing_min, o.owner_kind, o.starts, o.ends, s.uid AS sitting, s.starts_at, s.ends_at,
    s.id AS sitting_id
FROM room LEFT JOIN occupancy AS o ON o.resource = 'room:' || room.id
    AND o.starts >= coalesce((SELECT max(starts) FROM occupancy WHERE resource = 'room:' || room.id
        AND starts <= ?1 - room.setup_min), ?1 - room.setup_min)
    AND o.starts < ?2 + room.clearing_min AND o.ends > ?1 - room.setup_min
LEFT JOIN sitting AS s ON o.owner_kind = 'sitting' AND s.id = o.owner_id
WHERE room.ended_on IS NULL
"""
_NOBODY = {"owner_kind": None, "sitting": None, "sitting_id": None}
_TAKEN = """
SELECT sitting_id, sum(place_given_at IS NOT NULL AND waiting_since IS NULL) AS taken,
    max(own_room) AS alone
FROM booking WHERE sitting_id IN (SELECT value FROM json_each(?))
    AND cancelled_at IS NULL AND refused_at IS NULL AND id <> ? GROUP BY sitting_id
"""


@reading(right=Right.TODAY)
def propose_rooms(
    store: Store,
    *,
    starts: datetime,
    minutes: int,
    seats: int = 1,
    own_room: bool = False,
    equipment: str = "",
) -> list[RoomProposal]:
    """List the rooms that are free with enough seats, the best first (R12).

    Args:
        store: the register.
        starts: wall clock.
        minutes: the length, extra time included.
        seats: how many are needed.
        own_room: only rooms that nobody else writes in then.
        equipment: a word that the room's equipment must hold.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, starts.date(), starts.date())
    return proposals(store, times.span(starts, minutes), seats, own_room, equipment)


def proposals(
    store: Store,
    span: Span,
    seats: int = 1,
    own_room: bool = False,
    equipment: str = "",
    *,
    but: int = 0,
) -> list[RoomProposal]:
    """Do the same for a span (see `propose_rooms`).

    Args:
        store: the register.
        span: when.
        seats: how many are needed.
        own_room: only rooms that nobody else writes in then.
        equipment: a word that the room's equipment must hold.
        but: the local id of the booking that is moved: it is not in its own way.
    """
    held = _held(store, span, equipment)
    found = _free(store, held, span, own_room, but)
    return in_order([one for one in found if one.free >= seats])


@reading(right=Right.TODAY)
def first_time(
    store: Store, *, tries: list[datetime], minutes: int, own_room: bool = False
) -> datetime | None:
    """Give the first of some starts at which a room is free, None where none is.

    Args:
        store: the register.
        tries: wall clock, in the order of preference; of one day.
        minutes: the length, extra time included.
        own_room: only rooms that nobody else writes in then.

    Raises:
        NotToday: the role reaches today only.
    """
    if not tries:
        return None
    check_days(store, min(tries).date(), max(tries).date())
    spans = [times.span(one, minutes) for one in tries]
    whole = covering(min(spans, key=_starts), max(spans, key=_starts))
    held = _held(store, whole, "")
    for start, span in zip(tries, spans, strict=True):
        then = {room: _within(rows, span) for room, rows in held.items()}
        if any(one.free for one in _free(store, then, span, own_room)):
            return start
    return None


def _starts(span: Span) -> int:
    return span.starts_at


def _held(store: Store, span: Span, equipment: str) -> dict[int, list[Row]]:
    """Give what holds each room during a span, with the room; a free one has one row of its own."""
    word = swedish.fold(equipment)
    held: dict[int, list[Row]] = {}
    for row in store.query(_ROOMS, span.starts_at, span.ends_at):
        if not word or word in swedish.fold(row["equipment"]):
            held.setdefault(row["id"], []).append(row)
    return held


def _within(held: list[Row], span: Span) -> list[Row]:
    """Give what holds a room during a part of a span."""
    wide = span.widened(held[0]["setup_min"], held[0]["clearing_min"])
    found = [
        one
        for one in held
        if one["owner_kind"] and one["starts"] < wide.ends_at and one["ends"] > wide.starts_at
    ]
    return found or [held[0] | _NOBODY]


def _free(
    store: Store, held: dict[int, list[Row]], span: Span, own_room: bool, but: int = 0
) -> list[RoomProposal]:
    """Give the rooms that are free or whose sitting more may join."""
    runs = [one[0] for one in held.values() if _runs(one, span)]
    taken = _taken(store, runs if but or not own_room else [], own_room, but)
    return [made for rows in held.values() if (made := _in_room(rows, taken)) is not None]


def _runs(held: list[Row], span: Span) -> bool:
    """Tell whether it is one sitting, that runs at the same time, which holds a room."""
    one = held[0]
    return (
        len(held) == 1
        and one["sitting"] is not None
        and one["starts_at"] < span.ends_at
        and one["ends_at"] > span.starts_at
    )


def _taken(store: Store, sittings: list[Row], own_room: bool, but: int) -> dict[int, int]:
    """Count the places given in each sitting that more may join: nobody writes alone there.

    Who writes alone joins none but the one where that booking itself is alone already.
    """
    ids = [one["sitting_id"] for one in sittings]
    counts = dict.fromkeys(ids, 0)
    for row in store.query(_TAKEN, json.dumps(ids), but) if ids else ():
        if row["alone"] or own_room:
            del counts[row["sitting_id"]]
        else:
            counts[row["sitting_id"]] = row["taken"]
    return counts


def _in_room(held: list[Row], taken: dict[int, int]) -> RoomProposal | None:
    room = held[0]
    joins = room["sitting_id"] in taken
    if room["owner_kind"] is not None and not joins:
        return None
    return RoomProposal(
        room=room["uid"],
        name=room["name"],
        capacity=room["capacity"],
        free=room["capacity"] - (taken[room["sitting_id"]] if joins else 0),
        sitting=room["sitting"] if joins else None,
    )
