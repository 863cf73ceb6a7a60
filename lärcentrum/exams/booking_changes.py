"""What happens to a booking before the exam: moved, approved, given a place, refused, cancelled."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from lärcentrum.exams import approvals, booking_plans, clashes, fields, placing, times
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Desk, Plan, Wish
from lärcentrum.exams.booking_states import OVER, WRITTEN, State
from lärcentrum.exams.bookings import Placer
from lärcentrum.exams.centre_rules import habits
from lärcentrum.exams.errors import WrongStep
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.pair_keeping import keep_pair
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class CancelledBy(StrEnum):
    """Who called a booking off."""

    STUDENT = "student"
    PROVIDER = "provider"
    CENTRE = "centre"


CANCELLED_BY_NAMES = {
    CancelledBy.STUDENT: N_("studenten"),
    CancelledBy.PROVIDER: N_("lärosätet"),
    CancelledBy.CENTRE: N_("lärcentrum"),
}


class Refusal(StrEnum):
    """Why a request was refused."""

    FULL = "full"
    HOURS = "hours"
    NO_INVIGILATOR = "no_invigilator"
    PLATFORM = "platform"
    OUTSIDER = "outsider"
    TOO_LATE = "too_late"
    OTHER = "other"


REFUSAL_NAMES = {
    Refusal.FULL: N_("fullt"),
    Refusal.HOURS: N_("utanför öppettiden"),
    Refusal.NO_INVIGILATOR: N_("ingen tentavakt"),
    Refusal.PLATFORM: N_("plattformen får inte användas"),
    Refusal.OUTSIDER: N_("hör inte till området"),
    Refusal.TOO_LATE: N_("för sent"),
    Refusal.OTHER: N_("annat"),
}

# --- operations ------------------------------------------------------------


def check_ahead(store: Store, booking: str) -> Row:
    """Give the row of a booking that has not been written, refused or called off.

    Raises:
        NotFound: no such booking.
        WrongStep: it is past that.
    """
    row = store.row("booking", booking)
    stands = booking_page(store, booking=booking).state
    if stands in OVER | WRITTEN:
        raise WrongStep(booking, stands, _("Bokningen är redan skriven, avslutad eller avbokad."))
    return row


_REFERENCES = """
SELECT student.uid AS student, exam.uid AS exam, room.uid AS room, seat.uid AS seat,
    exam.date AS exam_date, exam.ordinary_start
FROM booking JOIN student ON student.id = booking.student_id
JOIN exam ON exam.id = booking.exam_id
LEFT JOIN sitting ON sitting.id = booking.sitting_id LEFT JOIN room ON room.id = sitting.room_id
LEFT JOIN seat ON seat.id = booking.seat_id WHERE booking.uid = ?
"""


def plan_anew(at: Desk, row: Row, **wished: Any) -> Plan:
    """Work a booking out anew: with the time, room and reason it has, but for what is wished.

    Args:
        at: where it is worked out.
        row: the booking's row.
        wished: what else than the row says, by the names of `Wish`; None for as it is.
    """
    there = at.store.query(_REFERENCES, row["uid"])[0]
    new = {key: value for key, value in wished.items() if value is not None}
    starts = times.wall_text(new.get("starts", fields.read_wall(row["starts_wall"])))
    approved = approvals.approval_counts(row | there, starts)
    known = {
        "student": there["student"],
        "exam": there["exam"],
        "starts": fields.read_wall(row["starts_wall"]),
        "room": there["room"],
        "own_room": bool(row["own_room"]),
        "preliminary": bool(row["preliminary"]),
        "requested_on": fields.read_day(row["requested_on"]),
        "approved_by": row["provider_approved_by"] if approved else "",
    }
    made = booking_plans.plan(at, Wish(**(known | new)))
    if "without" in new:
        return _with_reason(row, made, new)
    # The extra time that was settled for this booking stays, whatever has been noted since.
    minutes = made.exam.facts.minutes + row["extra_min"]
    kept = times.span(made.starts, minutes)
    near = tuple(one for one in made.findings if one.code != "back_to_back")
    made = replace(made, span=kept, extra_min=row["extra_min"], findings=near)
    return _with_reason(row, made, new)


def _with_reason(row: Row, made: Plan, new: Mapping[str, Any]) -> Plan:
    """Let the reason that was given count again, for the same time and the same rules."""
    counts = approvals.reason_counts(row, made.starts_wall, approvals.set_aside(made))
    if "reason" in new or not counts:
        return made
    return replace(made, wish=replace(made.wish, reason=row["override_reason"]))


_ROOM = "SELECT room_id FROM sitting WHERE id = ?"


def put(store: Store, row: Row, made: Plan, **approved: Any) -> None:
    """Give a booking the place of a plan inside an operation, and give back what it leaves."""
    now, leaving = fields.now_minutes(store), row["sitting_id"]
    reason = fields.line("reason", made.wish.reason, most=400)
    room = _room_span(store, made)
    # Its own hold is let go first, so that a sitting can take it in again.
    store.update("booking", row["uid"], place_given_at=None, sitting_id=None, seat_id=None)
    keep_pair(store, row["uid"], made.span, made.extra_min)
    if not _follows(store, leaving, made):
        placing.release(store, leaving, now)
    # What was booked in a room that has ended stays there, but for another time.
    same = row["starts_at"] == made.span.starts_at
    stays = store.value(_ROOM, leaving) if same else None
    placer = Placer(
        store, use_seats=habits(store).use_seats, stays=stays or 0, keeps=row["seat_id"] or 0
    )
    sitting, seat = placer.place(made)
    with clashes.telling(
        store, made.span, room=room, sitting=sitting, mine=made.exam.uid, but=row["id"]
    ):
        store.update(
            "booking",
            row["uid"],
            sitting_id=sitting,
            seat_id=seat,
            starts_wall=times.wall_text(made.starts),
            starts_at=made.span.starts_at,
            ends_at=made.span.ends_at,
            extra_min=made.extra_min,
            own_room=int(made.own_room),
            preliminary=int(made.preliminary),
            place_given_at=row["place_given_at"] or now,
            place_given_by=row["place_given_by"] or store.session.user,
            waiting_since=None,
            override_reason=reason or row["override_reason"],
            **approvals.aside_values(made),
            **approved,
        )


_LEAVING = """
SELECT sitting.*, 0 AS taken, 0 AS alone FROM sitting JOIN room ON room.id = sitting.room_id
WHERE sitting.id = ? AND room.uid IS ? AND sitting.cancelled_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM booking WHERE sitting_id = sitting.id
    AND cancelled_at IS NULL AND refused_at IS NULL)
