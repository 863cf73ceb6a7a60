"""A room and an invigilator that have ended are booked no more; what was booked there stays."""

from datetime import timedelta

import pytest

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams.booking_changes import give_place, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.invigilators import add_duty, add_invigilator, end_invigilator
from lärcentrum.exams.room_uses import add_room_use, move_room_use
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.sittings import change_sitting_room, move_sitting, open_sitting
from lärcentrum.exams.standing import Ended
from lärcentrum.people.students import end_student, resume_student
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_room
from tests.helpers.people import make_student

LATER = NINE + timedelta(hours=5)
TOMORROW = NINE + timedelta(days=1)
HOUR = timedelta(hours=1)


def test_an_ended_room_is_not_booked(store: Store) -> None:
    exam, gone = make_exam(store), make_room(store, "Sal Ö")
    waits, there = (make_booking(store, n, exam=exam, give_place=False) for n in (1, 2))
    give_place(store, booking=there, room=gone)
    placed = make_booking(store, 3, exam=exam)
    other = make_student(store, 4)
    course = add_room_use(store, room=gone, title="Kurs", starts=TOMORROW, ends=TOMORROW + HOUR)
    booked = booking_page(store, booking=there).sitting or ""
    end_room(store, room=gone)
    before = store.digest()
    for ask in (
        lambda: book_exam(store, student=other, exam=exam, room=gone),
        lambda: give_place(store, booking=waits, room=gone),
        lambda: move_booking(store, booking=placed, room=gone),
        lambda: move_booking(store, booking=there, starts=LATER, reason="x"),
        lambda: open_sitting(store, room=gone, starts=LATER, minutes=60),
        lambda: add_room_use(store, room=gone, title="Kurs", starts=NINE, ends=LATER),
        lambda: move_room_use(store, room_use=course, room=gone, starts=NINE, ends=LATER),
        lambda: move_sitting(store, sitting=booked, starts=TOMORROW),
        lambda: change_sitting_room(
            store, sitting=booking_page(store, booking=placed).sitting or "", room=gone
        ),
    ):
        with pytest.raises(Ended) as caught:
            ask()
        assert caught.value.field == "room"
        assert all(caught.value.parts())
        assert store.digest() == before
    move_booking(store, booking=there, preliminary=True)  # what was booked there stays
    used = make_room(store, "Sal Å")
    move_room_use(
        store, room_use=course, room=used, starts=TOMORROW, ends=TOMORROW + HOUR
    )  # or goes elsewhere


def test_an_ended_invigilator_is_not_booked(store: Store) -> None:
    sitting = open_sitting(store, room=make_room(store), starts=NINE, minutes=60)
    vera = add_invigilator(store, name="Vera")
    end_invigilator(store, invigilator=vera)
    with pytest.raises(Ended) as caught:
        add_duty(store, sitting=sitting, invigilator=vera)
    assert caught.value.field == "invigilator"
    assert all(caught.value.parts())


def test_an_ended_student_is_not_booked(store: Store) -> None:
    exam, student = make_exam(store), make_student(store, 1)
    end_student(store, student=student)
    before = store.digest()
    with pytest.raises(NotAsItStands, match="avslutad") as caught:
        book_exam(store, student=student, exam=exam, give_place=False, approved_by="x")
    assert caught.value.field == "student"
    assert store.digest() == before
    resume_student(store, student=student)
    make_booking(store, 1, student=student, exam=exam)
    leaves_later = make_student(store, 2)
    end_student(store, student=leaves_later, ended_on=NINE.date() + timedelta(days=1))
    make_booking(store, 2, student=leaves_later, exam=exam)
