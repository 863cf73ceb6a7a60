"""First start, login, forgotten password, back-up and restore, on real files."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lärcentrum import backups, opening
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.people import users
from lärcentrum.people.users import Role
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import backup, meta, register
from lärcentrum.store.errors import (
    BackupDamaged,
    Damaged,
    FolderTaken,
    NotARegister,
    ReadOnly,
    RegisterOpen,
    SyncedFolder,
    WrongPassword,
)
from tests.helpers import registers
from tests.helpers.opening import NEW


@pytest.fixture
def around(tmp_path):
    return registers.surroundings(tmp_path / "state")


@pytest.fixture
def made(tmp_path, around):
    folder = tmp_path / "åäö"
    opened, code = opening.create_register(folder, NEW, around)
    opened.close()
    return folder, code


def test_first_start_makes_a_head_and_settings(tmp_path, around):
    opened, code = opening.create_register(tmp_path / "åäö", NEW, around)
    assert Right.MANAGE in opened.store.session.rights
    assert setting(opened.store, "centre_code") == "2421"
    assert len(code) == 39
    assert [u.login for u in users.list_users(opened.store)] == ["berit"]
    opened.close()


def test_short_password_makes_nothing(tmp_path, around):
    with pytest.raises(BadValue):
        opening.create_register(tmp_path / "åäö", replace(NEW, password="kort"), around)
    assert not (tmp_path / "åäö").exists()


def test_taken_and_synced_folders_are_refused(made, around, tmp_path):
    with pytest.raises(FolderTaken):
        opening.create_register(made[0], NEW, around)
    for name in ("OneDrive - Storumans kommun", "Dropbox", "iCloudDrive", "Google Drive"):
        with pytest.raises(SyncedFolder):
            opening.create_register(tmp_path / name / "reg", NEW, around)
        assert not (tmp_path / name).exists()


def test_log_in(made, around):
    opened = opening.log_in(made[0], " Berit ", "gröna skogen", around)
    assert opened.store.session.name == "Berit Åström"
    assert not opened.unclean
    opened.close()


@pytest.mark.parametrize("below", ["", "längre/ner"])
@pytest.mark.parametrize("password", ["gröna skogen", "fel"])
def test_a_state_folder_that_is_no_folder_is_told(made, around, tmp_path, below, password):
    (tmp_path / "en fil").write_bytes(b"x")
    odd = replace(around, state=tmp_path / "en fil" / below)
    with pytest.raises(ReadOnly) as caught:
        opening.log_in(made[0], "berit", password, odd)
    assert str(odd.state) in str(caught.value)
    opening.log_in(made[0], "berit", "gröna skogen", around).close()


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"", b"abc", b"\xc3\xa5" * 16])
def test_a_damaged_id_of_the_computer_is_made_anew(made, around, damage):
    kept = around.state / "machine-id"
    kept.write_bytes(damage)
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    assert len(kept.read_bytes()) == 32
    assert meta.read(opened.store.conn, "machine") == kept.read_text()
    assert meta.read(opened.store.conn, "epoch_confirmed") == "0", "as on another computer"
    opened.close()


def test_wrong_password_waits_longer_and_longer(made, around):
    waits = []
    for _ in range(4):
        with pytest.raises(WrongPassword) as caught:
            opening.log_in(made[0], "berit", "fel", around)
        waits.append(caught.value.wait)
        around.clock.at += timedelta(seconds=caught.value.wait)
    assert waits == [1, 2, 4, 8]
    with pytest.raises(WrongPassword):
        opening.log_in(made[0], "ingen", "fel", around)
    with pytest.raises(WrongPassword) as caught:
        opening.log_in(made[0], "berit", "gröna skogen", around)
    assert caught.value.wait > 0
    around.clock.at += timedelta(seconds=60)
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    note = opened.store.value("SELECT note FROM operation ORDER BY id DESC LIMIT 1")
    assert "5 fel" in note
    opened.close()


def test_substitute_until_the_last_day(made, around):
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    users.add_user(
        opened.store,
        login="vik",
        name="Nils Vikarie",
        password="januari 2027",
        role=Role.SUBSTITUTE,
        valid_until=date(2026, 11, 23),
    )
    opened.close()
    again = opening.log_in(made[0], "vik", "januari 2027", around)
    assert again.store.session.rights == {Right.TODAY}
    again.close()
    around.clock.at += timedelta(days=1)
    with pytest.raises(WrongPassword):
        opening.log_in(made[0], "vik", "januari 2027", around)
    around.clock.at += timedelta(seconds=5)
    assert register.load_keys(made[0]).has("vik")
    opening.log_in(made[0], "berit", "gröna skogen", around).close()
    assert not register.load_keys(made[0]).has("vik"), "the password unwraps the key no more"
    assert register.load_keys(made[0]).has("berit")


def test_recovery_code_opens_and_sets_a_password(made, around):
    folder, code = made
    with pytest.raises(WrongPassword):
        opening.log_in_with_code(folder, "A" * 32, "berit", "nytt lösen", around)
    around.clock.at += timedelta(seconds=2)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    made_head = opening.log_in(folder, "berit", "gröna skogen", around)
    uid = users.add_user(made_head.store, login="åsa", name="Åsa", password="12345678",
                         role=Role.HEAD)  # fmt: skip
    users.end_user(made_head.store, user=uid)
    made_head.close()
    with pytest.raises(WrongPassword):
        opening.log_in_with_code(folder, typed, "åsa", "nytt lösen", around)
    around.clock.at += timedelta(seconds=2)
    opening.log_in_with_code(folder, typed, "berit", "nytt lösen", around).close()
    opening.log_in(folder, "berit", "nytt lösen", around).close()
    with pytest.raises(WrongPassword):
        opening.log_in(folder, "berit", "gröna skogen", around)


def test_second_start_is_refused_and_a_killed_one_leaves_nothing(made, around):
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    with pytest.raises(RegisterOpen) as caught:
        opening.log_in(made[0], "berit", "gröna skogen", around)
    assert str(os.getpid()) in str(caught.value)
    opened.store.conn.close()
    opened.lock.drop()
    again = opening.log_in(made[0], "berit", "gröna skogen", around)
    assert again.unclean
    again.close()


def _changed(folder, around, login="berit", password="gröna skogen"):
    opened = opening.log_in(folder, login, password, around)
    users.add_user(
        opened.store,
        login=f"u{len(users.list_users(opened.store))}",
        name="Åke",
        password="12345678",
    )
    return opened


def test_backup_and_restore_are_equal(made, around, tmp_path):
    folder, code = made
    opened = _changed(folder, around)
    digest = opened.store.digest()
    copy = backups.make_backup(opened.store)
    assert copy.digest == digest
    assert backup.check(copy.path, opened.key)
    epoch = meta.read(opened.store.conn, "epoch")
    opened.close()
    _changed(folder, around).close()
    around.clock.at += timedelta(hours=1)
    backups.restore(copy.path, folder, code, around)
    again = opening.log_in(folder, "berit", "gröna skogen", around)
    assert again.store.digest() == digest
    assert meta.read(again.store.conn, "epoch") != epoch
    assert meta.read(again.store.conn, "epoch_confirmed") == "0"
    backups.confirm_epoch(again.store)
    assert meta.read(again.store.conn, "epoch_confirmed") == "1"
    again.close()
    assert list(folder.glob("undanlagd-*-register.db"))
    assert not list(folder.glob(".*.part"))


def test_restore_on_a_new_computer_needs_the_code(made, around, tmp_path):
    folder, code = made
    opened = _changed(folder, around)
    digest = opened.store.digest()
    copy = backups.make_backup(opened.store)
    opened.close()
    there = registers.surroundings(tmp_path / "other-state", seed=9)
    with pytest.raises(WrongPassword):
        backups.restore(copy.path, tmp_path / "ny", "B" * 32, there)
    backups.restore(copy.path, tmp_path / "ny", code, there)
    with pytest.raises(WrongPassword):
        opening.log_in(tmp_path / "ny", "berit", "gröna skogen", there)
    there.clock.at += timedelta(seconds=2)
    again = opening.log_in_with_code(tmp_path / "ny", code, "berit", "nytt lösen", there)
    assert again.store.digest() == digest
    again.close()


def test_moved_register_begins_a_new_epoch(made, around, tmp_path):
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    epoch = meta.read(opened.store.conn, "epoch")
    opened.close()
    there = registers.surroundings(tmp_path / "other-state", seed=9)
    moved = opening.log_in(made[0], "berit", "gröna skogen", there)
    assert meta.read(moved.store.conn, "epoch") != epoch
    assert meta.read(moved.store.conn, "epoch_confirmed") == "0"
    moved.close()


def test_damaged_backup_is_refused(made, around):
    folder, code = made
    opened = _changed(folder, around)
    copy = backups.make_backup(opened.store)
    opened.close()
    data = bytearray(copy.path.read_bytes())
    data[len(data) // 2] ^= 1
    copy.path.write_bytes(data)
    before = (folder / "register.db").read_bytes()
    with pytest.raises(BackupDamaged):
        backups.restore(copy.path, folder, code, around)
    assert (folder / "register.db").read_bytes() == before
    copy.path.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(NotARegister):
        backups.restore(copy.path, folder, code, around)


@pytest.mark.parametrize("harm", ["zero", "header", "pages", "missing", "empty"])
def test_damaged_register_is_told_and_left(made, around, harm):
    path = made[0] / "register.db"
    data = bytearray(path.read_bytes())
    if harm == "missing":
        path.unlink()
    elif harm == "empty":
        path.write_bytes(b"")
    else:
        # What lies on the first pages is not read at each login; on half of them something is.
        half = len(data) // 2
        start, length = {"zero": (0, len(data)), "header": (0, 64), "pages": (2048, half)}[harm]
        data[start : start + length] = bytes(length)
        path.write_bytes(data)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Damaged):
        opening.log_in(made[0], "berit", "gröna skogen", around)
    assert (path.read_bytes() if path.exists() else None) == before


def test_no_plain_text_on_disk(made, around):
    opened = _changed(made[0], around)
    backups.make_backup(opened.store)
    for path in made[0].rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for canary in ("Åke", "Berit", "berit", "Storuman", "gröna"):
                assert canary.encode() not in data, path
    opened.close()


def test_newer_register_is_refused_untouched(made, around):
    opened = opening.log_in(made[0], "berit", "gröna skogen", around)
    opened.store.conn.execute("PRAGMA user_version = 999")
    opened.store.conn.execute("UPDATE meta SET value = '9.9' WHERE key = 'program'")
    opened.close()
    path = made[0] / "register.db"
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(register.schema.NewerRegister) as caught:
        opening.log_in(made[0], "berit", "gröna skogen", around)
    assert "9.9" in str(caught.value)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


@pytest.mark.parametrize(("environment", "day"), [("demo", date(2026, 11, 23)),
                                                  ("real", date(2027, 11, 23))])  # fmt: skip
def test_the_time_of_example_data_goes_on_from_where_it_stood(tmp_path, around, environment, day):
    new = replace(NEW, environment=environment)
    opening.create_register(tmp_path / "åäö", new, around)[0].close()
    later = FixedClock(registers.NOW + timedelta(days=365))
    opened = opening.log_in(tmp_path / "åäö", "berit", NEW.password, replace(around, clock=later))
    assert opened.store.clock.today() == day
    before = opened.store.clock.now()
    later.at += timedelta(hours=2)
    assert opened.store.clock.now() - before == timedelta(hours=2)
    opened.close()
