"""The papers of one sitting from the register: all of them as one set, or each by itself (E34).

A protected identity is "Person 7" on all of them (FH04); a reprint says what is new on it (C-07).
"""

from collections.abc import Callable

from lärcentrum.documents.attendance_list_paper import (
    AttendanceList,
    AttendanceRow,
    draw_attendance_list,
)
from lärcentrum.documents.batch import joined
from lärcentrum.documents.day_papers import (
    course,
    exam_name,
    exam_rules,
    hours_text,
    last_times,
    letterhead,
    printable,
    short_course,
    stands_as,
    wall_now,
)
from lärcentrum.documents.desk_cards_paper import DeskCard, DeskCards, draw_desk_cards
from lärcentrum.documents.door_sign_paper import DoorSign, draw_door_sign
from lärcentrum.documents.exam_papers import draw_covers, draw_returns
from lärcentrum.documents.exam_sides import form_mark, form_text
from lärcentrum.documents.paper_kinds import SittingPaper, kinds_of
from lärcentrum.documents.papered_room import PaperedRoom
from lärcentrum.documents.prints import contents_of
from lärcentrum.documents.protocol_paper import Protocol, draw_protocol
from lärcentrum.documents.seating_plan_paper import (
    PlanDesk,
    PlanSeated,
    SeatingPlan,
    draw_seating_plan,
)
from lärcentrum.documents.toilet_log_paper import ToiletLog, draw_toilet_log
from lärcentrum.errors import BadValue
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.confirmations import measure_text
from lärcentrum.exams.custody_counts import counted_in_room
from lärcentrum.exams.exams import NewExam, exam_page
from lärcentrum.exams.moved_ends import times_text
from lärcentrum.exams.row_order import RowOrder, in_order
from lärcentrum.exams.seat_plans import room_plan
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.language import SOURCE, _, in_language
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def sitting_papers_pdf(
    store: Store,
    *,
    sitting: str,
    papers: list[SittingPaper] | None = None,
    order: RowOrder = RowOrder.NUMBER,
) -> bytes:
    """Draw a sitting's papers as one file, for one print job; they are in Swedish.

    Args:
        store: the register.
        sitting: the sitting's uid.
        papers: which; all of them when it is left out. They lie in the order of `SittingPaper`.
        order: by what the attendance list is sorted.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
        BadValue: no paper is asked for, or only such as the sitting has none of.
        GlyphMissing: a field holds a sign without a picture.
    """
    asked = [one for one in kinds_of(store) if papers is None or one in papers]
    with in_language(SOURCE):
        page = sitting_page(store, sitting=sitting)
        contents = {one.paper: one for one in contents_of(store, page)}
        room = PaperedRoom(store=store, page=page, contents=contents, order=order)
        drawn = [pdf for one in asked for pdf in _DRAW[one](room)]
    if not drawn:
        raise BadValue("papers", _("måste ha minst ett papper"))
    return joined(drawn)


@reading(right=Right.TODAY)
def attendance_list_pdf(store: Store, *, sitting: str, order: RowOrder = RowOrder.NUMBER) -> bytes:
    """Draw a sitting's attendance list with each exam's own rules.

    Args:
        store: the register.
        sitting: the sitting's uid.
        order: by what it is sorted.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
        GlyphMissing: a field holds a sign without a picture.
    """
    return sitting_papers_pdf(store, sitting=sitting, papers=[SittingPaper.ATTENDANCE], order=order)


def _door(room: PaperedRoom) -> list[bytes]:
    card = room.page.card
    sign = DoorSign(
        head=letterhead(room.store),
        room=card.room_name,
        day=". ".join(part for part in (long_day(card.starts.date()), card.moved) if part),
        times=f"{card.starts:%H:%M}–{card.ends:%H:%M}",
        exams=tuple(dict.fromkeys(exam_name(one) for one in card.exams)),
        printed=wall_now(room.store),
        changed=room.changed(SittingPaper.DOOR),
    )
    return [draw_door_sign(sign)]


