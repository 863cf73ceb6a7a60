"""Idag: the day's sittings, attendance and hand-ins by keys, what is to be done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.clock import FixedClock
from lärcentrum.exams.attendance import Attendance, hand_in, note_attendance
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.days import to_do
from lärcentrum.exams.incident_kinds import Decision
from lärcentrum.exams.incidents import list_incidents
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.paper_codes import make_codes
from lärcentrum.exams.sittings import list_sittings, open_sitting, sitting_page
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.press import CTRL, press, write
from ui.kit.bus import Bus
from ui.today.duty_dialog import CallOffDialog
from ui.today.sitting_view import Doors
from ui.today.staff_dialog import StaffDialog
from ui.today.today_page import TodayPage

TODAY = date(2026, 11, 23)
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def day(store):
    """Three students in one exam in Sal Å at nine today; the sitting's uid."""
    exam = make_exam(store, 0, day=TODAY)
    for n in range(3):
        make_booking(store, n, exam=exam, reason="Lärosätet har sagt ja")
    (sitting,) = list_sittings(store, first=TODAY, last=TODAY)
    return sitting.uid


@pytest.fixture
def open_page(qtbot, store):
    made = []

    def build(**more):
        bus = Bus(store)
        page = TodayPage(store, bus, **more)
        qtbot.addWidget(page)
        page.resize(1100, 640)
        page.show()
        made.append((page, bus))
        return page

    yield build
    for _page, bus in made:
        bus.close()


def at(store, hour, minute=0):
    """Set the clock on the wall (winter time)."""
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, hour - 1, minute, tzinfo=UTC)


def figures(page):
    view = page.views[0]
    names = ("count_booked", "count_arrived", "count_left", "count_absent")
    found = [view.findChild(QLabel, name) for name in names]
    return [one.text() if one else None for one in found]


def states(store):
    return [row.attendance for row in list_bookings(store, first=TODAY, last=TODAY)]


def focus(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


def test_a_certificate_begins_at_the_sitting_that_somebody_came_to(qtbot, open_page, day, store):
    wanted = []
    page = open_page(doors=Doors(certify=wanted.append))
    (button,) = page.findChildren(QPushButton, "certify")
    assert not button.isEnabled()
    page.certify_next()
    assert page.banner.isVisible()
    assert wanted == []
    first = list_bookings(store, first=TODAY, last=TODAY)[0]
    at(store, 9)
    note_attendance(store, booking=first.uid, attendance=Attendance.PRESENT)
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "certify").isEnabled())
    qtbot.mouseClick(page.findChild(QPushButton, "certify"), Qt.MouseButton.LeftButton)
    page.certify_next()
    assert wanted == [day, day]


def test_without_the_right_there_is_no_certificate_to_begin(open_page, day):
    page = open_page()
    assert page.findChild(QPushButton, "certify") is None
    assert [one.key for one in page.commands()] == [
        "note_attendance", "type_back", "note_incident",
    ]  # fmt: skip


def test_model(open_page, day, qtmodeltester):
    qtmodeltester.check(open_page().model)


def test_cards_show_where_who_and_how_many(open_page, day):
    page = open_page()
    (view,) = page.views
    assert view.findChild(QLabel, "sitting_room").text() == "Sal Å"
    assert view.findChild(QLabel, "sitting_start").text() == "09:00"
    assert view.findChild(QLabel, "sitting_exam").text() == (
        "Exempeluniversitetet · Statistik 0, ST0000 · 3 st"
    )
    assert figures(page) == ["3", "0", "0", None]
    assert page.count == "måndag 23 november 2026 · öppet 08:00–17:00"
    assert page.next_day.text() == "Nästa öppna dag: tis 24 nov · inga skrivningar"


def test_papers_are_handed_the_sitting(open_page, day):
    asked = []
    page = open_page(doors=Doors(papers=asked.append))
    page.views[0].findChild(QPushButton, "papers").click()
    assert asked == [day]
    assert open_page().views[0].findChild(QPushButton, "papers") is None


def test_the_day_list_is_one_key_away_while_somebody_writes(open_page, day):
    asked = []
    page = open_page(day_list=lambda: asked.append("list"))
    assert [one.shortcut for one in page.commands()][-1] == "Ctrl+P"
    page.commands()[-1].run()
    page.list_button.click()
    assert asked == ["list", "list"]
    assert open_page().list_button.isHidden()


def test_attendance_by_one_key_a_person(qtbot, store, open_page, day):
    at(store, 9, 20)
    page = open_page()
    page.views[0].findChild(QPushButton, "attendance").click()
    dialog = page.note_attendance(day)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), Qt.Key.Key_P)
    press(dialog.focusWidget(), Qt.Key.Key_A)
    press(dialog.focusWidget(), Qt.Key.Key_L)
    edit = dialog.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "09:20"
    edit.clear()
    write(dialog, "915")
    press(dialog.focusWidget(), ENTER)
    rows = list_bookings(store, sitting=day)
    noted = {row.attendance: row.arrived for row in rows}
    assert noted["present"].time() == time(9)
    assert noted["late"].time() == time(9, 15)
    assert noted["absent"] is None
    assert dialog.count.text() == "3 av 3 klara"
    assert dialog.focusWidget() is dialog.done_button
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert figures(page) == ["3", "2", "0", "1"]
    history.undo_last(store)
    assert figures(page) == ["3", "1", "0", "1"]


