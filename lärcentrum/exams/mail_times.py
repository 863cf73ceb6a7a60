"""Days, times and lengths in the text of a mail, as people write them in Swedish and English."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

_MONTHS = (
    ("januari", "january", "jan"), ("februari", "february", "feb"), ("mars", "march", "mar"),
    ("april", "apr"), ("maj", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("augusti", "august", "aug"), ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMED = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(20\d\d)[-/.]([01]?\d)[-/.]([0-3]?\d)(?!\d)")
_SLASH = re.compile(r"(?<![\d/])([0-3]?\d)/([01]?\d)(?:[ -/]+(20\d\d))?(?![\d/])")
_WORDS = re.compile(
    rf"(?<!\d)([0-3]?\d)(?::?e|:?a|st|nd|rd|th)?\.? (?:of )?({_NAMED})\.?"
    r"(?:,? (20\d\d))?(?![^\W_])",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<![^\W_])({_NAMED})\.? ([0-3]?\d)(?:st|nd|rd|th)?(?:,? (20\d\d))?(?!\d)", re.IGNORECASE
)
_BETWEEN = r"\s*(?:-|–|—|till|to|until)\s*"
_HOUR = r"(?<![\d.,:/-])([01]?\d|2[0-3])(?:[.:,]?([0-5]\d))?"
_SPAN = re.compile(
    rf"{_HOUR}(?:{_BETWEEN})([01]?\d|2[0-3])(?:[.:,]?([0-5]\d))?(?![\d/%])", re.IGNORECASE
)
_START = re.compile(
    r"(?:kl|klockan|at|tid|time|start|börjar|starts)\.?:? *([01]?\d|2[0-3])"
    r"(?:[.:]([0-5]\d))?(?![\d/])",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:[.,](5|25|75))? ?(?:tim(?:mar|me)?|hours?|h)(?![^\W_])", re.IGNORECASE
)
_MINUTES = re.compile(r"(?<![\d,.])(\d{2,3}) ?min(?:uter|utes|s)?(?![^\W_])", re.IGNORECASE)
_EARLY, _LATE = 6, 21
"""An exam begins between these hours; other figures are credits, groups or rooms."""
_LONGEST = 12 * 60


class Found(NamedTuple):
    """A day in a text, and where it stands."""

    day: date
    start: int
    end: int


def days_in(text: str, today: date) -> list[Found]:
    """Find every day in a text.

    Args:
        text: any text.
        today: a day without a year is the next one of that name, today included.
    """
    found = sorted(_days(text, today), key=lambda one: one.start)
    return [one for n, one in enumerate(found) if not any(_holds(f, one) for f in found[:n])]


def time_in(text: str) -> tuple[time, int | None] | None:
    """Find when something begins, and for how long where the text says until when.

    Args:
        text: a line without its days (`without_days`): `kl. 9–13`, `09.00 till 13.00`, `kl 14`.

    Returns:
        the start, and minutes or None; None where no time is said.
    """
    for found in _SPAN.finditer(text):
        start, end = (_clock(found[place], found[place + 1]) for place in (1, 3))
        minutes = _minutes(end) - _minutes(start)
        clear = found[2] is not None or found[4] is not None or _is_told(text, found.start())
        if clear and _EARLY <= start.hour <= _LATE and 0 < minutes <= _LONGEST:
            return start, minutes
    one = _START.search(text)
    if one and _EARLY <= int(one[1]) <= _LATE:
        return _clock(one[1], one[2]), None
    return None


def length_in(text: str) -> int | None:
    """Find a length in minutes: `4 timmar`, `4,5 tim`, `240 min`."""
    if hours := _HOURS.search(text):
        whole = int(hours[1]) * 60 + round(float(f"0.{hours[2] or 0}") * 60)
        return whole if 0 < whole <= _LONGEST else None
    found = _MINUTES.search(text)
    return int(found[1]) if found and 5 <= int(found[1]) <= _LONGEST else None


def without_days(text: str, today: date) -> str:
    """Take the days out of a text, so that their figures are not read as times."""
    for one in reversed(days_in(text, today)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _days(text: str, today: date) -> Iterator[Found]:
    for found in _ISO.finditer(text):
        yield from _found(found, found[1], found[2], found[3], today)
    for found in _SLASH.finditer(text):
        yield from _found(found, found[3], found[2], found[1], today)
    for found in _WORDS.finditer(text):
        yield from _found(found, found[3], _month(found[2]), found[1], today)
    for found in _ENGLISH.finditer(text):
        yield from _found(found, found[3], _month(found[1]), found[2], today)


def _found(
    at: re.Match[str], year: str | None, month: str, day: str, today: date
) -> Iterator[Found]:
    years = (int(year),) if year else (today.year, today.year + 1)
    for one in years:
        try:
            there = date(one, int(month), int(day))
        except ValueError:
            continue
        if year or there >= today:
            yield Found(there, at.start(), at.end())
            return


def _month(name: str) -> str:
    return str(_NUMBER_OF[name.lower()])


def _holds(outer: Found, inner: Found) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_told(text: str, place: int) -> bool:
    before = text[max(0, place - 12) : place].lower()
    return bool(re.search(r"(kl|klockan|tid|time|from|mellan|between)\W*$", before))


def _clock(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))


def _minutes(at: time) -> int:
    return timedelta(hours=at.hour, minutes=at.minute) // timedelta(minutes=1)
