"""An exam's material until the exam: expected, received, checked against the bookings, safe (E37).

A log of what happened; where the material is now is a rule over it. Two parcels may come for one
exam: their copies add up until somebody has counted them.
"""

import json
from datetime import date, datetime

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.custody_log import (
    Custody,
    CustodyEvent,
    How,
    Step,
    copies_of,
    lacks_of,
    step_of,
)
from lärcentrum.exams.day_right import check_exam
from lärcentrum.exams.exams import WITHOUT_MATERIAL
from lärcentrum.exams.material_limits import deadline, limits
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- operations ------------------------------------------------------------

_EXAMS = """
SELECT exam.id, exam.uid, exam.provider_id, provider.uid AS provider, exam.date,
    exam.ordinary_start, exam.course_code, exam.course_name, exam.form, exam.material_at,
    count(booking.id) AS booked, min(booking.starts_at) AS starts_at
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
    rules, free = limits(store), centre_rules(store).free
    now = store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)
    made = []
    for row in rows:
        log, starts = tuple(by_exam.get(row["id"], ())), _starts(row)
        limit = rules[row["provider_id"]]
        last = deadline(starts, limit, free)
        step = step_of(log, has_come=row["material_at"] is not None)
        late = step in (None, Step.EXPECTED) and last is not None and now > last
        today = now.date() >= starts.date()
        places = [one.place for one in log if one.step is Step.SAFE]
        made.append(
            Custody(
                exam=row["uid"], provider=row["provider"],
                course=row["course_code"] or row["course_name"], starts=starts, deadline=last,
                limit=limit, late=late, step=step, copies=copies_of(log), booked=row["booked"],
                place=places[-1] if places and step is Step.SAFE else "",
                lacks=tuple(lacks_of(step, log, row["booked"], late=late, today=today)),
                events=log,
            )
        )  # fmt: skip
    return made


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
    found = _before(store, exam)
    if found.step not in (None, Step.EXPECTED):
        raise NotAsItStands("exam", _("Tentan har redan kommit."))
    with store.write():
        return _log(store, exam, Step.EXPECTED, how=how, copies=copies, note=note)


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
    _before(store, exam)
    now = fields.now_minutes(store)
    moment = now if at is None else times.to_minutes(at)
    if moment > now:
        raise NotAsItStands("at", _("Tiden har inte varit än."), _("Ange när den kom."))
    with store.write():
        made = _log(store, exam, Step.RECEIVED, how=how, copies=copies, by=by, at=moment, note=note)
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
        BadValue: nothing has come, or a number that cannot be.
    """
    found = _here(store, exam)
    with store.write():
        return _log(store, exam, Step.CHECKED, copies=copies, booked=found.booked, by=by, note=note)


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
        BadValue: nothing has come, or no place.
    """
    _here(store, exam)
    text = fields.line("place", place, required=True)
    with store.write():
        return _log(store, exam, Step.SAFE, place=text, by=by, note=note)


def _before(store: Store, exam: str) -> Custody:
    store.id_of("exam", exam)
    check_exam(store, exam, Right.REGISTER)
    row = store.query(_ONE, exam)[0]
    return _custody(store, [row])[0]


def _here(store: Store, exam: str) -> Custody:
    found = _before(store, exam)
    if found.step in (None, Step.EXPECTED):
        raise NotAsItStands("exam", _("Tentan har inte kommit."), _("Notera först att den kommit."))
    return found


def _log(
    store: Store, exam: str, step: Step, *, how: How | None = None, copies: int | None = None,
    booked: int | None = None, by: str = "", at: int | None = None, place: str = "",
    note: str = "",
) -> str:  # fmt: skip
    if copies is not None:
        fields.number("copies", copies, 0, 10_000)
    return store.insert(
        "custody_event",
        exam_id=store.id_of("exam", exam),
        step=step,
        at=fields.now_minutes(store) if at is None else at,
        how=how or "",
        copies=copies,
        booked=booked,
        by_whom=fields.line("by", by) or store.session.name,
        place=place,
        note=fields.line("note", note, most=400),
    ).uid
