"""The cover sheet of one exam: what the provider says at the top, what the centre says below.

It lies on the exam's material from the safe to the room and back (C-01).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import (
    MM,
    SIGNED,
    STANDING,
    STRONG,
    Letterhead,
    Sheet,
    block_height,
    draw_signs,
    draw_small_head,
)
from lärcentrum.language import _, in_language

_LEFT, _FLOOR, _NAMES = 15 * MM, 20 * MM, 48 * MM
_BY_HAND = 8 * MM
_HEADING = replace(STRONG, size=14, leading=18)

Line = tuple[str, str]
"""What is told and what it is; "" is filled in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """One exam in one room; no student stands here.

    `theirs` are the provider's lines and `ours` the centre's, in order.
    """

    head: Letterhead
    exam: str
    theirs: tuple[Line, ...]
    ours: tuple[Line, ...]
    printed: datetime
    changed: str = ""
    language: str = "sv"


def draw_cover_sheet(what: CoverSheet) -> bytes:
    """Give the cover sheet as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Försättsblad"), language=what.language)

        def head() -> float:
            return draw_small_head(sheet, what.head, _("Försättsblad"), what.exam, what.changed)

        top = _draw_side(sheet, _("Lärosätet"), what.theirs, head(), head)
        top = _draw_side(sheet, _("Lärcentret"), what.ours, top - 4 * MM, head)
        if top - 62 * MM < _FLOOR:
            sheet.next_page()
            top = head()
        asked = (
            (_("Utlämnat till salen: klockan, namn"), _("Mottaget av tentamensvakten")),
            (_("Tillbaka från salen: klockan, namn"), _("Antal skrivningar och blad")),
            (_("Skickat den, hur (rekommenderat brev nr)"), _("Skickat av")),
        )
        draw_signs(sheet, asked, top - 14 * MM)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw_side(
    sheet: Sheet, title: str, lines: tuple[Line, ...], top: float, head: Callable[[], float]
) -> float:
    width = sheet.width - 2 * _LEFT
    sheet.line(_LEFT, top - 5 * MM, title, _HEADING)
    top -= 8 * MM
    sheet.rule(_LEFT, top, width, weight=0.7)
    top -= 2 * MM
    name = replace(SIGNED, leading=STANDING.leading)
    for told, text in lines:
        high = max(block_height(text or told, width - _NAMES, STANDING),
                   block_height(told, _NAMES - 3 * MM, name), 0 if text else _BY_HAND)  # fmt: skip
        if top - high < _FLOOR:
            sheet.next_page()
            top = head()
        sheet.block(_LEFT, top, _NAMES - 3 * MM, told, name)
        if text:
            sheet.block(_LEFT + _NAMES, top, width - _NAMES, text, STANDING, field="contact")
        else:
            sheet.rule(_LEFT + _NAMES, top - high + 2, width - _NAMES)
        top -= high + 1 * MM
    return top
