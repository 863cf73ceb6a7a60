from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHoverEvent
from PySide6.QtWidgets import QApplication, QWidget

from lärcentrum.errors import Busy
from ui.kit.chips import CHIP_ROLE, Chip, ChipLabel
from ui.kit.models import PAGE, WAITING, PagedModel
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Tone


@dataclass(frozen=True)
class Person:
    uid: str
    name: str
    age: int


PEOPLE = [Person("1", "Örjan", 30), Person("2", "Anna", 9), Person("3", "Åsa", 101)]
COLUMNS = [
    Column(key="name", title="Namn", text=lambda p: p.name, tip=lambda p: f"<img src='{p.name}'>"),
    Column(key="age", title="Ålder", text=lambda p: str(p.age), number=True, width=80,
           sort=lambda p: p.age),
    Column(key="state", title="Läge", text=lambda p: "Klar", width=90, sortable=False,
           chip=lambda p: Chip("Klar", Tone.GOOD)),
]  # fmt: skip


class Rows:
    """A long list of numbers that can be busy."""

    def __init__(self, count: int) -> None:
        self.count, self.busy, self.asked = count, False, []

    def ids(self, order):
        self._check()
        numbers = range(self.count)
        return numbers[::-1] if order and order[1] else numbers

    def fetch(self, ids):
        self._check()
        self.asked.append((ids[0], len(ids)))
        return [Person(str(n), f"N{n}", n) for n in ids]

    def _check(self):
        if self.busy:
            raise Busy


@pytest.fixture
def short(qtbot):
    model = RecordModel(COLUMNS)
    model.show(PEOPLE)
    return model


def names(model):
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_down_chooses_the_first_row_of_a_table_that_was_tabbed_to(qtbot, short):
    short.show(PEOPLE[:1])
    table = Table(short, name="folk", title="Folk")
    qtbot.addWidget(table)
    table.show()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.records() == []
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.records() == PEOPLE[:1]


def test_a_short_list_obeys_qts_rules(short, qtmodeltester):
    qtmodeltester.check(short)


def test_a_long_list_obeys_qts_rules(qtbot, qtmodeltester):
    rows = Rows(300)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.reload()
    qtmodeltester.check(model)


def test_a_short_list_is_sorted_as_swedes_sort(short):
    short.sort(0)
    assert names(short) == ["Anna", "Åsa", "Örjan"]
    short.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(short) == ["Örjan", "Åsa", "Anna"]
    assert short.headerData(0, Qt.Orientation.Horizontal) == "Namn ↓"


def test_numbers_are_sorted_as_numbers_and_stand_at_the_right(short):
    short.sort(1)
    assert names(short) == ["Anna", "Örjan", "Åsa"]
    side = short.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight


def test_a_column_that_cannot_be_sorted_is_left_alone(short):
    short.sort(2)
    assert names(short) == ["Örjan", "Anna", "Åsa"]


def test_a_chip_is_a_word_an_icon_and_a_tone(short):
    chip = short.index(0, 2).data(CHIP_ROLE)
    assert (chip.word, chip.tone, chip.sign) == ("Klar", Tone.GOOD, "circle-check")


def test_a_tip_never_reads_markup(short):
    assert "<img" not in short.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_long_list_reads_only_the_pages_that_are_looked_at(qtbot):
    rows = Rows(100_000)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.reload()
    assert model.rowCount() == 100_000
    assert rows.asked == []
    assert model.index(50_000, 0).data() == "N50000"
    assert rows.asked == [(50_000, PAGE)]
    assert model.index(50_000 + PAGE - 1, 0).data() == f"N{50_000 + PAGE - 1}"
    assert len(rows.asked) == 1
    assert model.index(49_999, 0).data() == "N49999"
    assert rows.asked[1:] == [(49_999 - PAGE + 1, PAGE)]
    assert model.row_of(77_777) == 77_777
    assert model.row_of(-1) == -1


def test_the_first_rows_are_shown_before_the_list_is_whole(qtbot):
    rows = Rows(1000)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch, first=lambda order: range(20))
    model.reload()
    assert model.rowCount() == 20
    with qtbot.waitSignal(model.filled):
        pass
    assert model.rowCount() == 1000
    rows.count = 900
    model.reload()
    assert model.rowCount() == 900


def test_old_pages_are_let_go(qtbot):
    rows = Rows(PAGE * 100)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.reload()
    for page in range(100):
        model.index(page * PAGE, 0).data()
    model.index(0, 0).data()
    assert rows.asked[-1] == (0, PAGE)
    assert len(rows.asked) == 101


