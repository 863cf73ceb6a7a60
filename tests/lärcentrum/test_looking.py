"""A register that is open elsewhere: its newest whole back-up can be looked in, and no more."""

import json
from dataclasses import replace

import pytest

from lärcentrum import backups, op, opening
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.rooms import add_room, list_rooms
from lärcentrum.people import users
from lärcentrum.rights import Right
from lärcentrum.store import copies, meta
from lärcentrum.store.errors import NoCopy, OnlyLooking, RegisterOpen, WrongPassword
from tests.helpers import registers
from tests.helpers.command_line import Terminal
from tests.helpers.opening import NEW


@pytest.fixture
def around(tmp_path):
    return registers.surroundings(tmp_path / "state")


@pytest.fixture
def opened(tmp_path, around):
    """A register that is open, with a back-up that lacks its last room."""
    made, _code = opening.create_register(tmp_path / "åäö", NEW, around)
    add_room(made.store, name="Sal 1", capacity=3)
    backups.make_backup(made.store)
    add_room(made.store, name="Sal 2", capacity=3)
    yield made
    if made.lock.held:
        made.close()


def look(opened, around, password=NEW.password):
    return opening.look_in_backup(opened.store.folder, "berit", password, around)


def places(around):
    return list((around.state / "looking").glob("*"))


def test_the_newest_copy_is_looked_in_and_goes_with_its_window(opened, around):
    with pytest.raises(RegisterOpen):
        opening.log_in(opened.store.folder, "berit", NEW.password, around)
    before = {p: p.read_bytes() for p in opened.store.folder.rglob("*") if p.is_file()}
    copy = look(opened, around)
    assert [one.name for one in list_rooms(copy.store)] == ["Sal 1"]
    assert copy.made == registers.NOW
    (place,) = places(around)
    assert place.stat().st_mode & 0o077 == 0
    assert b"Sal 1" not in b"".join(p.read_bytes() for p in place.rglob("*") if p.is_file())
    opening.unlock(copy, "berit", NEW.password)
    copy.close()
    assert places(around) == []
    assert {p: p.read_bytes() for p in opened.store.folder.rglob("*") if p.is_file()} == before


def test_nothing_can_be_written_in_a_copy_whoever_looks(opened, around):
    copy = look(opened, around)
    assert copy.store.session.rights == {Right.SEE, Right.TODAY}
    with pytest.raises(NotAllowed):
        add_room(copy.store, name="Sal 3", capacity=3)
    copy.store.session = replace(copy.store.session, rights=frozenset(Right))
    digest = copy.store.digest()
    with pytest.raises(OnlyLooking):
        add_room(copy.store, name="Sal 3", capacity=3)
    with pytest.raises(OnlyLooking):
        op.call(copy.store, "make_backup", {})
    assert copy.store.digest() == digest
    copy.close()


def test_a_substitute_sees_no_more_than_in_the_register(opened, around):
    users.add_user(
        opened.store, login="vik", name="Nils", password="januari 2027",
        role=users.Role.SUBSTITUTE, valid_until=registers.NOW.date(),
    )  # fmt: skip
    around.clock.at = around.clock.at.replace(minute=5)
    backups.make_backup(opened.store)
    copy = opening.look_in_backup(opened.store.folder, "vik", "januari 2027", around)
    assert copy.store.session.rights == {Right.TODAY}
    copy.close()


def test_a_damaged_copy_is_passed_over_and_none_is_told(opened, around):
    (older,) = backups.list_backups(opened.store)
    around.clock.at = around.clock.at.replace(minute=5)
    newer = backups.make_backup(opened.store)
    data = bytearray(newer.path.read_bytes())
    data[len(data) // 2] ^= 1
    newer.path.write_bytes(data)
    copy = look(opened, around)
    assert copy.made == older.made
    copy.close()
    older.path.unlink()
    with pytest.raises(NoCopy):
        look(opened, around)
    assert places(around) == []


def test_a_wrong_password_opens_no_copy(opened, around):
    with pytest.raises(WrongPassword):
        look(opened, around, "fel lösen")
    assert places(around) == []


def test_what_a_killed_program_left_goes_at_the_next_start(opened, around):
    left, held = look(opened, around), look(opened, around)
    left.store.conn.close()
    left.lock.drop()
    copies.clear(around.state)
    assert places(around) == [held.store.folder]
    held.close()


def test_a_look_leaves_the_epoch_of_the_register_alone(around, opened):
    epoch = meta.read(opened.store.conn, "epoch")
    look(opened, around).close()
    folder = opened.store.folder
    opened.close()
    again = opening.log_in(folder, "berit", NEW.password, around)
    assert meta.read(again.store.conn, "epoch") == epoch
    again.close()


def test_the_command_line_reads_in_a_copy(tmp_path, monkeypatch):
    terminal = Terminal(tmp_path / "åäö", tmp_path / "state")
    made = terminal("init", "--code", "2421", "--name", "L", "--user-name", "Berit")
    assert made.code == 0, made.err
    terminal.op("add_room", name="Sal 1", capacity=3)
    assert terminal("backup").code == 0
    terminal.op("add_room", name="Sal 2", capacity=3)
    monkeypatch.setenv("LARCENTRUM_STATE", str(terminal.state))
    held = opening.log_in(terminal.folder, "berit", terminal.password, opening.surroundings())
    try:
        found = terminal("op", "list_rooms", "--json", "{}", "--from-backup")
        assert [one["name"] for one in found.json] == ["Sal 1"]
        room = json.dumps({"name": "Sal 3", "capacity": 3})
        refused = terminal("op", "add_room", "--json", room, "--from-backup")
        assert (refused.code, refused.refusal["code"]) == (1, "OnlyLooking")
    finally:
        held.close()
