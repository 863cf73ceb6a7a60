"""*Salar för tentan*: in the order that the keys set, kept, and followed by the next proposal."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lärcentrum.exams.exam_rooms import exam_rooms, set_exam_rooms
from lärcentrum.exams.rooms import end_room
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, make_booking, make_exam, make_room
from tests.helpers.press import ALT, CTRL, press
from ui.exams.exam_rooms_dialog import ExamRoomsDialog
from ui.exams.propose_dialog import ProposeDialog
from ui.kit.jobs import JobRunner


@pytest.fixture
def exam(store):
    for name, seats in (("Alfa", 2), ("Beta", 3), ("Gamma", 9)):
        make_room(store, name, seats)
    change_settings(store, values={"use_seats": "1"})
    made = make_exam(store)
    for n in range(4):
        make_booking(store, n, exam=made, give_place=False)
    return made


@pytest.fixture
def dialog(qtbot, store, exam):
    made = ExamRoomsDialog(store, exam, "ST0000")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


def shown(dialog):
    lines = [dialog.model.record(n) for n in range(dialog.model.rowCount())]
    return [(one.place, one.room.name) for one in lines]


def test_the_order_by_keys(dialog, store, exam):
    assert shown(dialog) == [(0, "Alfa"), (0, "Beta"), (0, "Gamma")]
    count = dialog.findChild(QLabel, "exam_rooms_count")
    assert count.text().startswith("Ingen ordning")
    press(dialog.table, Qt.Key.Key_Space)
    press(dialog.table, Qt.Key.Key_Down)
    press(dialog.table, Qt.Key.Key_Space)
    assert shown(dialog) == [(1, "Alfa"), (2, "Beta"), (0, "Gamma")]
    assert count.text() == "5 platser i dem"
    press(dialog.table, Qt.Key.Key_Up, ALT)
    assert shown(dialog)[:2] == [(1, "Beta"), (2, "Alfa")]
    assert not dialog.up_button.isEnabled()
    press(dialog.table, Qt.Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert [one.name for one in exam_rooms(store, exam=exam)] == ["Beta", "Alfa"]


def test_buttons_and_nothing_changed(qtbot, dialog, store, exam):
    for part in (dialog.turn_button, dialog.turn_button):
        qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    before = store.digest()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert store.digest() == before


def test_a_refusal_keeps_it_open(qtbot, dialog, store, exam):
    press(dialog.table, Qt.Key.Key_Space)
    end_room(store, room=dialog.table.record().uid)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert exam_rooms(store, exam=exam) == []


def test_the_proposal_follows_it(qtbot, store, exam):
    jobs = JobRunner()
    made = ProposeDialog(store, DAY, jobs)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.works, timeout=20_000)
    assert {one.room_name for one in made.found.lines} == {"Gamma"}
    made.table.choose(0)
    inner = made.order_rooms()
    qtbot.waitUntil(inner.isActiveWindow)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        press(inner.table, key)
    press(inner.table, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not made.works and made.found is not None, timeout=20_000)
    rooms = sorted(one.room_name for one in made.found.lines)
    assert rooms == ["Alfa", "Alfa", "Beta", "Beta"]
    jobs.stop()
    set_exam_rooms(store, exam=exam, rooms=[])
