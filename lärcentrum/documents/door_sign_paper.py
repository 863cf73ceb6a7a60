"""The door sign: that an exam is being written, when and which; nothing about any person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import (
    BODY,
    CHANGED,
    GREY,
    INK,
    MM,
    TITLE,
    Letterhead,
    Sheet,
    Style,
    block_height,
    draw_changed,
)
from lärcentrum.language import _, in_language

_HUGE = replace(TITLE, size=54, leading=60)
_LARGE = replace(TITLE, size=30, leading=36)
_EXAM = Style(size=18, leading=23)
_FLOOR = 26 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSign:
    """A sitting for those who pass by: `times` such as "09:00–13:00", `exams` a line each."""

    head: Letterhead
    room: str
    day: str
    times: str
    exams: tuple[str, ...]
    printed: datetime
    changed: str = ""
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
    floor = _FLOOR
    if what.changed:
        floor += block_height(what.changed, width, CHANGED) + 10 * MM
        draw_changed(sheet, what.changed, left, floor - 4 * MM, width)
    _exams(sheet, what.exams, left, top, width, floor)
    where = " · ".join(part for part in (what.head.centre, what.head.municipality) if part)
    sheet.line(left, 18 * MM, where, replace(BODY, colour=GREY), field="centre_name")


def _exams(
    sheet: Sheet, exams: Sequence[str], left: float, top: float, width: float, floor: float
) -> None:
    """Name the exams; when they are many the last line counts the others."""
    for at, line in enumerate(exams):
        last = at + 1 == len(exams)
        needed = block_height(line, width, _EXAM) + (0 if last else _EXAM.leading)
        if top - needed < floor:
            more = _("och {n} till").format(n=len(exams) - at)
            sheet.block(left, top, width, more if at else line, _EXAM, field="exam")
            return
        top -= sheet.block(left, top, width, line, _EXAM, field="exam")
