"""Make, open and close a register: a folder that one can copy, held by one process."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lärcentrum.clock import Clock, SystemClock
from lärcentrum.errors import UserError
from lärcentrum.store import audit, keys, meta, places, schema, seen
from lärcentrum.store.aside import lay_register_aside
from lärcentrum.store.connection import Connection, DatabaseError, connect, told, told_of
from lärcentrum.store.errors import Damaged, FolderTaken, NotARegister
from lärcentrum.store.files import (
    discard,
    flush_folder,
    remove_leftovers,
    world_fault,
)
from lärcentrum.store.keys import Cost, Keys
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.store import Change, Deriver, Store
from lärcentrum.store.tries import Tries
from lärcentrum.store.uids import Entropy, Uids
from lärcentrum.store.vault import KEY_BYTES, Vault

DATABASE = "register.db"
BACKUPS = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a register is handed from outside.

    Args:
        clock: what time it is.
        entropy: random bytes.
        derivers: what keeps the derived tables true.
        state: the user's folder for what belongs to the computer.
        cost: what one guess at a password costs.
        rebuild: makes the derived tables anew (after a restore, or when they are damaged).
    """

    clock: Clock = field(default_factory=SystemClock)
    entropy: Entropy = secrets.token_bytes
    derivers: tuple[Deriver, ...] = ()
    state: Path = field(default_factory=places.state_folder)
    cost: Cost = field(default_factory=Cost)
    rebuild: Callable[[Connection], None] | None = None


@dataclass(slots=True)
class Register:
    """An open register: the store, its lock and its key.

    Args:
        store: the one door.
        key: the 32-byte key of the file.
        lock: held until `close`.
        unclean: whether the last session ended without closing (FE08).
    """

    store: Store
    key: bytes
    lock: FolderLock
    around: Surroundings
    unclean: bool = False

    def close(self) -> None:
        """Put everything in the main file and let the folder go.

        Raises:
            Damaged: a page of the file is damaged (FE06).
            DiskFull, ReadOnly, ReadFailed: as they say; what was saved is there.
        """
        conn = self.store.conn
        try:
            meta.write(conn, "open", "")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            uid, head = meta.read(conn, "register"), audit.head(conn)
        except DatabaseError as fault:
            raise told_of(conn, fault) or fault from None
        finally:
            conn.close()
            self.lock.drop()
        seen.keep(self.around.state, uid, head)


def create(folder: Path, kind: str, environment: str, around: Surroundings) -> tuple[Register, str]:
    """Make an empty register in an empty or new folder.

    Args:
        folder: where; synced and network folders are refused.
        kind: `centre` or `region`.
        environment: `real` or `demo`; the two never mix.
        around: clock, randomness, derivers, state folder.

    Returns:
        the open register, and the recovery code to print.

    Raises:
        FolderTaken: a register is there already.
        SyncedFolder, ReadOnly, DiskFull: as they say; nothing is made.
    """
    places.check_working_place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / BACKUPS).mkdir(exist_ok=True)
    except OSError as fault:
        raise world_fault(fault, folder) from None
    lock = FolderLock(folder)
    lock.take()
    try:
        _make_room(folder, around)
    except BaseException:
        lock.drop()
        raise
    try:
        return _create_held(folder, kind, environment, around, lock)
    except (DatabaseError, OSError) as fault:
        _unmake(folder, lock)
        raise explain(fault) or fault from None
    except BaseException:
        _unmake(folder, lock)
        raise


def open_with_key(folder: Path, key: bytes, around: Surroundings) -> Register:
    """Open a register whose key is known already (after `keys.load(folder).open(…)`).

    An interrupted session is checked wholly before anything else (FE08).

    Raises:
        SyncedFolder: a sync program has the folder, or it lies on the net.
        RegisterOpen, Damaged, NewerRegister: as they say; the file is untouched.
    """
    places.check_working_place(folder, register=True)
    lock = FolderLock(folder)
    lock.take()
    try:
        conn = connect(folder / DATABASE, key)
    except BaseException:
        lock.drop()
        raise
    try:
        return _open_held(folder, key, around, lock, conn)
    except DatabaseError as fault:
        conn.close()
        lock.drop()
        raise told(fault) or fault from None
    except BaseException:
        conn.close()
        lock.drop()
        raise


def is_register(folder: Path) -> bool:
    """Tell whether a folder holds a register (its key file is there)."""
    return (folder / keys.NAME).is_file()


def load_keys(folder: Path) -> Keys:
    """Read the key file of a register.

    Raises:
        NotARegister: the folder holds none.
        Damaged: it is there but cannot be used (FE06).
    """
    if not is_register(folder):
        raise NotARegister
    return keys.load(folder)


