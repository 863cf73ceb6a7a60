"""The typefaces in a paper are whole, and papers with the same signs embed the same bytes."""

import re
import zlib
from dataclasses import replace

from tests.helpers.certificates import FACTS, pdf_of

_FONT = re.compile(rb"/Length (\d+) /Length1 (\d+)\s*>>\s*stream\n", re.DOTALL)


def programs(pdf: bytes) -> list[bytes]:
    """The outlines of every typeface in a paper, unpacked; their stated length is held to."""
    found = []
    for one in _FONT.finditer(pdf):
        packed, length = pdf[one.end() : one.end() + int(one[1])], int(one[2])
        found.append(zlib.decompress(packed))
        assert len(found[-1]) == length
    return found


def test_each_typeface_unpacks_to_the_length_that_is_told() -> None:
    found = programs(pdf_of())
    assert len(found) >= 3
    assert all(one.startswith(b"\x00\x01\x00\x00") for one in found), "TrueType outlines"


def test_the_usual_signs_give_the_same_subset_whatever_their_order() -> None:
    first, second = (pdf_of(replace(FACTS, name=name)) for name in ("Åsa Öberg", "Öyvind Åhs"))
    assert programs(first) == programs(second)
    assert programs(pdf_of(replace(FACTS, name="Čáhppe Đuolla"))) != programs(first)
