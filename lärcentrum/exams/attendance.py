"""The day of the exam and what follows: came, left, handed in, sent back, receipt, closed.

A substitute runs today's sittings; other days take the right to register.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.attendance_limits import judge_entry, may_leave
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_rules import Facts, not_before
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.day_right import check_booking
from lärcentrum.exams.errors import StepReasonNeeded, WrongStep
from lärcentrum.exams.exams import exam_page, ordinary_start
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import Following, follow
from lärcentrum.exams.provider_rules import profile_of
from lärcentrum.exams.rule_profiles import latest_entry
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import short_day

# --- records ---------------------------------------------------------------


class Attendance(StrEnum):
    """Whether a person came."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"


ATTENDANCE_NAMES = {
    Attendance.PRESENT: N_("närvarande"),
    Attendance.LATE: N_("sen"),
    Attendance.ABSENT: N_("kom inte"),
}
_AHEAD = frozenset(
    {State.PRELIMINARY, State.AWAITING_APPROVAL, State.CONFIRMED, State.MATERIAL_RECEIVED}
)
_HERE = frozenset({State.IN_PROGRESS})
_HANDED_IN = frozenset({State.HANDED_IN})

# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def earliest_hand_in(store: Store, *, booking: str) -> datetime:
    """Give the earliest time when this person may hand in, wall clock (E36).

    Raises:
        NotToday: the role runs today's sittings only.
    """
    row = store.row("booking", booking)
    exam = exam_page(store, exam=booking_page(store, booking=booking).exam).facts
    starts = fields.read_wall(row["starts_wall"])
    facts = Facts(
        asked_on=starts.date(),
        local_start=starts,
        ordinary_start=ordinary_start(exam) if exam.ordinary_start else starts,
        ordinary_minutes=exam.minutes,
        minutes=row["ends_at"] - row["starts_at"],
    )
    profile = profile_of(store, store.id_of("provider", exam.provider))
    return not_before(profile, centre_rules(store), facts)


@operation(right=Right.TODAY, label=N_("Närvaro noterad"))
def note_attendance(
    store: Store,
    *,
    booking: str,
    attendance: Attendance,
    at: datetime | None = None,
    reason: str = "",
    decision: Decision = Decision.ALLOWED,
) -> None:
    """Note whether a person came; noting it anew replaces it until the exam is handed in.

    Args:
        store: the register.
        booking: the booking's uid.
        attendance: came, came late, did not come.
        at: when the person came, wall clock; if not given, now, and for one who was there the
            start at the latest: it is often noted when everybody sits and writes.
        reason: why somebody is let in after the limit, or not.
        decision: whether one who came after the limit was let in; who was not counts as absent.

    Raises:
        NotToday: the role runs today's sittings only.
        NotAsItStands: the exam is on a day to come.
        WrongStep: no place is given, or the exam is handed in.
        StepReasonNeeded: the person came after the latest entry.
    """
    row = _step(store, booking, _AHEAD | _HERE | {State.ABSENT})
    check_been(store, fields.read_wall(row["starts_wall"]))
    came = at or _arrival(store, row, attendance)
    late = None
    if attendance is not Attendance.ABSENT:
        late = _late(store, row, came, decision, reason)
        if late is not None and decision is Decision.REFUSED:
            attendance = Attendance.ABSENT
    arrived = None if attendance is Attendance.ABSENT else times.to_minutes(came)
    with store.write():
        follow(store, row, (late,) if late else (), (IncidentKind.LATE,))
        why = late.note if late else ""
        _write(store, booking, why, attendance=attendance, arrived_at=arrived)


def check_been(store: Store, starts: datetime) -> None:
    """Refuse what cannot have happened yet: who does not come next week calls it off.

    Raises:
        NotAsItStands: the exam is on a day to come.
    """
    day = starts.date()
    if day > store.clock.today():
        raise NotAsItStands(
            "booking",
            _("Tentan skrivs först {day}.").format(day=short_day(day)),
            _("Notera närvaron den dagen, eller avboka."),
        )


def _arrival(store: Store, row: Row, attendance: Attendance) -> datetime:
    now = _now(store)
    starts = fields.read_wall(row["starts_wall"])
    return min(now, starts) if attendance is Attendance.PRESENT else now


_PROVIDER = "SELECT provider_id FROM exam WHERE id = ?"


def _late(
    store: Store, row: Row, came: datetime, decision: Decision, reason: str
) -> Following | None:
    """Give what is kept of one who came after the limit, None for one who is in time."""
    profile = profile_of(store, store.value(_PROVIDER, row["exam_id"]))
    limit = latest_entry(profile, centre_rules(store))
    entry = judge_entry(fields.read_wall(row["starts_wall"]), came, limit)
    if entry.allowed:
        return None
    why = fields.line("reason", reason, most=400)
    if decision is Decision.ALLOWED:
        why = _reason("latest_entry", entry.sentence, reason)
    by = store.session.name
    return Following(kind=IncidentKind.LATE, at=came, decision=decision, by=by, note=why)


