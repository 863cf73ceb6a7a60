"""The seating plan by drag and by keys: to a free seat, changing seats, without a seat, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.seat_plans import set_room_plan
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.people import make_student
from tests.helpers.press import CTRL, press
from ui.exams.sitting_plan import SittingPlanDialog

SPACE, ESC = Qt.Key.Key_Space, Qt.Key.Key_Escape
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def booked(store):
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store, capacity=4)
    set_room_plan(store, room=room, rows=2, cols=2)
    seats = [one.uid for one in list_seats(store, room=room)]
    exam = make_exam(store)
    students = [make_student(store, n) for n in range(3)]
    set_protection(store, student=students[1], protection=Protection.MARKED, reason="Navet")
    return [
        make_booking(store, student=who, exam=exam, room=room, seat=seats[n])
        for n, who in enumerate(students)
    ]


@pytest.fixture
def dialog(qtbot, store, booked):
    made = SittingPlanDialog(store, str(booking_page(store, booking=booked[0]).sitting))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


def labels(store, booked):
    return [booking_page(store, booking=one).seat_label for one in booked]


def drag(qtbot, grid, source, target):
    qtbot.mousePress(grid, LEFT, pos=grid.middle(source))
    qtbot.mouseMove(grid, grid.middle(target))
    qtbot.mouseRelease(grid, LEFT, pos=grid.middle(target))


def test_names_stand_on_their_seats_and_protected_ones_are_masked(dialog, store, booked):
    first = booking_page(store, booking=booked[0])
    assert dialog.grid.cell((1, 1)).text == first.name
    assert dialog.grid.cell((1, 2)).text == "Person 1"
    assert dialog.grid.cell((2, 2)).text == ""
    assert dialog.findChild(QLabel, "plan_count").text() == "3 har plats"


def test_drag_to_a_free_seat_to_a_taken_one_and_undo(qtbot, dialog, store, booked):
    drag(qtbot, dialog.grid, (1, 1), (2, 2))
    assert labels(store, booked) == ["4", "2", "3"]
    drag(qtbot, dialog.grid, (2, 2), (1, 2))
    assert labels(store, booked) == ["2", "4", "3"]
    press(dialog, Qt.Key.Key_Z, CTRL)
    assert labels(store, booked) == ["4", "2", "3"]
    qtbot.mouseClick(dialog.findChild(QPushButton, "undo_move"), LEFT)
    assert labels(store, booked) == ["1", "2", "3"]
    assert not dialog.undo_button.isEnabled()
    press(dialog, Qt.Key.Key_Z, CTRL)
    assert labels(store, booked) == ["1", "2", "3"], "what was done before stays"


def test_by_keyboard(dialog, store, booked):
    grid = dialog.grid
    grid.setFocus()
    for key in (SPACE, Qt.Key.Key_Right, SPACE):
        press(grid, key)
    assert labels(store, booked) == ["2", "1", "3"]
    for key in (SPACE, Qt.Key.Key_Down, ESC):
        press(grid, key)
    assert dialog.isVisible()
    assert grid.held is None
    assert labels(store, booked) == ["2", "1", "3"]


def test_below_the_room_is_without_a_seat(qtbot, dialog, store, booked):
    drag(qtbot, dialog.grid, (1, 1), (3, 1))
    assert labels(store, booked) == ["", "2", "3"]
    assert dialog.grid.cell((3, 1)).title == "utan plats"
    assert dialog.findChild(QLabel, "plan_count").text() == "2 har plats · 1 utan plats"
    drag(qtbot, dialog.grid, (3, 1), (1, 1))
    assert labels(store, booked) == ["1", "2", "3"]
    drag(qtbot, dialog.grid, (2, 2), (1, 1))
    assert labels(store, booked) == ["1", "2", "3"], "nobody sits there"
