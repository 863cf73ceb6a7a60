"""Files that a double click opens: in the right page, after login, or a clear sentence."""

import json
import os
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from lärcentrum.clock import SystemClock
from lärcentrum.people.users import Role, add_user
from tests.helpers import registers
from tests.helpers.months import name_centre
from tests.helpers.region import make_region
from ui.kit.crash import Crash
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.opened import Opened
from ui.start.handed import hand_over, take_handed
from ui.start.idle import IdleWatch
from ui.start.login import LoginPage
from ui.start.shell import Shell
from ui.start.single import Single

PASSWORD = "skogens lugn"


@pytest.fixture
def enter(qtbot, tmp_path):
    """Open a new register of a kind in the window, with a Single that may have files."""

    def leave(shell):
        shell.may_close = lambda: True

    def opened(kind, single):
        register, _ = registers.make(tmp_path / kind, kind)
        (name_centre if kind == "centre" else make_region)(register.store)
        memory, jobs = Memory(tmp_path), JobRunner()
        shell = Shell(memory)
        qtbot.addWidget(shell, before_close_func=leave)
        shell.show()
        app = QGuiApplication.instance()
        crash = Crash(tmp_path, lambda: SystemClock())
        return Opened(
            register, shell, memory, crash, jobs,
            lambda minutes: IdleWatch(app, SystemClock(), minutes), "", single,
        )  # fmt: skip

    return opened


@pytest.fixture
def single(qtbot, tmp_path):
    made = Single(tmp_path)
    yield made
    made.drop()


def files(folder, *names):
    made = [folder / name for name in names]
    for one in made:
        one.write_bytes(b"inget riktigt")
    return made


def said(frame):
    page = frame.stack.currentWidget()
    return " ".join(part.text() for part in page.banner.findChildren(QLabel) if part.text())


def test_a_monthly_file_stands_in_the_inbox_after_login(qtbot, tmp_path, single, enter):
    assert single.take(files(tmp_path, "2463 å.lcsync"))
    opened = enter("region", single)
    page = opened.frame.open("region")
    qtbot.waitUntil(lambda: bool(page.inbox.items), timeout=20_000)
    assert [one.path.name for one in page.inbox.items] == ["2463 å.lcsync"]
    assert page.inbox.isVisible(), "it says why the file cannot be read, also with no centre yet"


def test_a_receipt_is_read_in_where_the_month_is(qtbot, tmp_path, single, enter):
    assert single.take(files(tmp_path, "oktober.KVITTENS"))
    opened = enter("centre", single)
    qtbot.waitUntil(lambda: opened.frame.current == "month", timeout=20_000)
    page = opened.frame.open("month")
    qtbot.waitUntil(page.banner.isVisible, timeout=20_000)
    assert "kvittens" in said(opened.frame).lower()


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("centre", "å.lcsync", "läses in hos regionkontoret"),
        ("centre", "å.lcsync.txt", "läses in hos regionkontoret"),
        ("region", "å.kvittens", "läses in hos ett lärcentrum"),
    ],
)
def test_a_file_for_another_register_is_told_so(qtbot, tmp_path, single, enter, kind, name, told):
    assert single.take(files(tmp_path, name))
    opened = enter(kind, single)
    qtbot.waitUntil(lambda: told in said(opened.frame), timeout=20_000)
    assert opened.frame.current == ("today" if kind == "centre" else "region")


def test_a_role_without_the_month_is_told_so(qtbot, tmp_path, single, enter):
    assert single.take()
    opened = enter("centre", single)
    store = opened._register.store
    add_user(store, login="vera", name="Vera", password=PASSWORD, role=Role.SUBSTITUTE,
             valid_until=date.max)  # fmt: skip
    opened.lock()
    lock = opened._shell.screens.currentWidget()
    assert isinstance(lock, LoginPage)
    single._files = files(tmp_path, "å.kvittens")
    single.handed.emit()
    lock.findChild(QLineEdit, "login").setText("vera")
    lock.findChild(QLineEdit, "password").setText(PASSWORD)
    lock.go.click()
    qtbot.waitUntil(lambda: "Din roll" in said(opened.frame), timeout=20_000)


def test_it_waits_while_the_window_is_locked_or_a_dialog_is_open(qtbot, tmp_path, single, enter):
    assert single.take()
    opened = enter("centre", single)
    dialog = QDialog(opened._shell)
    dialog.open()
    single._files = files(tmp_path, "å.lcsync")
    single.handed.emit()
    assert single._files
    assert "regionkontoret" not in said(opened.frame)
    opened.lock()
    dialog.hide()
    opened.frame.isVisible()
    single.handed.emit()
    assert single._files
    opened._shell.uncover()
    dialog.close()
    qtbot.waitUntil(lambda: "regionkontoret" in said(opened.frame), timeout=20_000)


def test_a_second_start_hands_its_files_to_the_first(qtbot, tmp_path, single):
    assert single.take()
    single.listen()
    wanted = files(tmp_path, "å.lcsync", "b c.kvittens")
    with qtbot.waitSignal(single.handed):
        assert not Single(tmp_path).take(wanted)
    assert single.take_files() == wanted
    assert single.take_files() == []


def test_no_handed_file_is_lost_and_no_foreign_note_is_believed(tmp_path):
    first, second = files(tmp_path, "1.lcsync", "2.lcsync")
    for one in (first, second, first):
        hand_over(tmp_path, [one])
    (tmp_path / "0.öppna").write_text("[1, null")
    (tmp_path / "1.öppna").write_text(json.dumps([3, "relativ.lcsync"]))
    (tmp_path / "2.öppna").write_text("x" * 100_000)
    hand_over(tmp_path, files(tmp_path, "gammal.lcsync"))
    oldest = max(tmp_path.glob("*.öppna"), key=lambda one: (len(one.name), one.name))
    os.utime(oldest, (1, 1))
    assert take_handed(tmp_path) == [first, second]
    assert list(tmp_path.glob("*.öppna")) == []
