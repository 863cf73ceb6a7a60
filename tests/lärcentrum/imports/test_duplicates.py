"""Duplicates of a list (T07): side by side, kept, filled in, written over, or another person."""

from dataclasses import replace
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue
from lärcentrum.imports.comparing import check_births, facts_of
from lärcentrum.imports.errors import NothingNew
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list, try_import
from lärcentrum.imports.rows import Decision, RowDecision, RowState
from lärcentrum.people.identity_numbers import generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import read_student, search_students, student_ids
from lärcentrum.rights import Right
from lärcentrum.store import audit
from tests.helpers.exams import make_provider
from tests.helpers.lists import csv_of, states, tried
from tests.helpers.people import make_student, number_of

STUDENTS = ListKind.STUDENTS
NEW, ALREADY, DOUBTFUL, REFUSED, SKIPPED, CHANGES = RowState
SKIP, FILL, OVERWRITE, OTHER = Decision.SKIP, Decision.FILL, Decision.OVERWRITE, Decision.NEW
HEADINGS = ("Namn", "Personnummer", "E-post", "Mobil", "Lärosäte", "Hemkommun")
ROW = ("Eva Ek", number_of(0), "ny@example.org", "070-111 11 11", "UmU", "Storuman")


@pytest.fixture
def eva(store):
    make_provider(store, "Umeå universitet", short="UmU")
    return make_student(store, 0, given_name="Eva", family_name="Ek", email="gammal@example.org",
                        phone="+46 70 111 11 11")  # fmt: skip


def beside(report):
    return {one.key: (one.here, one.row, one.differs) for one in report.compared}


def read_in(store, *rows, **more):
    return import_list(store, kind=STUDENTS, data=csv_of([HEADINGS, *rows]), **more)


def test_every_field_stands_side_by_side(store, eva):
    (one,) = tried(store, STUDENTS, HEADINGS, ROW).rows
    assert (one.state, one.choices) == (ALREADY, (SKIP, FILL, OVERWRITE))
    hidden = f"{number_of(0)[:8]}-••••"
    assert beside(one) == {
        "given_name": ("Eva", "Eva", False),
        "family_name": ("Ek", "Ek", False),
        "identity_number": (hidden, hidden, False),
        "birth_date": ("1980-01-01", "1980-01-01", False),
        "email": ("gammal@example.org", "ny@example.org", True),
        "phone": ("+46 70 111 11 11", "070-111 11 11", False),
        "municipality": ("", "Storuman", True),
        "provider": ("", "Umeå universitet", True),
    }


def test_one_who_is_told_the_same_of_is_only_here(store, eva):
    (one,) = tried(store, STUDENTS, HEADINGS, ("Eva Ek", number_of(0), "", "", "", "")).rows
    assert (one.state, one.choices, one.compared) == (ALREADY, (SKIP,), ())


@pytest.mark.parametrize(("decision", "email"), [(FILL, "gammal@example.org"),
                                                 (OVERWRITE, "ny@example.org")])  # fmt: skip
def test_filled_in_or_written_over_and_taken_back(store, eva, decision, email):
    before = store.digest()
    made = read_in(store, ROW, decisions=(RowDecision(row=2, decision=decision),))
    assert (made.added, made.changed, made.already) == (0, 1, 0)
    seen = read_student(store, student=eva)
    assert (seen.email, seen.municipality, seen.provider_name) == (
        email,
        "2421",
        "Umeå universitet",
    )
    assert audit.verify(store.conn) == []
    history.undo_last(store)
    assert store.digest() == before


def test_one_rule_for_all(store, eva):
    rows = [
        ROW,
        ("Eva Ek", "", "x@example.org", "", "", ""),
        ("Bo Öst", number_of(5), "", "", "", ""),
    ]
    assert states(tried(store, STUDENTS, HEADINGS, *rows)) == [ALREADY, DOUBTFUL, NEW]
    for rule, wanted in (
        (SKIP, [ALREADY, SKIPPED, NEW]),
        (FILL, [CHANGES, ALREADY, NEW]),
        (OVERWRITE, [CHANGES, CHANGES, NEW]),
        (OTHER, [ALREADY, NEW, NEW]),
    ):
        run = tried(store, STUDENTS, HEADINGS, *rows, duplicates=rule)
        assert states(run) == wanted, rule
    own = (RowDecision(row=2, decision=SKIP),)
    run = tried(store, STUDENTS, HEADINGS, *rows, duplicates=OVERWRITE, decisions=own)
    assert states(run) == [SKIPPED, CHANGES, NEW]
    with pytest.raises(BadValue):
        read_in(store, *rows, duplicates=Decision.BORN_1900)
    with pytest.raises(NothingNew):
        read_in(store, *rows[:2], duplicates=SKIP)


