"""Back-ups as the program makes them: when one is due, where it lies, restoring one."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import backup, keys, meta, register
from lärcentrum.store.backup import Backup
from lärcentrum.store.connection import connect
from lärcentrum.store.errors import BackupDamaged, NotARegister, WrongPassword
from lärcentrum.store.files import lay_aside, publish, publish_file, read_foreign
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.register import BACKUPS, DATABASE, Surroundings
from lärcentrum.store.store import Store
from lärcentrum.store.uids import Uids

EVERY = timedelta(hours=2)
FRESH = timedelta(minutes=10)
"""How old a back-up may be to count as one made just before."""
_CAP = 4_000_000_000

# --- rules -----------------------------------------------------------------


def is_due(last: datetime | None, now: datetime, changed: bool) -> bool:
    """Tell whether a timed back-up is due: two hours with changes since the last one."""
    return changed and (last is None or now - last >= EVERY)


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def make_backup(store: Store, *, why: str = "manual", progress: Progress = silent) -> Backup:
    """Make a verified back-up now, and a copy of it in the centre's own back-up folder.

    Args:
        store: the register.
        why: the occasion, part of the file's name.
        progress: told pages done.

    Raises:
        DiskFull, ReadOnly, TargetGone, ReadBackDiffers: as they say; the register is untouched.
    """
    now = store.clock.now()
    target = store.folder / BACKUPS
    with store.reading() as conn:
        made = backup.make(conn, store.folder, store.vault.key, why, now, target, progress)
    backup.rotate(target, now)
    second = setting(store, "backup_folder")
    if second:
        publish(Path(second) / made.path.name, read_foreign(made.path, _CAP))
        backup.rotate(Path(second), now)
    return made


def back_up_before(store: Store, why: str) -> None:
    """Make a back-up before something large (a merge, an import), unless a fresh one is there.

    Seventeen files read in one after the other need one back-up, not seventeen.

    Args:
        store: the register.
        why: the occasion, as in `make_backup`.

    Raises:
        DiskFull, ReadOnly, ReadBackDiffers: as they say; nothing large is then begun.
    """
    last = last_backup(store)
    if last is None or store.clock.now() - last >= FRESH:
        make_backup(store, why=why)


@reading(right=Right.TODAY)
def list_backups(store: Store) -> list[Backup]:
    """List the back-ups beside the register, newest first."""
    return backup.listed(store.folder / BACKUPS)


@reading(right=Right.TODAY)
def last_backup(store: Store) -> datetime | None:
    """Tell when the newest back-up was made, UTC; None when there is none."""
    found = backup.listed(store.folder / BACKUPS)
    return found[0].made if found else None


@operation(right=Right.MANAGE, label=N_("Registret gäller på den här datorn"), undoable=False)
def confirm_epoch(store: Store) -> None:
    """Say that this register counts after a restore or a move, so that sending goes on."""
    with store.write() as conn:
        meta.write(conn, "epoch_confirmed", "1")
        store.note("confirm_epoch")


def restore(path: Path, folder: Path, code: str, around: Surroundings) -> Backup:
    """Put a back-up in a register's place; what stood there is laid aside, never removed.

    The restored register begins a new epoch, so that the regional office sees that it went back.
    On a new computer only the recovery code opens it until a head has set a password.

    Args:
        path: the back-up.
        folder: the register's folder, closed; new or existing.
        code: the printed recovery code of the register in the back-up.
        around: clock, randomness, state folder.

    Returns:
        what was restored.

    Raises:
        NotARegister: the file is no back-up of ours (FD12).
        WrongCode: another code.
        ReadBackDiffers, Damaged: the back-up is damaged (FE07); nothing is changed.
        RegisterOpen: the register is open.
    """
    made = backup.describe(path)
    slots = backup.keys_of(path)
    key = slots.open_recovery(code)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BACKUPS).mkdir(exist_ok=True)
    with FolderLock(folder):
        fresh = folder / f".{DATABASE}.{os.getpid()}.part"
        try:
            _unpack_checked(path, fresh, key, around)
            _lay_aside(folder, around.clock.now())
            publish_file(fresh, folder / DATABASE)
            _settle_keys(folder, slots, key, code)
        finally:
            for suffix in ("", "-wal", "-journal"):
                fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    return made


def _unpack_checked(path: Path, fresh: Path, key: bytes, around: Surroundings) -> None:
    if not backup.check(path, key):
        raise BackupDamaged
    backup.unpack(path, fresh)
    conn = connect(fresh, key)
    try:
        meta.begin_epoch(conn, Uids(around.entropy).next(around.clock.now()))
        meta.write(conn, "open", "")
        # Leaves WAL mode, so that the one file is the whole register while it is moved.
        conn.execute("PRAGMA journal_mode = DELETE")
    finally:
        conn.close()


def _lay_aside(folder: Path, now: datetime) -> None:
    """Move the old file and its log out of the way: a log beside another file would harm it."""
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    for name in (DATABASE, f"{DATABASE}-wal"):
        lay_aside(folder / name, f"undanlagd-{stamp}-{name}")


def _settle_keys(folder: Path, slots: keys.Keys, key: bytes, code: str) -> None:
    """Keep the passwords that stand beside the register when they open the same key."""
    if not _opens_the_same(folder, slots, key, code):
        slots.save(folder)


def _opens_the_same(folder: Path, slots: keys.Keys, key: bytes, code: str) -> bool:
    try:
        there = register.load_keys(folder)
        return there.register == slots.register and there.open_recovery(code) == key
    except (NotARegister, WrongPassword):
        return False
