"""Check and repair by clicks: a readable result, what was done, and where to go with the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import backups
from lärcentrum.upkeep.checking import check_register
from tests.helpers.exams import make_booking
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.show_record("check")
    yield page
    jobs.stop()
    bus.close()


def press(page, name):
    page.findChild(QPushButton, name).click()


def run(qtbot, page, name):
    section = page.sections["check"]
    with qtbot.waitSignal(page.kept[1].ended, timeout=20_000):
        press(page, name)
        assert not section.check_button.isEnabled()
    return " ".join(one.text() for one in section.banner.findChildren(QLabel))


def test_a_whole_register_is_said_to_be_whole(qtbot, page, store):
    section = page.sections["check"]
    assert section.model.rowCount() == 0
    assert "Registret är helt." in run(qtbot, page, "check")
    assert section.model.rowCount() == 10
    assert not section.repair_button.isEnabled()
    assert section.check_button.isEnabled()
    assert not section.restore_button.isEnabled()


def test_what_is_derived_is_repaired(qtbot, page, store):
    make_booking(store, 1)
    store.conn.execute("DELETE FROM occupancy")
    section = page.sections["check"]
    assert "inte helt" in run(qtbot, page, "check")
    assert section.repair_button.isEnabled()
    said = run(qtbot, page, "repair")
    (made,) = backups.list_backups(store)
    assert "Reparerat. Registret är helt." in said
    assert made.path.name in said
    assert all(one.holds for one in check_register(store))
    assert not section.repair_button.isEnabled()


def test_what_cannot_be_repaired_leads_to_the_back_ups(qtbot, page, store):
    store.conn.execute("PRAGMA foreign_keys = OFF")
    store.conn.execute("INSERT INTO seat (uid, room_id, label, place) VALUES ('s', 77, 'A', 1)")
    assert "Återställ den senaste hela" in run(qtbot, page, "check")
    assert not page.sections["check"].model.record(0).holds, "what does not hold stands first"
    press(page, "to_backups")
    assert page._stack.currentWidget().widget() is page.sections["backups"]


def test_a_check_can_be_stopped(qtbot, page):
    section = page.sections["check"]
    with qtbot.waitSignal(page.kept[1].ended, timeout=20_000):
        press(page, "check")
        page.kept[1].jobs[0].cancel()
    assert section.check_button.isEnabled()


def test_the_keyboard_stays_in_the_part(qtbot, page):
    section = page.sections["check"]
    page.activateWindow()
    section.check_button.setFocus()
    with qtbot.waitSignal(page.kept[1].ended, timeout=20_000):
        qtbot.keyClick(section.check_button, Qt.Key.Key_Space)
        assert section.isAncestorOf(page.focusWidget())
    assert page.focusWidget() is section.table
    assert section.table.record() is None or section.table.hasFocus()
