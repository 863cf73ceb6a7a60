"""What JSON says comes back as it was, and nothing is guessed."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.json_schema import schema_of
from lärcentrum.json_values import BadJson, from_json, to_json
from lärcentrum.store.store import Ref

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WALLS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))


class Colour(StrEnum):
    RED = "röd"
    BLUE = "blå"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    label: str
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    text: str
    number: int
    ratio: float
    on: bool
    day: date
    hour: time
    wall: datetime
    place: Path
    data: bytes
    kind: Literal["a", "b"]
    inner: Inner
    maybe: Inner | None
    many: list[Inner]
    fixed: tuple[int, str]
    row: tuple[date, ...]
    some: frozenset[Colour]
    named: dict[str, int]


TEXT = st.text(st.characters(blacklist_categories=("Cs",)))
INTEGERS = st.integers(-(2**63) + 1, 2**63 - 1)
INNER = st.builds(Inner, label=TEXT, colour=st.sampled_from(Colour))
OUTER = st.builds(
    Outer,
    text=TEXT,
    number=INTEGERS,
    ratio=st.floats(allow_nan=False, allow_infinity=False),
    on=st.booleans(),
    day=DAYS,
    hour=st.times(),
    wall=WALLS,
    place=TEXT.map(lambda text: Path("/mapp/" + text.replace("\0", ""))),
    data=st.binary(),
    kind=st.sampled_from(["a", "b"]),
    inner=INNER,
    maybe=st.none() | INNER,
    many=st.lists(INNER),
    fixed=st.tuples(INTEGERS, TEXT),
    row=st.lists(DAYS).map(tuple),
    some=st.frozensets(st.sampled_from(Colour)),
    named=st.dictionaries(TEXT, INTEGERS),
)


@given(OUTER)
def test_round_trip(value):
    text = json.dumps(to_json(value), allow_nan=False)
    assert from_json(Outer, json.loads(text)) == value


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.sampled_from(list(Outer.__annotations__.values())), ANY_JSON)
def test_any_json_is_read_or_refused(kind, value):
    fault = None
    try:
        from_json(kind, value, "x")
    except BadJson as caught:
        fault = caught
    assert fault is None or str(fault).isprintable()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, "1"),
        (int, True),
        (int, 1.0),
        (int, 2**63),
        (str, 1),
        (str, None),
        (str, "\ud800"),
        (bool, 1),
        (float, True),
        (date, "20261123"),
        (date, "2026-W48-1"),
        (date, "2026-02-30"),
        (date, "9999-12-31"),
        (date, "0001-01-01"),
        (datetime, "9999-12-31T23:59"),
        (date, "2026-11-23T09:00"),
        (date, "２０２６-11-23"),
        (time, "9"),
        (time, "24:00"),
        (datetime, "2026-11-23 09:00"),
        (datetime, "2026-11-23T09:00+01:00"),
        (Path, ""),
        (Path, "a\0b"),
        (bytes, "å"),
        (Colour, "RED"),
        (Literal["a"], "b"),
        (Literal[1], True),
        (Inner, {}),
        (Inner, {"label": "a", "size": 1}),
        (Inner, {"label": "a", "colour": None}),
        (Inner, ["a"]),
        (list[int], {"0": 1}),
        (list[int], [1, "2"]),
        (tuple[int, str], [1]),
        (dict[str, int], {"a": "b"}),
        (int | None, "1"),
        (int | str, None),
    ],
)
def test_nothing_is_guessed(kind, value):
    with pytest.raises(BadJson):
        from_json(kind, value)


def test_the_place_is_named():
    with pytest.raises(BadJson) as caught:
        from_json(list[Inner], [{"label": "a"}, {"label": 2}], "seats")
    assert caught.value.where == "seats[1].label"


def test_results():
    assert to_json(Ref(7, "uid")) == {"id": 7, "uid": "uid"}
    assert to_json({date(2026, 11, 23): frozenset({2, 1})}) == {"2026-11-23": [1, 2]}
    assert to_json(datetime(2026, 11, 23, 7, 0, tzinfo=UTC)) == "2026-11-23T07:00+00:00"
    with pytest.raises(TypeError):
        to_json(object())


def test_a_schema_names_what_may_be_left_out():
    found = schema_of(Inner)
    assert found["required"] == ["label"]
    assert found["properties"]["colour"] == {"enum": ["röd", "blå"], "default": "röd"}
    assert schema_of(int | None) == {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    assert schema_of(tuple[int, str])["prefixItems"] == [{"type": "integer"}, {"type": "string"}]


def test_what_json_cannot_say_is_a_bug():
    kinds: list[Any] = [object, complex]
    for kind in kinds:
        with pytest.raises(TypeError):
            from_json(kind, 1)
