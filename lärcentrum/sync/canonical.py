"""One way of writing a value as JSON, and a strict reader of lines written so.

The writing is RFC 8785 (JSON Canonicalization Scheme) without fractions: keys in order, no
blanks, UTF-8 as it is, whole numbers only. So the same value is the same bytes in every program,
and the reader can demand that a line is exactly what it would have written itself: a doubled
key, a blank, a fraction or an odd escape is found by one comparison.
"""

import json
from typing import NoReturn, TypeAlias

from lärcentrum.sync.errors import BadContent, TooDeep

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

LINE_CAP = 16_384
"""Longest line of the payload, in bytes."""

HEADER_CAP = 65_536
"""Longest first line, in bytes (it names the recipients and may carry later versions' fields)."""

BRACKETS_CAP = 64
"""Most brackets on a payload line; it bounds the depth before anything is parsed."""

LARGEST = 2**53 - 1
"""Largest number, by size, that every JSON reader keeps exactly."""

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: Json) -> str:
    """Write a value the one way it is written."""
    return _encode(value)


def canonical_lines(values: list[dict[str, Json]]) -> bytes:
    """Write values one a line, each line ended."""
    return "".join(f"{_encode(value)}\n" for value in values).encode()


def _no_fraction(_text: str) -> NoReturn:
    raise ValueError


def parse_lines(text: bytes, *, first: int, cap: int = LINE_CAP) -> list[dict[str, Json]]:
    """Read lines that `canonical_lines` wrote, and nothing else.

    Args:
        text: whole lines.
        first: the number of the first line in the file, for the error.
        cap: longest line, in bytes.

    Raises:
        TooDeep: a line is too long or may be too nested (before anything is parsed).
        BadContent: a line is not an object in canonical form.
    """
    lines = text.split(b"\n")[:-1] if text else []
    _check_shape(lines, cap)
    try:
        values = json.loads(
            "[" + ",".join(line.decode() for line in lines) + "]",
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
        same = canonical_lines(values) == text
    except ValueError:
        # Also an impossible escape (UnicodeError) and a number too long for the interpreter.
        raise BadContent(first, "json") from None
    if not same:
        raise BadContent(first, "json")
    found: list[dict[str, Json]] = []
    for number, value in enumerate(values, first):
        if not isinstance(value, dict):
            raise BadContent(number, "json")
        found.append(value)
    return found


def _check_shape(lines: list[bytes], cap: int) -> None:
    brackets = BRACKETS_CAP * (cap // LINE_CAP)
    for line in lines:
        if len(line) > cap or line.count(b"{") + line.count(b"[") > brackets:
            raise TooDeep
