"""The words of the letters by clicks: seen at each key, refused at the field, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.exams.letters import list_letter_texts
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
    page.show_record("texts")
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_text_is_seen_while_it_is_typed_and_taken_back(qtbot, page, store):
    section = page.sections["texts"]
    section.table.choose(0)
    assert not page.findChild(QPushButton, "reset_text").isEnabled()
    dialog = section.change()
    shown = dialog.findChild(QLabel, "preview_body")
    assert "Hej Elsa Exempel!" in shown.text()
    dialog.form.field("body").put("Hej {namn}")
    assert "{namn}" in shown.text()
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["body"].wrong.isVisibleTo(dialog)
    dialog.form.field("body").put("Välkommen {student}\nHjälpmedel: {aids}")
    assert shown.text() == "Välkommen Elsa Exempel\nHjälpmedel: miniräknare"
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    assert list_letter_texts(store)[0].own
    section.table.choose(0)
    click(qtbot, page, "reset_text")
    assert not list_letter_texts(store)[0].own


def test_the_rule_of_identity_has_no_subject(qtbot, page, store):
    section = page.sections["texts"]
    section.table.choose(4)
    dialog = section.change()
    assert set(dialog.form.values()) == {"body"}
    dialog.form.field("body").put("Pass.")
    click(qtbot, dialog, "save")
    assert [one.body for one in list_letter_texts(store) if one.own] == ["Pass."]
