"""Periods of an internship: with gaps, in ISO weeks, and how much work they hold.

A week is five working days, Monday to Friday; holidays are not taken off, because programmes
count weeks. LIA: 5 points are one full week (Myndigheten för yrkeshögskolan).
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lärcentrum.practice.errors import BadPeriods, PeriodFault

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of an internship.

    Args:
        starts_on: its first day.
        ends_on: its last day.
        percent: of full time, 1 to 100.
    """

    starts_on: date
    ends_on: date
    percent: int = 100


# --- rules -----------------------------------------------------------------

POINTS_A_WEEK = 5
MOST_PERIODS = 60
_LONGEST = timedelta(days=730)
_WEEK = re.compile(r"(?:([0-9]{4})\s*-?\s*)?v(?:ecka|\.)?\s*([0-9]{1,2})", re.IGNORECASE)


def checked_periods(periods: Sequence[Period]) -> list[Period]:
    """Give periods in time order.

    Raises:
        BadPeriods: one is backwards, longer than two years or not 1–100 %, two lie over each
            other, or there are more than 60.
    """
    if len(periods) > MOST_PERIODS:
        raise BadPeriods(PeriodFault.MANY)
    ordered = sorted(periods, key=lambda period: period.starts_on)
    for period in ordered:
        if period.ends_on < period.starts_on:
            raise BadPeriods(PeriodFault.BACKWARDS, period.starts_on)
        if period.ends_on - period.starts_on > _LONGEST:
            raise BadPeriods(PeriodFault.LONG, period.starts_on)
        if not 1 <= period.percent <= 100:
            raise BadPeriods(PeriodFault.PERCENT, period.starts_on)
    for one, next_one in itertools.pairwise(ordered):
        if next_one.starts_on <= one.ends_on:
            raise BadPeriods(PeriodFault.OVERLAP, next_one.starts_on)
    return ordered


def overlaps(one: Sequence[Period], other: Sequence[Period]) -> bool:
    """Tell whether two internships share a day."""
    return any(a.starts_on <= b.ends_on and b.starts_on <= a.ends_on for a in one for b in other)


def in_gap(periods: Sequence[Period], day: date) -> bool:
    """Tell whether a day lies between two periods and in none."""
    before = any(period.ends_on < day for period in periods)
    after = any(period.starts_on > day for period in periods)
    return before and after and not any(p.starts_on <= day <= p.ends_on for p in periods)


def working_days(period: Period) -> int:
    """Count Monday to Friday in a period."""
    days = (period.ends_on - period.starts_on).days + 1
    whole, rest = divmod(days, 7)
    first = period.starts_on.weekday()
    return whole * 5 + sum((first + n) % 7 < 5 for n in range(rest))


def full_days(periods: Sequence[Period]) -> int:
    """Count the hundredths of full working days: a day at half time is 50."""
    return sum(working_days(period) * period.percent for period in periods)


def hours(periods: Sequence[Period], hours_per_week: int) -> int:
    """Count the hours of work, rounded to the nearest.

    Args:
        periods: in any order.
        hours_per_week: of full time.
    """
    return (full_days(periods) * hours_per_week + 250) // 500


def points_enough_for(periods: Sequence[Period]) -> int:
    """Count the whole LIA points that the periods suffice for: 5 a full week."""
    return full_days(periods) * POINTS_A_WEEK // 500


def weeks_of_points(points: int) -> tuple[int, int]:
    """Give the full weeks and the working days beside them that LIA points ask for."""
    return divmod(points, POINTS_A_WEEK)


def weeks_text(periods: Sequence[Period]) -> str:
    """Write periods as ISO weeks: "v. 49–53, 2–5"; a week is named once."""
    spans: list[list[tuple[int, int]]] = []
    for period in sorted(periods, key=lambda period: period.starts_on):
        first, last = _week_of(period.starts_on), _week_of(period.ends_on)
        if spans and first <= _after(spans[-1][1]):
            spans[-1][1] = last
        else:
            spans.append([first, last])
    parts = [str(first[1]) if first == last else f"{first[1]}–{last[1]}" for first, last in spans]
    return f"v. {', '.join(parts)}" if parts else ""


def day_of_week(text: str, today: date, *, last: bool) -> date | None:
    """Read a week as a day: `v49`, `vecka 2`, `2027 v 2`; None if the text is none.

    Args:
        text: as typed.
        today: a week without a year is the nearest one from half a year ago onwards.
        last: whether the week's Friday is meant, else its Monday.
    """
    found = _WEEK.fullmatch(text.strip())
    if not found:
        return None
    week, day = int(found[2]), 5 if last else 1
    if found[1]:
        return _iso_day(int(found[1]), week, day)
    earliest = today - timedelta(days=182)
    days = [_iso_day(earliest.isocalendar().year + n, week, day) for n in range(8)]
    return next((one for one in days if one and one >= earliest), None)


def _iso_day(year: int, week: int, day: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, day)
    except ValueError:
        return None


def _week_of(day: date) -> tuple[int, int]:
    year, week, _day = day.isocalendar()
    return year, week


def _after(week: tuple[int, int]) -> tuple[int, int]:
    return _week_of(date.fromisocalendar(*week, 1) + timedelta(days=7))
