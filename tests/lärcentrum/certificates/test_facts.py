from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.certificates.errors import BadFacts, SealBroken
from lärcentrum.certificates.facts import IdentityKind, canonical, check_facts, from_canonical
from tests.helpers.certificates import FACTS

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(TEXT, TEXT)
def test_canonical_bytes_come_back(name: str, title: str) -> None:
    facts = replace(FACTS, name=name, title=title)
    assert from_canonical(canonical(facts)) == facts


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        canonical(FACTS).replace(b'"exam"', b'"degree"'),
        canonical(FACTS).replace(b'","', b'", "'),
        canonical(FACTS)[:-1] + b',"more"]',
        canonical(FACTS).replace(b'"2SO123"', b"123"),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(SealBroken):
        from_canonical(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("title", ""),
        ("starts", "2026-02-30"),
        ("starts", "2026-11-23T25:00"),
        ("ends", "2026-11-23T08:00"),
        ("issued", "23/11 2026"),
        ("identity", ""),
    ],
)
def test_a_bad_fact_is_named(field: str, value: str) -> None:
    with pytest.raises(BadFacts) as caught:
        check_facts(replace(FACTS, **{field: value}))
    assert caught.value.field == field
    assert "nummer" in str(caught.value)


def test_a_birth_date_is_a_date() -> None:
    with pytest.raises(BadFacts):
        check_facts(replace(FACTS, identity_kind=IdentityKind.BIRTH, identity="1998-13-01"))
    check_facts(FACTS)
