"""The papers' typeface: Source Sans 3, embedded as the subset that each paper uses.

It holds every Sámi letter; reportlab's built-in fonts draw squares for č đ ŋ ŧ without an error.
"""

import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import resources
from lärcentrum.documents.errors import GlyphMissing

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, SEMIBOLD, BOLD, ITALIC = (
    "SourceSans3-Regular",
    "SourceSans3-Semibold",
    "SourceSans3-Bold",
    "SourceSans3-It",
)
_USUAL = "ÅÄÖåäöÉéÜü–’”•·…×"
_KEPT = 32
"""Subsets that are kept of a typeface: some ten kilobytes each."""


@cache
def font(name: str) -> "TTFont":
    """Give a typeface, made known to reportlab at its first use in this process.

    Args:
        name: one of the constants above.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = TTFont(name, str(resources.path("fonts", f"{name}.ttf")))
    _keep_subsets(made.face)
    pdfmetrics.registerFont(made)
    return made


def begin(name: str, document: Any) -> None:
    """Give the usual signs of a typeface their codes in a paper, before any text has its own.

    Papers with the same signs then embed the same subset, which is made and packed once.

    Args:
        name: a typeface that the paper uses.
        document: reportlab's document.
    """
    font(name).splitString(_USUAL, document)


def width(text: str, name: str, size: float) -> float:
    """Give the width of a text in points.

    Args:
        text: one line.
        name: a typeface.
        size: in points.
    """
    return float(font(name).stringWidth(text, size))


def missing(text: str) -> frozenset[str]:
    """Give the signs of a text that some cut of the typeface cannot draw."""
    # Line breaks are laid out, not drawn; every other control sign has no picture.
    return frozenset(text) - _drawable() - {"\n"}


def check_glyphs(text: str, field: str = "") -> None:
    """Refuse a text that a paper would show with empty boxes.

    Args:
        text: in NFC.
        field: what the text is, for the error.

    Raises:
        GlyphMissing: naming the field, not the value.
    """
    lacking = missing(text)
    if lacking:
        raise GlyphMissing(field, len(lacking))


def _keep_subsets(face: Any) -> None:
    """Let a typeface keep the subsets that it made: packing one takes longer than a page."""
    from reportlab.pdfbase.pdfdoc import PDFName

    make, add = face.makeSubset, face.addSubsetObjects
    made = lru_cache(maxsize=_KEPT)(lambda signs: make(list(signs)))
    packed = lru_cache(maxsize=_KEPT)(zlib.compress)

    def add_packed(document: Any, name: str, subset: list[int]) -> Any:
        described = add(document, name, subset)
        file = document.idToObject[document.idToObject[described.name].dict["FontFile2"].name]
        file.content = packed(file.content)
        file.dictionary["Filter"] = PDFName("FlateDecode")
        return described

    face.makeSubset = lambda subset: made(tuple(subset))
    face.addSubsetObjects = add_packed


@cache
def _drawable() -> frozenset[str]:
    """The signs that every cut can draw, worked out once."""
    cuts = (font(name).face.charToGlyph for name in (REGULAR, SEMIBOLD, BOLD, ITALIC))
    return frozenset(map(chr, set.intersection(*map(set, cuts))))
