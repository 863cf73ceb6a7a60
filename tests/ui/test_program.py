"""The whole course with real registers: first start, login, lock, recovery, start order."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from shiboken6 import isValid

from lärcentrum import backups
from lärcentrum.demo.stage import TODAY
from lärcentrum.drafts import Drafts
from lärcentrum.exams import rooms
from lärcentrum.people.users import Role, add_user
from lärcentrum.settings import change_settings
from tests.helpers.house import PASSWORD, House, first_start
from tests.helpers.keys import type_text
from ui.main_window import MainWindow
from ui.program import LOGIN, REGISTER
from ui.start.login import LoginPage
from ui.start.recovery import RecoveryPage
from ui.start.wizard import FirstStart

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlite_utils", "pandas", "numpy", "reportlab", "zxingcpp", "PIL", "cryptography")


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path))
    return tmp_path


@pytest.fixture
def start(qtbot, state):
    houses = []

    def begin():
        houses.append(House(state, qtbot))
        return houses[-1]

    yield begin
    for house in houses:
        if house.shell.isVisible():
            house.shell.may_close = lambda: True
            house.shell.close()
        assert house.bugs == []


def log_in(house, password=PASSWORD, login="maja"):
    house.put("login", login)
    house.put("password", password)
    house.click("open")


def test_from_first_start_to_login_lock_and_a_lost_file(qtbot, start, state):
    house = start()
    assert isinstance(house.screen, FirstStart)
    code = first_start(house, qtbot)
    store = house.opened._register.store
    assert [room.name for room in rooms.list_rooms(store)] == ["Stora salen"]
    assert house.screen.findChild(QLabel, "heading").text() == "Lärcentrum Storuman"
    assert house.memory.get(REGISTER) == str(state / "åäö")

    Drafts(store).keep("booking", "{}")
    house.screen.locking.emit()
    assert isinstance(house.screen, LoginPage)
    assert house.shell.focusWidget().objectName() == "password"
    log_in(house)
    house.wait_for(MainWindow)
    assert Drafts(store).find("booking") == "{}"

    house.shell.close()
    assert list((state / "åäö" / "backup").glob("*.lcbackup"))

    again = start()
    assert isinstance(again.screen, LoginPage)
    assert again.shell.focusWidget().objectName() == "password"
    log_in(again, "fel lösenord")
    qtbot.waitUntil(lambda: again.screen.banner.isVisible(), timeout=10_000)
    qtbot.waitUntil(again.screen.go.isEnabled, timeout=5000)
    log_in(again)
    again.wait_for(MainWindow)
    again.shell.close()

    (state / "åäö" / "register.db").unlink()
    third = start()
    assert isinstance(third.screen, RecoveryPage)
    third.put("code", code)
    third.click("restore")
    third.wait_for(LoginPage)
    log_in(third)
    third.wait_for(MainWindow)
    store = third.opened._register.store
    assert [room.name for room in rooms.list_rooms(store)] == ["Stora salen"]


def test_a_changed_time_until_the_lock_counts_at_once(qtbot, start):
    house = start()
    first_start(house, qtbot)
    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    assert house.opened._idle.minutes == 15
    change_settings(house.opened._register.store, values={"lock_minutes": "5"})
    assert house.opened._idle.minutes == 5


def test_going_back_to_a_back_up_from_the_settings(qtbot, start):
    house = start()
    code = first_start(house, qtbot)
    store = house.opened._register.store
    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    made = backups.make_backup(store)
    rooms.add_room(store, name="Lilla salen", capacity=3)
    page = house.screen.open("settings")
    page.show_record("backups")
    section = page.sections["backups"]
    qtbot.waitUntil(lambda: section.model.row_of(made) >= 0 or section.model.rowCount() > 0)
    section.reload()
    rows = [section.model.record(row).path for row in range(section.model.rowCount())]
    section.table.choose(rows.index(made.path))
    assert section.lost.text() == "Det här skulle saknas: 1 ändring (Sal tillagd 1)."
    section.findChild(QPushButton, "go_back").click()
    house.wait_for(RecoveryPage)
    assert house.screen.table.record().path == made.path
    assert "Sal tillagd 1" in house.screen.findChild(QLabel, "lost").text()
    house.click("retry")
    house.wait_for(LoginPage)
    log_in(house)
    house.wait_for(MainWindow)
    assert len(rooms.list_rooms(house.opened._register.store)) == 2, "nothing was changed"

    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    house.opened.go_back(made.path)
    house.wait_for(RecoveryPage)
    house.put("code", code)
    house.click("restore")
    house.wait_for(LoginPage)
    log_in(house)
    house.wait_for(MainWindow)
    store = house.opened._register.store
    assert [room.name for room in rooms.list_rooms(store)] == ["Stora salen"]


def test_what_is_being_typed_comes_back_after_closing_all_the_same(qtbot, start):
    house = start()
    first_start(house, qtbot)
    type_text(house.screen.open("exams").add().form.field("exam").edit, "Mekanik")
    house.shell.close()
    box = house.shell.findChild(QMessageBox, "leave_program")
    box.findChild(QPushButton, "leave").click()
    assert not house.shell.isVisible()

    again = start()
    log_in(again)
    again.wait_for(MainWindow)
    assert "Mekanik" in Drafts(again.opened._register.store).find("booking")


def test_another_person_at_the_lock_sees_nothing_of_the_first(qtbot, start):
    house = start()
    first_start(house, qtbot)
    add_user(house.opened._register.store, login="vera", name="Vera", password=PASSWORD,
             role=Role.SUBSTITUTE, valid_until=date.max)  # fmt: skip
    first = house.screen
    first.open("students")
    dialog = first.open("exams").add()
    type_text(dialog.form.field("exam").edit, "Mekanik")
    first.locking.emit()
    log_in(house, login="vera")
    house.wait_for(MainWindow)
    assert house.screen is not first
    assert list(house.screen._specs) == ["today", "settings"]
    assert house.screen.top.primary.isHidden()
    qtbot.waitUntil(lambda: not isValid(dialog) and not isValid(first))

    house.screen.locking.emit()
    assert house.screen.form.values()["login"] == "vera"
    log_in(house)
    house.wait_for(MainWindow)
    assert "students" in house.screen._specs
    assert house.screen.open("exams").add().form.field("exam").edit.text() == "Mekanik"
    assert house.memory.get(LOGIN) == "maja"


def test_a_code_is_taken_from_the_lock_too(qtbot, start):
    house = start()
    code = first_start(house, qtbot)
    dialog = house.screen.open("exams").add()
    type_text(dialog.form.field("exam").edit, "Mekanik")
    house.screen.locking.emit()
    house.click("other_code")
    assert isinstance(house.screen, LoginPage)
    assert not house.shell.is_locked
    qtbot.waitUntil(lambda: not isValid(dialog))
    house.click("use_code")
    house.put("code", code)
    house.put("head_login", "maja")
    house.put("new_password", "ett nytt och bra")
    house.put("again", "ett nytt och bra")
    house.click("reset")
    house.wait_for(MainWindow)
    assert house.screen.open("exams").add().form.field("exam").edit.text() == "Mekanik"


def test_the_age_of_the_back_up_stands_there_for_the_next_person_too(qtbot, start):
    house = start()
    first_start(house, qtbot)
    add_user(house.opened._register.store, login="vera", name="Vera", password=PASSWORD,
             role=Role.STAFF)  # fmt: skip
    qtbot.waitUntil(lambda: not house.jobs.jobs, timeout=10_000)
    first = house.screen
    first.locking.emit()
    log_in(house, login="vera")
    house.wait_for(MainWindow)
    assert house.screen is not first
    qtbot.waitUntil(lambda: house.screen.top.findChild(QPushButton, "backup_age") is not None)


@pytest.mark.timeout(600)
def test_looking_around_with_examples_says_so_always_and_is_not_remembered(qtbot, start, state):
    house = start()
    house.click("explore")
    house.wait_for(MainWindow)
    store = house.opened._register.store
    assert store.folder == state / "Lärcentrum-exempel" / "centre"
    chip = house.screen.top.chip
    house.shell.resize(1024, 640)
    for spec in ("today", "exams", "settings"):
        house.screen.open(spec)
        assert (chip.isVisible(), chip.word()) == (True, "Exempeldata")
    assert store.clock.today() == TODAY
    assert house.screen.open("today").count != ""

    house.screen.locking.emit()
    assert PASSWORD not in house.screen.text.text()
    house.put("login", "berit")
    house.put("password", re.search(r"lösenord (\S+)\.", house.screen.text.text())[1])
    house.click("open")
    house.wait_for(MainWindow)
    house.shell.close()

    again = start()
    assert isinstance(again.screen, FirstStart)
    first_start(again, qtbot)
    assert again.screen.top.chip.isHidden()


def test_examples_are_made_beside_what_is_no_example(qtbot, start, state):
    mine = state / "Lärcentrum-exempel" / "eget.txt"
    mine.parent.mkdir()
    mine.write_text("mitt")
    house = start()
    house.click("explore")
    house.wait_for(MainWindow)
    assert house.opened._register.store.folder.parent.name == "Lärcentrum-exempel-2"
    assert mine.read_text() == "mitt"


def test_a_damaged_file_leads_to_the_copies_and_is_not_written(qtbot, start, state):
    house = start()
    first_start(house, qtbot)
    house.shell.close()
    file = state / "åäö" / "register.db"
    file.write_bytes(os.urandom(20_000))
    before = file.read_bytes()
    again = start()
    log_in(again)
    again.wait_for(RecoveryPage)
    assert again.screen.model.rowCount() > 0
    assert file.read_bytes() == before


SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from ui import launch
from ui.start.shell import Shell

def wait():
    if all(name in sys.modules for name in {needs!r}):
        QApplication.quit()
    else:
        QTimer.singleShot(20, wait)

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(" ".join(sorted(name.partition(".")[0] for name in sys.modules)), flush=True)
            print(type(watched).__name__, flush=True)
            QTimer.singleShot(0, wait)
        return False

shown = Shell.show
def show(self):
    self.eye = Eye(self)
    self.screens.currentWidget().installEventFilter(self.eye)
    shown(self)
Shell.show = show
sys.exit(launch.main([{folder!r}]))
"""


