"""Run a child under strace, count its system calls, and let the Nth of a kind fail (PR1)."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.acks import Acks, Said

ROOT = Path(__file__).resolve().parents[2]
WATCHED = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2",
           "unlink", "unlinkat")  # fmt: skip
# A full disk shows at what takes room; the rest fails with the disk itself.
TAKES_ROOM = ("write", "pwrite64", "ftruncate", "rename", "renameat2", "fsync", "fdatasync")
SECONDS = 60
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Point:
    """One place to fail.

    Args:
        call: the system call.
        number: which one of its kind.
        fault: `KILL`, `EIO` or `ENOSPC`.
        lasting: whether all later ones fail too.
    """

    call: str
    number: int
    fault: str
    lasting: bool = False

    @property
    def inject(self) -> str:
        what = "signal=KILL" if self.fault == "KILL" else f"error={self.fault}"
        return f"inject={self.call}:{what}:when={self.number}{'+' if self.lasting else ''}"


@dataclass(frozen=True)
class Run:
    """How a child ended (minus the signal if it was killed) and what it had said."""

    code: int
    said: list[Said]


@dataclass(frozen=True)
class Ground:
    """A closed register to copy, and its key.

    Args:
        folder: the register's folder.
        key: its key.
        state: the computer's state folder.
    """

    folder: Path
    key: bytes
    state: Path

    def lay(self, place: Path) -> Path:
        """Copy the register into a fresh place, with an empty folder for papers beside it.

        The computer's state is copied too: it knows how far a register had come, and no copy may
        learn it from the one before.
        """
        shutil.rmtree(place, ignore_errors=True)
        state = self.state_at(place)
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(self.state, state)
        place.mkdir(parents=True)
        shutil.copytree(self.folder, place / "åäö")
        (place / "papper").mkdir()
        return place / "åäö"

    @staticmethod
    def state_at(place: Path) -> Path:
        """Give the computer's state beside a place."""
        return place.with_name(f"{place.name}-state")

    def order(self, scenario: str, folder: Path, defect: str = "") -> dict[str, str]:
        """What to tell a child that works in a copy."""
        return {
            "scenario": scenario,
            "folder": str(folder),
            "key": self.key.hex(),
            "state": str(self.state_at(folder.parent)),
            "acks": str(folder.parent / "acks"),
            "defect": defect,
        }


class Server:
    """A process that has everything imported and forks a child for each run."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, told: dict[str, str], *strace: str) -> Run:
        """Play one scenario, under strace when it has options, and wait for its end."""
        acks = Acks(Path(told["acks"]))
        self._say(json.dumps({**told, "held": bool(strace)}))
        child = self._hear()
        holder = subprocess.Popen(["strace", "-f", "-qq", "-p", child, *strace]) if strace else None
        code = int(self._hear())
        if holder:
            holder.wait(SECONDS)
        said = acks.said()
        acks.close()
        return Run(code, said)

    def start(self, told: dict[str, str]) -> int:
        """Begin a scenario without waiting for its end; gives the child's number."""
        self._say(json.dumps({**told, "held": False}))
        return int(self._hear())

    def ended(self) -> int:
        """Wait for the child that was started, and give its exit code."""
        return int(self._hear())

    def count(self, told: dict[str, str], log: Path) -> tuple[Counter[str], Run]:
        """Count each system call of an undisturbed run."""
        ended = self.run(told, "-e", "trace=" + ",".join(WATCHED), "-o", str(log))
        return Counter(_CALL.findall(log.read_text("utf-8", "replace"))), ended

    def hit(self, told: dict[str, str], point: Point) -> Run:
        """Play one scenario with one fault."""
        return self.run(told, "-e", f"trace={point.call}", "-e", point.inject, "-o", "/dev/null")

    def _say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the server of children has ended"
        return line.strip()


@contextmanager
def server() -> Iterator[Server]:
    """Start the server of children, and stop it."""
    command = [sys.executable, "-X", "utf8", "-B", "-m", "tests.faults.child"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Server(process)
        assert process.stdin
        process.stdin.close()


def points(counted: Counter[str]) -> list[Point]:
    """Every place to fail, in a fixed order."""
    found = []
    for call in WATCHED:
        for number in range(1, counted[call] + 1):
            found.append(Point(call, number, "KILL"))
            found.append(Point(call, number, "EIO"))
            if call in TAKES_ROOM:
                found.append(Point(call, number, "ENOSPC"))
                found.append(Point(call, number, "ENOSPC", lasting=True))
    return found


def spread(found: list[Point], share: int) -> list[Point]:
    """About so many of the places, evenly over the run, every kind of call and fault among them."""
    kinds: dict[tuple[str, str, bool], list[Point]] = {}
    for point in found:
        kinds.setdefault((point.call, point.fault, point.lasting), []).append(point)
    left, chosen = share, []
    for index, group in enumerate(sorted(kinds.values(), key=len)):
        quota = min(len(group), max(1, round(left / (len(kinds) - index))))
        left -= quota
        chosen += [group[i * len(group) // quota] for i in range(quota)]
    return chosen
