"""The papers of one sitting from the register: all of them as one set, or each by itself (E34).

A protected identity is "Person 7" on all of them (FH04); a provider reads of its own exam only.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

from lärcentrum.documents.batch import joined
from lärcentrum.documents.day_papers import (
    attendance_list_pdf,
    course,
    exam_rules,
    letterhead,
    printable,
    wall_now,
)
from lärcentrum.documents.desk_cards_paper import DeskCard, DeskCards, draw_desk_cards
from lärcentrum.documents.door_sign_paper import DoorSign, draw_door_sign
from lärcentrum.documents.protocol_paper import Protocol, draw_protocol
from lärcentrum.documents.return_note_paper import ReturnNote, ReturnRow, draw_return_note
from lärcentrum.documents.toilet_log_paper import ToiletLog, draw_toilet_log
from lärcentrum.errors import BadValue
from lärcentrum.exams.attendance import ATTENDANCE_NAMES, Attendance
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.confirmations import moved_end_text
from lärcentrum.exams.custody_counts import counted_here
from lärcentrum.exams.exams import WITHOUT_MATERIAL, exam_page
from lärcentrum.exams.moved_ends import times_text
from lärcentrum.exams.sittings import SittingPage, sitting_page
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

# --- records ---------------------------------------------------------------


class SittingPaper(StrEnum):
    """A paper of a sitting, in the order in which a set lies."""

    DOOR = "door"
    ATTENDANCE = "attendance"
    PROTOCOL = "protocol"
    TOILET = "toilet"
    DESK = "desk"
    RETURN = "return"


PAPER_NAMES = {
    SittingPaper.DOOR: N_("Dörrskylt"),
    SittingPaper.ATTENDANCE: N_("Närvarolista"),
    SittingPaper.PROTOCOL: N_("Salsprotokoll"),
    SittingPaper.TOILET: N_("Toalettlista"),
    SittingPaper.DESK: N_("Bordskort"),
    SittingPaper.RETURN: N_("Följesedel"),
}

# --- rules -----------------------------------------------------------------


def last_times(bookings: Sequence[BookingRow]) -> tuple[str, ...]:
    """Say how many must hand in when, so that no extended end is forgotten: "13:00: 4 personer"."""
    ends = Counter(one.ends for one in bookings)
    return tuple(
        ngettext("{time}: {n} person", "{time}: {n} personer", ends[end]).format(
            time=f"{end:%H:%M}", n=ends[end]
        )
        for end in sorted(ends)
    )


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def sitting_papers_pdf(
    store: Store, *, sitting: str, papers: list[SittingPaper] | None = None
) -> bytes:
    """Draw a sitting's papers as one file, for one print job.

    Args:
        store: the register.
        sitting: the sitting's uid.
        papers: which; all of them when it is left out. They lie in the order of `SittingPaper`.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
        BadValue: no paper is asked for, or only such as the sitting has none of.
        GlyphMissing: a field holds a sign without a picture.
    """
    page = sitting_page(store, sitting=sitting)
    asked = list(SittingPaper) if papers is None else [one for one in SittingPaper if one in papers]
    drawn = [pdf for one in asked for pdf in _DRAW[one](store, page)]
    if not drawn:
        raise BadValue("papers", _("måste ha minst ett papper"))
    return joined(drawn)


def _door(store: Store, page: SittingPage) -> list[bytes]:
    card = page.card
    exams = (
        " ".join(part for part in (one.course_code, one.course_name, f"({one.provider_name})"))
        for one in card.exams
    )
    sign = DoorSign(
        head=letterhead(store),
        room=card.room_name,
        day=". ".join(part for part in (long_day(card.starts.date()), card.moved) if part),
        times=f"{card.starts:%H:%M}–{card.ends:%H:%M}",
        exams=tuple(dict.fromkeys(one.strip() for one in exams)),
        printed=wall_now(store),
    )
    return [draw_door_sign(sign)]


def _attendance(store: Store, page: SittingPage) -> list[bytes]:
    return [attendance_list_pdf(store, sitting=page.card.uid)]


def _protocol(store: Store, page: SittingPage) -> list[bytes]:
    card = page.card
    paper = Protocol(
        head=letterhead(store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        printed=wall_now(store),
        rules=exam_rules(store, page),
        ends=last_times(page.bookings),
        invigilators=card.invigilators,
        note=card.note,
    )
    return [draw_protocol(paper)]


def _toilet(store: Store, page: SittingPage) -> list[bytes]:
    card = page.card
    log = ToiletLog(
        head=letterhead(store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        printed=wall_now(store),
        people=len(page.bookings),
    )
    return [draw_toilet_log(log)]


def _desk(store: Store, page: SittingPage) -> list[bytes]:
    if not page.bookings:
        return []
    aids = {one.uid: exam_page(store, exam=one.uid).facts for one in page.card.exams}
    ordered = sorted(page.bookings, key=lambda one: (len(one.seat_label), one.seat_label))
    cards = tuple(
        DeskCard(
            seat=one.seat_label,
            name=printable(one.paper_name),
            exam=course(one),
            provider=one.provider_name,
            times=" · ".join(
                part
                for part in (f"{one.starts:%H:%M}–{one.ends:%H:%M}", moved_end_text(one))
                if part
            ),
            aids=_("Hjälpmedel: {aids}").format(aids=aids[one.exam].aids)
            if aids[one.exam].aids
            else "",
            form=aids[one.exam].platform,
        )
        for one in ordered
    )
    return [draw_desk_cards(DeskCards(cards=cards, printed=wall_now(store)))]


def _return(store: Store, page: SittingPage) -> list[bytes]:
    made = []
    for exam in page.card.exams:
        facts = exam_page(store, exam=exam.uid).facts
        if facts.form in WITHOUT_MATERIAL:
            continue
        contact = " · ".join(
            part for part in (facts.contact.name, facts.contact.email, facts.contact.phone) if part
        )
        mine = [one for one in page.bookings if one.exam == exam.uid]
        codes = ", ".join(part for part in (exam.course_code, facts.exam_code) if part)
        papers, sheets = counted_here(store, exam.uid, len(mine))
        note = ReturnNote(
            head=letterhead(store),
            to=tuple(part for part in (exam.provider_name, contact) if part),
            exam=f"{exam.course_name} ({codes})" if codes else exam.course_name,
            day=long_day(page.card.starts.date()),
            rows=tuple(_returned(one) for one in mine),
            answer_to=setting(store, "centre_email"),
            printed=wall_now(store),
            papers=papers,
            sheets=sheets,
        )
        made.append(draw_return_note(note))
    return made


def _returned(one: BookingRow) -> ReturnRow:
    came = _(ATTENDANCE_NAMES[Attendance(one.attendance)]) if one.attendance else ""
    sheets = "" if one.sheets is None else str(one.sheets)
    return ReturnRow(name=printable(one.paper_name), came=came, sheets=sheets)


_DRAW: dict[SittingPaper, Callable[[Store, SittingPage], list[bytes]]] = {
    SittingPaper.DOOR: _door,
    SittingPaper.ATTENDANCE: _attendance,
    SittingPaper.PROTOCOL: _protocol,
    SittingPaper.TOILET: _toilet,
    SittingPaper.DESK: _desk,
    SittingPaper.RETURN: _return,
}
