import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ui.kit import theme
from ui.kit.commands import Command
from ui.kit.frame import TopBar
from ui.kit.jobs import JobRunner
from ui.kit.page import Page, PageSpec
from ui.kit.search import Hit, command_hits
from ui.kit.shortcuts import said_keys
from ui.kit.tokens import Tone
from ui.kit.undo import History
from ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


class Known:
    """Commands as the search asks for them."""

    def __init__(self, commands):
        self._commands = commands

    def all(self):
        return self._commands


class Leaf(Page):
    """A page that notes what it is asked."""

    def __init__(self, key, title, notes):
        super().__init__(key, title)
        self.notes, self.saved = notes, True
        self.set_primary(
            Command(key="new", label=f"Ny {title}", run=lambda: notes.append(("new", key)))
        )

    def commands(self):
        return [
            Command(
                key=f"print_{self.key}", label="Skriv ut", shortcut="Ctrl+P",
                run=lambda: self.notes.append(("print", self.key)),
            )
        ]  # fmt: skip

    def reload(self):
        self.say_count("3 rader")

    def show_record(self, uid):
        self.notes.append((self.key, uid))

    def may_leave(self):
        return self.saved


@pytest.fixture
def notes():
    return []


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


@pytest.fixture
def window(qtbot, notes, jobs):
    def spec(key, title, icon, foot=False):
        def build():
            notes.append(("built", key))
            return Leaf(key, title, notes)

        return PageSpec(key=key, title=title, icon=icon, build=build, foot=foot)

    made = MainWindow(
        [
            spec("today", "Idag", "house"),
            spec("exams", "Tentor", "calendar-days"),
            spec("settings", "Inställningar", "settings", foot=True),
        ],
        heading="Storuman",
        jobs=jobs,
        history=History(
            undo=lambda: notes.append("undo"), redo=lambda: None,
            undo_label=lambda: "Bokning sparad", redo_label=lambda: "",
        ),
        providers=[lambda text: [Hit(title="Åsa", run=lambda: notes.append("åsa"))]],
    )  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.open_last()
    made.activateWindow()
    return made


def find(window, name, kind=QPushButton):
    return window.findChild(kind, name)


def test_it_opens_on_the_first_page_and_builds_no_other(window, notes):
    assert notes == [("built", "today")]
    assert find(window, "page_title", QLabel).text() == "Idag"
    assert find(window, "page_count", QLabel).text() == "3 rader"
    assert find(window, "heading", QLabel).text() == "Storuman"
    assert find(window, "go_today").isChecked()


