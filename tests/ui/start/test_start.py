import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.store.errors import BackupDamaged, Damaged, NotARegister, WrongPassword
from ui.kit.jobs import JobRunner
from ui.kit.settings import Memory
from ui.start.answers import Deeds
from ui.start.code_page import CodePage
from ui.start.idle import IdleWatch
from ui.start.login import LoginPage
from ui.start.recovery import Copy, RecoveryPage
from ui.start.shell import Shell
from ui.start.single import Single
from ui.start.steps import FolderStep, PlaceStep, RoomsStep, UserStep
from ui.start.wizard import FirstStart

CODE = "7KQ2-M9XD-4HJT-P6WN-RB3F-8ZCE-5GLV-2SYA"


@pytest.fixture
def jobs(qtbot):
    made = JobRunner()
    yield made
    made.stop()


def click(parent, name):
    parent.findChild(QPushButton, name).click()


def put(parent, name, text):
    parent.findChild(QLineEdit, name).setText(text)


# --- login ---


class Door:
    """Opens for one name and password, and says how long to wait else."""

    def __init__(self):
        self.asked, self.wait, self.error, self.main = [], 0, None, None

    def unlock(self, login, password):
        self.asked.append((login, password))
        self.main = threading.current_thread() is threading.main_thread()
        if self.error:
            raise self.error
        if password != "rätt lösenord":
            raise WrongPassword(self.wait)
        return "register"

    def reset(self, code, login, password):
        self.asked.append((code, login, password))
        return "register"


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def login(qtbot, door, jobs):
    page = LoginPage(door.unlock, jobs, reset=door.reset, login="maja")
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    return page


def test_the_right_password_opens_beside_the_main_thread(qtbot, login, door):
    put(login, "password", "rätt lösenord")
    with qtbot.waitSignal(login.opened) as opened:
        click(login, "open")
        assert not login.go.isEnabled()
    assert opened.args == ["register"]
    assert door.main is False
    assert login.password.value() == ""


def test_enter_opens(qtbot, login):
    put(login, "password", "rätt lösenord")
    with qtbot.waitSignal(login.opened):
        qtbot.keyClick(login.password.edit, Qt.Key.Key_Return)


def test_a_wrong_password_is_told_and_emptied(qtbot, login):
    put(login, "password", "fel")
    with qtbot.waitSignal(login.refused):
        click(login, "open")
    assert login.banner.isVisible()
    assert login.banner.findChild(QLabel, "banner_code").text() == "FI01"
    assert login.password.value() == ""
    assert login.go.isEnabled()


def test_the_wait_after_a_wrong_password_is_counted_down(qtbot, login, door):
    door.wait = 1
    put(login, "password", "fel")
    with qtbot.waitSignal(login.refused):
        click(login, "open")
    assert not login.go.isEnabled()
    assert login.go.text() == "Vänta 1 s"
    put(login, "password", "rätt lösenord")
    qtbot.keyClick(login.password.edit, Qt.Key.Key_Return)
    assert len(door.asked) == 1
    qtbot.waitUntil(login.go.isEnabled, timeout=3000)
    assert login.go.text() == "Öppna"


def test_nothing_is_asked_without_a_password(login, door):
    click(login, "open")
    assert door.asked == []
    assert login.form._rows["password"].error.text() == "Fyll i fältet."


def test_a_bug_is_handed_on(qtbot, login, door):
    door.error = ZeroDivisionError()
    put(login, "password", "x")
    with qtbot.waitSignal(login.bug):
        click(login, "open")
    assert login.go.isEnabled()


def test_caps_lock_is_said(login):
    edit = login.password.edit
    assert login.caps.isHidden()
    shift_free = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(edit, shift_free)
    assert not login.caps.isHidden()


def test_the_recovery_code_sets_a_new_password(qtbot, login, door):
    click(login, "use_code")
    put(login, "code", CODE)
    put(login, "head_login", "maja")
    put(login, "new_password", "nytt lösenord")
    put(login, "again", "annat lösenord")
    click(login, "reset")
    assert door.asked == []
    put(login, "again", "nytt lösenord")
    with qtbot.waitSignal(login.opened):
        click(login, "reset")
    assert door.asked == [(CODE, "maja", "nytt lösenord")]


def test_one_can_go_back_from_the_code(login):
    click(login, "use_code")
    assert login.title.text() == "Återställ med kod"
    click(login, "back")
    assert login.title.text() == "Logga in"


# --- the window and its lock ---


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


def test_the_least_size_is_1024_by_640(shell):
    shell.resize(100, 100)
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


# --- first start ---


