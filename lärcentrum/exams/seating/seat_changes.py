"""Who sits where in one sitting, and moving one person: to a free seat, or changing seats."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes
from lärcentrum.exams.booking_lists import BookingRow, bookings_of_sitting
from lärcentrum.exams.day_right import check_booking, check_sitting
from lärcentrum.exams.seat_plans import At, RoomPlan, room_plan
from lärcentrum.exams.seating.chairs import too_close
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingSeats:
    """A sitting's people on its room's seats.

    Args:
        sitting: the sitting's uid.
        plan: how the room stands.
        people: the sitting's bookings, by seat; those without one last.
        close: the bookings that sit closer to another exam than the plan says.
    """

    sitting: str
    plan: RoomPlan
    people: tuple[BookingRow, ...]
    close: tuple[str, ...]


# --- rules -----------------------------------------------------------------


def close_ones(seats: Mapping[str, tuple[At, str]], gap: int) -> tuple[str, ...]:
    """Give the bookings that have another exam in the same row with too few empty seats between.

    Args:
        seats: where each booking sits, and its exam.
        gap: the empty seats that are wanted between two exams.
    """
    found = {
        booking
        for one, two in combinations(seats, 2)
        for booking in (one, two)
        if too_close(seats[one], seats[two], gap)
    }
    return tuple(sorted(found))


# --- operations ------------------------------------------------------------

_ROOM = """
SELECT room.uid FROM sitting JOIN room ON room.id = sitting.room_id WHERE sitting.uid = ?
"""


@reading(right=Right.TODAY)
def sitting_seats(store: Store, *, sitting: str) -> SittingSeats:
    """Give a sitting's people on its room's seats.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    plan = room_plan(store, room=store.value(_ROOM, sitting))
    seats = {seat.uid: seat for seat in plan.seats}
    people = bookings_of_sitting(store, sitting)
    people.sort(key=lambda one: (one.seat is None, seats[one.seat].place if one.seat else 0))
    where = {one.uid: (seats[one.seat].at, one.exam) for one in people if one.seat}
    return SittingSeats(
        sitting=sitting, plan=plan, people=tuple(people), close=close_ones(where, plan.gap)
    )


_BOOKING = "SELECT * FROM booking WHERE uid = ?"
_THERE = """
SELECT * FROM booking WHERE sitting_id = ? AND seat_id = ? AND starts_at < ? AND ends_at > ?
    AND uid <> ? AND cancelled_at IS NULL AND refused_at IS NULL
"""


@operation(right=Right.TODAY, label=N_("Plats bytt"))
def take_seat(store: Store, *, booking: str, seat: str | None) -> None:
    """Put somebody on another seat of the room; who sits there already changes seats (E15).

    Args:
        store: the register.
        booking: the booking's uid.
        seat: the seat's uid; None takes the seat away.

    Raises:
        NotFound: no such booking or seat.
        NotToday: the role runs today's sittings only.
        BadValue: the booking has no place, it is that seat already, or the seat is off or in
            another room.
        Clash: the seat is taken by two, or by somebody of another sitting.
    """
    store.id_of("booking", booking)
    check_booking(store, booking, Right.REGISTER)
    row = store.query(_BOOKING, booking)[0]
    target = None if seat is None else store.row("seat", seat)
    _check(store, row, target)
    span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
    new = None if target is None else target["id"]
    others = store.query(_THERE, row["sitting_id"], new, span.ends_at, span.starts_at, booking)
    with store.write(), clashes.telling(store, span, but=row["id"]):
        # Both leave first, so that neither moves into a seat that is not empty yet.
        for one in (row, *others[:1]):
            if one["seat_id"] is not None:
                store.update("booking", one["uid"], seat_id=None)
        if new is not None:
            store.update("booking", booking, seat_id=new)
        for other in others[:1]:
            if row["seat_id"] is not None:
                store.update("booking", other["uid"], seat_id=row["seat_id"])


_ROOM_ID = "SELECT room_id FROM sitting WHERE id = ?"


def _check(store: Store, row: Row, seat: Row | None) -> None:
    over = row["cancelled_at"] is not None or row["refused_at"] is not None
    if row["sitting_id"] is None or over:
        raise NotAsItStands(
            "booking", _("Bokningen har ingen plats i en sal."), _("Ge bokningen en plats först.")
        )
    if (seat is None and row["seat_id"] is None) or (seat and seat["id"] == row["seat_id"]):
        raise NotAsItStands("seat", _("Personen har den platsen redan."), _("Välj en annan plats."))
    if seat is None:
        return
    if seat["room_id"] != store.value(_ROOM_ID, row["sitting_id"]):
        raise NotAsItStands("seat", _("Platsen finns inte i salen."), _("Välj en plats i salen."))
    if seat["off"]:
        raise NotAsItStands("seat", _("Platsen används inte."), _("Välj en annan plats."))