def test_tab_to_the_time_and_delete_takes_away(qtbot, store, open_page, day):
    at(store, 15)
    dialog = open_page().note_attendance(day)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), TAB)
    assert dialog.focusWidget().objectName() == "row_time"
    write(dialog, "910")
    press(dialog.focusWidget(), ENTER)
    assert sorted(states(store)) == ["", "", "late"]
    press(dialog.focusWidget(), Qt.Key.Key_Up)
    press(dialog.focusWidget(), Qt.Key.Key_Delete)
    assert states(store) == ["", "", ""]


def test_after_the_last_entry_a_reason_is_asked_in_the_row(qtbot, store, open_page, day):
    at(store, 10, 30)
    dialog = open_page().note_attendance(day)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), Qt.Key.Key_L)
    press(dialog.focusWidget(), ENTER)
    row = dialog.rows[0]
    assert "insläppet stängdes efter 60 minuter" in row.error.text()
    assert dialog.focusWidget() is row.reason
    assert states(store) == ["", "", ""]
    write(dialog, "Tåget var sent")
    press(dialog.focusWidget(), ENTER)
    assert sorted(states(store)) == ["", "", "late"]
    assert not row.wrong.isVisibleTo(dialog)


def test_one_who_came_too_late_is_turned_away(qtbot, store, open_page, day):
    at(store, 10, 30)
    dialog = open_page().note_attendance(day)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), Qt.Key.Key_L)
    press(dialog.focusWidget(), ENTER)
    write(dialog, "Läraren sade nej")
    press(dialog.focusWidget(), TAB)
    assert dialog.focusWidget() is dialog.rows[0].turned_away
    press(dialog.focusWidget(), ENTER)
    assert sorted(states(store)) == ["", "", "absent"]
    (late,) = list_incidents(store, sitting=day)
    assert (late.decision, late.note) == (Decision.REFUSED, "Läraren sade nej")


def test_a_card_says_what_comes_next(store, open_page, day):
    page = open_page(doors=Doors(papers=print))

    def next_step():
        page.reload()
        marked = [one.objectName() for one in page.views[0].findChildren(QPushButton)
                  if one.property("kind") == "primary"]  # fmt: skip
        said = page.views[0].findChild(QLabel, "next_step")
        return (said.text().split(",")[0] if said else "", marked)

    at(store, 8)
    assert next_step() == ("Härnäst: skriv ut salens papper och ta fram tentorna.", ["papers"])
    at(store, 9, 5)
    assert next_step()[1] == ["attendance"]
    for one in list_bookings(store, sitting=day):
        note_attendance(store, booking=one.uid, attendance=Attendance.PRESENT)
    assert next_step()[1] == ["hand_in"]
    at(store, 13, 5)
    assert next_step()[1] == ["type_back"]
    for one in list_bookings(store, sitting=day):
        hand_in(store, booking=one.uid, sheets=1)
    assert next_step() == ("", [])


def test_hand_in_with_sheets(qtbot, store, open_page, day):
    at(store, 12)
    page = open_page()
    for one in sitting_page(store, sitting=day).bookings[:2]:
        note_attendance(store, booking=one.uid, attendance=Attendance.PRESENT, at=one.starts)
    dialog = page.note_hand_in(day)
    focus(qtbot, dialog)
    write(dialog, "4")
    press(dialog.focusWidget(), ENTER)
    write(dialog, "0")
    press(dialog.focusWidget(), ENTER)
    sheets = [row.sheets for row in sitting_page(store, sitting=day).bookings]
    assert sheets == [4, 0, None]
    assert figures(page) == ["3", "2", "2", None]
    assert dialog.rows[2].chip.word() == "inte på plats"


def test_what_is_to_be_done_leads_to_the_booking(qtbot, store, open_page):
    uid = make_booking(store, 0, exam=make_exam(store, 0, day=date(2026, 12, 4)), approved_by="",
                       reason="Lärosätet har sagt ja")  # fmt: skip
    page = open_page()
    texts = [page.model.record(row).text for row in range(page.model.rowCount())]
    assert texts == [
        "Lärosätets godkännande saknas\nST0000, fre 4 dec 09:00",
        "Tentan saknas\nST0000, fre 4 dec 09:00",
    ]
    with qtbot.waitSignal(page.go) as heard:
        page.table.choose(0)
        press(page.table, ENTER)
    assert heard.args == ["exams", uid]


def test_alike_holes_stand_in_one_line(store, open_page, day):
    page = open_page()
    assert [page.model.record(row).count for row in range(page.model.rowCount())] == [3]
    assert page.todo_count.text() == "1 inom 14 dagar · 1 sen"