def run(script, state, needs=()):
    """Start the program; it ends after its first paint, when the needs are loaded."""
    script = script.format(root=str(ROOT), folder=str(state), needs=needs)
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60,
        env={**os.environ, "LARCENTRUM_STATE": str(state), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    for name in ("keys.json", "register.db"):
        (tmp_path / name).touch()
    ended = run(SCRIPT, tmp_path)
    assert ended.returncode == 0, ended.stderr
    loaded, screen = ended.stdout.splitlines()[:2]
    assert screen == "LoginPage"
    assert not set(HEAVY) & set(loaded.split())
    assert "platformdirs" not in loaded.split()
    assert not (tmp_path / "öppen").exists()


NAMES = """
import sys
sys.path.insert(0, {root!r})
from PySide6 import QtCore, QtWidgets
from ui.__main__ import start
started = start([{folder!r}])
started.app.processEvents()
started.shell.grab()
print(*({{"Qt", "QEvent"}} & set(vars(QtCore))), *({{"QStyle"}} & set(vars(QtWidgets))))
started.crash.close()
"""


def test_the_first_paint_makes_none_of_the_long_lists_of_names(tmp_path):
    """Each of these namespaces is made whole when it is touched, as slowly as a window is."""
    for name in ("keys.json", "register.db"):
        (tmp_path / name).touch()
    ended = run(NAMES, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == []


def test_what_the_pages_need_is_loaded_while_the_password_is_typed(tmp_path):
    for name in ("keys.json", "register.db"):
        (tmp_path / name).touch()
    needs = ("ui.opened", "ui.today.today_page", "holidays.countries.sweden", "pypdfium2")
    ended = run(SCRIPT, tmp_path, needs)
    assert ended.returncode == 0, ended.stderr
    assert not {"holidays", "pypdfium2"} & set(ended.stdout.splitlines()[0].split())


END = """
import os, signal, sys, threading
sys.path.insert(0, {root!r})
from PySide6.QtCore import QTimer
from ui import launch
from ui.start import ending

made = ending.Ending.__init__
def init(self, *given):
    made(self, *given)
    # From another thread, and with Qt's loop at rest, as when a session ends.
    threading.Timer(0.3, os.kill, (os.getpid(), signal.{needs})).start()
ending.Ending.__init__ = init
sys.exit(launch.main([{folder!r}]))
"""


@pytest.mark.parametrize("said", ["SIGTERM", "SIGHUP"])
def test_the_end_of_the_session_is_no_unexpected_end(tmp_path, said):
    for name in ("keys.json", "register.db"):
        (tmp_path / name).touch()
    ended = run(END, tmp_path, said)
    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "öppen").exists()
    assert (tmp_path / "window.json").is_file(), "the window closed as it does by hand"


def test_a_second_start_ends_at_once(qtbot, tmp_path):
    from ui.start.single import Single

    first = Single(tmp_path)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.knocked, timeout=20_000):
        ended = run(SCRIPT, tmp_path)
    assert ended.returncode == 3
    first.drop()
