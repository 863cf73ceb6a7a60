from dataclasses import replace
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.people.errors import (
    AmbiguousIdentityNumber,
    BadContact,
    BadIdentityNumber,
    NumberRefused,
    NumberTaken,
    PossibleDuplicate,
    ProtectedField,
    StudentInUse,
    TooLong,
)
from lärcentrum.people.identity_numbers import NumberKind, generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import (
    add_identity_number,
    add_student,
    change_identity_number,
    change_student,
    delete_student,
    end_student,
    read_student,
    resume_student,
    search_students,
)
from lärcentrum.people.students.changes import records_of
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of

EVA = {
    "given_name": " Eva  Linnéa ",
    "family_name": "O\u0308stberg\u200b",
    "identity_number": "900101-9802",
    "email": "Eva@EXEMPEL.se",
    "phone": "070\u2013123 45 67",
    "address": "Storgatan 1\n923 31 Storuman",
    "municipality": "2421",
    "programme": "Sjuksköterskeprogrammet",
    "languages": "sv, se",
    "note": "Ringer helst.\nEfter lunch.",
}


def without(right: Right, store: Store) -> None:
    store.session = replace(store.session, rights=store.session.rights - {right})


def test_add_student(store: Store) -> None:
    make_student(store, 3)
    taken = EVA | {"identity_number": number_of(3)}
    bad = [
        (EVA | {"given_name": "", "family_name": "\u200b"}, BadValue),
        (EVA | {"identity_number": "900101-9803"}, BadIdentityNumber),
        (EVA | {"identity_number": generate(date(2020, 1, 1))[2:]}, AmbiguousIdentityNumber),
        (EVA | {"birth_date": date(1990, 1, 2)}, BadValue),
        (EVA | {"identity_number": "", "birth_date": date(2026, 11, 24)}, BadValue),
        (EVA | {"email": "eva"}, BadContact),
        (EVA | {"phone": "12"}, BadContact),
        (EVA | {"municipality": "Storuman"}, BadContact),
        (EVA | {"languages": "xx"}, BadContact),
        (EVA | {"family_name": "Ö" * 201}, TooLong),
        (EVA | {"note": "x" * 4001}, TooLong),
        (EVA | {"issuer": "x" * 101}, TooLong),
        (EVA | {"provider": "no-such-provider"}, NotFound),
        (taken, NumberTaken),
    ]
    student = check(store, Case(operation=add_student, good=EVA, bad=bad))
    page = read_student(store, student=student)
    assert (page.given_name, page.family_name) == ("Eva Linnéa", "Östberg")
    assert page.name == "Eva Linnéa Östberg"
    assert (page.email, page.phone) == ("Eva@exempel.se", "070-123 45 67")
    assert (page.address, page.municipality) == ("Storgatan 1 923 31 Storuman", "2421")
    assert (page.languages, page.note) == (("sv", "se"), "Ringer helst.\nEfter lunch.")
    assert (page.birth_date, page.registered_on) == (date(1990, 1, 1), date(2026, 11, 23))
    assert [number.number for number in page.numbers] == ["19900101-••••"]
    assert [row.uid for row in search_students(store, text="ostb")] == [student]


def test_the_longest_fields_are_kept(store: Store) -> None:
    longest = {"given_name": "Å" * 200, "family_name": "Ö" * 200, "note": "ä" * 4000}
    student = add_student(store, **longest, address="ö" * 400, programme="å" * 200)
    assert len(read_student(store, student=student).name) == 401


def test_a_student_needs_no_number_and_one_name_is_enough(store: Store) -> None:
    student = add_student(store, given_name="", family_name="Suharto")
    page = read_student(store, student=student)
    assert (page.name, page.numbers, page.birth_date) == ("Suharto", (), None)
    assert page.municipality == "9999"


def test_same_number_is_refused_in_any_written_form_and_kind(store: Store) -> None:
    first = make_student(store, identity_number="19900101-9802")
    with pytest.raises(NumberTaken) as caught:
        make_student(store, 1, identity_number="900101 9802", issuer="annan")
    assert caught.value.student == first
    assert "9802" not in str(caught.value)


