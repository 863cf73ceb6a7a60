"""Columns that are chosen, moved and kept; searches saved under a name, found again, dropped."""

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from lärcentrum.drafts import Drafts
from lärcentrum.errors import BadValue
from tests.helpers.keys import type_text
from ui.kit.selections import Selection, SelectionButton, Selections
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table


@dataclass(frozen=True)
class Dog:
    name: str
    legs: int
    home: str


DOGS = [Dog("Örn", 4, "Tärnaby"), Dog("Anna", 3, "Sorsele"), Dog("Åse", 4, "Malå")]
COLUMNS = (
    Column(key="name", title="Namn", text=lambda d: d.name),
    Column(key="legs", title="Ben", text=lambda d: str(d.legs), width=60),
    Column(key="home", title="Hem", text=lambda d: d.home, width=120),
)


@pytest.fixture
def make(qtbot, tmp_path):
    def build(memory=None):
        table = Table(RecordModel(COLUMNS), name="dogs", title="Hundar", memory=memory)
        qtbot.addWidget(table)
        table.resize(600, 300)
        table._model.show(DOGS)
        return table

    return build


@pytest.fixture
def button(qtbot, make, store):
    line, table = QLineEdit(), make()
    made = SelectionButton(Drafts(store), "dogs", table, {"text": (line.text, line.setText)})
    qtbot.addWidget(line)
    qtbot.addWidget(made)
    made.line, made.table = line, table
    made.show()
    return made


def names(table):
    return [table.model().index(row, 0).data() for row in range(table.model().rowCount())]


def order(table):
    header = table.horizontalHeader()
    return sorted((c.key for c in COLUMNS), key=lambda k: header.visualIndex(_at(k)))


def _at(key):
    return [c.key for c in COLUMNS].index(key)


def click_heading(qtbot, table, key):
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(_at(key)) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_sort_and_columns_are_there_the_next_day(qtbot, make, tmp_path):
    memory = Memory(tmp_path)
    table = make(memory)
    table.show()
    click_heading(qtbot, table, "name")
    click_heading(qtbot, table, "name")
    table.look.show("home", False)
    table.hide()
    memory.save()
    again = make(Memory(tmp_path))
    assert names(again) == ["Örn", "Åse", "Anna"]
    assert again.isColumnHidden(_at("home"))
    assert not again.isColumnHidden(_at("legs"))


def test_what_is_remembered_of_a_column_that_is_gone_does_no_harm(make, tmp_path):
    memory = Memory(tmp_path)
    memory.put("table.dogs.sort", ["tail", True])
    memory.put("table.dogs.away", ["tail", "name"])
    table = make(memory)
    assert names(table) == ["Örn", "Anna", "Åse"]
    assert not any(table.isColumnHidden(n) for n in range(3))


def test_a_page_cannot_give_back_what_the_user_took_away(make):
    table = make()
    table.look.show("home", False)
    table.setColumnHidden(_at("home"), False)
    table.setColumnHidden(_at("legs"), True)
    assert [table.isColumnHidden(n) for n in range(3)] == [False, True, True]
    table.setColumnHidden(_at("legs"), False)
    table.look.show("home", True)
    assert not any(table.isColumnHidden(n) for n in range(3))


def test_the_headings_menu_takes_a_column_away_and_gives_all_back(qtbot, make):
    table = make()
    table.show()
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = table.findChild(QMenu, "columns_menu")
    assert [one.text() for one in menu.actions()[:2]] == ["Ben", "Hem"]
    menu.actions()[1].trigger()
    assert table.isColumnHidden(_at("home"))
    table.horizontalHeader().moveSection(1, 0)
    table.look.reset()
    assert order(table) == ["name", "legs", "home"]
    assert not table.isColumnHidden(_at("home"))
    menu.close()


def test_a_selection_is_saved_by_keys_found_and_dropped(qtbot, button, store):
    before = store.digest()
    button.line.setText("Ös")
    button.table.look.show("legs", False)
    button.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    dialog = button.ask_name()
    type_text(dialog.form.field("name").edit, "Mina & dina")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    button.line.setText("")
    button.table.look.reset()
    (command,) = button.commands("Hundar")
    assert command.label == "Urval: Mina & dina"
    menu = button.open_menu()
    (use,) = [one for one in menu.actions() if one.objectName() == "use_selection"]
    assert use.text() == "Mina && dina"
    use.trigger()
    assert button.line.text() == "Ös"
    assert button.table.isColumnHidden(_at("legs"))
    assert names(button.table) == ["Anna", "Åse", "Örn"]
    menu.findChild(QMenu, "drop_menu").actions()[0].trigger()
    assert button.commands("Hundar") == []
    assert store.digest() == before, "what one saves for oneself is no record"
    menu.close()


def test_the_same_name_is_the_same_selection_and_there_is_an_end(store):
    saved = Selections(Drafts(store), "dogs")
    saved.save(Selection("Mina", {"text": "a"}, {}))
    saved.save(Selection("Mina", {"text": "b"}, {}))
    assert [one.terms for one in saved.saved()] == [{"text": "b"}]
    with pytest.raises(BadValue):
        saved.save(Selection("", {}, {}))
    for n in range(29):
        saved.save(Selection(f"n{n}", {}, {}))
    with pytest.raises(BadValue):
        saved.save(Selection("en till", {}, {}))
    assert len(saved.saved()) == 30
    assert Selections(Drafts(store), "other").saved() == []


def test_what_is_searched_for_never_reaches_the_open_memory(qtbot, make, store, tmp_path):
    memory = Memory(tmp_path)
    line, table = QLineEdit("Anna Andersson"), make(memory)
    qtbot.addWidget(line)
    made = SelectionButton(Drafts(store), "dogs", table, {"text": (line.text, line.setText)})
    qtbot.addWidget(made)
    made._save("Anna")
    table.remember()
    memory.save()
    assert "Anna" not in json.dumps(memory._values)
