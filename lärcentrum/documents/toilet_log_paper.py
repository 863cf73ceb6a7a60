"""The toilet log: seat and times, never a name or a number (domain.md §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import STANDING_SIZE, Letterhead, Sheet, draw_small_head
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

ROWS = 22
"""Visits that one page has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToiletLog:
    """A sitting's empty log; `people` decides how many pages there are."""

    head: Letterhead
    room: str
    times: str
    printed: datetime
    people: int
    changed: str = ""
    language: str = "sv"


def toilet_pages(people: int) -> int:
    """Give how many pages a log for so many people has."""
    return max(1, -(-people // ROWS))


def draw_toilet_log(what: ToiletLog) -> bytes:
    """Give the toilet log as a PDF: a page for every twenty-two people."""
    with in_language(what.language):
        sheet = Sheet(_("Toalettlista"), language=what.language)
        title = _("Toalettlista, {room}").format(room=what.room)
        under = _("{times}. Skriv platsens nummer, aldrig namn eller personnummer.").format(
            times=what.times
        )

        def head() -> float:
            return draw_small_head(sheet, what.head, title, under, what.changed)

        rows = [("",) * 5] * (ROWS * toilet_pages(what.people))
        draw_table(
            sheet, _columns(), rows, head(), row_height=10, least=STANDING_SIZE, new_head=head
        )
        sheet.foot(what.printed)
        return sheet.finish()


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Plats"), width=30, filled_in=True),
        Column(title=_("Ut klockan"), width=30, filled_in=True),
        Column(title=_("In klockan"), width=30, filled_in=True),
        Column(title=_("Vaktens signatur"), width=40, filled_in=True),
        Column(title=_("Anmärkning"), width=50, filled_in=True),
    )
