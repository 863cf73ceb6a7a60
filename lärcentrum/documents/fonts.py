"""The papers' typeface: Source Sans 3, embedded as the subset that each paper uses.

It holds every Sámi letter; reportlab's built-in fonts draw squares for č đ ŋ ŧ without an error.
"""

from functools import cache
from typing import TYPE_CHECKING

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


@cache
def font(name: str) -> "TTFont":
    """Give a typeface, made known to reportlab at its first use in this process.

    Args:
        name: one of the constants above.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    face = TTFont(name, str(resources.path("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(face)
    return face


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


@cache
def _drawable() -> frozenset[str]:
    """The signs that every cut can draw, worked out once."""
    cuts = (font(name).face.charToGlyph for name in (REGULAR, SEMIBOLD, BOLD, ITALIC))
    return frozenset(map(chr, set.intersection(*map(set, cuts))))
