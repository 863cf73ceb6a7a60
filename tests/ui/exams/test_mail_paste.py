"""A mail that was copied fills the booking form; nothing that was typed is lost."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.drafts import Drafts
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.exams import NewExam, add_exam
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import formatted, generate
from tests.helpers.exams import make_provider, make_room
from tests.helpers.people import make_student, number_of
from tests.helpers.press import CTRL, press, write
from ui.exams.booking_form import BookingDialog
from ui.exams.measures import AdaptationDialog

SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 12, 14)
NUMBER = generate(date(1994, 8, 4), 981)
MAIL = """Från: Elin Sjöberg <elin@student.ltu.se>
Till: oss@centre.example
Ämne: Tenta

Hej, jag läser vid Luleå tekniska universitet och vill skriva tentan i Matematik I (M0101N)
måndagen den 14 december kl. 9.00–13.00. Personnummer {number}, tel 070-123 45 67.
Jag har förlängd skrivtid.
"""


@pytest.fixture
def dialog(qtbot, store):
    make_provider(store, "Luleå tekniska universitet", short="LTU")
    make_room(store, "Sal Å", 8)
    made = BookingDialog(store, drafts=Drafts(store))
    qtbot.addWidget(made)
    made.open()
    yield made
    made._discard()


def paste(dialog, text):
    QGuiApplication.clipboard().setText(text)
    press(dialog, Qt.Key.Key_V, CTRL | SHIFT)


def said(dialog):
    return " ".join(
        dialog.form.banner.findChild(QLabel, name).text() for name in ("banner_text", "banner_rest")
    )


def test_a_new_persons_mail_is_booked_with_two_commands(qtbot, store, dialog):
    paste(dialog, MAIL.format(number=formatted(NUMBER)))
    values = dialog.form.values()
    assert (values["day"], values["starts"], values["minutes"]) == (DAY, time(9), 240)
    assert (values["exam"], values["course_code"]) == ("Matematik I", "M0101N")
    assert (values["given_name"], values["family_name"]) == ("Elin", "Sjöberg")
    assert "ny person" in said(dialog)
    assert "förlängd tid" in said(dialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (booked,) = list_bookings(store)
    person = students.read_student(store, student=booked.student)
    assert (person.email, person.phone) == ("elin@student.ltu.se", "070-123 45 67")
    assert booked.course_code == "M0101N"


def test_a_known_person_and_a_known_exam_are_found(store, dialog):
    known = make_student(store, 1)
    provider = dialog.booking.providers()[0].uid
    facts = NewExam(provider=provider, course_name="Matematik I", course_code="M0101N", day=DAY,
                    ordinary_start=time(9), minutes=300)  # fmt: skip
    exam = add_exam(store, facts=facts)
    dialog.findChild(QPushButton, "paste_mail").setFocus()
    paste(dialog, MAIL.format(number=formatted(number_of(1))))
    assert dialog.booking.student.value() == known
    assert dialog.booking.exam.uid() == exam
    assert dialog.form.values()["minutes"] == 300  # what the register knows goes before the mail
    assert dialog.booking.check is not None, "the rule card speaks of what was pasted"
    assert dialog.form.field("room").value()


def test_a_new_person_gets_the_extra_time_before_the_booking(store, dialog):
    paste(dialog, MAIL.format(number=formatted(NUMBER)))
    assert dialog.booking.student.is_new()
    assert not dialog.booking.measures.add.isHidden()
    dialog.booking.measures.add.click()
    asked = dialog.findChild(AdaptationDialog)
    asked.form.field("percent").put("150")
    asked.save_button.click()
    dialog.save_button.click()
    (booked,) = list_bookings(store)
    assert booked.extra_min == 120


def test_a_person_who_cannot_be_added_is_told_before_a_measure(store, dialog):
    paste(dialog, MAIL.format(number=formatted(NUMBER)))
    dialog.form.field("student_email").put("elin@")
    dialog.booking.measures.add.click()
    assert dialog.findChild(AdaptationDialog) is None
    assert not dialog.form._rows["student_email"].wrong.isHidden()
    assert dialog.booking.student.is_new()


def test_what_is_typed_stays(store, dialog):
    dialog.form.field("day").focus_widget().setFocus()
    write(dialog, "2026-12-15")
    paste(dialog, MAIL.format(number=formatted(NUMBER)))
    assert dialog.form.values()["day"] == date(2026, 12, 15)


def test_a_text_without_a_booking_is_refused_and_nothing_is_filled(store, dialog):
    before = store.digest()
    paste(dialog, "Hej på dig!")
    assert "inget som går att läsa" in said(dialog)
    assert not dialog.form.dirty()
    assert store.digest() == before


def test_a_wrong_address_of_the_new_person_is_told_there(store, dialog):
    paste(dialog, MAIL.format(number=formatted(NUMBER)))
    dialog.form.field("student_email").put("elin@")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert not dialog.form._rows["student_email"].wrong.isHidden()
    assert list_bookings(store) == []
