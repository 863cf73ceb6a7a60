"""The queue for a place: who is in turn, and for whom a place has become free (R08).

Nothing is given by itself: the first in turn whom a free place would fit is pointed out, and the
staff give it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.booking_changes import check_ahead, give_place
from lärcentrum.exams.booking_lists import BookingRow, bookings_by_id
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.errors import WrongStep
from lärcentrum.exams.room_proposals import RoomProposal, proposals
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class InQueue:
    """A booking that waits for a place.

    Args:
        booking: the booking's uid.
        course: the course's code, or the course.
        starts: when it would begin, wall clock.
        ends: when it would end, extra time included, wall clock.
        since: since when it waits, wall clock.
        turn: its turn among those who wait for the same time, 1 first.
        room: the uid of the room where a place has become free for it, None while there is none.
        room_name: that room.
    """

    booking: str
    course: str
    starts: datetime
    ends: datetime
    since: datetime
    turn: int
    room: str | None
    room_name: str


# --- operations ------------------------------------------------------------

_WAITING = """
SELECT booking.id, booking.student_id, booking.starts_at, booking.ends_at, booking.own_room
FROM booking WHERE waiting_since IS NOT NULL AND cancelled_at IS NULL AND refused_at IS NULL
    AND attendance IS NULL AND booking.ends_at > ? ORDER BY waiting_since, booking.id
"""


@reading(right=Right.SEE)
def waiting_list(store: Store) -> list[InQueue]:
    """List those who wait for a place, in the order in which they began to wait (R08).

    A place that is free for the first in turn is not shown to the next, unless there are two.
    """
    rows = store.query(_WAITING, fields.now_minutes(store))
    shown = bookings_by_id(store, ids=[row["id"] for row in rows])
    ahead: list[tuple[Span, bool]] = []
    found = []
    for row, booking in zip(rows, shown, strict=True):
        span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
        alike = [offered for other, offered in ahead if other.overlaps(span)]
        room = None
        if not clashes.holders(store, f"student:{row['student_id']}", span):
            rooms = proposals(store, span, own_room=bool(row["own_room"]))
            room = _left(rooms, alike.count(True), own_room=bool(row["own_room"]))
        ahead.append((span, room is not None))
        found.append(_waits(booking, span, len(alike) + 1, room))
    return found


def _left(rooms: Sequence[RoomProposal], offered: int, *, own_room: bool) -> RoomProposal | None:
    """Give a room with a place that those ahead do not need."""
    for room in rooms:
        places = 1 if own_room else room.free
        if offered < places:
            return room
        offered -= places
    return None


def _waits(booking: BookingRow, span: Span, turn: int, room: RoomProposal | None) -> InQueue:
    assert booking.waiting_since is not None
    return InQueue(
        booking=booking.uid,
        course=booking.course_code or booking.course_name,
        starts=booking.starts,
        ends=times.to_wall(span.ends_at),
        since=booking.waiting_since,
        turn=turn,
        room=room.room if room else None,
        room_name=room.name if room else "",
    )


def in_queue(store: Store, booking: str) -> InQueue | None:
    """Give where a booking stands in the queue, None when it does not wait."""
    return next((one for one in waiting_list(store) if one.booking == booking), None)


@operation(right=Right.REGISTER, label=N_("Plats given ur kön"))
def offer_place(store: Store, *, booking: str, reason: str | None = None) -> None:
    """Give one who waits the place that has become free, in the room that the list names.

    Args:
        store: the register.
        booking: the booking's uid.
        reason: why rules are set aside.

    Raises:
        WrongStep: it does not wait, or is past that, or no place is free in its turn.
        UserError: as `give_place`.
    """
    check_ahead(store, booking)
    waits = in_queue(store, booking)
    if waits is None:
        raise WrongStep(booking, State.REQUESTED, _("Bokningen står inte i kö."))
    if waits.room is None:
        text = _("Ingen plats är ledig för bokningen, som är nummer {n} i kön.")
        raise WrongStep(booking, State.WAITING, text.format(n=waits.turn))
    give_place(store, booking=booking, room=waits.room, reason=reason)
