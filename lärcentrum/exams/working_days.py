"""Swedish working days: public holidays, the eves that a centre keeps free, and counting.

Public holidays are those of lagen (1989:253) om allmänna helgdagar, read from the library
`holidays`, which is imported at first use. Eves are no holidays by law; lagen (1930:173) om
beräkning av lagstadgad tid puts midsommarafton, julafton and nyårsafton beside them. Which eves
are free is therefore a setting of the centre.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from lärcentrum.language import N_, _

SATURDAY = 5
SUNDAY = 6

# --- records ---------------------------------------------------------------


class Eve(StrEnum):
    """A day before a holiday that is no holiday by law."""

    TWELFTH_NIGHT = "trettondagsafton"
    MAUNDY_THURSDAY = "skärtorsdagen"
    EASTER = "påskafton"
    WALPURGIS = "valborgsmässoafton"
    WHITSUN = "pingstafton"
    MIDSUMMER = "midsommarafton"
    ALL_SAINTS = "allhelgonaafton"
    CHRISTMAS = "julafton"
    NEW_YEAR = "nyårsafton"


USUAL_EVES = frozenset({Eve.EASTER, Eve.WHITSUN, Eve.MIDSUMMER, Eve.CHRISTMAS, Eve.NEW_YEAR})
"""The eves that are free at most Swedish workplaces; the centre's setting replaces them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeDays:
    """What a centre counts as free besides Saturdays, Sundays and public holidays.

    Args:
        eves: the eves that are free.
        closed: the centre's own closed days, with the reason in the user's words.
    """

    eves: frozenset[Eve] = USUAL_EVES
    closed: Mapping[date, str] = field(default_factory=dict)


USUAL = FreeDays()

# --- rules -----------------------------------------------------------------

_WEEKEND = {SATURDAY: N_("lördag"), SUNDAY: N_("söndag")}
_EASTER_SUNDAY = "Påskdagen"
_MIDSUMMER_DAY = "Midsommardagen"
_ALL_SAINTS_DAY = "Alla helgons dag"


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """Give the public holidays of a year with their Swedish names, ordinary Sundays left out."""
    from holidays.countries.sweden import Sweden

    days = Sweden(include_sundays=False, years=year, language="sv")
    return dict(sorted(days.items()))


@lru_cache(maxsize=64)
def eves(year: int) -> Mapping[date, Eve]:
    """Give the eves of a year, free or not; none for a year whose holidays are not known."""
    day_of = {name: day for day, name in public_holidays(year).items()}
    if not day_of:
        return {}
    easter = day_of[_EASTER_SUNDAY]
    return {
        date(year, 1, 5): Eve.TWELFTH_NIGHT,
        easter - timedelta(days=3): Eve.MAUNDY_THURSDAY,
        easter - timedelta(days=1): Eve.EASTER,
        date(year, 4, 30): Eve.WALPURGIS,
        easter + timedelta(days=48): Eve.WHITSUN,
        day_of[_MIDSUMMER_DAY] - timedelta(days=1): Eve.MIDSUMMER,
        day_of[_ALL_SAINTS_DAY] - timedelta(days=1): Eve.ALL_SAINTS,
        date(year, 12, 24): Eve.CHRISTMAS,
        date(year, 12, 31): Eve.NEW_YEAR,
    }


def holiday_name(day: date, free: FreeDays = USUAL) -> str | None:
    """Give the name of a public holiday or of an eve that is free, else None."""
    name = public_holidays(day.year).get(day)
    eve = eves(day.year).get(day)
    if name is None and eve in free.eves:
        name = str(eve)
    return name.lower() if name else None


def why_free(day: date, free: FreeDays = USUAL) -> str | None:
    """Tell why nobody works on a day: a holiday, an eve, the centre's own reason, a weekend.

    Returns:
        A Swedish word or phrase, or None on a working day.
    """
    weekend = _WEEKEND.get(day.weekday())
    return holiday_name(day, free) or free.closed.get(day) or (_(weekend) if weekend else None)


def is_working_day(day: date, free: FreeDays = USUAL) -> bool:
    """Tell whether people work on a day."""
    # Asked for every day of a lead time at every key: what is usual is told without a word.
    return (
        day.weekday() < SATURDAY
        and day not in public_holidays(day.year)
        and not free.closed.get(day)
        and eves(day.year).get(day) not in free.eves
    )


def add_working_days(day: date, count: int, free: FreeDays = USUAL) -> date:
    """Step a number of working days forwards, or backwards when the count is negative.

    Args:
        day: where to start; it is not counted itself and need not be a working day.
        count: working days; 0 gives the day back.
        free: what the centre counts as free.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, free)
    return day


def count_working_days(first: date, last: date, free: FreeDays = USUAL) -> int:
    """Count the working days after `first` up to and with `last`; negative when `last` is earlier.

    It is the inverse of `add_working_days`: stepping so many days from `first` arrives at `last`
    when `last` is a working day.
    """
    if last < first:
        return -sum(is_working_day(day, free) for day in _days(last, first - timedelta(days=1)))
    return sum(is_working_day(day, free) for day in _days(first + timedelta(days=1), last))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
