from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.practice.errors import BadPeriods, PeriodFault
from lärcentrum.practice.periods import (
    Period,
    checked_periods,
    day_of_week,
    full_days,
    hours,
    in_gap,
    overlaps,
    points_enough_for,
    weeks_of_points,
    weeks_text,
    working_days,
)

TODAY = date(2026, 11, 23)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
spans = st.builds(
    lambda day, length, percent: Period(
        starts_on=day, ends_on=day + timedelta(days=length), percent=percent
    ),
    days,
    st.integers(0, 200),
    st.integers(1, 100),
)


def period(first: str, last: str, percent: int = 100) -> Period:
    return Period(
        starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last), percent=percent
    )


@given(spans)
def test_working_days_are_those_one_by_one(span: Period) -> None:
    length = (span.ends_on - span.starts_on).days + 1
    each = (span.starts_on + timedelta(days=n) for n in range(length))
    assert working_days(span) == sum(day.weekday() < 5 for day in each)


@given(spans, days)
def test_a_period_cut_in_two_holds_the_same(span: Period, cut: date) -> None:
    if not span.starts_on <= cut < span.ends_on:
        return
    first = Period(starts_on=span.starts_on, ends_on=cut, percent=span.percent)
    second = Period(starts_on=cut + timedelta(days=1), ends_on=span.ends_on, percent=span.percent)
    assert full_days([first, second]) == full_days([span])
    assert checked_periods([second, first]) == [first, second]
    assert not overlaps([first], [second])
    assert weeks_text([first, second]) == weeks_text([span])


@given(st.lists(spans, max_size=5))
def test_checked_periods_lie_apart_and_in_order(listed: list[Period]) -> None:
    apart = all(not overlaps([a], [b]) for i, a in enumerate(listed) for b in listed[:i])
    if apart:
        assert checked_periods(listed) == sorted(listed, key=lambda one: one.starts_on)
    else:
        with pytest.raises(BadPeriods) as caught:
            checked_periods(listed)
        assert caught.value.fault is PeriodFault.OVERLAP


@given(st.lists(spans, max_size=4), days)
def test_a_gap_is_between_periods(listed: list[Period], day: date) -> None:
    inside = any(p.starts_on <= day <= p.ends_on for p in listed)
    before = any(p.starts_on <= day for p in listed)
    after = any(p.ends_on >= day for p in listed)
    assert in_gap(listed, day) == (before and after and not inside)


@given(st.integers(0, 120), st.integers(1, 40))
def test_five_points_are_a_full_week(points: int, weeks: int) -> None:
    monday = date(2026, 11, 30)
    full = Period(starts_on=monday, ends_on=monday + timedelta(days=7 * weeks - 1))
    assert points_enough_for([full]) == 5 * weeks
    assert weeks_of_points(points)[0] * 5 + weeks_of_points(points)[1] == points
    half = Period(starts_on=full.starts_on, ends_on=full.ends_on, percent=50)
    assert points_enough_for([half]) == 5 * weeks // 2
    assert hours([half], 40) == 20 * weeks


@pytest.mark.parametrize(
    ("listed", "fault"),
    [
        ([period("2026-12-02", "2026-12-01")], PeriodFault.BACKWARDS),
        ([period("2026-12-01", "2028-12-02")], PeriodFault.LONG),
        ([period("2026-12-01", "2026-12-01", 0)], PeriodFault.PERCENT),
        ([period("2026-12-01", "2026-12-01", 101)], PeriodFault.PERCENT),
        ([period("2026-12-01", "2026-12-05"), period("2026-12-05", "2026-12-09")],
         PeriodFault.OVERLAP),
        ([period("2026-12-01", "2026-12-01")] * 61, PeriodFault.MANY),
    ],
)  # fmt: skip
def test_wrong_periods(listed: list[Period], fault: PeriodFault) -> None:
    with pytest.raises(BadPeriods) as caught:
        checked_periods(listed)
    assert caught.value.fault is fault
    assert len(caught.value.parts()) == 3


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ([], ""),
        ([period("2026-12-28", "2027-01-03")], "v. 53"),
        ([period("2026-11-30", "2027-01-08")], "v. 49–1"),
        ([period("2026-12-21", "2026-12-31"), period("2027-01-04", "2027-01-15")], "v. 52–2"),
        ([period("2026-11-02", "2026-11-13"), period("2027-01-11", "2027-01-15")], "v. 45–46, 2"),
    ],
)
def test_weeks_are_iso_weeks(listed: list[Period], text: str) -> None:
    assert weeks_text(listed) == text


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("v53", False, date(2026, 12, 28)),
        ("vecka 53", True, date(2027, 1, 1)),
        ("V. 2", False, date(2027, 1, 11)),
        ("v49", True, date(2026, 12, 4)),
        ("v 40", False, date(2026, 9, 28)),
        ("2027v2", True, date(2027, 1, 15)),
        ("2027 v53", False, None),
        ("v0", False, None),
        ("v54", False, None),
        ("49", False, None),
    ],
)
def test_weeks_are_read(text: str, last: bool, day: date | None) -> None:
    assert day_of_week(text, TODAY, last=last) == day


@given(days, st.booleans())
def test_a_week_with_its_year_is_read_back(day: date, last: bool) -> None:
    year, week, _weekday = day.isocalendar()
    read = day_of_week(f"{year} v{week}", TODAY, last=last)
    assert read is not None
    assert read.isocalendar() == (year, week, 5 if last else 1)
