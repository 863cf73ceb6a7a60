"""Say what a taken room, seat, person or invigilator is taken by.

The database refuses every overlap itself (`001_occupancy.sql`); here its refusal becomes a
sentence that names both sides.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from lärcentrum.exams import times
from lärcentrum.exams.errors import Clash, RoomFull
from lärcentrum.exams.times import Span
from lärcentrum.store.errors import Overlap, RuleBroken
from lärcentrum.store.store import Row, Store

_HOLDERS = """
SELECT o.starts, o.ends, o.owner_kind, o.owner_id,
    coalesce(exam.uid, paired.uid, held.uid, watched.uid, room_use.uid) AS uid
FROM occupancy AS o
LEFT JOIN booking ON o.owner_kind = 'booking' AND booking.id = o.owner_id
LEFT JOIN exam ON exam.id = booking.exam_id
LEFT JOIN booking AS other ON o.owner_kind = 'pair' AND other.pair_id = o.owner_id
LEFT JOIN exam AS paired ON paired.id = other.exam_id
LEFT JOIN sitting AS held ON o.owner_kind = 'sitting' AND held.id = o.owner_id
LEFT JOIN duty ON o.owner_kind = 'duty' AND duty.id = o.owner_id
LEFT JOIN sitting AS watched ON watched.id = duty.sitting_id
LEFT JOIN room_use ON o.owner_kind = 'room_use' AND room_use.id = o.owner_id
WHERE o.resource = ? AND o.starts < ? AND o.ends > ? ORDER BY o.starts
"""


_FULL = """
SELECT room.uid, room.capacity FROM room JOIN sitting ON sitting.room_id = room.id
WHERE sitting.id = ?
"""


def holders(store: Store, resource: str, wanted: Span) -> list[Row]:
    """Give what holds a resource during a span.

    Args:
        store: the register.
        resource: the kind and local id, such as `room:3`.
        wanted: the span.

    Returns:
        rows with starts, ends (UTC minutes), owner_kind, owner_id and uid: of the exam for a
        booking, of the sitting for a sitting or a duty, of the room use.
    """
    return store.query(_HOLDERS, resource, wanted.ends_at, wanted.starts_at)


@contextmanager
def telling(
    store: Store,
    wanted: Span,
    *,
    room: Span | None = None,
    sitting: int = 0,
    mine: str = "",
    but: int = 0,
) -> Iterator[None]:
    """Turn the database's refusals inside the block into errors that say what is in the way.

    Args:
        store: the register.
        wanted: when the person, the seat or the invigilator is wanted.
        room: when the room is wanted, set-up and clearing included; `wanted` if not given.
        sitting: the local id of the sitting that may be full.
        mine: the uid of the exam that is being booked.
        but: the local id of the row that is being changed, which is not in its own way.

    Raises:
        Clash: something is taken.
        RoomFull: no exam seat is left.
    """
    try:
        yield
    except Overlap as fault:
        span = room if room and fault.resource == "room" else wanted
        raise clash_of(store, fault, span, mine, but) from None
    except RuleBroken as fault:
        if fault.rule != "room_full":
            raise
        full = store.query(_FULL, sitting)[0]
        raise RoomFull(full["uid"], full["capacity"]) from None


def clash_of(store: Store, fault: Overlap, wanted: Span, mine: str = "", but: int = 0) -> Clash:
    """Give the error that names what the database's refusal is about.

    Args:
        store: the register, still inside the operation.
        fault: the refusal.
        wanted: when the resource is wanted.
        mine: the uid of the exam that is being booked.
        but: the local id of the row that is being changed.
    """
    rows = holders(store, f"{fault.resource}:{fault.id}", wanted)
    rows = [row for row in rows if row["owner_id"] != but] or rows
    starts = min((row["starts"] for row in rows), default=wanted.starts_at)
    ends = max((row["ends"] for row in rows), default=wanted.ends_at)
    return Clash(
        fault.resource,
        fault.id,
        starts=times.wall_text(times.to_wall(starts)),
        ends=times.wall_text(times.to_wall(ends)),
        others=tuple(dict.fromkeys(row["uid"] for row in rows)),
        mine=mine,
    )
