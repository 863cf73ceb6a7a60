from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams import shipped, times
from lärcentrum.exams.booking_rules import Facts, Finding, Level, judge, not_before, worst
from lärcentrum.exams.rule_profiles import CentreRules, RuleProfile

CENTRE = CentreRules()
PLAIN = RuleProfile(name="Exempel", earlier=0, later=0)
PROFILES = {profile.name: profile for profile in shipped.rule_profiles()}
NINE = datetime(2026, 12, 14, 9)


def facts(local: datetime = NINE, ordinary: datetime | None = None, **more: object) -> Facts:
    known = Facts(
        asked_on=date(2026, 11, 2),
        local_start=local,
        ordinary_start=ordinary or local,
        ordinary_minutes=240,
        minutes=240,
    )
    return replace(known, **more)


def found(code: str, profile: RuleProfile, known: Facts, centre: CentreRules = CENTRE) -> Finding:
    return next(one for one in judge(profile, centre, known) if one.code == code)


def codes(profile: RuleProfile, known: Facts) -> set[str]:
    return {finding.code for finding in judge(profile, CENTRE, known)}


def test_an_ordinary_booking_is_green() -> None:
    findings = judge(PLAIN, CENTRE, facts())
    assert worst(findings) is Level.GREEN
    assert [one.code for one in findings] == ["lead_time", "hours", "not_before"]
    assert worst([]) is Level.GREEN


def test_the_worst_comes_first() -> None:
    late_on_a_saturday = facts(datetime(2026, 12, 12, 9), asked_on=date(2026, 12, 11))
    levels = [one.level for one in judge(PLAIN, CENTRE, late_on_a_saturday)]
    assert levels == [Level.RED, Level.AMBER, Level.GREEN]
    assert worst(judge(PLAIN, CENTRE, late_on_a_saturday)) is Level.RED


@pytest.mark.parametrize(
    ("asked", "level"), [("2026-11-30", Level.GREEN), ("2026-12-01", Level.AMBER)]
)
def test_lead_time_on_its_last_day_and_after(asked: str, level: Level) -> None:
    finding = found("lead_time", PLAIN, facts(asked_on=date.fromisoformat(asked)))
    assert finding.level is level
    assert "mån 30 nov (10 arbetsdagar)" in finding.sentence
    assert finding.source == "centret"


def test_a_month_at_umu_is_stricter_than_the_centre() -> None:
    finding = found("lead_time", PROFILES["Umeå universitet"], facts(asked_on=date(2026, 11, 15)))
    assert finding.level is Level.AMBER
    assert finding.source == "Umeå universitet"
    assert finding.sentence == "Sista dagen att boka var lör 14 nov (1 mån.)."


def test_time_shift() -> None:
    dalarna = PROFILES["Högskolan Dalarna"]
    hour = timedelta(hours=1)
    assert "time_shift" not in codes(PLAIN, facts())
    assert found("time_shift", PLAIN, facts(NINE, NINE + hour)).level is Level.RED
    assert found("time_shift", PLAIN, facts(NINE, NINE - hour)).level is Level.RED
    assert found("time_shift", dalarna, facts(NINE, NINE + hour)).level is Level.GREEN
    assert found("time_shift", dalarna, facts(NINE, NINE - hour)).level is Level.GREEN
    assert found("time_shift", dalarna, facts(NINE, NINE - hour * 2)).level is Level.RED
    unknown = found("time_shift", RuleProfile(name="X"), facts(NINE, NINE + hour))
    assert unknown.level is Level.AMBER
    assert "fråga lärosätet" in unknown.sentence


def test_what_the_provider_has_approved_takes_a_reason_only() -> None:
    approved = facts(NINE, NINE + timedelta(hours=4), approved=True)
    assert found("time_shift", PLAIN, approved).level is Level.AMBER


def test_three_hours_early_at_linnaeus_until_fifty_minutes_after_the_ordinary_start() -> None:
    linné = PROFILES["Linnéuniversitetet"]
    early = facts(datetime(2026, 12, 14, 11), datetime(2026, 12, 14, 14), minutes=300)
    assert found("time_shift", linné, early).level is Level.GREEN
    assert not_before(linné, CENTRE, early) == datetime(2026, 12, 14, 14, 50)
    assert found("not_before", linné, early).sentence == "Lämnas in tidigast 14:50."