def integrity(conn: Connection, *, whole: bool = True) -> list[str]:
    """Ask the database whether it is whole; an empty list is yes.

    Args:
        conn: an open connection.
        whole: also every index against its table (slower).
    """
    pragma = "integrity_check" if whole else "quick_check"
    found = [row[0] for row in conn.execute(f"PRAGMA {pragma}")]
    orphans = conn.execute("PRAGMA foreign_key_check").fetchall()
    problems = [] if found == ["ok"] else found
    return problems + [f"foreign key: {row[0]}" for row in orphans]


def _unmake(folder: Path, lock: FolderLock) -> None:
    lock.drop()
    for name in (DATABASE, DATABASE + "-wal", keys.NAME):
        discard(folder / name)


def _make_room(folder: Path, around: Surroundings) -> None:
    """Lay aside what an interrupted making left: without a key file it opens for nobody.

    It is not removed: it may also be a register whose key file was lost, and a back-up has a key.
    """
    if (folder / keys.NAME).exists():
        raise FolderTaken
    remove_leftovers(folder)
    lay_register_aside(folder, DATABASE, around.clock.now())


def _create_held(
    folder: Path, kind: str, environment: str, around: Surroundings, lock: FolderLock
) -> tuple[Register, str]:
    key = around.entropy(KEY_BYTES)
    uid = Uids(around.entropy).next(around.clock.now())
    code = keys.new_code(around.entropy)
    slots = Keys(uid, around.entropy(16).hex())
    slots.add_recovery(code, key, around.entropy, around.cost)
    conn = connect(folder / DATABASE, key, create=True)
    schema.migrate(conn)
    facts = {
        "register": uid,
        "kind": kind,
        "environment": environment,
        "epoch": Uids(around.entropy).next(around.clock.now()),
        "epoch_confirmed": "1",
        "machine": places.machine_id(around.state, around.entropy),
        "open": "1",
    }
    for name, value in facts.items():
        meta.write(conn, name, value)
    # Example data get the same uid at each making, and begin anew.
    seen.forget(around.state, uid)
    # The key file comes last: a folder without one is no register, and can be made again.
    slots.save(folder)
    flush_folder(folder)
    store = _store(conn, folder, key, around)
    return Register(store, key, lock, around), code


def _open_held(
    folder: Path, key: bytes, around: Surroundings, lock: FolderLock, conn: Connection
) -> Register:
    schema.check_not_newer(conn)
    if not schema.version(conn):
        raise Damaged
    unclean = meta.read(conn, "open") == "1"
    # Also after a clean end: a removal that was not flushed is undone by a power cut.
    remove_leftovers(folder)
    remove_leftovers(folder / BACKUPS)
    if unclean:
        _check_after_crash(conn)
    if schema.version(conn) < schema.newest():
        _back_up_first(folder, key, conn, around)
        schema.migrate(conn)
    _notice_move(conn, around)
    meta.write(conn, "open", "1")
    store = _store(conn, folder, key, around)
    return Register(store, key, lock, around, unclean)


def _store(conn: Connection, folder: Path, key: bytes, around: Surroundings) -> Store:
    uid = meta.read(conn, "register")
    store = Store(
        conn,
        folder,
        clock=around.clock,
        entropy=around.entropy,
        vault=Vault(
            folder,
            key,
            around.entropy,
            around.cost,
            partial(Tries, around.state, uid, around.clock),
        ),
        derivers=around.derivers,
    )

    def sent(change: Change) -> None:
        # What is sent from here must not be sent anew after the folder has gone back.
        if change.touches("package"):
            seen.keep(around.state, uid, audit.head(conn))

    store.listen(sent)
    return store


def _check_after_crash(conn: Connection) -> None:
    if integrity(conn):
        raise Damaged


def _back_up_first(folder: Path, key: bytes, conn: Connection, around: Surroundings) -> None:
    from lärcentrum.store import backup

    backup.make(conn, folder, key, "migration", around.clock.now(), folder / BACKUPS)


def _notice_move(conn: Connection, around: Surroundings) -> None:
    """Begin a new epoch when the register wakes on another computer or older than it was (FB08)."""
    here = places.machine_id(around.state, around.entropy)
    moved = meta.read(conn, "machine") != here
    if not moved and not seen.went_back(around.state, meta.read(conn, "register"), conn):
        return
    # All or nothing: the computer alone would be known at the next start, without a new epoch.
    conn.execute("BEGIN IMMEDIATE")
    meta.write(conn, "machine", here)
    meta.begin_epoch(conn, Uids(around.entropy).next(around.clock.now()))
    conn.execute("COMMIT")
    seen.keep(around.state, meta.read(conn, "register"), audit.head(conn))


def explain(fault: BaseException) -> UserError | None:
    """Tell a fault of the database or the disk as an error with a sentence, else None (a bug)."""
    if isinstance(fault, UserError):
        return fault
    if isinstance(fault, OSError):
        return world_fault(fault)
    return told(fault) if isinstance(fault, DatabaseError) else None
