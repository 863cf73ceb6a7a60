"""Identity numbers: every way they are written, one way they are kept.

A person can have several numbers over time, or none. Kept form: twelve places for everything that
starts with a date of birth (`199001012384`, `19900101T236`, `19900101TF26`), otherwise the
issuer's own signs.

Sources: Skatteverket SKV 704 (personnummer: check digit, `+` from the year a person turns 100) and
SKV 707 (samordningsnummer: day + 60); Ladok's interim numbers as SWAMID and Umeå University
describe them (a letter in the first place of the serial, counted as 1 in the check digit);
TF-nummer as YH providers give them (date of birth, TF, two digits, no check digit); reservnummer
differ from region to region, Stockholm's begin with 99.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NoReturn

from lärcentrum.language import N_
from lärcentrum.people.errors import AmbiguousIdentityNumber, BadIdentityNumber, NumberFault
from lärcentrum.swedish import clean

# --- records ---------------------------------------------------------------


class NumberKind(StrEnum):
    """What sort of number it is."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    T_NUMBER = "t_number"
    TF_NUMBER = "tf_number"
    RESERVE = "reserve"
    OTHER = "other"


class LegalSex(StrEnum):
    """The legal sex that a personnummer tells."""

    WOMAN = "kvinna"
    MAN = "man"


