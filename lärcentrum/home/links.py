"""What a computer knows of its register's home: a small file beside the register."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.store.files import discard, publish, read_foreign

NAME = "home.json"
_CAP = 10_000


class State(StrEnum):
    """How this computer stands to the lease, as far as it knows."""

    OUT = "out"
    """It does not have it."""
    TAKING = "taking"
    """It may have it, but the register here is not made ready; nothing is written."""
    HELD = "held"
    """It has it: also out of touch with the home the register may be written in."""
    RETURNING = "returning"
    """It may have given it back; nothing is written until the home has told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A register's home, seen from one computer.

    Args:
        home: the folder.
        state: how this computer stands to the lease.
        holding: the uid of its holding.
        machine: the computer that wrote this; a folder that is copied to another has no lease.
        operation: the number of the last operation that has come home.
        at: when it came, UTC, as ISO text.
    """

    home: str
    state: State
    machine: str
    holding: str = ""
    operation: int = 0
    at: str = ""

    @property
    def place(self) -> Path:
        """Give the home's folder."""
        return Path(self.home)


def read(folder: Path) -> Link | None:
    """Read the link of a register's folder; None when the register has no home.

    One that is there but says nothing stands for a lease that this computer does not have.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        found = json.loads(read_foreign(path, _CAP))
        return Link(**{**found, "state": State(found["state"])})
    except (UserError, ValueError, KeyError, TypeError):
        return Link(home="", state=State.OUT, machine="")


def keep(folder: Path, link: Link) -> Link:
    """Publish the link, durably, and give it.

    Raises:
        ReadOnly, DiskFull: as they say.
    """
    publish(folder / NAME, json.dumps(asdict(link), ensure_ascii=False).encode())
    return link


def may_be_written(folder: Path, machine: str, *, other: bool = False) -> bool:
    """Tell whether the register of a folder may be written from outside, as a restore does.

    Args:
        folder: the folder.
        machine: this computer's own id.
        other: whether another register would come there, which the home knows nothing of.
    """
    link = read(folder)
    return link is None or (link.state is State.HELD and link.machine == machine and not other)


def forget(folder: Path) -> None:
    """Let the register have no home."""
    discard(folder / NAME)
