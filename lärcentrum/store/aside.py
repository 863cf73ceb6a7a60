"""Lay a register aside: nothing is removed or replaced, and what is laid aside opens again."""

from datetime import datetime
from itertools import count
from pathlib import Path

from lärcentrum.store import keys
from lärcentrum.store.files import lay_aside, publish, read_foreign

_KEYS_CAP = 10_000_000


def lay_register_aside(folder: Path, database: str, now: datetime, word: str = "undanlagd") -> None:
    """Give a register's files names that nothing else has, all with the same beginning.

    The key file is copied and stays: a database without the key that belongs to it is lost, and
    its passwords may also open what comes in its place. The log goes along with the database: a
    log beside another file would harm it.

    Args:
        folder: the register's folder.
        database: the database's name there.
        now: when; part of the names.
        word: what the names begin with.

    Raises:
        ReadOnly, DiskFull, ReadFailed: as they say.
    """
    start = _free_start(folder, f"{word}-{now.strftime('%Y%m%dT%H%M%SZ')}")
    if (folder / keys.NAME).is_file():
        kept = read_foreign(folder / keys.NAME, _KEYS_CAP)
        publish(folder / f"{start}-{keys.NAME}", kept, replace=False)
    for name in (database, f"{database}-wal"):
        lay_aside(folder / name, f"{start}-{name}")


def _free_start(folder: Path, plain: str) -> str:
    """Find a beginning that no name has: two restores may come in the same second."""
    for number in count(1):
        start = plain + (f"-{number}" if number > 1 else "")
        if not any(folder.glob(f"{start}-*")):
            return start
    raise AssertionError