KIND_NAMES: dict[NumberKind, str] = {
    NumberKind.PERSONNUMMER: N_("personnummer"),
    NumberKind.SAMORDNINGSNUMMER: N_("samordningsnummer"),
    NumberKind.T_NUMBER: N_("T-nummer"),
    NumberKind.TF_NUMBER: N_("TF-nummer"),
    NumberKind.RESERVE: N_("reservnummer"),
    NumberKind.OTHER: N_("annat nummer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """A number that has been read and checked.

    Args:
        kind: what sort of number it is.
        number: the kept form.
        birth_date: None where the number does not tell.
    """

    kind: NumberKind
    number: str
    birth_date: date | None


# --- rules -----------------------------------------------------------------

LONGEST_LIFE = 115
"""Years; a ten-digit number without sign is ambiguous only while both readings may live."""

TEST_SERIALS = range(980, 1000)
"""Serials that Skatteverket keeps for test persons."""

HIDDEN = "••••"

_LONGEST_TEXT = 40
_DATED = re.compile(r"(\d\d)?(\d{6})([-+]?)(\d{4}|[A-Z]\d{3}|TF\d\d)", re.ASCII)
_EXCEL = re.compile(r"(\d{1,12})[.,]0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)[.,](\d{1,11})E\+?(\d\d)", re.ASCII)
_IN_TEXT = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{6}[ \u00a0]?[-+\u2010-\u2014]?[ \u00a0]?"
    r"(?:[0-9]{4}|[A-Za-z][0-9]{3}|[Tt][Ff][0-9]{2})(?![0-9])"
)
_RESERVE = re.compile(r"[0-9A-Z]{6,20}")
_OTHER = re.compile(r"[0-9A-Z./ -]{3,30}")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def parse(text: str, *, today: date, kind: NumberKind | None = None) -> IdentityNumber:
    """Read an identity number in any of its written forms (FC05, FC06, FC07).

    Ten or twelve places, with `-`, `+`, spaces, no-break spaces, or as Excel turns it into a
    number (`9001012384.0`, `1.01012389E+9`: zeros that Excel dropped are put back). Other digits
    than 0 to 9 (full-width, Arabic) are refused.

    Args:
        text: what was typed or read.
        today: decides the century of a ten-digit number, and what a future birth is.
        kind: what the user says it is; needed for a reservnummer that is not Stockholm's and for
            foreign numbers, and refused if the number shows itself to be another kind.

    Raises:
        BadIdentityNumber: form, date, check digit or kind is wrong, or the birth lies ahead.
        AmbiguousIdentityNumber: ten digits without sign fit two centuries.
    """
    if len(text) > 4 * _LONGEST_TEXT:
        _refuse(NumberFault.FORM)
    tidy = clean(text).upper().translate(_DASHES)
    if not tidy:
        _refuse(NumberFault.EMPTY)
    if kind is NumberKind.OTHER:
        return _free(tidy, NumberKind.OTHER, _OTHER)
    solid = _without_excel(tidy.replace(" ", ""))
    if kind is NumberKind.RESERVE or _is_stockholm_reserve(solid):
        return _checked_kind(_free(solid.replace("-", ""), NumberKind.RESERVE, _RESERVE), kind)
    return _checked_kind(_dated(solid, today), kind)


def formatted(number: str) -> str:
    """Write a kept number for reading: `19900101-2384`; one without a date stays as it is."""
    return f"{number[:8]}-{number[8:]}" if _starts_with_date(number) else number


def birth_of(number: str) -> date | None:
    """Give the date of birth that a kept number tells; None for one without a date."""
    if not _starts_with_date(number):
        return None
    day = int(number[6:8])
    return _real_date(int(number[:4]), int(number[4:6]), day - 60 if day > 60 else day)


def short(number: str) -> str:
    """Write a kept number without its century, as on an id card: `900101-2384`."""
    return formatted(number)[2:] if _starts_with_date(number) else number


def masked(number: str) -> str:
    """Write a kept number with its last four signs hidden: `19900101-••••`."""
    return f"{formatted(number)[:-4]}{HIDDEN}" if len(number) > 4 else HIDDEN


def holds_number(text: str, *, today: date) -> bool:
    """Tell whether a free text holds something that reads as an identity number (FH11).

    Args:
        text: a note; a form warns before it is saved.
        today: as in `parse`.
    """
    return any(_reads(found[0], today) for found in _IN_TEXT.finditer(text[:20_000]))


def numbers_in(text: str, *, today: date) -> list[IdentityNumber]:
    """Give the identity numbers that a free text holds, each once; one of two centuries is none.

    Args:
        text: a mail that somebody pastes.
        today: as in `parse`.
    """
    found = []
    for one in _IN_TEXT.finditer(text):
        try:
            found.append(parse(one[0], today=today))
        except (BadIdentityNumber, AmbiguousIdentityNumber):
            continue  # other figures: a phone number, an order
    return list(dict.fromkeys(found))


def legal_sex(number: IdentityNumber) -> LegalSex | None:
    """Tell the legal sex from the ninth digit; None where the number does not tell (SKV 704)."""
    if number.kind not in (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER):
        return None
    return LegalSex.MAN if int(number.number[10]) % 2 else LegalSex.WOMAN


def check_digit(nine: str) -> int:
    """Compute the check digit (Luhn, modulus 10) of nine places.

    Args:
        nine: YYMMDD and the serial; a letter counts as 1, as in Ladok.
    """
    total = 0
    for place, sign in enumerate(nine):
        value = (int(sign) if sign.isdigit() else 1) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return -total % 10


def generate(
    birth_date: date, serial: int = 980, *, kind: NumberKind = NumberKind.PERSONNUMMER
) -> str:
    """Make a number for tests and the demo that no living person has.

    Args:
        birth_date: the invented person's.
        serial: 980 to 999, Skatteverket's range for test persons; even is a woman.
        kind: personnummer, samordningsnummer, T-number or TF-number.

    Raises:
        ValueError: another serial or kind.
    """
    if serial not in TEST_SERIALS:
        raise ValueError("serial outside the range for tests")
    day = birth_date.day + 60 * (kind is NumberKind.SAMORDNINGSNUMMER)
    start = f"{birth_date:%Y%m}{day:02}"
    if kind is NumberKind.TF_NUMBER:
        return f"{start}TF{serial % 100}"
    if kind in (NumberKind.RESERVE, NumberKind.OTHER):
        raise ValueError("no rule for numbers of this kind")
    body = f"{start}T{serial % 100}" if kind is NumberKind.T_NUMBER else f"{start}{serial}"
    return f"{body}{check_digit(body[2:])}"


def _reads(text: str, today: date) -> bool:
    try:
        parse(text, today=today)
    except AmbiguousIdentityNumber:
        return True
    except BadIdentityNumber:
        return False
    return True


def _without_excel(solid: str) -> str:
    if found := _EXCEL.fullmatch(solid):
        return _zeros_back(found[1])
    if found := _SCIENTIFIC.fullmatch(solid):
        digits, shift = found[1] + found[2], int(found[3])
        # Fewer digits than the power of ten: Excel has rounded the number away.
        if len(digits) <= shift + 1 <= 12:
            return _zeros_back(digits.ljust(shift + 1, "0")) if len(digits) > 8 else solid
    return solid


def _zeros_back(digits: str) -> str:
    return digits.zfill(10) if len(digits) <= 10 else digits


def _is_stockholm_reserve(solid: str) -> bool:
    digits = solid.replace("-", "")
    return len(digits) == 12 and digits.startswith("99") and digits.isascii() and digits.isdigit()


def _free(text: str, kind: NumberKind, pattern: re.Pattern[str]) -> IdentityNumber:
    if len(text) > _LONGEST_TEXT or not pattern.fullmatch(text):
        _refuse(NumberFault.FORM)
    return IdentityNumber(kind=kind, number=text, birth_date=None)


def _checked_kind(number: IdentityNumber, kind: NumberKind | None) -> IdentityNumber:
    if kind not in (None, number.kind):
        _refuse(NumberFault.KIND)
    return number


def _dated(solid: str, today: date) -> IdentityNumber:
    found = _DATED.fullmatch(solid)
    if not found:
        _refuse(NumberFault.FORM)
    century, six, sign, four = found.groups()
    _check_serial(six, four)
    coordinated = int(six[4:]) > 60
    births = _births(century, six, sign, today, days_off=60 if coordinated else 0)
    birth = _one_birth(births, today)
    kind = _dated_kind(four, coordinated)
    return IdentityNumber(kind=kind, number=f"{birth:%Y}{six[2:]}{four}", birth_date=birth)


def _check_serial(six: str, four: str) -> None:
    if four.startswith("TF"):
        return
    if four.startswith("000") or check_digit(six + four[:3]) != int(four[3]):
        _refuse(NumberFault.CHECK_DIGIT)


def _dated_kind(four: str, coordinated: bool) -> NumberKind:
    if four.startswith("TF"):
        return NumberKind.TF_NUMBER
    if not four[0].isdigit():
        return NumberKind.T_NUMBER
    return NumberKind.SAMORDNINGSNUMMER if coordinated else NumberKind.PERSONNUMMER


def _births(century: str | None, six: str, sign: str, today: date, *, days_off: int) -> list[date]:
    """Give the births that the text can mean."""
    newest = today.year - (today.year - int(six[:2])) % 100
    if century:
        years = [int(century + six[:2])] if century in ("18", "19", "20") else []
    elif sign:
        years = [newest - 100 if sign == "+" else newest]
    else:
        years = [newest, newest - 100]
    births = [_real_date(year, int(six[2:4]), int(six[4:]) - days_off) for year in years]
    return [birth for birth in births if birth]


def _one_birth(births: list[date], today: date) -> date:
    if not births:
        _refuse(NumberFault.DATE)
    possible = [birth for birth in births if birth <= today]
    if not possible:
        _refuse(NumberFault.FUTURE)
    if len(possible) > 1:
        possible = [b for b in possible if today.year - b.year <= LONGEST_LIFE] or possible[:1]
    if len(possible) > 1:
        raise AmbiguousIdentityNumber
    return possible[0]


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _starts_with_date(number: str) -> bool:
    return bool(re.fullmatch(r"(?:18|19|20)\d{6}(?:\d{4}|[A-Z]\d{3}|TF\d\d)", number, re.ASCII))


def _refuse(fault: NumberFault) -> NoReturn:
    raise BadIdentityNumber(fault)
