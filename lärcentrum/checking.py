"""Look whether a register is whole: the file, its references, its log, who holds what when."""

from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store import audit
from lärcentrum.store.register import integrity
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class Part(StrEnum):
    """What is looked at."""

    FILE = "file"
    REFERENCES = "references"
    LOG = "log"
    OVERLAPS = "overlaps"
    OVERFULL = "overfull"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in one part.

    Args:
        part: what was looked at.
        problems: one line each, without personal values; empty: it holds.
    """

    part: Part
    problems: list[str]


# --- operations ------------------------------------------------------------


@reading(right=Right.MANAGE)
def check_register(store: Store) -> list[Checked]:
    """Check the database, its references, the audit chain and that no place is given twice."""
    with store.reading() as conn:
        found = integrity(conn)
        broken = audit.verify(conn)
    references = [line for line in found if line.startswith("foreign key")]
    chain = [f"{one.why} {one.operation}:{one.seq}" for one in broken]
    return [
        Checked(part=Part.FILE, problems=[line for line in found if line not in references]),
        Checked(part=Part.REFERENCES, problems=references),
        Checked(part=Part.LOG, problems=chain),
        Checked(part=Part.OVERLAPS, problems=overlaps(store)),
        Checked(part=Part.OVERFULL, problems=overfull(store)),
    ]


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
    twice = [f"taken twice: {row['resource']} {row['starts']}" for row in store.query(_TWICE)]
    missing = [f"not held: {row['owner_kind']} {row['owner_id']}" for row in store.query(_MISSING)]
    extra = [f"held by none: {row['owner_kind']} {row['owner_id']}" for row in store.query(_EXTRA)]
    return twice + missing + extra


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
