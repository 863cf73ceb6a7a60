"""An internship by keyboard: a new workplace inside the form, weeks, warnings, errors, drafts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships import list_internships, read_internship
from lärcentrum.practice.periods import Period
from lärcentrum.practice.words import InternshipKind, State
from lärcentrum.practice.workplaces import list_workplaces
from tests.helpers.keys import type_text
from tests.helpers.people import make_student
from tests.helpers.practice import (
    AUTUMN,
    SPRING,
    make_internship,
    make_supervisor,
    make_workplace,
)
from tests.helpers.press import CTRL, press, write
from ui.kit.fields import Choice
from ui.practice.internship_form import InternshipDialog

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def open_dialog(qtbot, store):
    made = []

    def build(internship=None, **more):
        dialog = InternshipDialog(store, internship, drafts=Drafts(store), **more)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield build
    for dialog in made:
        dialog._discard()


def wrong(dialog, name):
    one = dialog.fields._rows[name]
    return one.error.text() if one.wrong.isVisibleTo(dialog) else ""


def click(qtbot, dialog, name):
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def edit(dialog, name):
    return dialog.findChild(QLineEdit, name)


def test_by_keyboard_with_a_new_workplace_and_supervisor(qtbot, store, open_dialog):
    make_student(store, 1)
    dialog = open_dialog()
    edit(dialog, "student").setFocus()
    write(dialog, "asa", ENTER)
    dialog.fields.field("kind").put("lia")
    edit(dialog, "workplace").setFocus()
    write(dialog, "Umlax rökeri", ENTER)
    assert dialog.fields.workplace_part.isVisibleTo(dialog)
    edit(dialog, "employer").setFocus()
    write(dialog, "Umlax AB", ENTER)
    edit(dialog, "organisation_number").setFocus()
    write(dialog, "556036-0793", TAB)
    edit(dialog, "supervisor").setFocus()
    write(dialog, "Per Ärla", ENTER)
    assert dialog.fields.supervisor_part.isVisibleTo(dialog)
    edit(dialog, "periods").setFocus()
    write(dialog, "v49", TAB)
    assert dialog.fields.periods.value() == [
        Period(starts_on=date(2026, 11, 30), ends_on=date(2026, 12, 4))
    ]
    assert "v. 49 · 40 timmar" in dialog.card.words()
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    made = list_internships(store).rows[0]
    assert (made.name, made.kind, made.state) == ("Åsa Ärlig", InternshipKind.LIA, State.WISH)
    assert (made.workplace_name, made.employer) == ("Umlax rökeri", "Umlax AB")
    assert made.supervisor_name == "Per Ärla"
    history.undo_last(store)
    assert list_internships(store).total == 0
    assert list_workplaces(store) == []


def test_errors_stand_at_the_field_and_keep_what_is_typed(qtbot, store, open_dialog):
    dialog = open_dialog()
    click(qtbot, dialog, "save")
    assert wrong(dialog, "student") == "Fyll i fältet."
    dialog.fields.field("student").put(Choice(make_student(store), "Eva"))
    dialog.fields.workplace.take_new("Bygget")
    edit(dialog, "organisation_number").setText("556036-0794")
    click(qtbot, dialog, "save")
    assert "kontrollsiffra" in wrong(dialog, "organisation_number")
    edit(dialog, "organisation_number").setText("")
    type_text(edit(dialog, "periods"), "i våras")
    click(qtbot, dialog, "save")
    assert "v49" in wrong(dialog, "periods")
    dialog.fields.periods.put([AUTUMN, AUTUMN])
    click(qtbot, dialog, "save")
    assert "går över varandra" in wrong(dialog, "periods")
    assert list_workplaces(store) == []
    assert dialog.isVisible()


def test_an_address_at_fault_is_told_at_the_one_it_belongs_to(qtbot, store, open_dialog):
    dialog = open_dialog(student=Choice(make_student(store), "Eva"))
    dialog.fields.workplace.take_new("Bygget")
    dialog.fields.supervisor.take_new("Åke")
    edit(dialog, "supervisor_email").setText("åke")
    click(qtbot, dialog, "save")
    assert wrong(dialog, "supervisor_email")
    assert not wrong(dialog, "email")
    edit(dialog, "supervisor_email").setText("")
    edit(dialog, "email").setText("bygget")
    click(qtbot, dialog, "save")
    assert wrong(dialog, "email")
    edit(dialog, "email").setText("")
    click(qtbot, dialog, "save")
    assert not dialog.isVisible()


def test_a_start_without_papers_opens_the_folded_part(qtbot, store, open_dialog):
    place = make_workplace(store)
    uid = make_internship(store, make_student(store), workplace=place)
    dialog = open_dialog(read_internship(store, internship=uid))
    assert not edit(dialog, "started_on").isVisible()
    dialog.fields.field("started_on").put(date(2026, 11, 23))
    click(qtbot, dialog, "save")
    assert "undertecknat avtal" in wrong(dialog, "started_on")
    assert edit(dialog, "started_on").isVisible()
    dialog.fields.field("agreement_signed_on").put(date(2026, 11, 2))
    click(qtbot, dialog, "save")
    assert read_internship(store, internship=uid).state is State.ONGOING


def test_warnings_stop_once_and_can_be_seen_past(qtbot, store, open_dialog):
    place, student = make_workplace(store), make_student(store)
    make_internship(store, student, workplace=place, facts=Facts(offered_on=date(2026, 10, 1)))
    dialog = open_dialog(student=Choice(student, "Eva"))
    dialog.fields.workplace.put(Choice(place, "Enhet 1"))
    dialog.fields.periods.put([AUTUMN])
    assert dialog.card.words()[:2] == [
        "Studenten har en annan praktik samtidigt.",
        "1 av 1 platser tagna på arbetsplatsen då.",
    ]
    assert not dialog.card.button.isVisibleTo(dialog)
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    assert "annan praktik" in wrong(dialog, "periods")
    click(qtbot, dialog, "save_anyway")
    assert not dialog.isVisible()
    assert list_internships(store).total == 2


def test_points_and_weeks_are_compared(store, open_dialog):
    dialog = open_dialog()
    dialog.fields.field("kind").put("lia")
    dialog.fields.field("points").put(30)
    dialog.fields.periods.put([AUTUMN])
    assert "Perioderna räcker till 25 av 30 poäng." in dialog.card.words()
    dialog.fields.field("kind").put("apl")
    assert not any("poäng" in words for words in dialog.card.words())


def test_periods_are_added_and_taken_away(qtbot, store, open_dialog):
    dialog = open_dialog()
    click(qtbot, dialog, "add_period")
    first, second = dialog.fields.periods.rows
    type_text(first.first.edit, "v2")
    first.first.edit.editingFinished.emit()
    type_text(second.first.edit, "2027-02-01")
    assert dialog.fields.periods.problem() == "Skriv både första och sista dagen."
    type_text(second.last.edit, "v6")
    type_text(second.percent.edit, "0")
    assert "1 och 100" in dialog.fields.periods.problem()
    second.percent.edit.setText("50")
    assert dialog.fields.periods.value() == [
        Period(starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15)),
        Period(starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 12), percent=50),
    ]
    first.remove.click()
    assert len(dialog.fields.periods.value()) == 1
    dialog.fields.periods.rows[0].remove.click()
    assert dialog.fields.periods.value() == []
    assert len(dialog.fields.periods.rows) == 1


def test_a_changed_internship_shows_everything_and_keeps_it(qtbot, store, open_dialog):
    place = make_workplace(store)
    supervisor = make_supervisor(store, place)
    uid = make_internship(
        store,
        make_student(store),
        workplace=place,
        supervisor=supervisor,
        periods=[AUTUMN, SPRING],
        programme="Elkraft",
        points=50,
        facts=Facts(wished_on=date(2026, 9, 1), talk_planned_on=date(2027, 1, 1)),
        note="Har körkort.",
    )
    before = read_internship(store, internship=uid)
    dialog = open_dialog(before)
    assert not dialog.fields.dirty()
    edit(dialog, "programme").setText("Elkraftsingenjör")
    click(qtbot, dialog, "save")
    after = read_internship(store, internship=uid)
    assert after.programme == "Elkraftsingenjör"
    for name in ("workplace", "supervisor", "periods", "facts", "note", "points"):
        assert getattr(after, name) == getattr(before, name)


def test_another_workplace_takes_the_supervisor_off(store, open_dialog):
    place, other = make_workplace(store), make_workplace(store, 1)
    make_supervisor(store, place)
    own = make_supervisor(store, other, name="Åke")
    dialog = open_dialog()
    dialog.fields.workplace.put(Choice(place, "Enhet 1"))
    assert dialog.fields.supervisor.name() == "Sára Čuorgu"
    dialog.fields.workplace.put(Choice(other, "Enhet 2"))
    assert dialog.fields.supervisor.value() == own
    dialog.fields.workplace.put(None)
    assert dialog.fields.supervisor.value() == ""


def test_what_was_typed_is_there_again(store, open_dialog):
    dialog = open_dialog(student=Choice(make_student(store), "Eva"))
    dialog.fields.workplace.take_new("Bygget")
    dialog.fields.periods.put([AUTUMN, SPRING])
    type_text(edit(dialog, "programme"), "Åkeriekonom")
    dialog.fields.keep_draft()
    again = InternshipDialog(store, drafts=Drafts(store))
    assert again.fields.workplace.is_new()
    assert again.fields.periods.value() == [AUTUMN, SPRING]
    assert edit(again, "programme").text() == "Åkeriekonom"
    again.deleteLater()


def test_tab_goes_from_the_supervisor_to_the_weeks_in_order(qtbot, open_dialog):
    dialog = open_dialog()
    edit(dialog, "supervisor").setFocus()
    press(dialog.focusWidget(), TAB)
    write(dialog, "v3", TAB)
    write(dialog, "v6", TAB)
    assert dialog.focusWidget().objectName() == "period_percent"
    (period,) = dialog.fields.field("periods").value()
    assert (period.starts_on.isocalendar().week, period.ends_on.isocalendar().week) == (3, 6)


def test_tab_goes_through_a_period_that_was_added(qtbot, open_dialog):
    dialog = open_dialog()
    click(qtbot, dialog, "add_period")
    qtbot.waitUntil(edit(dialog, "period_from").isVisible)
    seen = []
    edit(dialog, "supervisor").setFocus()
    while seen[-1:] != ["add_period"]:
        press(dialog.focusWidget(), TAB)
        seen.append(dialog.focusWidget().objectName())
    assert seen == [
        "periods", "period_to", "period_percent", "remove_period",
        "period_from", "period_to", "period_percent", "remove_period", "add_period",
    ]  # fmt: skip
