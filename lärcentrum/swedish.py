"""Swedish text: clean, fold for searching, sort, and write dates, numbers and money.

Sorting and folding are done here once, as plain strings, because SQLite folds case for ASCII
only and knows no Swedish order, and because the computer's own locale differs between centres.
"""

# Letters and signs that look alike are this module's subject.
# ruff: noqa: RUF001

import re
import unicodedata
from datetime import date, datetime

from lärcentrum.language import N_, _

NO_BREAK_SPACE = "\u00a0"

# Zero-width joiners are kept between letters of scripts that are spelt with them (Persian and
# Arabic, the Indic family, Khmer, Mongolian) and inside emoji; elsewhere they only make two names
# that look alike differ.
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
    "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
)
# Controls, bidi marks and overrides, zero-width and soft hyphens, lone surrogates, fillers that
# draw nothing, non-characters and tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    "\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e007f\U0001fffe\U0001ffff]"
    f"|(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])"
)
_STROKES = {
    "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l",
    "ŋ": "n", "œ": "oe", "ŧ": "t", "ƀ": "b", "ɓ": "b", "ƈ": "c", "ɖ": "d", "ɗ": "d", "ə": "e",
    "ǝ": "e", "ɛ": "e", "ƒ": "f", "ǥ": "g", "ɠ": "g", "ɨ": "i", "ƙ": "k", "ƴ": "y", "ɔ": "o",
    "ɵ": "o", "ʉ": "u", "ƶ": "z", "ʒ": "z", "ʋ": "v", "ɲ": "n", "ɣ": "g",
}  # fmt: skip
_APOSTROPHES, _HYPHENS = "’‘ʼʹ´`ʻ′", "‐‑‒–—−"
_LOOK_ALIKES = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-")
# Marks above 9 are accents and vowel points; viramas and kana voicing below spell another sound.
_MARKS = {n: None for n in range(0x300, 0x20F1) if unicodedata.combining(chr(n)) > 9}
_FOLD = _MARKS | str.maketrans(_STROKES | _LOOK_ALIKES)
# { | } follow z in every byte order, so they stand for å ä ö; the signs themselves move down.
_ORDER = str.maketrans(
    {"{": "(", "|": "/", "}": ")", "~": "-"}
    | dict.fromkeys("åǻ", "{")
    | dict.fromkeys("äǟæǣǽ", "|")
    | dict.fromkeys("öȫøǿőœ", "}")
    | dict.fromkeys("üǖǘǚǜű", "y")
)
_SPACING = dict.fromkeys(_APOSTROPHES + "'.,") | dict.fromkeys(_HYPHENS + "-", " ")
_PRIMARY = _FOLD | str.maketrans(_SPACING)
_BREAK = "\x01"

WEEKDAYS = (
    N_("måndag"), N_("tisdag"), N_("onsdag"), N_("torsdag"), N_("fredag"), N_("lördag"),
    N_("söndag"),
)  # fmt: skip
SHORT_WEEKDAYS = (N_("mån"), N_("tis"), N_("ons"), N_("tors"), N_("fre"), N_("lör"), N_("sön"))
MONTHS = (
    N_("januari"), N_("februari"), N_("mars"), N_("april"), N_("maj"), N_("juni"), N_("juli"),
    N_("augusti"), N_("september"), N_("oktober"), N_("november"), N_("december"),
)  # fmt: skip
SHORT_MONTHS = (
    N_("jan"), N_("feb"), N_("mars"), N_("apr"), N_("maj"), N_("juni"), N_("juli"), N_("aug"),
    N_("sep"), N_("okt"), N_("nov"), N_("dec"),
)  # fmt: skip


def clean(text: str) -> str:
    """Give a text as it is stored in one line: NFC, visible signs only, single spaces.

    What cannot be seen is taken away rather than refused (FC14): it comes along when a name is
    pasted from a PDF or a mail, and nobody can find and mend what does not show.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = _INVISIBLE.sub("", " ".join(text.split()))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def clean_lines(text: str) -> str:
    """Clean a text of several lines (a note), keeping its line breaks."""
    lines = [clean(line) for line in text.splitlines()]
    return "\n".join(lines).strip("\n")


def fold(text: str) -> str:
    """Give the search key of a text: small letters, no accents, one spelling of each sign.

    Å and ä become a, ö and ø become o, Sámi letters their base letter (č c, đ d, ŋ n, š s, ŧ t,
    ž z), æ ae, ß ss. A text typed as NFD folds as its NFC twin (FC04).
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    return " ".join(unicodedata.normalize("NFKD", folded).translate(_FOLD).split())


def sort_key(*parts: str) -> str:
    """Give a string whose plain (byte) order is the Swedish order of the parts.

    A to z, then å, ä, ö, then other scripts; digits and signs first. Æ stands with ä, ø with ö,
    ü with y (SAOL, CLDR `sv`). Accented and Sámi letters stand with their base letter and right
    after it where nothing else differs; case decides last. A hyphen counts as a space and an
    apostrophe as nothing, so that Ann-Marie comes before Anna and O'Hara among Oh.

    Args:
        parts: compared one after the other, such as family name and given names.
    """
    primary = _BREAK.join(map(_primary, parts))
    return f"{primary}{_BREAK}{_BREAK.join(unicodedata.normalize('NFC', part) for part in parts)}"


def _primary(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
        text = unicodedata.normalize("NFKD", text.translate(_ORDER))
        return " ".join(text.translate(_PRIMARY).split())
    return " ".join(text.lower().translate(_ORDER).translate(_PRIMARY).split())


def short_day(day: date) -> str:
    """Write a day as lists show it: "mån 14 dec"."""
    weekday, month = _(SHORT_WEEKDAYS[day.weekday()]), _(SHORT_MONTHS[day.month - 1])
    return _("{weekday} {day} {month}").format(weekday=weekday, day=day.day, month=month)


def long_day(day: date) -> str:
    """Write a day in full: "måndag 14 december 2026"."""
    weekday, month = _(WEEKDAYS[day.weekday()]), _(MONTHS[day.month - 1])
    text = _("{weekday} {day} {month} {year}")
    return text.format(weekday=weekday, day=day.day, month=month, year=day.year)


def short_month(period: str) -> str:
    """Write a month, YYYY-MM, as a heading: "okt 26"."""
    return f"{_(SHORT_MONTHS[int(period[5:]) - 1])} {period[2:4]}"


def month_name(year: int, month: int) -> str:
    """Write a month: "december 2026".

    Args:
        year: four digits.
        month: 1 to 12.
    """
    return _("{month} {year}").format(month=_(MONTHS[month - 1]), year=year)


def span(start: datetime, end: datetime) -> str:
    """Write a time from when to when: "mån 14 dec 09:00–13:00".

    Args:
        start: wall-clock time.
        end: wall-clock time; another day than `start` is written out.
    """
    first = f"{short_day(start)} {start:%H:%M}"
    if start.date() == end.date():
        return f"{first}–{end:%H:%M}"
    return f"{first} – {short_day(end)} {end:%H:%M}"


def number(value: int) -> str:
    """Write a whole number with no-break spaces between thousands: "12 345"."""
    sign = "−" if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", NO_BREAK_SPACE)


def kronor(öre: int) -> str:
    """Write an amount: "1 250 kr" or "99,50 kr".

    Args:
        öre: hundredths of a krona.
    """
    whole, rest = divmod(abs(öre), 100)
    sign = "−" if öre < 0 else ""
    decimals = f",{rest:02}" if rest else ""
    return f"{sign}{number(whole)}{decimals}{NO_BREAK_SPACE}kr"
