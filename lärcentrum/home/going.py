"""Bring verified copies home, hand the register over, and tell how the home stands."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.home import leases, links
from lärcentrum.home.arriving import is_mine, since
from lärcentrum.home.errors import (
    HandedOver,
    HomeDamaged,
    HomeUnreachable,
    NoHome,
    TakenOver,
)
from lärcentrum.home.leases import COPIES, Copy, Lease
from lärcentrum.home.links import Link, State
from lärcentrum.operations import reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store import audit, backup, keys, meta
from lärcentrum.store.errors import OnlyLooking, ReadFailed, TargetGone
from lärcentrum.store.files import discard, publish, read_foreign
from lärcentrum.store.register import BACKUPS
from lärcentrum.store.store import Store
from lärcentrum.store.uids import Uids

_CAP = 4_000_000_000
_KEYS_CAP = 10_000_000
_TIDY_EVERY = 20

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeStatus:
    """How a register's home stands, seen from one computer.

    Args:
        home: the folder, "" for none.
        reached: whether it answers.
        held: whether somebody has the register, as far as is known.
        mine: whether it is this computer.
        name: the holder's name.
        computer: the holder's computer.
        taken: when it was taken, UTC.
        copied: when the newest copy came home, UTC.
        state: how this computer stands to the lease.
    """

    home: str
    reached: bool = False
    held: bool = False
    mine: bool = False
    name: str = ""
    computer: str = ""
    taken: datetime | None = None
    copied: datetime | None = None
    state: State = State.OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Homecoming:
    """What a visit at the home did.

    Args:
        copied: whether a new copy came home; there was nothing new otherwise.
        at: when the newest copy came home, UTC.
    """

    copied: bool
    at: datetime


# --- operations ------------------------------------------------------------


def status(folder: Path) -> HomeStatus:
    """Tell how the home of a register stands; no password is needed.

    Args:
        folder: the register's folder.
    """
    link = links.read(folder)
    if link is None:
        return HomeStatus(home="")
    at = datetime.fromisoformat(link.at) if link.at else None
    here = link.state is State.HELD
    try:
        now = leases.newest(link.place)
    except UserError:
        return HomeStatus(home=link.home, held=here, mine=here, copied=at, state=link.state)
    return HomeStatus(
        home=link.home,
        reached=True,
        held=now.held,
        mine=is_mine(now, link, link.machine),
        name=now.name,
        computer=now.computer,
        taken=datetime.fromisoformat(now.taken),
        copied=datetime.fromisoformat(now.copy.made),
        state=link.state,
    )


@reading(right=Right.TODAY)
def home_status(store: Store) -> HomeStatus:
    """Tell how the home of this register stands."""
    return status(store.folder)


@reading(right=Right.TODAY)
def bring_home(store: Store, *, progress: Progress = silent) -> Homecoming:
    """Verify that this computer has the register, and bring a copy home when there is news.

    Raises:
        NoHome: the register has none.
        TakenOver: somebody took it over; from now on nothing can be written here.
        HomeUnreachable: it does not answer; work goes on, and nothing else has changed.
        OnlyLooking: this is a copy to look in.
        DiskFull, ReadOnly, ReadBackDiffers: as they say; the earlier copy counts.
    """
    if store.is_copy:
        raise OnlyLooking
    return bring(store, _link(store), free=False, progress=progress)


@reading(right=Right.SEE)
def hand_over(store: Store, *, progress: Progress = silent) -> Homecoming:
    """Bring the last copy home and give the register back; from now on one can only look.

    Raises:
        As `bring_home`; this computer then has the register still, and work can go on.
    """
    return _hand_over(store, _link(store), progress)


def ask_home(store: Store) -> None:
    """Ask the home whether this computer still has the register, else let nothing more be written.

    Neither the home nor the register is written; a home that does not answer changes nothing, since
    the holder works on out of touch.

    Args:
        store: the register; whoever is at the desk, or nobody yet.
    """
    link = links.read(store.folder)
    if link is None or store.is_copy or store.refusing is not None:
        return
    try:
        now = leases.newest(link.place)
    except (HomeUnreachable, HomeDamaged):
        return
    if link.state is not State.HELD or not is_mine(now, link, fact(store, "machine")):
        _lost(store, link, now)


def go(store: Store, *, keep: bool) -> UserError | None:
    """Bring what there is home before the register closes, and give it back.

    Args:
        store: the register, before it is closed; whoever is at the desk.
        keep: whether this computer keeps the lease.

    Returns:
        why it did not come home, if it did not.
    """
    link = links.read(store.folder)
    if link is None or link.state is not State.HELD:
        return None
    try:
        if keep:
            bring(store, link, free=False, progress=silent)
        else:
            _hand_over(store, link, silent)
    except UserError as fault:
        return fault
    return None


# --- inner -------------------------------------------------------------------


def _hand_over(store: Store, link: Link, progress: Progress) -> Homecoming:
    before, store.refusing = store.refusing, HandedOver
    try:
        return bring(store, link, free=True, progress=progress)
    except UserError:
        now = links.read(store.folder)
        # Not known whether it was given back: nothing more is written until the home tells.
        if store.refusing is HandedOver and now and now.state is State.HELD:
            store.refusing = before
        raise


def _link(store: Store) -> Link:
    link = links.read(store.folder)
    if link is None:
        raise NoHome
    return link


def bring(store: Store, link: Link, *, free: bool, progress: Progress) -> Homecoming:
    """Verify the lease and bring a copy home when there is news.

    Args:
        store: the register.
        link: its link.
        free: whether to give the register back as well.
        progress: told pages done.

    Raises:
        As `bring_home`.
    """
    try:
        return _brought(store, link, free, progress)
    except HomeUnreachable:
        raise HomeUnreachable(works=store.refusing in (None, HandedOver)) from None


def _brought(store: Store, link: Link, free: bool, progress: Progress) -> Homecoming:
    now = leases.newest(link.place)
    if link.state is not State.HELD or not is_mine(now, link, fact(store, "machine")):
        raise _lost(store, link, now)
    slots, epoch = slots_of(store), fact(store, "epoch")
    with store.reading() as conn:
        head = audit.head(conn)
    if (now.copy.head, now.epoch, now.keys) == (head, epoch, slots) and not free:
        return Homecoming(copied=False, at=datetime.fromisoformat(now.copy.made))
    stamp = new_stamp(store)
    copy = now.copy
    if (now.copy.head, now.epoch) != (head, epoch):
        copy = copy_home(store, link.place, now.generation + 1, stamp, progress)
    after = replace(
        now,
        generation=now.generation + 1,
        stamp=stamp,
        epoch=epoch,
        held=not free,
        copy=copy,
        keys=slots,
    )
    _write(store, link, after)
    return Homecoming(copied=copy != now.copy, at=datetime.fromisoformat(copy.made))


def _write(store: Store, link: Link, after: Lease) -> None:
    place, copy = store.folder, after.copy
    if not after.held:
        # Written before: once it is given back, nothing may be written here out of touch.
        link = links.keep(place, replace(link, state=State.RETURNING))
    if not leases.write_next(link.place, after):
        raise _lost(store, link, leases.newest(link.place))
    state = State.HELD if after.held else State.OUT
    links.keep(place, replace(link, state=state, operation=copy.operation, at=copy.made))
    if not after.held or after.generation % _TIDY_EVERY == 0:
        _tidy(link.place, after, store.clock.now())


def _lost(store: Store, link: Link, now: Lease) -> UserError:
    """Let nothing more be written here, and say why."""
    if link.state is not State.HELD:
        store.refusing = HandedOver
        return HandedOver()
    at = since(now.taken, store.clock.now())
    changes = store.value(_UNRETURNED, link.operation) or 0

    def told() -> TakenOver:
        return TakenOver(now.computer, at, changes)

    store.refusing = told
    return told()


_UNRETURNED = "SELECT count(*) FROM operation WHERE id > ? AND last_seq >= first_seq"


def copy_home(
    store: Store, home: Path, generation: int, stamp: str, progress: Progress
) -> Copy:  # fmt: skip
    """Make a verified copy of the register and publish it among the home's copies.

    Args:
        store: the register.
        home: the home.
        generation: the number of the lease that will tell of the copy.
        stamp: that lease's stamp.
        progress: told pages done.

    Raises:
        HomeUnreachable, DiskFull, ReadOnly, ReadBackDiffers: as they say; no lease tells of it.
    """
    at = store.clock.now()
    with store.reading() as conn:
        head = audit.head(conn)
        target = store.folder / BACKUPS
        made = backup.make(conn, store.folder, store.vault.key, "home", at, target, progress)
    try:
        data = read_foreign(made.path, _CAP)
        name = leases.copy_name(generation, stamp)
        with _at_home():
            publish(home / COPIES / name, data, shared=True)
    finally:
        discard(made.path)
    return Copy(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        operation=head[0],
        hash=head[1],
        made=at.isoformat(),
    )


@contextmanager
def _at_home() -> Iterator[None]:
    try:
        yield
    except (TargetGone, ReadFailed):
        raise HomeUnreachable from None


def _tidy(home: Path, now: Lease, at: datetime) -> None:
    """Remove copies that the rotation of back-ups would not keep, never one newer than ours."""
    leases.tidy(home, now)
    there = [one for one in backup.listed(home / COPIES) if one.path.name != now.copy.name]
    keep = backup.kept([one.made for one in there], at)
    for one in there:
        if one.made not in keep and leases.is_older(one.path.name, now.generation):
            discard(one.path)


def fact(store: Store, name: str) -> str:
    """Give a fact about the register itself."""
    with store.reading() as conn:
        return meta.read(conn, name)


def slots_of(store: Store) -> str:
    """Give the register's key file."""
    return read_foreign(store.folder / keys.NAME, _KEYS_CAP).decode()


def new_stamp(store: Store) -> str:
    """Give a uid that no other computer gives."""
    return Uids(store.entropy).next(store.clock.now())
