"""Read one cell: dates, times, lengths and numbers as Swedes write them; nothing is guessed."""

import re
from datetime import date, time

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.swedish import MONTHS, SHORT_MONTHS, clean, fold

# --- rules -----------------------------------------------------------------

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_SOLID = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_SWEDISH = re.compile(r"(?:\w+ )?(?:den )?(\d{1,2})(?:[:e]?[ea]?)? ([^\W\d_]+)\.?,? (\d{4})")
_SPACED = re.compile(r"(\d{1,2})/(\d{1,2}) (\d{4})", re.ASCII)
_EITHER = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_TIME = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d\d)(?:[:.]00)?)?", re.ASCII | re.IGNORECASE)
_WITH_DAY = re.compile(r"\d{4}-\d\d-\d\d[ T](\d\d:\d\d)(?::00)?", re.ASCII)
_WHOLE = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,9})(?:[,.]0+)?", re.ASCII)
_HOURS = re.compile(r"(\d{1,2})(?:[,.](\d{1,2}))? ?(?:h|tim|timmar|timme|hours?)\.?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::00)?", re.ASCII)
_MINUTES = re.compile(r"(\d{1,4}) ?(?:min|minuter|minutes?|m)?\.?", re.ASCII)
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december")  # fmt: skip

_ASK = N_("kan läsas på två sätt: skriv datumet som 2026-04-03")
_NO_DATE = N_("är inget datum: skriv det som 2026-04-03")
_NO_DAY = N_("är en dag som inte finns")


def read_date(name: str, text: str) -> date | None:
    """Read a date; None for an empty cell.

    `2026-04-03`, `20260403`, `3 april 2026`, `fredag den 3 apr 2026`, `3/4 2026`, and a date cell
    of Excel. `13/4/2026` can mean one day only; `03/04/2026` two, and is asked about (FC11).

    Args:
        name: the field.
        text: the cell.

    Raises:
        BadValue: no date, a day that there is not, or one that can be read in two ways.
    """
    tidy = clean(text)
    if not tidy:
        return None
    if found := _ISO.fullmatch(tidy) or _SOLID.fullmatch(tidy):
        return _day(name, int(found[1]), int(found[2]), int(found[3]))
    if found := _SWEDISH.fullmatch(tidy):
        return _day(name, int(found[3]), _month(name, found[2]), int(found[1]))
    if found := _SPACED.fullmatch(tidy):
        return _day(name, int(found[3]), int(found[2]), int(found[1]))
    if found := _EITHER.fullmatch(tidy):
        one, two = int(found[1]), int(found[2])
        if one != two and one <= 12 and two <= 12:
            raise BadValue(name, _(_ASK))
        day, month = (two, one) if two > 12 else (one, two)
        return _day(name, int(found[3]), month, day)
    raise BadValue(name, _(_NO_DATE))


def read_time(name: str, text: str) -> time | None:
    """Read a time of day: `09:00`, `9.00`, `kl 9`, or a time cell; None for an empty cell.

    Raises:
        BadValue: no time of day.
    """
    tidy = clean(text)
    if not tidy:
        return None
    if with_day := _WITH_DAY.fullmatch(tidy):
        tidy = with_day[1]
    found = _TIME.fullmatch(tidy)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise BadValue(name, _("är inget klockslag: skriv det som 09:00"))
    return time(hour, minute)


def read_whole(name: str, text: str) -> int | None:
    """Read a whole number, with or without spaces between thousands; None for an empty cell.

    Raises:
        BadValue: no whole number (`4,5`), or signs that belong to none (FC10).
    """
    tidy = clean(text)
    if not tidy:
        return None
    found = _WHOLE.fullmatch(tidy)
    if not found:
        raise BadValue(name, _("ska vara ett helt tal"))
    return int(found[1].replace(" ", ""))


def read_minutes(name: str, text: str) -> int | None:
    """Read a length: `240`, `240 min`, `4 h`, `4,5 tim`, `4:30`; None for an empty cell.

    Raises:
        BadValue: no length; a bare number below 15 may be hours or minutes, and is asked about.
    """
    tidy = clean(text).lower()
    if not tidy:
        return None
    if found := _HOURS.fullmatch(tidy):
        return round(float(f"{found[1]}.{found[2] or 0}") * 60)
    if found := _CLOCK.fullmatch(tidy):
        return int(found[1]) * 60 + int(found[2])
    found = _MINUTES.fullmatch(tidy)
    if not found or (tidy.isdigit() and int(tidy) < 15):
        raise BadValue(name, _("ska vara minuter, som 240, eller timmar, som 4 h"))
    return int(found[1])


def split_name(text: str) -> tuple[str, str]:
    """Give given names and family name of a whole name: `Östberg, Eva` or `Eva Östberg`.

    Without a comma the last word is the family name; one word alone is a family name.
    """
    tidy = clean(text)
    if "," in tidy:
        family, _comma, given = tidy.partition(",")
        return given.strip(), family.strip()
    given, _space, family = tidy.rpartition(" ")
    return given, family


def heading_key(text: str) -> str:
    """Give what spellings of one heading share: `E-post (privat)` and `e post` differ in words."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(text).replace("_", " ")).split())


def _day(name: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(name, _(_NO_DAY)) from None


def _month(name: str, word: str) -> int:
    key = fold(word)
    for number, (long, short, english) in enumerate(
        zip(MONTHS, SHORT_MONTHS, _ENGLISH, strict=True), 1
    ):
        if key in (fold(long), fold(short), fold(long)[:3], english, english[:3]):
            return number
    raise BadValue(name, _(_NO_DATE))