def test_a_near_one_is_the_same_person_and_gets_the_number(store):
    uid = make_student(store, 0, given_name="Åsa", family_name="Lindkvist", identity_number="",
                       birth_date=date(1990, 5, 1))  # fmt: skip
    number = generate(date(1990, 5, 1), 982)
    row = ("Åsa Lindqvist", number, "", "", "", "")
    (one,) = tried(store, STUDENTS, HEADINGS, row).rows
    assert (one.state, one.choices) == (DOUBTFUL, (SKIP, FILL, OVERWRITE, OTHER))
    assert beside(one)["family_name"] == ("Lindkvist", "Lindqvist", True)
    read_in(store, row, duplicates=FILL)
    seen = read_student(store, student=uid)
    assert (seen.family_name, len(seen.numbers), len(student_ids(store))) == ("Lindkvist", 1, 1)
    assert [one.uid for one in search_students(store, text=number)] == [uid]


def test_an_earlier_row_stands_beside_the_later(store):
    rows = [
        ("Bo Öst", "", "a@example.org", "", "", ""),
        ("Bo Ost", "", "b@example.org", "", "", ""),
    ]
    run = tried(store, STUDENTS, HEADINGS, *rows, duplicates=OVERWRITE)
    later = run.rows[1]
    assert (later.state, later.other_row, later.choices) == (DOUBTFUL, 2, (SKIP, OTHER))
    assert beside(later)["email"] == ("a@example.org", "b@example.org", True)


def test_two_rows_fill_one_person_in(store, eva):
    rows = [("Eva Ek", number_of(0), "", "", "UmU", ""),
            ("Eva Ek", number_of(0), "", "", "", "Umeå"),
            ("Eva Ek", number_of(0), "", "", "", "Storuman")]  # fmt: skip
    run = tried(store, STUDENTS, HEADINGS, *rows, duplicates=FILL)
    assert states(run) == [CHANGES, CHANGES, ALREADY]
    read_in(store, *rows, duplicates=FILL)
    assert read_student(store, student=eva).municipality == "2480"


def test_a_birth_that_the_number_denies_is_refused():
    young = generate(date(1991, 2, 3), 981)
    here = facts_of({}, date(1990, 1, 1), "", "")
    with pytest.raises(BadValue) as caught:
        check_births(here, {"identity_number": young})
    assert caught.value.field == "identity_number"
    with pytest.raises(BadValue) as caught:
        check_births(facts_of({}, None, young, ""), {"birth_date": "1990-01-01"})
    assert caught.value.field == "birth_date"
    check_births(facts_of({}, None, "", ""), {"identity_number": young, "birth_date": "1991-02-03"})


@pytest.mark.parametrize("decision", [None, SKIP, FILL, OVERWRITE, OTHER])
def test_of_a_protected_identity_nothing_is_told_or_taken_over(store, eva, decision):
    set_protection(store, student=eva, protection=Protection.MARKED, reason="Navet")
    run = tried(store, STUDENTS, HEADINGS, ROW, duplicates=decision)
    (one,) = run.rows
    assert (one.state, one.compared, one.choices) == (ALREADY, (), (SKIP,))
    assert "Eva" not in one.other_shown
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    (one,) = tried(store, STUDENTS, HEADINGS, ROW, duplicates=decision).rows
    assert (one.state, one.compared, one.other, one.choices) == (REFUSED, (), "", ())
    assert one.reason.startswith("Det går inte att lägga in det här identitetsnumret.")


def test_one_who_is_here_is_here_whatever_else_the_row_says(store, eva):
    (one,) = tried(
        store, STUDENTS, HEADINGS, ("Eva Ek", number_of(0), "ingen adress", "", "", "")
    ).rows
    assert (one.state, one.choices, one.compared) == (ALREADY, (SKIP,), ())
    assert try_import(store, kind=STUDENTS, data=csv_of([HEADINGS, ROW])).counts[CHANGES] == 0
