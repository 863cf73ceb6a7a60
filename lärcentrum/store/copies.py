"""Open a verified back-up to look in, while another window has the register itself (FE03).

The copy is unpacked in a private folder of this user's, encrypted as it was, and goes with the
window; one that a killed program left goes at the next start.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.store import backup, keys, register
from lärcentrum.store.backup import Backup
from lärcentrum.store.errors import NoCopy, OnlyLooking, ReadBackDiffers
from lärcentrum.store.files import publish, read_foreign, world_fault
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.register import BACKUPS, DATABASE, Register, Surroundings

_FOLDER = "looking"
_CAP = 10_000_000


@dataclass(slots=True, kw_only=True)
class Looking(Register):
    """An open copy of a back-up; it goes when it is closed.

    Args:
        made: when the back-up was made, UTC.
    """

    made: datetime

    def close(self) -> None:
        """Close the copy and remove it."""
        try:
            Register.close(self)
        finally:
            shutil.rmtree(self.store.folder, ignore_errors=True)


def open_newest(folder: Path, key: bytes, around: Surroundings) -> Looking:
    """Open a copy of the newest back-up that is whole; nothing in the register's folder changes.

    Args:
        folder: the register's folder, which another program has open.
        key: its key.
        around: clock, randomness, derivers; the copy lies in its state folder.

    Raises:
        NoCopy: there is no back-up of this register that is whole.
        DiskFull, ReadOnly: as they say.
    """
    slots = read_foreign(folder / keys.NAME, _CAP)

    def fill(target: Path) -> datetime:
        return _unpack_newest(folder, key, target, around.clock.now()).made

    return open_filled(slots, key, around, fill)


def open_filled(
    slots: bytes, key: bytes, around: Surroundings, fill: Callable[[Path], datetime]
) -> Looking:
    """Open a database that is written to a private place, to look in.

    Args:
        slots: the key file that its passwords are in.
        key: its key.
        around: clock, randomness, derivers; the copy lies in its state folder.
        fill: writes the database to the path it is given, and tells when it was made.

    Raises:
        DiskFull, ReadOnly, and what `fill` raises; nothing is left.
    """
    clear(around.state)
    place = _private(around.state)
    try:
        with FolderLock(place):  # so that no other start takes it for a leftover
            made = fill(place / DATABASE)
            publish(place / keys.NAME, slots)
        # The copy keeps its own state: it must not seem that the register has gone back.
        opened = register.open_with_key(place, key, replace(around, state=place))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    opened.store.is_copy, opened.store.refusing = True, OnlyLooking
    return Looking(store=opened.store, key=key, lock=opened.lock, around=around, made=made)


def clear(state: Path) -> None:
    """Remove the copies that killed programs left; one that is open stays.

    Args:
        state: the user's folder for what belongs to the computer.
    """
    for place in (state / _FOLDER).glob("*/"):
        try:
            with FolderLock(place):
                pass
        except UserError:
            continue
        shutil.rmtree(place, ignore_errors=True)


def _private(state: Path) -> Path:
    try:
        (state / _FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=state / _FOLDER))
    except OSError as fault:
        raise world_fault(fault, state / _FOLDER) from None


def _unpack_newest(folder: Path, key: bytes, target: Path, now: datetime) -> Backup:
    ours = keys.load(folder).register
    for one in backup.listed(folder / BACKUPS):
        if one.register != ours or one.made > now:
            continue
        backup.unpack(one.path, target)
        try:
            backup.verify(target, key, one.digest)
        except ReadBackDiffers:
            continue
        return one
    raise NoCopy
