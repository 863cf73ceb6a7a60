"""The provider moves an exam: its day and hour, with all its bookings, in one operation."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.exams import booking_plans, fields, placing, times
from lärcentrum.exams.booking_changes import plan_anew, put, put_time
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.exams import USUAL_START
from lärcentrum.exams.standing import sitting_begun
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.store.trying import trying

# --- records ---------------------------------------------------------------


@dataclass(eq=False)
class PlacesLost(UserError):
    """Some bookings of an exam cannot keep a place at its new time.

    Args:
        bookings: their uids.
        faults: what is in the way of each.
    """

    field: ClassVar[str] = "let_go"
    bookings: tuple[str, ...]
    faults: tuple[UserError, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`; who they are is said on the screen (`spoken`)."""
        return self.told(list(dict.fromkeys(one.parts()[0] for one in self.faults)))

    def told(self, why: list[str]) -> tuple[str, str, str]:
        """Give the parts with what is in the way.

        Args:
            why: sentences.
        """
        head = ngettext(
            "{n} bokning får ingen plats den nya tiden.",
            "{n} bokningar får ingen plats den nya tiden.",
            len(self.bookings),
        ).format(n=len(self.bookings))
        todo = _("Flytta dem till en annan sal först, eller låt dem bli förfrågningar utan plats.")
        return (" ".join([head, *why]), _("Inget är ändrat."), todo)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mover:
    """One move of an exam.

    Args:
        store: the register, inside the operation.
        shift: how far every booking moves, on the wall clock.
        known: whether the provider has said the hour.
        reason: why rules are set aside, None for no reason.
    """

    store: Store
    shift: timedelta
    known: bool
    reason: str | None

    def starts(self, row: Row) -> datetime:
        """Give when a booking begins here afterwards."""
        return fields.read_wall(row["starts_wall"]) + self.shift

    def plan(self, row: Row) -> booking_plans.Plan:
        """Work a booking out at its new time; one whose hour is known now is not preliminary."""
        return plan_anew(
            booking_plans.desk(self.store), row, starts=self.starts(row), room=row["room"],
            preliminary=False if self.known else None, reason=self.reason,
        )  # fmt: skip


# --- operations ------------------------------------------------------------

_BOOKINGS = """
SELECT booking.*, room.uid AS room FROM booking
LEFT JOIN sitting ON sitting.id = booking.sitting_id LEFT JOIN room ON room.id = sitting.room_id
WHERE booking.exam_id = ? AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
ORDER BY booking.id
"""


@operation(right=Right.REGISTER, label=N_("Tentamen flyttad"))
def move_exam(
    store: Store,
    *,
    exam: str,
    day: date,
    ordinary_start: time | None = None,
    reason: str = "",
    let_go: bool = False,
) -> list[str]:
    """Move an exam to the provider's new day and hour, and every booking as far.

    Rooms and invigilators follow; nobody is cancelled: what keeps no place is told, or asks anew.

    Args:
        store: the register.
        exam: the exam's uid.
        day: the new day.
        ordinary_start: when it begins on campus; None while the provider has not said.
        reason: why rules are set aside.
        let_go: whether those that cannot keep a place become requests.

    Returns:
        the uids of the bookings that lost their place.

    Raises:
        NotFound: no such exam.
        BadValue: it is called off, has been written, or lies there already.
        NoSuchTime: the clock skips the start in spring.
        ReasonNeeded: a rule takes a reason at the new time, and there is none.
        PlacesLost: some cannot keep a place, and `let_go` is not set.
    """
    there, rows = _there(store, exam)
    clock = times.clock_text(ordinary_start) if ordinary_start else None
    if (there["date"], there["ordinary_start"]) == (day.isoformat(), clock):
        raise NotAsItStands("day", _("Tentamen ligger redan då."), _("Ange den nya tiden."))
    begins = _start(there)
    new = datetime.combine(day, ordinary_start or begins)
    times.to_minutes(new)
    mover = _Mover(
        store=store,
        shift=new - datetime.combine(date.fromisoformat(there["date"]), begins),
        known=ordinary_start is not None,
        reason=fields.line("reason", reason, most=400) or None,
    )
    with store.write():
        store.update("exam", exam, date=day.isoformat(), ordinary_start=clock)
        lost = _move_all(mover, rows)
        if lost and not let_go:
            raise PlacesLost(tuple(lost), tuple(lost.values()))
    return list(lost)


def _there(store: Store, exam: str) -> tuple[Row, list[Row]]:
    """Give an exam that can be moved and its bookings."""
    there = store.row("exam", exam)
    if there["cancelled_at"] is not None:
        raise NotAsItStands("exam", _("Tentamen är inställd av lärosätet."))
    rows = store.query(_BOOKINGS, there["id"])
    if any(row["attendance"] for row in rows):
        raise sitting_begun()
    return there, rows


def _start(exam: Row) -> time:
    return time.fromisoformat(exam["ordinary_start"]) if exam["ordinary_start"] else USUAL_START


def _move_all(mover: _Mover, rows: list[Row]) -> dict[str, UserError]:
    """Move the bookings; gives what is in the way of those that lost their place."""
    store, lost = mover.store, dict[str, UserError]()
    placed = [row for row in rows if row["sitting_id"] is not None]
    # Everybody leaves first, so that nobody moves into a seat that is not empty yet.
    for row in placed:
        store.update("booking", row["uid"], **_NOWHERE)
    moved = _move_sittings(mover, placed)
    for row in rows:
        if row["sitting_id"] is None:
            put_time(store, row, mover.plan(row))
            continue
        here = row | {"sitting_id": None} if row["sitting_id"] in moved else row
        try:
            with trying(store):
                made = mover.plan(row)
                booking_plans.enforce(made)
                put(store, here, made)
        except ReasonNeeded:
            raise
        except UserError as fault:
            lost[row["uid"]] = fault
            put_time(store, row, mover.plan(row))
    now = fields.now_minutes(store)
    for sitting in dict.fromkeys(row["sitting_id"] for row in placed):
        placing.release(store, sitting, now)
    return lost


_NOWHERE: dict[str, Any] = {"place_given_at": None, "sitting_id": None, "seat_id": None}
_LEFT = """
SELECT sitting.*, 0 AS taken, 0 AS alone FROM sitting
WHERE id = ? AND cancelled_at IS NULL AND NOT EXISTS (SELECT 1 FROM booking
    WHERE sitting_id = sitting.id AND cancelled_at IS NULL AND refused_at IS NULL)
"""


def _move_sittings(mover: _Mover, placed: list[Row]) -> set[int]:
    """Let a sitting where only this exam is written go along, with its invigilators."""
    moved = set[int]()
    for sitting in dict.fromkeys(row["sitting_id"] for row in placed):
        row = mover.store.one(_LEFT, sitting)
        if row is None:
            continue
        place = placing.place_from(row)
        begins = times.to_minutes(fields.read_wall(row["starts_wall"]) + mover.shift)
        span = Span(starts_at=begins, ends_at=begins + place.span.minutes)
        try:
            with trying(mover.store):
                placing.stretch(mover.store, place, span)
        except UserError:
            continue  # each booking is tried on its own, and says what is in its way
        moved.add(sitting)
    return moved