class Maker:
    """Makes registers."""

    def __init__(self):
        self.made, self.rooms, self.error = [], [], None

    def create(self, answers):
        if self.error:
            raise self.error
        self.made.append(answers)
        return CODE

    def deeds(self, explore=None):
        return Deeds(
            create=self.create,
            add_rooms=self.rooms.extend,
            open_other=self.open_other,
            check_password=self.check,
            explore=explore,
        )

    def open_other(self, folder):
        raise NotARegister

    def check(self, password):
        if len(password) < 8:
            raise BadValue("password", "ska ha minst 8 tecken")


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def wizard(qtbot, maker, jobs, tmp_path):
    page = FirstStart(maker.deeds(), jobs, tmp_path / "åäö")
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    return page


def step(wizard):
    return wizard.steps.currentWidget()


def fill_user(wizard, again="lång hemlighet"):
    put(step(wizard), "user_name", "Maja Sjaunja")
    put(step(wizard), "login", "maja")
    put(step(wizard), "password", "lång hemlighet")
    put(step(wizard), "again", again)


def to_code(qtbot, wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "storu")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))


def prove(wizard):
    page = step(wizard)
    signs = CODE.replace("-", "")
    put(page, "proof", "".join(signs[place] for place in page.places))


def test_a_centre_is_made_in_five_steps(qtbot, wizard, maker, tmp_path):
    to_code(qtbot, wizard)
    answers = maker.made[0]
    assert (answers.kind, answers.code, answers.municipality) == ("centre", "2421", "Storuman")
    assert answers.name == "Lärcentrum Storuman"
    assert answers.folder == tmp_path / "åäö"
    assert "lång hemlighet" not in repr(answers)
    assert wizard.answers.password == ""
    click(wizard, "next")
    prove(wizard)
    click(wizard, "next")
    put(wizard, "room_1", "Stora salen")
    put(wizard, "seats_1", "12")
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "next")
    assert maker.rooms == [("Stora salen", 12)]


def test_the_code_is_hidden_while_it_is_proven(qtbot, wizard):
    to_code(qtbot, wizard)
    page = step(wizard)
    assert "7KQ2" in page.shown.text()
    assert wizard.back.isHidden()
    click(wizard, "next")
    assert "7KQ2" not in page.shown.text()
    put(page, "proof", "????")
    click(wizard, "next")
    assert step(wizard) is page
    put(page, "proof", "AAAA")
    click(wizard, "next")
    assert step(wizard) is page
    assert "stämmer inte" in page.form._rows["proof"].error.text()
    prove(wizard)
    click(wizard, "next")
    assert isinstance(step(wizard), RoomsStep)


def test_the_code_can_be_saved_as_a_file(qtbot, tmp_path):
    page = CodePage(CODE, lambda: None)
    qtbot.addWidget(page)
    assert page.save(tmp_path / "kod.txt")
    assert "7KQ2  M9XD" in (tmp_path / "kod.txt").read_text("utf-8")
    assert not page.save(tmp_path / "finns" / "inte" / "kod.txt")
    assert "gick inte" in page.said.text()


def test_the_signs_asked_for_are_four_of_the_codes(qtbot):
    for _time in range(20):
        page = CodePage(CODE, lambda: None)
        qtbot.addWidget(page)
        assert len(set(page.places)) == 4
        assert all(0 <= place < 32 for place in page.places)


def test_rooms_can_wait(qtbot, wizard, maker):
    to_code(qtbot, wizard)
    click(wizard, "next")
    prove(wizard)
    click(wizard, "next")
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "skip")
    assert maker.rooms == []


def test_a_room_without_seats_is_told(qtbot):
    page = RoomsStep()
    qtbot.addWidget(page)
    put(page, "room_1", "Salen")
    assert page.submit() is False
    assert "antal platser" in page.said.text()
    put(page, "seats_1", "4")
    with qtbot.waitSignal(page.done) as done:
        page.submit()
    assert done.args == [{"rooms": [("Salen", 4)]}]


def test_a_short_password_and_a_slip_stay_at_their_fields(wizard):
    click(wizard, "centre")
    click(wizard, "next")
    fill_user(wizard, again="annat")
    click(wizard, "next")
    assert isinstance(step(wizard), UserStep)
    assert "inte lika" in step(wizard).form._rows["again"].error.text()
    put(step(wizard), "password", "kort")
    click(wizard, "next")
    assert "minst 8" in step(wizard).form._rows["password"].error.text()


def test_a_refusal_stays_on_the_step_and_can_be_tried_again(qtbot, wizard, maker):
    maker.error = NotFound("x", "y")
    click(wizard, "centre")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(wizard.banner.isVisible)
    assert isinstance(step(wizard), FolderStep)
    maker.error = None
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))


