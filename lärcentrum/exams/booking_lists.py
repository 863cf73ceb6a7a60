"""Bookings as lists show them."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.exams import fields, times
from lärcentrum.exams.approvals import PAIR_MOVED
from lärcentrum.exams.booking_states import (
    Missing,
    State,
    Wanted,
    Word,
    facts_from,
    missing,
    state,
    word,
)
from lärcentrum.exams.centre_rules import habits
from lärcentrum.exams.day_right import check_booking, check_days
from lärcentrum.exams.exams import ExamForm
from lärcentrum.exams.moved_ends import MOVED_COLUMN
from lärcentrum.operations import reading
from lärcentrum.people import masking
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """One student in one exam here. Times are wall clock.

    Args:
        uid: the booking's uid.
        student: the student's uid.
        name: the name that may be shown.
        listed_name: the same with the family name first.
        paper_name: the name on the day's papers.
        protected: whether the identity is protected.
        exam: the exam's uid.
        provider_name: the provider as people say it.
        course_code: the course's code.
        course_name: the course.
        exam_off: whether the provider has called the exam off.
        exam_code: the exam's code.
        form: how it is written.
        anonymous: whether it is written under a code.
        sitting: the sitting's uid, None without a place.
        room_name: the room, "" without a place.
        seat: the seat's uid.
        seat_label: what stands on the desk, "" without a seat.
        starts: when it begins here.
        ends: when it ends here, extra time and what an incident gave back included.
        extra_min: minutes of extra time.
        own_room: whether the person writes alone.
        preliminary: whether the time may change.
        paired: whether it runs at once with another of the same person.
        state: where exactly it stands.
        word: the word that staff see.
        missing: what it lacks.
        requested_on: the day of the request.
        approved_by: who approved it at the provider.
        override_reason: why a rule was set aside.
        waiting_since: since when it is in the queue.
        refused_why: why it was refused.
        cancelled_by: student, provider or centre.
        cancelled_why: the reason.
        attendance: present, late or absent.
        arrived: when the person came.
        left: when the person left.
        handed_in: when it was handed in.
        sheets: sheets handed in.
        sent: when it was sent back.
        sent_how: how.
        moved_min: minutes by which an incident moved the end.
    """

    uid: str
    student: str
    name: str
    listed_name: str
    paper_name: str
    protected: bool
    exam: str
    provider_name: str
    course_code: str
    course_name: str
    exam_off: bool
    exam_code: str
    form: ExamForm
    anonymous: bool
    sitting: str | None
    room_name: str
    seat: str | None
    seat_label: str
    starts: datetime
    ends: datetime
    extra_min: int
    own_room: bool
    preliminary: bool
    paired: bool
    state: State
    word: Word
    missing: tuple[Missing, ...]
    requested_on: date
    approved_by: str
    override_reason: str
    waiting_since: datetime | None
    refused_why: str
    cancelled_by: str
    cancelled_why: str
    attendance: str
    arrived: datetime | None
    left: datetime | None
    handed_in: datetime | None
    sheets: int | None
    sent: datetime | None
    sent_how: str
    moved_min: int


# --- operations ------------------------------------------------------------

_FROM = """
FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
JOIN student ON student.id = booking.student_id
LEFT JOIN sitting ON sitting.id = booking.sitting_id
LEFT JOIN room ON room.id = sitting.room_id
LEFT JOIN seat ON seat.id = booking.seat_id
"""
_COLUMNS = f"""
SELECT booking.*, student.uid AS student_uid, {masking.NAME_COLUMNS}, exam.uid AS exam_uid,
    coalesce(nullif(provider.short, ''), provider.name) AS provider_name, exam.course_code,
    exam.course_name, exam.exam_code, exam.form, exam.anonymous, exam.ordinary_start,
    exam.date AS exam_date, exam.cancelled_at AS exam_off, exam.material_at,
    {PAIR_MOVED}, sitting.uid AS sitting_uid, room.name AS room_name,
    seat.uid AS seat_uid, seat.label AS seat_label,
    EXISTS (SELECT 1 FROM duty WHERE duty.sitting_id = booking.sitting_id
        AND duty.cancelled_at IS NULL AND duty.answer <> 'no' AND duty.role <> 'reserve')
        AS watched,
    {MOVED_COLUMN}
"""
_WHERE = """
WHERE (?1 IS NULL OR booking.starts_at >= ?1) AND (?2 IS NULL OR booking.starts_at < ?2)
    AND (?3 IS NULL OR student.uid = ?3) AND (?4 IS NULL OR exam.uid = ?4)
    AND (?5 IS NULL OR sitting.uid = ?5)
    AND (?6 OR (booking.cancelled_at IS NULL AND booking.refused_at IS NULL))
