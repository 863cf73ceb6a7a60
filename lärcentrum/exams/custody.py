"""An exam's material until the exam: expected, received, checked against the bookings, safe (E37).

A log of what happened; where the material is now is a rule over it. Two parcels may come for one
exam: their copies add up until somebody has counted them. The way back is `custody_return`.
"""

import dataclasses
import json
from datetime import date, datetime
from typing import Any

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.custody_log import (
    WAY_BACK,
    Custody,
    CustodyEvent,
    How,
    Step,
    Tally,
    copies_of,
    lacks_of,
    last_of,
    step_of,
)
from lärcentrum.exams.custody_order import BackRules, Way, back_lacks
from lärcentrum.exams.day_right import check_days, check_exam
from lärcentrum.exams.exams import WITHOUT_MATERIAL
from lärcentrum.exams.material_limits import MaterialLimit, deadline, limits
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store

# --- operations ------------------------------------------------------------

_EXAMS = """
SELECT exam.id, exam.uid, exam.provider_id, provider.uid AS provider, exam.date,
    exam.ordinary_start, exam.course_code, exam.course_name, exam.form, exam.material_at,
    count(booking.id) AS booked, min(booking.starts_at) AS starts_at,
    max(booking.ends_at) AS ends_at, max(booking.sent_at) AS sent_at,
    sum(booking.place_given_at IS NOT NULL) AS placed,
    sum(booking.attendance IN ('present', 'late')) AS came,
    sum(booking.attendance = 'absent') AS absent, sum(handed_in_at IS NOT NULL) AS handed_in,
    sum(handed_in_at IS NOT NULL AND sheets = 0) AS blank,
    sum(CASE WHEN handed_in_at IS NOT NULL THEN sheets END) AS sheets,
    sum(handed_in_at IS NOT NULL AND (sent_at IS NOT NULL OR closed_at IS NOT NULL)) AS sent,
    sum(handed_in_at IS NOT NULL AND (received_at IS NOT NULL OR closed_at IS NOT NULL))
        AS received
FROM exam JOIN provider ON provider.id = exam.provider_id
LEFT JOIN booking ON booking.exam_id = exam.id AND booking.cancelled_at IS NULL
    AND booking.refused_at IS NULL AND booking.waiting_since IS NULL
"""
_BY_DAY = (
    _EXAMS
    + """
WHERE exam.cancelled_at IS NULL AND booking.starts_at < ? AND booking.ends_at > ?
GROUP BY exam.id ORDER BY starts_at, exam.id
"""
)
_ONE = _EXAMS + "WHERE exam.uid = ? GROUP BY exam.id"
_EVENTS = """
SELECT * FROM custody_event WHERE exam_id IN (SELECT value FROM json_each(?)) ORDER BY at, id
"""


@reading(right=Right.TODAY)
def exam_custody(store: Store, *, exam: str) -> Custody:
    """Tell where an exam's material is.

    Raises:
        NotFound: no such exam.
        NotToday: the role reaches today only.
    """
    store.id_of("exam", exam)
    check_exam(store, exam)
    row = store.query(_ONE, exam)[0]
    return _custody(store, [row])[0]


@reading(right=Right.TODAY)
def day_custody(store: Store, *, day: date | None = None) -> list[Custody]:
    """Tell where the material is of the exams that are written on a day, by time.

    Args:
        store: the register.
        day: the day; today if not given.

    Raises:
        NotToday: the role reaches today only.
    """
    asked = day or store.clock.today()
    check_days(store, asked, asked)
    return custody_between(store, asked, asked)


def custody_between(store: Store, first: date, last: date) -> list[Custody]:
    """Tell where the material is of the exams that somebody writes on some days.

    Only of those that have any; it asks not whose day it is, its callers have.
    """
    within = times.day_span(last).ends_at, times.day_span(first).starts_at
    rows = [row for row in store.query(_BY_DAY, *within) if row["form"] not in WITHOUT_MATERIAL]
    return _custody(store, rows) if rows else []


