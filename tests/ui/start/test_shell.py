import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from lärcentrum.clock import FixedClock
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.start.idle import IdleWatch
from ui.start.shell import Shell
from ui.start.single import Single


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


def click(parent, name):
    parent.findChild(QPushButton, name).click()


@pytest.fixture
def shell(qtbot, tmp_path):
    made = Shell(Memory(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_lock_masks_everything_and_gives_it_back(qtbot, shell):
    form = QWidget()
    typed = QLineEdit("osparat", parent=form)
    shell.show_screen(form)
    shell.setWindowTitle("Åsa Öberg – Lärcentrum")
    dialog = QDialog(shell)
    dialog.open()
    with qtbot.waitSignal(shell.locked):
        shell.cover(QLabel("låst"))
    assert not form.isVisible()
    assert not dialog.isVisible()
    assert "Åsa" not in shell.windowTitle()
    shell.cover(QLabel("en gång till"))
    shell.uncover()
    assert form.isVisible()
    assert dialog.isVisible()
    assert typed.text() == "osparat"
    assert shell.windowTitle() == "Åsa Öberg – Lärcentrum"
    assert not shell.is_locked
    dialog.reject()


def test_closing_asks_when_something_is_unsaved(qtbot, shell):
    shell.may_close = lambda: False
    shell.close()
    assert shell.isVisible()
    box = shell.findChild(QMessageBox, "leave_program")
    click(box, "stay")
    assert shell.isVisible()
    shell.close()
    with qtbot.waitSignal(shell.closing):
        shell.findChildren(QMessageBox, "leave_program")[-1].findChild(QPushButton, "leave").click()
    assert not shell.isVisible()


def test_the_windows_size_is_remembered(qtbot, tmp_path):
    first = Shell(Memory(tmp_path))
    qtbot.addWidget(first)
    first.resize(1100, 700)
    first.show()
    first.close()
    second = Shell(Memory(tmp_path))
    qtbot.addWidget(second)
    # The offscreen screen is narrower than the window, so only the height is free to be kept.
    assert second.height() == 700


def test_the_least_size_is_1024_by_640_where_the_screen_has_room(qtbot, monkeypatch):
    monkeypatch.setattr("ui.start.shell.room_for", lambda _window: QSize(1600, 900))
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(400, 300)
    assert (shell.width(), shell.height()) == (1024, 640)


def test_nobody_at_the_desk_is_noticed(qtbot, shell):
    clock = FixedClock(datetime(2026, 11, 23, 8, tzinfo=UTC))
    watch = IdleWatch(QGuiApplication.instance(), clock, 15)
    shell.activateWindow()
    seen = []
    watch.idle.connect(lambda: seen.append(1))
    watch.start()
    clock.at += timedelta(minutes=14)
    watch.look()
    assert seen == []
    watch._watch(shell.windowHandle())
    qtbot.keyClick(shell.windowHandle(), Qt.Key.Key_A)
    clock.at += timedelta(minutes=14)
    watch.look()
    assert seen == []
    clock.at += timedelta(hours=8)
    watch.look()
    watch.look()
    assert seen[0] == 1
    watch.minutes = 0
    watch.start()
    clock.at += timedelta(hours=8)
    before = len(seen)
    watch.look()
    assert len(seen) == before
    watch.deleteLater()


def test_a_second_start_knocks_and_leaves(qtbot, tmp_path):
    first, second = Single(tmp_path), Single(tmp_path)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.knocked):
        assert not second.take()
    with qtbot.waitSignal(first.knocked):
        assert not Single(tmp_path).take()
    first.drop()
    assert second.take()
    second.drop()


def test_a_lock_left_by_a_killed_program_is_free(qtbot, tmp_path):
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom ui.start.single import Single\n"
        "one = Single(Path(sys.argv[1]))\nassert one.take()\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)])
    single = Single(tmp_path)
    assert single.take()
    single.drop()


def test_the_window_never_asks_for_more_than_the_screen(qtbot, tmp_path):
    memory = Memory(tmp_path)
    before = Shell(memory)
    qtbot.addWidget(before)
    before.resize(3000, 2000)
    memory.keep_window("shell", before)
    for remembered in (memory, None):
        shell = Shell(remembered)
        qtbot.addWidget(shell)
        room = shell.screen().availableSize()
        for size in (shell.size(), shell.minimumSize()):
            assert size.width() < room.width()
            assert size.height() < room.height()
