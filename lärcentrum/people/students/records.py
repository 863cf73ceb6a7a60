"""A student as lists and as the page show it; protected identities pass through the mask."""

from dataclasses import dataclass
from datetime import date

from lärcentrum.operations import reading
from lärcentrum.people.identity_numbers import NumberKind, formatted, masked
from lärcentrum.people.masking import Protection, is_protected, mask, shown_name
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    """A student as a list shows it.

    Args:
        id: the local id, by which a list asks for its pages.
        uid: the student.
        name: as it may be shown.
        given_name: "" for a protected identity, as all that follows.
        family_name: see above.
        birth_date: None where it is not known.
        number: the number that counts now, its last four signs hidden; "" for none.
        email: "" for none.
        phone: "" for none.
        municipality: the code, 9999 for none.
        programme: "" for none.
        ended_on: since when the student is gone.
        protected: whether this is a protected identity.
    """

    id: int
    uid: str
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    number: str
    email: str
    phone: str
    municipality: str
    programme: str
    ended_on: date | None
    protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentNumber:
    """One of a student's identity numbers.

    Args:
        uid: the number's record.
        kind: what sort of number it is.
        number: written for reading; the last four signs hidden unless it was asked for.
        issuer: who gave it, "" where the kind tells.
        valid_from: None where it is not known.
        valid_to: None while it counts.
    """

    uid: str
    kind: NumberKind
    number: str
    issuer: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """A student's page.

    Args:
        provider: the provider's uid, None for none.
        languages: codes.
        protection_until: the day on which the protection is to be looked at again.
        alias: the number in "Person 7", None for one who was never protected.
        numbers: those that count now first.
    """

    uid: str
    name: str
    given_name: str
    family_name: str
    birth_date: date | None
    email: str
    phone: str
    address: str
    municipality: str
    provider: str | None
    provider_name: str
    programme: str
    languages: tuple[str, ...]
    note: str
    protection: Protection
    protection_until: date | None
    alias: int | None
    registered_on: date | None
    ended_on: date | None
    numbers: tuple[StudentNumber, ...]


# --- rules -----------------------------------------------------------------


def row_of(row: Row) -> StudentRow:
    """Read a list's row from columns of `student` and its current `number`."""
    seen = mask(row)
    return StudentRow(
        id=row["id"],
        uid=row["uid"],
        name=shown_name(row),
        given_name=seen["given_name"],
        family_name=seen["family_name"],
        birth_date=day(seen["birth_date"]),
        number=masked(seen["number"]) if seen["number"] else "",
        email=seen["email"],
        phone=seen["phone"],
        municipality=seen["municipality"],
        programme=seen["programme"],
        ended_on=day(row["ended_on"]),
        protected=is_protected(row),
    )


def day(text: str | None) -> date | None:
    """Read a kept date."""
    return date.fromisoformat(text) if text else None


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def read_student(store: Store, *, student: str) -> Student:
    """Read a student's page; a protected identity shows its alias only.

    Args:
        store: the register.
        student: the student.

    Raises:
        NotFound: the student is gone.
    """
    return whole_student(store, student, unmasked=False)


_PAGE = """
SELECT student.*, provider.uid AS provider, coalesce(provider.name, '') AS provider_name
FROM student LEFT JOIN provider ON provider.id = student.provider_id WHERE student.uid = ?
"""


def whole_student(store: Store, student: str, *, unmasked: bool) -> Student:
    """Read a student's page, whole only for `protection.show_protected`."""
    plain = store.one(_PAGE, student) or store.row("student", student)
    seen = plain if unmasked else mask(plain)
    hidden = is_protected(plain) and not unmasked
    name = f"{plain['given_name']} {plain['family_name']}".strip()
    return Student(
        uid=student,
        name=name if unmasked else shown_name(plain),
        given_name=seen["given_name"],
        family_name=seen["family_name"],
        birth_date=day(seen["birth_date"]),
        email=seen["email"],
        phone=seen["phone"],
        address=seen["address"],
        municipality=seen["municipality"],
        provider=seen["provider"],
        provider_name=seen["provider_name"],
        programme=seen["programme"],
        languages=tuple(seen["languages"].split()),
        note=seen["note"],
        protection=Protection(plain["protection"]),
        protection_until=day(plain["protection_until"]),
        alias=plain["alias_number"],
        registered_on=day(seen["registered_on"]),
        ended_on=day(plain["ended_on"]),
        numbers=() if hidden else _numbers(store, plain["id"], unmasked),
    )


_NUMBERS = """
SELECT uid, kind, number, issuer, valid_from, valid_to FROM identity_number
WHERE student_id = ? ORDER BY valid_to IS NOT NULL, id
"""


def _numbers(store: Store, student_id: int, unmasked: bool) -> tuple[StudentNumber, ...]:
    write = formatted if unmasked else masked
    return tuple(
        StudentNumber(
            uid=row["uid"],
            kind=NumberKind(row["kind"]),
            number=write(row["number"]),
            issuer=row["issuer"],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )
        for row in store.query(_NUMBERS, student_id)
    )