def test_a_missing_invigilator_is_put_there(store, open_page, day):
    change_settings(store, values={"use_invigilators": "1"})
    add_invigilator(store, name="Berit Åström")
    page = open_page()
    page.views[0].findChild(QPushButton, "add_duty").click()
    dialog = next(iter(page.window().findChildren(StaffDialog)))
    dialog.offered.choose(0)
    dialog._buttons["take_candidate"].click()
    assert page.views[0].findChild(QLabel, "sitting_people").text() == "Tentavakt: Berit Åström"
    assert page.views[0].findChild(QPushButton, "staff") is not None


def test_an_invigilator_who_is_taken_is_told_of_by_name(store, open_page, day):
    change_settings(store, values={"use_invigilators": "1"})
    berit = add_invigilator(store, name="Berit Åström")
    other = open_sitting(
        store, room=make_room(store, "Annan"), starts=datetime(2026, 11, 23, 9), minutes=60
    )
    add_duty(store, sitting=other, invigilator=berit)
    page = open_page()
    dialog = page.set_invigilator(day).other()
    dialog.save_button.click()
    said = dialog.form._rows["invigilator"].error.text()
    assert "ett skrivtillfälle utan bokningar" in said
    assert other not in said


def test_an_empty_sitting_can_be_called_off(store, open_page):
    open_sitting(store, room=make_room(store), starts=datetime(2026, 11, 24, 9), minutes=60)
    page = open_page()
    page._open(page.model.record(0))
    dialog = next(iter(page.window().findChildren(CallOffDialog)))
    dialog.save_button.click()
    assert list_sittings(store, first=TODAY, last=date(2026, 11, 24)) == []
    assert page.model.rowCount() == 0


def test_a_substitute_runs_today_and_nothing_else(qtbot, store, open_page, day):
    make_booking(store, 5, exam=make_exam(store, 5, day=date(2026, 12, 4)), reason="Ja")
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    page = open_page(book=print)
    assert page.primary is None
    lines = [page.model.record(row).text for row in range(page.model.rowCount())]
    assert all("23 nov" in line for line in lines)
    dialog = page.note_attendance(day)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), Qt.Key.Key_P)
    assert sorted(states(store)) == ["", "", "present"]
    with qtbot.assertNotEmitted(page.go):
        page._open(page.model.record(0))


def test_a_protected_person_is_an_alias_in_the_list(store, open_page, day):
    student = list_bookings(store, sitting=day)[0].student
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    dialog = open_page().note_attendance(day)
    assert "Person 1" in [row.name.text() for row in dialog.rows]
    assert not any("Östberg" in row.accessibleName() for row in dialog.rows)


def test_an_empty_day_says_so(open_page):
    page = open_page()
    assert page.empty.isVisibleTo(page)
    assert page.empty.findChild(QLabel, "empty_title").text() == "Inga skrivningar idag"


def test_a_closed_day_says_why(store, open_page):
    store.clock.at = datetime(2026, 12, 25, 9, tzinfo=UTC)
    page = open_page()
    assert "stängt" in page.count.lower()
    assert page.empty.findChild(QLabel, "empty_title").text().startswith("Stängt idag:")


def test_the_seating_plan_is_there_only_with_seats(store, day, open_page):
    asked = []
    page = open_page(doors=Doors(plan=asked.append))
    page.reload()
    assert page.views[0].findChild(QPushButton, "sitting_plan") is None
    change_settings(store, values={"use_seats": "1"})
    page.reload()
    page.views[0].findChild(QPushButton, "sitting_plan").click()
    assert asked == [day]


def test_the_keyboard_stays_on_the_card_when_it_is_made_anew(qtbot, open_page, day, store):
    late = make_exam(store, 1, day=TODAY)
    room = make_room(store, "Sal Ö", 12)
    make_booking(store, 4, exam=late, room=room, reason="Lärosätet har sagt ja")
    page = open_page()
    focus(qtbot, page)
    assert len(page.views) == 2
    page.views[1].findChild(QPushButton, "hand_in").setFocus()
    for _again in range(2):
        page.refresh()
        assert page.focusWidget() is page.views[1].findChild(QPushButton, "hand_in")
    dialog = page.note_attendance(page.views[1].card.uid)
    focus(qtbot, dialog)
    press(dialog.focusWidget(), Qt.Key.Key_P)
    qtbot.waitUntil(lambda: page.views[1].card.arrived == 1)
    dialog.accept()
    assert page.focusWidget() is page.views[1].findChild(QPushButton, "hand_in")
    page.table.setFocus()
    page.refresh()
    assert page.focusWidget() is page.table, "what is elsewhere stays there"


def test_a_code_that_is_given_is_no_longer_asked_for(qtbot, open_page, store):
    exam = make_exam(store, 0, day=TODAY, anonymous=True)
    make_booking(store, 0, exam=exam, reason="Lärosätet har sagt ja")
    page = open_page()

    rows = page.model.rowCount()
    assert [one for one in to_do(store) if one.lacks is Missing.CODE]
    make_codes(store, exam=exam)
    qtbot.waitUntil(lambda: page.model.rowCount() == rows - 1)
