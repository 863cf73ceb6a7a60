from dataclasses import replace
from datetime import date

import pytest

from lärcentrum.people.duplicates import Likeness
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import (
    StudentOrder,
    add_student,
    change_student,
    end_student,
    near_students,
    search_students,
    student_ids,
    student_page,
)
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of


@pytest.fixture
def people(store: Store) -> dict[str, str]:
    """Ten invented students by given name."""
    made = {}
    for n in range(10):
        uid = make_student(store, n, phone=f"070-100 00 {n:02}", email=f"person.{n}@student.umu.se")
        made[store.row("student", uid)["given_name"]] = uid
    return made


def found(store: Store, text: str) -> list[str]:
    return [row.given_name for row in search_students(store, text=text)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("asa", ["Åsa"]),
        ("ÅSA", ["Åsa"]),
        ("A\u030asa", ["Åsa"]),
        ("å", ["Ánte", "Åsa"]),
        ("cuovga", ["Ánte"]),
        ("čuo", ["Ánte"]),
        ("narga", ["Niillas"]),
        ("soren baek", ["Søren"]),
        ("lukasz z", ["Łukasz"]),
        ("орл", ["Юлия"]),
        ("ЮЛИЯ", ["Юлия"]),
        ("حداد", ["ليلى"]),
        ("νικου", ["Ελένη"]),
        ("ohara", ["Per-Erik"]),
        ("o'hara", ["Per-Erik"]),
        ("erik", ["Per-Erik"]),
        ("linnea eva", ["Eva Linnéa"]),
        ("eva öst", ["Eva Linnéa"]),
        ("stberg", ["Eva Linnéa"]),
        ("berg eva", ["Eva Linnéa"]),
        ("eva ärl", []),
        ("19800102", ["Åsa"]),
        ("800102-99", []),
        ("800102-98", ["Åsa"]),
        ("80 01 02", ["Åsa"]),
        ("070-100 00 02", ["Ánte"]),
        ("0701000002", ["Ánte"]),
        ("+46 70 100 00 02", ["Ánte"]),
        ("+46701000002", ["Ánte"]),
        ("person.3", ["Niillas"]),
        ("person.3@student", ["Niillas"]),
        ("asa 800102", ["Åsa"]),
        ("", []),
        ("   ", []),
        ("-", []),
        ('"', []),
        ("*", []),
        ("a OR b", []),
        ("' ; DROP TABLE student", []),
        ("x" * 5000, []),
    ],
)
def test_search_as_one_types(
    store: Store, people: dict[str, str], typed: str, names: list[str]
) -> None:
    assert found(store, typed) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (number_of(2)[-4:], ["Ánte"]),
        (f"cuovga {number_of(2)[-4:]}", ["Ánte"]),
        (f"cuovga {number_of(1)[-4:]}", []),
        ("1234567", ["Ánte"]),
        ("123 45 67", ["Ánte"]),
        ("23 45", ["Ánte"]),
        ("46701234567", ["Ánte"]),
        ("4670123", ["Ánte"]),
        ("cuovga 234567", ["Ánte"]),
        ("o hara", ["Per-Erik"]),
        ("hara", ["Per-Erik"]),
        ("d angelo", ["Sven"]),
        ("dangelo", ["Sven"]),
        ("900505 T850", ["Sven"]),
        ("900505T850", ["Sven"]),
        ("T850", ["Sven"]),
        ("gel ve", ["Sven"]),
        ("gel xx", []),
        ("el en", []),
    ],
)
def test_half_words_and_numbers_as_they_are_said(
    store: Store, people: dict[str, str], typed: str, names: list[str]
) -> None:
    change_student(store, student=people["Ánte"], phone="070-123 45 67")
    make_student(store, 11, given_name="Sven", family_name="D’Angelo",
                 identity_number="900505-T850")  # fmt: skip
    assert found(store, typed) == names


def test_every_beginning_of_a_name_finds_it(store: Store, people: dict[str, str]) -> None:
    for row in student_page(store, ids=list(student_ids(store))):
        for text in (row.given_name, row.family_name, f"{row.family_name} {row.given_name}"):
            for length in range(1, len(text) + 1):
                typed = text[:length]
                assert row.uid in [hit.uid for hit in search_students(store, text=typed)], typed


def test_hits_come_in_swedish_order_and_beginnings_before_pieces(store: Store) -> None:
    for given, family in [
        ("Bo", "Öberg"), ("Bo", "Åberg"), ("Bo", "Zetterberg"), ("Bo", "Ärlig"), ("Åke", "Åberg"),
        ("Bo", "Bergström"), ("Bo", "Aronsson"),
    ]:  # fmt: skip
        make_student(store, given_name=given, family_name=family, identity_number="")
    names = [row.family_name for row in search_students(store, text="bo")]
    assert names == ["Aronsson", "Bergström", "Zetterberg", "Åberg", "Ärlig", "Öberg"]
    names = [f"{row.family_name} {row.given_name}" for row in search_students(store, text="berg")]
    assert names == ["Bergström Bo", "Zetterberg Bo", "Åberg Bo", "Åberg Åke", "Öberg Bo"]


def test_the_first_fifty(store: Store) -> None:
    for n in range(60):
        make_student(store, n, given_name="Eva", family_name=f"Ek {n:02}")
    rows = search_students(store, text="eva")
    assert [row.family_name for row in rows] == [f"Ek {n:02}" for n in range(50)]
    assert len(search_students(store, text="eva", limit=3)) == 3


