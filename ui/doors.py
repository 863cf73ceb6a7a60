"""What the first screens do with a register; loaded when the first of it is wanted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lärcentrum import backups, history, opening
from lärcentrum.clock import STOCKHOLM
from lärcentrum.drafts import Drafts
from lärcentrum.exams.providers import add_shipped_providers
from lärcentrum.exams.rooms import add_room
from lärcentrum.language import _
from lärcentrum.people.users import check_password
from lärcentrum.progress import Progress, silent
from lärcentrum.settings import change_settings, setting
from lärcentrum.store import backup, meta
from lärcentrum.store.copies import Looking, clear
from lärcentrum.store.errors import NotARegister
from lärcentrum.store.register import BACKUPS, Register, is_register
from lärcentrum.upkeep.going_back import done_since_backups
from ui.kit import texts
from ui.kit.undo import History
from ui.start.answers import Answers
from ui.start.recovery import Copy

__all__ = ["Drafts", "Register", "check_password", "setting"]

_OTHER_NAMES = ("", "-2", "-3", "-4")
"""What is put after the example folder's name when something else lies there already."""


def log_in(folder: Path) -> Callable[[str, str], Register]:
    """Give what opens the register in a folder with a login and a password."""
    return lambda login, password: opening.log_in(folder, login, password, opening.surroundings())


def look(folder: Path) -> Callable[[str, str], Register]:
    """Give what opens a copy of the newest back-up in a folder, to look in."""
    return lambda login, password: opening.look_in_backup(
        folder, login, password, opening.surroundings()
    )


def copy_made(opened: Register) -> datetime | None:
    """Tell when the back-up that is looked in was made, on the wall; None for the register."""
    return _wall(opened.made) if isinstance(opened, Looking) else None


def clear_copies() -> None:
    """Remove the copies that a killed program left."""
    clear(opening.surroundings().state)


def log_in_with_code(folder: Path) -> Callable[[str, str, str], Register]:
    """Give what opens the register in a folder with the recovery code."""
    return lambda code, login, password: opening.log_in_with_code(
        folder, code, login, password, opening.surroundings()
    )


def log_in_with_spare_code(folder: Path) -> Callable[[str, str, str, str], Register]:
    """Give what opens the register in a folder with a substitute's code."""
    return lambda code, name, login, password: opening.log_in_with_spare_code(
        folder, code, name, login, password, opening.surroundings()
    )


def create(answers: Answers) -> tuple[Register, str]:
    """Make the register that was asked for; give it, open, and its recovery code."""
    made, code = opening.create_register(
        answers.folder,
        opening.NewRegister(
            kind=answers.kind,
            code=answers.code,
            name=answers.name,
            municipality=answers.municipality,
            login=answers.login,
            password=answers.password,
            user_name=answers.user_name,
            user_title=answers.user_title,
        ),
        opening.surroundings(),
    )
    if answers.kind == "centre":
        add_shipped_providers(made.store)
    if answers.backups is not None:
        change_settings(made.store, values={"backup_folder": str(answers.backups)})
    return made, code


def is_office(opened: Register) -> bool:
    """Tell whether a register is a regional office's."""
    return meta.read(opened.store.conn, "kind") == "region"


def is_demo(opened: Register) -> bool:
    """Tell whether a register is example data."""
    return opening.is_demo(opened)


def make_example(folder: Path, progress: Progress = silent) -> Register:
    """Make example data anew and open its centre.

    Args:
        folder: where; another name is taken when something else lies there.
        progress: told steps done.

    Raises:
        RegisterOpen: the example data are open in another window (FE03).
        NotADemo, ReadOnly, DiskFull: as they say.
    """
    # Loaded here: the demo imports every area.
    from lärcentrum.demo import make_demo
    from lärcentrum.demo.errors import NotADemo

    for more in _OTHER_NAMES:
        place = folder.with_name(folder.name + more)
        try:
            make_demo(place, lambda _line: None, progress=progress)
        except NotADemo:
            continue
        return opening.log_in(place / "centre", *example_login(), opening.surroundings())
    raise NotADemo


