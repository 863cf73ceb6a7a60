"""Inställningar → Avgifter: the switch and the price list by clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lärcentrum import history, settings
from lärcentrum.exams.fees_rules import Applies
from lärcentrum.exams.fees_tariffs import list_fee_tariffs
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs, bring_in=print)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.show_record("fees")
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_switch_fees_on_and_undo(qtbot, page, store):
    section = page.sections["fees"]
    section.form.field("use_fees").put(True)
    section.form.field("fee_free_resits").put(3)
    click(qtbot, section, "save_fees")
    found = settings.list_settings(store)
    assert (found["use_fees"], found["fee_free_resits"]) == ("1", "3")
    history.undo_last(store)
    assert not section.form.field("use_fees").value()


def test_the_usual_tariffs_are_fetched_when_asked_for(qtbot, page, store):
    section = page.sections["fees"]
    assert section.model.rowCount() == 0
    click(qtbot, section, "fetch_tariffs")
    assert section.model.rowCount() == 7
    assert section.fetch_button.isHidden()


def test_add_change_and_end_a_tariff(qtbot, page, store):
    section = page.sections["fees"]
    click(qtbot, section, "add_tariff")
    dialog = section.findChild(type(section.add()))
    for name, value in (("name", "Avtal"), ("applies", "agreement"), ("amount", 5_000)):
        dialog.form.field(name).put(value)
    dialog.save_button.click()
    assert dialog.form._rows["municipalities"].wrong.isVisibleTo(dialog)
    dialog.form.field("municipalities").put("Lycksele, Åsele")
    dialog.save_button.click()
    (one,) = list_fee_tariffs(store)
    assert (one.applies, one.municipalities) == (Applies.AGREEMENT, ("2481", "2463"))
    section.table.choose(0)
    change = section.change()
    assert change.form.field("municipalities").value() == "Lycksele, Åsele"
    change.form.field("amount").edit.setText("75")
    change.save_button.click()
    assert list_fee_tariffs(store)[0].amount == 7_500
    section.table.choose(0)
    click(qtbot, section, "end_tariff")
    (one,) = list_fee_tariffs(store, ended=True)
    assert one.valid_to is not None
