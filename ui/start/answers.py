"""What the first start asks, as values."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from lärcentrum.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers so far.

    Args:
        kind: `centre` or `region`.
        code: the municipality's or the office's code.
        name: as papers show it.
        municipality: the municipality's name, "" for an office.
        user_name: the first user's name.
        user_title: the first user's title.
        login: what the first user types at the login.
        password: the first user's password.
        folder: where the register is to lie.
        backups: where copies are to lie as well; None for none.
    """

    kind: str = "centre"
    code: str = ""
    name: str = ""
    municipality: str = ""
    user_name: str = ""
    user_title: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    folder: Path = Path()
    backups: Path | None = None

    def with_(self, **values: object) -> "Answers":
        """Give the answers with some of them changed."""
        return replace(self, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What the first start can do.

    Args:
        create: makes the register; gives the recovery code. Runs on the other thread.
        add_rooms: adds rooms (name, seats) to the register that was made.
        open_other: opens a register that exists already, in a folder.
        check_password: refuses a password that is too short.
        restore: puts a back-up (its file, the register's folder, the recovery code) in place, on
            the other thread; gives when it was made, as it is said.
        recover: opens the register that was put back (its folder, the code, a head's login, a new
            password) on the other thread, and gives it.
        explore: makes a register of example data and opens it, on the other thread; None where
            there is no example data.
    """

    create: Callable[[Answers], str]
    add_rooms: Callable[[list[tuple[str, int]]], object]
    open_other: Callable[[Path], object]
    check_password: Callable[[str], object]
    restore: Callable[[Path, Path, str], str]
    recover: Callable[[Path, str, str, str], object]
    explore: Callable[[Progress], object] | None = None
