"""Codes in place of names: on every paper, unique in the exam, typed, pasted or made here."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.documents.key_list_paper import key_list_pdf
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page, list_bookings
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.confirmations import Addressee, confirmation_text
from lärcentrum.exams.days import to_do
from lärcentrum.exams.paper_codes import (
    exam_codes,
    make_codes,
    new_codes,
    parts_of,
    paste_codes,
    set_code,
)
from lärcentrum.exams.provider_rules import list_rules, set_rule
from lärcentrum.exams.providers import add_provider
from lärcentrum.exams.rule_profiles import Rule
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.signs import ALPHABET
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam, make_provider
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of


@pytest.fixture
def exam(store: Store) -> str:
    """Three students in one exam that is written under codes."""
    change_settings(store, values={"todo_days": "60"})
    made = make_exam(store, 1, anonymous=True)
    for n in range(3):
        make_booking(store, n, exam=made)
    return made


def papers(store: Store, exam: str) -> list[str]:
    return [row.paper_name for row in list_bookings(store, exam=exam)]


def lacking(store: Store) -> int:
    return sum(one.lacks is Missing.CODE for one in to_do(store))


def test_a_code_stands_for_the_name_and_never_the_name(store: Store, exam: str) -> None:
    assert papers(store, exam) == ["kod saknas"] * 3, "not the name, not even before there is one"
    assert lacking(store) == 3
    rows = list_bookings(store, exam=exam)
    good: dict[str, Any] = {"booking": rows[0].uid, "code": "STA-017"}
    bad = [(good | {"booking": "x"}, NotFound), (good | {"code": "x" * 41}, BadValue)]
    check(store, Case(operation=set_code, good=good, bad=bad))
    assert papers(store, exam)[0] == "STA-017"
    assert lacking(store) == 2
    with pytest.raises(BadValue) as caught:
        set_code(store, booking=rows[1].uid, code="sta-017")
    assert caught.value.field == "code"
    other = make_booking(store, 8, exam=make_exam(store, 8, anonymous=True))
    set_code(store, booking=other, code="STA-017")
    set_code(store, booking=other, code="")
    assert booking_page(store, booking=other).paper_name == "kod saknas"
    plain = make_booking(store, 9)
    with pytest.raises(BadValue):
        set_code(store, booking=plain, code="A")
    assert [row.listed_on_paper for row in rows[1:]] == ["kod saknas"] * 2
    one = booking_page(store, booking=plain)
    assert one.listed_on_paper == one.listed_name
    assert one.paper_name == one.name
    told = confirmation_text(store, booking=rows[0].uid, to=Addressee.PROVIDER)
    assert rows[0].name in told.body, "the provider must know who asks for a place"


def test_codes_made_here(store: Store, exam: str) -> None:
    rows = list_bookings(store, exam=exam)
    set_code(store, booking=rows[1].uid, code="A1")
    bad = [({"exam": "x"}, NotFound), ({"exam": make_exam(store, 5)}, BadValue)]
    assert check(store, Case(operation=make_codes, good={"exam": exam}, bad=bad)) == 2
    found = check(store, Case(operation=exam_codes, good={"exam": exam}, bad=bad[:1]))
    codes = [one.code for one in found]
    assert "A1" in codes
    assert len(set(codes)) == 3
    assert lacking(store) == 0
    with pytest.raises(BadValue):
        make_codes(store, exam=exam)


@given(st.integers(0, 200), st.sets(st.text(alphabet=ALPHABET, min_size=5, max_size=5)))
def test_made_codes_are_new_and_are_not_misread(count: int, used: set[str]) -> None:
    made = new_codes(count, used)
    assert len(set(made)) == count == len(made)
    assert not set(made) & used
    assert not set("".join(made)) & set("0OQD1IL2Z5S8B")


def test_the_providers_list_is_read_whole_or_not_at_all(store: Store, exam: str) -> None:
    rows = list_bookings(store, exam=exam)
    number = number_of(1)
    family, given_name = rows[2].listed_name.split(", ")
    text = f"{rows[0].name}\t1-AB\n\n{number} 2-AB\n{family} {given_name}; 3-AB\n"
    good = {"exam": exam, "text": text}
    bad = [
        (good | {"exam": "x"}, NotFound),
        (good | {"text": " "}, BadValue),
        (good | {"text": text + "Ingen Alls 4-AB"}, BadValue),
        (good | {"text": text + f"{rows[0].name} 5-AB"}, BadValue),
        (good | {"text": text.replace("2-AB", "1-AB")}, BadValue),
    ]
    assert check(store, Case(operation=paste_codes, good=good, bad=bad)) == 3
    assert papers(store, exam) == ["1-AB", "2-AB", "3-AB"]
    swapped = f"{rows[0].name}\t2-AB\n{rows[1].name}\t1-AB"
    paste_codes(store, exam=exam, text=swapped)
    assert papers(store, exam) == ["2-AB", "1-AB", "3-AB"], "codes may change places"
    with pytest.raises(BadValue) as caught:
        paste_codes(store, exam=exam, text="Ingen Alls 4-AB")
    assert "Ingen" not in str(caught.value)
    assert "rad 1" in str(caught.value)


def test_codes_alone_go_to_those_without_one(store: Store, exam: str) -> None:
    rows = list_bookings(store, exam=exam)
    set_code(store, booking=rows[0].uid, code="X")
    paste_codes(store, exam=exam, text="Y\nZ")
    assert papers(store, exam) == ["X", "Y", "Z"]
    with pytest.raises(BadValue):
        paste_codes(store, exam=exam, text="W")


def test_an_å_is_no_ä_but_a_list_without_dots_is_read(store: Store) -> None:
    exam = make_exam(store, 1, anonymous=True)
    for n, family in enumerate(("Åberg", "Äberg", "Öst")):
        student = make_student(store, n, given_name="Eva", family_name=family)
        make_booking(store, student=student, exam=exam)
    paste_codes(store, exam=exam, text="EVA ÅBERG\t1\nEva Äberg\t2\neva ost\t3")
    assert papers(store, exam) == ["1", "2", "3"]
    with pytest.raises(BadValue):
        paste_codes(store, exam=exam, text="Eva Aberg\t4")


def test_parts_of_a_line() -> None:
    assert parts_of("Eva Östberg  K7") == ("Eva Östberg", "K7")
    assert parts_of("Östberg, Eva;K7 A") == ("Östberg, Eva", "K7 A")
    assert parts_of("Östberg\tEva\tK7") == ("Östberg Eva", "K7")
    assert parts_of(" K7 ") == ("", "K7")


def test_a_protected_person_has_a_code_and_is_an_alias_on_the_key_list(
    store: Store, exam: str
) -> None:
    one = list_bookings(store, exam=exam)[0]
    name, number = one.name, number_of(0)
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    for known in (name, number):
        with pytest.raises(BadValue):  # nobody learns from a list that the person is here (FH02)
            paste_codes(store, exam=exam, text=f"{known}\tK7")
    paste_codes(store, exam=exam, text="Person 1\tK7")
    assert papers(store, exam)[0] == "K7"
    assert "Skyddad uppgift · Person 1" in [one.name for one in exam_codes(store, exam=exam)]
    bad = [({"exam": "x"}, NotFound), ({"exam": make_exam(store, 6)}, BadValue)]
    check(store, Case(operation=key_list_pdf, good={"exam": exam}, bad=bad))


def test_a_providers_rule_makes_its_exams_anonymous(store: Store) -> None:
    provider = make_provider(store)
    department = add_provider(store, name="Juridicum", parent=provider)
    booked = [
        make_booking(store, n, exam=make_exam(store, n, provider=of))
        for n, of in enumerate((provider, department))
    ]

    def anonymous() -> list[bool]:
        return [booking_page(store, booking=one).anonymous for one in booked]

    assert anonymous() == [False, False]
    set_rule(store, provider=provider, rule=Rule.ANONYMOUS, number=1, source="Deras sida")
    assert anonymous() == [True, True], "a department follows its provider"
    set_rule(store, provider=department, rule=Rule.ANONYMOUS, number=0)
    assert anonymous() == [True, False]
    texts = {one.rule: one.text for one in list_rules(store, provider=department)}
    assert texts[Rule.ANONYMOUS] == "nej"
    assert booking_page(store, booking=booked[0]).paper_name == "kod saknas"