def test_matrix_of_readings(store: Store) -> None:
    uid = make_student(store)
    rows = check(store, Case(operation=search_students, good={"text": "eva"}))
    assert rows[0].number == "19800101-••••"
    ids = check(store, Case(operation=student_ids, good={}))
    assert check(store, Case(operation=student_page, good={"ids": list(ids)}))[0].uid == uid
    good = {"given_name": "Eva", "family_name": "Östberg", "birth_date": date(1980, 1, 1)}
    assert check(store, Case(operation=near_students, good=good))[0].uid == uid


def test_pages_of_a_long_list(store: Store, people: dict[str, str]) -> None:
    ids = student_ids(store)
    assert ids.typecode == "q"
    assert len(ids) == 10
    page = student_page(store, ids=[ids[3], 999_999, ids[1]])
    assert [row.id for row in page] == [ids[3], ids[1]]
    names = [row.family_name for row in student_page(store, ids=list(ids))]
    assert names[:5] == ["Bæk", "Čuovga", "Ŋarga", "O’Hara", "Żak"]
    assert names[5:7] == ["Ärlig", "Östberg"]


def test_filters_and_orders(store: Store, people: dict[str, str]) -> None:
    def names(**asked: object) -> list[str]:
        ids = student_ids(store, **asked)  # type: ignore[arg-type]
        return [row.given_name for row in student_page(store, ids=list(ids))]

    end_student(store, student=people["Søren"])
    change_student(store, student=people["Åsa"], municipality="2421")
    change_student(store, student=people["Ánte"], municipality="0180")
    assert "Søren" not in names()
    assert "Søren" in names(ended=True)
    assert names(municipality="2421") == ["Åsa"]
    assert names(municipality="0180") == ["Ánte"]
    assert names(provider="gone") == []
    assert names(order=StudentOrder.BIRTH_DATE)[:2] == ["Eva Linnéa", "Åsa"]
    assert names(order=StudentOrder.BIRTH_DATE, descending=True)[0] == "Per-Erik"
    assert names(order=StudentOrder.MUNICIPALITY)[:2] == ["Ánte", "Åsa"]
    assert names(order=StudentOrder.NAME, descending=True)[-1] == "Ánte"
    assert names(text="asa", municipality="2421") == ["Åsa"]
    assert names(text="asa", municipality="0180") == []


def test_protected_identities_stand_last_in_every_order(
    store: Store, people: dict[str, str]
) -> None:
    hidden = people["Ánte"]
    set_protection(store, student=hidden, protection=Protection.MARKED, reason="beslut 12")
    for order in StudentOrder:
        for descending in (False, True):
            ids = student_ids(store, order=order, descending=descending)
            assert student_page(store, ids=[ids[-1]])[0].uid == hidden, (order, descending)
    assert student_page(store, ids=list(student_ids(store, ended=True)))[-1].uid == hidden


def test_without_the_right_a_protected_identity_is_not_here(
    store: Store, people: dict[str, str]
) -> None:
    hidden = people["Ánte"]
    set_protection(store, student=hidden, protection=Protection.MARKED, reason="beslut 12")
    asked = [number_of(2), "800103-9822", "Ánte Čuovga", "cuovga ante", "cuovga", "070-100 00 02"]
    asked += ["person.2", "uovg", number_of(2)[-4:], "10000 02", "46701000002"]
    whole = asked[:1] + asked[2:4]
    for text in asked:
        rows = search_students(store, text=text)
        assert [row.uid for row in rows] == ([hidden] if text in whole else []), text
        for row in rows:
            assert (row.name, row.number, row.birth_date) == (
                "Skyddad uppgift · Person 1",
                "",
                None,
            )
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    for text in asked:
        assert search_students(store, text=text) == [], text
    assert [row.uid for row in search_students(store, text="person 1")][-1:] == [hidden]


def test_near_students(store: Store, people: dict[str, str]) -> None:
    def near(**typed: object) -> list[tuple[str, Likeness]]:
        asked = {"given_name": "", "family_name": ""} | typed
        return [(one.uid, one.reasons[0]) for one in near_students(store, **asked)]  # type: ignore[arg-type]

    eva = people["Eva Linnéa"]
    assert near(identity_number="800101-" + number_of(0)[-4:]) == [(eva, Likeness.NUMBER)]
    assert near(identity_number="800101-") == []
    assert near(email="PERSON.0@student.umu.se") == [(eva, Likeness.EMAIL)]
    assert near(phone="+46 70 100 00 00") == [(eva, Likeness.PHONE)]
    alike = {"given_name": "Eva", "family_name": "Ostberg", "birth_date": date(1980, 1, 1)}
    assert near(**alike) == [(eva, Likeness.NEAR_NAME_AND_BIRTH)]
    assert near(**alike, student=eva) == []
    set_protection(store, student=eva, protection=Protection.MARKED, reason="beslut 12")
    assert near(**alike, identity_number=number_of(0)) == []


def test_a_renamed_student_is_found_by_the_new_name_only(store: Store) -> None:
    student = add_student(store, given_name="Eva", family_name="Ek")
    change_student(store, student=student, family_name="Asp")
    assert found(store, "asp") == ["Eva"]
    assert found(store, "ek") == []
