from dataclasses import replace
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.people.errors import BadIdentityNumber, NumberTaken, ReasonNeeded, TooLong
from lärcentrum.people.identity_numbers import NumberKind
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import (
    add_identity_number,
    add_student,
    change_identity_number,
    delete_student,
    end_identity_number,
    read_student,
    search_students,
    show_identity_number,
)
from lärcentrum.rights import Right
from lärcentrum.store.errors import UndoConflict
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of

T_NUMBER = number_of(1, NumberKind.T_NUMBER)


def test_add_identity_number(store: Store) -> None:
    student = add_student(store, given_name="Ánte", family_name="Čuovga")
    make_student(store, 5)
    good = {"student": student, "identity_number": T_NUMBER, "valid_from": date(2026, 9, 1)}
    bad = [
        (good | {"identity_number": ""}, BadIdentityNumber),
        (good | {"identity_number": "120190-123A"}, BadIdentityNumber),
        (good | {"kind": NumberKind.PERSONNUMMER}, BadIdentityNumber),
        (good | {"identity_number": number_of(5)}, NumberTaken),
        (good | {"issuer": "x" * 101}, TooLong),
        (good | {"student": "gone"}, NotFound),
    ]
    check(store, Case(operation=add_identity_number, good=good, bad=bad))
    page = read_student(store, student=student)
    assert page.birth_date == date(1980, 1, 2)
    assert [(n.kind, n.number) for n in page.numbers] == [(NumberKind.T_NUMBER, "19800102-••••")]
    foreign = {"identity_number": "120190-123A", "kind": NumberKind.OTHER, "issuer": "Finland"}
    add_identity_number(store, student=student, **foreign)
    assert read_student(store, student=student).numbers[1].issuer == "Finland"
    for typed in ("800102-T", "19800102t", T_NUMBER, "120190", "120190-123a"):
        assert [row.uid for row in search_students(store, text=typed)] == [student], typed


def test_the_number_that_counts_stands_in_lists(store: Store) -> None:
    t_number = number_of(2, NumberKind.T_NUMBER)
    student = add_student(store, given_name="Ida", family_name="Ek", identity_number=t_number)
    add_identity_number(store, student=student, identity_number=number_of(2))
    old = read_student(store, student=student).numbers[0].uid
    check(store, Case(operation=end_identity_number, good={"number": old},
                      bad=[({"number": "gone"}, NotFound)]))  # fmt: skip
    assert [n.valid_to for n in read_student(store, student=student).numbers] == [
        None,
        date(2026, 11, 23),
    ]
    assert search_students(store, text="ida")[0].number == "19800103-••••"
    assert search_students(store, text=t_number)[0].uid == student


def test_change_identity_number(store: Store) -> None:
    student = make_student(store)
    make_student(store, 5)
    number = read_student(store, student=student).numbers[0].uid
    good = {"number": number, "identity_number": number_of(7), "valid_from": date(2026, 1, 1)}
    bad = [
        (good | {"number": "gone"}, NotFound),
        (good | {"identity_number": number_of(5)}, NumberTaken),
        (good | {"identity_number": "1"}, BadIdentityNumber),
        (good | {"valid_to": date(2025, 1, 1)}, BadValue),
    ]
    check(store, Case(operation=change_identity_number, good=good, bad=bad))
    change_identity_number(store, number=number, identity_number=number_of(7))
    assert [row.uid for row in search_students(store, text=number_of(7))] == [student]
    assert search_students(store, text=number_of(0)) == []
    change_identity_number(store, **good)
    with pytest.raises(BadValue):
        end_identity_number(store, number=number, valid_to=date(2025, 12, 31))


def test_show_identity_number(store: Store) -> None:
    student = make_student(store)
    number = read_student(store, student=student).numbers[0].uid
    case = Case(
        operation=show_identity_number,
        good={"number": number},
        bad=[({"number": "gone"}, NotFound)],
    )
    whole = check(store, case)
    assert whole.replace("-", "") == number_of(0)


def test_a_protected_number_is_shown_only_with_a_reason(store: Store) -> None:
    student = make_student(store)
    number = read_student(store, student=student).numbers[0].uid
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut 12")
    with pytest.raises(ReasonNeeded):
        show_identity_number(store, number=number)
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    with pytest.raises(NotFound):
        show_identity_number(store, number=number)
    before = store.digest()
    for change, more in (
        (add_identity_number, {"student": student, "identity_number": number_of(9)}),
        (change_identity_number, {"number": number, "identity_number": number_of(9)}),
        (end_identity_number, {"number": number}),
    ):
        with pytest.raises(NotAllowed):
            change(store, **more)
    assert store.digest() == before


def test_a_deleted_person_does_not_come_back_beside_the_same_number(store: Store) -> None:
    first = add_student(store, given_name="Åsa", family_name="Ärlig", identity_number=number_of(4))
    delete_student(store, student=first)
    gone = history.log(store, limit=1)[0].id
    second = add_student(store, given_name="Åsa", family_name="Ärlig")
    add_identity_number(store, student=second, identity_number=number_of(4), issuer="Skatteverket")
    before = store.digest()
    with pytest.raises(UndoConflict):
        history.undo(store, operation=gone)
    assert store.digest() == before
