from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams import times
from lärcentrum.exams.errors import NoSuchTime, TimeOutOfRange
from lärcentrum.exams.times import ExtraTime, Span

WALLS = st.datetimes(datetime(1995, 1, 1), datetime(2060, 12, 31)).map(
    lambda wall: wall.replace(second=0, microsecond=0)
)
SPANS = st.builds(
    lambda start, length: Span(starts_at=start, ends_at=start + length),
    st.integers(0, 3000),
    st.integers(1, 600),
)
EXTRAS = st.builds(
    ExtraTime,
    percent=st.integers(100, 400),
    minutes=st.integers(0, 600),
    minutes_per_hour=st.integers(0, 60),
)


def test_winter_and_summer_time() -> None:
    winter = datetime(2026, 12, 14, 9)
    summer = datetime(2026, 6, 14, 9)
    assert times.to_minutes(winter) * 60 == datetime(2026, 12, 14, 8, tzinfo=UTC).timestamp()
    assert times.to_minutes(summer) * 60 == datetime(2026, 6, 14, 7, tzinfo=UTC).timestamp()


@given(WALLS)
def test_wall_to_minutes_and_back(wall: datetime) -> None:
    try:
        minutes = times.to_minutes(wall)
    except NoSuchTime:
        assert wall.month == 3
        assert wall.hour == 2
    else:
        assert times.to_wall(minutes) == wall


def test_the_hour_that_spring_skips_is_refused_with_a_sentence() -> None:
    with pytest.raises(NoSuchTime) as caught:
        times.to_minutes(datetime(2027, 3, 28, 2, 30))
    assert str(caught.value) == (
        "Klockan 02:30 finns inte sön 28 mars: då ställs klockan fram till sommartid. "
        "Inget är sparat ännu. Välj en tid före 02:00 eller från 03:00."
    )
    assert (
        times.to_minutes(datetime(2027, 3, 28, 3)) - times.to_minutes(datetime(2027, 3, 28, 1, 59))
        == 1
    )


def test_the_hour_that_comes_twice_means_the_first_and_says_so() -> None:
    twice = datetime(2027, 10, 31, 2, 30)
    assert times.is_ambiguous(twice)
    assert times.to_minutes(twice) * 60 == datetime(2027, 10, 31, 0, 30, tzinfo=UTC).timestamp()
    assert times.ambiguity_sentence(twice) == (
        "Klockan 02:30 infaller två gånger sön 31 okt; den första (sommartid) gäller."
    )
    assert times.ambiguity_sentence(datetime(2027, 10, 31, 3)) is None
    assert not times.is_ambiguous(datetime(2027, 3, 28, 2, 30))


def test_durations_across_the_clock_changes() -> None:
    assert times.end_wall(datetime(2027, 3, 28, 0), 240) == datetime(2027, 3, 28, 5)
    assert times.end_wall(datetime(2027, 10, 31, 0), 240) == datetime(2027, 10, 31, 3)
    assert times.minutes_between(datetime(2027, 3, 28, 0), datetime(2027, 3, 28, 9)) == 480
    assert times.minutes_between(datetime(2027, 10, 31, 0), datetime(2027, 10, 31, 9)) == 600
    assert times.day_span(date(2027, 3, 28)).minutes == 23 * 60
    assert times.day_span(date(2027, 10, 31)).minutes == 25 * 60
    assert times.day_span(date(2027, 11, 1)).minutes == 24 * 60


@given(WALLS, st.integers(0, 3000))
def test_a_duration_is_kept(wall: datetime, minutes: int) -> None:
    if wall.month == 3 and wall.hour == 2:
        wall = wall.replace(hour=9)
    ends = times.end_wall(wall, minutes)
    aware = wall.replace(tzinfo=STOCKHOLM).astimezone(UTC) + timedelta(minutes=minutes)
    assert ends == aware.astimezone(STOCKHOLM).replace(tzinfo=None)


def test_a_year_outside_the_calendar_is_refused() -> None:
    for year in (1, 1989, 2100, 9999):
        with pytest.raises(TimeOutOfRange) as caught:
            times.to_minutes(datetime(year, 6, 1))
        assert str(year) in str(caught.value)


@given(SPANS, SPANS)
def test_overlap_is_a_shared_minute(one: Span, two: Span) -> None:
    shared = set(range(one.starts_at, one.ends_at)) & set(range(two.starts_at, two.ends_at))
    assert times.overlaps(one, two) == times.overlaps(two, one) == bool(shared)


def test_back_to_back_is_no_overlap_until_the_room_is_set_out() -> None:
    morning = times.span(datetime(2026, 12, 14, 9), 180)
    noon = times.span(datetime(2026, 12, 14, 12), 180)
    assert not morning.overlaps(noon)
    assert not noon.overlaps(morning)
    assert morning.overlaps(noon.widened(15, 0))


@pytest.mark.parametrize(
    ("ordinary", "extra", "minutes"),
    [
        (240, ExtraTime(), 240),
        (300, ExtraTime(percent=150), 450),
        (240, ExtraTime(percent=133), 320),
        (240, ExtraTime(percent=125), 300),
        (240, ExtraTime(percent=200), 480),
        (240, ExtraTime(minutes=30), 270),
        (240, ExtraTime(minutes_per_hour=15), 300),
        (90, ExtraTime(minutes_per_hour=15), 113),
        (5, ExtraTime(percent=101), 6),
        (240, ExtraTime(percent=125, minutes=10, minutes_per_hour=5), 330),
    ],
)
def test_extra_time(ordinary: int, extra: ExtraTime, minutes: int) -> None:
    assert times.extended_minutes(ordinary, extra) == minutes


def test_half_as_much_again_from_14_ends_at_half_past_nine() -> None:
    start = datetime(2026, 12, 14, 14)
    assert times.extended_end(start, 300, ExtraTime(percent=150)) == datetime(2026, 12, 14, 21, 30)


@given(st.integers(5, 1440), EXTRAS, EXTRAS)
def test_extra_time_never_shortens_and_adds_up(
    ordinary: int, one: ExtraTime, two: ExtraTime
) -> None:
    alone = times.extended_minutes(ordinary, one)
    both = times.extended_minutes(ordinary, one, two)
    assert ordinary <= alone <= both
    assert times.extended_minutes(ordinary) == ordinary
    exact = ordinary * one.percent / 100 + one.minutes + ordinary * one.minutes_per_hour / 60
    assert exact - 1e-6 <= alone < exact + 1.02


def test_iso_weeks_around_new_year() -> None:
    assert times.weeks_in(2026) == 53
    assert times.weeks_in(2027) == 52
    for day in range(28, 32):
        assert times.iso_week(date(2026, 12, day)) == (2026, 53)
    assert times.iso_week(date(2027, 1, 3)) == (2026, 53)
    assert times.iso_week(date(2027, 1, 4)) == (2027, 1)
    assert times.monday_of(2026, 53) == date(2026, 12, 28)
    with pytest.raises(ValueError, match="53"):
        times.monday_of(2027, 53)


@given(WALLS)
def test_written_and_read_back(wall: datetime) -> None:
    assert times.parse_wall(times.wall_text(wall)) == wall
    assert len(times.wall_text(wall)) == 16


def test_as_people_read_it() -> None:
    assert times.when_text(datetime(2026, 12, 14, 9, 5)) == "mån 14 dec 09:05"
    assert times.clock_text(time(9)) == "09:00"