@operation(right=Right.TODAY, label=N_("Närvaro borttagen"))
def clear_attendance(store: Store, *, booking: str) -> None:
    """Take a noted attendance away again.

    Raises:
        WrongStep: nothing is noted, or the exam is handed in.
    """
    row = _step(store, booking, _HERE | {State.ABSENT})
    with store.write():
        follow(store, row, (), (IncidentKind.LATE,))
        _write(store, booking, "", attendance=None, arrived_at=None)


@operation(right=Right.TODAY, label=N_("Inlämning noterad"))
def hand_in(
    store: Store,
    *,
    booking: str,
    sheets: int,
    at: datetime | None = None,
    reason: str = "",
) -> None:
    """Note a hand-in with its sheets; a blank one has 0.

    Args:
        store: the register.
        booking: the booking's uid.
        sheets: sheets handed in.
        at: when, wall clock; now if not given.
        reason: why it is taken before the earliest time.

    Raises:
        BadValue: a number of sheets that cannot be, or a time before the person came.
        NotToday: the role runs today's sittings only.
        WrongStep: the person is not noted as present.
        StepReasonNeeded: it is earlier than the rules allow.
    """
    fields.number("sheets", sheets, 0, 1000)
    row = _step(store, booking, _HERE)
    when = at or _now(store)
    if row["arrived_at"] is not None and times.to_minutes(when) < row["arrived_at"]:
        raise BadValue("at", _("är före ankomsten"))
    earliest = earliest_hand_in(store, booking=booking)
    why = ""
    if not may_leave(earliest, when):
        text = _("Lämnas in tidigast {time}.").format(time=times.clock_text(earliest))
        why = _reason("not_before", text, reason)
    minutes = times.to_minutes(when)
    with store.write():
        by, allowed = store.session.name, Decision.ALLOWED
        early = Following(kind=IncidentKind.EARLY, at=when, decision=allowed, by=by, note=why)
        follow(store, row, (early,) if why else (), (IncidentKind.EARLY,))
        _write(store, booking, why, handed_in_at=minutes, left_at=minutes, sheets=sheets)


@operation(right=Right.TODAY, label=N_("Skickad till lärosätet"))
def send_bookings(store: Store, *, bookings: list[str], how: str) -> None:
    """Note that what was handed in has been sent back.

    Args:
        store: the register.
        bookings: the bookings' uids.
        how: by registered post with its number, scanned and mailed …

    Raises:
        BadValue: nothing to send, or not said how.
        WrongStep: one of them is not handed in, or is sent already.
    """
    text = fields.line("how", how, required=True)
    _each(store, bookings, _HANDED_IN, sent_at=fields.now_minutes(store), sent_how=text)


@operation(right=Right.TODAY, label=N_("Kvittens från lärosätet"))
def note_receipt(store: Store, *, bookings: list[str]) -> None:
    """Note that the provider has received what was sent.

    Raises:
        WrongStep: one of them is not sent.
    """
    _each(store, bookings, {State.RETURNED}, received_at=fields.now_minutes(store))


@operation(right=Right.REGISTER, label=N_("Bokning avslutad"))
def close_bookings(store: Store, *, bookings: list[str]) -> None:
    """Close bookings: received by the provider, absent, or digital and handed in.

    Raises:
        WrongStep: one of them has not come that far.
    """
    done = {State.RECEIVED, State.ABSENT, State.HANDED_IN, State.RETURNED}
    _each(store, bookings, done, closed_at=fields.now_minutes(store))


def _each(
    store: Store, bookings: list[str], states: set[State] | frozenset[State], **values: Any
) -> None:
    if not bookings:
        raise NotAsItStands("bookings", _("Ingen bokning är vald."), _("Välj minst en."))
    for booking in bookings:
        _step(store, booking, states)
    with store.write():
        for booking in bookings:
            store.update("booking", booking, **values)


def _step(store: Store, booking: str, states: set[State] | frozenset[State]) -> Row:
    row = store.row("booking", booking)
    check_booking(store, booking, Right.REGISTER)
    stands = booking_page(store, booking=booking).state
    if stands not in states:
        raise WrongStep(booking, stands, _("Bokningen är inte i det läge där det går."))
    return row


def _write(store: Store, booking: str, why: str, **values: Any) -> None:
    with store.write():
        store.update("booking", booking, **values)
        if why:
            store.note(why)


def _reason(rule: str, sentence: str, reason: str) -> str:
    why = fields.line("reason", reason, most=400)
    if not why:
        raise StepReasonNeeded((rule,), (sentence,))
    return why


def _now(store: Store) -> datetime:
    return times.to_wall(fields.now_minutes(store))
