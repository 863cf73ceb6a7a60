"""The seating plan of a sitting: the room as a drawing, with who sits where.

Whoever does not fit in the drawing stands in a list after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.documents.paper import (
    GREY,
    HAIR,
    INK,
    MM,
    STANDING,
    STANDING_SIZE,
    STRONG,
    Letterhead,
    Sheet,
    Style,
    block_height,
    draw_small_head,
    line_width,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

_LEFT, _FLOOR, _GAP, _PAD = 15 * MM, 17 * MM, 1.5 * MM, 1.2 * MM
_WIDEST, _TALLEST = 62 * MM, 34 * MM
_LABEL = replace(STRONG, size=14, leading=16)
_NAME = replace(STANDING, leading=14)
_SMALLEST = 6
"""Points of a seat's number in the fullest room; the list after it has the number in full size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """A seat where it stands, both counted from 1 with the front of the room first.

    `off` says that the seat is not used for exams.
    """

    row: int
    col: int
    label: str
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSeated:
    """A person: `seat` is its label, "" without one; `form` a word if not on paper (E26)."""

    seat: str
    name: str
    exam: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatingPlan:
    """A sitting's room with its people; `seated` are by seat, those without one last."""

    head: Letterhead
    room: str
    times: str
    rows: int
    cols: int
    desks: tuple[PlanDesk, ...]
    seated: tuple[PlanSeated, ...]
    printed: datetime
    changed: str = ""
    language: str = "sv"


def draw_seating_plan(what: SeatingPlan) -> bytes:
    """Give the seating plan as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Sittplan"), language=what.language, landscape=True)
        title = _("Sittplan, {room}").format(room=what.room)

        def head() -> float:
            return draw_small_head(sheet, what.head, title, what.times, what.changed)

        top = _draw_front(sheet, head())
        there: dict[str, list[PlanSeated]] = {}
        for one in what.seated:
            there.setdefault(one.seat, []).append(one)
        width = min((sheet.width - 2 * _LEFT) / what.cols, _WIDEST)
        height = min((top - _FLOOR) / what.rows, _TALLEST)
        listed = list(there.get("", ()))
        for desk in sorted(what.desks, key=lambda one: (one.row, one.col)):
            x = _start(sheet, what, width) + (desk.col - 1) * width
            y = top - (desk.row - 1) * height
            people = there.get(desk.label, [])
            if not _draw_desk(sheet, desk, people, (x, y), (width - _GAP, height - _GAP)):
                listed += people
        if listed:
            sheet.next_page()
            # Where most have no room in the drawing, the list is the whole one.
            whole = len(listed) > len(what.seated) / 2
            _draw_list(sheet, what.seated if whole else listed, head)
        sheet.foot(what.printed)
        return sheet.finish()


def _start(sheet: Sheet, what: SeatingPlan, width: float) -> float:
    return (sheet.width - what.cols * width + _GAP) / 2


def _draw_front(sheet: Sheet, top: float) -> float:
    text = _("Fram")
    middle, half = sheet.width / 2, 40 * MM
    sheet.line(middle - line_width(text, STANDING) / 2, top - 3 * MM, text, STANDING)
    sheet.rule(middle - half, top - 5 * MM, 2 * half, colour=INK, weight=1.5)
    return top - 8 * MM


def _draw_desk(
    sheet: Sheet,
    desk: PlanDesk,
    people: Sequence[PlanSeated],
    at: tuple[float, float],
    size: tuple[float, float],
) -> bool:
    """Draw a seat, and tell whether all of its people stand in it."""
    (x, top), (width, height) = at, size
    sheet.frame(
        x, top - height, width, height, dash=(2, 2) if desk.off else (),
        colour=INK if people else HAIR, weight=1.2 if people else 0.6,
    )  # fmt: skip
    if desk.off:
        return True
    inside = width - 2 * _PAD
    said = _that_fits(people, inside, height - _LABEL.leading - 2 * _PAD)
    if said is None:
        style = _number(desk.label, width, height, taken=True)
        middle = x + (width - line_width(desk.label, style)) / 2
        sheet.line(middle, top - height / 2 - style.size * 0.35, desk.label, style, field="seat")
        return False
    style = _number(desk.label, width, height, taken=bool(people))
    sheet.line(x + _PAD, top - _PAD - style.size, desk.label, style, field="seat")
    sheet.block(x + _PAD, top - _PAD - _LABEL.leading, inside, said, _NAME, field="name")
    return True


def _that_fits(people: Sequence[PlanSeated], width: float, height: float) -> str | None:
    """Give what stands in a seat's box, without the exam where it must; None if that is too much.

    No word is broken.
    """
    for exams in (True, False):
        lines = [(one.name, one.exam if exams else "", one.form) for one in people]
        text = "\n".join(part for line in lines for part in line if part)
        unbroken = max((line_width(word, _NAME) for word in text.split()), default=0) <= width
        if not text or (unbroken and block_height(text, width, _NAME) <= height):
            return text
    return None


def _number(label: str, width: float, height: float, *, taken: bool) -> Style:
    """Give the letters in which a seat's number fits its box."""
    style = _LABEL if taken else replace(STANDING, colour=GREY)
    wide = line_width(label, style) or 1
    most = min(style.size, style.size * (width - 2) / wide, height - 2)
    return style.scaled(max(most, _SMALLEST) / style.size)


def _draw_list(sheet: Sheet, seated: Sequence[PlanSeated], head: Callable[[], float]) -> None:
    columns = (
        Column(title=_("Plats"), width=25, field="seat", strong=True),
        Column(title=_("Namn"), width=90, field="name", strong=True),
        Column(title=_("Tentamen"), width=92, field="exam"),
        Column(title=_("Skrivs"), width=60),
    )
    rows = [(one.seat or "–", one.name, one.exam, one.form) for one in seated]
    draw_table(sheet, columns, rows, head(), least=STANDING_SIZE, new_head=head)