def test_stockholms_example_starts_two_hours_early() -> None:
    stockholm = PROFILES["Stockholms universitet"]
    early = facts(datetime(2026, 12, 14, 16), datetime(2026, 12, 14, 18), minutes=180)
    assert "time_shift" not in codes(stockholm, early)
    assert not_before(stockholm, CENTRE, early) == datetime(2026, 12, 14, 18, 30)
    assert found("not_before", stockholm, early).level is Level.GREEN
    too_early = replace(early, local_start=datetime(2026, 12, 14, 15))
    finding = found("not_before", stockholm, too_early)
    assert finding.level is Level.RED
    assert finding.sentence == "Lämnas in tidigast 18:30, men skrivningen slutar före det."


def test_an_early_start_stays_until_nobody_is_let_in_on_campus() -> None:
    profile = replace(PLAIN, earlier=60, latest_entry=45, earliest_exit=60)
    early = facts(NINE, NINE + timedelta(hours=1))
    assert not_before(profile, CENTRE, early) == datetime(2026, 12, 14, 10, 45)
    assert not_before(profile, CENTRE, facts()) == datetime(2026, 12, 14, 10)


def test_a_short_exam_may_be_handed_in_when_it_ends() -> None:
    short = facts(minutes=45, ordinary_minutes=45)
    assert not_before(PLAIN, CENTRE, short) == datetime(2026, 12, 14, 9, 45)
    assert worst(judge(PLAIN, CENTRE, short)) is Level.GREEN


def test_extra_time_past_closing_is_seen() -> None:
    late = facts(datetime(2026, 12, 14, 14), minutes=450, ordinary_minutes=300)
    finding = found("hours", PLAIN, late)
    assert finding.level is Level.AMBER
    assert finding.sentence == "Utanför öppettiden: slutar 21:30. Öppet 08:00–17:00."
    assert found("hours", PLAIN, facts(datetime(2026, 12, 14, 13))).level is Level.GREEN
    assert found("hours", PLAIN, facts(datetime(2026, 12, 14, 7, 59))).level is Level.AMBER


def test_a_closed_day_stops_and_says_why() -> None:
    finding = found("closed", PLAIN, facts(datetime(2026, 12, 24, 9)))
    assert finding.level is Level.RED
    assert finding.sentence.startswith("Stängt tors 24 dec: julafton.")


def test_a_provider_that_keeps_to_weekdays() -> None:
    miun = PROFILES["Mittuniversitetet"]
    saturday = facts(datetime(2026, 12, 12, 9))
    assert found("weekday", miun, saturday).level is Level.RED
    assert found("weekday", miun, saturday).source == "Mittuniversitetet"
    assert "weekday" not in codes(miun, facts())
    assert "weekday" not in codes(PLAIN, saturday)


@pytest.mark.parametrize(
    ("name", "told", "level"),
    [
        ("Luleå tekniska universitet", False, Level.AMBER),
        ("Luleå tekniska universitet", True, Level.GREEN),
        ("Umeå universitet", True, Level.RED),
        ("Mittuniversitetet", False, Level.AMBER),
    ],
)
def test_digital_exams(name: str, told: bool, level: Level) -> None:
    digital = facts(digital=True, told=told)
    assert found("digital", PROFILES[name], digital).level is level
    assert "digital" not in codes(PROFILES[name], facts())


@given(
    st.sampled_from(shipped.rule_profiles()),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),
    st.integers(-240, 240),
    st.integers(5, 480),
    st.integers(0, 240),
)
def test_every_booking_gets_an_answer(
    profile: RuleProfile, ordinary: datetime, shift: int, length: int, extra: int
) -> None:
    ordinary = ordinary.replace(hour=8 + ordinary.hour // 3, second=0, microsecond=0)
    local = times.end_wall(ordinary, shift)
    known = facts(local, ordinary, ordinary_minutes=length, minutes=length + extra)
    findings = judge(profile, CENTRE, known)
    assert {"hours", "closed"} & {one.code for one in findings}
    assert all(one.sentence and one.source for one in findings)
    assert not_before(profile, CENTRE, known) >= local