def test_protected_number_gets_a_neutral_sentence(store: Store) -> None:
    hidden = make_student(store, identity_number="19900101-9802")
    set_protection(store, student=hidden, protection=Protection.MARKED, reason="beslut 12")
    without(Right.PROTECTED, store)
    with pytest.raises(NumberRefused) as caught:
        make_student(store, 1, identity_number="900101-9802")
    assert caught.value.facts().keys() <= {"code", "field"}
    assert "skydd" not in str(caught.value).lower()


def test_somebody_alike_is_asked_about(store: Store) -> None:
    known = add_student(store, given_name="Eva", family_name="Östberg", birth_date=date(1990, 1, 1))
    with pytest.raises(PossibleDuplicate) as caught:
        add_student(store, **EVA)
    assert caught.value.students == (known,)
    assert add_student(store, **EVA, known_different=True) != known


def test_protected_ones_are_never_told_as_alike(store: Store) -> None:
    known = add_student(store, given_name="Eva", family_name="Östberg", birth_date=date(1990, 1, 1))
    set_protection(store, student=known, protection=Protection.MARKED, reason="beslut 12")
    assert add_student(store, **EVA)


def test_change_student(store: Store) -> None:
    provider = add_provider(store)
    student = make_student(store, 1)
    good = {"student": student, "family_name": "Ärling", "email": "", "provider": provider}
    bad = [
        ({"student": student}, BadValue),
        ({"student": student, "given_name": "", "family_name": ""}, BadValue),
        ({"student": student, "birth_date": date(2027, 1, 1)}, BadValue),
        ({"student": student, "email": "@"}, BadContact),
        ({"student": "gone", "email": ""}, NotFound),
        ({"student": student, "provider": "gone"}, NotFound),
    ]
    check(store, Case(operation=change_student, good=good, bad=bad))
    page = read_student(store, student=student)
    assert (page.name, page.provider_name) == ("Åsa Ärling", "Umeå universitet")
    change_student(store, student=student, provider="", birth_date=date(1980, 1, 2))
    page = read_student(store, student=student)
    assert (page.provider, page.birth_date) == (None, date(1980, 1, 2))


def add_provider(store: Store) -> str:
    with store.operating("test", "test", True), store.write():
        return store.insert("provider", name="Umeå universitet", kind="university").uid


@pytest.mark.parametrize("field", ["address", "phone", "municipality"])
def test_no_address_phone_or_municipality_for_a_protected_identity(
    store: Store, field: str
) -> None:
    student = make_student(store)
    set_protection(store, student=student, protection=Protection.PROTECTED, reason="beslut 12")
    value = {"address": "Storgatan 1", "phone": "0940-14000", "municipality": "2421"}[field]
    with pytest.raises(ProtectedField) as caught:
        change_student(store, student=student, **{field: value})
    assert (caught.value.field, caught.value.code) == (field, "FH07")
    change_student(store, student=student, given_name="Eva", municipality="")


def test_a_protected_identity_is_written_only_with_the_right(store: Store) -> None:
    student = make_student(store)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut 12")
    without(Right.PROTECTED, store)
    before = store.digest()
    for change in (end_student, resume_student, delete_student, change_student):
        with pytest.raises(NotAllowed):
            change(store, student=student)
    assert store.digest() == before


def test_end_and_resume(store: Store) -> None:
    student = make_student(store)
    check(store, Case(operation=end_student, good={"student": student},
                      bad=[({"student": "gone"}, NotFound)]))  # fmt: skip
    assert read_student(store, student=student).ended_on == date(2026, 11, 23)
    check(store, Case(operation=resume_student, good={"student": student}))
    end_student(store, student=student, ended_on=date(2026, 6, 1))
    assert read_student(store, student=student).ended_on == date(2026, 6, 1)


