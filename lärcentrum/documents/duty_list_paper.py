"""One invigilator's duty list: when, where, as what and how many write; no student is on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.documents.day_papers import letterhead, printable, wall_now
from lärcentrum.documents.paper import GREY, MM, STRONG, Letterhead, Sheet, Style, draw_small_head
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.exams.invigilator_hours import ROLE_NAMES, check_period, hours_text
from lärcentrum.exams.invigilators import Answer, Duty, DutyRole, list_duties
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.language import N_, _, in_language
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import short_day

_ANSWERS = {Answer.YES: "", Answer.ASKED: N_("inte svarat")}

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyList:
    """The duties of one invigilator.

    Args:
        head: who speaks.
        name: the invigilator.
        first: the first day.
        last: the last day.
        printed: wall-clock time.
        duties: by time.
        writing: how many write, by the sitting's uid.
        language: the paper's.
    """

    head: Letterhead
    name: str
    first: date
    last: date
    printed: datetime
    duties: tuple[Duty, ...]
    writing: dict[str, int]
    language: str = "sv"


# --- rules -----------------------------------------------------------------


def draw_duty_list(what: DutyList) -> bytes:
    """Give the list as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Passlista"), language=what.language)
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: DutyList) -> None:
    title = _("Passlista, {name}").format(name=what.name)
    under = f"{short_day(what.first)} {what.first.year} – {short_day(what.last)} {what.last.year}"

    def head() -> float:
        return draw_small_head(sheet, what.head, title, under)

    top = head()
    if not what.duties:
        sheet.line(15 * MM, top - 6 * MM, _("Inga pass i perioden."), Style(colour=GREY))
        return
    ends = draw_table(sheet, _columns(), _cells(what), top, row_height=8, new_head=head)
    worked = [one for one in what.duties if one.answer is Answer.YES]
    minutes = sum(one.minutes for one in worked if one.role is not DutyRole.RESERVE)
    text = _("Summa {hours} timmar").format(hours=hours_text(minutes))
    sheet.line(15 * MM, ends - 7 * MM, text, STRONG)


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Dag"), width=32),
        Column(title=_("Tid"), width=28),
        Column(title=_("Sal"), width=40, field="room", strong=True),
        Column(title=_("Uppgift"), width=38),
        Column(title=_("Skrivande"), width=20),
        Column(title=_("Timmar"), width=22),
    )


def _cells(what: DutyList) -> list[tuple[str, ...]]:
    return [
        (
            short_day(one.starts),
            f"{one.starts:%H:%M}–{one.ends:%H:%M}",
            printable(one.room_name),
            "\n".join(part for part in (_(ROLE_NAMES[one.role]), _said(one.answer)) if part),
            str(what.writing.get(one.sitting, 0)),
            "" if one.role is DutyRole.RESERVE else hours_text(one.minutes),
        )
        for one in what.duties
    ]


def _said(answer: Answer) -> str:
    text = _ANSWERS.get(answer, "")
    return _(text) if text else ""


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def duty_list_pdf(store: Store, *, invigilator: str, first: date, last: date) -> bytes:
    """Draw one invigilator's duties in a period, from setting out to clearing.

    Args:
        store: the register.
        invigilator: the uid.
        first: the first day.
        last: the last day.

    Raises:
        NotFound: no such invigilator.
        BadValue: the period ends before it begins.
        GlyphMissing: a field holds a sign without a picture.
    """
    check_period(first, last)
    who = store.row("invigilator", invigilator)
    duties = list_duties(store, first=first, last=last, invigilator=invigilator)
    cards = list_sittings(store, first=first, last=last) if duties else []
    paper = DutyList(
        head=letterhead(store),
        name=printable(who["name"]),
        first=first,
        last=last,
        printed=wall_now(store),
        duties=tuple(one for one in duties if one.answer is not Answer.NO),
        writing={card.uid: card.booked for card in cards},
    )
    return draw_duty_list(paper)
