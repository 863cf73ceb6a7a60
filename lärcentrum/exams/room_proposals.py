"""Where an exam could be written: free rooms with free seats, the best first."""

from dataclasses import dataclass
from datetime import datetime

from lärcentrum import swedish
from lärcentrum.exams import times
from lärcentrum.exams.day_right import check_days
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

_ROOMS = "SELECT * FROM room WHERE ended_on IS NULL"
_HELD = """
SELECT o.owner_kind, o.starts, o.ends, s.id, s.uid, s.starts_at, s.ends_at,
    (SELECT count(*) FROM booking WHERE sitting_id = s.id AND place_given_at IS NOT NULL
        AND cancelled_at IS NULL AND refused_at IS NULL AND waiting_since IS NULL) AS taken,
    EXISTS (SELECT 1 FROM booking WHERE sitting_id = s.id AND own_room = 1
        AND cancelled_at IS NULL AND refused_at IS NULL) AS alone
FROM occupancy AS o LEFT JOIN sitting AS s ON o.owner_kind = 'sitting' AND s.id = o.owner_id
WHERE o.resource = ? AND o.starts < ? AND o.ends > ?
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
    store: Store, span: Span, seats: int = 1, own_room: bool = False, equipment: str = ""
) -> list[RoomProposal]:
    """Do the same for a span (see `propose_rooms`)."""
    word = swedish.fold(equipment)
    rooms = [row for row in store.query(_ROOMS) if word in swedish.fold(row["equipment"])]
    found = [_in_room(store, room, span, own_room) for room in rooms]
    return in_order([one for one in found if one is not None and one.free >= seats])


def _in_room(store: Store, room: Row, span: Span, own_room: bool) -> RoomProposal | None:
    wide = span.widened(room["setup_min"], room["clearing_min"])
    held = store.query(_HELD, f"room:{room['id']}", wide.ends_at, wide.starts_at)
    joined = held[0] if len(held) == 1 and _can_join(held[0], span) and not own_room else None
    if held and joined is None:
        return None
    return RoomProposal(
        room=room["uid"],
        name=room["name"],
        capacity=room["capacity"],
        free=room["capacity"] - (joined["taken"] if joined else 0),
        sitting=joined["uid"] if joined else None,
    )


def _can_join(held: Row, span: Span) -> bool:
    """Tell whether it is a sitting of several that runs at the same time."""
    return (
        held["owner_kind"] == "sitting"
        and not held["alone"]
        and held["starts_at"] < span.ends_at
        and held["ends_at"] > span.starts_at
    )
