"""The day's papers from the register: who, where, each exam's own rules; protected as Person N."""

from datetime import timedelta

import pytest

from lärcentrum.documents.day_lists import (
    day_list_content,
    day_list_pdf,
    note_day_list,
    printed_day_list,
)
from lärcentrum.documents.day_papers import confirmation_pdf
from lärcentrum.documents.sitting_papers import attendance_list_pdf
from lärcentrum.errors import NotFound
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.confirmations import limit_text
from lärcentrum.exams.sittings import change_sitting_room
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from tests.helpers.certificates import words_of
from tests.helpers.exams import DAY, make_booking, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre


@pytest.fixture
def booked(store):
    name_centre(store)
    return [make_booking(store, n) for n in range(3)]


def test_day_list(store, booked, tmp_path):
    words = words_of(check(store, Case(operation=day_list_pdf, good={"day": DAY})), tmp_path)
    for uid in booked:
        one = booking_page(store, booking=uid)
        assert one.name in words
        assert one.course_code in words
    assert "3 bokningar" in words


def test_an_empty_day_says_so(store, booked, tmp_path):
    assert "Inga tentor" in words_of(day_list_pdf(store), tmp_path)


def test_attendance_list_has_each_exams_rules(store, booked, tmp_path):
    sitting = booking_page(store, booking=booked[0]).sitting
    case = Case(
        operation=attendance_list_pdf,
        good={"sitting": sitting},
        bad=[({"sitting": "x"}, NotFound)],
    )
    words = words_of(check(store, case), tmp_path)
    assert "Sal Å" in words
    assert words.count("senaste insläpp 60 min efter start") == 3
    assert booking_page(store, booking=booked[0]).name in words


def test_a_protected_person_is_person_n_on_every_paper(store, booked, tmp_path):
    one = booking_page(store, booking=booked[1])
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    for pdf in (day_list_pdf(store, day=DAY), attendance_list_pdf(store, sitting=one.sitting)):
        words = words_of(pdf, tmp_path)
        assert "Person 1" in words
        assert one.name not in words
        assert one.name.encode() not in pdf
    with pytest.raises(ReasonNeeded):
        confirmation_pdf(store, booking=booked[1])


def test_confirmation(store, booked, tmp_path):
    case = Case(operation=confirmation_pdf, good={"booking": booked[0]})
    words = words_of(check(store, case), tmp_path)
    one = booking_page(store, booking=booked[0])
    for text in (one.name, one.course_name, "09:00–13:00", "Sal Å", "legitimation", "0951-140 00"):
        assert text in words


def test_a_name_in_another_script_does_not_stop_the_paper(store, booked, tmp_path):
    one = booking_page(store, booking=booked[0])
    change_student(store, student=one.student, given_name="ليلى", family_name="حداد")
    words = words_of(day_list_pdf(store, day=DAY), tmp_path)
    assert "skrift" in words
    assert booking_page(store, booking=booked[1]).name in words


def test_limits_in_words():
    assert limit_text(None) == "ingen gräns"
    assert limit_text(0) == "vid start"
    assert limit_text(45) == "45 min efter start"


def test_what_has_changed_on_the_day_list_is_said_on_the_next_one(store, booked, tmp_path):
    assert printed_day_list(store, day=DAY) is None
    facts = day_list_content(store, day=DAY)
    check(store, Case(operation=note_day_list, good={"day": DAY, "facts": facts}))
    assert printed_day_list(store, day=DAY).changes == ()
    assert "Ändrad" not in words_of(day_list_pdf(store, day=DAY), tmp_path)
    one = booking_page(store, booking=booked[0])
    store.clock.at += timedelta(minutes=9)
    cancel_booking(store, booking=booked[1], by=CancelledBy.STUDENT, why="sjuk")
    change_sitting_room(store, sitting=one.sitting, room=make_room(store, "Sal Ö"))
    said = check(store, Case(operation=printed_day_list, good={"day": DAY})).changes
    assert f"{booking_page(store, booking=booked[1]).name} är borttagen" in said
    assert any(one.name in line and "Sal Ö" in line for line in said)
    paper = " ".join(words_of(day_list_pdf(store, day=DAY), tmp_path).split())
    assert all(line in paper for line in said)
    kept = "".join(row["facts"] for row in store.query("SELECT facts FROM paper_print"))
    assert one.name not in kept
