"""What an invigilator's dialog reads out of a line: hours of a day, lists of days, of names."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

from lärcentrum.exams.providers import Provider
from lärcentrum.language import _
from lärcentrum.swedish import fold
from ui.kit.fields import ParsedField
from ui.kit.parse import parse_date, parse_time, say_date

_LONGEST = 366
"""Days that one range may hold."""
_TO = re.compile(r"\s*–\s*|\s+-\s+")
_BETWEEN = re.compile(r"\s*[,;\n]\s*")


class HoursField(ParsedField):
    """Two times of one day; takes `8-17`, `08:00–12:30`."""

    def __init__(self) -> None:
        super().__init__(
            read_hours,
            lambda value: f"{value[0]:%H:%M}–{value[1]:%H:%M}",
            _("Tiden går inte att läsa; skriv till exempel 8–17."),
            _("t.ex. 8–17"),
        )


class DaysField(ParsedField):
    """Several days; takes `14/12, 20/12–6/1`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            lambda text: read_days(text, today()),
            say_days,
            _("En dag går inte att läsa; skriv till exempel 14/12, 20/12–6/1."),
            _("t.ex. 14/12, 20/12–6/1"),
        )


class ProvidersField(ParsedField):
    """Several providers by what people say, or by name."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        by_name = {fold(name): one.uid for one in providers for name in (one.name, one.short)}
        said = {one.uid: one.short or one.name for one in providers}

        def read(text: str) -> tuple[str, ...] | None:
            names = [fold(one) for one in _BETWEEN.split(text.strip()) if one]
            found = [by_name.get(one) for one in names]
            known = tuple(one for one in found if one)
            return known if known and len(known) == len(names) else None

        super().__init__(
            read,
            lambda uids: ", ".join(said[uid] for uid in uids if uid in said),
            _("Ett av lärosätena finns inte; skriv som det står i bokningen, med komma emellan."),
            _("t.ex. LTU, UmU"),
        )


def read_hours(text: str) -> tuple[time, time] | None:
    """Read two times of one day; None when it is none, or ends before it begins."""
    first, found, last = re.sub(r"\s*[–-]\s*", "–", text).partition("–")
    opens, closes = parse_time(first), parse_time(last)
    whole = bool(found) and opens is not None and closes is not None and opens < closes
    return (opens, closes) if whole and opens and closes else None


def read_days(text: str, today: date) -> tuple[date, ...] | None:
    """Read days and ranges of days; None when one of them is none."""
    days: set[date] = set()
    for part in (one for one in _BETWEEN.split(text.strip()) if one):
        ends = [parse_date(one, today) for one in _TO.split(part, maxsplit=1)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
            return None
        days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(sorted(days)) or None


def say_days(days: Sequence[date]) -> str:
    """Write days so that `read_days` reads them, days in a row as a range."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        say_date(run[0]) if len(run) == 1 else f"{say_date(run[0])}–{say_date(run[-1])}"
        for run in runs
    )


def read_words(text: str) -> tuple[str, ...]:
    """Read words with commas between them."""
    return tuple(one for one in _BETWEEN.split(text.strip()) if one)
