"""The papers of a sitting that go to one provider each: it reads of its own exam only (FH07)."""

from lärcentrum.documents.cover_sheet_paper import CoverSheet, draw_cover_sheet
from lärcentrum.documents.day_papers import (
    exam_name,
    letterhead,
    printable,
    stands_as,
    wall_now,
)
from lärcentrum.documents.exam_sides import centre_side, contact_text, whole_provider_side
from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.papered_room import PaperedRoom
from lärcentrum.documents.return_note_paper import ReturnNote, ReturnRow, draw_return_note
from lärcentrum.exams.attendance import ATTENDANCE_NAMES, Attendance
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.custody_counts import counted_here
from lärcentrum.exams.exams import WITHOUT_MATERIAL, exam_page
from lärcentrum.language import _
from lärcentrum.settings import setting
from lärcentrum.swedish import long_day


def draw_covers(room: PaperedRoom) -> list[bytes]:
    """Draw a cover sheet for each exam that has material (C-01)."""
    store, page = room.store, room.page
    return [
        draw_cover_sheet(
            CoverSheet(
                head=letterhead(store),
                exam=exam_name(exam),
                theirs=whole_provider_side(store, exam),
                ours=centre_side(store, page, exam),
                printed=wall_now(store),
                changed=room.changed(SittingPaper.COVER, exam.uid),
            )
        )
        for exam in page.card.exams
        if exam_page(store, exam=exam.uid).facts.form not in WITHOUT_MATERIAL
    ]


def draw_returns(room: PaperedRoom) -> list[bytes]:
    """Draw a return note for each exam that has something to send back."""
    made = []
    for exam in room.page.card.exams:
        facts = exam_page(room.store, exam=exam.uid).facts
        if facts.form in WITHOUT_MATERIAL:
            continue
        contact = contact_text(facts)
        mine = [one for one in room.page.bookings if one.exam == exam.uid]
        codes = ", ".join(part for part in (exam.course_code, facts.exam_code) if part)
        papers, sheets = counted_here(room.store, exam.uid, len(mine))
        note = ReturnNote(
            head=letterhead(room.store),
            to=tuple(part for part in (exam.provider_name, contact) if part),
            exam=f"{exam.course_name} ({codes})" if codes else exam.course_name,
            day=long_day(room.page.card.starts.date()),
            rows=tuple(_returned(one) for one in mine),
            answer_to=setting(room.store, "centre_email"),
            printed=wall_now(room.store),
            papers=papers,
            sheets=sheets,
            changed=room.changed(SittingPaper.RETURN, exam.uid),
        )
        made.append(draw_return_note(note))
    return made


def _returned(one: BookingRow) -> ReturnRow:
    came = _(ATTENDANCE_NAMES[Attendance(one.attendance)]) if one.attendance else ""
    sheets = "" if one.sheets is None else str(one.sheets)
    return ReturnRow(name=printable(stands_as(one)), came=came, sheets=sheets)
