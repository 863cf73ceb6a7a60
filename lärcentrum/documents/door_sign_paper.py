"""The door sign: that an exam is being written, when and which; nothing about any person."""

from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import BODY, GREY, INK, MM, TITLE, Letterhead, Sheet, Style
from lärcentrum.language import _, in_language

_HUGE = replace(TITLE, size=54, leading=60)
_LARGE = replace(TITLE, size=30, leading=36)
_EXAM = Style(size=18, leading=23)
_MOST = 12
"""Exams that the sign names; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSign:
    """A sitting for those who pass by: `times` such as "09:00–13:00", `exams` a line each."""

    head: Letterhead
    room: str
    day: str
    times: str
    exams: tuple[str, ...]
    printed: datetime
    language: str = "sv"


def draw_door_sign(what: DoorSign) -> bytes:
    """Give the door sign as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Dörrskylt"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: DoorSign) -> None:
    left, width = 20 * MM, sheet.width - 40 * MM
    top = sheet.height - 30 * MM
    top -= sheet.block(left, top, width, what.room, _LARGE, field="room") + 8 * MM
    top -= sheet.block(left, top, width, _("Tentamen pågår"), _HUGE) + 2 * MM
    top -= sheet.block(left, top, width, _("Var tyst"), _LARGE) + 8 * MM
    sheet.rule(left, top, width, colour=INK, weight=1.5)
    top -= 8 * MM
    top -= sheet.block(left, top, width, what.day, _LARGE)
    top -= sheet.block(left, top, width, what.times, _HUGE) + 8 * MM
    for line in what.exams[:_MOST]:
        top -= sheet.block(left, top, width, line, _EXAM, field="exam")
    if len(what.exams) > _MOST:
        more = _("och {n} till").format(n=len(what.exams) - _MOST)
        sheet.block(left, top, width, more, _EXAM)
    where = " · ".join(part for part in (what.head.centre, what.head.municipality) if part)
    sheet.line(left, 18 * MM, where, replace(BODY, colour=GREY), field="centre_name")
