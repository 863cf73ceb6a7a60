"""The plan editor by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.exams.rooms import list_rooms
from lärcentrum.exams.seat_plans import Corner, Direction, room_plan, set_room_plan
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_room
from tests.helpers.press import press
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.kit.seat_grid import SeatGrid
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def section(qtbot, store):
    make_room(store, capacity=6)
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    qtbot.mouseClick(page.findChild(QPushButton, "section_rooms"), Qt.MouseButton.LeftButton)
    yield page.sections["rooms"]
    jobs.stop()
    bus.close()


@pytest.fixture
def dialog(qtbot, section, store):
    change_settings(store, values={"use_seats": "1"})
    section.reload()
    section.table.choose(0)
    qtbot.waitUntil(lambda: section.plan_button.height() < 100)  # laid out
    qtbot.mouseClick(section.plan_button, Qt.MouseButton.LeftButton)
    made = section.window().findChild(SeatGrid, "off").window()
    qtbot.waitUntil(made.isVisible)
    yield made
    made.form.settle()
    made.close()


def type_in(dialog, name, text):
    dialog.findChild(QLineEdit, name).setText(text)


def choose(dialog, name, key):
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(key))


def shown(dialog):
    grid = dialog.seats.grid
    return [
        "".join(grid.cell((row, col)).title for col in range(1, grid.cols + 1))
        for row in range(1, grid.rows + 1)
    ]


def test_who_does_not_give_seats_sees_no_plan(section):
    assert section.plan_button.isHidden()


def test_draw_by_keyboard(dialog, store):
    assert shown(dialog) == ["123456"]
    type_in(dialog, "rows", "2")
    type_in(dialog, "cols", "3")
    assert shown(dialog) == ["123", "456"]
    grid = dialog.seats.grid
    grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        press(grid, key)
    assert shown(dialog) == ["123", "4–5"]
    assert grid.accessibleDescription() == "Rad 2, plats 2: ingen plats"
    choose(dialog, "corner", Corner.BACK_RIGHT.value)
    choose(dialog, "direction", Direction.COLUMNS.value)
    assert shown(dialog) == ["532", "4–1"]
    type_in(dialog, "gap", "1")
    assert shown(dialog) == ["532", "4–1"], "who writes the same exam may sit side by side"
    said = dialog.findChild(QLabel, "plan_count").text()
    assert said == "5 platser · 4 om alla skriver olika tentor"
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    plan = room_plan(store, room=list_rooms(store)[0].uid)
    assert (plan.rows, plan.cols, plan.gap, plan.fill.corner) == (2, 3, 1, Corner.BACK_RIGHT)
    assert (list_rooms(store)[0].capacity, plan.all_different) == (5, 4)
    history.undo_last(store)
    assert list_rooms(store)[0].capacity == 6


def test_a_click_turns_a_seat_off_and_on(qtbot, dialog):
    grid = dialog.seats.grid
    for title in ("–", "2"):
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.middle((1, 2)))
        assert grid.cell((1, 2)).title == title
    assert not dialog.form.dirty()


def test_a_refusal_keeps_the_dialog_open(qtbot, dialog, store):
    for n in range(6):
        make_booking(store, n, room=list_rooms(store)[0].uid)
    dialog.seats.take_draft([[1, 1]])
    qtbot.mouseClick(dialog.findChild(QPushButton, "save"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "6 är bokade" in dialog.form.banner._first.text()


def test_chairs_that_are_too_close_are_warned_of(dialog):
    type_in(dialog, "seat_cm", "80")
    assert dialog.near.isVisibleTo(dialog)
    assert "80 cm" in dialog.near.text.text()
    type_in(dialog, "gap", "1")
    assert dialog.near.isVisibleTo(dialog), "the gap is between exams only"
    type_in(dialog, "seat_cm", "130")
    assert not dialog.near.isVisibleTo(dialog)


def test_a_plan_that_is_there_is_shown(qtbot, section, store):
    change_settings(store, values={"use_seats": "1"})
    room = list_rooms(store)[0].uid
    set_room_plan(store, room=room, rows=2, cols=2, row_cm=150)
    section.reload()
    section.table.choose(0)
    made = section.draw_plan()
    assert shown(made) == ["12", "34"]
    assert made.form.values()["row_cm"] == 150
    made.close()
