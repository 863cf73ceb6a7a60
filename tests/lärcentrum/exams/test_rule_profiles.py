from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams.rule_profiles import (
    CentreRules,
    Hours,
    LeadTime,
    LeadUnit,
    RuleProfile,
    earliest_exit,
    last_day,
    latest_entry,
    lead_text,
    open_hours,
    strictest_last_day,
)
from lärcentrum.exams.working_days import USUAL, Eve, FreeDays

CENTRE = CentreRules()


@pytest.mark.parametrize(
    ("exam", "count", "unit", "last"),
    [
        ("2026-12-14", 14, LeadUnit.DAYS, "2026-11-30"),
        ("2026-12-14", 5, LeadUnit.WORKING_DAYS, "2026-12-07"),
        ("2027-01-11", 10, LeadUnit.WORKING_DAYS, "2026-12-21"),
        ("2027-01-11", 1, LeadUnit.MONTHS, "2026-12-11"),
        ("2027-03-31", 1, LeadUnit.MONTHS, "2027-02-28"),
        ("2028-03-31", 1, LeadUnit.MONTHS, "2028-02-29"),
        ("2027-01-31", 14, LeadUnit.MONTHS, "2025-11-30"),
        ("2026-12-14", 0, LeadUnit.DAYS, "2026-12-14"),
    ],
)
def test_last_day(exam: str, count: int, unit: LeadUnit, last: str) -> None:
    lead = LeadTime(count=count, unit=unit)
    assert last_day(date.fromisoformat(exam), lead, USUAL).isoformat() == last


@given(st.dates(date(2024, 1, 1), date(2034, 1, 1)), st.integers(1, 60), st.sampled_from(LeadUnit))
def test_a_longer_lead_time_is_never_later(exam: date, count: int, unit: LeadUnit) -> None:
    shorter = last_day(exam, LeadTime(count=count, unit=unit), USUAL)
    longer = last_day(exam, LeadTime(count=count + 1, unit=unit), USUAL)
    assert longer <= shorter < exam


def test_the_strictest_lead_time_holds() -> None:
    exam = date(2026, 12, 14)
    short = RuleProfile(name="MIUN", lead=LeadTime(count=5, unit=LeadUnit.WORKING_DAYS))
    long = RuleProfile(name="UmU", lead=LeadTime(count=1, unit=LeadUnit.MONTHS))
    assert strictest_last_day(exam, short, CENTRE) == (date(2026, 11, 30), "centret", CENTRE.lead)
    assert strictest_last_day(exam, long, CENTRE) == (date(2026, 11, 14), "UmU", long.lead)
    assert strictest_last_day(exam, RuleProfile(name="X"), CentreRules(lead=None)) is None


def test_the_centres_limits_hold_where_the_provider_has_none() -> None:
    none = RuleProfile(name="X")
    door = RuleProfile(name="UmU", latest_entry=0, earliest_exit=30)
    assert (latest_entry(none, CENTRE), earliest_exit(none, CENTRE)) == (60, 60)
    assert (latest_entry(door, CENTRE), earliest_exit(door, CENTRE)) == (0, 30)
    assert earliest_exit(none, CentreRules(earliest_exit=None)) == 0


def test_opening_hours() -> None:
    saturday = date(2026, 11, 28)
    weekday = Hours(opens=time(8), closes=time(17))
    evening = Hours(opens=time(10), closes=time(21))
    assert open_hours(date(2026, 11, 27), CENTRE) == weekday
    assert open_hours(saturday, CENTRE) == "lördag"
    assert open_hours(date(2026, 12, 25), CENTRE) == "juldagen"
    assert open_hours(date(2026, 12, 24), CENTRE) == "julafton"
    at_work = CentreRules(free=FreeDays(eves=frozenset(Eve) - {Eve.CHRISTMAS}))
    assert open_hours(date(2026, 12, 24), at_work) == weekday
    assert open_hours(date(2026, 11, 27), CentreRules(hours={})) == "ingen öppettid"
    assert open_hours(saturday, CentreRules(hours={5: evening})) == evening
    assert open_hours(date(2026, 12, 26), CentreRules(hours={5: evening})) == "annandag jul"
    planning = FreeDays(closed={date(2026, 11, 27): "planeringsdag"})
    assert open_hours(date(2026, 11, 27), CentreRules(free=planning)) == "planeringsdag"
    assert open_hours(saturday, CentreRules(open_days={saturday: evening})) == evening


def test_written() -> None:
    assert lead_text(LeadTime(count=10, unit=LeadUnit.WORKING_DAYS)) == "10 arbetsdagar"
    assert lead_text(LeadTime(count=1, unit=LeadUnit.MONTHS)) == "1 mån."
