"""Föreslå platser: one keystroke shows it, Enter places, and it is only there with seats."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar

from lärcentrum import history
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.press import press
from ui.exams import propose_dialog
from ui.exams.exams_page import ExamsPage
from ui.exams.propose_dialog import ProposeDialog
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner


@pytest.fixture
def booked(store):
    small, large = make_room(store, "Lilla", 2), make_room(store, "Stora", 8)
    exam = make_exam(store)
    found = [make_booking(store, n, exam=exam, room=small if n < 1 else large) for n in range(4)]
    make_booking(store, 8, exam=exam, give_place=False)
    make_booking(store, 9, exam=make_exam(store, 9), give_place=False, starts=NINE.replace(hour=5))
    change_settings(store, values={"use_seats": "1"})
    return found


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


@pytest.fixture
def dialog(qtbot, store, booked, jobs):
    made = ProposeDialog(store, DAY, jobs)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible)
    idle(qtbot, made)
    return made


def idle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.works, timeout=20_000)


def shown(dialog):
    return [dialog.model.record(row) for row in range(dialog.model.rowCount())]


def test_it_says_who_goes_where_and_enter_places(qtbot, dialog, store, booked):
    text = dialog.findChild(QLabel, "propose_count").text()
    assert text == "1 sal · 1 tentavakt · 1 flyttas · 4 får plats · 1 kan inte placeras"
    first, *others = shown(dialog)
    assert first.sentence.startswith("Reglerna kräver ett skäl")
    assert {one.room_name for one in others} == {"Stora"}
    assert [one.was for one in others if one.moved] == ["Lilla"]
    assert dialog.place_button.hasFocus()
    press(dialog.place_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    seats = [booking_page(store, booking=one).seat_label for one in booked]
    assert sorted(seats) == ["1", "2", "3", "4"]
    history.undo_last(store)
    assert booking_page(store, booking=booked[0]).room_name == "Lilla"


def test_another_day(qtbot, dialog, store):
    dialog.findChild(QLineEdit, "propose_day").setText("2026-12-15")
    idle(qtbot, dialog)
    assert shown(dialog) == []
    assert not dialog.place_button.isEnabled()
    before = store.digest()
    dialog.accept()
    assert dialog.isVisible()
    assert store.digest() == before


def test_a_placed_day_has_nothing_to_change(qtbot, dialog):
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    dialog.reload()
    idle(qtbot, dialog)
    assert "inget att ändra" in dialog.findChild(QLabel, "propose_count").text()


@pytest.fixture
def slow(monkeypatch):
    """A proposal that goes on until it is let go or stopped."""
    real, go, began = propose_dialog.propose_day, threading.Event(), threading.Event()

    def crawl(store, *, day, progress):
        began.set()
        while not go.wait(0.01):
            progress(1, 0)
        return real(store, day=day, progress=progress)

    monkeypatch.setattr(propose_dialog, "propose_day", crawl)
    crawl.go, crawl.began = go, began
    return crawl


def test_the_window_lives_while_it_is_worked_out_and_it_can_be_stopped(qtbot, dialog, store, slow):
    bar = dialog.findChild(QProgressBar, "propose_works")
    assert not bar.isVisible()
    before = store.digest()
    dialog.reload()
    # The main thread is here: nothing has been waited for.
    assert bar.isVisible()
    assert "Räknar ut" in dialog.count.text()
    assert not dialog.place_button.isEnabled()
    assert dialog.cancel_button.text() == "Stoppa"
    dialog.accept()
    qtbot.waitUntil(slow.began.is_set)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog)
    assert dialog.isVisible()
    assert not bar.isVisible()
    assert dialog.banner.isVisible()
    assert store.digest() == before
    slow.go.set()
    qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog)
    assert len(shown(dialog)) == 6
    assert not dialog.again_button.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_another_day_gives_up_what_was_being_worked_out(qtbot, dialog, slow):
    dialog.reload()
    qtbot.waitUntil(slow.began.is_set)
    dialog.findChild(QLineEdit, "propose_day").setText("2026-12-15")
    slow.go.set()
    idle(qtbot, dialog)
    assert shown(dialog) == []
    assert dialog.found.day == date(2026, 12, 15)


def test_a_refusal_is_said_and_nothing_is_placed(qtbot, dialog, store, monkeypatch):
    def refuse(_store, *, day, progress):
        raise NotAsItStands("day", f"Det går inte {day}.", "Försök igen.")

    monkeypatch.setattr(propose_dialog, "place_day", refuse)
    before = store.digest()
    dialog.accept()
    idle(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert store.digest() == before
    assert dialog.count.text().startswith("1 sal")


def test_the_command_is_there_only_with_seats(qtbot, store, booked):
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    command = next(one for one in page.commands() if one.key == "propose_seats")
    assert command.shortcut == "Ctrl+Shift+P"
    made = command.run()
    assert made.day.value() == store.clock.today()
    idle(qtbot, made)
    made.close()
    change_settings(store, values={"use_seats": "0"})
    assert "propose_seats" not in [one.key for one in page.commands()]
    bus.close()
