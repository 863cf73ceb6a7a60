from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams import times
from lärcentrum.exams.working_days import (
    Eve,
    FreeDays,
    add_working_days,
    count_working_days,
    eves,
    holiday_name,
    is_working_day,
    public_holidays,
    why_free,
)

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
EVES = st.frozensets(st.sampled_from(Eve))

# Facts of the almanac: (Easter Sunday, midsummer's day, All Saints' Day).
ALMANAC = {
    2026: (date(2026, 4, 5), date(2026, 6, 20), date(2026, 10, 31)),
    2027: (date(2027, 3, 28), date(2027, 6, 26), date(2027, 11, 6)),
    2028: (date(2028, 4, 16), date(2028, 6, 24), date(2028, 11, 4)),
    2029: (date(2029, 4, 1), date(2029, 6, 23), date(2029, 11, 3)),
    2030: (date(2030, 4, 21), date(2030, 6, 22), date(2030, 11, 2)),
}


@pytest.mark.parametrize(("year", "days"), ALMANAC.items())
def test_public_holidays_are_those_of_the_almanac(year: int, days: tuple[date, ...]) -> None:
    easter, midsummer, all_saints = days
    moving = {
        easter - timedelta(2), easter, easter + timedelta(1), easter + timedelta(39),
        easter + timedelta(49), midsummer, all_saints,
    }  # fmt: skip
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)}
    assert set(public_holidays(year)) == moving | {date(year, *day) for day in fixed}


@pytest.mark.parametrize(("year", "days"), ALMANAC.items())
def test_eves_stand_where_they_should(year: int, days: tuple[date, ...]) -> None:
    easter, midsummer, all_saints = days
    by_name = {eve: day for day, eve in eves(year).items()}
    assert set(by_name) == set(Eve)
    assert by_name[Eve.EASTER] == easter - timedelta(1)
    assert by_name[Eve.MAUNDY_THURSDAY].strftime("%u") == "4"
    assert by_name[Eve.MIDSUMMER] == midsummer - timedelta(1)
    assert by_name[Eve.MIDSUMMER].strftime("%u") == "5"
    assert by_name[Eve.ALL_SAINTS] == all_saints - timedelta(1)
    assert by_name[Eve.WHITSUN] == easter + timedelta(48)


def test_holidays_are_known_for_every_year_that_can_be_booked() -> None:
    for year in range(times.FIRST_YEAR, times.LAST_YEAR + 1):
        assert len(eves(year)) == len(Eve), year
    assert why_free(date(2126, 6, 3)) is None
    assert why_free(date(2126, 6, 2)) == "söndag"


def test_eves_are_a_setting() -> None:
    christmas_eve = date(2026, 12, 24)
    assert not is_working_day(christmas_eve)
    assert is_working_day(christmas_eve, FreeDays(eves=frozenset()))
    assert is_working_day(date(2026, 4, 30))
    assert not is_working_day(date(2026, 4, 30), FreeDays(eves=frozenset({Eve.WALPURGIS})))


def test_a_free_day_says_why() -> None:
    closed = FreeDays(closed={date(2026, 11, 24): "planeringsdag"})
    assert why_free(date(2026, 12, 25)) == "juldagen"
    assert why_free(date(2026, 6, 19)) == "midsommarafton"
    assert why_free(date(2026, 11, 28)) == "lördag"
    assert why_free(date(2026, 11, 29)) == "söndag"
    assert why_free(date(2026, 11, 24), closed) == "planeringsdag"
    assert why_free(date(2026, 11, 23)) is None
    assert holiday_name(date(2026, 11, 28)) is None


def test_ten_working_days_before_an_exam_in_january_pass_christmas() -> None:
    exam = date(2027, 1, 11)
    assert add_working_days(exam, -10) == date(2026, 12, 21)
    assert add_working_days(exam, -10, FreeDays(eves=frozenset())) == date(2026, 12, 23)


def test_no_step_stays_even_on_a_holiday() -> None:
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)


@given(DAYS, st.integers(-60, 60).filter(bool), EVES)
def test_steps_end_on_a_working_day_and_can_be_counted_back(
    day: date, count: int, free_eves: frozenset[Eve]
) -> None:
    free = FreeDays(eves=free_eves)
    there = add_working_days(day, count, free)
    assert is_working_day(there, free)
    assert (there > day) == (count > 0)
    assert count_working_days(min(day, there), max(day, there) - timedelta(there < day), free) == (
        abs(count) if count > 0 else abs(count) - is_working_day(there, free)
    )


@given(DAYS, DAYS, DAYS, EVES)
def test_counting_adds_up(one: date, two: date, three: date, free_eves: frozenset[Eve]) -> None:
    free = FreeDays(eves=free_eves)
    first, middle, last = sorted((one, two, three))
    whole = count_working_days(first, last, free)
    parts = count_working_days(first, middle, free) + count_working_days(middle, last, free)
    assert whole == parts
    assert 0 <= whole <= (last - first).days
    assert count_working_days(first, first, free) == 0


@given(DAYS, st.integers(0, 40))
def test_backwards_is_the_mirror_of_forwards(day: date, count: int) -> None:
    start = add_working_days(add_working_days(day, 1), 0)
    assert add_working_days(add_working_days(start, count), -count) == start
    assert count_working_days(start, add_working_days(start, -count)) == -count
