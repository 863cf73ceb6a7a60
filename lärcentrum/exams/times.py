"""Wall-clock time in Sweden and the instants behind it.

Staff mean the clock on the wall (Europe/Stockholm), as naive `datetime`; the register counts
instants as whole minutes since 1970 in UTC, so that durations stay right when the clock changes.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from lärcentrum import swedish
from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams.errors import NoSuchTime, TimeOutOfRange
from lärcentrum.language import _

FIRST_YEAR = 1990
LAST_YEAR = 2099
"""The public holidays are known for these years."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, start included and end not.

    Args:
        starts_at: minutes since 1970, UTC.
        ends_at: minutes since 1970, UTC.
    """

    starts_at: int
    ends_at: int

    @property
    def minutes(self) -> int:
        """Give the true length."""
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a minute; back to back is no overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def widened(self, before: int, after: int) -> "Span":
        """Give the span with minutes for setting out before and clearing after."""
        return Span(starts_at=self.starts_at - before, ends_at=self.ends_at + after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraTime:
    """How much longer one person may write; the three ways add up.

    Args:
        percent: the factor in per cent of the ordinary length: 100 is none, 150 half as much again.
        minutes: minutes in all.
        minutes_per_hour: minutes for each hour of the ordinary length.
    """

    percent: int = 100
    minutes: int = 0
    minutes_per_hour: int = 0


NO_EXTRA = ExtraTime()

# --- rules: clock and instant ----------------------------------------------


def to_minutes(wall: datetime) -> int:
    """Turn a wall-clock time into minutes since 1970 (UTC).

    A time that the clock shows twice in autumn means the first one (`is_ambiguous` tells).

    Args:
        wall: naive, in Swedish time; seconds are dropped.

    Raises:
        NoSuchTime: the clock skips this time in spring.
        TimeOutOfRange: the year is not one of this register's.
    """
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise TimeOutOfRange(wall.year)
    return _minutes(wall.year, wall.month, wall.day, wall.hour, wall.minute)


# A form asks for the same few times at every key.
@lru_cache(maxsize=4096)
def _minutes(year: int, month: int, day: int, hour: int, minute: int) -> int:
    whole = datetime(year, month, day, hour, minute)
    minutes = (whole.replace(tzinfo=STOCKHOLM).astimezone(UTC) - EPOCH) // MINUTE
    there_and_back = to_wall(minutes)
    if there_and_back != whole:
        raise NoSuchTime(wall_text(whole), wall_text(there_and_back.replace(minute=0)))
    return minutes


@lru_cache(maxsize=4096)
def to_wall(minutes: int) -> datetime:
    """Turn minutes since 1970 (UTC) into the naive wall-clock time in Sweden."""
    return (EPOCH + minutes * MINUTE).astimezone(STOCKHOLM).replace(tzinfo=None, fold=0)


def is_ambiguous(wall: datetime) -> bool:
    """Tell whether the clock shows this time twice (the hour when summer time ends)."""
    first = wall.replace(tzinfo=STOCKHOLM, fold=0)
    second = wall.replace(tzinfo=STOCKHOLM, fold=1)
    offsets = first.utcoffset(), second.utcoffset()
    return offsets[0] is not None and offsets[1] is not None and offsets[0] > offsets[1]


def ambiguity_sentence(wall: datetime) -> str | None:
    """Say which of two like times is meant, or None when there is only one."""
    if not is_ambiguous(wall):
        return None
    return _("Klockan {time} infaller två gånger {day}; den första (sommartid) gäller.").format(
        time=clock_text(wall), day=swedish.short_day(wall)
    )


def end_wall(starts: datetime, minutes: int) -> datetime:
    """Give the time on the wall when a duration has passed, the clock change counted in.

    Args:
        starts: naive wall-clock time.
        minutes: true minutes.
    """
    return to_wall(to_minutes(starts) + minutes)


def minutes_between(starts: datetime, ends: datetime) -> int:
    """Give the true minutes between two wall-clock times."""
    return to_minutes(ends) - to_minutes(starts)


def span(starts: datetime, minutes: int) -> Span:
    """Give the span that begins at a wall-clock time and lasts so many true minutes."""
    starts_at = to_minutes(starts)
    return Span(starts_at=starts_at, ends_at=starts_at + minutes)


def day_span(day: date) -> Span:
    """Give a whole day, midnight to midnight: 23, 24 or 25 hours."""
    midnight = time.min
    after = datetime.combine(day + timedelta(days=1), midnight)
    starts = datetime.combine(day, midnight)
    return Span(starts_at=to_minutes(starts), ends_at=to_minutes(after))


def overlaps(first: Span, second: Span) -> bool:
    """Tell whether two spans share a minute; back to back is no overlap."""
    return first.overlaps(second)


# --- rules: extra time -----------------------------------------------------


def extended_minutes(ordinary: int, *extras: ExtraTime) -> int:
    """Give the length with extra time, rounded up to a whole minute.

    Args:
        ordinary: minutes that everyone has.
        extras: what this person has besides; several add up, since none may shorten another.
    """
    hundredths = 0
    for extra in extras:
        hundredths += ordinary * (extra.percent - 100) + 100 * extra.minutes
        hundredths += -(-100 * ordinary * extra.minutes_per_hour // 60)
    return ordinary - (-hundredths // 100)


def extended_end(starts: datetime, ordinary: int, *extras: ExtraTime) -> datetime:
    """Give the wall-clock end with extra time (see `extended_minutes`)."""
    return end_wall(starts, extended_minutes(ordinary, *extras))


# --- rules: weeks ----------------------------------------------------------


def iso_week(day: date) -> tuple[int, int]:
    """Give the ISO year and week of a day; 28 December 2026 to 3 January 2027 is 2026, 53."""
    year, week, _weekday = day.isocalendar()
    return year, week


def weeks_in(year: int) -> int:
    """Give the number of ISO weeks of a year: 52 or 53."""
    return date(year, 12, 28).isocalendar().week


def monday_of(year: int, week: int) -> date:
    """Give the Monday of an ISO week.

    Raises:
        ValueError: the year has no such week.
    """
    return date.fromisocalendar(year, week, 1)


# --- rules: written --------------------------------------------------------


def wall_text(wall: datetime) -> str:
    """Write a wall-clock time as the register stores it, `YYYY-MM-DDTHH:MM`."""
    return wall.replace(tzinfo=None).isoformat(timespec="minutes")


def parse_wall(text: str) -> datetime:
    """Read a wall-clock time as the register stores it.

    Raises:
        ValueError: it is not written `YYYY-MM-DDTHH:MM`.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M")


def clock_text(moment: datetime | time) -> str:
    """Write a time of day as people read it: "09:00"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def when_text(wall: datetime) -> str:
    """Write a day and a time as people read them: "mån 14 dec 09:00"."""
    return f"{swedish.short_day(wall)} {clock_text(wall)}"
