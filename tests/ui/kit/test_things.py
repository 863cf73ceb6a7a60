from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QWidget

from lärcentrum.errors import Busy, NotFound
from tests.helpers.press import press
from tests.ui.kit.test_jobs import Register
from ui.kit import texts
from ui.kit.bus import Bus
from ui.kit.commands import Command, Commands
from ui.kit.guide import GuideText, GuideWindow
from ui.kit.page import Page
from ui.kit.search import Hit, SearchPalette, command_hits
from ui.kit.settings import FILE, Memory
from ui.kit.shortcuts import ShortcutList
from ui.kit.undo import History, Undo, UndoBar
from ui.kit.widgets import Elided, button, label, plain


class Change:
    """What an operation changed."""

    def __init__(self, label="Bokning sparad", *tables):
        self.operation, self.label, self.tables = "book_exam", label, tables

    def touches(self, *tables):
        return bool(set(tables) & set(self.tables))


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def register():
    return Register()


# --- pages ---


class Counting(Page):
    tables = ("booking",)

    def __init__(self, bus=None, memory=None):
        super().__init__("exams", "Tentor", bus=bus, memory=memory)
        self.loads, self.refusal = 0, None

    def reload(self):
        if self.refusal:
            raise self.refusal
        self.loads += 1
        self.say_count(f"{self.loads} rader")


def test_a_page_loads_when_it_is_shown_and_when_its_tables_change(qtbot, register):
    page = Counting(Bus(register))
    qtbot.addWidget(page)
    assert page.loads == 0
    page.show()
    assert page.loads == 1
    register.say(Change("x", "student"))
    assert page.loads == 1
    register.say(Change("x", "booking"))
    assert page.loads == 2
    page.hide()
    register.say(Change("x", "booking"))
    register.say(Change("x", "booking"))
    assert page.loads == 2
    page.show()
    assert page.loads == 3


def test_a_busy_register_is_asked_again(qtbot, register):
    page = Counting()
    qtbot.addWidget(page)
    page.refusal = Busy()
    page.show()
    assert page.loads == 0
    page.refusal = None
    qtbot.waitUntil(lambda: page.loads == 1)


def test_a_refusal_is_said_on_the_page(qtbot):
    page = Counting()
    qtbot.addWidget(page)
    page.refusal = NotFound("booking", "x")
    page.show()
    assert page.banner.isVisible()


def test_a_page_remembers_without_asking_where(qtbot, tmp_path):
    page = Counting(memory=Memory(tmp_path))
    qtbot.addWidget(page)
    page.remember("view", "list")
    assert page.remembered("view") == "list"
    assert page.remembered("other", 3) == 3


# --- memory ---


def test_what_is_remembered_survives(tmp_path, window):
    memory = Memory(tmp_path)
    splitter = QSplitter()
    splitter.addWidget(QLabel("a"))
    splitter.addWidget(QLabel("b"))
    splitter.resize(400, 100)
    splitter.setSizes([100, 300])
    memory.put("filter", "åäö")
    memory.keep_window("w", window)
    memory.keep_state("s", splitter)
    assert memory.save()
    again = Memory(tmp_path)
    assert again.get("filter") == "åäö"
    assert again.restore_window("w", window)
    assert again.restore_state("s", splitter)
    assert not again.restore_state("unknown", splitter)


@pytest.mark.parametrize("text", ["", "{", "[1]", "\x00\xff", '"x"'])
def test_a_broken_memory_counts_as_empty(tmp_path, text):
    (tmp_path / FILE).write_text(text, "latin-1")
    assert Memory(tmp_path).get("x", 1) == 1


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path):
    assert not Memory(tmp_path / "finns" / "inte").save()


# --- commands, search, keys, guide ---


@pytest.fixture
def commands(window):
    made = Commands(window)
    made.ran = []
    for key, text, keys in (("new", "Ny bokning", "Ctrl+B"), ("print", "Skriv ut dagslista", "")):
        made.add(
            Command(key=key, label=text, run=lambda k=key: made.ran.append(k), group="Tentor",
                    shortcut=keys, words="papper")
        )  # fmt: skip
    return made


