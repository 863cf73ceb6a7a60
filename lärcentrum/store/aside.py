"""Lay a register aside: nothing is removed or replaced, and what is laid aside opens again."""

from datetime import datetime
from filecmp import cmp
from itertools import count
from pathlib import Path
from shutil import copyfileobj

from lärcentrum.store import keys
from lärcentrum.store.connection import Connection
from lärcentrum.store.errors import ReadBackDiffers
from lärcentrum.store.files import (
    discard,
    lay_aside,
    new_private,
    publish,
    publish_file,
    read_foreign,
    world_fault,
)

_KEYS_CAP = 10_000_000
_CHUNK = 1 << 20


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


def keep_as_it_is(conn: Connection, folder: Path, database: str, now: datetime) -> Path:
    """Put a copy of the open register's file beside it, byte for byte, before it is mended.

    For a file that no verified back-up can be made of: whatever the mending does, what stood there
    can be given to somebody who knows more.

    Args:
        conn: the open register; nobody writes meanwhile.
        folder: the register's folder.
        database: the database's name there.
        now: when; part of the name.

    Returns:
        the copy.

    Raises:
        ReadOnly, DiskFull, ReadBackDiffers, ReadFailed: as they say; no half copy gets a name.
    """
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    start = _free_start(folder, f"före-reparation-{now.strftime('%Y%m%dT%H%M%SZ')}")
    path = folder / f"{start}-{database}"
    temp = path.with_name(f".{path.name}.part")
    try:
        with (folder / database).open("rb") as source, new_private(temp) as out:
            copyfileobj(source, out, _CHUNK)
        if not cmp(folder / database, temp, shallow=False):
            raise ReadBackDiffers
        publish_file(temp, path)
    except OSError as fault:
        raise world_fault(fault, path) from None
    finally:
        discard(temp)
    return path


def _free_start(folder: Path, plain: str) -> str:
    """Find a beginning that no name has: two restores may come in the same second."""
    for number in count(1):
        start = plain + (f"-{number}" if number > 1 else "")
        if not any(folder.glob(f"{start}-*")):
            return start
    raise AssertionError
