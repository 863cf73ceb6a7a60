"""Publish our files whole or not at all, and read foreign files once and carefully."""

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lärcentrum.store.errors import (
    DiskFull,
    FileBusy,
    NameTooLong,
    NotAFile,
    ReadBackDiffers,
    ReadFailed,
    ReadOnly,
    SourceGone,
    TargetExists,
    TargetGone,
    TooLarge,
    WorldFault,
)

Fault = WorldFault | TargetGone | TargetExists | NameTooLong

_RETRY_SECONDS = 2.5
_PRIVATE = 0o600
_SHARED = 0o666


def publish(path: Path, data: bytes, *, replace: bool = True, shared: bool = False) -> None:
    """Put a file under its final name, whole or not at all.

    Written beside its place, flushed to the disk, read back and compared, and only then renamed;
    the folder is flushed last, so that a name seen after a power cut always leads to whole bytes.

    Args:
        path: the final name.
        data: the whole content.
        replace: whether another file of that name may be replaced; the same bytes may always
            stand there (FA11).
        shared: whether other users of the folder may read it; else only this user.

    Raises:
        TargetExists: another file has the name and `replace` is false.
        TargetGone, ReadOnly, DiskFull, FileBusy, NameTooLong, ReadBackDiffers: as they say;
            nothing half is left under the final name.
    """
    if not replace and _stands_there(path, data):
        return
    temp = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_whole(temp, data, _SHARED if shared else _PRIVATE)
        if temp.read_bytes() != data:
            raise ReadBackDiffers
        _rename(temp, path)
        flush_folder(path.parent)
    except OSError as fault:
        raise world_fault(fault, path) from None
    finally:
        discard(temp)


def claim(folder: Path, name: str, data: bytes, tag: str) -> bool:
    """Publish a file in a new folder of its own, which only one of several claimants gets.

    A rename never replaces a folder that holds something: so on every system and on every share,
    where locks, hard links and the writing of a new file in one go are not to be relied on.

    Args:
        folder: the folder to get; the one above it is there.
        name: the file's name in it.
        data: its whole content, which stands there from the first moment.
        tag: unlike that of every other claimant, on every computer.

    Returns:
        whether it was this claim that made the folder; after a lost answer from a share only
        what stands in it tells.

    Raises:
        TargetGone, ReadOnly, DiskFull, ReadFailed: as they say.
    """
    temp = folder.with_name(f".{folder.name}.{tag}.part")
    try:
        temp.mkdir()
        publish(temp / name, data, shared=True)
        made = _rename_new(temp, folder)
        flush_folder(folder.parent)
    except OSError as fault:
        raise world_fault(fault, folder) from None
    finally:
        discard_folder(temp, name)
    return made


def discard_folder(folder: Path, name: str) -> None:
    """Remove a folder that holds one file, as `discard` does a file."""
    discard(folder / name)
    with suppress(OSError):
        folder.rmdir()


def new_private(path: Path, mode: int = _PRIVATE) -> BinaryIO:
    """Open a new file that only this user may read, to be filled and then published."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb")


def lay_aside(path: Path, name: str) -> None:
    """Give a file of ours another name in its folder, durably; nothing is ever removed so.

    Args:
        path: the file; nothing is done when it is not there.
        name: its name from now on; a number is put after it when something has that name.
    """
    try:
        if path.exists():
            _rename(path, _free(path.with_name(name)))
            flush_folder(path.parent)
    except OSError as fault:
        raise world_fault(fault, path) from None


def publish_file(temp: Path, path: Path) -> None:
    """Give a file that is written and checked its final name, durably.

    Args:
        temp: the finished file, in the same folder as `path`.
        path: the final name.
    """
    try:
        with temp.open("rb+") as file:
            os.fsync(file.fileno())
        _rename(temp, path)
        flush_folder(path.parent)
    except OSError as fault:
        raise world_fault(fault, path) from None


def read_foreign(path: Path, cap: int) -> bytes:
    """Read a file that somebody else made: once, as bytes, a regular file, at most `cap` bytes.

    Raises:
        NotAFile: a link, a folder, a pipe or a device (FD07).
        TooLarge: more than `cap` bytes (FD04).
        SourceGone, ReadFailed: not there, or the disk did not answer.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as fault:
        if fault.errno in (errno.ELOOP, errno.ENXIO) or path.is_dir():
            raise NotAFile from None
        if fault.errno in (errno.ENOENT, errno.ENOTDIR):
            raise SourceGone(str(path)) from None
        raise world_fault(fault, path) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(cap + 1)
        except OSError as fault:
            raise ReadFailed from fault
    if len(data) > cap:
        raise TooLarge(cap)
    return data


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable (a no-op on Windows, where renames are journalled)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(temp: Path) -> None:
    """Remove an unfinished file; one that cannot be removed now goes at the next start.

    The fault that made the file useless is the one to tell, so this one is not.
    """
    with suppress(OSError):
        temp.unlink()


def remove_leftovers(folder: Path) -> int:
    """Remove half-written files that a killed process left, and tell how many."""
    found = [p for p in folder.glob(".*.part") if p.is_file() and not p.is_symlink()]
    for path in found:
        discard(path)
    return len(found)


def world_fault(fault: OSError, path: Path | None = None) -> Fault:
    """Tell the computer's fault as an error with a sentence."""
    if path is None and isinstance(fault.filename, str):
        path = Path(fault.filename)
    where = str(path.absolute().parent) if path else ""
    match fault.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskFull()
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return FileBusy() if _is_sharing(fault) else ReadOnly(where)
        case errno.ENOENT | errno.ENOTDIR:
            return TargetGone(where)
        case errno.EISDIR if path is not None:
            return TargetExists(path.name)
        case errno.ENAMETOOLONG:
            return NameTooLong(where)
        case _:
            return ReadFailed()


def _write_whole(temp: Path, data: bytes, mode: int) -> None:
    with new_private(temp, mode) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _stands_there(path: Path, data: bytes) -> bool:
    if not path.exists():
        return False
    if read_foreign(path, max(len(data), 1) * 2) == data:
        return True
    raise TargetExists(path.name)


def _rename(temp: Path, path: Path) -> None:
    # Antivirus and indexers hold a new file for a moment on Windows: try again for a while.
    give_up = time.monotonic() + _RETRY_SECONDS
    while True:
        try:
            os.replace(temp, path)
        except PermissionError:
            if time.monotonic() >= give_up:
                raise
            time.sleep(0.1)
        else:
            return


def _rename_new(temp: Path, folder: Path) -> bool:
    give_up = time.monotonic() + _RETRY_SECONDS
    while True:
        try:
            os.rename(temp, folder)
        except OSError as fault:
            if fault.errno in (errno.EEXIST, errno.ENOTEMPTY) or folder.exists():
                return False
            if not _is_sharing(fault) or time.monotonic() >= give_up:
                raise
            time.sleep(0.1)
        else:
            return True


def _free(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _is_sharing(fault: OSError) -> bool:
    return getattr(fault, "winerror", None) in (5, 32, 33)
