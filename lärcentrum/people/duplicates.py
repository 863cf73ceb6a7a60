"""When two records may be the same person (T07)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from lärcentrum.people.contact import email_key, phone_key
from lärcentrum.swedish import fold

# --- records ---------------------------------------------------------------


class Likeness(StrEnum):
    """What two records share, strongest first."""

    NUMBER = "number"
    NAME_AND_BIRTH = "name_and_birth"
    SWAPPED_NAME = "swapped_name"
    NAME_AND_CONTACT = "name_and_contact"
    NEAR_NAME_AND_BIRTH = "near_name_and_birth"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What tells a person from another.

    Args:
        uid: "" for one that is not saved yet.
        numbers: kept forms of identity numbers.
    """

    uid: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    numbers: frozenset[str] = field(default=frozenset())
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """A record that may be the same person.

    Args:
        uid: the student.
        reasons: what is alike, strongest first.
        score: 0 to 100; 100 is the same number.
    """

    uid: str
    reasons: tuple[Likeness, ...]
    score: int


# --- rules -----------------------------------------------------------------

SCORES: dict[Likeness, int] = {
    Likeness.NUMBER: 100,
    Likeness.NAME_AND_BIRTH: 95,
    Likeness.SWAPPED_NAME: 90,
    Likeness.NAME_AND_CONTACT: 85,
    Likeness.NEAR_NAME_AND_BIRTH: 80,
    Likeness.EMAIL: 40,
    Likeness.PHONE: 30,
}
NEAR = 85.0
"""Per cent of letters alike from which two names are near (Jönsson and Johnsson: 85.7)."""


def near_duplicates(person: Person, others: Iterable[Person]) -> list[NearDuplicate]:
    """List who may be the same person, likeliest first.

    The same address or phone alone is a weak hint: families and couples share them.

    Args:
        person: the one being saved.
        others: candidates; the person's own record among them is passed over.
    """
    found = []
    for other in others:
        if other.uid == person.uid:
            continue
        if reasons := tuple(_reasons(person, other)):
            found.append(NearDuplicate(uid=other.uid, reasons=reasons, score=_score(reasons)))
    return sorted(found, key=lambda near: (-near.score, near.uid))


def _score(reasons: tuple[Likeness, ...]) -> int:
    best = max(SCORES[reason] for reason in reasons)
    return min(best + 5 * (len(reasons) - 1), 100 if best == 100 else 99)


def _reasons(one: Person, two: Person) -> Iterable[Likeness]:
    if one.numbers & two.numbers:
        yield Likeness.NUMBER
    if one.birth_date and one.birth_date == two.birth_date:
        yield from _name_reasons(one, two)
    contact = tuple(_contact_reasons(one, two))
    if contact and _names(one) == _names(two) and not (one.birth_date and two.birth_date):
        yield Likeness.NAME_AND_CONTACT
    yield from contact


def _contact_reasons(one: Person, two: Person) -> Iterable[Likeness]:
    if one.email and email_key(one.email) == email_key(two.email):
        yield Likeness.EMAIL
    if one.phone and phone_key(one.phone) == phone_key(two.phone):
        yield Likeness.PHONE


def _name_reasons(one: Person, two: Person) -> Iterable[Likeness]:
    mine, theirs = _names(one), _names(two)
    if mine == theirs:
        yield Likeness.NAME_AND_BIRTH
    elif mine == theirs[::-1]:
        yield Likeness.SWAPPED_NAME
    elif _near(mine, theirs):
        yield Likeness.NEAR_NAME_AND_BIRTH


def _names(person: Person) -> tuple[str, str]:
    return _folded(person.given_name), _folded(person.family_name)


# A long list asks for the same names again and again.
@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    return fold(name).replace("-", " ")


def _near(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Tell whether names are spelt nearly alike, or one has more given names than the other."""
    from rapidfuzz import fuzz

    return (
        fuzz.ratio(" ".join(mine), " ".join(theirs)) >= NEAR
        or fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)) >= NEAR
        or (fuzz.ratio(mine[1], theirs[1]) >= NEAR and _shares_given_name(mine[0], theirs[0]))
    )


def _shares_given_name(mine: str, theirs: str) -> bool:
    short, long = sorted((set(mine.split()), set(theirs.split())), key=len)
    return bool(short) and short <= long
