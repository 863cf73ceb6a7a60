"""The attendance list of a sitting: filled in by hand in the room, typed back afterwards.

Its rows are numbered in the order of the screen, so that typing back needs no searching (C-06).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    MM,
    SMALL,
    STANDING,
    STANDING_SIZE,
    Letterhead,
    Sheet,
    draw_signs,
    draw_small_head,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One student; `name` is what may be shown, `note` a measure such as "till 15:00".

    `form` says that the exam is digital or written on a computer that is lent (E26).
    """

    name: str
    seat: str = ""
    exam: str = ""
    note: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """A sitting.

    `times` is a day and hours in words, `rules` lines such as "Senaste insläpp 10:00", `counted`
    what was collected, "" where that is filled in by hand.
    """

    head: Letterhead
    room: str
    times: str
    printed: datetime
    rows: tuple[AttendanceRow, ...]
    invigilators: str = ""
    rules: tuple[str, ...] = ()
    counted: str = ""
    changed: str = ""
    language: str = "sv"


def draw_attendance_list(what: AttendanceList) -> bytes:
    """Give the attendance list as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Närvarolista"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: AttendanceList) -> None:
    title = _("Närvarolista, {room}").format(room=what.room)

    def head() -> float:
        return draw_small_head(sheet, what.head, title, what.times, what.changed)

    top = head()
    for line in _above(what):
        top -= sheet.block(
            15 * MM, top, sheet.width - 30 * MM, line, STANDING, field="invigilators"
        )
    top -= 3 * MM
    rows = [
        (str(number), row.seat, _name(row),
         "", "", "", "", "")
        for number, row in enumerate(what.rows, 1)
    ]  # fmt: skip
    end = draw_table(sheet, _columns(), rows, top, row_height=11, least=STANDING_SIZE,
                     new_head=head)  # fmt: skip
    _draw_sum(sheet, what.counted, end, head)


def _name(row: AttendanceRow) -> str:
    details = " · ".join(part for part in (row.note, row.exam, row.form) if part)
    return f"{row.name}\n{details}" if details else row.name


def _above(what: AttendanceList) -> Sequence[str]:
    lines = list(what.rules)
    if what.invigilators:
        lines.insert(0, _("Tentamensvakter: {names}").format(names=what.invigilators))
    return lines


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Nr"), width=9),
        Column(title=_("Plats"), width=15, field="seat"),
        Column(title=_("Namn"), width=64, field="name", strong=True),
        Column(title=_("Leg."), width=11, filled_in=True),
        Column(title=_("In"), width=16, filled_in=True),
        Column(title=_("Ut"), width=16, filled_in=True),
        Column(title=_("Blad"), width=12, filled_in=True),
        Column(title=_("Underskrift"), width=37, filled_in=True),
    )


def _draw_sum(sheet: Sheet, counted: str, end: float, head: Callable[[], float]) -> None:
    if end < 42 * MM:
        sheet.next_page()
        end = head()
    y = end - 14 * MM
    if counted:
        sheet.line(110 * MM, y + 1 * MM, counted, SMALL)
    asked = (_("Tentamensvaktens namnteckning"), _("Antal närvarande och antal blad"))
    draw_signs(sheet, [asked], y)
