"""The return note: lies around what is sent back to one provider, and asks for a receipt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    BODY,
    MM,
    STRONG,
    Letterhead,
    Sheet,
    draw_signs,
    draw_small_head,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

_LEFT = 15 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """One student of the exam; `came` in words when it is noted, else filled in by hand."""

    name: str
    came: str = ""
    sheets: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNote:
    """What goes back of one exam; only its own provider's students stand here (FH07).

    `to` are lines of the provider and its contact, `exam` the course and its codes; `papers` and
    `sheets` what was counted, "" where that is filled in by hand.
    """

    head: Letterhead
    to: tuple[str, ...]
    exam: str
    day: str
    rows: tuple[ReturnRow, ...]
    answer_to: str
    printed: datetime
    papers: str = ""
    sheets: str = ""
    changed: str = ""
    language: str = "sv"


def draw_return_note(what: ReturnNote) -> bytes:
    """Give the return note as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Följesedel"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: ReturnNote) -> None:
    def head() -> float:
        return draw_small_head(
            sheet, what.head, _("Följesedel, skrivna tentor"), what.day, what.changed
        )

    top, width = head(), sheet.width - 2 * _LEFT
    top -= sheet.block(_LEFT, top, width, what.exam, STRONG, field="exam") + 1 * MM
    for line in what.to:
        top -= sheet.block(_LEFT, top, width, line, BODY, field="contact")
    top -= 4 * MM
    rows = [(str(n), one.name, one.came, one.sheets, "") for n, one in enumerate(what.rows, 1)]
    end = draw_table(sheet, _columns(), rows, top, row_height=9, new_head=head)
    _sent(sheet, what, end, head)


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Nr"), width=10),
        Column(title=_("Namn"), width=75, field="name", strong=True),
        Column(title=_("Närvaro"), width=30, filled_in=True),
        Column(title=_("Blad"), width=20, filled_in=True),
        Column(title=_("Anmärkning"), width=45, filled_in=True),
    )


def _sent(sheet: Sheet, what: ReturnNote, end: float, head: Callable[[], float]) -> None:
    if end < 72 * MM:
        sheet.next_page()
        end = head()
    asked = (
        (_("Antal skrivande"), _("Antal blad")),
        (_("Skickat den, hur (rekommenderat brev nr)"), _("Skickat av")),
        (_("Mottaget av lärosätet den"), _("Namn")),
    )
    top = end - 14 * MM
    for text, at in ((what.papers, _LEFT), (what.sheets, _LEFT + 95 * MM)):
        if text:
            sheet.line(at, top + 1 * MM, text, STRONG)
    y = draw_signs(sheet, asked, top)
    if what.answer_to:
        text = _("Kvittera gärna mottagandet till {whom}.").format(whom=what.answer_to)
        sheet.block(_LEFT, y + 6 * MM, sheet.width - 2 * _LEFT, text, BODY, field="centre_email")
