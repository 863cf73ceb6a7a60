"""The settings that make a commit last, the version, and the places a register may live in."""

from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from lärcentrum.store import connection, places
from lärcentrum.store.errors import OldSqlite
from lärcentrum.store.keys import Cost, new_code, tidy_code
from tests.helpers.exams import make_booking, make_exam

OK = 0
"""SQLITE_OK, to the library that asks whether it may."""


def test_settings_are_as_they_must_be(store):
    for name, _value, wanted in connection.SETTINGS:
        assert store.value(f"PRAGMA {name}") == wanted, name
    assert not list(store.folder.glob("*-shm"))


def test_a_booking_is_compiled_once_however_much_else_was_asked(store):
    book = partial(make_booking, store, reason="Lärosätet har sagt ja")
    exam = make_exam(store, 0, day=date(2026, 11, 25))
    for number in range(400):
        store.value(f"SELECT {number}")
    compiled = []

    def note(_action, table, *_rest):
        compiled.append(table)
        return OK

    store.conn.set_authorizer(note)
    book(0, exam=exam)
    assert "booking" in compiled
    compiled.clear()
    book(1, exam=exam)
    assert "booking" not in compiled
    store.conn.set_authorizer(None)


def test_old_library_is_refused():
    with pytest.raises(OldSqlite):
        connection.check_version((3, 51, 2))
    connection.check_version((3, 51, 3))


def test_a_register_costs_at_least_64_mib_a_guess():
    assert Cost().memory_kib >= 64 * 1024


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PureWindowsPath(r"C:\Users\anna\OneDrive\reg"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\OneDrive - Storumans kommun\reg"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\Dropbox (Privat)\reg"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\anna\iCloudDrive\reg"), "iCloud"),
        (PureWindowsPath(r"G:\Min enhet\reg"), "Google Drive"),
        (PureWindowsPath(r"\\server\gemensam\reg"), "UNC"),
        (PurePosixPath("/home/anna/Nextcloud/reg"), "Nextcloud"),
        (PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs"), "iCloud"),
        (PureWindowsPath(r"C:\Users\anna\Kommunen\Enheten - Dokument\reg"), "SharePoint"),
        (PureWindowsPath(r"C:\Users\anna\MEGA\reg"), "MEGA"),
        (PurePosixPath("/home/anna/Jottacloud/reg"), "Jottacloud"),
        (PurePosixPath("/home/anna/Syncthing/reg"), "Syncthing"),
        (PureWindowsPath(r"C:\Users\anna\Dokument\reg"), ""),
        (PureWindowsPath(r"C:\Users\anna\Documents\OneDriveGammalt\reg"), ""),
        (PurePosixPath("/home/åsa/lärcentrum"), ""),
    ],
)
def test_synced_folders_are_recognised(path, kind):
    assert places.synced_kind(path) == kind


@pytest.mark.parametrize(
    ("system", "kind"), [("fuse.gvfsd-fuse", "fuse.gvfsd-fuse"), ("cifs", "cifs"), ("ext4", "")]
)
def test_a_share_is_told_by_what_is_mounted_there(tmp_path, monkeypatch, system, kind):
    read = Path.read_text
    mounts = f"/dev/a / ext4 rw 0 0\nx {tmp_path} {system} rw 0 0\n"

    def told(self, *arguments, **more):
        return mounts if str(self) == "/proc/self/mounts" else read(self, *arguments, **more)

    monkeypatch.setattr(Path, "read_text", told)
    assert places.network_kind(tmp_path / "reg") == kind


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "genväg").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(places.SyncedFolder):
        places.check_working_place(tmp_path / "genväg" / "reg")


def test_recovery_code_forgives_how_it_is_typed():
    code = new_code(lambda n: bytes(range(n)))
    assert len(code) == 39
    assert tidy_code(code.lower().replace("-", " ")) == code.replace("-", "")
    assert tidy_code("oil") == "011"
    assert new_code(lambda n: bytes([255] * n)) == "-".join(["ZZZZ"] * 8)
