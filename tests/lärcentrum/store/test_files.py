"""Files are published whole or not at all, and foreign ones are read once and carefully."""

import errno
import os

import pytest

from lärcentrum.store import files
from lärcentrum.store.errors import (
    DiskFull,
    FileBusy,
    NameTooLong,
    NotAFile,
    ReadBackDiffers,
    ReadOnly,
    SourceGone,
    TargetExists,
    TargetGone,
    TooLarge,
)


def test_publish_and_publish_again(tmp_path):
    path = tmp_path / "år 2026 #1 %.lcsync"
    files.publish(path, b"ett")
    files.publish(path, b"andra" * 10)
    assert path.read_bytes() == b"andra" * 10
    assert os.listdir(tmp_path) == [path.name]
    assert path.stat().st_mode & 0o077 == 0


def test_same_bytes_may_stand_there_other_bytes_may_not(tmp_path):
    path = tmp_path / "a"
    files.publish(path, b"ett")
    files.publish(path, b"ett", replace=False)
    with pytest.raises(TargetExists):
        files.publish(path, b"annat", replace=False)
    assert path.read_bytes() == b"ett"


@pytest.mark.parametrize(
    ("call", "number", "error"),
    [
        ("fsync", errno.ENOSPC, DiskFull),
        ("fsync", errno.EIO, files.ReadFailed),
        ("replace", errno.EROFS, ReadOnly),
        ("open", errno.EACCES, ReadOnly),
        ("open", errno.ENAMETOOLONG, NameTooLong),
    ],
)
def test_a_fault_leaves_the_old_file_and_nothing_half(tmp_path, monkeypatch, call, number, error):
    path = tmp_path / "a"
    path.write_bytes(b"gammal")

    def fail(*_args, **_kwargs):
        raise OSError(number, "injected")

    monkeypatch.setattr(files.os, call, fail)
    with pytest.raises(error):
        files.publish(path, b"ny")
    monkeypatch.undo()
    assert os.listdir(tmp_path) == ["a"]
    assert path.read_bytes() == b"gammal"


def test_what_is_read_back_must_be_what_was_written(tmp_path, monkeypatch):
    monkeypatch.setattr(
        files, "_write_whole", lambda temp, data, _mode: temp.write_bytes(data[:-1])
    )
    with pytest.raises(ReadBackDiffers):
        files.publish(tmp_path / "a", b"abc")
    assert os.listdir(tmp_path) == []


def test_a_file_held_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    real, tries = os.replace, []

    def held(*args):
        tries.append(1)
        if len(tries) < 5:
            raise PermissionError(errno.EACCES, "held")
        real(*args)

    monkeypatch.setattr(files.os, "replace", held)
    files.publish(tmp_path / "a", b"x")
    assert len(tries) == 5


def test_a_file_held_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_RETRY_SECONDS", 0.2)

    def held(*_args):
        fault = PermissionError(errno.EACCES, "held")
        fault.winerror = 32
        raise fault

    monkeypatch.setattr(files.os, "replace", held)
    with pytest.raises(FileBusy):
        files.publish(tmp_path / "a", b"x")
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_gone(tmp_path):
    with pytest.raises(TargetGone):
        files.publish(tmp_path / "minne" / "a", b"x")
    with pytest.raises(SourceGone) as caught:
        files.read_foreign(tmp_path / "nej", 10)
    assert str(caught.value).startswith(f"Filen ”{tmp_path / 'nej'}” finns inte.")


def test_a_folder_stands_where_the_file_is_to_be(tmp_path):
    (tmp_path / "lista").mkdir()
    with pytest.raises(TargetExists):
        files.publish(tmp_path / "lista", b"x")
    assert os.listdir(tmp_path) == ["lista"]


def test_only_regular_files_are_read(tmp_path):
    (tmp_path / "mapp").mkdir()
    os.mkfifo(tmp_path / "rör")
    (tmp_path / "fil").write_bytes(b"x")
    (tmp_path / "länk").symlink_to(tmp_path / "fil")
    for name in ("mapp", "rör", "länk"):
        with pytest.raises(NotAFile):
            files.read_foreign(tmp_path / name, 10)
    with pytest.raises(NotAFile):
        files.read_foreign(type(tmp_path)("/dev/zero"), 10)


def test_a_cap_on_what_is_read(tmp_path):
    (tmp_path / "a").write_bytes(bytes(11))
    with pytest.raises(TooLarge):
        files.read_foreign(tmp_path / "a", 10)
    assert files.read_foreign(tmp_path / "a", 11) == bytes(11)


def test_leftovers_of_a_killed_process_go(tmp_path):
    (tmp_path / ".a.1.part").write_bytes(b"x")
    (tmp_path / "a").write_bytes(b"x")
    assert files.remove_leftovers(tmp_path) == 1
    assert os.listdir(tmp_path) == ["a"]
