"""Where the keys go in the frame, before and after dialogs."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.helpers.press import CTRL, press
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.jobs import JobRunner
from ui.kit.page import BEGINS, Page, PageSpec
from ui.kit.table import Column, RecordModel, Table
from ui.main_window import MainWindow

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@dataclass(frozen=True)
class Thing:
    uid: str


class ThingsPage(Page):
    """A search, a list and a button that is replaced at every save."""

    def __init__(self, key):
        super().__init__(key, key.title())
        self.line = QLineEdit()
        self.model = RecordModel([Column(key="uid", title="Sak", text=lambda one: one.uid)])
        self.table = Table(self.model, name=f"table_{key}", title=key)
        self.button = QPushButton("Ny sak")
        for part in (self.line, self.table, self.button):
            self.body.addWidget(part)

    def fill(self, *uids):
        self.model.show([Thing(uid) for uid in uids])

    def ask(self):
        form = Form(lambda **_values: "c")
        form.add("name", "Namn", TextField())
        form.saved.connect(self.saved)
        dialog = FormDialog("Ny sak", form, parent=self)
        dialog.open()
        return dialog

    def saved(self, uid):
        self.fill("a", "b", uid)
        self.table.choose(self.model.row_of(uid))
        self.button.hide()


@pytest.fixture
def window(qtbot):
    jobs = JobRunner()
    specs = [
        PageSpec(key=key, title=key, icon="house", build=lambda key=key: ThingsPage(key))
        for key in ("first", "other")
    ]
    made = MainWindow(specs, heading="Storuman", jobs=jobs)
    qtbot.addWidget(made)
    made.show()
    made.open_last()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    jobs.stop()


def at(qtbot, widget):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget, timeout=2000)


def selected(page):
    return [one.uid for one in page.table.records()]


def test_a_page_begins_in_its_search_and_with_rows_in_its_list(qtbot, window):
    page = window.open("first")
    at(qtbot, page.line)
    page.fill("a", "b")
    press(page.line, Qt.Key.Key_2, CTRL)
    at(qtbot, window.open("other").line)
    press(QApplication.focusWidget(), Qt.Key.Key_1, CTRL)
    at(qtbot, page.table)
    assert selected(page) == []
    press(page.table, Qt.Key.Key_Down)
    assert selected(page) == ["a"]


@pytest.mark.parametrize("start", ["rail", "button", "list"])
def test_after_a_save_the_keyboard_is_at_the_saved_row(qtbot, window, start):
    page = window.open("first")
    page.fill("a", "b")
    page.table.choose(0)
    places = {
        "rail": window.rail.findChild(QPushButton, "go_other"),
        "button": page.button,
        "list": page.table,
    }
    places[start].setFocus()
    at(qtbot, places[start])
    dialog = page.ask()
    qtbot.waitUntil(dialog.isActiveWindow)
    # Ctrl is held while the row is chosen; only that row is then selected.
    press(dialog.focusWidget(), ENTER, CTRL)
    window.activateWindow()
    at(qtbot, page.table)
    assert selected(page) == ["c"]


def test_a_dialog_that_is_left_gives_the_keyboard_back_where_it_was(qtbot, window):
    page = window.open("first")
    page.fill("a")
    page.line.setFocus()
    dialog = page.ask()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog.focusWidget(), Qt.Key.Key_Escape)
    window.activateWindow()
    at(qtbot, page.line)


def test_a_part_that_is_disabled_does_not_send_the_keyboard_to_the_rail(qtbot, window):
    page = window.open("first")
    page.fill("a")
    page.button.setFocus()
    at(qtbot, page.button)
    page.button.setEnabled(False)
    at(qtbot, page.table)


def test_the_row_that_tab_leads_to_is_selected(qtbot, window):
    page = window.open("first")
    at(qtbot, page.line)
    page.fill("a", "b")
    press(page.line, TAB)
    at(qtbot, page.table)
    assert page.table.record() == Thing("a")
    assert selected(page) == ["a"]


def test_ctrl_n_presses_what_a_part_begins_with(qtbot, window):
    page = window.open("first")
    pressed = []
    page.button.clicked.connect(lambda: pressed.append(1))
    press(page.line, Qt.Key.Key_N, CTRL)
    assert pressed == []
    page.button.setProperty(BEGINS, True)
    press(page.line, Qt.Key.Key_N, CTRL)
    assert pressed == [1]
