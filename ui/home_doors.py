"""What the window does with a register's home; loaded when the first of it is wanted."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lärcentrum import opening
from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.home import arriving, aside, going, leases, links
from lärcentrum.home.aside import Fate
from lärcentrum.home.going import HomeStatus
from lärcentrum.home.links import State
from lärcentrum.progress import Progress
from lärcentrum.rights import Right
from lärcentrum.store.register import Register


def is_home(folder: Path) -> bool:
    """Tell whether a register has its home in a folder."""
    return leases.is_home(folder)


def join(home: Path, folder: Path) -> None:
    """Prepare a new folder on this computer for the register that has its home in another."""
    arriving.join(home, folder)


def may_be_fetched(folder: Path) -> bool:
    """Tell whether a folder whose register is not there knows a home to fetch it from."""
    link = links.read(folder)
    return link is not None and link.state is not State.HELD


def look(folder: Path) -> Callable[[str, str], Register]:
    """Give what opens the newest copy in the home of a register, to look in."""
    return lambda login, password: opening.look_at_home(
        folder, login, password, opening.surroundings()
    )


def take_over(folder: Path) -> Callable[[str, str], Register]:
    """Give what takes a register from a computer that has not returned it."""
    return lambda login, password: opening.log_in(
        folder, login, password, opening.surroundings(), take_over=True
    )


def holder(folder: Path) -> tuple[str, datetime | None]:
    """Tell who has a register, as name and computer, and when its newest copy came home."""
    found = going.status(folder)
    return f"{found.name}, {found.computer}", wall(found.copied)


def status(opened: Register) -> HomeStatus:
    """Tell how the home stands; it asks the net."""
    return going.status(opened.store.folder)


def has_home(opened: Register) -> bool:
    """Tell whether a register that can be written in has a home."""
    return not opened.store.is_copy and links.read(opened.store.folder) is not None


def came_home(opened: Register) -> datetime | None:
    """Tell when the newest copy came home, on the wall, without asking the net."""
    link = None if opened.store.is_copy else links.read(opened.store.folder)
    return wall(datetime.fromisoformat(link.at)) if link and link.at else None


def refusal(opened: Register) -> UserError | None:
    """Say why nothing more can be written in a register of one's own; None while it can."""
    store = opened.store
    return store.refusing() if store.refusing is not None and not store.is_copy else None


def only_look(opened: Register) -> None:
    """Take the rights to write from whoever is at the desk."""
    opening.only_look(opened)


def ask_home(opened: Register) -> Callable[[Progress], object]:
    """Give the work of asking the home whether this computer still has the register."""
    return lambda _progress: going.ask_home(opened.store)


def waiting(opened: Register) -> int:
    """Count the changes that lie aside and wait, for whoever may apply them.

    Raises:
        Damaged: a register that was laid aside cannot be read.
    """
    if opened.store.is_copy or Right.REGISTER not in opened.store.session.rights:
        return 0
    return sum(one.fate is Fate.WAITING for one in aside.list_aside(opened.store))


def bring_home(opened: Register) -> Callable[[Progress], object]:
    """Give the work of a visit at the home."""
    return lambda progress: going.bring_home(opened.store, progress=progress)


def leave(opened: Register) -> UserError | None:
    """Close a register, given back to its home; say why it is not, if it is not."""
    return opening.leave(opened)


def wall(at: datetime | None) -> datetime | None:
    """Give an instant as the clock on the wall shows it."""
    return at.astimezone(STOCKHOLM).replace(tzinfo=None) if at else None