def test_keys_go_to_pages(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.current == "exams"
    assert find(window, "go_exams").isChecked()
    find(window, "go_settings").click()
    assert window.current == "settings"
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.current == "today"


def test_the_primary_action_is_the_pages_own(qtbot, window, notes):
    assert find(window, "primary").text() == "Ny Idag"
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    window.open("exams")
    find(window, "primary").click()
    assert [one for one in notes if one[0] == "new"] == [("new", "today"), ("new", "exams")]


def test_a_pages_commands_work_only_while_it_is_shown(qtbot, window, notes):
    window.open("exams")
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    assert notes[-1] == ("print", "exams")
    keys = [one.key for one in window.commands.all()]
    assert "print_exams" in keys
    assert "print_today" not in keys


def test_a_page_can_send_the_user_to_a_record_on_another(window, notes):
    page = window.open("today")
    page.go.emit("exams", "uid-7")
    assert window.current == "exams"
    assert notes[-1] == ("exams", "uid-7")


def test_search_finds_pages_providers_and_commands(qtbot, window, notes):
    palette = window.search()
    assert [hit.title for hit in palette.model.hits][:3] == ["Idag", "Tentor", "Inställningar"]
    palette.edit.setText("gå tent")
    assert "Gå till Tentor" in [hit.title for hit in palette.model.hits]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert notes[-1] == "åsa"


def test_each_page_is_offered_once_and_its_keys_are_said(window):
    hits = window.search().model.hits
    assert [hit.title for hit in hits if "Tentor" in hit.title] == ["Tentor"]
    assert next(hit for hit in hits if hit.title == "Tentor").detail == "Ctrl+2"


@pytest.mark.parametrize("text", ["gå tent", "", "åsa"])
def test_the_line_that_is_typed_in_is_whole(window, text):
    palette = window.search(text)
    palette.grab()
    assert palette.edit.height() >= palette.edit.fontMetrics().height() + 12
    assert palette.list.verticalScrollBar().maximum() == 0
    palette.reject()


@pytest.mark.parametrize(
    ("keys", "said"), [("Ctrl+Shift+N", "Ctrl+Skift+N"), ("Alt+Return", "Alt+Enter"), ("F1", "F1")]
)
def test_keys_have_one_swedish_spelling(keys, said):
    assert said_keys(keys) == said
    (hit,) = command_hits(Known([Command(key="x", label="X", run=print, shortcut=keys)]))("x")
    assert hit.detail == said


def test_undo_works_by_key_and_in_the_foot(qtbot, window, notes):
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert notes[-1] == "undo"
    window.undo.said.emit("Bokning sparad", True)
    assert find(window, "last_action", QLabel).text() == "Bokning sparad"
    find(window, "undo_last").click()
    assert notes.count("undo") == 2


def test_locking_is_asked_for_by_key_and_button(qtbot, window):
    with qtbot.waitSignal(window.locking):
        qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(window.locking):
        find(window, "lock").click()


def test_indicators_are_quiet_until_something_is_late(window):
    window.top.indicate("backup_age", "archive", "2 tim", "Säkerhetskopia för 2 timmar sedan")
    sign = find(window, "backup_age")
    assert sign.text() == "2 tim"
    assert sign.accessibleName() == "Säkerhetskopia för 2 timmar sedan"
    window.top.indicate("backup_age", "archive", "3 dagar", "Gammal", Tone.WARN)
    assert sign.property("tone") == "warn"
    window.top.indicate("backup_age", "archive", "", "")
    assert sign.isHidden()


def test_a_job_is_shown_and_can_be_stopped(qtbot, window, jobs):
    begun, going = threading.Event(), threading.Event()

    def work(progress):
        progress(1, 4, "Ritar")
        begun.set()
        going.wait(5)
        progress(2, 4, "Ritar")

    job = jobs.run("Intyg", work)
    assert begun.wait(5)
    qtbot.waitUntil(lambda: "1 av 4" in find(window, "job_what", QLabel).text())
    stop = find(window, "job_cancel")
    assert stop.isVisible()
    with qtbot.waitSignal(job.cancelled):
        stop.click()
        going.set()
    assert stop.isHidden()


def test_unsaved_pages_are_asked_before_closing(window):
    assert window.may_close()
    window.open("exams").saved = False
    window.open("today")
    assert not window.may_close()


def test_help_opens_the_guide_beside_the_keys(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._guide.isVisible()
    window._guide.close()


def test_every_control_has_a_name_and_can_be_reached_by_tab(window):
    window.open("exams")
    for one in window.findChildren(QPushButton):
        if one.isVisible():
            assert one.text() or one.accessibleName(), one.objectName()
            assert one.objectName()
            assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, one.objectName()


def test_it_holds_together_at_twice_the_text(qtbot, window):
    look = theme.theme()
    try:
        look.use("dark", 200)
        assert not window.grab().isNull()
        assert window.rail.width() == 120
        assert find(window, "go_today").text() == ""
        assert find(window, "go_today").accessibleName() == "Idag"
    finally:
        look.use("system", 100)


def test_what_does_not_fit_at_the_top_gives_way(qtbot):
    top = TopBar()
    qtbot.addWidget(top)
    top.show_page("Idag", "3 rader", Command(key="new", label="Ny bokning", run=print, icon="plus"))
    for key in ("backup_age", "month"):
        top.indicate(key, "archive", "en ganska lång text", "Hela meningen")
    top.show()
    top.resize(1400, 60)
    assert find(top, "backup_age").text() == "en ganska lång text"
    assert find(top, "page_count", QLabel).isVisible()
    top.resize(620, 60)
    assert find(top, "backup_age").text() == ""
    assert find(top, "backup_age").accessibleName() == "Hela meningen"
    assert find(top, "page_count", QLabel).isVisible()
    top.resize(300, 60)
    assert find(top, "search").text() == ""
    assert find(top, "primary").text() == ""
    assert find(top, "primary").accessibleName() == "Ny bokning"
    assert not find(top, "page_count", QLabel).isVisible()
