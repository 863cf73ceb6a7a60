from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.kit import texts
from ui.kit.parse import parse_date, parse_duration, parse_time, say_date

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/12", date(2026, 12, 14)),
        ("1412", date(2026, 12, 14)),
        ("14/12 2027", date(2027, 12, 14)),
        ("2026-12-14", date(2026, 12, 14)),
        ("20261214", date(2026, 12, 14)),
        ("261214", date(2026, 12, 14)),
        ("14 dec", date(2026, 12, 14)),
        ("mån 14 dec 2026", date(2026, 12, 14)),
        ("14 december", date(2026, 12, 14)),
        ("14", date(2026, 12, 14)),
        ("30", date(2026, 11, 30)),
        ("mån", TODAY),
        ("tis", date(2026, 11, 24)),
        ("SÖN", date(2026, 11, 29)),
        ("lördag", date(2026, 11, 28)),
        ("idag", TODAY),
        ("imorgon", date(2026, 11, 24)),
        ("+7", date(2026, 11, 30)),
        ("1/11", date(2026, 11, 1)),
        ("1/8", date(2027, 8, 1)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "  ", "32/1", "30/2 2027", "hej", "99", "13-13", "٣/٤x"])
def test_what_is_no_day_is_none(text):
    assert parse_date(text, TODAY) is None


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_a_day_that_is_written_out_is_read_back(day):
    assert parse_date(say_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.integers(0, 300))
def test_a_day_without_a_year_is_the_next_one(steps):
    day = TODAY + timedelta(days=steps)
    assert parse_date(f"{day.day}/{day.month}", TODAY) == day


@given(st.text(max_size=20))
def test_nothing_typed_raises(text):
    parse_date(text, TODAY)
    parse_time(text)
    parse_duration(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("900", time(9)),
        ("0900", time(9)),
        ("9.00", time(9)),
        ("9:30", time(9, 30)),
        ("9,30", time(9, 30)),
        ("kl 13.15", time(13, 15)),
        ("1745", time(17, 45)),
    ],
)
def test_times_are_read_as_people_write_them(text, at):
    assert parse_time(text) == at


@pytest.mark.parametrize("text", ["", "24", "9:60", "x", "12345", "-1"])
def test_what_is_no_time_is_none(text):
    assert parse_time(text) is None


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_every_time_is_read_back(at):
    assert parse_time(f"{at:%H:%M}") == at
    assert parse_time(f"{at:%H%M}") == at


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4", 240),
        ("4 tim", 240),
        ("4,5", 270),
        ("4:30", 270),
        ("4h30", 270),
        ("4 tim 30 min", 270),
        ("90 min", 90),
        ("90", 90),
        ("240", 240),
        ("1 timme", 60),
    ],
)
def test_lengths_are_read_in_minutes(text, minutes):
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "0 min", "abc", "-4"])
def test_what_is_no_length_is_none(text):
    assert parse_duration(text) is None


@given(st.integers(1, 1440))
def test_a_length_that_is_written_out_is_read_back(minutes):
    assert parse_duration(texts.duration(minutes)) == minutes
