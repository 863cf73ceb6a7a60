"""Add, change, end and remove students."""

from dataclasses import replace
from datetime import date

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.people.duplicates import SCORES, Likeness, Person, near_duplicates
from lärcentrum.people.errors import PossibleDuplicate, StudentInUse
from lärcentrum.people.identity_numbers import IdentityNumber, NumberKind, parse
from lärcentrum.people.masking import is_protected
from lärcentrum.people.students.checks import (
    check_birth,
    check_hidden_fields,
    check_may_write,
    check_names,
    contact_columns,
)
from lärcentrum.people.students.finding import candidates
from lärcentrum.people.students.numbers import births_told, check_free, keep_number
from lärcentrum.people.students.records import day
from lärcentrum.rights import Right
from lärcentrum.store.store import Ref, Row, Store

_LIKELY = SCORES[Likeness.NEAR_NAME_AND_BIRTH]

# --- operations ------------------------------------------------------------


@operation(right=Right.REGISTER, label=N_("Student tillagd"))
def add_student(
    store: Store,
    *,
    given_name: str,
    family_name: str,
    identity_number: str = "",
    number_kind: NumberKind | None = None,
    issuer: str = "",
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    address: str = "",
    municipality: str = "",
    provider: str = "",
    programme: str = "",
    languages: str = "",
    note: str = "",
    known_different: bool = False,
) -> str:
    """Add a student; one of the names is enough, and a number is not needed.

    Args:
        identity_number: in any written form, "" for none.
        number_kind: needed for foreign numbers and most reservnummer.
        issuer: who gave the number.
        birth_date: taken from the number where it tells.
        municipality: the code, "" for not known.
        provider: the provider's uid, "" for none.
        languages: codes.
        known_different: the user has seen who is alike and says that it is another person.

    Raises:
        BadIdentityNumber, AmbiguousIdentityNumber, BadContact, BadValue, TooLong: a field.
        NumberTaken, NumberRefused: the number is here already.
        PossibleDuplicate: somebody alike is here already (T07).
    """
    fields = contact_columns({
        "given_name": given_name, "family_name": family_name, "email": email, "phone": phone,
        "address": address, "municipality": municipality, "programme": programme,
        "languages": languages, "note": note,
    })  # fmt: skip
    with store.write():
        number = _new_number(store, identity_number, number_kind)
        born = _checked(store, fields, birth_date, number, known_different)
        student = _keep(store, fields, born, provider)
        if number:
            keep_number(store, student.id, number, issuer=issuer)
    return student.uid


@operation(right=Right.REGISTER, label=N_("Student ändrad"))
def change_student(
    store: Store,
    *,
    student: str,
    given_name: str | None = None,
    family_name: str | None = None,
    birth_date: date | None = None,
    email: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    municipality: str | None = None,
    provider: str | None = None,
    programme: str | None = None,
    languages: str | None = None,
    note: str | None = None,
    known_different: bool = False,
) -> None:
    """Change a student; None leaves a field as it is, "" empties it; fields as in `add_student`.

    Raises:
        BadContact, BadValue, TooLong: a field.
        ProtectedField: address, phone or municipality of a protected identity (FH07).
        NotAllowed: a protected identity, and the right is missing.
        PossibleDuplicate: what is new makes the student like somebody else here (T07).
    """
    given = {
        "given_name": given_name, "family_name": family_name, "email": email, "phone": phone,
        "address": address, "municipality": municipality, "programme": programme,
        "languages": languages, "note": note,
    }  # fmt: skip
    fields = contact_columns({name: text for name, text in given.items() if text is not None})
    with store.write():
        old = store.row("student", student)
        _check_change(store, old, fields)
        changed: dict[str, str | int | None] = dict(fields)
        if born := _checked_birth(store, old, birth_date):
            changed["birth_date"] = born.isoformat()
        if not known_different:
            _check_alike(store, old, old | changed)
        if provider is not None:
            changed["provider_id"] = _provider_id(store, provider)
        if not changed:
            raise NotAsItStands("student", _("Inget nytt är ifyllt."), _("Ändra något först."))
        store.update("student", student, **changed)


@operation(right=Right.REGISTER, label=N_("Student avslutad"))
def end_student(store: Store, *, student: str, ended_on: date | None = None) -> None:
    """End a student, who stays in the register and can be found.

    Args:
        store: the register.
        student: the student.
        ended_on: today where it is not given.
    """
    with store.write():
        check_may_write(store, store.row("student", student), "end_student")
        day = ended_on or store.clock.today()
        store.update("student", student, ended_on=day.isoformat())


