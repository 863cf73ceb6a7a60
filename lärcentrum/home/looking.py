"""Look in the home's newest copy while somebody else has the register."""

from datetime import datetime
from pathlib import Path

from lärcentrum.home import leases, links
from lärcentrum.home.errors import NoHome
from lärcentrum.home.local import unpack
from lärcentrum.store import copies
from lärcentrum.store.copies import Looking
from lärcentrum.store.register import Surroundings


def open_copy(folder: Path, key: bytes, around: Surroundings) -> Looking:
    """Open the newest copy that came home; neither the home nor the register here changes.

    Args:
        folder: the register's folder on this computer.
        key: its key.
        around: clock, randomness, derivers; the copy lies in its state folder.

    Raises:
        NoHome: the register has none.
        HomeUnreachable, HomeDamaged, DiskFull, ReadOnly: as they say.
    """
    link = links.read(folder)
    if link is None:
        raise NoHome
    now = leases.newest(link.place)

    def fill(target: Path) -> datetime:
        unpack(link.place, now, target, key)
        return datetime.fromisoformat(now.copy.made)

    return copies.open_filled(now.keys.encode(), key, around, fill)
