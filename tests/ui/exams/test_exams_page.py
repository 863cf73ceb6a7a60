"""Tentor: list, filters, one booking at the right, every step through the window."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_filters import PERIODS
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.users import RIGHTS, Role
from tests.helpers.exams import NINE, make_booking, make_exam, make_room
from tests.helpers.keys import type_text
from tests.helpers.people import make_student
from tests.helpers.press import CTRL, press
from ui.exams.exams_page import ExamsPage
from ui.kit.bus import Bus

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot, store):
    bus = Bus(store)
    page = ExamsPage(store, bus, drafts=Drafts(store))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    bus.close()


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def do(page, key):
    """Click an action where it stands: on a button or in the menu."""
    act = page.details.findChild(QPushButton, f"do_{key}")
    if act is not None:
        act.click()
    else:
        page.details.menu.findChild(QAction, f"do_{key}").trigger()


def offered(page):
    there = page.details.findChildren(QPushButton) + page.details.menu.actions()
    return {one.objectName() for one in there}


def on_the_day(page, store):
    """Let the exam's day come."""
    store.clock.at += NINE.date() - store.clock.today()
    page.details.show_booking(page.details.booking.uid if page.details.booking else None)


def dialog_of(page):
    from ui.kit.dialog import FormDialog

    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def fill(page, **texts):
    dialog = dialog_of(page)
    for name, text in texts.items():
        dialog.form.field(name).put(text)
    dialog.save_button.click()
    return dialog


def test_model(page, store, qtmodeltester):
    make_booking(store, 0)
    make_booking(store, 1)
    qtmodeltester.check(page.model)


def test_count_says_how_many_and_what_is_missing(page, store):
    make_booking(store, 0)
    assert page.count == "1 bokning · 1 saknar något"
    make_booking(store, 1, approved_by="")
    assert page.count == "2 bokningar · 2 saknar något"
    assert "lärosätets godkännande" in page.model.index(1, 6).data()


def test_search_and_state_filters(page, store):
    make_booking(store, 0)
    make_booking(store, 1, give_place=False, room=None)
    type_text(page.search_line, "arlig stat")
    assert names(page) == ["Åsa Ärlig"]
    page.search_line.clear()
    page.state.put("förfrågan")
    assert names(page) == ["Åsa Ärlig"]
    page.state.put("bokad")
    assert names(page) == ["Eva Linnéa Östberg"]
    type_text(page.search_line, "finns inte")
    assert page.table.empty.isVisibleTo(page)
    page.table.empty.button.click()
    assert len(names(page)) == 2


def test_cancelled_ones_show_only_when_asked_for(page, store):
    uid = make_booking(store, 0)
    page.show_record(uid)
    do(page, "cancel")
    fill(page, by="student", why="Sjuk")
    assert names(page) == []
    assert booking_page(store, booking=uid).state is State.CANCELLED
    page.state.put("over")
    assert names(page) == ["Eva Linnéa Östberg"]
    history.undo_last(store)
    page.state.put("")
    assert names(page) == ["Eva Linnéa Östberg"]


def test_periods():
    today = date(2026, 11, 23)
    days = {one.key: one.days(today) for one in PERIODS}
    assert days["coming"] == (today, None)
    assert days["recent"][1] == today


def test_from_request_to_receipt(page, store):
    exam = make_exam(store, 0)
    uid = make_booking(store, 0, exam=exam, give_place=False, approved_by="")
    make_room(store, "Sal Å")
    page.show_record(uid)
    do(page, "give_place")
    dialog_of(page).save_button.click()
    do(page, "approve")
    fill(page, by="Karin Holm")
    do(page, "material")
    assert page.details.lacks.text() == ""
    assert "do_present" not in offered(page)  # the exam is still to come
    on_the_day(page, store)
    do(page, "present")
    do(page, "hand_in")
    fill(page, sheets=4, at=NINE.replace(hour=12).time())
    do(page, "send")
    fill(page, number="RR 123")
    do(page, "receipt")
    row = booking_page(store, booking=uid)
    assert (row.state, row.sheets, row.approved_by) == (State.RECEIVED, 4, "Karin Holm")
    assert row.sent_how == "Skannad och mejlad, RR 123"
    assert page.details.chip.word() == "klar"


