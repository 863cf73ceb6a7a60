"""Studenter by clicks and keys: search, add, near duplicate, masked numbers, protection."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from lärcentrum import history
from lärcentrum.drafts import Drafts
from lärcentrum.people import students
from lärcentrum.people.identity_numbers import generate
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.store.errors import NothingToUndo
from tests.helpers.keys import type_text
from ui.kit.bus import Bus
from ui.people.students_page import StudentsPage


@pytest.fixture
def page(qtbot, store):
    bus = Bus(store)
    page = StudentsPage(store, bus, drafts=Drafts(store))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    yield page
    bus.close()


def add(store, given, family, **more):
    return students.add_student(store, given_name=given, family_name=family, **more)


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def click(qtbot, parent, name):
    qtbot.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_model(page, store, qtmodeltester):
    add(store, "Åsa", "Čuovga")
    add(store, "Börje", "Ek")
    qtmodeltester.check(page.model)


def test_swedish_order_and_search_without_accents(page, store):
    for given, family in (("Åsa", "Öberg"), ("Eva", "Ek"), ("Máret", "Čuovga"), ("Per", "Ärla")):
        add(store, given, family)
    assert names(page) == ["Máret Čuovga", "Eva Ek", "Per Ärla", "Åsa Öberg"]
    type_text(page.search_line, "cuov")
    assert names(page) == ["Máret Čuovga"]
    page.search_line.clear()
    type_text(page.search_line, "asa")
    assert names(page) == ["Åsa Öberg"]


def test_add_by_keyboard_and_undo(qtbot, page, store):
    dialog = page.add()
    type_text(dialog.findChild(QLineEdit, "given_name"), "Łucja")
    QTest.keyClick(dialog.findChild(QLineEdit, "given_name"), Qt.Key.Key_Tab)
    type_text(dialog.findChild(QLineEdit, "family_name"), "Ŋgađđi")
    type_text(dialog.findChild(QLineEdit, "municipality"), "storu")
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert dialog.form.field("municipality").value() == "2421"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert names(page) == ["Łucja Ŋgađđi"]
    assert page.details.name.text() == "Łucja Ŋgađđi"
    history.undo_last(store)
    assert names(page) == []
    assert page.table.empty.isVisibleTo(page)


def test_wrong_number_is_told_at_the_field_without_the_number(qtbot, page, store):
    dialog = page.add()
    type_text(dialog.findChild(QLineEdit, "given_name"), "Åsa")
    type_text(dialog.findChild(QLineEdit, "identity_number"), "19900101-9811")
    click(qtbot, dialog, "save")
    wrong = dialog.form._rows["identity_number"]
    assert wrong.wrong.isVisibleTo(dialog)
    assert "9811" not in wrong.error.text()
    assert dialog.isVisible()
    dialog._discard()


def test_near_duplicate_is_shown_and_can_be_another_person(qtbot, page, store):
    from datetime import date

    add(store, "Åsa", "Lindkvist", birth_date=date(1990, 5, 1))
    dialog = page.add()
    for name, text in (
        ("given_name", "Åsa"),
        ("family_name", "Lindqvist"),
        ("birth_date", "1990-05-01"),
    ):
        dialog.findChild(QLineEdit, name).setText(text)
    assert dialog.card.findChild(QPushButton, "alike").text() == "Åsa Lindkvist"
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    click(qtbot, dialog, "different")
    assert not dialog.isVisible()
    assert page.model.rowCount() == 2


def test_numbers_are_masked_until_asked(qtbot, page, store):
    from datetime import date

    number = generate(date(1990, 5, 1), 981)
    uid = add(store, "Åsa", "Ek", identity_number=number)
    page.show_record(uid)
    shown = page.details.findChild(QLabel, "identity_number")
    assert number[-4:] not in shown.text()
    click(qtbot, page.details, "show_number")
    assert number[-4:] in shown.text()


def test_protection_takes_effect_at_once_and_is_shown_after_a_reason(qtbot, page, store):
    uid = add(store, "Åsa", "Ek")
    page.show_record(uid)
    set_protection(store, student=uid, protection=Protection.MARKED, reason="Beslut från Navet")
    assert names(page) == ["Skyddad uppgift · Person 1"]
    dialog = page._act("show", students.read_student(store, student=uid))
    click(qtbot, dialog, "save")
    assert dialog.isVisible()
    type_text(dialog.findChild(QLineEdit, "reason"), "Ringer om tentan")
    click(qtbot, dialog, "save")
    assert page.details.name.text() == "Åsa Ek"
    assert history.log(store, limit=1)[0].name == "show_protected"
    page.details._close.timeout.emit()
    assert "Person 1" in page.details.name.text()


def test_delete_only_when_nothing_hangs_on_it(qtbot, page, store):
    uid = add(store, "Åsa", "Ek")
    page.show_record(uid)
    click(qtbot, page.details, "delete")
    assert names(page) == []
    history.undo_last(store)
    assert names(page) == ["Åsa Ek"]
    history.undo_last(store)
    with pytest.raises(NothingToUndo):
        history.undo_last(store)


def test_markup_in_names_is_shown_as_it_is(page, store):
    add(store, "<b>Åsa</b>", "<img src=x>")
    assert names(page) == ["<b>Åsa</b> <img src=x>"]
    page.show_record(page.model.record(0).uid)
    assert page.details.name.text() == "<b>Åsa</b> <img src=x>"
    assert page.details.name.textFormat() == Qt.TextFormat.PlainText


def test_enter_opens_the_row(qtbot, page, store):
    add(store, "Åsa", "Ek")
    page.table.choose(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.details.isVisibleTo(page)
    assert page.mapFromGlobal(QPoint()) is not None
