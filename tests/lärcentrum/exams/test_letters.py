import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams.letters import (
    PLACES,
    LetterKind,
    LetterLanguage,
    change_letter_text,
    check_places,
    example_facts,
    fill_in,
    list_letter_texts,
    preview_letter_text,
    reset_letter_text,
    shipped_letters,
)
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check

STUDENT, SV = LetterKind.STUDENT, LetterLanguage.SWEDISH


def test_the_shipped_words_have_known_places_and_nothing_stays_unfilled() -> None:
    assert set(shipped_letters()) == {
        (kind, tongue) for kind in LetterKind for tongue in ("sv", "en")
    }
    for (kind, language), letter in shipped_letters().items():
        for text in (letter.subject, letter.body):
            check_places("body", LetterKind(kind), text)
            filled = fill_in(text, example_facts(LetterLanguage(language)))
            assert "{" not in filled
            assert "  " not in filled


def test_the_examples_know_every_place() -> None:
    for language in LetterLanguage:
        assert set(example_facts(language)) == set().union(*PLACES.values())


def test_a_line_without_facts_goes_and_leaves_no_hole() -> None:
    text = "Hej {student}!\n\nHjälpmedel: {aids}\n\nSal: {room}, {address}\nklart {"
    facts = {"room": "Sal 1", "student": "", "address": ""}
    assert fill_in(text, facts) == "Sal: Sal 1\nklart {"
    assert fill_in("Hej {student}!", {"student": "Eva"}) == "Hej Eva!"


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_facts_are_put_in_as_they_are(fact: str) -> None:
    assert fill_in("x {room} y", {"room": fact, "student": "no"}).startswith("x") or not fact
    if fact and fact[0] not in "!,.":
        assert fill_in("x {room} y", {"room": fact}) == f"x {fact} y"


def test_own_words(store: Store) -> None:
    good = {"kind": STUDENT, "language": SV, "subject": "Tenta {day}", "body": "Hej {student}"}
    bad = [
        (good | {"body": " "}, BadValue),
        (good | {"body": "Hej {namn}"}, BadValue),
        (good | {"subject": "{student_contact}"}, BadValue),
        (good | {"body": "x" * 4001}, BadValue),
        (good | {"kind": LetterKind.ID_RULE, "subject": "", "body": "{room}"}, BadValue),
        (good | {"kind": LetterKind.PROVIDER, "body": "{measures}"}, BadValue),
    ]
    check(store, Case(operation=change_letter_text, good=good, bad=bad))
    change_letter_text(store, **(good | {"body": "Hej {student} igen"}))
    own = [one for one in check(store, Case(operation=list_letter_texts, good={})) if one.own]
    assert [(one.uid, one.body) for one in own] == [("student.sv", "Hej {student} igen")]
    check(store, Case(
        operation=reset_letter_text, good={"kind": STUDENT, "language": SV},
        bad=[({"kind": STUDENT, "language": LetterLanguage.ENGLISH}, NotAsItStands)],
    ))  # fmt: skip
    assert not any(one.own for one in list_letter_texts(store))


def test_an_unknown_place_is_refused_with_the_places_there_are(store: Store) -> None:
    with pytest.raises(BadValue) as caught:
        preview_letter_text(store, kind=STUDENT, language=SV, body="Hej {namn}")
    assert "{namn}" in str(caught.value)
    assert "{student}" in str(caught.value)
    assert caught.value.field == "body"


def test_the_preview_uses_the_own_id_rule(store: Store) -> None:
    change_letter_text(store, kind=LetterKind.ID_RULE, language=SV, body="Pass.")
    made = check(store, Case(operation=preview_letter_text, good={
        "kind": STUDENT, "language": SV, "body": "{id_rule} {student}", "subject": "{exam}",
    }))  # fmt: skip
    assert (made.body, made.subject) == ("Pass. Elsa Exempel", "ST0001 Statistik")
