"""The timeline on its own: what stands where, and that mouse and keys do the same."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar

from tests.helpers.press import CTRL, press
from ui.kit.timeline import Timeline
from ui.kit.timeline_items import Axis, Block, Day, Lane, Layout, Verdict, bounds
from ui.kit.tokens import Tone

KEY = Qt.Key
DAY = date(2026, 12, 14)
NINE = datetime(2026, 12, 14, 9)
HOUR = timedelta(hours=1)
LANES = [Lane(key=name, title=name) for name in ("Sal Å", "Sal Ä", "Sal Ö")]
DAYS = [Day(day=DAY, title="mån 14 dec", opens=8 * 60, closes=17 * 60)]
EXAM = Block(
    key="exam", lane="Sal Å", starts=NINE, ends=NINE + 4 * HOUR, title="Statistik",
    spoken="Statistik, Sal Å", movable=True, before=15, plain_ends=NINE + 3 * HOUR,
)  # fmt: skip
COURSE = Block(
    key="course", lane="Sal Ä", starts=NINE + HOUR, ends=NINE + 2 * HOUR, title="SFI",
    spoken="SFI, Sal Ä", movable=True, stretchable=True, dashed=True,
)  # fmt: skip


@pytest.fixture
def line(qtbot):
    made = Timeline("Salar")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.can_ask = True
    made.show_days(LANES, DAYS, [EXAM, COURSE])
    made.show()
    made.setFocus()
    return made


def test_the_heads_follow_the_bars_there_are_now(line):
    line.setVerticalScrollBar(QScrollBar(Qt.Orientation.Vertical))
    line.setHorizontalScrollBar(QScrollBar(Qt.Orientation.Horizontal))
    line.horizontalScrollBar().setRange(0, 100)
    line.horizontalScrollBar().setValue(30)
    assert line._hours._offset() == 30
    assert line._lanes._offset() == line.verticalScrollBar().value()
    assert not line.grab().isNull()


def at(line, lane, wall):
    """The point of a lane and a time."""
    layout = line.picture.layout
    x = line.picture.axis.x(wall) - line.horizontalScrollBar().value()
    return QPoint(round(x) + 2, layout.tops[layout.place(lane)] + layout.height // 2)


def drag(line, start, end, shape=Qt.CursorShape.ArrowCursor):
    port, left = line.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=start)
    QTest.mouseMove(port, start + QPoint(30, 0))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, left, pos=end)


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values))
    return got


@given(
    minute=st.integers(0, 24 * 60 - 1), first=st.integers(0, 9), last=st.integers(16, 24),
    width=st.floats(60, 3000), days=st.integers(1, 7),
)  # fmt: skip
def test_a_place_gives_back_its_time(minute, first, last, width, days):
    shown = tuple(DAY + timedelta(days=n) for n in range(days))
    axis = Axis(days=shown, first=first * 60, last=last * 60, width=width)
    wall = datetime.combine(shown[-1], datetime.min.time()) + timedelta(minutes=minute)
    x = axis.x(wall)
    assert 0 <= x <= axis.length
    if first * 60 <= minute < last * 60:
        assert timedelta(0) <= wall - axis.at(x + 1e-6) < timedelta(minutes=15)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=20))
def test_blocks_that_overlap_stand_below_each_other(spans):
    blocks = [
        Block(key=str(n), lane="Sal Å", title="", starts=NINE + begins * HOUR / 4,
              ends=NINE + (begins + length) * HOUR / 4)
        for n, (begins, length) in enumerate(spans)
    ]  # fmt: skip
    layout = Layout(LANES, blocks, 50)
    placed = layout.placed[0]
    assert len(placed) == len(blocks)
    for one in placed:
        for other in placed:
            if one is not other and one.row == other.row:
                apart = one.block.ends <= other.block.starts or other.block.ends <= one.block.starts
                assert apart
    assert layout.total == (max(layout.rows[0], 1) + 2) * 50


def test_the_hours_hold_what_is_open_and_what_stands_there():
    assert bounds(DAYS, [EXAM]) == (7 * 60, 18 * 60)
    late = Block(key="x", lane="Sal Å", title="", starts=NINE, ends=NINE + 11.5 * HOUR)
    assert bounds(DAYS, [late]) == (7 * 60, 21 * 60)
    over = Block(key="x", lane="Sal Å", title="", starts=NINE, ends=NINE + 20 * HOUR)
    assert bounds(DAYS, [over]) == (0, 24 * 60)


def test_the_arrows_go_from_block_to_block_and_say_them(line):
    chosen, opened = heard(line.chosen), heard(line.opened)
    press(line, KEY.Key_Right)
    assert line.block() is None or line.block().key == "exam"
    line.choose("exam")
    assert line.accessibleDescription() == "Statistik, Sal Å"
    press(line, KEY.Key_Right)
    assert line.block() is None
    assert line.picture.cursor[1] == NINE + 4 * HOUR
    assert "ledigt" in line.accessibleDescription()
    press(line, KEY.Key_Left)
    assert line.block().key == "exam"
    press(line, KEY.Key_Left)
    assert line.picture.cursor[1] == NINE - HOUR
    press(line, KEY.Key_Down)
    press(line, KEY.Key_Right)
    press(line, KEY.Key_Right)
    assert line.block().key == "course"
    press(line, KEY.Key_Return)
    assert opened == [("course",)]
    press(line, KEY.Key_Escape)
    assert line.block() is None
    assert chosen[-1] == ("",)


def test_page_keys_ask_for_other_days_and_delete_for_the_end(line):
    paged, removed = heard(line.paged), heard(line.removed)
    press(line, KEY.Key_PageDown)
    press(line, KEY.Key_PageUp)
    line.choose("course")
    press(line, KEY.Key_Delete)
    assert (paged, removed) == ([(1,), (-1,)], [("course",)])


def test_m_moves_by_keys_and_only_enter_drops(line):
    moved = heard(line.moved)
    line.choose("course")
    press(line, KEY.Key_M)
    press(line, KEY.Key_Down)
    press(line, KEY.Key_Right)
    press(line, KEY.Key_Right, CTRL)
    press(line, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert moved == []
    press(line, KEY.Key_Return)
    start = NINE + 2.25 * HOUR
    assert moved == [("course", "Sal Ö", start, start + 1.25 * HOUR)]
    press(line, KEY.Key_M)
    press(line, KEY.Key_Up)
    press(line, KEY.Key_Escape)
    assert len(moved) == 1
    assert line.picture.ghost is None


def test_n_asks_at_the_cursor_and_after_a_block(line):
    asked = heard(line.asked)
    line.point_at(2, NINE)
    press(line, KEY.Key_N)
    line.choose("exam")
    press(line, KEY.Key_N)
    assert asked == [
        ("Sal Ö", NINE, NINE + HOUR), ("Sal Å", NINE + 4 * HOUR, NINE + 5 * HOUR)
    ]  # fmt: skip


def test_what_is_in_the_way_is_shown_and_stops_the_drop(line):
    moved = heard(line.moved)
    line.judge = lambda block, lane, starts, ends: (
        Verdict(tone=Tone.BAD, word="Krock: SFI") if lane == "Sal Ä" else Verdict()
    )
    line.choose("exam")
    press(line, KEY.Key_M)
    press(line, KEY.Key_Down)
    assert line.picture.ghost[1].word == "Krock: SFI"
    assert "Krock: SFI" in line.accessibleDescription()
    press(line, KEY.Key_Return)
    assert moved == []
    assert line.picture.ghost is not None
    press(line, KEY.Key_Down)
    press(line, KEY.Key_Return)
    assert moved == [("exam", "Sal Ö", NINE, NINE + 4 * HOUR)]


def test_the_mouse_carries_a_block_to_another_lane_and_time(line):
    moved = heard(line.moved)
    drag(line, at(line, "Sal Å", NINE + HOUR), at(line, "Sal Ö", NINE + 2 * HOUR))
    assert moved == [("exam", "Sal Ö", NINE + HOUR, NINE + 5 * HOUR)]


def test_the_mouse_stretches_an_edge(line):
    moved = heard(line.moved)
    edge = at(line, "Sal Ä", NINE + 2 * HOUR) - QPoint(5, 0)
    drag(line, edge, at(line, "Sal Ä", NINE + 3 * HOUR))
    assert moved == [("course", "Sal Ä", NINE + HOUR, NINE + 3.25 * HOUR)]


def test_the_mouse_draws_free_time(line):
    asked = heard(line.asked)
    drag(line, at(line, "Sal Ö", NINE), at(line, "Sal Ö", NINE + 2 * HOUR))
    assert asked == [("Sal Ö", NINE, NINE + 2.25 * HOUR)]
    line.can_ask = False
    drag(line, at(line, "Sal Ö", NINE), at(line, "Sal Ö", NINE + 2 * HOUR))
    assert len(asked) == 1


def test_the_mouse_drops_nothing_on_a_clash(line):
    moved = heard(line.moved)
    line.judge = lambda *_where: Verdict(tone=Tone.BAD, word="Krock")
    drag(line, at(line, "Sal Å", NINE + HOUR), at(line, "Sal Ö", NINE + 2 * HOUR))
    assert moved == []
    assert line.picture.ghost is None


def test_what_was_chosen_is_kept_over_a_reload_or_let_go(line):
    line.choose("course")
    line.show_days(LANES, DAYS, [EXAM, COURSE])
    assert line.block().key == "course"
    chosen = heard(line.chosen)
    line.show_days(LANES, DAYS, [EXAM])
    assert line.block() is None
    assert chosen == [("",)]


def test_many_lanes_scroll_and_the_cursor_stays_in_sight(line):
    lanes = [Lane(key=f"Sal {n}", title=f"Sal {n}") for n in range(60)]
    week = [Day(day=DAY + timedelta(days=n), title=f"dag {n}") for n in range(7)]
    line.show_days(lanes, week, [])
    for _step in range(20):
        press(line, KEY.Key_Down)
    assert line.verticalScrollBar().value() > 0
    for _step in range(60):
        press(line, KEY.Key_Right)
    assert line.picture.cursor[1].date() > DAY
    assert line.horizontalScrollBar().value() > 0
    line.say_now(NINE)
    assert not line.grab().isNull()
