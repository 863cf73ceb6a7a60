"""What a child process says that it has done, in memory shared with its parent.

Shared memory needs no system call, so saying something cannot be hit by an injected fault, and
what was said stands when the process is killed.
"""

import json
import mmap
import os
import struct
from pathlib import Path
from typing import Any

SIZE = 1 << 20
_LENGTH = struct.Struct("<Q")
Said = dict[str, Any]


class Acks:
    """Written by the child, read by the parent.

    Args:
        path: the shared file.
        also: a plain file that each saying is written to as well: a recording of system calls
            then shows when it was said.
    """

    def __init__(self, path: Path, also: Path | None = None) -> None:
        if not path.exists():
            path.write_bytes(bytes(SIZE))
        descriptor = os.open(path, os.O_RDWR)
        self._memory = mmap.mmap(descriptor, SIZE)
        os.close(descriptor)
        self._also = os.open(also, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if also else None

    def say(self, **said: Any) -> None:
        """Add one saying; its length is stored last, so a half one does not count."""
        line = json.dumps(said).encode() + b"\n"
        (length,) = _LENGTH.unpack_from(self._memory)
        start = _LENGTH.size + length
        self._memory[start : start + len(line)] = line
        _LENGTH.pack_into(self._memory, 0, length + len(line))
        if self._also is not None:
            os.write(self._also, line)

    def said(self) -> list[Said]:
        (length,) = _LENGTH.unpack_from(self._memory)
        lines = self._memory[_LENGTH.size : _LENGTH.size + length].splitlines()
        return [json.loads(line) for line in lines]

    def close(self) -> None:
        self._memory.close()
        if self._also is not None:
            os.close(self._also)
