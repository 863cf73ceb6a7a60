"""An exam's material by single keys, from the booking, today's card and the to-do list."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import history
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import Step
from lärcentrum.exams.material_limits import material_limit
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_provider
from tests.helpers.press import ALT, press, write
from ui.exams.booking_actions import actions
from ui.exams.booking_details import BookingDetails
from ui.exams.custody_dialog import CustodyDialog
from ui.kit.bus import Bus
from ui.today.sitting_view import Doors
from ui.today.today_page import TodayPage

TODAY = date(2026, 11, 23)
KEY = Qt.Key


@pytest.fixture
def exam(store):
    change_settings(store, values={"use_custody": "1"})
    made = make_exam(store, 0, day=date(2026, 11, 30))
    for n in range(2):
        make_booking(store, n, exam=made, reason="Lärosätet har sagt ja")
    return made


@pytest.fixture
def dialog(qtbot, store, exam):
    made = CustodyDialog(store, exam)
    qtbot.addWidget(made)
    made.show()
    return made


def state(dialog):
    return dialog.findChild(QLabel, "custody_state").text()


def test_one_key_for_each_step(store, dialog, exam):
    assert state(dialog) == "Tentan saknas"
    limit = dialog.findChild(QLabel, "custody_limit").text()
    assert limit == "Ska vara här senast tors 26 nov 09:00: 48 timmar, arbetsdagar (centret)"
    press(dialog.table, KEY.Key_K)
    assert exam_custody(store, exam=exam).events == (), "nothing is counted before it has come"
    press(dialog.table, KEY.Key_V)
    assert exam_custody(store, exam=exam).step is Step.EXPECTED
    dialog.form.field("how").put("courier")
    dialog.form.field("copies").put(1)
    press(dialog.table, KEY.Key_M)
    assert state(dialog) == "Tentan är inte kontrollerad mot bokningarna · Tentan är inte inlåst"
    press(dialog.table, KEY.Key_K)
    assert dialog.form._rows["copies"].wrong.isVisibleTo(dialog), "what was counted is typed"
    dialog.form.field("copies").put(1)
    press(dialog.table, KEY.Key_K)
    assert state(dialog) == "Bara 1 exemplar till 2 bokade · Tentan är inte inlåst"
    press(dialog.table, KEY.Key_L)
    assert dialog.form._rows["place"].wrong.isVisibleTo(dialog), "the safe is asked for"
    dialog.form.field("place").put("Kassaskåpet")
    dialog.form.field("copies").put(2)
    press(dialog.table, KEY.Key_K)
    press(dialog.table, KEY.Key_L)
    assert state(dialog) == "Inlåst: Kassaskåpet"
    assert dialog.model.rowCount() == 5
    history.undo_last(store)
    assert exam_custody(store, exam=exam).step is Step.CHECKED


def test_a_number_that_is_none_is_told_at_its_field(dialog, store, exam):
    dialog.form.field("copies").edit.setText("många")
    dialog.steps[Step.RECEIVED].click()
    assert dialog.form._rows["copies"].wrong.isVisibleTo(dialog)
    assert exam_custody(store, exam=exam).events == ()


def test_the_providers_limit_is_set_where_it_is_read(store, dialog):
    form = dialog.change_limit()
    form.form.field("hours").put(24)
    form.form.field("source").put("Deras sida")
    form.save_button.click()
    assert material_limit(store, provider=make_provider(store)).hours == 24
    assert "fre 27 nov 09:00" in dialog.findChild(QLabel, "custody_limit").text()


def test_the_booking_offers_the_log_in_place_of_the_mark(qtbot, store, exam):
    booking = list_bookings(store, first=None, last=None)[0]
    with_log = [one.key for one in actions(booking, TODAY, custody=True)]
    assert ("custody" in with_log, "material" in with_log) == (True, False)
    plain = [one.key for one in actions(booking, TODAY)]
    assert ("custody" in plain, "material" in plain) == (False, True)
    details = BookingDetails(store)
    qtbot.addWidget(details)
    details.show_booking(booking.uid)
    details.show()
    assert details.findChild(QPushButton, "do_custody") is not None
    change_settings(store, values={"use_custody": "0"})
    details.show_booking(booking.uid)
    assert details.findChild(QPushButton, "do_material") is not None


def test_today_opens_it_from_the_card_and_from_the_line(qtbot, store, exam):
    today = make_exam(store, 7, day=TODAY)
    make_booking(store, 7, exam=today, reason="Lärosätet har sagt ja")
    shown = []
    bus = Bus(store)
    page = TodayPage(store, bus, doors=Doors(custody=shown.append))
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    assert len(list_sittings(store, first=TODAY, last=TODAY)) == 1
    page.views[0].findChild(QPushButton, "custody").click()
    assert shown == [today]
    texts = [page.model.record(row).text for row in range(page.model.rowCount())]
    assert "Tentan är sen\nST0007, mån 23 nov 09:00" in texts
    page._open(page.model.record(texts.index("Tentan saknas\nST0000, mån 30 nov 09:00")))
    assert shown == [today, exam]
    change_settings(store, values={"use_custody": "0"})
    assert page.views[0].findChild(QPushButton, "custody") is None
    bus.close()


def test_a_step_is_taken_from_the_field_that_it_asks_for(qtbot, dialog, store, exam):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog.table, KEY.Key_M)
    field = dialog.form.field("copies").edit
    field.setFocus()
    write(dialog, "2")
    press(field, KEY.Key_K, ALT)
    qtbot.waitUntil(lambda: exam_custody(store, exam=exam).step is Step.CHECKED)
    assert field.text() == ""
