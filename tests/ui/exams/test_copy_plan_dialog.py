"""*Kopiera sittplan*: an earlier plan copied to a sitting, with what was left and why."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from lärcentrum import history
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.seat_plans import set_room_plan
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.people import make_student
from tests.helpers.press import press
from ui.exams.copy_plan_dialog import CopyPlanDialog
from ui.exams.sitting_plan import SittingPlanDialog


@pytest.fixture
def new(store):
    room, students = make_room(store, "Stora", 4), [make_student(store, n) for n in range(3)]
    set_room_plan(store, room=room, rows=1, cols=4)
    seats = [one.uid for one in list_seats(store, room=room)]
    first, second = make_exam(store, 1), make_exam(store, 2, day=date(2026, 12, 15))
    for n in (0, 1):
        make_booking(store, exam=first, student=students[n], room=room, seat=seats[3 - n])
    return [make_booking(store, exam=second, student=one, room=room) for one in students]


@pytest.fixture
def plan(qtbot, store, new):
    made = SittingPlanDialog(store, str(booking_page(store, booking=new[0]).sitting))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


def labels(store, booked):
    return [booking_page(store, booking=one).seat_label for one in booked]


def test_a_plan_is_copied_and_taken_back(qtbot, store, plan, new):
    qtbot.mouseClick(plan.copy_button, Qt.MouseButton.LeftButton)
    dialog = plan.findChild(CopyPlanDialog)
    assert dialog.model.rowCount() == 1
    said = dialog.gives.text()
    assert said.startswith("2 får platsen från då")
    assert "Hade ingen plats då." in said
    qtbot.waitUntil(dialog.isVisible)
    press(dialog.table, Qt.Key.Key_Return)
    assert labels(store, new) == ["4", "3", ""]
    assert plan.banner.isVisible()
    assert "Hade ingen plats då." in plan.banner._rest.text()
    assert plan.count.text().startswith("2 har plats · 1 utan plats")
    qtbot.mouseClick(plan.undo_button, Qt.MouseButton.LeftButton)
    assert labels(store, new) == ["", "", ""]
    assert not plan.banner.isVisible()


def test_nothing_to_copy_and_a_refusal(qtbot, store, plan, new):
    dialog = plan.copy()
    dialog.accept()
    again = plan.copy()
    assert "inget att ändra" in again.gives.text()
    assert not again.copy_button.isEnabled()
    again.reject()
    history.undo_last(store)
    dialog = plan.copy()
    dialog._sitting = "finns inte"
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert labels(store, new) == ["", "", ""]


def test_without_an_earlier_plan(qtbot, store):
    booking = make_booking(store, 1)
    made = SittingPlanDialog(store, str(booking_page(store, booking=booking).sitting))
    qtbot.addWidget(made)
    made.show()
    dialog = made.copy()
    assert dialog.model.rowCount() == 0
    assert not dialog.copy_button.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
