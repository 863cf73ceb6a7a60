"""What was approved, and whether it still counts when the time has been moved since.

A provider approves an exam at a time, a reason sets rules aside at a time, two exams run at once
at a time. The register keeps that time; at another one they are asked for again. What is written
at the provider's own time needs no word of its own: nobody knows it better than the provider.
"""

from collections.abc import Iterable
from typing import Any

from lärcentrum.exams import times
from lärcentrum.exams.booking_plans import Plan
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.exams import NewExam
from lärcentrum.store.store import Row

APPROVAL_COLUMNS = """
booking.starts_wall, exam.date AS exam_date, booking.approved_wall, booking.approved_ordinary,
    booking.override_rules, booking.override_wall
"""
"""What of a booking and its exam tells whether what was approved still counts."""
PAIR_MOVED = """
coalesce((SELECT max(one.starts_at) <> pair.starts_at OR min(one.ends_at) <> pair.ends_at
    FROM concurrent_pair AS pair JOIN booking AS one ON one.pair_id = pair.id
        AND one.cancelled_at IS NULL AND one.refused_at IS NULL
    WHERE pair.id = booking.pair_id GROUP BY pair.id HAVING count(*) = 2), 0) AS pair_moved
"""
"""Whether the two of a pair share another time than the one that was approved."""

# --- rules -----------------------------------------------------------------


def own_time(starts_wall: str, day: str, ordinary: str | None) -> bool:
    """Tell whether a start is the provider's own; while the hour is not known, its day.

    Args:
        starts_wall: when it begins here, as the register keeps it.
        day: the exam's day, `YYYY-MM-DD`.
        ordinary: the ordinary start, `HH:MM`, None while it is not known.
    """
    return starts_wall == f"{day}T{ordinary}" if ordinary else starts_wall.startswith(day)


def approval_counts(row: Row, starts_wall: str) -> bool:
    """Tell whether the provider has approved a booking at a time.

    Args:
        row: the booking, with its exam's `exam_date` and `ordinary_start`.
        starts_wall: when it begins here, as the register keeps it.
    """
    if row["provider_approved_at"] is None:
        return False
    if own_time(starts_wall, row["exam_date"], row["ordinary_start"]):
        return True
    ordinary = _ordinary(row["exam_date"], row["ordinary_start"])
    return bool((row["approved_wall"], row["approved_ordinary"]) == (starts_wall, ordinary))


def reason_counts(row: Row, starts_wall: str, rules: Iterable[str]) -> bool:
    """Tell whether the reason that was given sets these rules aside at a time.

    Args:
        row: the booking.
        starts_wall: when it begins here, as the register keeps it.
        rules: the codes of the rules.
    """
    given = set((row["override_rules"] or "").split())
    return row["override_wall"] == starts_wall and given.issuperset(rules)


def reason_moved(row: Row) -> bool:
    """Tell whether rules are set aside for another time than the booking's."""
    return bool(row["override_rules"]) and row["override_wall"] != row["starts_wall"]


def set_aside(plan: Plan) -> list[str]:
    """Give the codes of the rules that take a reason."""
    return sorted({one.code for one in plan.findings if one.level is Level.AMBER})


def approved_values(exam: NewExam, starts_wall: str, by: str, now: int) -> dict[str, Any]:
    """Give a booking's columns for an approval at a time; by "" for none."""
    start = exam.ordinary_start
    ordinary = times.clock_text(start) if start else None
    known = _ordinary(exam.day.isoformat(), ordinary)
    return {
        "provider_approved_at": now if by else None,
        "provider_approved_by": by or None,
        "approved_wall": starts_wall if by else None,
        "approved_ordinary": known if by else None,
    }


def aside_values(plan: Plan) -> dict[str, Any]:
    """Give a booking's columns for the rules that its reason sets aside, and for which time."""
    rules = set_aside(plan) if plan.wish.reason else []
    return {
        "override_rules": " ".join(rules),
        "override_wall": plan.starts_wall if rules else None,
    }


def _ordinary(day: str, clock: str | None) -> str | None:
    return f"{day}T{clock}" if clock else None