@operation(right=Right.REGISTER, label=N_("Student återupptagen"))
def resume_student(store: Store, *, student: str) -> None:
    """Let a student who was ended go on."""
    with store.write():
        check_may_write(store, store.row("student", student), "resume_student")
        store.update("student", student, ended_on=None)


_NUMBERS = "SELECT uid FROM identity_number WHERE student_id = ?"


@operation(right=Right.REGISTER, label=N_("Student borttagen"))
def delete_student(store: Store, *, student: str) -> None:
    """Remove a student that nothing hangs on, with the identity numbers (T15).

    Raises:
        StudentInUse: records hang on the student; it says how many of what.
    """
    with store.write():
        row = store.row("student", student)
        check_may_write(store, row, "delete_student")
        if hanging := records_of(store, row["id"]):
            raise StudentInUse(hanging)
        for number in store.query(_NUMBERS, row["id"]):
            store.delete("identity_number", number["uid"])
        store.delete("student", student)


# --- inner -----------------------------------------------------------------

_REFERENCES = """
SELECT t.name AS tbl, f."from" AS col FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
WHERE t.type = 'table' AND f."table" = 'student' AND t.name <> 'identity_number' ORDER BY t.name
"""


def records_of(store: Store, student_id: int) -> dict[str, int]:
    """Count what hangs on a student by table, asking the database which tables point here.

    This area knows nothing of bookings or certificates, and what is added later counts too.
    """
    found: dict[str, int] = {}
    for each in store.query(_REFERENCES):
        count = store.value(
            f'SELECT count(*) FROM "{each["tbl"]}" WHERE "{each["col"]}" = ?', student_id
        )
        if count:
            found[each["tbl"]] = found.get(each["tbl"], 0) + count
    return found


def _new_number(store: Store, text: str, kind: NumberKind | None) -> IdentityNumber | None:
    if not text:
        return None
    number = parse(text, today=store.clock.today(), kind=kind)
    check_free(store, number.number)
    return number


def _checked(
    store: Store,
    fields: dict[str, str],
    birth_date: date | None,
    number: IdentityNumber | None,
    known_different: bool,
) -> date | None:
    """Check names, date of birth and likeness; give the date of birth that counts."""
    check_names(fields["given_name"], fields["family_name"])
    born = check_birth(birth_date, number.birth_date if number else None, store.clock.today())
    if not known_different:
        _check_new(store, fields, born, number)
    return born


def _checked_birth(store: Store, old: Row, birth_date: date | None) -> date | None:
    born = check_birth(birth_date, None, store.clock.today())
    told = births_told(store, old["id"]) if born else set()
    if told and born not in told:
        raise BadValue("birth_date", _("stämmer inte med identitetsnumret"))
    return born


def _check_new(
    store: Store, fields: dict[str, str], born: date | None, number: IdentityNumber | None
) -> None:
    numbers = frozenset({number.number} if number else ())
    _refuse_alike(store, replace(_person(fields), birth_date=born, numbers=numbers))


_TELLING = ("given_name", "family_name", "birth_date", "email", "phone")


def _check_alike(store: Store, old: Row, new: Row) -> None:
    """Refuse a change of what tells people apart when it makes two alike."""
    if is_protected(old) or all(old[name] == new[name] for name in _TELLING):
        return
    _refuse_alike(store, replace(_person(new), uid=old["uid"], birth_date=day(new["birth_date"])))


def _person(fields: Row) -> Person:
    return Person(
        given_name=fields["given_name"],
        family_name=fields["family_name"],
        email=fields["email"],
        phone=fields["phone"],
    )


def _refuse_alike(store: Store, person: Person) -> None:
    near = near_duplicates(person, candidates(store, person))
    likely = tuple(one.uid for one in near if one.score >= _LIKELY)
    if likely:
        raise PossibleDuplicate(likely)


def _keep(store: Store, fields: dict[str, str], born: date | None, provider: str) -> Ref:
    return store.insert(
        "student",
        **fields,
        birth_date=born and born.isoformat(),
        provider_id=_provider_id(store, provider),
        registered_on=store.clock.today().isoformat(),
    )


def _check_change(store: Store, old: Row, fields: dict[str, str]) -> None:
    check_may_write(store, old, "change_student")
    if is_protected(old):
        check_hidden_fields(fields)
    names = old | fields
    check_names(names["given_name"], names["family_name"])


def _provider_id(store: Store, provider: str) -> int | None:
    return store.id_of("provider", provider) if provider else None
