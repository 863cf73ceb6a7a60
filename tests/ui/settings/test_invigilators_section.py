"""The invigilators by clicks and keys: contact, terms, whom they are near, what is demanded."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from lärcentrum import history, settings
from lärcentrum.exams.invigilator_terms import Terms, WeekHours, invigilator_terms
from lärcentrum.exams.invigilators import list_invigilators
from lärcentrum.exams.kinship import list_kinship
from tests.helpers.exams import make_provider
from tests.helpers.people import make_student
from ui.kit.bus import Bus
from ui.kit.fields import Choice
from ui.kit.jobs import JobRunner
from ui.settings.invigilator_fields import read_days, read_hours, say_days
from ui.settings.settings_page import SettingsPage

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot, store):
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    settings.change_settings(store, values={"use_invigilators": "1"})
    click(qtbot, page, "section_invigilators")
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def type_in(parent, name, text):
    parent.findChild(QLineEdit, name).setText(text)


def test_the_part_is_seen_when_it_is_switched_on(page, store):
    choice = page.findChild(QPushButton, "section_invigilators")
    assert choice.isVisible()
    settings.change_settings(store, values={"use_invigilators": "0"})
    assert not choice.isVisible()


def test_a_name_is_enough_and_the_rest_can_be_said(qtbot, page, store):
    provider = make_provider(store, "Luleå tekniska universitet", short="LTU")
    section = page.sections["invigilators"]
    dialog = section.add()
    type_in(dialog, "name", "Vera Vakt")
    click(qtbot, dialog, "save")
    (one,) = list_invigilators(store)
    assert invigilator_terms(store, invigilator=one.uid) == Terms()
    section.table.choose(0)
    dialog = section.change()
    for name, text in (
        ("phone", "0950-12345"), ("providers", "ltu"), ("platforms", "Inspera, WISEflow"),
        ("day_0", "8-12.30"), ("cannot", "14/12, 20/12–22/12"), ("most_hours", "40"),
    ):  # fmt: skip
        type_in(dialog, name, text)
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    said = Terms(
        providers=(provider,), platforms=("Inspera", "WISEflow"),
        week=(WeekHours(weekday=0, opens=time(8), closes=time(12, 30)),),
        cannot=tuple(date(2026, 12, day) for day in (14, 20, 21, 22)), most_hours=40,
    )  # fmt: skip
    assert invigilator_terms(store, invigilator=one.uid) == said
    section.table.choose(0)
    dialog = section.change()
    shown = dialog.form.field("cannot").edit.text()
    assert shown == "mån 14 dec 2026, sön 20 dec 2026–tis 22 dec 2026"
    type_in(dialog, "providers", "Ingen")
    click(qtbot, dialog, "save")
    assert dialog.form._rows["providers"].wrong.isVisibleTo(dialog)
    type_in(dialog, "providers", "")
    type_in(dialog, "least_hours", "50")
    click(qtbot, dialog, "save")
    assert dialog.form._rows["most_hours"].wrong.isVisibleTo(dialog)
    dialog._discard()
    history.undo_last(store)
    assert invigilator_terms(store, invigilator=one.uid) == Terms(), "one step back"
    section.table.choose(0)
    click(qtbot, page, "end_invigilator")
    assert list_invigilators(store) == []


def test_whom_somebody_may_not_watch_over(qtbot, page, store):
    student = make_student(store, 1)
    section = page.sections["invigilators"]
    dialog = section.add()
    type_in(dialog, "name", "Vera Vakt")
    click(qtbot, dialog, "save")
    (one,) = list_invigilators(store)
    section.table.choose(0)
    kin = section.kin()
    assert not kin.add_button.isEnabled()
    kin.person.put(Choice(student, "x"))
    click(qtbot, kin, "add_kin")
    assert [pair.student for pair in list_kinship(store, invigilator=one.uid)] == [student]
    kin.person.put(Choice(student, "x"))
    click(qtbot, kin, "add_kin")
    assert kin.banner.isVisibleTo(kin)
    kin.table.choose(0)
    click(qtbot, kin, "remove_kin")
    assert list_kinship(store, invigilator=one.uid) == []
    kin.accept()


def test_what_is_demanded(qtbot, page, store):
    dialog = page.sections["invigilators"].set_demands()
    assert dialog.form.field("invigilator_ratio").value() == 30
    type_in(dialog, "invigilator_ratio", "12")
    click(qtbot, dialog, "save")
    assert settings.number_setting(store, "invigilator_ratio") == 12


def test_lines_of_text():
    assert read_hours("8-17") == (time(8), time(17))
    assert read_hours("08:00 – 12.30") == (time(8), time(12, 30))
    for text in ("", "8", "17-8", "x-9"):
        assert read_hours(text) is None
    days = read_days("2026-12-14; 30/12–2/1", TODAY)
    assert days == (
        date(2026, 12, 14), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1),
        date(2027, 1, 2),
    )  # fmt: skip
    assert read_days(say_days(days), TODAY) == days
    for text in ("", "x", "14/12–x", "14/12–1/12 2026"):
        assert read_days(text, TODAY) is None
