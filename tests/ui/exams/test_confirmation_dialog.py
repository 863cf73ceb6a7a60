"""A booking confirmed by clicks: the text, the clipboard, the note and the alias."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.confirmations import Addressee, confirmations_of
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from tests.helpers.exams import make_booking
from tests.helpers.sat import name_centre
from ui.exams.confirmation_dialog import ConfirmationDialog


@pytest.fixture
def booking(store):
    name_centre(store)
    return make_booking(store)


def opened(qtbot, store, booking, paper=lambda *_of: None):
    dialog = ConfirmationDialog(store, booking, paper)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def body(dialog):
    return dialog.findChild(QPlainTextEdit, "letter_body").toPlainText()


def test_the_text_is_copied_and_the_provider_is_noted(qtbot, store, booking):
    dialog = opened(qtbot, store, booking)
    name = booking_page(store, booking=booking).name
    assert f"Hej {name}!" in body(dialog)
    click(qtbot, dialog, "copy_letter")
    assert QGuiApplication.clipboard().text() == body(dialog)
    click(qtbot, dialog, "copy_subject")
    assert QGuiApplication.clipboard().text().startswith("Din tentamen")
    dialog.form.field("to").put("provider")
    assert "Skicka tentan till oss" in body(dialog)
    dialog.form.field("language").put("en")
    assert "Please send the exam" in body(dialog)
    told = dialog.findChild(QLabel, "told")
    assert "Ingen" in told.text()
    click(qtbot, dialog, "note_confirmed")
    assert told.text().startswith("lärosätet")
    assert [one.to for one in confirmations_of(store, booking=booking)] == [Addressee.PROVIDER]


def test_a_refused_paper_says_why(qtbot, store, booking):
    asked = []

    def paper(*of):
        asked.append(of)
        raise ReasonNeeded

    dialog = opened(qtbot, store, booking, paper)
    click(qtbot, dialog, "letter_paper")
    assert asked[0][:2] == (booking, Addressee.STUDENT)
    assert dialog.banner.isVisible()
    assert not dialog.findChild(QPushButton, "reveal_name").isVisible()


def test_a_protected_name_takes_a_reason(qtbot, store, booking):
    one = booking_page(store, booking=booking)
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Navet")
    dialog = opened(qtbot, store, booking)
    assert "Person 1" in body(dialog)
    asks = dialog.ask_reason()
    click(qtbot, asks, "save")
    assert asks.isVisible()
    assert one.name not in body(dialog)
    asks.findChild(QLineEdit, "reason").setText("Studenten bad om det")
    click(qtbot, asks, "save")
    assert one.name in body(dialog)
    dialog.form.field("to").put("provider")
    assert one.name not in body(dialog), "another letter asks again"
