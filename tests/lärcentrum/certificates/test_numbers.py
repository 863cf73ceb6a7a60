from hypothesis import assume, given
from hypothesis import strategies as st

from lärcentrum.certificates.numbers import (
    ALPHABET,
    control_code,
    format_number,
    gaps,
    is_control_code,
    next_ordinal,
    parse_number,
)


@given(st.integers(0, 9999), st.integers(2000, 9999), st.integers(1, 10**6))
def test_a_number_comes_back(centre: int, year: int, ordinal: int) -> None:
    code = f"{centre:04d}"
    assert parse_number(format_number(code, year, ordinal)) == (code, year, ordinal)


def test_no_number() -> None:
    assert parse_number("2421-26-1") is None
    assert format_number("0180", 2026, 3) == "0180-2026-0003"


@given(st.sets(st.integers(1, 60)))
def test_the_next_number_leaves_no_new_gap(used: set[int]) -> None:
    coming = next_ordinal(used)
    assert coming not in used
    assert gaps({*used, coming}) == gaps(used)
    assert gaps(range(1, coming)) == ()


@given(st.text(), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_a_single_wrong_sign_is_caught(sealed: str, at: int, sign: str) -> None:
    code = control_code(sealed).replace("-", "")
    assume(code[at] != sign)
    assert is_control_code(control_code(sealed).lower().replace("-", " "))
    assert not is_control_code(code[:at] + sign + code[at + 1 :])


@given(st.text(), st.integers(0, 7))
def test_swapped_neighbours_are_caught(sealed: str, at: int) -> None:
    code = control_code(sealed).replace("-", "")
    assume(code[at] != code[at + 1])
    assert not is_control_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


def test_no_signs_that_look_alike() -> None:
    for group in ("0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV"):
        assert len(set(group) & set(ALPHABET)) <= 1