def example_login() -> tuple[str, str]:
    """Give the login and the password of the example data, which everybody may know."""
    from lärcentrum.demo.office import HEAD, PASSWORD

    return HEAD, PASSWORD


def restore(folder: Path) -> Callable[[Path, str], object]:
    """Give what puts a back-up in the place of the register in a folder.

    The page that asks for it has said already when it is another register's place.
    """
    return lambda path, code: opening.restore(
        path, folder, code, opening.surroundings(), replace_other=True
    )


def restore_here(file: Path, folder: Path, code: str) -> str:
    """Put a back-up on a new computer; give when it was made, as it is said.

    Raises:
        OtherRegister: another register lies in the folder.
        UserError: as `opening.restore`.
    """
    made = opening.restore(file, folder, code, opening.surroundings()).made
    return texts.moment(_wall(made))


def missing(opened: Register) -> dict[Path, str]:
    """Say of each back-up of an open register what it lacks."""
    return {one.path: one.sentence() for one in done_since_backups(opened.store)}


def copies(folder: Path) -> list[Copy]:
    """List the back-ups beside a register, newest first."""
    return [_copy(one, folder) for one in backup.listed(folder / BACKUPS)]


def describe(folder: Path) -> Callable[[Path], Copy]:
    """Give what reads one back-up, to take the place of the register in a folder.

    It raises NotARegister when the file is no back-up of ours.
    """
    return lambda path: _copy(backup.describe(path), folder)


def check_folder(folder: Path) -> Path:
    """Give a folder that holds a register.

    Raises:
        NotARegister: it holds none.
    """
    if not is_register(folder):
        raise NotARegister
    return folder


def history_of(opened: Register) -> History:
    """Give undo and redo of an open register."""
    store = opened.store
    return History(
        undo=lambda: history.undo_last(store),
        redo=lambda: history.redo_last(store),
        undo_label=lambda: _(history.undo_menu(store).undo_label),
        redo_label=lambda: _(history.undo_menu(store).redo_label),
    )


def unlock(opened: Register) -> Callable[[str, str], str]:
    """Give what lets a person in to a register that is open but locked; it tells who came."""

    def let_in(login: str, password: str) -> str:
        opening.unlock(opened, login, password)
        return login

    return let_in


def last_backup(opened: Register) -> datetime | None:
    """Tell when the newest back-up was made, UTC."""
    return backups.last_backup(opened.store)


def is_backup_due(opened: Register, changed: bool) -> bool:
    """Tell whether two hours with changes have passed since the last back-up, or there is none."""
    last = last_backup(opened)
    return last is None or backups.is_due(last, opened.store.clock.now(), changed)


def back_up(opened: Register, why: str) -> Callable[[Progress], object]:
    """Give the work of making a back-up.

    Args:
        opened: the register.
        why: `start`, `timed` or `exit`.
    """
    occasion = backups.Occasion(why)
    return lambda progress: backups.make_backup(opened.store, why=occasion, progress=progress)


def warning_of(made: object) -> str:
    """Give what a back-up that was made says beside being there, "" for nothing."""
    return made.warning if isinstance(made, backup.Backup) else ""


def add_rooms(opened: Register, named: list[tuple[str, int]]) -> None:
    """Add rooms by name and number of seats."""
    for name, seats in named:
        add_room(opened.store, name=name, capacity=seats)


def _copy(one: backup.Backup, folder: Path) -> Copy:
    other = backups.holds_other(folder, one)
    kilobytes = max(1, one.size // 1024)
    return Copy(path=one.path, made=_wall(one.made), kilobytes=kilobytes, other=other)


def _wall(made: datetime) -> datetime:
    aware = made if made.tzinfo else made.replace(tzinfo=UTC)
    return aware.astimezone(STOCKHOLM).replace(tzinfo=None)