def test_hand_in_before_the_earliest_time_asks_for_a_reason(page, store):
    uid = make_booking(store, 0)
    on_the_day(page, store)
    page.show_record(uid)
    do(page, "present")
    do(page, "hand_in")
    dialog = fill(page, sheets=1, at=NINE.replace(hour=9, minute=30).time())
    assert dialog.isVisible()
    assert "Lämnas in tidigast 10:00" in dialog.form._rows["reason"].error.text()
    fill(page, reason="Blev sjuk")
    assert booking_page(store, booking=uid).state is State.HANDED_IN


def test_move_to_another_time_and_room(page, store):
    uid = make_booking(store, 0)
    aula = make_room(store, "Aulan", 40)
    page.show_record(uid)
    do(page, "move")
    dialog = dialog_of(page)
    dialog.form.field("starts").put(NINE.replace(hour=10).time())
    dialog.form.room.put(aula)
    dialog.save_button.click()
    assert "fråga lärosätet" in dialog.form._rows["reason"].error.text()
    dialog.form.reason.pick(1)
    dialog.save_button.click()
    row = booking_page(store, booking=uid)
    assert (row.room_name, row.starts) == ("Aulan", datetime(2026, 12, 14, 10))
    history.undo_last(store)
    assert page.details.booking.room_name == "Sal Å"


def test_a_time_that_was_approved_is_asked_for_again_when_it_is_moved(page, store):
    uid = make_booking(store, 0, starts=NINE.replace(hour=10), reason="Tåget")
    page.show_record(uid)
    do(page, "move")
    form = dialog_of(page).form
    assert form.reason.value() == "Tåget"
    assert form.approved.isHidden()
    form.field("starts").put(NINE.replace(hour=11).time())
    assert not form.approved.isHidden()
    assert form.reason.value() == ""
    form.reason.pick(1)
    fill(page)
    assert Missing.NEW_APPROVAL in page.details.booking.missing
    do(page, "approve_again")
    fill(page, by="Karin Holm")
    assert page.details.booking.approved_by == "Karin Holm"
    assert Missing.NEW_APPROVAL not in page.details.booking.missing
    do(page, "move")
    form = dialog_of(page).form
    form.field("starts").put(NINE.replace(hour=12).time())
    form.reason.pick(2)
    fill(page, approved_by="Ines")
    assert (page.details.booking.approved_by, page.details.booking.starts.hour) == ("Ines", 12)


def test_two_at_once_are_approved_on_the_page(page, store):
    student = make_student(store)
    first = make_booking(store, student=student, exam=make_exam(store, 1))
    second = make_booking(store, student=student, exam=make_exam(store, 2), give_place=False)
    page.show_record(second)
    do(page, "pair")
    fill(page, approved="Båda")
    do(page, "give_place")
    fill(page)
    assert {booking_page(store, booking=one).paired for one in (first, second)} == {True}
    lonely = make_booking(store, 5, give_place=False)
    page.show_record(lonely)
    page._act("pair", page.details.booking)
    assert "ingen annan" in page.banner.findChild(QLabel, "banner_text").text()


def test_the_university_calls_its_exam_off_on_the_page(page, store):
    uid = make_booking(store, 0)
    page.show_record(uid)
    do(page, "cancel_exam")
    fill(page, why="För få anmälda")
    row = booking_page(store, booking=uid)
    assert (row.exam_off, row.cancelled_by) == (True, "")
    assert "do_cancel_exam" not in offered(page)
    history.undo_last(store)
    assert not booking_page(store, booking=uid).exam_off


def test_tab_goes_down_the_panel_and_reaches_the_menu(qtbot, page, store):
    page.show_record(make_booking(store, 0))
    qtbot.waitUntil(page.details._do.itemAt(0).widget().isVisible)
    page.details.take_focus()
    passed = [page.focusWidget().objectName()]
    while passed[-1] != "more":
        assert passed[-1].startswith("do_"), "the buttons first, then the menu below them"
        press(page.focusWidget(), Qt.Key.Key_Tab)
        passed.append(page.focusWidget().objectName())
    assert len(passed) == page.details._do.count() + 1


