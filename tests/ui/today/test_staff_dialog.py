"""The invigilators of a sitting by single keys: answers, whom to ask, who can come in place."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import history
from lärcentrum.clock import FixedClock
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.invigilators import (
    Answer,
    DutyRole,
    add_duty,
    add_invigilator,
    list_duties,
)
from lärcentrum.exams.kinship import add_kinship
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.people import make_student
from tests.helpers.press import press
from ui.today.staff_dialog import StaffDialog

TODAY = date(2026, 11, 23)
KEY = Qt.Key


@pytest.fixture
def sitting(store):
    change_settings(store, values={"use_invigilators": "1"})
    exam = make_exam(store, 0, day=TODAY)
    make_booking(
        store, 0, exam=exam, reason="Lärosätet har sagt ja", student=make_student(store, 0)
    )
    (card,) = list_sittings(store, first=TODAY, last=TODAY)
    return card.uid


@pytest.fixture
def show(qtbot, store, sitting):
    def build():
        dialog = StaffDialog(store, sitting)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


def names(model):
    return [model.record(row).name for row in range(model.rowCount())]


def answers(store):
    return {one.name: one.answer for one in list_duties(store, first=TODAY, last=TODAY)}


def test_asked_yes_and_no_by_one_key(qtbot, store, show):
    for name in ("Vera", "Åke"):
        add_invigilator(store, name=name)
    dialog = show()
    assert dialog.findChild(QLabel, "staff_state").text() == "0 av 1 tentavakt, 09:00–13:00"
    dialog.offered.setFocus()
    dialog.offered.choose(0)
    press(dialog.offered, KEY.Key_F)
    assert answers(store) == {"Vera": Answer.ASKED}
    dialog.held.setFocus()
    dialog.held.choose(0)
    press(dialog.held, KEY.Key_J)
    assert answers(store) == {"Vera": Answer.YES}
    assert dialog.findChild(QLabel, "staff_state").text() == "Bemannat: 1 av 1"
    press(dialog.held, KEY.Key_N)
    assert answers(store) == {"Vera": Answer.NO}
    press(dialog.held, KEY.Key_Delete)
    assert answers(store) == {}
    dialog.offered.setFocus()
    dialog.offered.choose(1)
    press(dialog.offered, KEY.Key_Return)
    assert answers(store) == {"Åke": Answer.YES}


def test_ill_at_half_past_six_is_two_keys(qtbot, store, show, sitting):
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    people = {name: add_invigilator(store, name=name) for name in ("Vera", "Bo", "Åke")}
    add_duty(store, sitting=sitting, invigilator=people["Vera"])
    add_duty(store, sitting=sitting, invigilator=people["Åke"], role=DutyRole.RESERVE)
    dialog = show()
    dialog.held.choose(names(dialog.duties).index("Vera"))
    press(dialog.held, KEY.Key_S)
    assert dialog.whom.text() == "Vem kan komma i stället för Vera?"
    assert names(dialog.candidates) == ["Åke", "Bo"]
    press(dialog.offered, KEY.Key_Escape)
    assert dialog.isVisible(), "Esc leaves the question only"
    dialog.held.choose(names(dialog.duties).index("Vera"))
    press(dialog.held, KEY.Key_S)
    press(dialog.offered, KEY.Key_Return)
    assert answers(store) == {"Vera": Answer.NO, "Åke": Answer.YES}
    history.undo_last(store)
    assert answers(store) == {"Vera": Answer.YES, "Åke": Answer.YES}
    dialog.reload()
    assert names(dialog.duties) == ["Vera", "Åke"]


def test_in_the_middle_they_change_places_now(store, show, sitting):
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    vera, _bo = add_invigilator(store, name="Vera"), add_invigilator(store, name="Bo")
    add_duty(store, sitting=sitting, invigilator=vera)
    dialog = show()
    dialog.held.choose(0)
    dialog._buttons["ill"].click()
    dialog._buttons["take_candidate"].click()
    duties = list_duties(store, first=TODAY, last=TODAY)
    assert [(one.name, one.minutes) for one in duties] == [("Vera", 120), ("Bo", 120)]


def test_a_sister_is_refused_with_no_name(store, show):
    vera = add_invigilator(store, name="Vera")
    (booking,) = list_bookings(store, first=TODAY, last=TODAY)
    add_kinship(store, invigilator=vera, student=booking.student)
    dialog = show()
    assert dialog.candidates.record(0).reasons[0] == "närstående till någon som skriver"
    dialog.offered.choose(0)
    dialog._buttons["take_candidate"].click()
    texts = " ".join(one.text() for one in dialog.banner.findChildren(QLabel))
    assert "närstående till någon" in texts
    assert answers(store) == {}


def test_a_part_of_the_time_and_another_task(qtbot, store, show):
    add_invigilator(store, name="Vera")
    dialog = show()
    more = dialog.other()
    more.form.field("role").put("chief")
    more.form.field("ends").edit.setText("12")
    more.save_button.click()
    (duty,) = list_duties(store, first=TODAY, last=TODAY)
    assert (duty.role, duty.ends.hour) == (DutyRole.CHIEF, 12)
    assert "12:00–13:00" in dialog.findChild(QLabel, "staff_state").text()
    assert dialog.findChild(QPushButton, "done").isVisible()
