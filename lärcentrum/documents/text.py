"""The one way for a text from the register onto a paper."""

import unicodedata
from html import escape

from lärcentrum.documents.fonts import check_glyphs


def drawn(text: str, field: str = "") -> str:
    """Give a text as it is drawn sign by sign: in NFC, every sign in the typeface.

    Args:
        text: as the register holds it.
        field: what it is, for the error.

    Raises:
        GlyphMissing: a sign has no picture (FC15).
    """
    composed = unicodedata.normalize("NFC", text)
    check_glyphs(composed, field)
    return composed


def safe(text: str, field: str = "") -> str:
    """Give a text for reportlab's paragraphs: checked as by `drawn`, markup escaped (FD13).

    Raises:
        GlyphMissing: a sign has no picture (FC15).
    """
    return escape(drawn(text, field), quote=False).replace("\n", "<br/>")
