"""What a move of a booking would ask for, said before it is moved."""

from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.exams import approvals, fields, times
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.bookings import BookingCheck, check_booking
from lärcentrum.exams.room_proposals import proposals
from lärcentrum.exams.times import Span
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCheck:
    """What is said of a booking at another time.

    Args:
        wish: the booking at that time.
        check: what the register says of it.
        asks_approval: whether the provider's approval was given for another time.
        asks_reason: whether a rule takes a reason.
        reason: the reason that was given and still counts there, "" where none does.
    """

    wish: Wish
    check: BookingCheck
    asks_approval: bool
    asks_reason: bool
    reason: str


# --- operations ------------------------------------------------------------

_BOOKING = """
SELECT booking.*, exam.date AS exam_date, exam.ordinary_start FROM booking
JOIN exam ON exam.id = booking.exam_id WHERE booking.uid = ?
"""


@reading(right=Right.REGISTER)
def check_move(
    store: Store, *, booking: str, starts: datetime, room: str | None = None, approved_by: str = ""
) -> MoveCheck:
    """Say what the rules say of a booking at another time, and what is asked for again there.

    Args:
        store: the register.
        booking: the booking's uid.
        starts: when it would begin here, wall clock.
        room: the room's uid, None while it is not chosen.
        approved_by: who has approved that time at the provider.

    Raises:
        NotFound: no such booking.
        NoSuchTime: the clock skips the start in spring.
    """
    there = booking_page(store, booking=booking)
    row, wall = store.query(_BOOKING, booking)[0], times.wall_text(starts)
    counts = approvals.approval_counts(row, wall)
    wish = Wish(
        student=there.student,
        exam=there.exam,
        starts=starts,
        room=room,
        requested_on=fields.read_day(row["requested_on"]),
        own_room=there.own_room,
        approved_by=approved_by or (there.approved_by if counts else ""),
    )
    check = check_booking(store, wish=wish)
    span = Span(starts_at=times.to_minutes(check.starts), ends_at=times.to_minutes(check.ends))
    mine = proposals(store, span, own_room=check.own_room, but=row["id"])
    check = replace(check, rooms=tuple(mine))
    asked = [one.code for one in check.findings if one.level is Level.AMBER]
    return MoveCheck(
        wish=wish,
        check=check,
        asks_approval=bool(there.approved_by) and not counts,
        asks_reason=bool(asked),
        reason=there.override_reason if approvals.reason_counts(row, wall, asked) else "",
    )