def test_the_university_moves_its_exam_on_the_page(page, store):
    exam = make_exam(store, 1)
    uid, goes = make_booking(store, 0, exam=exam), make_booking(store, 1, exam=exam)
    later = NINE + timedelta(days=1)
    other = make_exam(store, 2, day=later.date())
    make_booking(store, student=booking_page(store, booking=uid).student, exam=other)
    page.show_record(uid)
    do(page, "move_exam")
    dialog = dialog_of(page)
    let_go = dialog.form.field("let_go")
    assert not let_go.isVisibleTo(dialog)
    fill(page, day=later.date())
    said = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert f"{booking_page(store, booking=uid).name}: Personen är redan bokad" in said
    assert booking_page(store, booking=goes).starts == NINE
    assert let_go.isVisibleTo(dialog)
    let_go.put(True)
    dialog.save_button.click()
    assert not dialog.isVisible()
    assert booking_page(store, booking=goes).starts == later
    assert booking_page(store, booking=uid).sitting is None
    history.undo_last(store)
    assert booking_page(store, booking=uid).starts == NINE


def test_a_refusal_is_said_on_top_of_the_page(page, store):
    uid = make_booking(store, 0)
    on_the_day(page, store)
    page.show_record(uid)
    booking = page.details.booking
    do(page, "present")
    page._act("queue", booking)
    assert page.banner.isVisibleTo(page)
    assert "redan skriven" in page.banner.findChild(QLabel, "banner_text").text()


def test_ctrl_n_books_and_shows_the_booking(qtbot, page, store):
    exam = make_exam(store, 0)
    make_room(store)
    dialog = page.add()
    dialog.booking.student._take_new("Per Ek")
    dialog.booking.exam.edit.setFocus()
    type_text(dialog.findChild(QLineEdit, "exam"), "stat")
    press(dialog.booking.exam.popup, Qt.Key.Key_Down)
    press(dialog.booking.exam.popup, ENTER)
    assert dialog.booking.exam.uid() == exam
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog, ENTER, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert page.details.title.text() == "Statistik 0"
    assert names(page) == ["Per Ek"]
    history.undo_last(store)
    assert not page.details.isVisibleTo(page)


def test_protected_persons_are_aliases_everywhere(page, store):
    uid = make_booking(store, 0)
    page.show_record(uid)
    student = page.details.booking.student
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    assert names(page) == ["Skyddad uppgift · Person 1"]
    assert page.details.name.text() == "Skyddad uppgift · Person 1"
    type_text(page.search_line, "Östberg")
    assert names(page) == []


def test_markup_in_names_is_shown_as_it_is(page, store):
    exam = make_exam(store, 0, course_name="<b>Statistik</b>")
    uid = make_booking(store, 0, exam=exam)
    page.show_record(uid)
    assert page.details.title.text() == "<b>Statistik</b>"
    assert page.details.title.textFormat() == Qt.TextFormat.PlainText


def test_without_the_right_nothing_is_offered(qtbot, store):
    uid = make_booking(store, 0)
    store.session = replace(store.session, rights=RIGHTS[Role.REGION])
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    page.show()
    page.show_record(uid)
    assert page.primary is None
    assert page.details.menu.isEmpty()
    bus.close()


def test_the_person_can_be_gone_to(qtbot, page, store):
    uid = make_booking(store, 0)
    page.show_record(uid)
    with qtbot.waitSignal(page.go) as heard:
        page.details.name.click()
    assert heard.args == ["students", page.details.booking.student]


def test_the_first_in_the_queue_gets_the_free_place_with_one_click(qtbot, store, page):
    room = make_room(store, "Sal Ö", capacity=1)
    taken = make_booking(store, 1, room=room)
    waits = [make_booking(store, n, waiting=True, room=None) for n in (2, 3)]
    page.show_record(waits[0])
    do(page, "offer_place")
    assert page.banner.isVisible()
    cancel_booking(store, booking=taken, by=CancelledBy.STUDENT)
    page.show_record(waits[1])
    assert "nummer 2 sedan" in texts(page.details)
    page.show_record(waits[0])
    assert "plats ledig i Sal Ö" in texts(page.details)
    do(page, "offer_place")
    assert booking_page(store, booking=waits[0]).room_name == "Sal Ö"
    history.undo_last(store)
    assert booking_page(store, booking=waits[0]).state is State.WAITING


def texts(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_a_page_opens_while_a_job_holds_the_register(qtbot, page, store):
    """Its commands are asked for at each opening, also while a back-up is made."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with store.reading():
            held.set()
            done.wait(10)

    uid = make_booking(store, 0)
    page.reload()
    job = threading.Thread(target=hold)
    job.start()
    held.wait(10)
    try:
        assert page.commands()
        page.table.choose(page.model.row_of(uid))
        assert page.details.booking is None
    finally:
        done.set()
        job.join()
    qtbot.waitUntil(lambda: page.details.booking is not None and page.details.booking.uid == uid)