def test_another_place_is_written_by_hand(qtbot):
    from ui.start.centres import centres, offices

    assert len(centres()) == 17
    assert len(offices()) == 3
    page = PlaceStep(centres(), "centre")
    qtbot.addWidget(page)
    put(page, "find_place", "Annat")
    assert page.place().code == ""
    put(page, "name", "Lärcentrum Haparanda")
    with qtbot.waitSignal(page.done) as done:
        page.submit()
    assert done.args[0] == {"name": "Lärcentrum Haparanda", "code": "", "municipality": ""}


def test_an_office_has_no_rooms(qtbot, wizard, maker):
    click(wizard, "region")
    click(wizard, "next")
    fill_user(wizard)
    click(wizard, "next")
    click(wizard, "next")
    qtbot.waitUntil(lambda: isinstance(step(wizard), CodePage))
    click(wizard, "next")
    prove(wizard)
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "next")
    assert maker.made[0].kind == "region"


def test_one_can_go_back_and_keep_what_was_typed(wizard):
    click(wizard, "centre")
    put(wizard, "find_place", "kiruna")
    click(wizard, "next")
    click(wizard, "back")
    assert isinstance(step(wizard), PlaceStep)
    assert step(wizard).place().municipality == "Kiruna"
    click(wizard, "back")
    assert step(wizard).objectName() == "step_welcome"


def test_examples_are_offered_where_there_are_some(qtbot, maker, jobs, wizard):
    assert wizard.findChild(QPushButton, "explore").isHidden()
    page = FirstStart(maker.deeds(lambda: "demo"), jobs, Path("x"))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.finished) as finished:
        click(page, "explore")
    assert finished.args == ["demo"]


def test_a_folder_without_a_register_is_told(wizard):
    wizard.open_other("/finns/inte")
    assert wizard.banner.isVisible()


# --- recovery ---


def copies():
    days = [datetime(2026, 11, 23, 7, 55), datetime(2026, 11, 22, 16, 2)]
    return [
        Copy(path=Path(f"{day:%m%d}.lcbackup"), made=day, kilobytes=1800 + n)
        for n, day in enumerate(days)
    ]


class Restorer:
    """Puts copies back, but the newest is damaged."""

    def __init__(self):
        self.asked = []

    def restore(self, path, code):
        self.asked.append((path.name, code))
        if code != CODE:
            raise WrongPassword(0)
        if path.name == "1123.lcbackup":
            raise BackupDamaged

    def describe(self, path):
        if path.suffix != ".lcbackup":
            raise NotARegister
        return Copy(path=path, made=datetime(2026, 11, 1, 8), kilobytes=9)


@pytest.fixture
def restorer():
    return Restorer()


@pytest.fixture
def recovery(qtbot, restorer, jobs):
    page = RecoveryPage(
        Damaged(), copies(), restorer.restore, restorer.describe, jobs, lambda: None
    )
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    return page


def test_a_damaged_register_is_told_with_what_would_be_missing(recovery):
    assert recovery.banner.findChild(QLabel, "banner_code").text() == "FE06"
    assert "mån 23 nov 07:55" in recovery.lost.text()
    assert "saknas" in recovery.lost.text()
    assert recovery.table.record().path.name == "1123.lcbackup"


def test_a_damaged_copy_is_marked_and_the_next_is_offered(qtbot, recovery, restorer):
    put(recovery, "code", CODE)
    click(recovery, "restore")
    qtbot.waitUntil(lambda: recovery.model.record(0).bad)
    assert recovery.banner.findChild(QLabel, "banner_code").text() == "FE07"
    assert recovery.table.record().path.name == "1122.lcbackup"
    with qtbot.waitSignal(recovery.restored):
        click(recovery, "restore")
    assert restorer.asked == [("1123.lcbackup", CODE), ("1122.lcbackup", CODE)]


def test_a_wrong_code_changes_nothing(qtbot, recovery):
    put(recovery, "code", "fel")
    click(recovery, "restore")
    qtbot.waitUntil(recovery.go.isEnabled)
    assert not recovery.model.record(0).bad


def test_a_copy_from_elsewhere_can_be_chosen(recovery):
    recovery.take_file("/usb/x.txt")
    assert recovery.banner.isVisible()
    recovery.take_file("/usb/x.lcbackup")
    assert recovery.table.record().path == Path("/usb/x.lcbackup")
    assert recovery.model.rowCount() == 3


def test_without_copies_it_says_where_to_look(qtbot, restorer, jobs):
    page = RecoveryPage(Damaged(), [], restorer.restore, restorer.describe, jobs, lambda: None)
    qtbot.addWidget(page)
    page.show()
    assert page.table.empty.isVisible()
    assert not page.go.isEnabled()
    assert isinstance(page, QObject)
