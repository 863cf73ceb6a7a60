"""Providers, departments and their rules by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableView

from lärcentrum import history
from lärcentrum.exams.provider_rules import list_rules, set_rule
from lärcentrum.exams.providers import add_provider, list_providers
from lärcentrum.exams.rule_profiles import Rule
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    umeå = add_provider(store, name="Umeå universitet", short="UmU", contact="Ines", email="i@x.se")
    add_provider(store, name="Statistik", parent=umeå)
    set_rule(store, provider=umeå, rule=Rule.LATEST_ENTRY, number=0, source="brev")
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    click(qtbot, page, "section_providers")
    yield page
    jobs.stop()
    bus.close()


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def open_dialog(page):
    (dialog,) = [one for one in page.findChildren(QDialog) if one.isVisible()]
    return dialog


def shown(page, row, cell):
    model = page.findChild(QTableView, "provider_rules").model()
    return model.index(row, cell).data()


def choose(page, provider, rule=0):
    section = page.sections["providers"]
    section.list.table.choose(provider)
    section.rules.table.choose(list(Rule).index(rule) if rule else 0)
    return section


def test_a_department_gets_a_rule_of_its_own_and_gives_it_back(qtbot, page, store):
    choose(page, 1, Rule.LATEST_ENTRY)
    assert (shown(page, 1, 1), shown(page, 1, 2)) == ("dörren stängs vid start", "UmU")
    assert not page.findChild(QPushButton, "follow_rule").isEnabled()
    click(qtbot, page, "change_rule")
    dialog = open_dialog(page)
    number = dialog.findChild(QLineEdit, "number")
    number.setText("15")
    dialog.findChild(QLineEdit, "source").setText("Samtal med Ines")
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    assert (shown(page, 1, 1), shown(page, 1, 2)) == ("15 min efter start", "egen")
    assert "Samtal med Ines" in shown(page, 1, 3)
    click(qtbot, page, "follow_rule")
    assert (shown(page, 1, 1), shown(page, 1, 2)) == ("dörren stängs vid start", "UmU")
    history.undo_last(store)
    assert shown(page, 1, 2) == "egen"


def test_a_number_that_cannot_be_meant_stays_at_its_field(qtbot, page):
    choose(page, 0, Rule.LEAD)
    click(qtbot, page, "change_rule")
    dialog = open_dialog(page)
    dialog.findChild(QLineEdit, "number").setText("401")
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert dialog.form._rows["number"].wrong.isVisibleTo(dialog)
    dialog._discard()


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_can_be_opened_and_saved_as_it_is_proposed(qtbot, page, store, rule):
    section = choose(page, 1, rule)
    dialog = section.change_rule()
    rows = dialog.form._rows
    if rule is Rule.NOTE:
        rows["word"].field.put("Toalettlista")
    elif rule is not Rule.DIGITAL and rows["number"].field.value() is None:
        rows["number"].field.put(20)
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    uid = list_providers(store)[1].uid
    held = {one.rule: one for one in list_rules(store, provider=uid)}
    assert held[rule].own
    assert held[rule].read_on == store.clock.today()


def test_the_example_follows_what_is_typed(qtbot, page, store):
    section = choose(page, 0)
    example = section.example
    qtbot.waitUntil(lambda: "Sista dagen att boka är" in texts(example))
    example.form.field("example_here").put(None)
    example.findChild(QLineEdit, "example_here").setText("8")
    qtbot.waitUntil(lambda: "Regeln är inte känd" in texts(example))
    set_rule(store, provider=list_providers(store)[0].uid, rule=Rule.EARLIER, number=60)
    qtbot.waitUntil(lambda: "Det får vara högst 60." in texts(example))
    example.findChild(QLineEdit, "example_day").setText("2027-03-28")
    example.findChild(QLineEdit, "example_here").setText("02:30")
    assert example.findChild(QLabel, "example_error").text()


def texts(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_add_change_and_end_a_department(qtbot, page, store):
    section = choose(page, 0)
    assert page.findChild(QLabel, "provider_contact").text() == "Ines · i@x.se"
    click(qtbot, page, "add_department")
    dialog = open_dialog(page)
    dialog.findChild(QLineEdit, "name").setText("Juridik")
    dialog.findChild(QLineEdit, "contact").setText("Bo")
    click(qtbot, dialog, "save")
    names = [one.name for one in list_providers(store)]
    assert names == ["Umeå universitet", "Juridik", "Statistik"]
    section.list.table.choose(1)
    dialog = section.change()
    dialog.findChild(QLineEdit, "phone").setText("090-123456")
    click(qtbot, dialog, "save")
    assert page.findChild(QLabel, "provider_contact").text().startswith("Bo · ")
    click(qtbot, page, "end_provider")
    assert len(list_providers(store)) == 2
    page.act()
    dialog = open_dialog(page)
    assert dialog.windowTitle() == "Nytt lärosäte"
    dialog.findChild(QLineEdit, "name").setText("Åbo")
    click(qtbot, dialog, "save")
    assert [one.name for one in list_providers(store)][-1] == "Åbo"


def test_the_rules_go_below_the_list_in_a_narrow_window(qtbot, page):
    section = page.sections["providers"]
    assert section.rules.x() == 0
    page.resize(1400, 700)
    qtbot.waitUntil(lambda: section._sides.direction().name == "LeftToRight")
