"""What a row says of a student: numbers in every written form, places and languages by name."""

import re
from datetime import date
from functools import cache

from lärcentrum.imports.rows import Decided, Decision, Found, Line, RowState
from lärcentrum.imports.values import split_name
from lärcentrum.language import _, current, in_language
from lärcentrum.people.contact import LANGUAGES
from lärcentrum.people.errors import AmbiguousIdentityNumber
from lärcentrum.people.identity_numbers import IdentityNumber, parse
from lärcentrum.people.municipalities import municipalities
from lärcentrum.store.store import Row
from lärcentrum.swedish import clean, fold

# --- rules -----------------------------------------------------------------

_SHORT = re.compile(r"[0-9]{5,9}")
_TEN = re.compile(r"[0-9]{6}[- ]?[0-9]{4}|[0-9]{5,9}")
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\boch\b|\band\b)\s*|\s+")


def read_identity(
    text: str, *, today: date, birth: date | None, decided: Decided
) -> IdentityNumber | None:
    """Read an identity number of a list; None for an empty cell.

    Zeros that Excel took from its beginning are put back: date and check digit must then hold.
    Ten digits that fit two centuries are asked about, unless the row says the date of birth.

    Args:
        text: the cell.
        today: decides centuries.
        birth: the date of birth of the same row.
        decided: what the user has said of the row.

    Raises:
        Found: the century is to be decided (FC05).
        BadIdentityNumber: it is none (FC06).
    """
    tidy = clean(text)
    if not tidy:
        return None
    try:
        return parse(f"{tidy}.0" if _SHORT.fullmatch(tidy) else tidy, today=today)
    except AmbiguousIdentityNumber as fault:
        century = _century(tidy, birth, decided)
        if not century:
            raise Found(
                RowState.DOUBTFUL, fault.parts()[0], field="identity_number",
                choices=(Decision.SKIP, Decision.BORN_1900, Decision.BORN_2000),
            ) from None  # fmt: skip
        digits = tidy.replace("-", "").replace(" ", "").zfill(10)
        return parse(century + digits, today=today)


def _century(text: str, birth: date | None, decided: Decided) -> str:
    if not _TEN.fullmatch(text):
        return ""
    if decided & {Decision.BORN_1900, Decision.BORN_2000}:
        return "20" if Decision.BORN_2000 in decided else "19"
    return str(birth.year)[:2] if birth else ""


def municipality_code(text: str) -> str:
    """Give the code of a municipality that stands by its name: `Storuman`, `Storumans kommun`."""
    if not text or text[0].isdigit():
        return text
    codes, key = _municipality_codes(), fold(text).removesuffix(" kommun")
    return codes.get(key) or codes.get(key.removesuffix("s")) or text


@cache
def _municipality_codes() -> dict[str, str]:
    return {fold(name): code for code, name in municipalities().items()}


def language_codes(text: str) -> str:
    """Give the codes of languages that stand by their names; unknown words stay to be refused."""
    if not text:
        return ""
    codes = _language_names(current())
    if fold(text) in codes:
        return codes[fold(text)]
    words = [word for word in _BETWEEN.split(text.lower()) if word]
    return " ".join(codes.get(fold(word), word) for word in words)


@cache
def _language_names(spoken: str) -> dict[str, str]:
    with in_language(spoken):
        codes = {fold(_(name)): code for code, name in LANGUAGES.items()}
    return codes | {fold(name): code for code, name in LANGUAGES.items()}


def names_of(line: Line) -> tuple[str, str]:
    """Give given names and family name of a row, from one column or two."""
    given, family = line.text("given_name"), line.text("family_name")
    return (given, family) if given or family else split_name(line.text("name"))


def known_names(rows: list[Row]) -> tuple[dict[str, str], dict[str, str]]:
    """Give uids by folded name and short name, and names by uid."""
    known: dict[str, str] = {}
    for row in rows:
        known[fold(row["name"])] = row["uid"]
    for row in rows:
        if row["short"]:
            known.setdefault(fold(row["short"]), row["uid"])
    shown = {
        row["uid"]: f"{row['name']} ({row['short']})" if row["short"] else row["name"]
        for row in rows
    }
    return known, shown
