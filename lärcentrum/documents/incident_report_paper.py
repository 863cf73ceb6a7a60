"""The incident report of one provider: what happened at its exams on a day, and nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    BODY,
    MM,
    SMALL_GREY,
    STRONG,
    Letterhead,
    Sheet,
    draw_small_head,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

_LEFT = 15 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident.

    `who` is a name as papers may show it, an exam, or everybody in a room; `what` the kind and
    below it the note; `decided` what was decided and by whom.
    """

    at: str
    room: str
    who: str
    what: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """One provider's incidents of a day.

    `exams` are its exams with how many wrote them; `answer_to` is whom it asks for more.
    """

    head: Letterhead
    to: str
    day: str
    exams: tuple[str, ...]
    rows: tuple[IncidentRow, ...]
    answer_to: str
    printed: datetime
    language: str = "sv"


def draw_incident_report(what: IncidentReport) -> bytes:
    """Give the incident report as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Avvikelserapport"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: IncidentReport) -> None:
    def head() -> float:
        return draw_small_head(sheet, what.head, _("Avvikelserapport"), what.day)

    top, width = head(), sheet.width - 2 * _LEFT
    to = _("Till {provider}").format(provider=what.to)
    top -= sheet.block(_LEFT, top, width, to, STRONG, field="provider") + 1 * MM
    for line in what.exams:
        top -= sheet.block(_LEFT, top, width, line, BODY, field="exam")
    top -= 4 * MM
    rows = [(one.at, one.room, one.who, one.what, one.decided) for one in what.rows]
    end = draw_table(sheet, _columns(), rows, top, row_height=9, new_head=head)
    if end < 52 * MM:
        sheet.next_page()
        end = head()
    y = end - 16 * MM
    sheet.rule(_LEFT, y, 85 * MM)
    sheet.rule(_LEFT + 95 * MM, y, 85 * MM)
    sheet.line(_LEFT, y - 4 * MM, _("Ansvarig på lärcentret"), SMALL_GREY)
    sheet.line(_LEFT + 95 * MM, y - 4 * MM, _("Ort och datum"), SMALL_GREY)
    if what.answer_to:
        text = _("Frågor besvaras av {whom}.").format(whom=what.answer_to)
        sheet.block(_LEFT, y - 10 * MM, width, text, BODY, field="centre_email")


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Klockan"), width=16),
        Column(title=_("Sal"), width=28, field="room"),
        Column(title=_("Vem"), width=40, field="name", strong=True),
        Column(title=_("Vad hände"), width=62, field="note"),
        Column(title=_("Beslut, av vem"), width=34, field="by"),
    )
