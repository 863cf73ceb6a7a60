"""Choose a register's home, or another one."""

import os
import platform
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from lärcentrum.home import leases, links
from lärcentrum.home.arriving import held_elsewhere, is_mine
from lärcentrum.home.errors import HomeAhead, HomeInside, OtherHome, SyncedHome
from lärcentrum.home.going import Homecoming, bring, copy_home, fact, new_stamp, slots_of
from lärcentrum.home.leases import COPIES, LEASES, Lease
from lärcentrum.home.links import Link, State
from lärcentrum.operations import reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store import places
from lärcentrum.store.errors import OnlyLooking, TargetGone
from lärcentrum.store.files import world_fault
from lärcentrum.store.store import Store


@reading(right=Right.MANAGE)
def set_home(
    store: Store, *, folder: str, abandon: bool = False, progress: Progress = silent
) -> Homecoming:
    """Let the register have its home in a folder, and bring the first copy there.

    An earlier home keeps its copies and is left free.

    Args:
        store: the register.
        folder: the home; it is there, and may be on the net but not in a synced folder.
        abandon: whether an earlier home that does not answer is given up.
        progress: told pages done.

    Raises:
        SyncedHome, HomeInside, OtherHome, HomeAhead: as they say.
        HeldElsewhere: the register has that home already, and somebody has it.
        TakenOver: somebody took the register over in its earlier home.
        HomeUnreachable: its earlier home does not answer, and is not given up.
        TargetGone, ReadOnly, DiskFull: as they say; the register has the home it had.
        OnlyLooking: this is a copy to look in.
    """
    if store.is_copy:
        raise OnlyLooking
    home = Path(os.path.abspath(folder))
    _check_place(home, store.folder)
    there = _check_there(store, home)
    old = links.read(store.folder)
    if old and not abandon:
        bring(store, old, free=False, progress=progress)
    _make_place(home)
    done = _begin(store, home, there, progress)
    if old and old.place != home and not abandon:
        _set_free(store, old)
    return done


def _begin(store: Store, home: Path, there: Lease | None, progress: Progress) -> Homecoming:
    stamp, holding = new_stamp(store), new_stamp(store)
    number = there.generation + 1 if there else 1
    copy = copy_home(store, home, number, stamp, progress)
    lease = Lease(
        register=fact(store, "register"),
        generation=number,
        stamp=stamp,
        epoch=fact(store, "epoch"),
        held=True,
        holding=holding,
        name=store.session.name,
        computer=platform.node(),
        machine=fact(store, "machine"),
        taken=copy.made,
        forced=False,
        copy=copy,
        keys=slots_of(store),
    )
    if not leases.write_next(home, lease):
        raise held_elsewhere(leases.newest(home), store.clock.now())
    links.keep(
        store.folder,
        Link(
            home=str(home),
            state=State.HELD,
            machine=lease.machine,
            holding=holding,
            operation=copy.operation,
            at=copy.made,
        ),
    )
    return Homecoming(copied=True, at=datetime.fromisoformat(copy.made))


def _set_free(store: Store, old: Link) -> None:
    """Let an earlier home be free; this register has another one already."""
    now = leases.newest(old.place)
    if is_mine(now, old, fact(store, "machine")):
        number = now.generation + 1
        leases.write_next(
            old.place, replace(now, generation=number, stamp=new_stamp(store), held=False)
        )


def _check_there(store: Store, home: Path) -> Lease | None:
    """Read the lease of a folder that is to be the home, None for one that is new."""
    if not leases.is_home(home):
        return None
    there = leases.newest(home)
    if there.register != fact(store, "register"):
        raise OtherHome
    # One of this computer was left by a start that was cut off.
    if there.held and there.machine != fact(store, "machine"):
        raise held_elsewhere(there, store.clock.now())
    if store.value(_HASH, there.copy.operation) != there.copy.hash:
        raise HomeAhead
    return there


_HASH = "SELECT hash FROM operation WHERE id = ?"


def _check_place(home: Path, register: Path) -> None:
    real = PurePath(os.path.realpath(home))
    kind = places.service_kind(real)
    if kind:
        raise SyncedHome(kind)
    if real.is_relative_to(os.path.realpath(register)):
        raise HomeInside


def _make_place(home: Path) -> None:
    if not home.is_dir():
        raise TargetGone(str(home))
    try:
        for name in (LEASES, COPIES):
            (home / name).mkdir(exist_ok=True)
    except OSError as fault:
        raise world_fault(fault, home) from None