def _custody(store: Store, rows: list[Row]) -> list[Custody]:
    by_exam: dict[int, list[CustodyEvent]] = {}
    for one in store.query(_EVENTS, json.dumps([row["id"] for row in rows])):
        by_exam.setdefault(one["exam_id"], []).append(_event(one))
    rules, back = limits(store), back_rules(store)
    now = store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)
    return [
        _one(row, tuple(by_exam.get(row["id"], ())), rules[row["provider_id"]], back, now)
        for row in rows
    ]


def _one(
    row: Row, log: tuple[CustodyEvent, ...], limit: MaterialLimit, rules: BackRules, now: datetime
) -> Custody:
    starts, tally = _starts(row), _tally(row)
    ends = times.to_wall(row["ends_at"]) if row["ends_at"] is not None else starts
    last = deadline(starts, limit, rules.free)
    step = step_of(log, has_come=row["material_at"] is not None, tally=tally)
    late = step in (None, Step.EXPECTED) and last is not None and now > last
    back = step in WAY_BACK or now > ends
    if back:
        sent_on = times.to_wall(row["sent_at"]).date() if row["sent_at"] is not None else None
        way = Way(step=step, events=log, tally=tally, ends=ends, sent_on=sent_on)
        lacks, due = back_lacks(way, now, rules)
    else:
        today = now.date() >= starts.date()
        lacks = tuple(lacks_of(step, log, row["booked"], late=late, today=today))
        due = last.date() if last is not None else starts.date()
    return Custody(
        exam=row["uid"], provider=row["provider"], course=row["course_code"] or row["course_name"],
        starts=starts, deadline=last, limit=limit, late=late, step=step, copies=copies_of(log),
        booked=row["booked"], place=_place(step, log), lacks=lacks, due=due, back=back, ends=ends,
        tally=tally, events=log,
    )  # fmt: skip


def _tally(row: Row) -> Tally:
    return Tally(**{one.name: row[one.name] or 0 for one in dataclasses.fields(Tally)})


def _place(step: Step | None, log: tuple[CustodyEvent, ...]) -> str:
    """Say where it is locked in, before it was written or after."""
    if step not in (Step.SAFE, Step.COLLECTED):
        return ""
    last = last_of(log, Step.SAFE, Step.OUT, Step.COLLECTED)
    return last.place if last is not None else ""


def back_rules(store: Store) -> BackRules:
    """Give what the centre says of receipts and copies."""
    return BackRules(
        receipt_days=number_setting(store, "receipt_days"),
        working_days=bool(number_setting(store, "receipt_working_days")),
        destroy_days=number_setting(store, "destroy_days"),
        free=centre_rules(store).free,
    )


def _starts(row: Row) -> datetime:
    if row["starts_at"] is not None:
        return times.to_wall(row["starts_at"])
    return datetime.fromisoformat(f"{row['date']}T{row['ordinary_start'] or '08:00'}")


def _event(row: Row) -> CustodyEvent:
    return CustodyEvent(
        uid=row["uid"],
        step=Step(row["step"]),
        at=times.to_wall(row["at"]),
        how=How(row["how"]) if row["how"] else None,
        copies=row["copies"],
        booked=row["booked"],
        by=row["by_whom"],
        place=row["place"],
        note=row["note"],
        papers=row["papers"],
        sheets=row["sheets"],
        listed_papers=row["listed_papers"],
        listed_sheets=row["listed_sheets"],
        parcels=row["parcels"],
        tracking=row["tracking"],
        signed_by=row["signed_by"],
        reason=row["reason"],
    )


@operation(right=Right.TODAY, label=N_("Försändelse väntad"))
def expect_material(
    store: Store, *, exam: str, how: How | None = None, copies: int | None = None, note: str = ""
) -> str:
    """Note that an exam's material is on its way; gives the line's uid.

    Args:
        store: the register.
        exam: the exam's uid.
        how: how it is to come.
        copies: how many copies.
        note: a parcel's number, a day.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: it has come already.
    """
    found = custody_to_change(store, exam)
    if found.step not in (None, Step.EXPECTED):
        raise NotAsItStands("exam", _("Tentan har redan kommit."))
    with store.write():
        return log_step(store, exam, Step.EXPECTED, how=how, copies=copies, note=note)


