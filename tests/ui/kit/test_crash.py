import faulthandler
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QTimer, QtMsgType, Signal, qCritical
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from lärcentrum.clock import SystemClock
from lärcentrum.errors import NotFound
from ui.kit.crash import LOG, NATIVE, RUNNING, Crash
from ui.kit.crash_dialog import Notice, Notices

CANARY = "19121212-9899 Tolvan Öberg"


@pytest.fixture
def crash(qtbot, tmp_path):
    was_on = faulthandler.is_enabled()
    made = Crash(tmp_path, SystemClock)
    made.install()
    yield made
    made.close()
    if was_on:
        faulthandler.enable(sys.__stderr__)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def boom():
    raise ValueError(CANARY)


def log(crash):
    return (crash._folder / LOG).read_text("utf-8")


class Sender(QObject):
    said = Signal()


def test_a_bug_in_a_slot_gets_a_code_and_a_line_without_data(qtbot, crash):
    sender = Sender()
    sender.said.connect(boom)
    with qtbot.waitSignal(crash.bug) as caught:
        sender.said.emit()
    code = caught.args[0]
    assert code in log(crash)
    assert "ValueError" in log(crash)
    assert "boom" in log(crash)
    assert "Tolvan" not in log(crash)
    assert "9899" not in log(crash)


def test_a_bug_in_a_thread_is_told_on_the_main_one(qtbot, crash):
    seen = []
    crash.bug.connect(lambda code: seen.append(threading.current_thread()))
    with qtbot.waitSignal(crash.bug):
        thread = threading.Thread(target=boom)
        thread.start()
    thread.join()
    assert seen == [threading.main_thread()]


def test_a_bug_in_painting_is_told(qtbot, crash):
    class Painter(QWidget):
        def paintEvent(self, event):
            boom()

    widget = Painter()
    qtbot.addWidget(widget)
    with qtbot.waitSignal(crash.bug):
        widget.show()
        widget.repaint()


def test_a_bug_in_closing_is_told(qtbot, crash):
    class Closer(QWidget):
        broken = True

        def closeEvent(self, event: QCloseEvent):
            if self.broken:
                boom()

    widget = Closer()
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitSignal(crash.bug):
        QApplication.postEvent(widget, QCloseEvent())
    widget.broken = False


def test_a_bug_in_a_timer_is_told(qtbot, crash):
    with qtbot.waitSignal(crash.bug):
        QTimer.singleShot(0, boom)


def test_a_bug_while_letting_go_is_told(qtbot, crash):
    class Bad:
        def __del__(self):
            boom()

    with qtbot.waitSignal(crash.bug):
        bad = Bad()
        del bad


def test_the_cause_of_a_bug_is_logged_too(qtbot, crash):
    with qtbot.waitSignal(crash.bug):
        try:
            boom()
        except ValueError as error:
            try:
                raise KeyError(CANARY) from error
            except KeyError as other:
                crash.report(other)
    assert "KeyError" in log(crash)
    assert "ValueError" in log(crash)


def test_the_same_bug_has_the_same_code(crash):
    def code():
        try:
            boom()
        except ValueError as error:
            return crash.report(error)

    assert code() == code()


def test_a_refusal_that_no_form_caught_is_told_and_not_logged(qtbot, crash):
    with qtbot.waitSignal(crash.refused) as caught:
        crash.report(NotFound("booking", "x"))
    assert isinstance(caught.args[0], NotFound)
    assert not (crash._folder / LOG).exists()


def test_qts_complaints_are_logged_without_what_they_quote(crash):
    qCritical(f'cannot open "{CANARY}" at /home/tolvan/register.db')
    assert "cannot open" in log(crash)
    assert "Tolvan" not in log(crash)
    assert "/home" not in log(crash)
    assert QtMsgType.QtCriticalMsg.name in log(crash)


def test_a_long_log_is_turned_over(crash):
    file = crash._folder / LOG
    file.write_text("x" * 300_000)
    crash.report(RuntimeError())
    assert file.stat().st_size < 10_000
    assert file.with_suffix(".1.log").exists()


def test_a_log_that_cannot_be_written_does_not_hide_the_dialog(qtbot, crash):
    (crash._folder / LOG).mkdir()
    with qtbot.waitSignal(crash.bug):
        crash.report(RuntimeError())


def test_one_dialog_at_a_time_with_the_code(qtbot, crash, window):
    notices = Notices(crash, window)
    with qtbot.waitSignal(crash.bug) as caught:
        crash.report(RuntimeError())
    crash.report(RuntimeError())
    qtbot.waitUntil(lambda: notices.open is not None)
    dialog = notices.open
    assert isinstance(dialog, Notice)
    assert dialog.code == caught.args[0]
    assert len(window.findChildren(Notice)) == 1
    dialog.findChild(QPushButton, "copy_code").click()
    close = dialog.findChild(QPushButton, "close")
    assert dialog.focusWidget() is close
    close.click()
    assert notices.open is None


def test_a_refusal_and_an_unexpected_end_are_said(qtbot, crash, window):
    notices = Notices(crash, window)
    notices.show_error(NotFound("booking", "x"))
    assert notices.open.code == "NotFound"
    notices.open.accept()
    notices.show_unexpected()
    assert notices.open.code == "FE11"
    notices.open.accept()


def test_an_ordinary_end_leaves_no_trace(qtbot, tmp_path):
    was_on = faulthandler.is_enabled()
    first = Crash(tmp_path, SystemClock)
    assert first.install() is False
    assert (tmp_path / RUNNING).exists()
    first.close()
    second = Crash(tmp_path, SystemClock)
    assert second.install() is False
    second.close()
    if was_on:
        faulthandler.enable(sys.__stderr__)


def test_a_native_crash_is_noticed_at_the_next_start_and_holds_no_data(qtbot, tmp_path):
    script = (
        "import ctypes, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from lärcentrum.clock import SystemClock\n"
        "from ui.kit.crash import Crash\n"
        "app = QCoreApplication([])\n"
        f"secret = '{CANARY}'\n"
        "Crash(Path(sys.argv[1]), SystemClock).install()\n"
        "ctypes.string_at(0)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True)
    assert ended.returncode != 0
    dump = (tmp_path / NATIVE).read_text("utf-8", "replace")
    assert "Segmentation" in dump
    assert "Tolvan" not in dump
    was_on = faulthandler.is_enabled()
    crash = Crash(tmp_path, SystemClock)
    assert crash.install() is True
    crash.close()
    if was_on:
        faulthandler.enable(sys.__stderr__)
