"""Desk cards: one for each seat, eight on a sheet to cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import CHANGED, MM, STRONG, TITLE, Sheet, Style, block_height
from lärcentrum.language import _, in_language

_ACROSS, _DOWN = 2, 4
_WIDTH, _HEIGHT = 90 * MM, 66 * MM
_LEFT, _TOP = 15 * MM, 15 * MM
_PAD_X, _PAD_Y = 5 * MM, 4 * MM
_ROOM = _HEIGHT - 2 * _PAD_Y
_SEAT = replace(TITLE, size=34, leading=38)
_NAME = replace(STRONG, size=15, leading=18)
_LONG_NAME = replace(STRONG, size=12, leading=14.5)
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
    """A sitting's cards, in the order in which they are laid out.

    `changed` says what is new since an earlier print; it stands on a card of its own before them.
    """

    cards: tuple[DeskCard, ...]
    printed: datetime
    changed: str = ""
    language: str = "sv"


def draw_desk_cards(what: DeskCards) -> bytes:
    """Give the desk cards as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Bordskort"), language=what.language)
        cards: list[DeskCard | None] = [None] if what.changed else []
        for number, card in enumerate([*cards, *what.cards]):
            place = number % (_ACROSS * _DOWN)
            if number and not place:
                sheet.next_page()
            column, line = place % _ACROSS, place // _ACROSS
            left, top = _LEFT + column * _WIDTH, sheet.height - _TOP - line * _HEIGHT
            sheet.frame(left, top - _HEIGHT, _WIDTH, _HEIGHT, dash=(3, 3))
            lines = _lines(card) if card else [(what.changed, CHANGED, "name")]
            y = top - _PAD_Y
            for text, style, field in lines:
                y -= sheet.block(left + _PAD_X, y, _WIDTH - 2 * _PAD_X, text, style, field=field)
        sheet.foot(what.printed)
        return sheet.finish()


def _lines(card: DeskCard) -> list[tuple[str, Style, str]]:
    """Give what stands on a card, as (text, style, field); the longest texts stand back."""
    name = _NAME if _height(card.name, _NAME) <= 2 * _NAME.leading else _LONG_NAME
    lines = [
        (card.seat, _SEAT, "seat"),
        (card.name, name, "name"),
        *((text, _TEXT, "exam") for text in (card.exam, card.provider, card.times, card.form)),
    ]
    aids = (card.aids, _TEXT, "aids")
    if card.aids and not _fits([*lines, aids]):
        aids = (_("Hjälpmedel: se salsprotokollet"), _TEXT, "aids")
    lines = [one for one in [*lines, aids] if one[0]]
    if not _fits(lines):
        # A course's and a provider's long names stand on the list; the desk's seat, person and
        # time stand here whatever happens.
        lines = [one for one in lines if one[0] not in (card.provider, card.form)]
    return lines


def _fits(lines: Sequence[tuple[str, Style, str]]) -> bool:
    return sum(_height(text, style) for text, style, _field in lines if text) <= _ROOM


def _height(text: str, style: Style) -> float:
    return block_height(text, _WIDTH - 2 * _PAD_X, style)