def test_delete_student(store: Store) -> None:
    student, busy = make_student(store), make_student(store, 1)
    owner = store.id_of("student", busy)
    with store.operating("test", "test", True), store.write():
        store.insert_many("adaptation", [{"student_id": owner, "kind": k} for k in ("a", "b")])
    case = Case(
        operation=delete_student,
        good={"student": student},
        bad=[({"student": busy}, StudentInUse), ({"student": "gone"}, NotFound)],
    )
    check(store, case)
    assert search_students(store, text="östberg") == []
    with pytest.raises(StudentInUse) as caught:
        delete_student(store, student=busy)
    assert caught.value.counts == {"adaptation": 2}
    assert "anpassningar 2" in str(caught.value)


def test_every_table_that_points_at_a_student_counts(store: Store) -> None:
    make_student(store)
    tables = {row["name"] for row in store.query(
        "SELECT name FROM sqlite_schema WHERE sql LIKE '%REFERENCES student(id)%'")}  # fmt: skip
    assert {"booking", "internship", "certificate", "adaptation"} <= tables
    assert records_of(store, 1) == {}


def test_removed_student_comes_back_with_number_and_search(store: Store) -> None:
    student = make_student(store)
    delete_student(store, student=student)
    history.undo_last(store)
    assert len(read_student(store, student=student).numbers) == 1
    assert [row.uid for row in search_students(store, text="19800101")] == [student]


def test_a_birth_date_against_the_number_is_refused(store: Store) -> None:
    coordinated = generate(date(1985, 3, 4), 984, kind=NumberKind.SAMORDNINGSNUMMER)
    student = make_student(store, 1, identity_number=coordinated)
    before = store.digest()
    with pytest.raises(BadValue) as caught:
        change_student(store, student=student, birth_date=date(1985, 3, 5))
    assert caught.value.field == "birth_date"
    assert store.digest() == before
    change_student(store, student=student, birth_date=date(1985, 3, 4), note="stämmer")
    free = make_student(store, 2, identity_number="")
    change_student(store, student=free, birth_date=date(1990, 1, 1))
    change_student(store, student=free, birth_date=date(1990, 1, 2))


def test_a_number_against_the_birth_date_is_refused(store: Store) -> None:
    student = make_student(store, 1, identity_number="", birth_date=date(1990, 1, 1))
    before = store.digest()
    with pytest.raises(BadValue) as caught:
        add_identity_number(store, student=student, identity_number=number_of(1))
    assert caught.value.field == "identity_number"
    assert store.digest() == before
    bare = make_student(store, 2, identity_number="")
    number = add_identity_number(store, student=bare, identity_number=number_of(2))
    assert store.row("student", bare)["birth_date"] == "1980-01-03"
    change_identity_number(store, number=number, identity_number=number_of(3))
    assert store.row("student", bare)["birth_date"] == "1980-01-04", "it followed its number"


def test_a_change_that_makes_two_alike_is_asked_about(store: Store) -> None:
    first = make_student(store, 1, identity_number="", birth_date=date(1990, 1, 1))
    second = make_student(store, 2, identity_number="", birth_date=date(1990, 1, 1))
    alike = {"student": second, "given_name": "Åsa", "family_name": "Ärlig"}
    before = store.digest()
    with pytest.raises(PossibleDuplicate) as caught:
        change_student(store, **alike)
    assert caught.value.students == (first,)
    assert store.digest() == before
    change_student(store, **alike, known_different=True)
    change_student(store, student=second, note="Frågad")


@pytest.mark.parametrize("shared", [{"email": "a@exempel.se"}, {"phone": "070-123 45 67"}])
def test_two_of_one_name_and_one_address_are_asked_about(
    store: Store, shared: dict[str, str]
) -> None:
    person = {"given_name": "Anna", "family_name": "Lund"}
    first = add_student(store, **person, **shared)
    with pytest.raises(PossibleDuplicate) as caught:
        add_student(store, **person, **shared)
    assert caught.value.students == (first,)
    add_student(store, given_name="Erik", family_name="Lund", **shared)
    add_student(store, **person, email="b@exempel.se")
    add_student(store, **person, **shared, known_different=True)