"""


def _follows(store: Store, leaving: int | None, made: Plan) -> bool:
    """Let a sitting follow its only booking to another time, unless another one runs there."""
    row = store.one(_LEAVING, leaving, made.wish.room)
    if row is None:
        return False
    there = placing.sitting_there(store, row["room_id"], made.span)
    if there is not None and there.id != leaving:
        return False
    placing.stretch(store, placing.place_from(row), made.span)
    return True


def _room_span(store: Store, made: Plan) -> times.Span:
    if made.wish.room is None:
        return made.span
    room = store.row("room", made.wish.room)
    return made.span.widened(room["setup_min"], room["clearing_min"])


@operation(right=Right.REGISTER, label=N_("Bokning flyttad"))
def move_booking(
    store: Store,
    *,
    booking: str,
    starts: datetime | None = None,
    room: str | None = None,
    seat: str | None = None,
    preliminary: bool | None = None,
    own_room: bool | None = None,
    without: tuple[str, ...] | None = None,
    approved_by: str | None = None,
    reason: str | None = None,
) -> None:
    """Move a booking to another time, room or seat; what is None stays.

    A request without a place only changes its time. An emptied sitting without invigilators
    gives its room back. What was approved or set aside was so at its time (`approvals`).

    Args:
        store: the register.
        booking: the booking's uid.
        starts: when it begins here, wall clock.
        room: the room's uid.
        seat: the seat's uid.
        preliminary: False when the provider has said the time.
        own_room: whether the person writes alone.
        without: uids of adaptations that are not used; the extra time is worked out anew.
        approved_by: who approved the new time at the provider.
        reason: why rules are set aside.

    Raises:
        NotFound: no such booking, room or seat.
        WrongStep: it is written, refused or called off.
        NoPair: it runs at once with another, and one would have extra time.
        UserError: as `book_exam`.
    """
    row = check_ahead(store, booking)
    made = plan_anew(
        booking_plans.desk(store), row, starts=starts, room=room, seat=seat, own_room=own_room,
        preliminary=preliminary, without=without, approved_by=_named(approved_by), reason=reason,
    )  # fmt: skip
    approved = _approved(store, made) if _named(approved_by) else {}
    placed = row["place_given_at"] is not None and row["waiting_since"] is None
    if placed:
        booking_plans.enforce(made)
    with store.write():
        if placed:
            put(store, row, made, **approved)
        else:
            put_time(store, row, made, **approved)


def _named(by: str | None) -> str | None:
    return fields.line("approved_by", by or "") or None


def _approved(store: Store, made: Plan) -> dict[str, Any]:
    exam, now = made.exam.facts, fields.now_minutes(store)
    return approvals.approved_values(exam, made.starts_wall, made.wish.approved_by, now)


def put_time(store: Store, row: Row, made: Plan, **approved: Any) -> None:
    """Give a booking without a place the time of a plan, inside an operation."""
    keep_pair(store, row["uid"], made.span, made.extra_min)
    store.update(
        "booking",
        row["uid"],
        starts_wall=times.wall_text(made.starts),
        starts_at=made.span.starts_at,
        ends_at=made.span.ends_at,
        extra_min=made.extra_min,
        own_room=int(made.own_room),
        preliminary=int(made.preliminary),
        **approved,
    )


@operation(right=Right.REGISTER, label=N_("Plats given"))
def give_place(
    store: Store,
    *,
    booking: str,
    room: str | None = None,
    seat: str | None = None,
    reason: str | None = None,
) -> None:
    """Give a request, or one that waits, its place; the rules bind from here on.

    Args:
        store: the register.
        booking: the booking's uid.
        room: the room's uid; proposed if not given.
        seat: the seat's uid.
        reason: why rules are set aside.

    Raises:
        WrongStep: it has a place, or is past that.
        UserError: as `book_exam`.
    """
    row = check_ahead(store, booking)
    if row["place_given_at"] is not None and row["waiting_since"] is None:
        raise WrongStep(booking, State.CONFIRMED, _("Bokningen har redan en plats."))
    made = plan_anew(booking_plans.desk(store), row, room=room, seat=seat, reason=reason)
    booking_plans.enforce(made)
    with store.write():
        put(store, row, made)


@operation(right=Right.REGISTER, label=N_("Godkänd av lärosätet"))
def approve_booking(store: Store, *, booking: str, by: str) -> None:
    """Note that the provider has approved the exam as it is booked, at the time it has now.

    Args:
        store: the register.
        booking: the booking's uid.
        by: who approved it at the provider.

    Raises:
        BadValue: nobody is named.
        WrongStep: it is refused or called off, or approved already for its time.
    """
    who = fields.line("by", by, required=True)
    row = check_ahead(store, booking)
    there, now = store.query(_REFERENCES, booking)[0], fields.now_minutes(store)
    if approvals.approval_counts(row | there, row["starts_wall"]):
        raise WrongStep(booking, State.CONFIRMED, _("Bokningen är redan godkänd."))
    exam = exam_page(store, exam=there["exam"]).facts
    with store.write():
        approved = approvals.approved_values(exam, row["starts_wall"], who, now)
        store.update("booking", booking, **approved)


@operation(right=Right.REGISTER, label=N_("Satt i kö"))
def put_in_queue(store: Store, *, booking: str) -> None:
    """Let a booking wait for a place: it holds nothing meanwhile.

    Raises:
        WrongStep: it waits already, or is past that.
    """
    row = check_ahead(store, booking)
    if row["waiting_since"] is not None:
        raise WrongStep(booking, State.WAITING, _("Bokningen står redan i kö."))
    now = fields.now_minutes(store)
    with store.write():
        store.update(
            "booking",
            booking,
            waiting_since=now,
            place_given_at=None,
            sitting_id=None,
            seat_id=None,
        )
        placing.release(store, row["sitting_id"], now)


@operation(right=Right.REGISTER, label=N_("Bokning nekad"))
def refuse_booking(store: Store, *, booking: str, why: Refusal, note: str = "") -> None:
    """Refuse a request.

    Args:
        store: the register.
        booking: the booking's uid.
        why: the reason, for the statistics.
        note: more about it, kept in the log.

    Raises:
        WrongStep: it is past that.
    """
    row = check_ahead(store, booking)
    _let_go(store, row, note, refused_at=fields.now_minutes(store), refused_why=why)


@operation(right=Right.REGISTER, label=N_("Bokning avbokad"))
def cancel_booking(store: Store, *, booking: str, by: CancelledBy, why: str = "") -> None:
    """Call a booking off; the place is free again.

    Args:
        store: the register.
        booking: the booking's uid.
        by: who called it off.
        why: the reason.

    Raises:
        WrongStep: it is past that.
    """
    row = check_ahead(store, booking)
    reason = fields.line("why", why, most=400)
    now = fields.now_minutes(store)
    _let_go(store, row, "", cancelled_at=now, cancelled_by=by, cancelled_why=reason or None)


def _let_go(store: Store, row: Row, note: str, **values: Any) -> None:
    kept = fields.line("note", note, most=400)
    with store.write():
        store.update("booking", row["uid"], **values)
        placing.release(store, row["sitting_id"], fields.now_minutes(store))
        if kept:
            store.note(kept)
