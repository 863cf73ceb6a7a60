"""Back-ups as the program makes them: when one is due, where it lies, restoring one."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store import backup, keys, meta, register, seen
from lärcentrum.store.aside import lay_register_aside
from lärcentrum.store.backup import Backup
from lärcentrum.store.connection import connect
from lärcentrum.store.errors import (
    BackupDamaged,
    Damaged,
    NotARegister,
    OnlyLooking,
    OtherRegister,
    WrongPassword,
)
from lärcentrum.store.files import publish, publish_file, read_foreign
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.places import check_working_place
from lärcentrum.store.register import BACKUPS, DATABASE, Surroundings
from lärcentrum.store.store import Store
from lärcentrum.store.uids import Uids

EVERY = timedelta(hours=2)
FRESH = timedelta(minutes=10)
"""How old a back-up may be to count as one made just before."""
_CAP = 4_000_000_000

# --- records ---------------------------------------------------------------


class Occasion(StrEnum):
    """Why a back-up is made; part of its file's name, so none of it is typed."""

    START = "start"
    EXIT = "exit"
    TIMED = "timed"
    MANUAL = "manual"
    MERGE = "merge"
    IMPORT = "import"
    REPAIR = "repair"
    DISPOSAL = "disposal"


# --- rules -----------------------------------------------------------------


def is_due(last: datetime | None, now: datetime, changed: bool) -> bool:
    """Tell whether a timed back-up is due: two hours with changes since the last one."""
    return changed and (last is None or last > now or now - last >= EVERY)


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def make_backup(
    store: Store, *, why: Occasion = Occasion.MANUAL, progress: Progress = silent
) -> Backup:
    """Make a verified back-up now, and a copy of it in the centre's own back-up folder.

    Args:
        store: the register.
        why: the occasion, part of the file's name.
        progress: told pages done.

    Returns:
        the back-up; with a warning when the centre's own folder could not be reached. Work goes on
        (FF14): what was asked for lies beside the register.

    Raises:
        OnlyLooking: this is a copy to look in.
        DiskFull, ReadOnly, TargetGone, ReadBackDiffers: as they say; the register is untouched.
    """
    if store.is_copy:
        raise OnlyLooking
    now = store.clock.now()
    target = store.folder / BACKUPS
    with store.reading() as conn:
        made = backup.make(conn, store.folder, store.vault.key, why, now, target, progress)
    backup.rotate(target, now)
    second = setting(store, "backup_folder")
    return _copied(made, Path(second), now) if second else made


def back_up_before(store: Store, why: Occasion) -> None:
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
    """Tell when the newest back-up was made, UTC; None when there is none.

    One from a time that is still to come was made while the clock was wrong, and counts for none.
    """
    now = store.clock.now()
    found = backup.listed(store.folder / BACKUPS)
    return next((one.made for one in found if one.made <= now), None)


@operation(right=Right.MANAGE, label=N_("Registret gäller på den här datorn"), undoable=False)
def confirm_epoch(store: Store) -> None:
    """Say that this register counts after a restore or a move, so that sending goes on."""
    with store.write() as conn:
        meta.write(conn, "epoch_confirmed", "1")
        store.note("confirm_epoch")


def holds_other(folder: Path, made: Backup) -> bool:
    """Tell whether a folder holds another register than the one in a back-up."""
    try:
        return register.load_keys(folder).register != made.register
    except (NotARegister, Damaged):
        return False


def restore(
    path: Path, folder: Path, code: str, around: Surroundings, *, replace_other: bool = False
) -> Backup:
    """Put a back-up in a register's place; what stood there is laid aside, never removed.

    The restored register begins a new epoch, so that the regional office sees that it went back.
    On a new computer only the recovery code opens it until a head has set a password.

    Args:
        path: the back-up.
        folder: the register's folder, closed; new or existing.
        code: the printed recovery code of the register in the back-up.
        around: clock, randomness, state folder.
        replace_other: whether it may take the place of another register than its own.

    Returns:
        what was restored.

    Raises:
        NotARegister: the file is no back-up of ours (FD12).
        SyncedFolder: a sync program has the folder, or it lies on the net.
        OtherRegister: another register lies in the folder, and `replace_other` is false.
        WrongCode: another code.
        ReadBackDiffers, Damaged: the back-up is damaged (FE07); nothing is changed.
        RegisterOpen: the register is open.
    """
    check_working_place(folder)
    made = backup.describe(path)
    if not replace_other and holds_other(folder, made):
        raise OtherRegister
    slots = backup.keys_of(path)
    key = slots.open_recovery(code)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BACKUPS).mkdir(exist_ok=True)
    with FolderLock(folder):
        fresh = folder / f".{DATABASE}.{os.getpid()}.part"
        try:
            _unpack_checked(path, fresh, key, around)
            lay_register_aside(folder, DATABASE, around.clock.now())
            publish_file(fresh, folder / DATABASE)
            _settle_keys(folder, slots, key, code)
            # It has a new epoch already; the next start needs to begin none.
            seen.forget(around.state, made.register)
        finally:
            for suffix in ("", "-wal", "-journal"):
                fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    return made


def _copied(made: Backup, folder: Path, now: datetime) -> Backup:
    """Copy a back-up to the centre's own folder; say with it when that did not go."""
    try:
        publish(folder / made.path.name, read_foreign(made.path, _CAP))
        backup.rotate(folder, now)
    except UserError as fault:
        # Its "nothing is written" is about that folder; the copy beside the register was made.
        happened, _untouched, to_do = fault.parts()
        said = _("Kopian lades inte i mappen för säkerhetskopior. {why}")
        return replace(made, warning=said.format(why=f"{happened} {to_do}"))
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


def _settle_keys(folder: Path, slots: keys.Keys, key: bytes, code: str) -> None:
    """Keep the passwords that stand beside the register when they open the same key."""
    if not _opens_the_same(folder, slots, key, code):
        slots.save(folder)


def _opens_the_same(folder: Path, slots: keys.Keys, key: bytes, code: str) -> bool:
    try:
        there = register.load_keys(folder)
        return there.register == slots.register and there.open_recovery(code) == key
    except (NotARegister, Damaged, WrongPassword):
        return False
