"""The paper list typed back with the keyboard alone: letters down, then column by column."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lärcentrum.clock import FixedClock
from lärcentrum.drafts import Drafts
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.exams import change_exam, exam_page
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import list_incidents
from lärcentrum.exams.paper_codes import make_codes
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.toilet_visits import Visit, list_toilet_visits
from lärcentrum.exams.typed_lines import IdKind
from lärcentrum.exams.typed_lists import attendance_rows
from lärcentrum.history import log, undo_last
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.press import CTRL, press, write
from ui.today.list_dialog import ListDialog
from ui.today.toilet_dialog import ToiletDialog

TODAY = date(2026, 11, 23)
ENTER, RIGHT, UP = Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Up


@pytest.fixture
def day(store):
    """Four students in one exam in Sal Å at nine today; it is two. The sitting's uid."""
    exam = make_exam(store, 0, day=TODAY)
    for n in range(4):
        make_booking(store, n, exam=exam, reason="Lärosätet har sagt ja")
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    (sitting,) = list_sittings(store, first=TODAY, last=TODAY)
    return sitting.uid


@pytest.fixture
def open_dialog(qtbot, store, day):
    def build(kind=ListDialog, **more):
        dialog = kind(store, day, drafts=Drafts(store), **more)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return build


def keys(dialog, text):
    """Type signs, each where the focus then is."""
    for sign in text:
        write(dialog, sign)


def lines(store, day):
    return [one.line for one in attendance_rows(store, sitting=day)]


def test_letters_go_down_then_column_by_column_and_all_is_one_operation(store, day, open_dialog):
    dialog = open_dialog()
    before = len(log(store, limit=500))
    keys(dialog, "ppl")
    write(dialog, "915", ENTER)
    keys(dialog, "a")
    # Identity of the three who came, then when they left, then the sheets.
    keys(dialog, "kin")
    for when in ("1215", "1230", "13"):
        write(dialog, when, ENTER)
    for sheets in ("4", "0", "12"):
        write(dialog, sheets, ENTER)
    assert dialog.focusWidget() is dialog.save_button
    assert dialog.count.text() == "4 av 4 ifyllda · 3 kom · 3 inlämnade"
    assert lines(store, day)[0].attendance is None
    press(dialog, ENTER, CTRL)
    assert not dialog.isVisible()
    assert len(log(store, limit=500)) == before + 1
    found = lines(store, day)
    assert [one.attendance for one in found] == [
        Attendance.PRESENT, Attendance.PRESENT, Attendance.LATE, Attendance.ABSENT,
    ]  # fmt: skip
    assert [one.id_kind for one in found] == [IdKind.LICENCE, IdKind.ID_CARD, IdKind.NONE, None]
    assert [one.left for one in found] == [time(12, 15), time(12, 30), time(13), None]
    assert [one.sheets for one in found] == [4, 0, 12, None]
    assert found[2].came == time(9, 15)
    assert [one.kind for one in list_incidents(store, sitting=day)] == [IncidentKind.NO_ID]
    undo_last(store)
    assert {one.attendance for one in lines(store, day)} == {None}


def test_after_the_last_entry_the_row_asks_who_decided_and_why(store, day, open_dialog):
    dialog = open_dialog()
    keys(dialog, "l")
    write(dialog, "1001", ENTER)
    row = dialog.lines[0]
    assert "insläppet stängdes efter 60 minuter" in row.error.text()
    assert dialog.focusWidget() is row.why.decision
    keys(dialog, "j")
    assert dialog.focusWidget() is row.why.note
    write(dialog, "Tåget var sent", ENTER)
    assert dialog.focusWidget() is dialog.lines[1].cells["mark"]
    keys(dialog, "l")
    write(dialog, "1030", ENTER)
    keys(dialog, "n")
    write(dialog, "", ENTER)
    assert dialog.focusWidget() is dialog.lines[2].cells["mark"]
    press(dialog, ENTER, CTRL)
    late = list_incidents(store, sitting=day)
    assert [(one.kind, one.decision) for one in late] == [
        (IncidentKind.LATE, Decision.ALLOWED), (IncidentKind.LATE, Decision.REFUSED),
    ]  # fmt: skip
    again = open_dialog()
    assert again.lines[1].cells["mark"].text() == "L"
    assert not again.dirty()


def test_leaving_too_early_asks_for_a_note_and_goes_on_in_the_column(store, day, open_dialog):
    dialog = open_dialog()
    keys(dialog, "pp")
    dialog.sheet.focus(dialog.lines[0].cells["left"])
    write(dialog, "930", ENTER)
    assert "ut tidigast 10:00" in dialog.lines[0].findChild(QLabel, "line_more").text()
    assert dialog.focusWidget() is dialog.lines[0].why.note
    write(dialog, "Blev sjuk", ENTER)
    assert dialog.focusWidget() is dialog.lines[1].cells["left"]