def test_a_command_runs_by_its_action_and_gives_way(commands, window):
    action = next(one for one in window.actions() if one.objectName() == "new")
    assert action.shortcut().toString() == "Ctrl+B"
    action.trigger()
    assert commands.ran == ["new"]
    commands.remove("new")
    assert [one.key for one in commands.all()] == ["print"]


def test_commands_are_found_by_the_beginnings_of_their_words(commands):
    find = command_hits(commands)
    assert [hit.title for hit in find("bok")] == ["Ny bokning"]
    assert [hit.title for hit in find("skr dag")] == ["Skriv ut dagslista"]
    assert [hit.title for hit in find("papper")] == ["Ny bokning", "Skriv ut dagslista"]
    assert find("okning") == []


def test_the_search_asks_everyone_and_opens_what_is_taken(qtbot, window, commands):
    opened = []

    def people(text):
        return [Hit(title="Åsa Öberg", run=lambda: opened.append("åsa"), kind="Student")]

    def busy(text):
        raise Busy

    palette = SearchPalette([people, busy, command_hits(commands)], window)
    palette.ask("bok")
    assert [hit.title for hit in palette.model.hits] == ["Åsa Öberg", "Ny bokning"]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert commands.ran == ["new"]
    assert not palette.isVisible()
    palette.ask("bok")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert opened == ["åsa"]


def test_the_search_says_when_there_is_nothing(qtbot, window, commands, qtmodeltester):
    palette = SearchPalette([command_hits(commands)], window)
    palette.ask("zzz")
    assert palette.none.isVisible()
    palette.edit.setText("ny")
    assert palette.none.isHidden()
    qtmodeltester.check(palette.model)
    assert not palette.grab().isNull()
    palette.reject()


def test_the_list_of_keys_has_those_that_have_keys(qtbot, commands):
    listed = ShortcutList(commands.all())
    qtbot.addWidget(listed)
    said = [one.text() for one in listed.findChildren(QLabel)]
    assert said == ["Tentor", "Ny bokning", "Ctrl+B"]


@pytest.fixture
def guide(qtbot, tmp_path, commands):
    (tmp_path / "start.md").write_text("# Börja här\n\nHej [tentor](exams.md)", "utf-8")
    (tmp_path / "exams.md").write_text("# Tentor\n\n![x](http://example.com/x.png)", "utf-8")
    made = GuideWindow(commands.all(), tmp_path)
    qtbot.addWidget(made)
    return made


def test_the_guide_opens_at_the_page_that_is_shown(guide):
    guide.open_at("exams")
    assert guide.text.toPlainText().startswith("Tentor")
    guide.open_at("unknown")
    assert guide.text.toPlainText().startswith("Börja här")
    assert [guide.pages.item(row).text() for row in range(2)] == ["Börja här", "Tentor"]


def test_escape_closes_the_guide(qtbot, guide):
    with qtbot.waitActive(guide):
        guide.open_at("start")
    qtbot.keyClick(guide.pages, Qt.Key.Key_Escape)
    assert guide.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(qtbot, window, key):
    pressed = []
    made = button("Spara", lambda: pressed.append(1))
    made.setParent(window)
    made.show()
    press(made, key)
    assert pressed == [1]


def test_a_link_in_the_guide_stays_in_the_guide(guide):
    guide.open_at("start")
    guide.text.anchorClicked.emit(QUrl("https://example.com/exams.md"))
    assert guide.text.toPlainText().startswith("Börja")
    guide.text.anchorClicked.emit(QUrl("exams.md"))
    assert guide.text.toPlainText().startswith("Tentor")


