"""Who holds what when against the facts it is derived of, and who has more than there is room for.

Looked at by `lärcentrum.upkeep.checking`, which puts all the looks at a register together.
"""

from typing import TYPE_CHECKING

from lärcentrum.store.store import Store

if TYPE_CHECKING:
    from lärcentrum.store.connection import Connection

# --- rules -----------------------------------------------------------------

_HOLDINGS = """
SELECT 'room:' || room_id AS resource, starts_at - setup_min AS starts,
    ends_at + clearing_min AS ends, 'sitting' AS owner_kind, id AS owner_id
FROM sitting WHERE cancelled_at IS NULL
UNION ALL SELECT 'room:' || room_id, starts_at, ends_at, 'room_use', id
FROM room_use WHERE cancelled_at IS NULL AND preliminary = 0
UNION ALL SELECT 'invigilator:' || invigilator_id, starts_at, ends_at, 'duty', id
FROM duty WHERE cancelled_at IS NULL AND answer <> 'no' AND role <> 'reserve'
UNION ALL SELECT 'seat:' || seat_id, starts_at, ends_at, 'booking', id
FROM booking_holding WHERE seat_id IS NOT NULL
UNION ALL SELECT 'student:' || student_id, starts_at, ends_at, 'booking', id
FROM booking_holding WHERE pair_id IS NULL
UNION ALL SELECT 'student:' || student_id, min(starts_at), max(ends_at), 'pair', pair_id
FROM booking_holding WHERE pair_id IS NOT NULL GROUP BY pair_id, student_id
"""
_TWICE = f"""
SELECT resource, starts FROM (
    SELECT resource, starts, max(ends) OVER (PARTITION BY resource ORDER BY starts, ends
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until FROM ({_HOLDINGS}))
WHERE taken_until > starts
"""
_MISSING = f"SELECT * FROM ({_HOLDINGS}) EXCEPT SELECT * FROM occupancy"
_EXTRA = f"SELECT * FROM occupancy EXCEPT SELECT * FROM ({_HOLDINGS})"


def overlaps(store: Store) -> list[str]:
    """List what is taken twice, and where the record of what is taken differs from the facts."""
    return twice(store) + unlike(store)


def twice(store: Store) -> list[str]:
    """List what is taken twice, by the facts."""
    return [f"taken twice: {row['resource']} {row['starts']}" for row in store.query(_TWICE)]


def unlike(store: Store) -> list[str]:
    """List where the record of what is taken differs from the facts."""
    missing = [f"not held: {row['owner_kind']} {row['owner_id']}" for row in store.query(_MISSING)]
    extra = [f"held by none: {row['owner_kind']} {row['owner_id']}" for row in store.query(_EXTRA)]
    return missing + extra


_KEY = "DELETE FROM occupancy WHERE resource = ? AND starts = ?"
_HOLD = "INSERT INTO occupancy VALUES (?, ?, ?, ?, ?)"
_FREE = "SELECT 1 FROM occupancy WHERE resource = ? AND starts < ? AND ends > ?"


def hold_again(conn: "Connection") -> None:
    """Make the record of what is taken say what the facts say, inside a transaction.

    What the facts give twice is held once: which of the two must move is for a person to say.
    """
    for resource, starts, *_rest in conn.execute(_EXTRA).fetchall():
        conn.execute(_KEY, (resource, starts))
    for resource, starts, ends, *owner in conn.execute(_MISSING).fetchall():
        if conn.execute(_FREE, (resource, ends, starts)).fetchone() is None:
            conn.execute(_HOLD, (resource, starts, ends, *owner))


_OVERFULL = """
SELECT sitting.id FROM sitting JOIN room ON room.id = sitting.room_id
JOIN booking ON booking.sitting_id = sitting.id
WHERE sitting.ends_at > ? AND place_given_at IS NOT NULL AND refused_at IS NULL
    AND booking.cancelled_at IS NULL AND waiting_since IS NULL
GROUP BY sitting.id HAVING count(*) > room.capacity
"""


def overfull(store: Store) -> list[str]:
    """List the coming sittings with more places given than the room has seats.

    A room may have been made smaller since an exam that is over.
    """
    now = int(store.clock.now().timestamp()) // 60
    return [f"overfull: sitting {row['id']}" for row in store.query(_OVERFULL, now)]
