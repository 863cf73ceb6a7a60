import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from lärcentrum.imports.errors import UnevenRow
from tests.helpers.forms import Full, build, fill
from tests.helpers.keys import type_text
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.basic_fields import TextField
from ui.kit.crash_dialog import Notice
from ui.kit.dialog import FormDialog
from ui.kit.fields import LongTextField
from ui.kit.form import Form
from ui.kit.tokens import Tone


@pytest.fixture
def dialog(qtbot, form):
    made = FormDialog("Ny bokning", form)
    qtbot.addWidget(made)
    made.open()
    return made


def click(parent, name):
    parent.findChild(QPushButton, name).click()


def test_the_dialog_closes_when_it_was_done(dialog, desk):
    fill(dialog.form)
    click(dialog, "save")
    assert not dialog.isVisible()
    assert len(desk.taken) == 1


def test_the_dialog_stays_with_the_reason(dialog, desk):
    fill(dialog.form)
    desk.refusal = Full()
    click(dialog, "save")
    assert dialog.isVisible()
    assert dialog.form.field("exam").value() == "Matematik"


def test_ctrl_enter_saves(qtbot, dialog, desk):
    fill(dialog.form)
    dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.taken) == 1


def test_an_unchanged_dialog_closes_at_once(dialog):
    click(dialog, "cancel")
    assert not dialog.isVisible()


def question(dialog):
    return dialog.findChild(QMessageBox, "discard")


def test_closing_a_changed_dialog_asks_and_stays(dialog):
    dialog.form.field("exam").put("x")
    dialog.close()
    assert dialog.isVisible()
    click(question(dialog), "stay")
    assert dialog.isVisible()
    assert dialog.form.field("exam").value() == "x"


def test_closing_a_changed_dialog_asks_and_leaves(dialog, shelf):
    dialog.form.field("exam").put("x")
    dialog.form.keep_draft()
    click(dialog, "cancel")
    click(question(dialog), "leave")
    assert not dialog.isVisible()
    assert shelf.kept == {}


def test_a_dialog_begins_in_its_first_field(qtbot, desk):
    form = build(desk)
    dialog = FormDialog("Ny bokning", form)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is form.field("student").focus_widget()


def test_a_dialog_leaves_the_field_that_was_chosen(qtbot, desk):
    form = build(desk)
    dialog = FormDialog("Ny bokning", form)
    qtbot.addWidget(dialog)
    form.field("exam").focus_widget().setFocus()
    dialog.show()
    assert dialog.focusWidget() is form.field("exam").focus_widget()


def test_a_dialog_stays_on_the_screen_with_the_largest_text(qtbot):
    theme.theme().use("light", 200)
    try:
        dialog = FormDialog("Stor", Form(lambda: None))
        qtbot.addWidget(dialog)
        dialog.resize(3000, 2000)
        dialog.show()
        room = dialog.screen().availableSize()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
    finally:
        theme.theme().use("system", 100)


@pytest.mark.parametrize(("fields", "saves"), [(1, True), (2, False)])
def test_enter_saves_where_there_is_one_line(qtbot, fields, saves):
    saved = []
    form = Form(lambda **values: saved.append(values))
    for place in range(fields):
        form.add(f"line{place}", "Rad", TextField(), required=True)
    dialog = FormDialog("Fråga", form)
    qtbot.addWidget(dialog)
    dialog.show()
    edit = form.field("line0").edit
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (saved, dialog.isVisible()) == ([], True), "an empty one is refused"
    type_text(edit, "Åsa")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert bool(saved) is saves
    assert dialog.isVisible() is not saves


@pytest.mark.parametrize("lines", [3, 14])
def test_a_long_text_is_as_high_as_its_lines(qtbot, lines):
    theme.theme().use("light", 100)
    form = Form(print)
    field = form.add("body", "Text", LongTextField(lines=lines))
    dialog = FormDialog("Text", form)
    qtbot.addWidget(dialog)
    dialog.show()
    assert field.edit.height() == theme.pixels(20 * lines + 24)


def test_a_refusal_stands_alone_and_its_english_name_is_in_the_tip(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say_error(UnevenRow(row=3, expected=4, found=2))
    assert banner.findChild(QLabel, "banner_code").text() == ""
    assert "UnevenRow" in banner.toolTip()
    banner.say("Fel", "", code="FI01")
    assert banner.findChild(QLabel, "banner_code").text() == "FI01"
    notice = Notice("Registret togs över.", "", "TakenOver", Tone.WARN)
    qtbot.addWidget(notice)
    assert all("TakenOver" not in one.text() for one in notice.findChildren(QLabel))
    notice.findChild(QPushButton, "copy_code").click()
    assert QGuiApplication.clipboard().text() == "TakenOver"