ORDER BY booking.starts_at, booking.id
"""
_IDS = "SELECT booking.id" + _FROM + _WHERE
_LIST = _COLUMNS + _FROM + _WHERE
_BY_ID = _COLUMNS + _FROM + "WHERE booking.id IN (SELECT value FROM json_each(?))"
_ONE = _COLUMNS + _FROM + "WHERE booking.uid = ?"


@reading(right=Right.TODAY)
def list_bookings(
    store: Store,
    *,
    first: date | None = None,
    last: date | None = None,
    student: str | None = None,
    exam: str | None = None,
    sitting: str | None = None,
    over: bool = False,
) -> list[BookingRow]:
    """List bookings by time.

    Args:
        store: the register.
        first: the first day.
        last: the last day.
        student: only this student's.
        exam: only this exam's.
        sitting: only this sitting's.
        over: whether refused and cancelled ones come too.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, first, last)
    found = _query(store, _LIST, first, last, student, exam, sitting, over)
    return booking_rows(store, found)


def bookings_between(store: Store, first: date, last: date) -> list[BookingRow]:
    """Do the same for one that has asked whose day it is."""
    return booking_rows(store, _query(store, _LIST, first, last, None, None, None, False))


def bookings_of_sitting(store: Store, sitting: str) -> list[BookingRow]:
    """List a sitting's bookings for one that has asked whose day it is."""
    return booking_rows(store, _query(store, _LIST, None, None, None, None, sitting, False))


@reading(right=Right.SEE)
def booking_ids(
    store: Store,
    *,
    first: date | None = None,
    last: date | None = None,
    student: str | None = None,
    exam: str | None = None,
    sitting: str | None = None,
    over: bool = False,
) -> list[int]:
    """Give the local ids of what `list_bookings` would list, for long lists."""
    found = _query(store, _IDS, first, last, student, exam, sitting, over)
    return [row["id"] for row in found]


@reading(right=Right.SEE)
def bookings_by_id(store: Store, *, ids: list[int]) -> list[BookingRow]:
    """Give the bookings with these local ids, in that order; those that are gone are left out."""
    by_id = {row["id"]: row for row in store.query(_BY_ID, json.dumps(ids))}
    return booking_rows(store, [by_id[one] for one in ids if one in by_id])


@reading(right=Right.TODAY)
def booking_page(store: Store, *, booking: str) -> BookingRow:
    """Give one booking.

    Raises:
        NotFound: no such booking.
        NotToday: the role reaches today only.
    """
    store.id_of("booking", booking)
    check_booking(store, booking)
    return booking_rows(store, store.query(_ONE, booking))[0]


def _query(
    store: Store,
    sql: str,
    first: date | None,
    last: date | None,
    student: str | None,
    exam: str | None,
    sitting: str | None,
    over: bool,
) -> list[Row]:
    starts = times.day_span(first).starts_at if first else None
    ends = times.day_span(last).ends_at if last else None
    return store.query(sql, starts, ends, student, exam, sitting, int(over))


def wanted(store: Store) -> Wanted:
    """Give what the centre has switched on."""
    settled = habits(store)
    return Wanted(seats=settled.use_seats, invigilators=settled.use_invigilators)


def booking_rows(store: Store, rows: list[Row]) -> list[BookingRow]:
    """Make records of query rows."""
    switched_on, now = wanted(store), fields.now_minutes(store)
    return [_row(row, switched_on, now) for row in rows]


def _row(row: Row, switched_on: Wanted, now: int) -> BookingRow:
    facts = facts_from(row)
    return BookingRow(
        uid=row["uid"],
        student=row["student_uid"],
        name=masking.shown_name(row),
        listed_name=masking.listed_name(row),
        paper_name=masking.paper_name(row),
        protected=masking.is_protected(row),
        exam=row["exam_uid"],
        provider_name=row["provider_name"],
        course_code=row["course_code"],
        course_name=row["course_name"],
        exam_off=row["exam_off"] is not None,
        exam_code=row["exam_code"],
        form=facts.form,
        anonymous=bool(row["anonymous"]),
        sitting=row["sitting_uid"],
        room_name=row["room_name"] or "",
        seat=row["seat_uid"],
        seat_label=row["seat_label"] or "",
        starts=fields.read_wall(row["starts_wall"]),
        ends=times.to_wall(row["ends_at"] + row["moved_min"]),
        extra_min=row["extra_min"],
        own_room=bool(row["own_room"]),
        preliminary=facts.preliminary,
        paired=row["pair_id"] is not None,
        state=state(facts),
        word=word(facts),
        missing=missing(facts, switched_on, now),
        requested_on=date.fromisoformat(row["requested_on"]),
        approved_by=row["provider_approved_by"] or "",
        override_reason=row["override_reason"] or "",
        waiting_since=_wall(row["waiting_since"]),
        refused_why=row["refused_why"] or "",
        cancelled_by=row["cancelled_by"] or "",
        cancelled_why=row["cancelled_why"] or "",
        attendance=row["attendance"] or "",
        arrived=_wall(row["arrived_at"]),
        left=_wall(row["left_at"]),
        handed_in=_wall(row["handed_in_at"]),
        sheets=row["sheets"],
        sent=_wall(row["sent_at"]),
        sent_how=row["sent_how"] or "",
        moved_min=row["moved_min"],
    )


def _wall(minutes: int | None) -> datetime | None:
    return None if minutes is None else times.to_wall(minutes)
