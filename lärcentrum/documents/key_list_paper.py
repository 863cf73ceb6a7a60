"""The key list of an anonymous exam: who has which code. A paper of its own, never in the set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.day_papers import letterhead, printable, wall_now
from lärcentrum.documents.paper import BODY, MM, STRONG, Letterhead, Sheet, draw_small_head
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.paper_codes import exam_codes
from lärcentrum.language import _, in_language
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

_LEFT = 15 * MM

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyList:
    """Names and codes of one exam.

    Args:
        head: who speaks.
        exam: the course and its codes.
        day: when it is written.
        rows: name and code, in the order of names.
        printed: wall-clock time.
        language: the paper's.
    """

    head: Letterhead
    exam: str
    day: str
    rows: tuple[tuple[str, str], ...]
    printed: datetime
    language: str = "sv"


# --- rules -----------------------------------------------------------------


def draw_key_list(what: KeyList) -> bytes:
    """Give the key list as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Kodlista"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: KeyList) -> None:
    def head() -> float:
        return draw_small_head(sheet, what.head, _("Kodlista"), what.day)

    top, width = head(), sheet.width - 2 * _LEFT
    top -= sheet.block(_LEFT, top, width, what.exam, STRONG, field="exam") + 1 * MM
    text = _("Visar vem som har vilken kod. Följer aldrig med tentorna; förvaras för sig.")
    top -= sheet.block(_LEFT, top, width, text, BODY) + 4 * MM
    rows = [(str(n), name, code, "") for n, (name, code) in enumerate(what.rows, 1)]
    draw_table(sheet, _columns(), rows, top, row_height=9, new_head=head)


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Nr"), width=10),
        Column(title=_("Namn"), width=90, field="name", strong=True),
        Column(title=_("Kod"), width=45, field="code", strong=True),
        Column(title=_("Legitimation"), width=35, filled_in=True),
    )


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def key_list_pdf(store: Store, *, exam: str) -> bytes:
    """Draw the key list of an anonymous exam; a protected identity is its alias there too (FH04).

    Raises:
        NotFound: no such exam.
        NotToday: the role reaches today only.
        BadValue: nobody has a code.
        GlyphMissing: a field holds a sign without a picture.
    """
    lines = exam_codes(store, exam=exam)
    if not any(one.code for one in lines):
        raise NotAsItStands("exam", _("Ingen har en kod än."), _("Läs in eller gör koder först."))
    facts = exam_page(store, exam=exam).facts
    codes = ", ".join(part for part in (facts.course_code, facts.exam_code) if part)
    return draw_key_list(
        KeyList(
            head=letterhead(store),
            exam=f"{facts.course_name} ({codes})" if codes else facts.course_name,
            day=long_day(facts.day),
            rows=tuple((printable(one.name), one.code) for one in lines),
            printed=wall_now(store),
        )
    )
