"""Come to a register that has a home: resume the lease, take it, or be told who has it."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lärcentrum.clock import STOCKHOLM
from lärcentrum.home import leases, links
from lärcentrum.home.errors import HeldElsewhere, HomeUnreachable, OtherHome
from lärcentrum.home.leases import Lease
from lärcentrum.home.links import Link, State
from lärcentrum.home.local import Local
from lärcentrum.store import keys
from lärcentrum.store.connection import Connection
from lärcentrum.store.errors import FolderTaken
from lärcentrum.store.files import publish, world_fault
from lärcentrum.store.keys import Keys
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.places import check_working_place, machine_id
from lärcentrum.store.register import BACKUPS, DATABASE, Surroundings, is_register, load_keys
from lärcentrum.store.uids import Uids

Who = Callable[[Connection], str]
"""Gives the name of the person who comes, or refuses that person."""


def keys_that_count(folder: Path, around: Surroundings) -> Keys:
    """Give the passwords to open a register with: the home's, unless this computer has the lease.

    Raises:
        NotARegister, Damaged: as `register.load_keys`.
    """
    link = links.read(folder)
    here = load_keys(folder)
    if link is None:
        return here
    try:
        now = leases.newest(link.place)
    except HomeUnreachable:
        return here
    if is_mine(now, link, machine_id(around.state, around.entropy)):
        return here
    return keys.from_bytes(now.keys.encode())


def join(home: Path, folder: Path) -> Lease:
    """Prepare a new folder on this computer for a register that has its home in another.

    Raises:
        NoHome: no register has its home there.
        FolderTaken: another register lies in the folder.
        SyncedFolder: the folder is no place to work in.
        DiskFull, ReadOnly: as they say.
    """
    now = leases.require(home)
    check_working_place(folder)
    if is_register(folder):
        if load_keys(folder).register != now.register:
            raise FolderTaken
    elif (folder / DATABASE).exists():
        raise FolderTaken
    try:
        (folder / BACKUPS).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise world_fault(fault, folder) from None
    with FolderLock(folder):
        there = links.read(folder)
        if there is None or there.place != home:
            links.keep(folder, Link(home=str(home), state=State.OUT, machine=""))
        if not is_register(folder):
            publish(folder / keys.NAME, now.keys.encode())
    return now


def enter(folder: Path, key: bytes, around: Surroundings, who: Who, *, force: bool) -> None:
    """Make ready a register that has a home, so that it can be opened and written in here.

    Out of touch with the home it is ready when this computer has the lease.

    Args:
        folder: the register's folder.
        key: its key.
        around: clock, randomness, state folder.
        who: gives the name of the person.
        force: whether to take the register over from one who has not returned it.

    Raises:
        HeldElsewhere: another computer has it, and `force` is false.
        HomeUnreachable: the home does not answer, and this computer does not have the lease.
        HomeDamaged, OtherHome: as they say.
        RegisterOpen: it is open on this computer.
    """
    link = links.read(folder)
    if link is None:
        return
    with FolderLock(folder):
        _Arrival(Local(folder, key, around), link.place, who).arrive(link, force)


def is_mine(now: Lease, link: Link, machine: str) -> bool:
    """Tell whether a lease is the one that a computer holds."""
    return now.held and now.holding == link.holding and now.machine == link.machine == machine


def held_elsewhere(now: Lease, at: datetime) -> HeldElsewhere:
    """Say who has the register."""
    return HeldElsewhere(now.computer, since(now.taken, at))


def since(taken: str, at: datetime) -> str:
    """Say when something was, as people do: the time, with the date before it on another day."""
    then, now = (one.astimezone(STOCKHOLM) for one in (datetime.fromisoformat(taken), at))
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class _Arrival:
    local: Local
    home: Path
    who: Who

    def arrive(self, link: Link, force: bool) -> None:
        machine = self.local.machine
        try:
            now = leases.newest(self.home)
        except HomeUnreachable:
            if link.state is State.HELD and link.machine == machine:
                return
            raise
        if now.register != load_keys(self.local.folder).register:
            raise OtherHome
        if is_mine(now, link, machine):
            self._resume(link, now)
            return
        if link.state is not State.OUT or link.machine != machine:
            # Here may be what has not come home: it is laid aside before anything else.
            self.local.make_current(self.home, now)
            link = self._keep(now, State.OUT, "")
        if now.held and not force:
            raise held_elsewhere(now, self._clock())
        self._take(now)

    def _resume(self, link: Link, now: Lease) -> None:
        if link.state is not State.HELD:
            if link.state is State.TAKING:
                self.local.make_current(self.home, now)
            links.keep(self.local.folder, replace(link, state=State.HELD))

    def _take(self, now: Lease) -> None:
        self.local.make_current(self.home, now)
        with self.local.opened() as conn:
            name = self.who(conn)
        uids = Uids(self.local.around.entropy)
        fresh = [uids.next(self._clock()) for _ in range(3)]
        mine = replace(
            now,
            generation=now.generation + 1,
            stamp=fresh[0],
            epoch=fresh[1] if now.held else now.epoch,
            held=True,
            holding=fresh[2],
            name=name,
            computer=platform.node(),
            machine=self.local.machine,
            taken=self._clock().isoformat(),
            forced=now.held,
        )
        # Written before: a lease that nobody here knows of would be nobody's.
        self._keep(now, State.TAKING, mine.holding)
        if not leases.write_next(self.home, mine):
            raise held_elsewhere(leases.newest(self.home), self._clock())
        self.local.settle_epoch(mine.epoch)
        self._keep(mine, State.HELD, mine.holding)

    def _keep(self, now: Lease, state: State, holding: str) -> Link:
        return links.keep(
            self.local.folder,
            Link(
                home=str(self.home),
                state=state,
                machine=self.local.machine,
                holding=holding,
                operation=now.copy.operation,
                at=now.copy.made,
            ),
        )

    def _clock(self) -> datetime:
        return self.local.around.clock.now()
