"""A register with a home: what the window says and does on each of two computers."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPushButton

from lärcentrum import opening
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.rooms import add_room, list_rooms
from lärcentrum.home import choosing, going, leases
from lärcentrum.home.errors import HandedOver, TakenOver
from lärcentrum.people.users import RIGHTS, Role, add_user
from tests.helpers.house import House
from tests.helpers.opening import NEW
from ui import homing
from ui.kit import settings
from ui.kit.crash_dialog import Notices
from ui.main_window import MainWindow
from ui.program import REGISTER
from ui.start.login import LoginPage
from ui.start.wizard import FirstStart


@pytest.fixture
def house(qtbot, tmp_path, monkeypatch):
    """Begins the program on a computer; nothing may have been a bug."""
    houses = []

    def begin(computer, folder=None):
        place = tmp_path / f"{computer}-{len(houses)}"
        place.mkdir()
        monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / f"state-{computer}"))
        memory = settings.Memory(place)
        if folder is not None:
            memory.put(REGISTER, str(folder))
            memory.save()
        houses.append(House(place, qtbot))
        return houses[-1]

    yield begin
    for one in houses:
        if one.shell.isVisible():
            close(one)
        assert one.bugs == []


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The home of a register in the folder åäö, which its computer has given back."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state-ett"))
    made, _code = opening.create_register(tmp_path / "åäö", NEW, opening.surroundings())
    (tmp_path / "hem").mkdir()
    add_room(made.store, name="Sal 1", capacity=3)
    choosing.set_home(made.store, folder=str(tmp_path / "hem"))
    assert opening.leave(made) is None
    return tmp_path / "hem"


def log_in(one):
    one.put("login", NEW.login)
    one.put("password", NEW.password)
    one.click("open")


def inside(one):
    log_in(one)
    one.wait_for(MainWindow)
    rest(one)
    return one.opened._register.store


def close(one):
    one.shell.may_close = lambda: True
    one.shell.close()


def rest(one):
    """Until the back-up of the start is made, and whatever else runs."""
    one.opened.look()
    one.qtbot.waitUntil(lambda: not one.jobs.jobs, timeout=10_000)


def visit(one):
    one.opened._homing.visit()
    one.qtbot.waitUntil(lambda: not one.jobs.jobs, timeout=10_000)


def sign(one):
    return one.screen.top.findChild(QPushButton, "home")


def test_it_is_taken_brought_home_and_given_back(house, home):
    one = house("ett", home.with_name("åäö"))
    store = inside(one)
    assert leases.newest(home).held
    add_room(store, name="Sal 2", capacity=3)
    number = leases.newest(home).generation
    visit(one)
    assert leases.newest(home).generation == number + 1
    assert "Senaste kopian kom hem" in sign(one).toolTip()
    close(one)
    assert not leases.newest(home).held


def test_the_next_computer_opens_it_from_its_home(house, home):
    two = house("två")
    assert isinstance(two.screen, FirstStart)
    two.screen.open_other(str(home))
    assert isinstance(two.screen, LoginPage)
    store = inside(two)
    assert [room.name for room in list_rooms(store)] == ["Sal 1"]
    assert leases.newest(home).held
    close(two)
    assert not leases.newest(home).held


def test_held_elsewhere_one_looks_or_takes_over(house, home, qtbot):
    first = house("ett", home.with_name("åäö"))
    store = inside(first)
    two = house("två")
    two.screen.open_other(str(home))
    log_in(two)
    qtbot.waitUntil(lambda: two.screen.banner.isVisible(), timeout=10_000)
    assert two.screen.look.isVisible()
    assert "Berit Åström" in two.screen.take.text()
    box = two.screen.ask_take()
    assert "Berit Åström" in box.text()
    box.findChild(QPushButton, "take_over").click()
    two.wait_for(MainWindow)
    add_room(store, name="Ej hemma", capacity=3)
    visit(first)
    assert isinstance(store.refusing(), TakenOver)
    assert "togs över" in sign(first).toolTip()


def test_taken_over_it_closes_says_so_and_ends(house, home, qtbot, monkeypatch):
    first = house("ett", home.with_name("åäö"))
    store = inside(first)
    two = house("två")
    two.screen.open_other(str(home))
    log_in(two)
    qtbot.waitUntil(lambda: two.screen.banner.isVisible(), timeout=10_000)
    two.screen.ask_take().findChild(QPushButton, "take_over").click()
    two.wait_for(MainWindow)
    first.screen.open("settings")
    add_room(store, name="Ej hemma", capacity=3)
    notices, ended = Notices(first.crash, first.shell), []
    notices.read.connect(first.shell.was_read)
    monkeypatch.setattr(QGuiApplication, "exit", lambda code: ended.append(code))
    first.shell.close()
    qtbot.waitUntil(lambda: notices.open is not None)
    assert notices.open.code == "TakenOver"
    assert not QGuiApplication.quitOnLastWindowClosed(), "until it has been read"
    first.shell.come_forward()
    assert not first.shell.isVisible(), "there is nothing in it"
    assert first.shell.close(), "the system closes every window that there is"
    assert ended == []
    notices.open.accept()
    assert ended == [0]
    QGuiApplication.setQuitOnLastWindowClosed(True)


def test_the_copy_at_home_is_looked_in(house, home, qtbot):
    inside(house("ett", home.with_name("åäö")))
    two = house("två")
    two.screen.open_other(str(home))
    log_in(two)
    qtbot.waitUntil(lambda: two.screen.banner.isVisible(), timeout=10_000)
    two.click("look")
    two.wait_for(MainWindow)
    assert [room.name for room in list_rooms(two.opened._register.store)] == ["Sal 1"]
    assert two.screen.top.chip.isVisible()
    assert two.memory.get(REGISTER), "the next start asks who is there, not for a new register"
    two.opened._homing.visit()
    assert two.jobs.jobs == ()


def test_out_of_touch_it_says_so_and_work_goes_on(house, home):
    one = house("ett", home.with_name("åäö"))
    store = inside(one)
    away = home.rename(home.with_name("borta"))
    add_room(store, name="Sal 2", capacity=3)
    visit(one)
    assert "svarar inte" in sign(one).toolTip()
    add_room(store, name="Sal 3", capacity=3)
    away.rename(home)
    visit(one)
    assert "svarar inte" not in sign(one).toolTip()


def test_a_window_without_a_home_visits_none(house, tmp_path, monkeypatch):
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state-ett"))
    made, _code = opening.create_register(tmp_path / "åäö", NEW, opening.surroundings())
    made.close()
    one = house("ett", tmp_path / "åäö")
    inside(one)
    one.opened._homing.visit()
    assert one.jobs.jobs == ()
    assert sign(one) is None
    assert going.status(tmp_path / "åäö").home == ""


def take_over(two, home, qtbot):
    two.screen.open_other(str(home))
    log_in(two)
    qtbot.waitUntil(lambda: two.screen.banner.isVisible(), timeout=10_000)
    two.screen.ask_take().findChild(QPushButton, "take_over").click()
    two.wait_for(MainWindow)
    rest(two)


def only_looks(one, qtbot):
    """Until the frame is that of somebody who only looks, and says so on every page."""
    qtbot.waitUntil(lambda: "month" not in one.screen.keys, timeout=30_000)
    for key in one.screen.keys:
        page = one.screen.open(key)
        assert page.primary is None, key
        assert one.screen.top.chip.word() == "Bara titta", key
        assert one.screen.top.chip.isVisible(), key


def test_unlocking_asks_the_home_and_finds_that_it_was_taken_over(house, home, qtbot):
    first = house("ett", home.with_name("åäö"))
    store = inside(first)
    first.opened.lock()
    take_over(house("två"), home, qtbot)
    told = []
    first.opened._homing._tell = told.append
    log_in(first)
    first.wait_for(MainWindow)
    assert store.refusing is not None
    only_looks(first, qtbot)
    with pytest.raises(NotAllowed):
        add_room(store, name="Ej hemma", capacity=3)
    assert [type(one) for one in told] == [TakenOver]
    first.opened.lock()
    log_in(first)
    first.wait_for(MainWindow)
    only_looks(first, qtbot)


def test_coming_back_to_the_window_asks_the_home(house, home, qtbot, monkeypatch):
    first = house("ett", home.with_name("åäö"))
    store = inside(first)
    take_over(house("två"), home, qtbot)
    other = QLineEdit()
    qtbot.addWidget(other)
    for window in (other, first.shell, other):
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    assert store.refusing is None, "it was asked a moment ago, at the login"
    monkeypatch.setattr(homing, "_ASK_AGAIN", 0)
    first.shell.activateWindow()
    qtbot.waitUntil(lambda: isinstance(store.refusing and store.refusing(), TakenOver))
    only_looks(first, qtbot)


def test_handed_over_after_a_question_it_says_so_and_no_form_opens(house, home, qtbot):
    one = house("ett", home.with_name("åäö"))
    store = inside(one)
    page = one.screen.open("settings", "home")
    one.click("hand_over")
    page.findChild(QPushButton, "keep_register").click()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox, "ask_hand_over") is None)
    assert leases.newest(home).held
    one.click("hand_over")
    page.findChild(QMessageBox, "ask_hand_over").findChild(QPushButton, "give_register").click()
    qtbot.waitUntil(lambda: one.screen.top.chip.isVisible(), timeout=30_000)
    assert isinstance(store.refusing(), HandedOver)
    assert not leases.newest(home).held
    only_looks(one, qtbot)
    place = one.screen.open("settings", "home").findChild(QLabel, "home_place")
    assert "logga in igen" in place.text()
    one.opened.lock()
    log_in(one)
    one.wait_for(MainWindow)
    only_looks(one, qtbot)


def test_a_form_that_somebody_types_in_is_not_taken_from_them(house, home, qtbot):
    one = house("ett", home.with_name("åäö"))
    store = inside(one)
    dialog = one.screen.open("students").primary.run()
    dialog.form.field("given_name").put("Åsa")
    dialog.form.field("family_name").put("Öman")
    going.hand_over(store)
    one.jobs.run("", lambda _progress: None)
    qtbot.waitUntil(lambda: one.screen.top.chip.isVisible())
    assert (dialog.isVisible(), "month" in one.screen.keys) == (True, True)
    dialog.accept()
    said = dialog.form.banner.findChild(QLabel, "banner_text").text()
    assert "lämnat över" in said
    dialog.ask_discard().findChild(QPushButton, "leave").click()
    only_looks(one, qtbot)


def test_changes_that_lie_aside_are_told_of_after_the_login(house, home, qtbot):
    first = house("ett", home.with_name("åäö"))
    store = inside(first)
    two = house("två")
    take_over(two, home, qtbot)
    add_room(store, name="Ej hemma", capacity=3)
    close(first)
    close(two)
    one = house("ett", home.with_name("åäö"))
    inside(one)
    waiting = one.screen.top.findChild(QPushButton, "aside")
    qtbot.waitUntil(lambda: waiting.isVisible() and waiting.toolTip() != "")
    assert "väntar" in waiting.toolTip()
    qtbot.mouseClick(waiting, Qt.MouseButton.LeftButton)
    assert one.screen.current == "settings"
    section = one.screen.open("settings").sections["home"]
    assert section.isVisible()
    section.table.choose(0)
    section.findChild(QPushButton, "apply_aside").click()
    qtbot.waitUntil(lambda: waiting.isHidden())


def test_a_substitute_has_no_back_ups_and_no_home_in_the_settings(house, home, qtbot):
    one = house("ett", home.with_name("åäö"))
    store = inside(one)
    add_user(store, login="vik", name="Vik Arie", password=NEW.password, role=Role.SUBSTITUTE,
             valid_until=date.max)  # fmt: skip
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    with pytest.raises(NotAllowed):
        going.hand_over(store)
    one.opened.lock()
    one.put("login", "vik")
    one.put("password", NEW.password)
    one.click("open")
    one.wait_for(MainWindow)
    rest(one)
    assert one.screen.keys == ["today", "settings"]
    assert list(one.screen.open("settings").sections) == ["account", "look"]
