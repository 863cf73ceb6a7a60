"""Restoring, moving and copying back a register: nothing is lost, and sending waits each time."""

import shutil
from dataclasses import replace

import pytest

from lärcentrum import backups, opening
from lärcentrum.store import meta, register, seen
from lärcentrum.store.errors import DiskFull, OtherRegister, SyncedFolder
from lärcentrum.sync import packages
from tests.helpers import months, registers
from tests.helpers.opening import NEW

SYNCED = ("OneDrive - Storumans kommun", "Dropbox", "iCloudDrive", "Google Drive", "Min enhet")


@pytest.fixture
def around(tmp_path):
    return registers.surroundings(tmp_path / "state")


def made(folder, around, login="berit"):
    """A closed register, its recovery code and a back-up of it."""
    opened, code = opening.create_register(folder, replace(NEW, login=login), around)
    copy = backups.make_backup(opened.store)
    opened.close()
    return folder, code, copy.path


def epoch(folder, around, login="berit"):
    """The epoch as the register wakes, and whether a person has confirmed it."""
    opened = opening.log_in(folder, login, NEW.password, around)
    conn = opened.store.conn
    found = meta.read(conn, "epoch"), meta.read(conn, "epoch_confirmed") == "1"
    opened.close()
    return found


def laid_aside(folder, start, place):
    """What was laid aside under one beginning, as a register in a folder of its own."""
    place.mkdir()
    for path in folder.glob(f"{start}-*"):
        path.rename(place / path.name.removeprefix(f"{start}-"))
    return place


def starts(folder):
    names = folder.glob("undanlagd-*-register.db")
    return sorted(path.name.removesuffix("-register.db") for path in names)


def test_another_register_is_laid_aside_with_its_keys(around, tmp_path):
    _, code, copy = made(tmp_path / "a", around)
    mine, *_ = made(tmp_path / "b", around, "bodil")
    with pytest.raises(OtherRegister):
        backups.restore(copy, mine, code, around)
    assert starts(mine) == []
    backups.restore(copy, mine, code, around, replace_other=True)
    opening.log_in_with_code(mine, code, "berit", "nytt lösen", around).close()
    aside = laid_aside(mine, starts(mine)[0], tmp_path / "undan")
    assert epoch(aside, around, "bodil")[0]


def test_two_restores_in_one_second_lay_two_registers_aside(around, tmp_path):
    folder, code, copy = made(tmp_path / "a", around)
    for _ in range(2):
        backups.restore(copy, folder, code, around)
    first, second = starts(folder)
    for number, start in enumerate((second, first)):
        assert epoch(laid_aside(folder, start, tmp_path / f"undan{number}"), around)[0]


def test_a_fault_while_an_epoch_begins_leaves_the_computer_unknown(around, tmp_path, monkeypatch):
    folder, *_ = made(tmp_path / "a", around)
    there = registers.surroundings(tmp_path / "annan", seed=9)
    before = epoch(folder, around)[0]

    def fail(*_args):
        raise DiskFull

    monkeypatch.setattr(meta, "begin_epoch", fail)
    with pytest.raises(DiskFull):
        epoch(folder, there)
    monkeypatch.undo()
    found, confirmed = epoch(folder, there)
    assert (found != before, confirmed) == (True, False)


def test_an_old_folder_that_is_copied_back_begins_an_epoch_once(around, tmp_path):
    folder, *_ = made(tmp_path / "a", around)
    old = shutil.copytree(folder, tmp_path / "gammal")
    before = epoch(folder, around)
    assert before == epoch(folder, around)
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    found, confirmed = epoch(folder, around)
    assert (found != before[0], confirmed) == (True, False)
    assert epoch(folder, around) == (found, False)


def test_an_old_folder_that_went_on_alone_is_noticed(around, tmp_path):
    folder, *_ = made(tmp_path / "a", around)
    old = shutil.copytree(folder, tmp_path / "gammal")
    kept = around.state.with_name("state2")
    shutil.copytree(around.state, kept)
    before = epoch(folder, around)
    elsewhere = replace(around, state=kept)
    for _ in range(3):
        epoch(old, elsewhere)
    assert epoch(old, around)[0] != before[0]


def test_a_restored_register_begins_one_epoch(around, tmp_path):
    folder, code, copy = made(tmp_path / "a", around)
    before = epoch(folder, around)[0]
    backups.restore(copy, folder, code, around)
    found, confirmed = epoch(folder, around)
    assert (found != before, confirmed) == (True, False)
    assert epoch(folder, around)[0] == found


def test_a_mark_that_cannot_be_read_or_written_hinders_nothing(around, tmp_path):
    folder, *_ = made(tmp_path / "a", around)
    before = epoch(folder, around)
    mark = next(around.state.glob("seen-*.json"))
    for data in (b"", b"[]", b'{"operation": "x", "hash": 1}', b"\xff" * 5000):
        mark.write_bytes(data)
        assert epoch(folder, around) == before
    mark.unlink()
    mark.mkdir()
    assert epoch(folder, around) == before


def test_what_is_sent_is_seen_at_once(opened):
    months.ready(opened.store)
    state, uid = opened.around.state, meta.read(opened.store.conn, "register")
    seen.keep(state, uid, (9999, "another"))
    packages.create_package(opened.store, period=months.OCTOBER)
    assert seen.went_back(state, uid, opened.store.conn) is False


@pytest.mark.parametrize("name", SYNCED)
def test_a_register_in_a_synced_folder_is_not_opened_or_put_there(around, tmp_path, name):
    folder, code, copy = made(tmp_path / "a", around)
    there = tmp_path / name / "reg"
    with pytest.raises(SyncedFolder):
        backups.restore(copy, there, code, around)
    assert not there.exists()
    shutil.copytree(folder, there)
    before = (there / register.DATABASE).read_bytes()
    with pytest.raises(SyncedFolder) as caught:
        opening.log_in(there, "berit", NEW.password, around)
    assert "skapat" not in str(caught.value)
    assert "Flytta" in str(caught.value)
    assert (there / register.DATABASE).read_bytes() == before
