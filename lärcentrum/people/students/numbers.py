"""A student's identity numbers: several over time, or none; each with kind, issuer, from and to."""

from datetime import date

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.errors import NumberRefused, NumberTaken, ReasonNeeded
from lärcentrum.people.identity_numbers import (
    IdentityNumber,
    NumberKind,
    birth_of,
    formatted,
    parse,
)
from lärcentrum.people.masking import UNPROTECTED, is_protected
from lärcentrum.people.students.checks import check_may_write, short_text
from lärcentrum.people.students.records import day
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- operations ------------------------------------------------------------


@operation(right=Right.REGISTER, label=N_("Identitetsnummer tillagt"))
def add_identity_number(
    store: Store,
    *,
    student: str,
    identity_number: str,
    kind: NumberKind | None = None,
    issuer: str = "",
    valid_from: date | None = None,
) -> str:
    """Give a student one more identity number; the earlier ones stay.

    Args:
        store: the register.
        student: the student.
        identity_number: in any written form.
        kind: needed for foreign numbers and most reservnummer.
        issuer: who gave it: the region, the university, the country.
        valid_from: since when it counts.

    Returns:
        the number's uid.

    Raises:
        BadIdentityNumber, AmbiguousIdentityNumber: it cannot be read.
        NumberTaken, NumberRefused: it is here already.
        BadValue: it tells another date of birth than the student's.
    """
    with store.write():
        owner = store.row("student", student)
        check_may_write(store, owner, "add_identity_number")
        read = parse(identity_number, today=store.clock.today(), kind=kind)
        _check_same_birth(owner, read)
        uid = keep_number(store, owner["id"], read, issuer=issuer, valid_from=valid_from)
        if owner["birth_date"] is None and read.birth_date:
            store.update("student", student, birth_date=read.birth_date.isoformat())
    return uid


@operation(right=Right.REGISTER, label=N_("Identitetsnummer ändrat"))
def change_identity_number(
    store: Store,
    *,
    number: str,
    identity_number: str,
    kind: NumberKind | None = None,
    issuer: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Correct an identity number that was written wrongly.

    Args:
        store: the register.
        number: the number's uid.
        identity_number: in any written form.
        kind: as in `add_identity_number`.
        issuer: see there.
        valid_from: since when it counts.
        valid_to: until when it counted.

    Raises:
        BadIdentityNumber, AmbiguousIdentityNumber, NumberTaken, NumberRefused: as there.
        BadValue: it ends before it begins, or tells another date of birth than the student's; one
            that was taken from the number itself follows it.
    """
    _check_period(valid_from, valid_to)
    with store.write():
        old, owner = store.row("identity_number", number), _owner(store, number)
        check_may_write(store, owner, "change_identity_number")
        read = parse(identity_number, today=store.clock.today(), kind=kind)
        check_free(store, read.number, but=number)
        if read.birth_date and day(owner["birth_date"]) in (None, birth_of(old["number"])):
            store.update("student", owner["uid"], birth_date=read.birth_date.isoformat())
        else:
            _check_same_birth(owner, read)
        store.update(
            "identity_number",
            old["uid"],
            kind=read.kind.value,
            number=read.number,
            issuer=short_text("issuer", issuer, 100),
            valid_from=valid_from and valid_from.isoformat(),
            valid_to=valid_to and valid_to.isoformat(),
        )


@operation(right=Right.REGISTER, label=N_("Identitetsnummer avslutat"))
def end_identity_number(store: Store, *, number: str, valid_to: date | None = None) -> None:
    """Say that an identity number counts no more (a T-number when the personnummer has come).

    Args:
        store: the register.
        number: the number's uid.
        valid_to: the last day; today where it is not given.

    Raises:
        BadValue: it would end before it begins.
    """
    with store.write():
        row = store.row("identity_number", number)
        check_may_write(store, _owner(store, number), "end_identity_number")
        last = valid_to or store.clock.today()
        _check_period(date.fromisoformat(row["valid_from"]) if row["valid_from"] else None, last)
        store.update("identity_number", number, valid_to=last.isoformat())


@reading(right=Right.SEE)
def show_identity_number(store: Store, *, number: str) -> str:
    """Show a whole identity number.

    Args:
        store: the register.
        number: the number's uid.

    Raises:
        ReasonNeeded: a protected identity's: `protection.show_protected` asks and logs.
        NotFound: it is gone, or a protected identity's and the right is missing.
    """
    owner = _owner(store, number)
    if is_protected(owner):
        if Right.PROTECTED in store.session.rights:
            raise ReasonNeeded
        raise NotFound("identity_number", number)
    return formatted(store.row("identity_number", number)["number"])


# --- inner -----------------------------------------------------------------


def keep_number(
    store: Store,
    student_id: int,
    read: IdentityNumber,
    *,
    issuer: str = "",
    valid_from: date | None = None,
) -> str:
    """Keep a number inside the operation in progress and give its uid."""
    check_free(store, read.number)
    return store.insert(
        "identity_number",
        student_id=student_id,
        kind=read.kind.value,
        number=read.number,
        issuer=short_text("issuer", issuer, 100),
        valid_from=valid_from and valid_from.isoformat(),
    ).uid


_SAME = """
SELECT student.uid, protection FROM identity_number
JOIN student ON student.id = identity_number.student_id
WHERE number = ? AND identity_number.uid <> ?
"""


def check_free(store: Store, number: str, but: str = "") -> None:
    """Refuse a number that is here already, without telling of a protected identity (FH02).

    Raises:
        NumberTaken, NumberRefused: as they say.
    """
    found = store.one(_SAME, number, but)
    if found is None:
        return
    if found["protection"] != UNPROTECTED and Right.PROTECTED not in store.session.rights:
        raise NumberRefused
    raise NumberTaken(found["uid"])


_OWNER = """
SELECT student.* FROM student JOIN identity_number ON student.id = identity_number.student_id
WHERE identity_number.uid = ?
"""


def _owner(store: Store, number: str) -> Row:
    return store.one(_OWNER, number) or store.row("identity_number", number)


def _check_same_birth(owner: Row, read: IdentityNumber) -> None:
    born = day(owner["birth_date"])
    if born and read.birth_date and born != read.birth_date:
        raise BadValue("identity_number", _("stämmer inte med födelsedagen"))


_DATED = """
SELECT number FROM identity_number WHERE student_id = ? AND valid_to IS NULL
AND kind IN ('personnummer', 'samordningsnummer', 't_number', 'tf_number')
"""


def births_told(store: Store, student_id: int) -> set[date]:
    """Give the dates of birth that a student's numbers tell."""
    told = (birth_of(row["number"]) for row in store.query(_DATED, student_id))
    return {born for born in told if born}


def _check_period(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise BadValue("valid_to", _("ligger före den första dagen"))