@operation(right=Right.TODAY, label=N_("Försändelse mottagen"))
def receive_parcel(
    store: Store,
    *,
    exam: str,
    how: How,
    copies: int | None = None,
    by: str = "",
    at: datetime | None = None,
    note: str = "",
) -> str:
    """Note that material has come; the exam's material counts as received from then on.

    Args:
        store: the register.
        exam: the exam's uid.
        how: how it came.
        copies: how many copies, where somebody has said.
        by: who took it in; who is logged in if not given.
        at: when, wall clock; now if not given.
        note: what else there is to know.

    Returns:
        the line's uid.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: a time to come, or a number that cannot be.
    """
    custody_to_change(store, exam)
    now = fields.now_minutes(store)
    moment = now if at is None else times.to_minutes(at)
    if moment > now:
        raise NotAsItStands("at", _("Tiden har inte varit än."), _("Ange när den kom."))
    with store.write():
        made = log_step(
            store, exam, Step.RECEIVED, how=how, copies=copies, by=by, at=moment, note=note
        )
        if store.row("exam", exam)["material_at"] is None:
            store.update("exam", exam, material_at=moment)
    return made


@operation(right=Right.TODAY, label=N_("Försändelse kontrollerad"))
def check_parcel(store: Store, *, exam: str, copies: int, by: str = "", note: str = "") -> str:
    """Note how many copies were counted, against how many are booked; gives the line's uid.

    Too few is no refusal: it is told of until more have come.

    Args:
        store: the register.
        exam: the exam's uid.
        copies: copies counted.
        by: who counted; who is logged in if not given.
        note: what else there is to know.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: nothing has come, it is taken out, or a number that cannot be.
    """
    found = _here(store, exam)
    with store.write():
        return log_step(
            store, exam, Step.CHECKED, copies=copies, booked=found.booked, by=by, note=note
        )


@operation(right=Right.TODAY, label=N_("Försändelse inlåst"))
def lock_up_parcel(store: Store, *, exam: str, place: str, by: str = "", note: str = "") -> str:
    """Note where the material is locked in; gives the line's uid.

    Args:
        store: the register.
        exam: the exam's uid.
        place: which safe.
        by: who locked it in; who is logged in if not given.
        note: what else there is to know.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's exams only.
        BadValue: nothing has come, it is taken out or sent, or no place.
    """
    # What was counted is locked in until it is sent.
    _here(store, exam, Step.COLLECTED)
    text = fields.line("place", place, required=True)
    with store.write():
        return log_step(store, exam, Step.SAFE, place=text, by=by, note=note)


def custody_to_change(store: Store, exam: str) -> Custody:
    """Give where an exam's material is to one who may note what happens to it now."""
    store.id_of("exam", exam)
    check_exam(store, exam, Right.REGISTER)
    row = store.query(_ONE, exam)[0]
    return _custody(store, [row])[0]


def _here(store: Store, exam: str, *steps: Step) -> Custody:
    """Give it where it has come and lies here; of the way back only in the steps that are named."""
    found = custody_to_change(store, exam)
    if found.step in (None, Step.EXPECTED):
        raise NotAsItStands("exam", _("Tentan har inte kommit."), _("Notera först att den kommit."))
    if found.step in WAY_BACK and found.step not in steps:
        raise NotAsItStands("exam", _("Tentan är redan uttagen."))
    return found


def log_step(
    store: Store, exam: str, step: Step, *, how: How | None = None, copies: int | None = None,
    by: str = "", at: int | None = None, note: str = "", **more: Any,
) -> str:  # fmt: skip
    """Write a line of the log inside an operation and give its uid.

    Args:
        store: the register.
        exam: the exam's uid.
        step: what happened.
        how: how it came.
        copies: copies that came or were counted.
        by: who did it; who is logged in if not given.
        at: the instant, UTC minutes; now if not given.
        note: what else there is to know.
        more: other columns of the line.

    Raises:
        BadValue: a number that cannot be, or a text that is too long.
    """
    if copies is not None:
        fields.number("copies", copies, 0, 10_000)
    return store.insert(
        "custody_event",
        exam_id=store.id_of("exam", exam),
        step=step,
        at=fields.now_minutes(store) if at is None else at,
        how=how or "",
        copies=copies,
        by_whom=fields.line("by", by) or store.session.name,
        note=fields.line("note", note, most=400),
        **more,
    ).uid
