"""Dates, times, lengths and numbers as people write them; two meanings are asked (FC11)."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum.errors import BadValue
from lärcentrum.imports.values import (
    heading_key,
    read_date,
    read_minutes,
    read_time,
    read_whole,
    split_name,
)
from lärcentrum.swedish import MONTHS, SHORT_MONTHS

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@settings(deadline=None)
@given(DAYS)
def test_one_day_in_every_form(day):
    month = day.month - 1
    for text in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y-%m-%d} 00:00",
        f"{day.day} {MONTHS[month]} {day.year}",
        f"{day.day} {SHORT_MONTHS[month].title()}. {day.year}",
        f"fredag den {day.day} {MONTHS[month]} {day.year}",
        f"{day.day}/{day.month} {day.year}",
    ):
        assert read_date("day", text) == day, text


@settings(deadline=None)
@given(DAYS)
def test_a_day_that_can_be_two_is_asked(day):
    text = f"{day:%d/%m/%Y}"
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(BadValue, match="två sätt"):
            read_date("day", text)
    else:
        assert read_date("day", text) == day


@pytest.mark.parametrize("text", ["2026-02-30", "46115", "x", "31 april 2026", "3 apr", "1/2-26",
                                  "2026-13-01", "１９９０-01-01"])  # fmt: skip
def test_no_day(text):
    with pytest.raises(BadValue):
        read_date("day", text)


@settings(deadline=None)
@given(st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)))
def test_times(at):
    for text in (f"{at:%H:%M}", f"{at:%H.%M}", f"kl {at:%H:%M}", f"{at:%H:%M}:00",
                 f"2026-03-04 {at:%H:%M}"):  # fmt: skip
        assert read_time("start", text) == at
    assert read_time("start", "9") == time(9)
    for wrong in ("24:00", "9:60", "snart", "900"):
        with pytest.raises(BadValue):
            read_time("start", wrong)


@settings(deadline=None)
@given(st.integers(0, 999_999_999))
def test_whole_numbers(n):
    spaced = f"{n:,}".replace(",", "\u00a0")
    assert read_whole("n", str(n)) == read_whole("n", spaced) == read_whole("n", f"{n},0") == n
    for wrong in (f"{n},5", f"-{n}", f"{n} st", "1 23", "٣"):
        with pytest.raises(BadValue):
            read_whole("n", wrong)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("240", 240), ("240 min", 240), ("4 h", 240), ("4,5 tim", 270), ("4:30", 270), ("", None)],
)
def test_lengths(text, minutes):
    assert read_minutes("minutes", text) == minutes


@pytest.mark.parametrize("text", ["4", "länge", "-60", "4,5"])
def test_lengths_that_can_be_two_things(text):
    with pytest.raises(BadValue):
        read_minutes("minutes", text)


def test_empty_cells_are_nothing():
    assert read_date("d", " ") is read_time("t", "") is read_whole("n", "\u00a0") is None


def test_names():
    assert split_name("Eva Linnéa Östberg") == ("Eva Linnéa", "Östberg")
    assert split_name("Östberg, Eva") == ("Eva", "Östberg")
    assert split_name("Madonna") == ("", "Madonna")


def test_headings_are_one_however_they_are_spelt():
    assert heading_key(" E-Post_adress: ") == heading_key("e post ADRESS") == "e post adress"
