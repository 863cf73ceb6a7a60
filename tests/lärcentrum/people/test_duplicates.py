from dataclasses import replace
from datetime import date

import pytest

from lärcentrum.people.duplicates import Likeness, Person, near_duplicates

EVA = Person(
    uid="eva",
    given_name="Eva Linnéa",
    family_name="Östberg",
    birth_date=date(1990, 1, 1),
    numbers=frozenset({"199001019802"}),
    email="Eva@exempel.se",
    phone="070-123 45 67",
)


def reasons(typed: Person, known: Person = EVA) -> tuple[Likeness, ...]:
    found = near_duplicates(typed, [known])
    return found[0].reasons if found else ()


def new(given_name: str, family_name: str, birth: date | None = EVA.birth_date) -> Person:
    return Person(given_name=given_name, family_name=family_name, birth_date=birth)


@pytest.mark.parametrize(
    ("given_name", "family_name", "likeness"),
    [
        ("Eva Linnéa", "Östberg", Likeness.NAME_AND_BIRTH),
        ("EVA LINNEA", "ostberg", Likeness.NAME_AND_BIRTH),
        ("Eva-Linnéa", "O\u0308stberg", Likeness.NAME_AND_BIRTH),
        ("Östberg", "Eva Linnéa", Likeness.SWAPPED_NAME),
        ("Eva", "Östberg", Likeness.NEAR_NAME_AND_BIRTH),
        ("Linnea Eva", "Östberg", Likeness.NEAR_NAME_AND_BIRTH),
        ("Eva Linnea", "Östbergh", Likeness.NEAR_NAME_AND_BIRTH),
        ("Ewa Linnea", "Östberg", Likeness.NEAR_NAME_AND_BIRTH),
    ],
)
def test_same_birth_and_like_name(given_name: str, family_name: str, likeness: Likeness) -> None:
    assert reasons(new(given_name, family_name)) == (likeness,)


@pytest.mark.parametrize(
    "other",
    [
        new("Eva Linnéa", "Östberg", date(1990, 1, 2)),
        new("Eva Linnéa", "Östberg", None),
        new("Karin", "Östberg"),
        new("Eva", "Lindgren"),
        new("", ""),
    ],
)
def test_not_alike(other: Person) -> None:
    assert reasons(other) == ()


def test_two_records_without_birth_date_are_not_alike_by_name() -> None:
    assert reasons(new("Eva", "Ek", None), replace(new("Eva", "Ek", None), uid="x")) == ()


def test_number_address_and_phone() -> None:
    assert reasons(Person(numbers=EVA.numbers)) == (Likeness.NUMBER,)
    assert reasons(Person(email="eva@EXEMPEL.se")) == (Likeness.EMAIL,)
    assert reasons(Person(phone="+46 70 1234567")) == (Likeness.PHONE,)
    assert reasons(Person()) == ()


def test_the_likeliest_stands_first_and_the_own_record_is_passed_over() -> None:
    others = [
        Person(uid="phone", phone=EVA.phone),
        replace(EVA, uid="twin"),
        EVA,
        Person(uid="number", numbers=EVA.numbers),
        replace(EVA, uid="name", numbers=frozenset(), email="", phone=""),
    ]
    found = near_duplicates(EVA, others)
    assert [near.uid for near in found] == ["number", "twin", "name", "phone"]
    assert [near.score for near in found] == [100, 100, 95, 30]
