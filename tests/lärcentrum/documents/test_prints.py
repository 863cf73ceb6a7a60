"""What was printed, and what has changed since: said exactly when the paper looks different."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from lärcentrum import history
from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.prints import (
    PrintHow,
    note_prints,
    paper_contents,
    printed_papers,
    shortened,
)
from lärcentrum.documents.sitting_papers import sitting_papers_pdf
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.exams import Contact, ExamForm, change_exam, exam_page, receive_material
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import note_incident
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.row_order import RowOrder, in_order
from lärcentrum.exams.seat_plans import FillOrder, set_room_plan
from lärcentrum.exams.seating.seat_changes import take_seat
from lärcentrum.exams.sittings import change_sitting_room, move_sitting, sitting_page
from lärcentrum.exams.typed_lists import attendance_rows
from lärcentrum.language import in_language
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.settings import change_settings
from lärcentrum.swedish import sort_key
from tests.helpers.certificates import words_of
from tests.helpers.exams import NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre

P = SittingPaper


@pytest.fixture
def sitting(store):
    name_centre(store)
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store, "Sal Å", 12)
    make_room(store, "Sal Ö", 12)
    exams = [make_exam(store, n, aids=f"Räknare {n}") for n in range(2)]
    booked = [make_booking(store, n, exam=exams[n % 2], room=room) for n in range(4)]
    return booking_page(store, booking=booked[0]).sitting


def people(store, sitting):
    return sitting_page(store, sitting=sitting).bookings


def printed(store, sitting, *papers):
    note_prints(
        store,
        sitting=sitting,
        contents=paper_contents(store, sitting=sitting, papers=list(papers) or None),
    )


def changes(store, sitting):
    return {one.paper: one.changes for one in printed_papers(store, sitting=sitting)}


def words(store, tmp_path, sitting, *papers):
    return words_of(sitting_papers_pdf(store, sitting=sitting, papers=list(papers)), tmp_path)


def texts_of(pdf):
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def edit_exam(store, sitting, **values):
    uid = sitting_page(store, sitting=sitting).card.exams[0].uid
    facts = exam_page(store, exam=uid).facts
    change_exam(store, exam=uid, facts=type(facts)(**_values(facts) | values))


def _values(facts):
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def free_seat(store):
    return store.value("""SELECT seat.uid FROM seat JOIN room ON room.id = room_id
        WHERE room.name = 'Sal Å' AND place = 9""")


CHANGES = {
    "another room": lambda s, of: change_sitting_room(
        s, sitting=of, room=make_room(s, "Sal Ö", 12)),
    "another time": lambda s, of: move_sitting(s, sitting=of, starts=NINE + timedelta(hours=1)),
    "one more": lambda s, of: make_booking(
        s, 7, exam=people(s, of)[0].exam, room=make_room(s, "Sal Å", 12)),
    "one less": lambda s, of: cancel_booking(
        s, booking=people(s, of)[1].uid, by=CancelledBy.STUDENT, why="sjuk"),
    "another seat": lambda s, of: take_seat(
        s, booking=people(s, of)[2].uid, seat=free_seat(s)),
    "another name": lambda s, of: change_student(
        s, student=people(s, of)[0].student, given_name="Märta", family_name="Öberg"),
    "other aids": lambda s, of: edit_exam(s, of, aids="Inga"),
    "another course name": lambda s, of: edit_exam(s, of, course_name="Statistik för alla"),
    "another code": lambda s, of: edit_exam(s, of, exam_code="TEN9"),
    "on a computer": lambda s, of: edit_exam(s, of, form=ExamForm.COMPUTER),
    "digital": lambda s, of: edit_exam(s, of, form=ExamForm.DIGITAL, platform="Inspera"),
    "another contact": lambda s, of: edit_exam(s, of, contact=Contact(name="Eva Berg")),
    "material": lambda s, of: receive_material(
        s, exam=sitting_page(s, sitting=of).card.exams[0].uid),
    "another plan": lambda s, of: set_room_plan(
        s, room=make_room(s, "Sal Å"), rows=3, cols=4, fill=FillOrder()),
    "an invigilator": lambda s, of: add_duty(
        s, sitting=of, invigilator=s.value("SELECT uid FROM invigilator")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_said_exactly_when_the_paper_would_look_different(store, sitting, change):
    add_invigilator(store, name="Karin Öman")

    def drawn():
        return {
            one: texts_of(sitting_papers_pdf(store, sitting=sitting, papers=[one])) for one in P
        }

    def changed():
        return {one for one, said in changes(store, sitting).items() if said}

    before = drawn()
    make_room(store, "Sal Ö", 12)
    for n in range(5, 8):
        make_exam(store, n)
    CHANGES[change](store, sitting)
    after = drawn()
    different = {one for one in P if before[one] != after[one]}
    assert different
    history.undo_last(store)
    printed(store, sitting)
    assert changed() == set()
    history.redo_last(store)
    assert changed() == different
    printed(store, sitting)
    assert changed() == set()


def test_what_has_changed_is_said_on_the_screen_and_on_the_reprint(store, sitting, tmp_path):
    printed(store, sitting)
    assert "Ändrad" not in words(store, tmp_path, sitting, *P)
    store.clock.at += timedelta(minutes=50)
    gone, seat = people(store, sitting)[1], people(store, sitting)[0].seat_label
    take_seat(store, booking=people(store, sitting)[0].uid, seat=free_seat(store))
    cancel_booking(store, booking=gone.uid, by=CancelledBy.STUDENT, why="sjuk")
    added = make_booking(store, 9, exam=people(store, sitting)[0].exam, room=make_room(store))
    name = booking_page(store, booking=added).name
    said = changes(store, sitting)
    assert f"{name} är tillagd" in said[P.ATTENDANCE]
    assert f"{gone.name} är borttagen" in said[P.DESK]
    assert (
        f"{people(store, sitting)[0].name} har plats 9 i stället för {seat}" in said[P.ATTENDANCE]
    )
    assert said[P.DOOR] == ()
    paper = " ".join(words(store, tmp_path, sitting, P.ATTENDANCE).split())
    assert "Ändrad sedan utskriften" in paper
    for one in said[P.ATTENDANCE]:
        assert one in paper
    # A second copy of the reprint says the same as the first.
    printed(store, sitting)
    assert " ".join(words(store, tmp_path, sitting, P.ATTENDANCE).split()) == paper
    assert not any(changes(store, sitting).values())


def test_an_exam_that_nobody_writes_any_more_is_gone_and_nothing_else(store, sitting):
    printed(store, sitting)
    last = sitting_page(store, sitting=sitting).card.exams[1]
    for one in people(store, sitting):
        if one.exam == last.uid:
            cancel_booking(store, booking=one.uid, by=CancelledBy.STUDENT, why="sjuk")
    said = changes(store, sitting)
    for paper in (P.DOOR, P.COVER, P.PROTOCOL, P.DESK):
        assert [line for line in said[paper] if last.course_code in line] == [
            next(line for line in said[paper] if line.endswith("är borttagen"))
        ]


def test_a_provider_reads_of_changes_in_its_own_exam_only(store, sitting):
    printed(store, sitting)
    gone = people(store, sitting)[1]
    cancel_booking(store, booking=gone.uid, by=CancelledBy.STUDENT, why="sjuk")
    texts = texts_of(sitting_papers_pdf(store, sitting=sitting, papers=[P.RETURN]))
    assert sorted(gone.name in text for text in texts) == [False, True]
    assert sorted("Ändrad" in text for text in texts) == [False, True]


def test_attendance_is_filled_in_and_is_no_change(store, sitting):
    printed(store, sitting)
    store.clock.at = datetime.fromisoformat("2026-12-14T09:10+01:00")
    note_attendance(store, booking=people(store, sitting)[0].uid, attendance=Attendance.PRESENT)
    assert not any(changes(store, sitting).values())


def test_no_name_is_kept_of_a_print_and_protection_is_a_change(store, sitting, tmp_path):
    printed(store, sitting)
    one = people(store, sitting)[0]
    kept = "".join(row["facts"] for row in store.query("SELECT facts FROM paper_print"))
    assert not [b.name for b in people(store, sitting) if b.name in kept]
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    said = changes(store, sitting)[P.DESK]
    assert said == ("Person 1 stod under ett annat namn",)
    assert one.name not in words(store, tmp_path, sitting, *P)


def test_the_language_of_the_screen_is_no_change(store, sitting):
    swedish = texts_of(sitting_papers_pdf(store, sitting=sitting))
    with in_language("en"):
        assert texts_of(sitting_papers_pdf(store, sitting=sitting)) == swedish
        printed(store, sitting)
    assert not any(changes(store, sitting).values())


def test_only_papers_that_were_printed_are_told_of(store, sitting):
    assert printed_papers(store, sitting=sitting) == []
    printed(store, sitting, P.DESK, P.DOOR)
    note_prints(
        store, sitting=sitting, how=PrintHow.FILE, order=RowOrder.NAME,
        contents=paper_contents(store, sitting=sitting, papers=[P.ATTENDANCE]),
    )  # fmt: skip
    found = printed_papers(store, sitting=sitting)
    assert [one.paper for one in found] == [P.DOOR, P.ATTENDANCE, P.DESK]
    assert [one.how for one in found] == [PrintHow.PRINTER, PrintHow.FILE, PrintHow.PRINTER]
    assert found[1].order is RowOrder.NAME
    assert found[0].printed == datetime(2026, 11, 23, 8)


def test_the_operations(store, sitting):
    contents = paper_contents(store, sitting=sitting, papers=[P.DESK])
    check(store, Case(
        operation=note_prints, good={"sitting": sitting, "contents": contents},
        bad=[({"sitting": "x", "contents": contents}, NotFound),
             ({"sitting": sitting, "contents": []}, BadValue)],
    ))  # fmt: skip
    for reads in (paper_contents, printed_papers):
        check(store, Case(operation=reads, good={"sitting": sitting},
                          bad=[({"sitting": "x"}, NotFound)]))  # fmt: skip


def test_many_changes_are_counted():
    assert shortened(["a", "b"]) == "a; b"
    assert shortened(list("abcdefgh")) == "a; b; c; d; e; f; och 2 till"


def by_seat(one):
    return (not one.seat_label, int(one.seat_label or 0))


@pytest.mark.parametrize("order", RowOrder)
def test_the_list_is_sorted_as_asked(store, sitting, order):
    take_seat(store, booking=people(store, sitting)[3].uid, seat=None)
    rows = people(store, sitting)
    names = {
        RowOrder.NUMBER: [one.name for one in rows],
        RowOrder.NAME: sorted((one.listed_name for one in rows), key=sort_key),
        RowOrder.SEAT: [one.name for one in sorted(rows, key=by_seat)],
    }[order]
    pdf = sitting_papers_pdf(store, sitting=sitting, papers=[P.ATTENDANCE], order=order)
    text = texts_of(pdf)[0]
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_a_fire_alarm_is_said_once_for_all_that_it_moves(store, sitting):
    printed(store, sitting)
    store.clock.at = datetime(2026, 12, 14, 9, 30, tzinfo=UTC)
    note_incident(
        store, sitting=sitting, kind=IncidentKind.FIRE_ALARM,
        at=datetime(2026, 12, 14, 10, 15), minutes=20,
    )  # fmt: skip
    said = changes(store, sitting)
    time, *rest = said[P.ATTENDANCE]
    assert time == (
        "tiden var mån 14 dec 09:00–13:00, nu mån 14 dec 09:00–13:20. "
        "Sluttiden är flyttad 20 minuter (brandlarm 10:15)"
    )
    assert rest == ["4 personer: slutet flyttat 20 minuter"]
    assert said[P.DESK] == (
        "4 personer skriver 09:00–13:20 · slutet flyttat 20 minuter i stället för 09:00–13:00",
    )
    printed(store, sitting)
    history.undo_last(store)


def test_the_list_is_typed_back_in_the_order_it_was_printed_last(store, sitting):
    """C-06: row 3 of the paper is row 3 of the screen, however the paper was sorted."""

    def typed():
        rows = attendance_rows(store, sitting=sitting)
        assert [one.number for one in rows] == [1, 2, 3, 4]
        return [one.booking.uid for one in rows]

    usual = typed()
    contents = paper_contents(store, sitting=sitting, papers=[P.ATTENDANCE])
    for order in (RowOrder.SEAT, RowOrder.NAME, RowOrder.NUMBER):
        note_prints(store, sitting=sitting, contents=contents, order=order)
        assert typed() == [one.uid for one in in_order(people(store, sitting), order)]
    assert typed() == usual
    seats = [one.uid for one in in_order(people(store, sitting), RowOrder.SEAT)]
    assert seats != usual, "the orders must differ for this to tell anything"
