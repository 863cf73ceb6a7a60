"""The days of a repeating event (RFC 5545, RRULE by whole days), one look at each day.

Own code: a rule that no day fits (30 February) keeps python-dateutil looking until the year 9999,
whatever its end is.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from typing import Any

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_READ = frozenset({
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "BYMONTH", "BYMONTHDAY", "BYSETPOS",
})  # fmt: skip
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class NotRead(ValueError):
    """A rule that is not read: by hours or seconds, or nonsense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A rule as it is worked out.

    Args:
        frequency: DAILY, WEEKLY, MONTHLY or YEARLY.
        interval: every so many days, weeks, months or years.
        count: how many times, None without a limit.
        weekdays: weekdays with their place in the month or year, 0 for every one.
        month_days: days of the month, negative from its end.
        months: months.
        positions: which of a period's days, negative from its end.
        week_starts: the first day of the week, Monday 0.
    """

    frequency: str
    interval: int
    count: int | None
    weekdays: frozenset[tuple[int, int]]
    month_days: frozenset[int]
    months: frozenset[int]
    positions: tuple[int, ...]
    week_starts: int


# --- rules -----------------------------------------------------------------


def repeat_from(rule: Mapping[str, list[Any]], first: date) -> Repeat:
    """Read a rule; what it leaves open is as on the first day.

    Args:
        rule: its parts, each a list.
        first: the first day of the series.

    Raises:
        NotRead: it repeats by less than a day, or makes no sense.
    """
    frequency, interval = str(rule["FREQ"][0]).upper(), int(rule.get("INTERVAL", [1])[0])
    if frequency not in _FREQUENCIES or interval < 1 or not set(rule) <= _READ:
        raise NotRead
    weekdays = frozenset(_weekday(str(one), frequency) for one in rule.get("BYDAY", []))
    month_days = frozenset(int(n) for n in rule.get("BYMONTHDAY", []))
    months = frozenset(int(n) for n in rule.get("BYMONTH", []))
    if frequency == "WEEKLY" and month_days:
        raise NotRead
    if frequency == "WEEKLY" and not weekdays:
        weekdays = frozenset({(first.weekday(), 0)})
    if frequency in ("MONTHLY", "YEARLY") and not weekdays and not month_days:
        month_days = frozenset({first.day})
        if frequency == "YEARLY" and not months:
            months = frozenset({first.month})
    counted = "COUNT" in rule
    return Repeat(
        frequency=frequency,
        interval=interval,
        count=max(0, int(rule["COUNT"][0])) if counted else None,
        weekdays=weekdays,
        month_days=month_days,
        months=months,
        positions=tuple(int(n) for n in rule.get("BYSETPOS", [])),
        week_starts=_DAYS.index(str(rule.get("WKST", ["MO"])[0]).upper()),
    )


def _weekday(text: str, frequency: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text.upper())
    if found is None or (found[1] and frequency in ("DAILY", "WEEKLY")):
        raise NotRead
    return _DAYS.index(found[2]), int(found[1] or 0)


def days_of(repeat: Repeat, first: datetime, last: datetime, since: datetime) -> Iterator[datetime]:
    """Give the times of a series, the first up to `last`; those long before `since` may be left.

    Args:
        repeat: the rule.
        first: the first time, on the wall clock of the series.
        last: nothing later is given.
        since: what comes before it need not be given.
    """
    begin = first.date()
    if repeat.count is None and since.date() > begin:
        begin = since.date()
    # A whole period, so that places within it are counted right.
    begin = begin.replace(day=1) if repeat.frequency != "YEARLY" else date(begin.year, 1, 1)
    if repeat.frequency == "WEEKLY":
        begin -= timedelta(days=7)
    days = (date.fromordinal(n) for n in range(begin.toordinal(), last.date().toordinal() + 1))
    fitting = (day for day in days if _fits(repeat, first.date(), day))
    times = (datetime.combine(day, first.time()) for day in _placed(repeat, fitting))
    yield from islice((one for one in times if first <= one <= last), repeat.count)


def steps(repeat: Repeat, first: datetime, last: datetime, since: datetime) -> int:
    """Tell how many days `days_of` looks at."""
    begin = first if repeat.count is not None else max(first, since)
    return max(0, (last - begin).days) + 366


def _period(repeat: Repeat, day: date) -> int:
    if repeat.frequency == "DAILY":
        return day.toordinal()
    if repeat.frequency == "WEEKLY":
        return (day.toordinal() - 1 - repeat.week_starts) // 7
    return day.year * 12 + day.month if repeat.frequency == "MONTHLY" else day.year


def _fits(repeat: Repeat, first: date, day: date) -> bool:
    if repeat.months and day.month not in repeat.months:
        return False
    if (_period(repeat, day) - _period(repeat, first)) % repeat.interval:
        return False
    if repeat.month_days:
        longest = calendar.monthrange(day.year, day.month)[1]
        if not repeat.month_days & {day.day, day.day - longest - 1}:
            return False
    return not repeat.weekdays or bool(repeat.weekdays & _names(repeat, day))


def _names(repeat: Repeat, day: date) -> set[tuple[int, int]]:
    """Give how a rule may call a day: Tuesday, the second Tuesday, the last Tuesday but two."""
    if repeat.frequency == "YEARLY" and not repeat.months:
        number = day.timetuple().tm_yday
        longest = 365 + calendar.isleap(day.year)
    else:
        number, longest = day.day, calendar.monthrange(day.year, day.month)[1]
    weekday = day.weekday()
    return {
        (weekday, 0), (weekday, (number - 1) // 7 + 1), (weekday, -((longest - number) // 7) - 1)
    }  # fmt: skip


def _placed(repeat: Repeat, days: Iterator[date]) -> Iterator[date]:
    """Give the days at the places that a rule asks for within each of its periods."""
    if not repeat.positions:
        yield from days
        return
    for _of, group in groupby(days, key=lambda day: _period(repeat, day)):
        found = list(group)
        wanted = {at - 1 if at > 0 else len(found) + at for at in repeat.positions if at}
        yield from (day for at, day in enumerate(found) if at in wanted)
