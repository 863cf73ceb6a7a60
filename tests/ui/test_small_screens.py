"""Dialogs with a card beside their fields, on a small screen at 200 % text: nothing is cut off."""

from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea

from tests.helpers.people import make_student
from ui.certificates.issue_dialog import IssueDialog
from ui.exams.booking_form import BookingDialog
from ui.exams.room_use_form import RoomUseDialog
from ui.kit import theme
from ui.kit.basic_fields import TextField
from ui.kit.dialog import FormDialog
from ui.kit.fields import Choice
from ui.kit.folding import Folding
from ui.kit.form import Form
from ui.people.student_form import StudentDialog
from ui.practice.internship_form import InternshipDialog
from ui.sync.epoch_notice import EpochNotice
from ui.sync.recipients_dialog import RecipientsDialog

SMALL, WIDE = (784, 560), (2000, 560)

DIALOGS = {
    "booking": BookingDialog,
    "certificate": lambda store: IssueDialog(store, lambda _uid: None),
    "student": lambda store: StudentDialog(store, [Choice("x", "LTU")]),
    "internship": InternshipDialog,
    "room_use": RoomUseDialog,
}


@pytest.fixture
def large_text(qapp):
    theme.theme().use("light", 200)
    yield
    theme.theme().use("system", 100)


@pytest.fixture(params=DIALOGS)
def dialog(request, qtbot, store, large_text):
    make_student(store, 1)
    made = DIALOGS[request.param](store)
    qtbot.addWidget(made)
    made.show()
    return made


def folding(dialog):
    return dialog.findChild(Folding)


def cut_off(dialog):
    """Name the fields that reach beyond what the scroll area shows, or that are squeezed."""
    scroll = folding(dialog).findChild(QScrollArea)
    edge = scroll.viewport().width()
    fields = dialog.form.findChildren(QLineEdit) + dialog.form.findChildren(QComboBox)
    ends = {
        one.objectName(): one.mapTo(scroll.viewport(), QPoint(one.width(), 0)).x()
        for one in fields
        if one.isVisible()
    }
    assert ends
    return [name for name, end in ends.items() if end > edge]


def test_nothing_lies_outside_the_right_edge(qtbot, dialog):
    dialog.resize(*SMALL)
    qtbot.waitUntil(lambda: dialog.width() == SMALL[0] and not cut_off(dialog), timeout=2000)


def test_the_card_goes_below_the_fields_and_comes_back(qtbot, dialog):
    side = folding(dialog).side
    scroll = folding(dialog).findChild(QScrollArea)
    dialog.resize(*SMALL)
    qtbot.waitUntil(lambda: scroll.isAncestorOf(side), timeout=2000)
    dialog.resize(*WIDE)
    qtbot.waitUntil(lambda: 0 < scroll.geometry().right() <= side.x(), timeout=2000)
    assert side.isVisible()
    assert not scroll.isAncestorOf(side)


def test_fields_side_by_side_fold_where_they_do_not_fit(qtbot):
    form = Form(lambda **_values: None)
    form.add("day", "Dag", TextField())
    form.add("starts", "Tid", TextField(), beside="day")
    for one in ("day", "starts"):
        form.field(one).setMinimumWidth(300)
    dialog = FormDialog("Ny", form)
    qtbot.addWidget(dialog)
    dialog.show()
    day, starts = (form.field(one) for one in ("day", "starts"))
    for width, below in ((500, True), (900, False), (500, True)):
        dialog.resize(width, 400)
        qtbot.waitUntil(lambda below=below: (starts.y() > day.y()) is below, timeout=2000)
        assert not cut_off(dialog)


def test_what_is_said_of_a_restored_register_is_read_whole(qtbot, large_text):
    notice = EpochNotice()
    qtbot.addWidget(notice)
    notice.show_situation(SimpleNamespace(confirmed=False, manages=True))
    words = notice.findChild(QLabel, "banner_rest")
    go = notice.findChild(QPushButton, "confirm_epoch")
    for width, below in ((800, True), (1600, False), (800, True)):
        notice.resize(width, notice.heightForWidth(width))
        beside = partial(lambda below: (go.x() < words.geometry().right()) is below, below)
        qtbot.waitUntil(beside, timeout=2000)
        notice.resize(width, notice.heightForWidth(width))
        qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()), timeout=2000)


def test_the_recipients_buttons_are_seen_whole(qtbot, store, large_text):
    dialog = RecipientsDialog(store)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(*SMALL)
    scroll = dialog.findChild(QScrollArea)
    qtbot.waitUntil(lambda: scroll.widget().width() <= scroll.viewport().width(), timeout=2000)
