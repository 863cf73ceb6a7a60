"""Föreslå platser: one keystroke shows it, Enter places, and it is only there with seats."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from lärcentrum import history
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, make_booking, make_exam, make_room
from tests.helpers.press import press
from ui.exams.exams_page import ExamsPage
from ui.exams.propose_dialog import ProposeDialog
from ui.kit.bus import Bus


@pytest.fixture
def booked(store):
    small, large = make_room(store, "Lilla", 2), make_room(store, "Stora", 8)
    exam = make_exam(store)
    found = [make_booking(store, n, exam=exam, room=small if n < 1 else large) for n in range(4)]
    make_booking(store, 8, exam=make_exam(store, 8), give_place=False)
    change_settings(store, values={"use_seats": "1"})
    return found


@pytest.fixture
def dialog(qtbot, store, booked):
    made = ProposeDialog(store, DAY)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


def shown(dialog):
    return [dialog.model.record(row) for row in range(dialog.model.rowCount())]


def test_it_says_who_goes_where_and_enter_places(dialog, store, booked):
    text = dialog.findChild(QLabel, "propose_count").text()
    assert text == "1 sal · 1 tentavakt · 1 flyttas · 1 kan inte placeras"
    first, *others = shown(dialog)
    assert first.sentence.startswith("Förfrågan utan plats")
    assert {one.room_name for one in others} == {"Stora"}
    assert [one.was for one in others if one.moved] == ["Lilla"]
    press(dialog.place_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    seats = [booking_page(store, booking=one).seat_label for one in booked]
    assert sorted(seats) == ["1", "2", "3", "4"]
    history.undo_last(store)
    assert booking_page(store, booking=booked[0]).room_name == "Lilla"


def test_another_day(dialog, store):
    dialog.findChild(QLineEdit, "propose_day").setText("2026-12-15")
    assert shown(dialog) == []
    assert not dialog.place_button.isEnabled()
    before = store.digest()
    dialog.accept()
    assert dialog.isVisible()
    assert store.digest() == before


def test_a_placed_day_has_nothing_to_change(dialog, store):
    dialog.accept()
    dialog.reload()
    assert "inget att ändra" in dialog.findChild(QLabel, "propose_count").text()


def test_the_command_is_there_only_with_seats(qtbot, store, booked):
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    command = next(one for one in page.commands() if one.key == "propose_seats")
    assert command.shortcut == "Ctrl+Shift+P"
    made = command.run()
    assert made.day.value() == store.clock.today()
    made.close()
    change_settings(store, values={"use_seats": "0"})
    assert "propose_seats" not in [one.key for one in page.commands()]
    bus.close()
