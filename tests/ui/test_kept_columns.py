"""A column that was drawn wider and a heading that was clicked are as they were after a restart."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lärcentrum import opening
from tests.helpers.exams import make_booking
from tests.helpers.house import House
from tests.helpers.opening import NEW
from ui.kit import settings
from ui.main_window import MainWindow
from ui.program import REGISTER

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qtbot, tmp_path, monkeypatch):
    """Starts the program on a register with three bookings, until somebody is inside."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state"))
    made, _code = opening.create_register(tmp_path / "åäö", NEW, opening.surroundings())
    for n in range(3):
        make_booking(made.store, n)
    made.close()
    memory = settings.Memory(tmp_path)
    memory.put(REGISTER, str(tmp_path / "åäö"))
    memory.save()
    houses = []

    def begin():
        one = House(tmp_path, qtbot)
        houses.append(one)
        one.put("login", NEW.login)
        one.put("password", NEW.password)
        one.click("open")
        one.wait_for(MainWindow)
        one.opened.look()
        qtbot.waitUntil(lambda: not one.jobs.jobs, timeout=60_000)
        one.shell.resize(1280, 800)
        return one

    yield begin
    for one in houses:
        one.shell.close()
        assert one.bugs == []


def shown(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def sortable(table):
    """The first column whose rows differ."""
    columns = enumerate(table._model.columns)
    return next(n for n, one in columns if one.sortable and len(set(shown(table, n))) == 3)


def draw_wider(header, column, by):
    """Draw the right edge of a heading with the mouse."""
    x = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    middle = header.height() // 2
    QTest.mousePress(header.viewport(), LEFT, pos=QPoint(x, middle))
    for step in (by // 2, by):
        QTest.mouseMove(header.viewport(), QPoint(x + step, middle))
    QTest.mouseRelease(header.viewport(), LEFT, pos=QPoint(x + by, middle))


def click(header, column):
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(x, header.height() // 2))


def columns_by_width(table):
    header = table.horizontalHeader()
    fixed = [n for n, one in enumerate(table._model.columns) if one.width]
    return header, next(n for n in fixed if not header.isSectionHidden(n))


@pytest.mark.parametrize("page", ["students", "exams"])
def test_widths_and_sort_are_kept(start, page):
    one = start()
    table = getattr(one.screen.open(page), "list", one.screen.open(page)).table
    header, column = columns_by_width(table)
    wide, by = header.sectionSize(column), sortable(table)
    draw_wider(header, column, 40)
    assert header.sectionSize(column) == wide + 40
    click(header, by)
    rising = shown(table, by)
    click(header, by)
    assert shown(table, by) == rising[::-1] != rising
    one.shell.close()

    again = start()
    table = getattr(again.screen.open(page), "list", again.screen.open(page)).table
    assert table.horizontalHeader().sectionSize(column) == wide + 40
    assert shown(table, by) == rising[::-1]
    click(table.horizontalHeader(), by)
    assert shown(table, by) == rising
