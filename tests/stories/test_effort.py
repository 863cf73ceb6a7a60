"""The daily jobs counted in keys and commands; each prints its count, README has the row."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_lists import list_bookings
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.people import number_of
from tests.helpers.press import CTRL
from tests.stories.desk import (
    ENTER,
    Effort,
    Office,
    Person,
    add_rooms,
    book,
    first_start,
    log_in,
)
from ui.main_window import MainWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 10, 22)
_DECISION = 5.0
"""Seconds that a person takes to read and decide before a command, in a program never seen."""
_WRITE_CODE = 90.0
"""Seconds to write the recovery code down by hand."""
_INSTALL = 120.0
"""Seconds to open the package and say yes; the machine's own time."""


MAIL = """Från: Łucja Ŋgađđi <lucja@student.miun.se>
Ämne: Tentamen på annan ort

Hej! Jag vill skriva tentan i Redovisning A (FÖ018G) hos er den 22 oktober kl. 9-13.
Mitt nummer är {number}.
"""


def book_from_mail(person: Person) -> None:
    """Copy the mail, paste it, read through, note that the provider has said yes, and book."""
    QGuiApplication.clipboard().setText(MAIL.format(number=number_of(3)))
    person.key(Qt.Key.Key_N, CTRL)
    person.wait_for_dialog()
    person.key(Qt.Key.Key_V, CTRL | SHIFT)
    person.unfold("Mer om tentan")
    person.fill(approved_by="kursadministratören")
    person.save()


def begin(centre: Office) -> Effort:
    with centre.start() as maja:
        first_start(maja, "centre", "storu", "Maja Sjaunja", "maja")
        add_rooms(maja, **{"Stora salen": "12"})
        maja.house.wait_for(MainWindow)
        return maja.effort


def test_a_booking_from_a_mail_takes_less_than_a_minute(centre: Office, tell) -> None:
    begin(centre)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = Effort()
        book(maja)
        (row,) = list_bookings(maja.store)
        assert row.room_name == "Stora salen"
        tell("bokning ur ett mejl", maja.effort)
        assert maja.effort.seconds() <= 60


def test_a_booking_pasted_from_a_mail_takes_a_few_keys(centre: Office, tell) -> None:
    begin(centre)
    with centre.start() as maja:
        log_in(maja)
        maja.effort = Effort()
        book_from_mail(maja)
        (row,) = list_bookings(maja.store)
        assert (row.room_name, row.course_code) == ("Stora salen", "FÖ018G")
        tell("bokning ur ett inklistrat mejl", maja.effort)
        assert maja.effort.seconds() <= 20


def test_the_first_booking_comes_within_ten_minutes(centre: Office, tell) -> None:
    started = begin(centre)
    with centre.start() as maja:
        maja.effort = started
        log_in(maja)
        book(maja)
        tell("från första start till första bokning", maja.effort)
        seconds = maja.effort.seconds() + maja.effort.commands * _DECISION
        assert seconds + _WRITE_CODE + _INSTALL <= 600


@pytest.mark.parametrize("people", [1, 3])
def test_a_certificate_of_today_takes_three_commands(
    centre: Office, tmp_path: Path, tell, people: int
) -> None:
    begin(centre)
    with centre.start() as maja:
        log_in(maja)
        exam = make_exam(maja.store, 0, day=DAY)
        room = make_room(maja.store, "Stora salen")
        for n in range(people):
            make_booking(maja.store, n, exam=exam, room=room)
    centre.at(2026, 10, 22, 9, 5)
    with centre.start() as maja:
        log_in(maja)
        for row in list_bookings(maja.store, first=DAY, last=DAY):
            note_attendance(maja.store, booking=row.uid, attendance=Attendance.PRESENT)
        centre.at(2026, 10, 22, 12, 30)
        maja.page(2)
        maja.page(1)
        name = list_bookings(maja.store, first=DAY, last=DAY)[-1].name
        maja.effort = Effort()
        maja.key(Qt.Key.Key_I, CTRL | SHIFT)
        maja.wait_for_dialog()
        if people > 1:
            maja.type(name, ENTER)
        maja.key(ENTER, CTRL)
        maja.wait_for_dialog("paper")
        maja.will_choose(tmp_path / "intyg.pdf")
        maja.key(Qt.Key.Key_S, CTRL)
        maja.wait((tmp_path / "intyg.pdf").is_file)
        (made,) = list_certificates(maja.store)
        assert made.name == name
        tell(f"intyg för en av {people} som skrev idag", maja.effort)
        assert maja.effort.commands <= 3
        maja.close_dialog()
