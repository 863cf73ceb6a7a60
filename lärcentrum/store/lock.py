"""One process has the register; the next is told who, and a dead one leaves nothing behind.

The system drops the lock when its process ends, whatever way, so a crash never leaves a stale
one (FE05); the text in the file is only for the message.
"""

import json
import os
import platform
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

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
        self._file: BinaryIO | None = None

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
        """
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise world_fault(fault, self._path) from None
        file = os.fdopen(descriptor, "r+b")
        if not _try_lock(file):
            who = _who(file)
            file.close()
            raise RegisterOpen(who)
        self._file = file
        # Signs of the holder start at byte 1: Windows locks byte 0 against reading too.
        note = json.dumps({"pid": os.getpid(), "host": platform.node()}).encode()
        file.seek(1)
        file.truncate()
        file.write(note)
        file.flush()

    @property
    def held(self) -> bool:
        """Tell whether this process holds the folder."""
        return self._file is not None

    def drop(self) -> None:
        """Let the folder go."""
        if self._file:
            self._file.close()
            self._file = None


def _who(file: BinaryIO) -> str:
    file.seek(1)
    try:
        note: Any = json.loads(file.read(1000).decode())
        return f"{note['host']}, {note['pid']}"
    except (ValueError, KeyError, TypeError, OSError):
        # The holder may be writing its name just now: the message then names nobody.
        return ""


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
