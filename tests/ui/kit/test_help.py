"""F1 opens the guide where one is: in every dialog, on every page, in the parts of both."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

import resources
from lärcentrum.documents.guide_pages import Kind, anchor, blocks, page_text
from ui.kit.bus import Bus
from ui.kit.dialog import FormDialog
from ui.kit.form import Form
from ui.kit.guide import GuideWindow
from ui.kit.help import about, topic_of
from ui.kit.help_key import LOCK, HelpKey
from ui.kit.jobs import JobRunner
from ui.kit.widgets import column
from ui.settings.settings_page import SettingsPage

GUIDE = resources.path("guide")
UI = Path(resources.__file__).parent.parent / "ui"


@pytest.fixture
def dialog(qtbot):
    form = Form(lambda **_values: None)
    made = FormDialog("Något", form)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_f1_in_a_dialog_opens_the_guide_where_it_is_explained(qtbot, dialog):
    about(dialog, "exams#regelkortet")
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    guide = dialog.findChild(GuideWindow)
    assert guide.isVisible()
    assert guide.text.textCursor().block().text() == "Regelkortet"
    guide.close()


def test_ctrl_l_in_a_dialog_locks_as_in_the_frame(qtbot):
    frame, locked = QWidget(), []
    action = QAction("Lås nu", frame)
    action.setObjectName(LOCK)
    action.triggered.connect(lambda: locked.append(True))
    qtbot.addWidget(frame)
    made = FormDialog("Något", Form(lambda **_values: None), parent=frame)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.keyClick(made, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked == [True]


def test_the_part_with_the_keyboard_says_best_where_it_is_explained(qtbot):
    page, one, other = QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(page)
    column(one, other, parent=page)
    about(page, "settings")
    assert topic_of(page) == "settings"
    about(one, "settings#salar")
    about(other, "settings#centret")
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    other.setFocus()
    assert topic_of(page) == "settings#centret"
    one.hide()
    other.clearFocus()
    assert topic_of(page) == "settings#centret"


def test_a_dialog_without_words_of_its_own_is_explained_with_its_page(qtbot, dialog):
    page = QWidget()
    qtbot.addWidget(page)
    about(page, "practice")
    inner = FormDialog("Inre", Form(lambda **_values: None), parent=page)
    assert topic_of(inner) == "practice"


def sources() -> list[tuple[Path, str]]:
    return [(path, path.read_text("utf-8")) for path in sorted(UI.rglob("*.py"))]


def test_every_place_that_is_named_is_in_the_guide():
    named = {
        one
        for _path, text in sources()
        for line in re.findall(r"about\(.+", text)
        for one in re.findall(r'"([a-z_]+(?:#[a-z0-9-]+)?)"', line)
    }
    assert len(named) > 15
    for one in named:
        page, _mark, place = one.partition("#")
        file = GUIDE / f"{page}.md"
        assert file.is_file(), one
        found = {anchor(b.text) for b in blocks(page_text(file)) if b.kind is Kind.HEADING}
        assert not place or place in found, one


def test_every_dialog_knows_f1():
    found = [
        (one.name, ast.unparse(one))
        for _path, text in sources()
        for one in ast.walk(ast.parse(text))
        if isinstance(one, ast.ClassDef) and "QDialog" in map(ast.unparse, one.bases)
    ]
    assert len(found) > 8
    assert [name for name, text in found if "HelpKey(self)" not in text] == []


def test_every_part_of_the_settings_is_in_the_guide(qtbot, store):
    made = SettingsPage(store, Bus(store), JobRunner(), bring_in=print)
    qtbot.addWidget(made)
    found = {
        anchor(b.text) for b in blocks(page_text(GUIDE / "settings.md")) if b.kind is Kind.HEADING
    }
    assert {anchor(one.title) for one in made.sections.values()} <= found
    made.show()
    made.show_record("rooms")
    assert topic_of(made) == "settings#salar"


def test_one_key_is_enough(dialog):
    assert len(dialog.findChildren(HelpKey)) == 1
