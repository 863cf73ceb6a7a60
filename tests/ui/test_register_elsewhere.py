"""A register that another program has open, or that a sync program has: what the window says."""

import shutil

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lärcentrum import backups, opening
from lärcentrum.exams.rooms import add_room, list_rooms
from lärcentrum.store import register
from lärcentrum.store.errors import ReadOnly
from tests.helpers.house import House
from tests.helpers.opening import NEW
from ui.kit import settings
from ui.main_window import MainWindow
from ui.program import REGISTER
from ui.start.login import LoginPage


@pytest.fixture
def house(qtbot, tmp_path, monkeypatch):
    """What begins the program on a register; nothing may have been a bug."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state"))
    houses = []

    def begin(folder):
        place = tmp_path / f"start{len(houses)}"
        place.mkdir()
        memory = settings.Memory(place)
        memory.put(REGISTER, str(folder))
        memory.save()
        houses.append(House(place, qtbot))
        return houses[-1]

    yield begin
    for one in houses:
        one.shell.may_close = lambda: True
        one.shell.close()
        assert one.bugs == []


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A register that is open elsewhere, with a back-up that lacks its last room."""
    monkeypatch.setenv("LARCENTRUM_STATE", str(tmp_path / "state"))
    made, _code = opening.create_register(tmp_path / "åäö", NEW, opening.surroundings())
    add_room(made.store, name="Sal 1", capacity=3)
    backups.make_backup(made.store)
    add_room(made.store, name="Sal 2", capacity=3)
    yield made
    if made.lock.held:
        made.close()


def refused(house, folder, qtbot):
    one = house(folder)
    assert isinstance(one.screen, LoginPage)
    assert not one.screen.look.isVisibleTo(one.screen)
    one.put("login", "berit")
    one.put("password", NEW.password)
    one.click("open")
    qtbot.waitUntil(lambda: one.screen.banner.isVisible(), timeout=10_000)
    return one


def test_the_newest_copy_is_offered_opened_marked_and_gone(house, held, qtbot, tmp_path):
    one = refused(house, held.store.folder, qtbot)
    assert one.screen.look.isVisible()
    assert one.screen.look.text().startswith("Titta i senaste säkerhetskopian (")
    one.click("look")
    one.wait_for(MainWindow)
    store = one.opened._register.store
    assert [room.name for room in list_rooms(store)] == ["Sal 1"]
    chip = one.screen.top.chip
    assert (chip.isVisible(), "bara för att titta" in chip.word()) == (True, True)
    for page in list(one.screen._specs):
        one.screen.open(page)
    one.opened.look()
    one.opened.lock()
    one.put("login", "berit")
    one.put("password", NEW.password)
    one.click("open")
    one.wait_for(MainWindow)
    assert one.memory.get(REGISTER) == str(held.store.folder)
    one.shell.may_close = lambda: True
    one.shell.close()
    assert list((tmp_path / "state" / "looking").glob("*")) == []
    assert len(list((held.store.folder / "backup").iterdir())) == 1


def test_the_newest_copy_is_offered_where_nothing_can_be_written(house, held, qtbot, monkeypatch):
    held.close()

    def take(_self):
        raise ReadOnly(path=str(held.store.folder))

    monkeypatch.setattr(register.FolderLock, "take", take)
    one = refused(house, held.store.folder, qtbot)
    said = " ".join(label.text() for label in one.screen.banner.findChildren(QLabel))
    assert "går inte att skriva i" in said
    assert one.screen.form.field("password").value() == NEW.password
    assert one.screen.look.text().startswith("Titta i senaste säkerhetskopian (")
    monkeypatch.undo()
    monkeypatch.setenv("LARCENTRUM_STATE", str(held.store.folder.parent / "state"))
    one.click("look")
    one.wait_for(MainWindow)
    assert [room.name for room in list_rooms(one.opened._register.store)] == ["Sal 1"]


def test_without_a_copy_nothing_is_offered(house, held, qtbot):
    shutil.rmtree(held.store.folder / "backup")
    one = refused(house, held.store.folder, qtbot)
    assert not one.screen.look.isVisible()


@pytest.mark.parametrize("name", ["OneDrive", "Dropbox", "iCloud Drive", "Google Drive"])
def test_a_register_that_a_sync_program_has_is_not_opened(house, held, qtbot, tmp_path, name):
    held.close()
    there = tmp_path / name / "reg"
    shutil.copytree(held.store.folder, there)
    one = refused(house, there, qtbot)
    said = " ".join(label.text() for label in one.screen.banner.findChildren(QLabel))
    assert "synkas" in said
    assert "Registret är orört." in said
    assert "skapat" not in said
    assert one.screen.findChild(QPushButton, "open").isEnabled()
