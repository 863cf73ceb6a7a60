"""Copy an earlier seating plan to another sitting, and say what could not be copied (E14).

Who sat in the earlier sitting gets the same seat: in the same room the seat itself, in another the
one in the same row and column. Who was not there keeps the seat that is had, unless it is needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.seat_plans import PlanSeat, RoomPlan
from lärcentrum.exams.seating.seat_changes import SittingSeats, sitting_seats
from lärcentrum.exams.standing import sitting_begun, sitting_called_off
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class NotCopied(StrEnum):
    """Why a seat could not be copied."""

    NOT_THERE = "not_there"
    NO_SEAT = "no_seat"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlan:
    """A sitting before this one in which some of its people sat. Times are wall clock.

    Args:
        sitting: its uid.
        starts: when it began.
        room_name: where.
        courses: what was written.
        common: how many of the people here had a seat there.
    """

    sitting: str
    starts: datetime
    room_name: str
    courses: str
    common: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedSeat:
    """One person of the sitting.

    Args:
        booking: the booking's uid.
        name: the name that may be shown.
        seat: the seat's uid after copying, None without one.
        seat_label: what stands on the desk.
        was: what stood on the desk before.
        why: why no seat could be copied, None when one was.
        sentence: the same in Swedish, and whether the seat that was had is needed; "" otherwise.
    """

    booking: str
    name: str
    seat: str | None
    seat_label: str
    was: str
    why: NotCopied | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedPlan:
    """A seating plan with what an earlier one gives it.

    Args:
        lines: the people; those whose seat could not be copied first.
        copied: how many have the seat of then.
        changes: how many get another seat than they have, or none.
    """

    lines: tuple[CopiedSeat, ...]
    copied: int
    changes: int


# --- rules -----------------------------------------------------------------

WHY = {
    NotCopied.NOT_THERE: N_("Hade ingen plats då."),
    NotCopied.NO_SEAT: N_("Platsen från då finns inte i den här salen."),
    NotCopied.OFF: N_("Platsen från då används inte."),
}


def same_place(old: PlanSeat, there: RoomPlan, here: RoomPlan) -> PlanSeat | None:
    """Give the seat here that is where the old one is: itself, or in the same row and column."""
    if there.room == here.room:
        return next((seat for seat in here.seats if seat.uid == old.uid), None)
    return next((seat for seat in here.seats if seat.at == old.at and not seat.off), None)


def copied(here: SittingSeats, there: SittingSeats) -> CopiedPlan:
    """Work out what an earlier plan gives a sitting."""
    seats = {seat.uid: seat for seat in there.plan.seats}
    old = {one.student: seats[one.seat] for one in there.people if one.seat in seats}
    given: dict[str, str] = {}
    whys: dict[str, NotCopied] = {}
    for one in here.people:
        found = _copied(one, old, there, here)
        if isinstance(found, NotCopied):
            whys[one.uid] = found
        else:
            given[one.uid] = found.uid
    labels = {seat.uid: seat.label for seat in here.plan.seats}
    lines = [_line(one, given, whys, labels, here.people) for one in here.people]
    had = {one.uid: one.seat for one in here.people}
    return CopiedPlan(
        lines=tuple(sorted(lines, key=lambda one: one.why is None)),
        copied=len(given),
        changes=sum(one.seat != had[one.booking] for one in lines),
    )


def _copied(
    one: BookingRow, old: Mapping[str, PlanSeat], there: SittingSeats, here: SittingSeats
) -> PlanSeat | NotCopied:
    before = old.get(one.student)
    if before is None:
        return NotCopied.NOT_THERE
    seat = same_place(before, there.plan, here.plan)
    if seat is None:
        return NotCopied.NO_SEAT
    return NotCopied.OFF if seat.off else seat


def _line(
    one: BookingRow,
    given: Mapping[str, str],
    whys: Mapping[str, NotCopied],
    labels: Mapping[str, str],
    people: Iterable[BookingRow],
) -> CopiedSeat:
    why = whys.get(one.uid)
    seat, said = given.get(one.uid), _(WHY[why]) if why else ""
    if why is not None and one.seat is not None:
        needed = any(
            given.get(two.uid) == one.seat and two.starts < one.ends and one.starts < two.ends
            for two in people
        )
        seat = None if needed else one.seat
        said += " " + _("Platsen behövs åt en annan.") if needed else ""
    return CopiedSeat(
        booking=one.uid,
        name=one.name,
        seat=seat,
        seat_label=labels.get(seat or "", ""),
        was=one.seat_label,
        why=why,
        sentence=said,
    )


# --- operations ------------------------------------------------------------

_EARLIER = """
SELECT other.uid AS sitting, other.starts_at, room.name AS room_name,
    count(DISTINCT booking.student_id) AS common,
    group_concat(DISTINCT coalesce(nullif(exam.course_code, ''), exam.course_name)) AS courses
