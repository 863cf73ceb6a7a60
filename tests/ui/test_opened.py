"""The frame follows the settings: a page comes and goes while the program runs."""

from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from lärcentrum.settings import change_settings
from tests.helpers.house import House
from tests.ui.test_program import first_start


def test_a_page_comes_and_goes_with_its_setting(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path))
    house = House(tmp_path, qtbot)
    first_start(house, qtbot)
    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    before, store = house.screen, house.opened._register.store
    assert "fees" not in before.keys
    section = before.open("settings").sections["fees"]
    before.open("settings").show_record("fees")
    section.form.field("use_fees").put(True)
    section.findChild(QPushButton, "save_fees").click()
    qtbot.waitUntil(lambda: "fees" in house.screen.keys, timeout=5000)
    assert house.screen.current == "settings"
    assert house.screen.open("fees").isVisible()
    qtbot.waitUntil(lambda: not isValid(before), timeout=5000)
    change_settings(store, values={"use_fees": "0"})
    qtbot.waitUntil(lambda: "fees" not in house.screen.keys, timeout=5000)
    assert house.screen.current == "today"
    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    house.shell.close()
    assert house.bugs == []
