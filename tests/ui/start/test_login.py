import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
)

from lärcentrum.errors import BadValue
from lärcentrum.store.errors import WrongPassword
from tests.helpers.windows import shown
from ui.kit.jobs import JobRunner
from ui.start.login import LoginPage

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

    def refuse(self, code, login, password):
        raise WrongPassword(0)

    def come(self, code, name, login, password):
        self.asked.append((code, name, login, password))
        if self.error:
            raise self.error
        return "register"

    def reset(self, code, login, password):
        self.asked.append((code, login, password))
        return "register"


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def login(qtbot, door, jobs):
    page = LoginPage(door.unlock, jobs, reset=door.reset, come=door.come, login="maja")
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


def test_a_substitute_comes_in_with_a_code(qtbot, login, door):
    click(login, "use_spare")
    for name, text in (("code", "7KQ2-M9XD"), ("name", "Nils"), ("new_login", "maja"),
                       ("new_password", "januari 27"), ("again", "januari 27")):  # fmt: skip
        put(login, name, text)
    door.error = BadValue("login", "är upptaget")
    with qtbot.waitSignal(login.refused):
        click(login, "reset")
    asked = login.steps.currentWidget()
    assert asked.form._rows["new_login"].wrong.isVisibleTo(login)
    put(login, "new_login", "nils")
    door.error = None
    with qtbot.waitSignal(login.opened):
        click(login, "reset")
    assert door.asked[-1] == ("7KQ2-M9XD", "Nils", "nils", "januari 27")


def test_one_can_go_back_from_the_code(login):
    click(login, "use_code")
    assert login.title.text() == "Återställ med kod"
    click(login, "back")
    assert login.title.text() == "Logga in"


def test_enter_resets_and_going_back_leaves_nothing_behind(qtbot, login, door):
    height = login.steps.sizeHint().height()
    login._reset = door.refuse
    click(login, "use_code")
    assert login.focusWidget().objectName() == "code"
    for name, text in (("code", CODE), ("head_login", "maja"), ("new_password", "nytt lösenord")):
        put(login, name, text)
    put(login, "again", "nytt lösenord")
    with qtbot.waitSignal(login.refused):
        qtbot.keyClick(login.findChild(QLineEdit, "again"), Qt.Key.Key_Return)
    assert login.banner.isVisible()
    click(login, "back")
    assert login.banner.isHidden()
    assert login.steps.sizeHint().height() == height
    assert login.focusWidget() is login.password.edit


def test_nothing_flashes_up_while_the_page_is_built(qtbot):
    with shown() as seen:
        page = LoginPage(print, JobRunner(), reset=print, come=print, codes=print)
    qtbot.addWidget(page)
    assert seen == []
