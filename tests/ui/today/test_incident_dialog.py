"""What went wrong, noted from Idag with the keyboard, shown per sitting and in the report."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.clock import FixedClock
from lärcentrum.drafts import Drafts
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import list_incidents, note_incident
from lärcentrum.exams.sittings import list_sittings, sitting_page
from lärcentrum.history import undo_last
from tests.helpers.exams import make_booking, make_exam, make_provider
from tests.helpers.press import CTRL, press, write
from ui.kit.bus import Bus
from ui.timeline import student_events
from ui.today.incident_dialog import IncidentDialog
from ui.today.today_page import TodayPage

TODAY = date(2026, 11, 23)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def day(store):
    """Three students of two providers in Sal Å at nine today; it is eleven. The sitting's uid."""
    for n in range(3):
        provider = make_provider(store, f"Lärosäte {'ABA'[n]}")
        exam = make_exam(store, n, day=TODAY, provider=provider)
        make_booking(store, n, exam=exam, reason="ja")
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    (sitting,) = list_sittings(store, first=TODAY, last=TODAY)
    return sitting.uid


@pytest.fixture
def page(qtbot, store, day):
    bus = Bus(store)
    made = TodayPage(store, bus, drafts=Drafts(store))
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    yield made
    bus.close()


def opened(qtbot, page):
    dialog = page.incident_now()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def put(dialog, **values):
    for name, value in values.items():
        dialog.form.field(name).put(value)


def test_a_fire_alarm_is_noted_with_a_few_keys_and_moves_the_card(qtbot, store, day, page):
    dialog = opened(qtbot, page)
    assert dialog.windowTitle() == "Avvikelse, Sal Å"
    assert dialog.focusWidget().objectName() == "kind"
    assert dialog.form.field("kind").value() == IncidentKind.FIRE_ALARM
    press(dialog.focusWidget(), Qt.Key.Key_Tab)  # it is about all: the next field is the time
    assert dialog.focusWidget().objectName() == "at"
    write(dialog, "1042", Qt.Key.Key_Tab)
    write(dialog, "20")
    press(dialog.focusWidget(), ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (view,) = page.views
    moved = view.findChild(QLabel, "sitting_moved").text()
    assert moved == "Sluttiden är flyttad 20 minuter (brandlarm 10:42)."
    assert view.card.ends == datetime(2026, 11, 23, 13, 20)
    assert view.findChild(QPushButton, "incident").text() == "1 avvikelse"
    undo_last(store)
    assert page.views[0].findChild(QLabel, "sitting_moved") is None


def test_the_fields_follow_what_happened(qtbot, store, day, page):
    dialog = opened(qtbot, page)
    enabled = {
        name: dialog.form.field(name).isEnabled() for name in ("booking", "minutes", "decision")
    }
    assert enabled == {"booking": False, "minutes": True, "decision": False}
    put(dialog, minutes=20)
    put(dialog, kind=IncidentKind.ILLNESS.value)
    assert dialog.form.field("minutes").value() is None
    dialog.accept()
    assert dialog.isVisible()
    person = sitting_page(store, sitting=day).bookings[1]
    put(dialog, booking=f"person/{person.uid}/{person.student}", note="Yr")
    dialog.accept()
    (one,) = list_incidents(store, sitting=day)
    assert (one.kind, one.booking, one.note) == (IncidentKind.ILLNESS, person.uid, "Yr")
    texts = [event.what for event in student_events(store, person.student)]
    assert f"Avvikelse: sjukdom · {person.course_code} · Yr" in texts


def test_a_wrong_one_is_removed_and_one_from_the_list_is_not(qtbot, store, day, page):
    note_incident(store, sitting=day, kind=IncidentKind.DISTURBANCE, at=datetime(2026, 11, 23, 9))
    first = sitting_page(store, sitting=day).bookings[0]
    late = {"attendance": Attendance.LATE, "at": datetime(2026, 11, 23, 10, 30), "reason": "Tåget"}
    note_attendance(store, booking=first.uid, **late)
    dialog = opened(qtbot, page)
    assert dialog.model.rowCount() == 2
    dialog.table.choose(0)
    press(dialog.table, Qt.Key.Key_Delete)
    assert dialog.model.rowCount() == 1
    dialog.table.choose(0)
    dialog.remove_button.click()
    assert dialog.model.rowCount() == 1
    assert dialog.form.banner.isVisible()


def test_the_report_goes_to_the_provider_that_is_chosen(qtbot, store, day, page):
    note_incident(store, sitting=day, kind=IncidentKind.NO_INVIGILATOR)
    dialog = opened(qtbot, page)
    names = [one.text() for one in dialog.report_button.menu().actions()]
    assert sorted(names) == ["Lärosäte A", "Lärosäte B"]
    dialog.report_button.menu().actions()[0].trigger()
    paper = dialog.findChild(object, "paper")
    assert paper.isVisible()
    paper.accept()
    undo_last(store)
    assert dialog.report(make_provider(store, "Lärosäte A")) is None
    assert dialog.form.banner.isVisible()


def test_what_is_typed_stays_if_the_window_closes(qtbot, store, day, page):
    dialog = opened(qtbot, page)
    put(dialog, note="Larmet gick")
    dialog.form.keep_draft()
    dialog.hide()
    again = IncidentDialog(store, day, Drafts(store), page)
    assert again.form.field("note").value() == "Larmet gick"
