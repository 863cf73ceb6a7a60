"""Praktik by clicks and keys: stages, next steps, details, workplaces, supervisors."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.people.identity_numbers import generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.practice.employers import add_employer
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships import list_internships, read_internship
from lärcentrum.practice.supervisors import list_supervisors
from lärcentrum.practice.words import InternshipKind, State
from lärcentrum.practice.workplaces import list_workplaces
from lärcentrum.rights import Right
from tests.helpers.keys import type_text
from tests.helpers.people import make_student
from tests.helpers.practice import (
    AUTUMN,
    SPRING,
    make_internship,
    make_supervisor,
    make_workplace,
)
from tests.helpers.press import press
from ui.kit.bus import Bus
from ui.kit.theme import theme
from ui.practice.practice_page import PracticePage


@pytest.fixture
def page(qtbot, store):
    bus = Bus(store)
    page = PracticePage(store, bus, drafts=Drafts(store))
    qtbot.addWidget(page)
    page.resize(1240, 700)
    page.show()
    yield page
    bus.close()


@pytest.fixture
def place(store):
    return make_workplace(store, name="Åsele sjukstuga")


def names(page):
    model = page.internships.model
    return [model.record(row).name for row in range(model.rowCount())]


def click(qtbot, parent, name):
    see(qtbot, parent, name)
    qtbot.mouseClick(shown(parent, name)[0], Qt.MouseButton.LeftButton)


def shown(parent, name):
    """Buttons that are seen; what was rebuilt may still wait to be deleted."""
    return [one for one in parent.findChildren(QPushButton, name) if one.isVisibleTo(parent)]


def see(qtbot, parent, name):
    """Wait for a button: a new one is shown when the window gets to it."""
    qtbot.waitUntil(lambda: bool(shown(parent, name)))


def test_model(page, store, place, qtmodeltester):
    make_internship(store, make_student(store), workplace=place)
    qtmodeltester.check(page.internships.model)
    qtmodeltester.check(page.workplaces.model)
    page.views.setCurrentIndex(1)
    qtmodeltester.check(page.workplaces.model)


def test_empty_says_what_it_is_for_and_offers_the_first(qtbot, page):
    assert page.internships.table.empty.isVisibleTo(page)
    assert not page.internships.stages.isVisibleTo(page)
    click(qtbot, page.internships.table.empty, "empty_action")
    dialog = page.internships.findChild(QLineEdit, "student").window()
    assert dialog.objectName() == "internship_dialog"
    dialog.reject()


def test_stages_count_and_filter_by_mouse_and_arrow(qtbot, page, store, place):
    make_internship(store, make_student(store, 0))
    make_internship(
        store, make_student(store, 1), workplace=place, facts=Facts(asked_on=date(2026, 11, 1))
    )
    make_internship(
        store,
        make_student(store, 2),
        kind=InternshipKind.PRACTICE,
        workplace=place,
        supervisor=make_supervisor(store, place),
        facts=Facts(started_on=date(2026, 11, 2), offered_on=date(2026, 10, 1)),
        warned=True,
    )
    assert page.count == "3 praktikperioder"
    stages = page.internships.stages
    words = {key: one.text().split() for key, one in stages.buttons.items()}
    assert (words["all"][-1], words["seeking"][-1], words["ongoing"][-1]) == ("3", "2", "1")
    assert words["late"][-1] == "2"
    click(qtbot, page, "stage_ongoing")
    assert names(page) == ["Ánte Čuovga"]
    press(stages, Qt.Key.Key_Left)
    assert stages.value() == "planned"
    assert names(page) == []
    click(qtbot, page.internships.table.empty, "empty_action")
    assert len(names(page)) == 3
    click(qtbot, page, "stage_late")
    assert len(names(page)) == 2
    assert stages.buttons["late"].accessibleName() == "Försenat, 2 st"


def test_search_and_kind(page, store, place):
    make_internship(store, make_student(store, 0), workplace=place)
    make_internship(store, make_student(store, 1), kind=InternshipKind.APL)
    type_text(page.internships.search_line, "asele eva")
    assert names(page) == ["Eva Linnéa Östberg"]
    page.internships.search_line.clear()
    page.internships.kinds.setCurrentIndex(page.internships.kinds.findData("apl"))
    assert names(page) == ["Åsa Ärlig"]


def test_next_step_is_one_click_and_can_be_undone(qtbot, page, store, place):
    uid = make_internship(store, make_student(store), workplace=place)
    page.internships.table.choose(0)
    press(page.internships.table, Qt.Key.Key_Return)
    assert page.internships.details.isVisibleTo(page)
    click(qtbot, page, "note_asked_on")
    assert read_internship(store, internship=uid).state is State.ASKED
    see(qtbot, page, "note_offered_on")
    assert not shown(page, "note_asked_on")
    history.undo_last(store)
    see(qtbot, page, "note_asked_on")


def test_another_day_is_asked_for(qtbot, page, store, place):
    uid = make_internship(store, make_student(store), workplace=place)
    page.show_record(uid)
    click(qtbot, page, "day_asked_on")
    line = page.findChild(QLineEdit, "on")
    line.clear()
    type_text(line, "2/11")
    click(qtbot, line.window(), "save")
    assert read_internship(store, internship=uid).facts.asked_on == date(2026, 11, 2)


def test_a_start_without_papers_is_refused_on_top(qtbot, page, store, place):
    facts = Facts(offered_on=date(2026, 11, 1), agreement_signed_on=date(2026, 11, 2))
    supervisor = make_supervisor(store, place, trained=False)
    uid = make_internship(
        store,
        make_student(store),
        kind=InternshipKind.VFU,
        workplace=place,
        supervisor=supervisor,
        facts=facts,
    )
    page.show_record(uid)
    click(qtbot, page, "note_started_on")
    banner = page.internships.banner
    assert banner.isVisibleTo(page)
    assert "utbildad handledare" in banner.findChild(QLabel, "banner_text").text()
    assert read_internship(store, internship=uid).facts.started_on is None


def test_what_is_missing_is_said_in_the_details(page, store, place):
    uid = make_internship(store, make_student(store), workplace=place, periods=[])
    page.show_record(uid)
    lacks = page.findChild(QLabel, "internship_missing").text()
    assert lacks == "Saknas: förfrågan till arbetsplatsen · period"


def test_remove_closes_the_details_and_undo_brings_it_back(qtbot, page, store):
    page.show_record(make_internship(store, make_student(store)))
    click(qtbot, page, "remove")
    assert names(page) == []
    assert not page.internships.details.isVisibleTo(page)
    history.undo_last(store)
    assert names(page) == ["Eva Linnéa Östberg"]


@pytest.mark.parametrize("known", [False, True])
def test_another_page_begins_one(page, store, known):
    student = make_student(store)
    page.show_record(f"student:{student}" if known else "new")
    line = page.findChild(QLineEdit, "student")
    assert line.text() == ("Eva Linnéa Östberg" if known else "")
    line.window()._discard()


def test_move(qtbot, page, store, place):
    make_workplace(store, 1, name="Hemtjänsten")
    facts = Facts(agreement_signed_on=date(2026, 10, 1), started_on=date(2026, 11, 2))
    uid = make_internship(store, make_student(store), workplace=place, facts=facts)
    page.show_record(uid)
    click(qtbot, page, "move")
    line = page.findChild(QLineEdit, "workplace")
    type_text(line, "hemtj")
    qtbot.waitUntil(lambda: line.completer() is None)
    press(_popup(), Qt.Key.Key_Return)
    click(qtbot, line.window(), "save")
    moved = read_internship(store, internship=uid)
    assert (moved.state, moved.workplace_name) == (State.MOVED, "Hemtjänsten")


def test_who_may_not_write_sees_no_steps(qtbot, store, place):
    uid = make_internship(store, make_student(store), workplace=place)
    store.session = replace(store.session, rights=frozenset({Right.SEE, Right.TODAY}))
    bus = Bus(store)
    page = PracticePage(store, bus)
    qtbot.addWidget(page)
    page.show()
    page.show_record(uid)
    assert page.primary is None
    see(qtbot, page, "student")
    for name in ("note_asked_on", "change", "remove"):
        assert not shown(page, name)
    bus.close()


def test_protected_identity_is_an_alias_and_its_place_is_hidden(qtbot, page, store, place):
    student = make_student(store)
    uid = make_internship(store, student, workplace=place)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut 12")
    assert names(page) == ["Skyddad uppgift · Person 1"]
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    page.refresh()
    page.show_record(uid)
    texts = {label.text() for label in page.internships.details.findChildren(QLabel)}
    assert not any("Åsele" in text or "Östberg" in text for text in texts)
    see(qtbot, page, "student")
    assert not shown(page, "change")


def test_the_student_and_the_workplace_are_one_click_away(qtbot, page, store, place):
    student = make_student(store)
    page.show_record(make_internship(store, student, workplace=place))
    with qtbot.waitSignal(page.go) as asked:
        click(qtbot, page, "student")
    assert asked.args == ["students", student]
    click(qtbot, page, "workplace")
    assert page.views.currentWidget() is page.workplaces
    assert page.findChild(QLabel, "workplace_name").text() == "Åsele sjukstuga"
    assert page.count == "1 arbetsplats"


def test_bars_and_columns_give_way_to_the_details(qtbot, page, store, place):
    make_internship(store, make_student(store), workplace=place, periods=[AUTUMN, SPRING])
    table = page.internships.table
    place_of = {one.key: n for n, one in enumerate(page.internships.model.columns)}
    page.resize(1000, 640)
    qtbot.waitUntil(lambda: page.internships.width() < 1000)
    assert not table.isColumnHidden(place_of["bar"])
    table.choose(0)
    page.commands()[1].run()
    assert page.internships.details.isVisibleTo(page)
    assert table.isColumnHidden(place_of["bar"])
    page.commands()[1].run()
    assert not table.isColumnHidden(place_of["bar"])
    for scheme in ("dark", "light"):
        theme().use(scheme)
        assert not page.grab().isNull()


def test_filters_break_into_rows_where_it_is_narrow(qtbot, page, store):
    make_internship(store, make_student(store))
    stages = page.internships.stages
    wide = stages.sizeHint().height()
    page.setMinimumWidth(0)
    stages.resize(300, 200)
    assert stages.sizeHint().height() > wide


def test_a_new_workplace_with_a_new_employer(qtbot, page, store):
    page.views.setCurrentIndex(1)
    assert page.primary.key == "new_workplace"
    dialog = page.primary.run()
    line = dialog.findChild(QLineEdit, "employer")
    type_text(line, "Umlax")
    press(_popup(), Qt.Key.Key_Return)
    type_text(dialog.findChild(QLineEdit, "organisation_number"), "556036-0794")
    click(qtbot, dialog, "save")
    assert dialog.form._rows["organisation_number"].wrong.isVisibleTo(dialog)
    dialog.findChild(QLineEdit, "organisation_number").setText("556036-0793")
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()
    assert [(w.title, w.places) for w in list_workplaces(store)] == [("Umlax", 1)]
    history.undo_last(store)
    assert page.workplaces.model.rowCount() == 0


def test_a_sole_traders_number_is_hidden_until_asked(qtbot, page, store):
    number = generate(date(1971, 3, 9), 985)
    trader = add_employer(store, name="Čuorgu Bygg", organisation_number=number)
    uid = make_workplace(store, employer=trader, name="Bygget")
    page.show_record(f"workplace:{uid}")
    shown = page.workplaces.details.findChildren(QLabel, "organisation_number_shown")[-1]
    assert number[-4:] not in shown.text()
    click(qtbot, page, "show_organisation_number")
    assert number[-4:] in shown.text()


def test_end_workplace_is_refused_while_somebody_is_there(qtbot, page, store, place):
    make_internship(store, make_student(store), workplace=place)
    page.show_record(f"workplace:{place}")
    click(qtbot, page, "workplace_end")
    assert page.workplaces.banner.isVisibleTo(page)
    assert list_workplaces(store)[0].ended_on is None


def test_end_and_resume_a_workplace(qtbot, page, store, place):
    page.show_record(f"workplace:{place}")
    click(qtbot, page, "workplace_end")
    assert page.workplaces.model.rowCount() == 0
    page.workplaces.ended.setChecked(True)
    assert page.workplaces.model.rowCount() == 1
    click(qtbot, page, "workplace_resume")
    assert list_workplaces(store)[0].uid == place


def test_supervisors(qtbot, page, store, place):
    page.show_record(f"workplace:{place}")
    click(qtbot, page, "workplace_supervisor")
    line = page.findChild(QLineEdit, "name")
    type_text(line, "Łukasz Żak")
    click(qtbot, line.window(), "save")
    page.views.setCurrentIndex(2)
    view = page.supervisors
    assert not view.findChild(QPushButton, "end_supervisor").isEnabled()
    view.table.choose(0)
    click(qtbot, page, "end_supervisor")
    assert list_supervisors(store) == []
    view.left.setChecked(True)
    view.table.choose(0)
    assert not view.findChild(QPushButton, "end_supervisor").isEnabled()
    click(qtbot, page, "resume_supervisor")
    view.table.choose(0)
    click(qtbot, page, "confirm_supervisor")
    assert [one.name for one in list_supervisors(store)] == ["Łukasz Żak"]
    dialog = view.change()
    dialog.form.field("trained").put(True)
    click(qtbot, dialog, "save")
    assert list_supervisors(store)[0].trained


def test_the_filter_is_remembered(qtbot, store, page):
    class Kept:
        def __init__(self):
            self.kept = {}

        def get(self, key, default=None):
            return self.kept.get(key, default)

        def put(self, key, value):
            self.kept[key] = value

        def keep_state(self, *_state):
            return None

        restore_state = keep_state

    memory, bus = Kept(), Bus(store)
    for _time in range(2):
        made = PracticePage(store, bus, memory)
        qtbot.addWidget(made)
        made.show()
        if not memory.kept:
            made.internships.stages.choose("late")
    assert made.internships.stages.value() == "late"
    assert list_internships(store).total == 0
    bus.close()


def _popup():
    from PySide6.QtWidgets import QApplication

    found = QApplication.activePopupWidget()
    assert found is not None
    return found
