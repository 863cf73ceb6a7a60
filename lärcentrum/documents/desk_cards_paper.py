"""Desk cards: one for each seat, eight on a sheet to cut apart."""

from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import MM, SMALL, STRONG, TITLE, Sheet, Style
from lärcentrum.language import _, in_language

_ACROSS, _DOWN = 2, 4
_WIDTH, _HEIGHT = 90 * MM, 66 * MM
_LEFT, _TOP = 15 * MM, 15 * MM
_SEAT = replace(TITLE, size=34, leading=38)
_NAME = replace(STRONG, size=15, leading=18)
_TEXT = Style(size=12, leading=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCard:
    """One desk; `name` is what may be shown, `times` this person's own with extra time in it."""

    seat: str
    name: str
    exam: str
    provider: str
    times: str
    aids: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCards:
    """A sitting's cards, in the order in which they are laid out."""

    cards: tuple[DeskCard, ...]
    printed: datetime
    language: str = "sv"


def draw_desk_cards(what: DeskCards) -> bytes:
    """Give the desk cards as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Bordskort"), language=what.language)
        for number, card in enumerate(what.cards):
            place = number % (_ACROSS * _DOWN)
            if number and not place:
                sheet.next_page()
            column, line = place % _ACROSS, place // _ACROSS
            _draw(sheet, card, _LEFT + column * _WIDTH, sheet.height - _TOP - line * _HEIGHT)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, card: DeskCard, left: float, top: float) -> None:
    sheet.frame(left, top - _HEIGHT, _WIDTH, _HEIGHT, dash=(3, 3))
    x, width = left + 5 * MM, _WIDTH - 10 * MM
    y = top - 4 * MM
    if card.seat:
        y -= sheet.block(x, y, width, card.seat, _SEAT, field="seat")
    y -= sheet.block(x, y, width, card.name, _NAME, field="name") + 1 * MM
    for text in (card.exam, card.provider, card.times):
        y -= sheet.block(x, y, width, text, _TEXT, field="exam") if text else 0
    for text in (card.form, card.aids):
        y -= sheet.block(x, y, width, text, SMALL, field="aids") if text else 0
