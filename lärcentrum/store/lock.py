"""One process has the register; the next is told who, and a dead one leaves nothing behind.

The system drops the lock when its process ends, whatever way, so a crash never leaves a stale
one (FE05); the text in the file is only for the message.
"""

import json
import os
import platform
import sys
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any

from lärcentrum.store.errors import RegisterOpen
from lärcentrum.store.files import world_fault

NAME = "register.lock"


class FolderLock:
    """Holds a register's folder for this process.

    Args:
        folder: the register's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file: FileIO | None = None

    def __enter__(self) -> "FolderLock":
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.drop()

    def take(self) -> None:
        """Take the folder.

        Raises:
            RegisterOpen: another process has it (FE03).
            DiskFull, ReadOnly, ReadFailed: the lock file cannot be written.
        """
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise world_fault(fault, self._path) from None
        # Unbuffered: a buffer that could not be written would fail once more when it is closed.
        file = os.fdopen(descriptor, "r+b", buffering=0)
        if not _try_lock(file):
            who = _who(file)
            file.close()
            raise RegisterOpen(who)
        try:
            _sign(file)
        except OSError as fault:
            file.close()
            raise world_fault(fault, self._path) from None
        self._file = file

    @property
    def held(self) -> bool:
        """Tell whether this process holds the folder."""
        return self._file is not None

    def drop(self) -> None:
        """Let the folder go."""
        if self._file:
            self._file.close()
            self._file = None


def _sign(file: FileIO) -> None:
    # Signs of the holder start at byte 1: Windows locks byte 0 against reading too.
    file.seek(1)
    file.truncate()
    file.write(json.dumps({"pid": os.getpid(), "host": platform.node()}).encode())


def _who(file: FileIO) -> str:
    file.seek(1)
    try:
        note: Any = json.loads(file.read(1000).decode())
        return f"{note['host']}, {note['pid']}"
    except (ValueError, KeyError, TypeError, OSError):
        # The holder may be writing its name just now: the message then names nobody.
        return ""


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: FileIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
