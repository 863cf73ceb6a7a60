from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.sync.kinds import KINDS, PERSON_KINDS, Kind, fields_at, is_code, is_row_id, owner
from lärcentrum.sync.levels import Decision, Level, level_in_force, person_mark, row_id

TODAY = date(2026, 11, 23)


def decision(level: Level, **changes: object) -> Decision:
    values = {"level": level, "decided": date(2026, 8, 1), "file_number": "KS 2026/1", **changes}
    return Decision(**values)  # type: ignore[arg-type]


def test_the_level_is_none_until_a_decision_is_entered() -> None:
    assert level_in_force([], TODAY) is Level.NONE


def test_each_level_takes_its_own_decision() -> None:
    rows, once = decision(Level.PSEUDONYMOUS), decision(Level.ONCE)
    assert level_in_force([rows], TODAY) is Level.PSEUDONYMOUS
    assert level_in_force([once], TODAY) is Level.NONE
    assert level_in_force([rows, once], TODAY) is Level.ONCE
    assert level_in_force([rows, decision(Level.IDENTIFIED)], TODAY) is Level.IDENTIFIED
    assert level_in_force([decision(Level.IDENTIFIED)], TODAY) is Level.NONE


def test_a_decision_without_number_of_the_future_or_ended_does_not_count() -> None:
    level = Level.PSEUDONYMOUS
    assert level_in_force([decision(level, file_number=" ")], TODAY) is Level.NONE
    assert level_in_force([decision(level, decided=date(2026, 11, 24))], TODAY) is Level.NONE
    assert level_in_force([decision(level, ends=date(2026, 11, 22))], TODAY) is Level.NONE
    assert level_in_force([decision(level, ends=TODAY)], TODAY) is level


def test_nothing_about_persons_is_allowed_at_none_and_names_only_when_identified() -> None:
    for kind in PERSON_KINDS:
        assert fields_at(kind, Level.NONE) == ()
    for kind in Kind:
        for level in (Level.NONE, Level.PSEUDONYMOUS, Level.ONCE):
            assert {f.name for f in fields_at(kind, level)}.isdisjoint({"name", "number"})
    assert len(fields_at(Kind.NEED, Level.NONE)) == len(KINDS[Kind.NEED])


@given(st.binary(min_size=32, max_size=32), st.text(max_size=40), st.text(max_size=40))
def test_a_row_keeps_its_pseudonym_and_only_the_key_tells_whose_it_is(
    key: bytes, uid: str, other: str
) -> None:
    name = row_id("2463", key, "student", uid)
    assert is_row_id(name)
    assert owner(name) == "2463"
    assert name == row_id("2463", key, "student", uid)
    assert name != row_id("2463", key, "booking", uid)
    assert name != row_id("2463", bytes(32) if any(key) else b"1" * 32, "student", uid)
    assert (uid == other) == (name == row_id("2463", key, "student", other))


def test_two_centres_give_the_same_person_two_pseudonyms_and_one_mark() -> None:
    """FB13."""
    shared, number = b"p" * 32, "198001019802"
    assert person_mark(shared, number) == person_mark(shared, number)
    assert row_id("2463", b"a" * 32, "student", "u") != row_id("2422", b"b" * 32, "student", "u")
    assert number not in person_mark(shared, number)


def test_an_identity_number_never_passes_for_a_code() -> None:
    for text in ("198001019802", "8001019802", "800101-9802", "19800101-9802"):
        assert not is_code(text)
    assert is_code("LTU")
    assert is_code("25-34")
    assert is_code("65+")
