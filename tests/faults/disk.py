"""A disk that loses power: recorded system calls, and the states that it may be left in (PR2).

A write that was not flushed may be on the disk, not be there, or be there in some of its 512-byte
sectors; a name that was not flushed with its folder may be there or not. What was flushed stands.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

SECTOR = 512


@dataclass(frozen=True)
class Step:
    """One recorded call that succeeded: its name, the file, and what it carried."""

    call: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    to: str = ""


@dataclass(frozen=True)
class Write:
    """Bytes at a place, or (without bytes) a new length."""

    at: int
    data: bytes | None = None


@dataclass
class Inode:
    """A file: what is surely on the disk, and what is on its way."""

    solid: bytes = b""
    waiting: list[Write] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A name on its way: `name` leads to `inode` from now on, or nowhere."""

    name: str
    inode: int | None


class Disk:
    """The files below one folder, as the system and as the platters know them.

    Args:
        root: the folder.
        contents: what is surely there at the start, by path relative to the root.
    """

    def __init__(self, root: str, contents: dict[str, bytes]) -> None:
        self._root = root
        self.inodes = {number: Inode(data) for number, data in enumerate(contents.values())}
        self.seen = dict(zip(contents, self.inodes, strict=True))
        self.solid = dict(self.seen)
        self.waiting: dict[str, list[Entry]] = {}

    def take(self, step: Step) -> bool:
        """Follow one call; tells whether it changed anything here."""
        name = self._inside(step.path)
        if name is None:
            return False
        match step.call:
            case "create":
                self._enter(name, self._new() if name not in self.seen else self.seen[name])
            case "write":
                self._of(name).waiting.append(Write(step.at, step.data))
            case "length":
                self._of(name).waiting.append(Write(step.at))
            case "flush":
                self._flush(name)
            case "rename":
                inode, to = self.seen[name], self._inside(step.to)
                assert to is not None
                self._enter(name, None)
                self._enter(to, inode)
            case "remove":
                self._enter(name, None)
        return True

    def state(self, chance: random.Random | None, everything: bool = False) -> dict[str, bytes]:
        """Give the files as they may stand after the power went.

        Args:
            chance: what decides about each unflushed thing; None for a plain state.
            everything: without chance, whether all or nothing unflushed is there.
        """
        names = dict(self.solid)
        for entries in self.waiting.values():
            count = chance.randint(0, len(entries)) if chance else len(entries) * everything
            for entry in entries[:count]:
                if entry.inode is None:
                    names.pop(entry.name, None)
                else:
                    names[entry.name] = entry.inode
        return {name: self._content(number, chance, everything) for name, number in names.items()}

    def _content(self, number: int, chance: random.Random | None, everything: bool) -> bytes:
        inode = self.inodes[number]
        content = bytearray(inode.solid)
        for write in inode.waiting:
            if everything if chance is None else chance.random() < 0.6:
                _apply(content, write, chance)
        return bytes(content)

    def _flush(self, name: str) -> None:
        if name not in self.seen:  # a folder: its names are durable now
            for entry in self.waiting.pop(name, []):
                if entry.inode is None:
                    self.solid.pop(entry.name, None)
                else:
                    self.solid[entry.name] = entry.inode
            return
        inode = self._of(name)
        content = bytearray(inode.solid)
        for write in inode.waiting:
            _apply(content, write, None)
        inode.solid, inode.waiting = bytes(content), []

    def _enter(self, name: str, inode: int | None) -> None:
        if self.seen.get(name) == inode:
            return
        folder = PurePosixPath(name).parent.as_posix()
        self.waiting.setdefault(folder, []).append(Entry(name, inode))
        if inode is None:
            self.seen.pop(name, None)
        else:
            self.seen[name] = inode

    def _of(self, name: str) -> Inode:
        return self.inodes[self.seen[name]]

    def _new(self) -> int:
        number = len(self.inodes)
        self.inodes[number] = Inode()
        return number

    def _inside(self, path: str) -> str | None:
        if path == self._root:
            return "."
        return path.removeprefix(self._root + "/") if path.startswith(self._root + "/") else None


def _apply(content: bytearray, write: Write, chance: random.Random | None) -> None:
    if write.data is None:
        del content[write.at :]
        content.extend(bytes(write.at - len(content)))
        return
    end = write.at + len(write.data)
    cuts = [write.at, *range((write.at // SECTOR + 1) * SECTOR, end, SECTOR), end]
    torn = chance is not None and chance.random() < 0.5
    for start, stop in itertools.pairwise(cuts):
        if not torn or (chance and chance.random() < 0.5):
            content.extend(bytes(max(0, stop - len(content))))
            content[start:stop] = write.data[start - write.at : stop - write.at]


@dataclass(frozen=True)
class State:
    """One legal state, and how many sayings of the child stand before it."""

    files: dict[str, bytes]
    said: int
    step: int


def states(
    steps: list[Step], root: Path, contents: dict[str, bytes], acks: Path, seed: int, each: int
) -> Iterator[State]:
    """Give distinct legal states: after each step nothing, all, and so many by chance."""
    disk, chance, said = Disk(str(root), contents), random.Random(seed), 0
    known: set[bytes] = set()
    for number, step in enumerate(steps):
        if step.path == str(acks) and step.call == "write":
            said += 1
            known.clear()  # the same files now owe more
        elif not disk.take(step):
            continue
        candidates = [disk.state(None), disk.state(None, everything=True)]
        candidates += [disk.state(chance) for _ in range(each)]
        for files in candidates:
            mark = sha256(b"".join(sha256(n.encode() + b"\0" + d).digest()
                                   for n, d in sorted(files.items()))).digest()  # fmt: skip
            if mark not in known:
                known.add(mark)
                yield State(files, said, number)


def contents_of(root: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def lay(files: dict[str, bytes], folders: list[str], root: Path) -> None:
    """Make a folder hold exactly these files."""
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path in list(root.rglob("*")):
        if path.is_file() and path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
