"""Who would be in the way of a sitting at another time, asked before it is moved there."""

from dataclasses import dataclass
from datetime import datetime

from lärcentrum.exams import times
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPeople:
    """How many of a sitting's people are taken elsewhere at another time.

    Args:
        students: those who write something else then.
        invigilators: those who watch somewhere else then.
    """

    students: int
    invigilators: int


# --- operations ------------------------------------------------------------

_STUDENTS = """
SELECT count(DISTINCT booking.id) FROM booking_holding AS held
JOIN booking ON booking.id = held.id
JOIN booking_holding AS other ON other.student_id = held.student_id AND other.id <> held.id
    AND other.starts_at < held.ends_at + ?2 AND other.ends_at > held.starts_at + ?2
    AND (other.pair_id IS NULL OR other.pair_id IS NOT held.pair_id)
JOIN booking AS there ON there.id = other.id AND there.sitting_id IS NOT booking.sitting_id
WHERE booking.sitting_id = ?1
"""
_INVIGILATORS = """
SELECT count(DISTINCT duty.invigilator_id) FROM duty
JOIN sitting ON sitting.id = duty.sitting_id
JOIN duty AS other ON other.invigilator_id = duty.invigilator_id
    AND other.sitting_id <> duty.sitting_id AND other.cancelled_at IS NULL
    AND other.answer <> 'no' AND other.role <> 'reserve'
    AND other.starts_at < sitting.ends_at + sitting.clearing_min + ?2
    AND other.ends_at > sitting.starts_at - sitting.setup_min + ?2
WHERE duty.sitting_id = ?1 AND duty.cancelled_at IS NULL AND duty.answer <> 'no'
    AND duty.role <> 'reserve'
"""


@reading(right=Right.SEE)
def people_in_the_way(store: Store, *, sitting: str, starts: datetime) -> TakenPeople:
    """Count the students and invigilators of a sitting who are taken at another time.

    Args:
        store: the register.
        sitting: the sitting's uid.
        starts: when it would begin, wall clock.

    Raises:
        NotFound: no such sitting.
    """
    row = store.row("sitting", sitting)
    shift = times.to_minutes(starts) - row["starts_at"]
    return TakenPeople(
        students=int(store.value(_STUDENTS, row["id"], shift)),
        invigilators=int(store.value(_INVIGILATORS, row["id"], shift)),
    )
