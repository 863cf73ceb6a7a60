"""Codes of an anonymous exam by keys: typed one by one, pasted, made, and printed by choice."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.paper_codes import exam_codes
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.press import press, write
from ui.exams.booking_actions import actions
from ui.exams.codes_dialog import CodesDialog
from ui.kit.paper_dialog import PaperDialog
from ui.today.attendance_dialog import AttendanceDialog
from ui.today.hand_in_dialog import HandInDialog

KEY = Qt.Key
TODAY = date(2026, 11, 23)


@pytest.fixture
def exam(store):
    made = make_exam(store, 1, anonymous=True)
    for n in range(3):
        make_booking(store, n, exam=made)
    return made


@pytest.fixture
def dialog(qtbot, store, exam):
    made = CodesDialog(store, exam)
    qtbot.addWidget(made)
    made.show()
    return made


def codes(store, exam):
    return [one.code for one in exam_codes(store, exam=exam)]


def test_codes_are_typed_down_the_list(store, dialog, exam):
    assert dialog.count.text() == "3 saknar kod"
    assert not dialog.print_button.isEnabled()
    dialog.form.field("code").focus_widget().setFocus()
    for code in ("K1", "K2", "k1"):
        write(dialog, code, KEY.Key_Return)
    assert codes(store, exam) == ["K1", "K2", ""]
    assert dialog.form._rows["code"].wrong.isVisibleTo(dialog), "it is somebody else's there"
    dialog.form.field("code").put("")
    write(dialog, "K3", KEY.Key_Return)
    assert codes(store, exam) == ["K1", "K2", "K3"]
    assert dialog.count.text() == "Alla har en kod."
    assert not dialog.make_button.isEnabled()


def test_a_pasted_list_and_made_codes(store, dialog, exam):
    name = list_bookings(store, exam=exam)[0].name
    dialog.form.field("text").put(f"{name}\tA7\nIngen Alls\tA8")
    dialog.findChild(QPushButton, "paste_codes").click()
    assert "rad 2" in dialog.form._rows["text"].error.text()
    dialog.form.field("text").put(f"{name}\tA7")
    dialog.findChild(QPushButton, "paste_codes").click()
    assert sorted(codes(store, exam)) == ["", "", "A7"]
    dialog.findChild(QPushButton, "make_codes").click()
    assert all(codes(store, exam))
    paper = dialog.show_key_list()
    assert isinstance(paper, PaperDialog)
    paper.close()
    press(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_booking_asks_for_the_code_and_the_sheets_show_it(qtbot, store, dialog, exam):
    booking = list_bookings(store, exam=exam)[0]
    first = next(one for one in actions(booking, TODAY) if one.mends in booking.missing)
    assert (booking.missing[0], Missing.CODE in booking.missing) == (Missing.MATERIAL, True)
    assert "codes" in [one.key for one in actions(booking, TODAY)]
    assert first.key == "material"
    plain = make_booking(store, 9)
    assert "codes" not in [
        one.key for row in list_bookings(store) if row.uid == plain for one in actions(row, TODAY)
    ]
    dialog.make()
    for sheet in (AttendanceDialog, HandInDialog):
        shown = sheet(store, booking.sitting)
        qtbot.addWidget(shown)
        names = [one.name.text() for one in shown.rows]
        assert set(names) >= {row.paper_name for row in list_bookings(store, exam=exam)}
        assert booking.name not in " ".join(one.accessibleName() for one in shown.rows)
