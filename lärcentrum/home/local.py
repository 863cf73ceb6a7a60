"""The register on this computer, closed: looked at, and made a copy of what the home has."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lärcentrum.home.errors import HomeDamaged, HomeUnreachable
from lärcentrum.home.leases import COPIES, Lease
from lärcentrum.store import audit, backup, keys, meta, places, schema, seen
from lärcentrum.store.aside import lay_register_aside
from lärcentrum.store.connection import Connection, DatabaseError, connect, told
from lärcentrum.store.errors import (
    Damaged,
    NotARegister,
    ReadBackDiffers,
    ReadFailed,
    SourceGone,
    TargetGone,
)
from lärcentrum.store.files import discard, publish, publish_file, read_foreign
from lärcentrum.store.register import DATABASE, Surroundings

ASIDE = "atsidan"
"""What the names of registers begin with whose changes have not come home."""
_CAP = 4_000_000_000
_LOG = "SELECT id, hash FROM operation ORDER BY id"


@dataclass(frozen=True, slots=True)
class Local:
    """A register's folder, held by this process but not open.

    Args:
        folder: the folder.
        key: the register's key.
        around: clock, randomness, state folder.
    """

    folder: Path
    key: bytes
    around: Surroundings

    @property
    def machine(self) -> str:
        """Give this computer's own id."""
        return places.machine_id(self.around.state, self.around.entropy)

    @contextmanager
    def opened(self, name: str = DATABASE) -> Iterator[Connection]:
        """Open a database of the folder for a moment, as `opened`."""
        with opened(self.folder / name, self.key) as conn:
            yield conn

    def make_current(self, home: Path, now: Lease) -> None:
        """Let the register here be the home's newest copy.

        What it has that the copy lacks is laid aside first, as the whole register that it was.
        Nothing is done when it is that copy already. Stopped anywhere, it can be done again.

        Raises:
            HomeUnreachable: the copy cannot be fetched.
            HomeDamaged: the copy there is not what its lease says.
            NewerRegister: it was made by a later version of the program.
            DiskFull, ReadOnly: as they say; the register here is as it was.
        """
        if self._is(now):
            self.settle_epoch(now.epoch)
        else:
            self._fetch(home, now)
        # The passwords that count stand in the home.
        publish(self.folder / keys.NAME, now.keys.encode())

    def settle_epoch(self, epoch: str) -> None:
        """Let the register here have an epoch; a new one waits for a person's confirmation."""
        with self.opened() as conn:
            _settle(conn, epoch, self.machine)

    def _is(self, now: Lease) -> bool:
        try:
            with self.opened() as conn:
                return audit.head(conn) == now.copy.head
        except Damaged:
            return False

    def _fetch(self, home: Path, now: Lease) -> None:
        fresh = self.folder / f".{DATABASE}.{os.getpid()}.part"
        try:
            unpack(home, now, fresh, self.key)
            with self.opened(fresh.name) as conn:
                schema.check_not_newer(conn)
                _settle(conn, now.epoch, self.machine)
                meta.write(conn, "open", "")
                log = dict(conn.execute(_LOG).fetchall())
            if not self._lies_within(log):
                lay_register_aside(self.folder, DATABASE, self.around.clock.now(), ASIDE)
            seen.keep(self.around.state, now.register, now.copy.head)
            publish_file(fresh, self.folder / DATABASE)
        finally:
            for suffix in ("", "-wal", "-journal"):
                discard(fresh.with_name(fresh.name + suffix))

    def _lies_within(self, log: dict[int, str]) -> bool:
        """Tell whether each operation of the register here stands in a log."""
        if not (self.folder / DATABASE).exists():
            return True
        try:
            with self.opened() as conn:
                return all(log.get(number) == stated for number, stated in conn.execute(_LOG))
        except Damaged:
            return False


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Connection]:
    """Open a closed database for a moment; it is one whole file afterwards.

    Raises:
        Damaged: it is not there, or not whole.
    """
    conn = connect(path, key)
    try:
        yield conn
        conn.execute("PRAGMA journal_mode = DELETE")
    except DatabaseError as fault:
        raise told(fault) or fault from None
    finally:
        conn.close()


def unpack(home: Path, now: Lease, target: Path, key: bytes) -> None:
    """Fetch the home's newest copy and write its database to a file, checked wholly.

    Raises:
        HomeUnreachable: the home does not answer.
        HomeDamaged: the copy is not what its lease says.
        DiskFull, ReadOnly: as they say.
    """
    fetched = target.with_name(f"{target.name}.hem.part")
    try:
        data = read_foreign(home / COPIES / now.copy.name, _CAP)
    except (SourceGone, ReadFailed, TargetGone):
        raise HomeUnreachable from None
    if hashlib.sha256(data).hexdigest() != now.copy.sha256:
        raise HomeDamaged
    try:
        publish(fetched, data)
        backup.unpack(fetched, target)
        backup.verify(target, key, backup.describe(fetched).digest)
    except (ReadBackDiffers, NotARegister):
        raise HomeDamaged from None
    finally:
        discard(fetched)


def _settle(conn: Connection, epoch: str, machine: str) -> None:
    conn.execute("BEGIN IMMEDIATE")
    meta.write(conn, "machine", machine)
    if meta.read(conn, "epoch") != epoch:
        meta.begin_epoch(conn, epoch)
    conn.execute("COMMIT")
