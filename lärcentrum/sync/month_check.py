"""What falls short in a month: hard rules stop, soft ones ask for a comment.

The controls against a centre's own history are made for small numbers: a difference counts only
when it is large both in itself and in proportion (Y24, C-13).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lärcentrum.language import _
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import short_day
from lärcentrum.sync.header_format import is_centre

# --- records ---------------------------------------------------------------


class Weight(StrEnum):
    """What a finding does."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that falls short.

    Args:
        weight: stops, or asks for a comment.
        code: which rule.
        text: what is wrong, Swedish, without names.
        area: the page that mends it: `exams`, `practice`, `settings`, `sync`.
        uid: the record that mends it, "" for the page.
    """

    weight: Weight
    code: str
    text: str
    area: str
    uid: str = ""


# --- rules -----------------------------------------------------------------

_LEAST_JUMP, _FEW = 10, 3


def is_unusual(n: int, before: Sequence[int]) -> bool:
    """Tell whether a month's count is far from the centre's own months.

    A month is far off when it lies ten or more outside what has been, and is more than twice the
    most or less than half the least. With fewer than three months to compare with nothing is.

    Args:
        n: the month's count.
        before: the counts of earlier months.
    """
    if len(before) < _FEW:
        return False
    least, most = min(before), max(before)
    if n > most:
        return n - most >= _LEAST_JUMP and n > 2 * most
    return least - n >= _LEAST_JUMP and 2 * n < least


# --- operations ------------------------------------------------------------


def findings(store: Store, period: str) -> list[Finding]:
    """List what falls short in a month, hard findings first.

    Args:
        store: the register.
        period: YYYY-MM, checked.
    """
    found = [
        *_settings(store),
        *_attendance(store, period),
        *_unanswered(store, period),
        *_unsent(store, period),
        *_internships(store, period),
        *_history(store, period),
    ]
    return sorted(found, key=lambda one: one.weight is not Weight.HARD)


def _settings(store: Store) -> list[Finding]:
    if is_centre(setting(store, "centre_code")):
        return []
    text = _("Centrets kommunkod saknas.")
    return [Finding(weight=Weight.HARD, code="centre_code", text=text, area="settings")]


_ATTENDANCE = """
SELECT uid, substr(starts_wall, 1, 10) AS day FROM booking
WHERE substr(starts_wall, 1, 7) = ? AND place_given_at IS NOT NULL AND cancelled_at IS NULL
    AND refused_at IS NULL AND attendance IS NULL
ORDER BY starts_wall, uid
"""


def _attendance(store: Store, period: str) -> list[Finding]:
    return [
        Finding(
            weight=Weight.HARD,
            code="attendance",
            text=_("Närvaro saknas för en bokning {day}.").format(day=row["day"]),
            area="exams",
            uid=row["uid"],
        )
        for row in store.query(_ATTENDANCE, period)
    ]


_UNANSWERED = """
SELECT uid, substr(starts_wall, 1, 10) AS day FROM booking
WHERE substr(starts_wall, 1, 7) = ? AND place_given_at IS NULL AND cancelled_at IS NULL
    AND refused_at IS NULL
ORDER BY starts_wall, uid
"""


def _unanswered(store: Store, period: str) -> list[Finding]:
    return [
        Finding(
            weight=Weight.SOFT,
            code="unanswered",
            text=_("En förfrågan för {day} har aldrig besvarats.").format(day=row["day"]),
            area="exams",
            uid=row["uid"],
        )
        for row in store.query(_UNANSWERED, period)
    ]


_UNSENT = """
SELECT booking.uid, substr(starts_wall, 1, 10) AS day FROM booking
JOIN exam ON exam.id = booking.exam_id
WHERE substr(starts_wall, 1, 7) = ? AND attendance IN ('present', 'late')
    AND booking.cancelled_at IS NULL AND sent_at IS NULL AND closed_at IS NULL
    AND exam.form NOT IN ('digital', 'oral')
ORDER BY starts_wall, booking.uid
"""


def _unsent(store: Store, period: str) -> list[Finding]:
    return [
        Finding(
            weight=Weight.SOFT,
            code="unsent",
            text=_("En skriven tentamen {day} är inte noterad som skickad.").format(
                day=short_day(date.fromisoformat(row["day"]))
            ),
            area="exams",
            uid=row["uid"],
        )
        for row in store.query(_UNSENT, period)
    ]


_INTERNSHIPS = """
SELECT internship.uid FROM internship
WHERE started_on IS NOT NULL AND ended_on IS NULL AND broken_off_on IS NULL
    AND (SELECT max(ends_on) FROM internship_period WHERE internship_id = internship.id) < ?
ORDER BY internship.uid
"""


def _internships(store: Store, period: str) -> list[Finding]:
    return [
        Finding(
            weight=Weight.SOFT,
            code="internship_end",
            text=_("En praktik har passerat sin sista dag men är inte avslutad."),
            area="practice",
            uid=row["uid"],
        )
        for row in store.query(_INTERNSHIPS, f"{period}-01")
    ]


_HISTORY = """
SELECT substr(starts_wall, 1, 7) AS period, count(*) AS n FROM booking
WHERE substr(starts_wall, 1, 7) <= ? AND cancelled_at IS NULL
GROUP BY 1 ORDER BY 1
"""


def _history(store: Store, period: str) -> list[Finding]:
    counts = {row["period"]: row["n"] for row in store.query(_HISTORY, period)}
    now = counts.pop(period, 0)
    before = list(counts.values())
    if not is_unusual(now, before):
        return []
    text = _("{n} bokningar är ovanligt: hittills har det varit {least}–{most} i månaden.")
    return [
        Finding(
            weight=Weight.SOFT,
            code="unusual_bookings",
            text=text.format(n=now, least=min(before), most=max(before)),
            area="exams",
        )
    ]
