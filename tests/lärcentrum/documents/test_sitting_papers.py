"""A sitting's papers: what stands on each, what never does, and the set of them."""

from datetime import timedelta

import pypdfium2
import pytest

from lärcentrum.documents.sitting_papers import SittingPaper, last_times, sitting_papers_pdf
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.custody import receive_parcel
from lärcentrum.exams.custody_log import How
from lärcentrum.exams.custody_return import count_hand_ins
from lärcentrum.exams.exams import ExamForm
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.exams.times import ExtraTime
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.certificates import words_of
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of
from tests.helpers.sat import name_centre

P = SittingPaper


@pytest.fixture
def sitting(store):
    name_centre(store)
    room = make_room(store, "Sal Å", 12)
    exams = [make_exam(store, n, aids=f"Räknare {n}") for n in range(2)]
    booked = [make_booking(store, n, exam=exams[n % 2], room=room) for n in range(4)]
    return booking_page(store, booking=booked[0]).sitting


def words(store, tmp_path, sitting, *papers):
    return words_of(sitting_papers_pdf(store, sitting=sitting, papers=list(papers)), tmp_path)


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def test_the_set_holds_every_paper_in_order(store, sitting, tmp_path):
    pdf = check(store, Case(
        operation=sitting_papers_pdf, good={"sitting": sitting},
        bad=[({"sitting": "x"}, NotFound), ({"sitting": sitting, "papers": []}, BadValue)],
    ))  # fmt: skip
    said = words_of(pdf, tmp_path)
    titles = ["Tentamen pågår", "Närvarolista, Sal Å", "Salsprotokoll, Sal Å",
              "Toalettlista, Sal Å", "Försättsblad", "Följesedel"]  # fmt: skip
    places = [said.index(title) for title in titles[:4]] + [said.rindex(titles[5])]
    assert places == sorted(places)
    assert pages(pdf) == 9  # a cover sheet and a return note for each of the two exams


def test_no_person_stands_on_the_door_the_protocol_or_the_toilet_log(store, sitting, tmp_path):
    said = words(store, tmp_path, sitting, P.DOOR, P.PROTOCOL, P.TOILET)
    for one in sitting_page(store, sitting=sitting).bookings:
        assert one.name not in said
        assert one.listed_name not in said


def test_no_identity_number_stands_on_any_paper(store, sitting, tmp_path):
    said = words(store, tmp_path, sitting, *P).replace("-", "")
    for n in range(4):
        assert number_of(n)[2:] not in said


def test_the_protocol_has_each_exams_rules_and_every_end(store, sitting, tmp_path):
    said = words(store, tmp_path, sitting, P.PROTOCOL)
    assert said.count("senaste insläpp") == 2
    assert "Räknare 0" in said
    assert "Räknare 1" in said
    assert "13:00: 4 personer" in said


def test_extra_time_is_said_where_it_matters(store, tmp_path):
    name_centre(store)
    exam, room = make_exam(store), make_room(store)
    slow = make_student(store, 8)
    extra = ExtraTime(percent=150)
    add_adaptation(store, student=slow, kind="förlängd tid", extra=extra)
    first = make_booking(store, 0, exam=exam, room=room)
    other = make_booking(store, 8, exam=exam, room=room, student=slow)
    page = sitting_page(store, sitting=booking_page(store, booking=first).sitting)
    late = booking_page(store, booking=other).ends
    assert late - booking_page(store, booking=first).ends == timedelta(hours=2)
    assert last_times(page.bookings) == ("13:00: 1 person", f"{late:%H:%M}: 1 person")
    assert f"09:00–{late:%H:%M}" in words(store, tmp_path, page.card.uid, P.DESK)


def test_a_provider_reads_of_its_own_exam_only(store, sitting, tmp_path):
    pdf = sitting_papers_pdf(store, sitting=sitting, papers=[P.RETURN])
    document = pypdfium2.PdfDocument(pdf)
    texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    bookings = sitting_page(store, sitting=sitting).bookings
    for one in bookings:
        assert sum(one.name in text for text in texts) == 1
    by_exam = {one.exam: [b.name for b in bookings if b.exam == one.exam] for one in bookings}
    assert sorted(by_exam.values()) == sorted(
        [name for name in [b.name for b in bookings] if name in text] for text in texts
    )


def test_what_is_noted_stands_on_the_return_note(store, sitting, tmp_path):
    one = sitting_page(store, sitting=sitting).bookings[0]
    store.clock.at += one.starts.date() - store.clock.today()
    note_attendance(store, booking=one.uid, attendance=Attendance.ABSENT)
    assert "kom inte" in words(store, tmp_path, sitting, P.RETURN)


def test_a_digital_exam_sends_nothing_back(store, tmp_path):
    name_centre(store)
    exam = make_exam(store, form=ExamForm.ORAL)
    uid = booking_page(store, booking=make_booking(store, 0, exam=exam)).sitting
    with pytest.raises(BadValue):
        sitting_papers_pdf(store, sitting=uid, papers=[P.RETURN])


def test_a_protected_person_is_person_n_on_every_paper(store, sitting, tmp_path):
    one = sitting_page(store, sitting=sitting).bookings[0]
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    pdf = sitting_papers_pdf(store, sitting=sitting)
    said = words_of(pdf, tmp_path)
    assert said.count("Person 1") == 3  # attendance, desk card, return note
    assert one.name not in said


def test_forty_people_have_forty_cards(store, tmp_path):
    name_centre(store)
    exam, room = make_exam(store), make_room(store, "Aulan", 40)
    booked = [make_booking(store, n, exam=exam, room=room) for n in range(40)]
    uid = booking_page(store, booking=booked[0]).sitting
    assert pages(sitting_papers_pdf(store, sitting=uid, papers=[P.DESK])) == 5
    assert pages(sitting_papers_pdf(store, sitting=uid, papers=[P.TOILET])) == 2
    said = words(store, tmp_path, uid, P.RETURN)
    assert said.count("Följesedel, skrivna tentor") == pages(
        sitting_papers_pdf(store, sitting=uid, papers=[P.RETURN])
    )


def test_the_return_note_bears_what_was_counted(store, sitting, tmp_path):
    """The figures that somebody counted and signed for, not the sum of what was typed."""
    change_settings(store, values={"use_custody": "1"})
    first = sitting_page(store, sitting=sitting).card.exams[0].uid
    receive_parcel(store, exam=first, how=How.MAIL)
    assert "37" not in words(store, tmp_path, sitting, P.RETURN)
    typed = {"papers": 2, "sheets": 37, "signed_by": "Berit", "reason": "Räknades om"}
    count_hand_ins(store, exam=first, **typed)
    said = words(store, tmp_path, sitting, P.RETURN)
    assert "37" in said
    assert "2 tentor" not in words(store, tmp_path, sitting, P.ATTENDANCE), "one is not counted"
    second = sitting_page(store, sitting=sitting).card.exams[1].uid
    receive_parcel(store, exam=second, how=How.MAIL)
    count_hand_ins(store, exam=second, **(typed | {"sheets": 5}))
    assert "4 tentor, 42 blad" in words(store, tmp_path, sitting, P.ATTENDANCE)
    assert "37 i alla salar" not in said
    make_booking(store, 8, exam=first, room=make_room(store, "Sal Ö"))
    assert "37 i alla salar" in words(store, tmp_path, sitting, P.RETURN)
    assert "42 blad" not in words(store, tmp_path, sitting, P.ATTENDANCE), "it is elsewhere too"
