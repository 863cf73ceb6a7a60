"""Whose day it is: one who may only run today reaches today's sittings, papers and attendance.

Every operation and reading that Right.TODAY opens and that has a day, a sitting, a booking, an
exam or a certificate asks here first; one that changes something is freed by the right to
register, one that reads by the right to see.
"""

from datetime import date

from lärcentrum.exams import times
from lärcentrum.exams.errors import NotToday
from lärcentrum.rights import Right
from lärcentrum.store.store import Store


def check_days(
    store: Store, first: date | None, last: date | None, freed_by: Right = Right.SEE
) -> None:
    """Refuse other days than today.

    Args:
        store: the register.
        first: the first day asked for, None for no limit.
        last: the last day, None for no limit.
        freed_by: who holds this right reaches every day.

    Raises:
        NotToday: the role reaches today only.
    """
    today = store.clock.today()
    if freed_by not in store.session.rights and not first == last == today:
        raise NotToday(first.isoformat() if first and first == last else "")


_SITTING = "SELECT starts_at, ends_at FROM sitting WHERE uid = ?"
_DUTY = """
SELECT sitting.starts_at, sitting.ends_at FROM duty JOIN sitting ON sitting.id = duty.sitting_id
WHERE duty.uid = ?
"""
_BOOKING = "SELECT starts_at, ends_at FROM booking WHERE uid = ?"
_EXAM = """
SELECT starts_at, ends_at FROM booking JOIN exam ON exam.id = booking.exam_id WHERE exam.uid = ?
AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
"""
_CERTIFICATE = """
SELECT starts_at, ends_at FROM certificate JOIN booking ON booking.id = certificate.booking_id
WHERE certificate.uid = ?
"""


def check_sitting(store: Store, sitting: str, freed_by: Right = Right.SEE) -> None:
    """Refuse a sitting of another day; see `check_days`."""
    _check_rows(store, _SITTING, sitting, freed_by)


def check_duty(store: Store, duty: str, freed_by: Right = Right.REGISTER) -> None:
    """Refuse a duty at a sitting of another day; see `check_days`."""
    _check_rows(store, _DUTY, duty, freed_by)


def check_booking(store: Store, booking: str, freed_by: Right = Right.SEE) -> None:
    """Refuse a booking of another day; see `check_days`."""
    _check_rows(store, _BOOKING, booking, freed_by)


def check_exam(store: Store, exam: str, freed_by: Right = Right.SEE) -> None:
    """Refuse an exam that nobody writes today; see `check_days`."""
    _check_rows(store, _EXAM, exam, freed_by)


def check_paper(store: Store, certificate: str, freed_by: Right = Right.SEE) -> None:
    """Refuse a certificate of anything but an exam sat today; see `check_days`."""
    _check_rows(store, _CERTIFICATE, certificate, freed_by)


def _check_rows(store: Store, sql: str, uid: str, freed_by: Right) -> None:
    """Pass when one of the spans touches today: one that runs past midnight is of both days."""
    if freed_by in store.session.rights:
        return
    today = store.clock.today()
    spans = [
        (times.to_wall(row["starts_at"]).date(), times.to_wall(row["ends_at"]).date())
        for row in store.query(sql, uid)
    ]
    if not any(first <= today <= last for first, last in spans):
        raise NotToday(spans[0][0].isoformat() if len(spans) == 1 else "")