def _plan(room: PaperedRoom) -> list[bytes]:
    card, marks = room.page.card, _forms(room, form_mark)
    plan = room_plan(room.store, room=card.room)
    desks = tuple(
        PlanDesk(row=seat.at.row, col=seat.at.col, label=seat.label, off=seat.off)
        for seat in plan.seats
        if seat.at.row <= plan.rows and seat.at.col <= plan.cols
    )
    seated = tuple(
        PlanSeated(
            seat=one.seat_label,
            name=printable(stands_as(one)),
            exam=short_course(one),
            form=marks[one.exam],
        )
        for one in in_order(room.page.bookings, RowOrder.SEAT)
    )
    paper = SeatingPlan(
        head=letterhead(room.store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        rows=plan.rows,
        cols=plan.cols,
        desks=desks,
        seated=seated,
        printed=wall_now(room.store),
        changed=room.changed(SittingPaper.PLAN),
    )
    return [draw_seating_plan(paper)]


def _forms(room: PaperedRoom, said: Callable[[NewExam], str]) -> dict[str, str]:
    """Say of each exam whether it is digital or on a lent computer (E26)."""
    exams = room.page.card.exams
    return {one.uid: said(exam_page(room.store, exam=one.uid).facts) for one in exams}


def _attendance(room: PaperedRoom) -> list[bytes]:
    card, listed = room.page.card, room.order is RowOrder.NAME
    forms = _forms(room, form_text)
    rows = tuple(
        AttendanceRow(
            name=printable(stands_as(one, listed=listed)),
            seat=one.seat_label,
            exam=short_course(one) if len(card.exams) > 1 else "",
            note=measure_text(one),
            form=forms[one.exam],
        )
        for one in in_order(room.page.bookings, room.order)
    )
    paper = AttendanceList(
        head=letterhead(room.store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        printed=wall_now(room.store),
        rows=rows,
        invigilators=", ".join(card.invigilators),
        rules=exam_rules(room.store, room.page),
        counted=counted_in_room(room.store, {one.uid: one.booked for one in card.exams}),
        changed=room.changed(SittingPaper.ATTENDANCE),
    )
    return [draw_attendance_list(paper)]


def _protocol(room: PaperedRoom) -> list[bytes]:
    card = room.page.card
    paper = Protocol(
        head=letterhead(room.store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        printed=wall_now(room.store),
        rules=exam_rules(room.store, room.page),
        ends=last_times(room.page.bookings),
        invigilators=card.invigilators,
        note=card.note,
        changed=room.changed(SittingPaper.PROTOCOL),
    )
    return [draw_protocol(paper)]


def _toilet(room: PaperedRoom) -> list[bytes]:
    card = room.page.card
    log = ToiletLog(
        head=letterhead(room.store),
        room=card.room_name,
        times=times_text(card.starts, card.ends, card.moved),
        printed=wall_now(room.store),
        people=len(room.page.bookings),
        changed=room.changed(SittingPaper.TOILET),
    )
    return [draw_toilet_log(log)]


def _desk(room: PaperedRoom) -> list[bytes]:
    if not room.page.bookings:
        return []
    exams = {one.uid: exam_page(room.store, exam=one.uid).facts for one in room.page.card.exams}

    def card(one: BookingRow) -> DeskCard:
        facts = exams[one.exam]
        return DeskCard(
            seat=one.seat_label,
            name=printable(stands_as(one)),
            exam=course(one),
            provider=one.provider_name,
            times=hours_text(one),
            aids=_("Hjälpmedel: {aids}").format(aids=facts.aids) if facts.aids else "",
            form=form_text(facts),
        )

    ordered = in_order(room.page.bookings, RowOrder.SEAT)
    cards = DeskCards(
        cards=tuple(card(one) for one in ordered),
        printed=wall_now(room.store),
        changed=room.changed(SittingPaper.DESK),
    )
    return [draw_desk_cards(cards)]


_DRAW: dict[SittingPaper, Callable[[PaperedRoom], list[bytes]]] = {
    SittingPaper.DOOR: _door,
    SittingPaper.PLAN: _plan,
    SittingPaper.ATTENDANCE: _attendance,
    SittingPaper.PROTOCOL: _protocol,
    SittingPaper.TOILET: _toilet,
    SittingPaper.DESK: _desk,
    SittingPaper.COVER: draw_covers,
    SittingPaper.RETURN: draw_returns,
}
