"""Outsiders whom some centres take only while somebody of their own area writes.

A switch, off by default. The area is the centre's own municipality with those it names beside it.
Of a protected person, and of one whose home is not known, nobody is told that they are outsiders.
"""

import json
from collections.abc import Iterator
from datetime import date

from lärcentrum.exams import times
from lärcentrum.exams.booking_rules import Finding, Level
from lärcentrum.exams.times import Span
from lärcentrum.language import _
from lärcentrum.people.masking import is_protected
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.store.store import Row, Store

RULE = "outsider"
"""The rule's code among the findings."""

# --- rules -----------------------------------------------------------------


def area_from(values: dict[str, str]) -> frozenset[str]:
    """Give the municipalities of the area by the settings; empty where everybody is welcome."""
    own, more = values["centre_code"].strip(), values["area_codes"].replace(",", " ").split()
    return frozenset({own, *more}) if own and values["outsiders_beside"] == "1" else frozenset()


def lives_outside(student: Row, area: frozenset[str]) -> bool:
    """Tell whether a student with `municipality` and `protection` is known to live outside."""
    home = student["municipality"]
    return bool(area) and home not in (area | {UNKNOWN}) and not is_protected(student)


# --- operations ------------------------------------------------------------

# No exam lasts longer than a day with its extra time, so that the index finds the few.
_BESIDE = """
SELECT 1 FROM booking_holding AS other JOIN student AS near ON near.id = other.student_id
WHERE other.starts_at < {ends} AND other.starts_at > {starts} - 2880 AND other.ends_at > {starts}
    AND (near.protection <> 'none' OR near.municipality IN (SELECT value FROM json_each({area})))
"""
_SOMEBODY = _BESIDE.format(starts="?1", ends="?2", area="?3") + " LIMIT 1"


def alone(store: Store, area: frozenset[str], span: Span) -> Iterator[Finding]:
    """Say of an outsider that nobody of the area writes at that time; it takes a reason."""
    if not store.query(_SOMEBODY, span.starts_at, span.ends_at, _known(area)):
        yield Finding(
            level=Level.AMBER,
            code=RULE,
            sentence=_("Personen bor utanför området, och ingen därifrån skriver då."),
            source=_("centret"),
        )


_LEFT = f"""
SELECT booking.uid FROM booking JOIN student ON student.id = booking.student_id
WHERE booking.starts_at >= ?1 AND booking.starts_at < ?2
    AND booking.id IN (SELECT id FROM booking_holding) AND student.protection = 'none'
    AND student.municipality NOT IN (SELECT value FROM json_each(?3))
    AND NOT (booking.override_wall IS booking.starts_wall
        AND instr(' ' || booking.override_rules || ' ', ' {RULE} '))
    AND NOT EXISTS ({_BESIDE.format(starts="booking.starts_at", ends="booking.ends_at", area="?3")})
"""


def left_alone(store: Store, area: frozenset[str], first: date, last: date) -> set[str]:
    """Give the bookings of outsiders beside whom nobody of the area writes any more.

    One that was taken with a reason, for the time it has, is left out.

    Args:
        store: the register.
        area: the municipalities of the area; empty where everybody is welcome.
        first: the first day.
        last: the last day.
    """
    if not area:
        return set()
    within = times.day_span(first).starts_at, times.day_span(last).ends_at
    return {row["uid"] for row in store.query(_LEFT, *within, _known(area))}


def _known(area: frozenset[str]) -> str:
    return json.dumps(sorted(area | {UNKNOWN}))