FROM sitting AS mine JOIN sitting AS other ON other.starts_at < mine.starts_at
JOIN booking ON booking.sitting_id = other.id JOIN exam ON exam.id = booking.exam_id
JOIN room ON room.id = other.room_id
WHERE mine.uid = ? AND other.cancelled_at IS NULL AND booking.seat_id IS NOT NULL
    AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
    AND booking.student_id IN (SELECT student_id FROM booking AS here
        WHERE here.sitting_id = mine.id AND here.cancelled_at IS NULL AND here.refused_at IS NULL)
GROUP BY other.id ORDER BY common DESC, other.starts_at DESC, other.id LIMIT 50
"""


@reading(right=Right.REGISTER)
def earlier_plans(store: Store, *, sitting: str) -> list[EarlierPlan]:
    """List the earlier sittings whose plan can be copied here, most people in common first.

    Raises:
        NotFound: no such sitting.
    """
    store.id_of("sitting", sitting)
    return [_earlier(row) for row in store.query(_EARLIER, sitting)]


def _earlier(row: Row) -> EarlierPlan:
    return EarlierPlan(
        sitting=row["sitting"],
        starts=times.to_wall(row["starts_at"]),
        room_name=row["room_name"],
        courses=row["courses"].replace(",", ", "),
        common=row["common"],
    )


@reading(right=Right.REGISTER)
def preview_copy(store: Store, *, sitting: str, source: str) -> CopiedPlan:
    """Tell what copying an earlier plan would give, and what could not be copied.

    Args:
        store: the register.
        sitting: the sitting that gets the plan.
        source: the earlier sitting.

    Raises:
        NotFound: no such sitting.
    """
    return copied(sitting_seats(store, sitting=sitting), sitting_seats(store, sitting=source))


@operation(right=Right.REGISTER, label=N_("Sittplan kopierad"))
def copy_seats(store: Store, *, sitting: str, source: str) -> CopiedPlan:
    """Seat a sitting as an earlier one was seated.

    Args:
        store: the register.
        sitting: the sitting that gets the plan.
        source: the earlier sitting.

    Returns:
        who sits where now, and what could not be copied.

    Raises:
        NotFound: no such sitting.
        BadValue: nobody here had a seat there, or everybody sits like that already.
        WrongStep: the sitting has begun or is called off.
        Clash: a seat is taken.
    """
    row = store.row("sitting", sitting)
    made = preview_copy(store, sitting=sitting, source=source)
    if row["cancelled_at"] is not None:
        raise sitting_called_off()
    if row["starts_at"] <= fields.now_minutes(store):
        raise sitting_begun()
    if not made.changes:
        raise NotAsItStands(
            "source", _("Den sittplanen ändrar ingenting här."), _("Välj ett annat tillfälle.")
        )
    now = {one.uid: one.seat for one in sitting_seats(store, sitting=sitting).people}
    moves = {one.booking: one.seat for one in made.lines if one.seat != now[one.booking]}
    span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
    with store.write(), clashes.telling(store, span):
        # All leave first, so that nobody moves into a seat that is not empty yet.
        for booking in moves:
            if now[booking] is not None:
                store.update("booking", booking, seat_id=None)
        for booking, seat in moves.items():
            if seat is not None:
                store.update("booking", booking, seat_id=store.id_of("seat", seat))
    return made
