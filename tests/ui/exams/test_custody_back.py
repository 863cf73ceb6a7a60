"""The way back by single keys: out, counted, signed, posted, received, destroyed."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum.exams.attendance import Attendance, hand_in, note_attendance
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.exams.custody import exam_custody, receive_parcel
from lärcentrum.exams.custody_log import How, Step
from lärcentrum.exams.days import Kind
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.press import press, write
from ui.exams.booking_actions import actions
from ui.exams.custody_dialog import CustodyDialog
from ui.kit.bus import Bus
from ui.today.sitting_view import Doors
from ui.today.today_page import TodayPage

TODAY = date(2026, 11, 23)
KEY = Qt.Key


@pytest.fixture
def exam(store):
    """Two students who write today; their copies have come."""
    change_settings(store, values={"use_custody": "1"})
    made = make_exam(store, 0, day=TODAY)
    for n in range(2):
        make_booking(store, n, exam=made, reason="Lärosätet har sagt ja")
    receive_parcel(store, exam=made, how=How.MAIL)
    return made


@pytest.fixture
def dialog(qtbot, store, exam):
    made = CustodyDialog(store, exam)
    qtbot.addWidget(made)
    made.show()
    return made


def sit(store, exam):
    store.clock.at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for one in list_bookings(store, exam=exam):
        note_attendance(store, booking=one.uid, attendance=Attendance.PRESENT)
        hand_in(store, booking=one.uid, sheets=3, at=one.ends)


def shown(dialog):
    return [step for step, act in dialog.steps.items() if not act.isHidden()]


def fields(dialog):
    return [name for name in dialog.form.values() if not dialog.form.field(name).isHidden()]


def state(dialog):
    return dialog.findChild(QLabel, "custody_state").text()


def test_from_the_safe_to_the_last_copy_without_the_mouse(store, dialog, exam):
    assert "papers" not in fields(dialog), "what is counted afterwards is not asked before"
    press(dialog.table, KEY.Key_U)
    assert "reason" in fields(dialog), "it was never checked, which takes a reason"
    write(dialog, "Kom i morse")
    press(dialog.table, KEY.Key_U)
    assert state(dialog) == "Uttagen: kom 0, lämnade in 0, kom inte 0."
    assert shown(dialog) == [Step.OUT, Step.COLLECTED]
    assert "reason" not in fields(dialog)
    left = [dialog.form.field(name).mapTo(dialog, QPoint()).x() for name in ("papers", "by")]
    assert left[0] == left[1], "hidden fields leave no hole"
    sit(store, exam)
    dialog.reload()
    press(dialog.table, KEY.Key_R)
    assert dialog.form._rows["papers"].wrong.isVisibleTo(dialog), "what is counted is typed"
    dialog.form.field("papers").put(2)
    dialog.form.field("sheets").put(5)
    press(dialog.table, KEY.Key_R)
    assert "Enligt inlämningarna: 2 tentor, 6 blad" in dialog.form._rows["signed_by"].error.text()
    write(dialog, "Berit Åström", KEY.Key_Tab)
    write(dialog, "Ett blad saknas")
    press(dialog.table, KEY.Key_R)
    assert exam_custody(store, exam=exam).counted.signed_by == "Berit Åström"
    assert shown(dialog) == [Step.SAFE, Step.COLLECTED, Step.SCANNED, Step.POSTED]
    dialog.form.field("tracking").put("RR123SE")
    press(dialog.table, KEY.Key_P)
    posted = exam_custody(store, exam=exam).events[-1]
    assert (posted.papers, posted.parcels, posted.tracking) == (2, 1, "RR123SE")
    assert {row.state for row in list_bookings(store, exam=exam)} == {State.RETURNED}
    reminder = dialog.remind()
    assert "Antal: 2" in reminder.text.toPlainText()
    reminder.form.field("language").put("en")
    assert (
        reminder.subject.text() == "Have you received the exams ST0000 of Monday 23 November 2026?"
    )
    reminder.findChild(QPushButton, "copy_letter").click()
    assert QGuiApplication.clipboard().text() == reminder.text.toPlainText()
    reminder.findChild(QPushButton, "note_reminded").click()
    assert exam_custody(store, exam=exam).events[-1].step is Step.REMINDED
    assert dialog.model.rowCount() == 5
    press(dialog.table, KEY.Key_Q)
    press(dialog.table, KEY.Key_F)
    assert state(dialog) == "Kopior förstörda."
    assert shown(dialog) == [] == fields(dialog)


def test_what_was_done_earlier_is_noted_with_its_time(store, dialog, exam):
    sit(store, exam)
    dialog.reload()
    dialog.form.field("day").put(date(2026, 11, 22))
    dialog.steps[Step.OUT].click()
    assert dialog.form._rows["at"].wrong.isVisibleTo(dialog), "a day takes a time"
    dialog.form.field("day").put(None)
    dialog.form.field("at").put(datetime(2026, 11, 23, 12, 30).time())
    dialog.form.field("reason").put("Kom i morse")
    dialog.steps[Step.OUT].click()
    assert exam_custody(store, exam=exam).events[-1].at == datetime(2026, 11, 23, 12, 30)


def test_the_next_exam_of_the_day(store, dialog, exam):
    assert dialog.next.isHidden(), "there is one exam today"
    other = make_exam(store, 5, day=TODAY)
    make_booking(store, 5, exam=other, reason="Lärosätet har sagt ja")
    dialog.reload()
    press(dialog.table, KEY.Key_N)
    assert dialog.title.text() == "Försändelse, ST0005"
    dialog.next.click()
    assert dialog.title.text() == "Försändelse, ST0000"


def test_a_substitute_counts_but_notes_no_receipt(store, dialog, exam):
    press(dialog.table, KEY.Key_U)
    dialog.form.field("reason").put("Kom i morse")
    press(dialog.table, KEY.Key_U)
    sit(store, exam)
    store.session = store.session.__class__(
        user="nils", name="Nils", rights=RIGHTS[Role.SUBSTITUTE]
    )
    dialog.reload()
    dialog.form.field("papers").put(2)
    dialog.form.field("sheets").put(6)
    press(dialog.table, KEY.Key_R)
    press(dialog.table, KEY.Key_P)
    assert exam_custody(store, exam=exam).events[-1].by == "Nils"
    assert shown(dialog) == [Step.SCANNED, Step.POSTED]


def test_the_booking_offers_the_log_and_not_the_marks(store, exam):
    sit(store, exam)
    booking = list_bookings(store, exam=exam)[0]
    first = actions(booking, TODAY, custody=True)[0]
    assert (first.key, first.mends) == ("custody", Missing.SENDING)
    assert "send" not in [one.key for one in actions(booking, TODAY, custody=True)]
    assert actions(booking, TODAY)[0].key == "send"


def test_the_line_on_today_opens_the_log(qtbot, store, exam):
    sit(store, exam)
    store.clock.at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    opened, bus = [], Bus(store)
    page = TodayPage(store, bus, doors=Doors(custody=opened.append))
    qtbot.addWidget(page)
    page.show()
    lines = [page.model.record(row) for row in range(page.model.rowCount())]
    (line,) = [one for one in lines if one.todo.kind is Kind.CUSTODY]
    assert line.text == "Skrivna tentor är inte räknade\nST0000, mån 23 nov 09:00"
    page._open(line)
    assert opened == [exam]
    assert page.next_day.text().startswith("Dagens tentor: mottagen 1.   Nästa öppna dag")
    change_settings(store, values={"use_custody": "0"})
    qtbot.waitUntil(lambda: page.next_day.text().startswith("Nästa öppna dag"))
    bus.close()
