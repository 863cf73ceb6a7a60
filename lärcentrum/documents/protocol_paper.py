"""The room protocol: each exam's own rules, who watches, and what happened, filled in by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    MM,
    SIGNED,
    STANDING,
    STANDING_SIZE,
    STRONG,
    Letterhead,
    Sheet,
    block_height,
    draw_signs,
    draw_small_head,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

_HEADING = STRONG.at_least(STANDING_SIZE)
_INCIDENT = 12
"""Millimetres that a row for an incident is high."""
_LEAST = 4
"""Rows that there always are, on a page more if need be."""
_SIGNS = 40 * MM
"""What stands below the incidents, and their heading."""
_LEFT = 15 * MM
_FLOOR = 22 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A sitting as its invigilators need it.

    `rules` holds a line for each exam in the room, `ends` a line for each time at which somebody
    must hand in ("12:00: 9 personer"), in order; no names of students stand here.
    """

    head: Letterhead
    room: str
    times: str
    printed: datetime
    rules: tuple[str, ...]
    ends: tuple[str, ...] = ()
    invigilators: tuple[str, ...] = ()
    note: str = ""
    changed: str = ""
    language: str = "sv"


def draw_protocol(what: Protocol) -> bytes:
    """Give the room protocol as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Salsprotokoll"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: Protocol) -> None:
    title = _("Salsprotokoll, {room}").format(room=what.room)

    def head() -> float:
        return draw_small_head(sheet, what.head, title, what.times, what.changed)

    top = head()
    for heading, lines in (
        (_("Regler för tentorna i salen"), what.rules),
        (_("Skrivtiden slutar"), what.ends),
        (_("Att veta"), (what.note,) if what.note else ()),
    ):
        top = _lines(sheet, heading, lines, top, head)
    top = _table(sheet, _("Tentamensvakter"), _watch_columns(), _watches(what), top, head, 10)
    top = _written(sheet, top, head)
    rows = [("",) * 5] * _room_for(top)
    top = _table(sheet, _("Avvikelser"), _incident_columns(), rows, top, head, _INCIDENT)
    _signs(sheet, top, head)


def _room_for(top: float) -> int:
    """Give how many incidents the page has room for beside the signatures."""
    return max(_LEAST, int((top - _SIGNS - _FLOOR) / (_INCIDENT * MM)))


def _lines(
    sheet: Sheet, heading: str, lines: Sequence[str], top: float, head: Callable[[], float]
) -> float:
    if not lines:
        return top
    width = sheet.width - 2 * _LEFT
    sheet.line(_LEFT, top - 4 * MM, heading, _HEADING)
    top -= 6 * MM
    for line in lines:
        if top - block_height(line, width, STANDING) < _FLOOR:
            sheet.next_page()
            top = head()
        top -= sheet.block(_LEFT, top, width, line, STANDING, field="aids")
    return top - 3 * MM


def _table(
    sheet: Sheet,
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    top: float,
    head: Callable[[], float],
    height: float,
) -> float:
    if top - 30 * MM < _FLOOR:
        sheet.next_page()
        top = head()
    sheet.line(_LEFT, top - 4 * MM, heading, _HEADING)
    end = draw_table(
        sheet, columns, rows, top - 7 * MM, row_height=height, least=STANDING_SIZE, new_head=head
    )
    return end - 4 * MM


def _watches(what: Protocol) -> list[tuple[str, ...]]:
    names = what.invigilators or ("",)
    return [(name, "", "", "") for name in (*names, "")]


def _watch_columns() -> Sequence[Column]:
    return (
        Column(title=_("Namn"), width=70, field="invigilators", strong=True),
        Column(title=_("Från"), width=25, filled_in=True),
        Column(title=_("Till"), width=25, filled_in=True),
        Column(title=_("Underskrift"), width=60, filled_in=True),
    )


def _incident_columns() -> Sequence[Column]:
    return (
        Column(title=_("Klockan"), width=18, filled_in=True),
        Column(title=_("Plats"), width=18, filled_in=True),
        Column(title=_("Vad hände"), width=76, filled_in=True),
        Column(title=_("Vad gjordes"), width=48, filled_in=True),
        Column(title=_("Sign"), width=20, filled_in=True),
    )


def _written(sheet: Sheet, top: float, head: Callable[[], float]) -> float:
    """Draw the lines that are filled in through the day."""
    if top - 24 * MM < _FLOOR:
        sheet.next_page()
        top = head()
    asked = (
        (
            _("Legitimation kontrollerad"),
            _("Skrivningen började klockan"),
            _("Dörren stängdes klockan"),
        ),
        (_("Antal närvarande"), _("Antal frånvarande"), _("Sista inlämning klockan")),
    )
    width = (sheet.width - 2 * _LEFT - 10 * MM) / 3
    for words in asked:
        top -= 11 * MM
        for place, word in enumerate(words):
            x = _LEFT + place * (width + 5 * MM)
            sheet.rule(x, top, width)
            sheet.line(x, top - 4.5 * MM, word, SIGNED)
    return top - 11 * MM


def _signs(sheet: Sheet, top: float, head: Callable[[], float]) -> None:
    if top - 18 * MM < _FLOOR:
        sheet.next_page()
        top = head()
    asked = (_("Ansvarig tentamensvakt"), _("Lämnat till centret, klockan och namn"))
    draw_signs(sheet, [asked], top - 12 * MM)