def test_the_guide_loads_nothing_from_elsewhere(qtbot, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    inside = tmp_path / "guide"
    inside.mkdir()
    text = GuideText(inside)
    qtbot.addWidget(text)
    assert text.loadResource(2, "http://example.com/x.png") is None
    assert text.loadResource(2, f"file://{secret}") is None
    QImage(40, 20, QImage.Format.Format_RGB32).save(str(inside / "ok.png"))
    assert not text.loadResource(2, "ok.png").isNull()


# --- undo ---


class Log:
    """A register's history of one operation."""

    def __init__(self):
        self.done, self.refusal, self.listener = True, None, None

    def history(self):
        return History(
            undo=self.undo,
            redo=self.redo,
            undo_label=lambda: "Bokning sparad" if self.done else "",
            redo_label=lambda: "" if self.done else "Bokning sparad",
        )

    def undo(self):
        if self.refusal:
            raise self.refusal
        self.done = False

    def redo(self):
        self.done = True


@pytest.fixture
def log():
    return Log()


def action(window, key):
    return next(one for one in window.actions() if one.objectName() == key)


def test_undo_and_redo_bear_the_operations_name(qtbot, window, log):
    undo = Undo(log.history(), Commands(window))
    bar = UndoBar(undo, window)
    assert action(window, "undo").text() == "Ångra: Bokning sparad"
    assert not action(window, "redo").isEnabled()
    action(window, "undo").trigger()
    assert not log.done
    assert bar.text.text() == "Bokning sparad – ångrat"
    assert action(window, "redo").text() == "Gör om: Bokning sparad"
    action(window, "redo").trigger()
    assert log.done


def test_what_was_done_is_said_with_its_undo(qtbot, window, log, register):
    undo = Undo(log.history(), Commands(window), Bus(register))
    bar = UndoBar(undo, window)
    register.say(Change("Bokning sparad"))
    assert bar.text.text() == "Bokning sparad"
    assert not bar.button.isHidden()
    bar.button.click()
    assert not log.done
    assert bar.button.isHidden()


def test_a_conflict_is_said_and_nothing_changes(qtbot, window, log):
    undo = Undo(log.history(), Commands(window))
    bar = UndoBar(undo, window)
    log.refusal = NotFound("booking", "x")
    undo.undo()
    assert log.done
    assert "finns inte längre" in bar.text.text()


# --- texts and small things ---


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=30), "nyss"),
        (timedelta(minutes=5), "för 5 min sedan"),
        (timedelta(hours=3), "för 3 tim sedan"),
        (timedelta(days=1), "för 1 dag sedan"),
        (timedelta(days=9), "för 9 dagar sedan"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(passed, said):
    now = datetime(2026, 11, 23, 9)
    assert texts.ago(now - passed, now) == said


def test_times_are_said_as_lists_show_them():
    starts = datetime(2026, 12, 14, 9)
    assert texts.moment(starts) == "mån 14 dec 09:00"
    assert texts.hours(starts, starts + timedelta(hours=4)) == "09:00–13:00"
    assert texts.duration(270) == "4 tim 30 min"
    assert texts.duration(45) == "45 min"


def test_labels_and_tips_never_read_markup(qtbot):
    one = label("<b>x</b>")
    two = button("", lambda: None, tip="<img src=x>")
    for widget in (one, two):
        qtbot.addWidget(widget)
    assert one.textFormat() == Qt.TextFormat.PlainText
    assert "<img" not in two.toolTip()
    assert plain("a & b") == "<span>a &amp; b</span>"
    assert plain("rum 1") == "rum 1"
    assert isinstance(two, QPushButton)


def test_a_long_line_ends_in_dots_and_keeps_the_whole(qtbot):
    line = Elided("x")
    qtbot.addWidget(line)
    line.show()
    line.say("En ganska lång rad som inte får plats")
    line.resize(80, 20)
    assert line.text().endswith("…")
    assert line.toolTip() == line.accessibleName() == "En ganska lång rad som inte får plats"
    line.resize(600, 20)
    assert line.text() == "En ganska lång rad som inte får plats"
    assert line.toolTip() == ""
