"""Swedish organisation numbers, and sole traders' numbers, which are their owners' personnummer.

Ten digits, the last a check digit (Luhn, modulus 10); the first tells the legal form and the third
is at least 2, so that the number is never a date of birth (lagen 1974:174 om identitetsbeteckning
för juridiska personer m.fl.; Skatteverket SKV 709). A sole trader has no number but the owner's
personnummer or samordningsnummer: it is kept, hidden and found as one.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from lärcentrum.people.errors import AmbiguousIdentityNumber, BadIdentityNumber
from lärcentrum.people.identity_numbers import NumberKind, check_digit, masked, parse
from lärcentrum.people.identity_numbers import formatted as formatted_identity
from lärcentrum.practice.errors import BadOrganisationNumber, OrganisationFault
from lärcentrum.swedish import clean

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNumber:
    """A number that has been read and checked.

    Args:
        number: the kept form: ten digits, or twelve for a sole trader.
        sole_trader: whether it is a person's number.
    """

    number: str
    sole_trader: bool


# --- rules -----------------------------------------------------------------

GROUPS = "12356789"
"""First digits in use: 1 estates, 2 state, municipalities and regions, 3 foreign, 5 limited
companies, 6 simple partnerships, 7 economic associations, 8 non-profit, 9 partnerships."""

_TEN = re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})")
_VAT = re.compile(r"SE([0-9]{6}-?[0-9]{4})01")
_PERSON = re.compile(r"(?:18|19|20)?[0-9]{2}[01][0-9]{3}[-+]?[0-9]{4}")
_PERSONS = (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_LONGEST = 60


def read_number(text: str, *, today: date) -> OrganisationNumber:
    """Read a number as it is written, on an invoice or in a register.

    `556036-0793`, ten digits, with 16 before, as a VAT number (`SE556036079301`), with spaces or
    long dashes; a sole trader's with or without its century.

    Args:
        text: what was typed.
        today: decides the century of a sole trader's number.

    Raises:
        BadOrganisationNumber: what is wrong.
    """
    solid = clean(text[:_LONGEST]).upper().translate(_DASHES).replace(" ", "")
    if found := _VAT.fullmatch(solid):
        solid = found[1]
    if _PERSON.fullmatch(solid):
        return OrganisationNumber(number=_person(solid, today), sole_trader=True)
    found = _TEN.fullmatch(solid)
    if not found:
        _refuse(OrganisationFault.FORM)
    ten = found[1] + found[2]
    if check_digit(ten[:9]) != int(ten[9]):
        _refuse(OrganisationFault.CHECK_DIGIT)
    if ten[0] not in GROUPS:
        _refuse(OrganisationFault.GROUP)
    return OrganisationNumber(number=ten, sole_trader=False)


def shown_number(number: str, *, sole_trader: bool) -> str:
    """Write a kept number for reading; a sole trader's with its last four hidden."""
    if sole_trader:
        return masked(number)
    return whole_number(number, sole_trader=False)


def whole_number(number: str, *, sole_trader: bool) -> str:
    """Write a kept number in full: `556036-0793`, or `19900101-2384` for a sole trader."""
    if not number:
        return ""
    return formatted_identity(number) if sole_trader else f"{number[:6]}-{number[6:]}"


def make_number(nine: str) -> str:
    """Add the check digit to the first nine digits of an invented number, for tests and the demo.

    Args:
        nine: nine digits, the third at least 2.
    """
    return f"{nine}{check_digit(nine)}"


def _person(solid: str, today: date) -> str:
    try:
        found = parse(solid, today=today)
    except AmbiguousIdentityNumber:
        _refuse(OrganisationFault.CENTURY)
    except BadIdentityNumber:
        _refuse(OrganisationFault.PERSON)
    if found.kind not in _PERSONS:
        _refuse(OrganisationFault.PERSON)
    return found.number


def _refuse(fault: OrganisationFault) -> NoReturn:
    raise BadOrganisationNumber(fault) from None
