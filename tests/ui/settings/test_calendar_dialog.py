"""A shared room's calendar by clicks: looked at, read, read again, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from lärcentrum import history
from lärcentrum.exams.room_uses import list_room_uses
from tests.helpers.exams import NINE, make_booking
from tests.lärcentrum.exams.test_calendar_events import calendar, event
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    make_booking(store)
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.show_record("rooms")
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def said(dialog):
    return dialog.findChild(QPlainTextEdit, "calendar_said").toPlainText()


def uses(store):
    return list_room_uses(store, starts=NINE, ends=NINE.replace(day=18))


def test_a_calendar_is_looked_at_read_and_taken_back(qtbot, page, store, tmp_path):
    path = tmp_path / "sal.ics"
    path.write_bytes(calendar(
        event("20261214T100000", "DURATION:PT2H"),
        event("20261215T100000", "DURATION:PT2H", uid="b"),
    ))  # fmt: skip
    section = page.sections["rooms"]
    assert not page.findChild(QPushButton, "read_calendar_of").isEnabled()
    section.table.choose(0)
    dialog = section.read_calendar()
    read = dialog.findChild(QPushButton, "read_calendar")
    assert not read.isEnabled()
    dialog.take(path)
    assert said(dialog).startswith("2 nya")
    assert "mån 14 dec 10:00–12:00: ett skrivtillfälle har salen" in said(dialog)
    dialog.form.field("title").put("Komvux")
    assert "Komvux mån 14 dec" in said(dialog)
    assert uses(store) == []
    click(qtbot, dialog, "read_calendar")
    assert [one.title for one in uses(store)] == ["Komvux", "Komvux"]
    assert said(dialog).startswith("Inget ändras")
    assert not read.isEnabled()
    history.undo_last(store)
    assert uses(store) == []
    dialog.take(tmp_path / "none.ics")
    assert dialog.banner.isVisible()
    dialog.accept()


def test_the_centres_calendar_is_saved_in_a_folder(qtbot, page, tmp_path):
    section = page.sections["rooms"]
    section.save_calendar(tmp_path)
    assert (tmp_path / "larcentrum.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert section.banner.isVisible()
    section.save_calendar(tmp_path / "none")
    assert "none" not in [path.name for path in tmp_path.iterdir()]