def test_a_long_list_is_sorted_by_whoever_has_it(qtbot):
    rows = Rows(10)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.sorted_by == ("age", True)
    assert model.index(0, 0).data() == "N9"


def test_a_busy_register_shows_dots_and_is_asked_again(qtbot):
    rows = Rows(10)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.reload()
    rows.busy = True
    assert model.index(3, 0).data() == WAITING
    assert model.index(3, 2).data(CHIP_ROLE) is None
    assert model.record(3) is None
    rows.busy = False
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert model.index(3, 0).data() == "N3"


def test_a_reload_of_a_busy_register_keeps_what_is_shown(qtbot):
    rows = Rows(10)
    model = PagedModel(COLUMNS, rows.ids, rows.fetch)
    model.reload()
    rows.busy, rows.count = True, 11
    model.reload()
    assert model.rowCount() == 10
    rows.busy = False
    with qtbot.waitSignal(model.modelReset):
        pass
    assert model.rowCount() == 11


@pytest.fixture
def table(qtbot, short):
    made = Table(short, name="people", title="Personer")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_rows_are_fixed_and_headings_bear_no_numbers(table):
    assert table.rowHeight(0) == 36
    assert table.verticalHeader().isHidden()
    assert table.accessibleName() == "Personer"


def test_enter_opens_the_row(qtbot, table):
    table.choose(1)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].name == "Anna"


def test_the_current_row_is_told(qtbot, table):
    with qtbot.waitSignal(table.chosen) as chosen:
        table.choose(2)
    assert chosen.args[0].name == "Åsa"
    assert table.record().name == "Åsa"


def test_the_current_row_stays_when_the_list_is_read_again(table, short):
    table.choose(2)
    short.show([Person("9", "Ny", 1), *PEOPLE])
    assert table.record().name == "Åsa"
    assert table.currentIndex().row() == 3


def test_a_heading_sorts_and_turns_the_order(qtbot, table, short):
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)
    assert names(short)[0] == "Anna"
    header.sectionClicked.emit(1)
    assert names(short)[0] == "Åsa"


def test_selected_rows_are_copied_as_text(qtbot, table):
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Örjan\t30\tKlar"
    assert [one.name for one in table.records()] == ["Örjan", "Anna", "Åsa"]


def test_an_empty_table_says_what_it_is_for(qtbot, table, short):
    assert table.empty.isHidden()
    pressed = []
    table.empty.say(
        "users", "Inga personer", "Lägg till den första.", "Ny", lambda: pressed.append(1)
    )
    short.show([])
    assert table.empty.isVisible()
    table.empty.button.click()
    assert pressed == [1]


def test_columns_are_remembered(qtbot, tmp_path):
    memory = Memory(tmp_path)
    holder = QWidget()
    qtbot.addWidget(holder)
    first = Table(RecordModel(COLUMNS), name="people", title="P", memory=memory, parent=holder)
    first.horizontalHeader().resizeSection(1, 133)
    first.remember()
    memory.save()
    second = Table(
        RecordModel(COLUMNS), name="people", title="P", memory=Memory(tmp_path), parent=holder
    )
    assert second.columnWidth(1) == 133


def test_a_name_with_markup_is_drawn_as_it_is(qtbot):
    evil = RecordModel(COLUMNS)
    evil.show([Person("1", "<img src=x><b>Fet</b>", 1)])
    table = Table(evil, name="evil", title="Evil")
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()
    assert evil.index(0, 0).data() == "<img src=x><b>Fet</b>"
    assert not table.grab().isNull()


def test_a_chip_alone_changes(qtbot):
    chip = ChipLabel(Chip("Sen", Tone.WARN))
    qtbot.addWidget(chip)
    assert chip.word() == "Sen"
    chip.show_chip(Chip("Klar", Tone.GOOD))
    assert chip.accessibleName() == "Klar"
    chip.show_chip(None)
    assert chip.isHidden()


def test_a_shared_column_stays_readable_in_a_narrow_table(qtbot, table):
    table.resize(900, 300)
    assert table.columnWidth(0) > 500
    table.resize(240, 300)
    assert table.columnWidth(0) >= 140
    table.resize(900, 300)
    assert table.columnWidth(0) > 500


def test_the_mouse_is_at_a_row_and_not_at_a_cell(table):
    below = QPointF(5, 40)
    over = QHoverEvent(QEvent.Type.HoverMove, below, below, QPointF(5, 5))
    QApplication.sendEvent(table.viewport(), over)
    assert table.hover.row == 1
    gone = QHoverEvent(QEvent.Type.HoverLeave, QPointF(-1, -1), QPointF(-1, -1), below)
    QApplication.sendEvent(table.viewport(), gone)
    assert table.hover.row == -1