def test_what_is_wrong_is_told_at_the_row_and_nothing_is_saved(store, day, open_dialog):
    dialog = open_dialog()
    keys(dialog, "p")
    press(dialog.focusWidget(), UP)
    press(dialog.focusWidget(), RIGHT)
    press(dialog.focusWidget(), RIGHT)
    write(dialog, "9x", ENTER)
    row = dialog.lines[0]
    assert dialog.focusWidget() is row.cells["came"]
    assert "går inte att läsa" in row.error.text()
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    row.cells["came"].clear()
    write(dialog, "2359", ENTER)
    assert "har inte varit än" in row.error.text()
    press(dialog, ENTER, CTRL)
    assert dialog.isVisible()
    assert lines(store, day)[0].attendance is None


def test_a_closed_window_keeps_the_draft_until_it_is_saved_or_thrown_away(store, day, open_dialog):
    dialog = open_dialog()
    keys(dialog, "pa")
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = open_dialog()
    assert [one.cells["mark"].text() for one in again.lines] == ["P", "A", "", ""]
    assert again.banner.isVisible()
    assert again.focusWidget() is again.lines[2].cells["mark"]
    again.undo_button.click()
    assert not again.dirty()
    press(again, Qt.Key.Key_Escape)
    assert not open_dialog().dirty()


def test_an_exam_under_codes_shows_the_papers_codes_and_no_name(store, day, open_dialog):
    (exam,) = {one.booking.exam for one in attendance_rows(store, sitting=day)}
    change_exam(store, exam=exam, facts=replace(exam_page(store, exam=exam).facts, anonymous=True))
    make_codes(store, exam=exam)
    there = [one.booking for one in attendance_rows(store, sitting=day)]
    names = [one.findChild(QLabel, "line_name") for one in open_dialog().lines]
    shown = [one.toolTip() or one.text() for one in names]
    assert shown == [one.paper_name for one in there]
    assert not {one.name for one in there} & set(shown)
    log = open_dialog(ToiletDialog)
    write(log, "1", ENTER)
    assert log.lines[0].name.text() == there[0].paper_name


def test_a_seat_is_corrected_afterwards(store, day, open_dialog):
    change_settings(store, values={"use_seats": "1"})
    dialog = open_dialog()
    seat = dialog.lines[0].cells["seat"]
    assert seat.isVisible()
    keys(dialog, "p")
    dialog.sheet.focus(seat)
    write(dialog, "99")
    press(dialog, ENTER, CTRL)
    assert "Platsen finns inte" in dialog.lines[0].error.text()
    write(dialog, "8")
    press(dialog, ENTER, CTRL)
    assert not dialog.isVisible()
    assert lines(store, day)[0].seat == "8"


def test_the_toilet_log_is_typed_back_line_by_line(store, day, open_dialog):
    people = [one.booking for one in attendance_rows(store, sitting=day)]
    dialog = open_dialog(ToiletDialog)
    for texts in (("2", "1010", "1015"), ("1", "11", "")):
        for text in texts:
            write(dialog, text, ENTER)
    assert [one.name.text() for one in dialog.lines[:2]] == [people[1].name, people[0].name]
    press(dialog, Qt.Key.Key_Escape)
    again = open_dialog(ToiletDialog)
    assert again.banner.isVisible()
    again.lines[1].seat.setText("9")
    press(again, ENTER, CTRL)
    assert again.isVisible()
    assert again.focusWidget() is again.lines[1].seat
    again.lines[1].seat.setText("1")
    press(again, ENTER, CTRL)
    assert list_toilet_visits(store, sitting=day) == [
        Visit(booking=people[1].uid, out=time(10, 10), back=time(10, 15)),
        Visit(booking=people[0].uid, out=time(11)),
    ]
    last = open_dialog(ToiletDialog)
    assert last.texts() == [["2", "10:10", "10:15"], ["1", "11:00", ""]]
    last.lines[0].back.setText("09:00")
    press(last, ENTER, CTRL)
    assert last.focusWidget() is last.lines[0].back
    assert any("In är före ut" in one.text() for one in last.banner.findChildren(QLabel))


def test_cells_stand_in_columns_however_long_the_row_says(store, day, open_dialog):
    short = make_exam(store, 1, day=TODAY)
    facts = exam_page(store, exam=short).facts
    change_exam(store, exam=short, facts=replace(facts, course_code="K1"))
    make_booking(store, 5, exam=short, reason="Lärosätet har sagt ja")
    dialog = open_dialog()
    found = [one.cells for one in dialog.sheet.lines]
    assert len(found) == 5
    for name in ("mark", "id", "left", "sheets"):
        assert len({one[name].mapTo(dialog, one[name].rect().topLeft()).x() for one in found}) == 1
