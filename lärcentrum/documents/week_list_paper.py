"""The week list of a room, for its door: what stands there when, and nobody's name (R15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    BODY,
    GREY,
    MM,
    STANDING,
    STRONG,
    Letterhead,
    Sheet,
    draw_small_head,
)
from lärcentrum.language import _, in_language

_LEFT, _TIMES = 15 * MM, 42 * MM
_FLOOR = 22 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """A day: its name, why it is closed or "", and each thing as (times, what)."""

    day: str
    closed: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekList:
    """One room's week; `week` such as "vecka 49, 30 november – 6 december 2026"."""

    room: str
    week: str
    days: tuple[WeekDay, ...]


def draw_week_lists(
    head: Letterhead, lists: Sequence[WeekList], printed: datetime, language: str = "sv"
) -> bytes:
    """Give the week lists as a PDF, each room on a page of its own.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(language):
        sheet = Sheet(_("Veckolista"), language=language)
        for place, one in enumerate(lists):
            if place:
                sheet.next_page()
            _draw(sheet, head, one)
        sheet.foot(printed)
        return sheet.finish()


def _draw(sheet: Sheet, letterhead: Letterhead, what: WeekList) -> None:
    title = _("Veckolista, {room}").format(room=what.room)

    def head() -> float:
        return draw_small_head(sheet, letterhead, title, what.week)

    top, width = head(), sheet.width - 2 * _LEFT
    for day in what.days:
        if top - 24 * MM < _FLOOR:
            sheet.next_page()
            top = head()
        sheet.line(_LEFT, top - 5 * MM, day.day, STRONG)
        top -= 7 * MM
        for times, text in day.lines or (("", day.closed or _("ledig")),):
            if top - 8 * MM < _FLOOR:
                sheet.next_page()
                top = head()
            sheet.block(_LEFT, top, _TIMES, times, STANDING)
            top -= sheet.block(_LEFT + _TIMES, top, width - _TIMES, text, STANDING, field="title")
        top -= 2 * MM
        sheet.rule(_LEFT, top, width, colour=GREY)
    if not what.days:
        sheet.line(_LEFT, top - 6 * MM, _("ledig"), BODY)
