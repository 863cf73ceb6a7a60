"""What people type for a day, a time or a length, read generously; None when it is none."""

import re
from datetime import date, time, timedelta

from lärcentrum.language import _
from lärcentrum.swedish import SHORT_MONTHS, SHORT_WEEKDAYS, short_day

_BACK = 60
"""A day and month without a year may lie this many days back; else the next one is meant."""


def parse_date(text: str, today: date) -> date | None:
    """Read a day.

    Args:
        text: `2026-12-14`, `20261214`, `261214`, `14/12`, `14/12 2026`, `1412`, `14 dec`,
            `mån 14 dec 2026`, `14`, `mån`, `idag`, `imorgon`, `+7`.
        today: the day that short forms count from.
    """
    asked = " ".join(text.strip().lower().replace(".", " ").split())
    if not asked:
        return None
    return _spoken(asked, today) or _named(asked, today) or _figures(asked, today)


def parse_time(text: str) -> time | None:
    """Read a time: `9`, `09`, `900`, `0900`, `9.00`, `9:30`, `9,30`, `kl 9`."""
    asked = re.sub(r"^kl\.?\s*", "", text.strip().lower())
    found = re.fullmatch(r"(\d{1,2})(?:\s*[:.,h ]\s*(\d{2}))?", asked) or re.fullmatch(
        r"(\d{1,2})(\d{2})", asked
    )
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_duration(text: str) -> int | None:
    """Read a length in minutes: `4`, `4 tim`, `4,5`, `4:30`, `4h30`, `90 min`, `240`.

    A bare number up to 12 means hours, a larger one minutes.
    """
    asked = text.strip().lower().replace(",", ".")
    found = re.fullmatch(r"(\d{1,2})\s*(?::|h|tim(?:mar|me)?)\s*(\d{1,2})?\s*(?:min|m)?", asked)
    if found:
        return _positive(int(found[1]) * 60 + int(found[2] or 0))
    found = re.fullmatch(r"(\d{1,4}(?:\.\d{1,2})?)\s*(min(?:uter)?|m|tim(?:mar|me)?|h)?", asked)
    if not found:
        return None
    value = float(found[1])
    in_hours = found[2][0] in "th" if found[2] else value <= 12
    return _positive(round(value * 60) if in_hours else round(value))


def _positive(minutes: int) -> int | None:
    return minutes if minutes > 0 else None


def _spoken(asked: str, today: date) -> date | None:
    names = ((_("igår"), -1), (_("idag"), 0), (_("imorgon"), 1), (_("övermorgon"), 2))
    steps = {name.casefold(): step for name, step in names}
    if asked in steps:
        return today + timedelta(days=steps[asked])
    if found := re.fullmatch(r"\+(\d{1,3})", asked):
        return today + timedelta(days=int(found[1]))
    days = [_(day).casefold() for day in SHORT_WEEKDAYS]
    for number, name in enumerate(days):
        if len(asked) >= 2 and re.fullmatch(rf"{name[:2]}\w*", asked):
            return today + timedelta(days=(number - today.weekday()) % 7)
    return None


def _named(asked: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:[^\W\d]+ )?(\d{1,2}) ([^\W\d]{3,})(?: (\d{4}))?", asked)
    if not found:
        return None
    for number, name in enumerate(SHORT_MONTHS, start=1):
        if found[2].startswith(_(name).casefold()[:3]):
            return _place(int(found[1]), number, found[3], today)
    return None


def _figures(asked: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})[-/ ]?(\d{2})[-/ ]?(\d{2})", asked):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{2})", asked):
        return _day(2000 + int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})(?:[ /-](\d{4}))?", asked):
        return _place(int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(r"(\d{2})(\d{2})", asked):
        return _place(int(found[1]), int(found[2]), None, today)
    return _day_of_month(int(asked), today) if re.fullmatch(r"\d{1,2}", asked) else None


def _place(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    earliest = today - timedelta(days=_BACK)
    around = (_day(earliest.year + step, month, day) for step in range(9))
    return next((one for one in around if one and one >= earliest), None)


def _day_of_month(day: int, today: date) -> date | None:
    for step in range(12):
        years, month = divmod(today.month - 1 + step, 12)
        found = _day(today.year + years, month + 1, day)
        if found and found >= today:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def say_date(value: date) -> str:
    """Write a day as a field shows it when it is left; `parse_date` reads it back."""
    return f"{short_day(value)} {value.year}"
