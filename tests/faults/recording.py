"""Read what strace recorded of a child as steps that a disk can follow."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disk import Step

TRACED = ("openat", "open", "creat", "close", "write", "pwrite64", "writev", "pwritev", "lseek",
          "ftruncate", "truncate", "fallocate", "sendfile", "copy_file_range", "fsync",
          "fdatasync", "sync_file_range", "rename", "renameat", "renameat2", "unlink", "unlinkat",
          "link", "linkat", "mkdir", "rmdir")  # fmt: skip
OPTIONS = ("-e", "trace=" + ",".join(TRACED), "-y", "-xx", "-s", str(1 << 24))
# A call of these kinds in the register's folder is one that the model does not know.
UNKNOWN = {"writev", "pwritev", "sendfile", "copy_file_range", "truncate", "fallocate", "link",
           "linkat", "sync_file_range", "renameat", "rmdir"}  # fmt: skip
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(<[^>]*>)?", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"(\d+)<([^>]*)>")
_HEX = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True)
class Call:
    """One system call that succeeded.

    Args:
        name: the call.
        given: its arguments as strace writes them.
        result: what it returned.
        positions: where each descriptor stands in its file.
    """

    name: str
    given: str
    result: int
    positions: dict[int, int]

    @property
    def texts(self) -> list[bytes]:
        return [_decode(text) for text in _TEXT.findall(self.given)]

    @property
    def last(self) -> int:
        return int(self.given.rsplit(", ", 1)[-1])

    @property
    def descriptor(self) -> int:
        return int(_FILE.match(self.given)[1])  # type: ignore[index]

    @property
    def path(self) -> str:
        found = _FILE.match(self.given)
        return _decode(found[2]).decode("utf-8", "replace") if found else ""


def recorded(log: Path, root: Path) -> list[Step]:
    """Read strace's log of one process.

    Raises:
        AssertionError: a call in the folder that the model of the disk does not know.
    """
    positions: dict[int, int] = {}
    steps: list[Step] = []
    for line in log.read_text("ascii").splitlines():
        found = _LINE.match(line)
        if found and int(found[3]) >= 0:
            call = Call(found[1], found[2], int(found[3]), positions)
            steps += _KINDS.get(call.name, _other)(call)
            if call.name in UNKNOWN and str(root) in f"{call.path} {b' '.join(call.texts)!r}":
                raise AssertionError(f"the model of the disk does not know {call.name}")
    return steps


def _opened(call: Call) -> Iterator[Step]:
    call.positions[call.result] = 0
    where = call.texts[0].decode()
    if "O_CREAT" in call.given:
        yield Step("create", where)
    if "O_TRUNC" in call.given:
        yield Step("length", where)


def _written(call: Call) -> Iterator[Step]:
    at = call.positions.get(call.descriptor, 0)
    call.positions[call.descriptor] = at + call.result
    yield Step("write", call.path, call.texts[0][: call.result], at)


def _written_at(call: Call) -> Iterator[Step]:
    yield Step("write", call.path, call.texts[0], call.last)


def _moved(call: Call) -> Iterator[Step]:
    call.positions[call.descriptor] = call.result
    yield from ()


def _cut(call: Call) -> Iterator[Step]:
    yield Step("length", call.path, at=call.last)


def _flushed(call: Call) -> Iterator[Step]:
    yield Step("flush", call.path)


def _renamed(call: Call) -> Iterator[Step]:
    yield Step("rename", call.texts[0].decode(), to=call.texts[1].decode())


def _removed(call: Call) -> Iterator[Step]:
    yield Step("remove", call.texts[0].decode())


def _other(call: Call) -> Iterator[Step]:
    yield from ()


_KINDS: dict[str, Callable[[Call], Iterator[Step]]] = {
    "openat": _opened,
    "open": _opened,
    "creat": _opened,
    "write": _written,
    "pwrite64": _written_at,
    "lseek": _moved,
    "ftruncate": _cut,
    "fsync": _flushed,
    "fdatasync": _flushed,
    "rename": _renamed,
    "renameat2": _renamed,
    "unlink": _removed,
    "unlinkat": _removed,
}


def _decode(text: str) -> bytes:
    return bytes.fromhex("".join(_HEX.findall(text)))
