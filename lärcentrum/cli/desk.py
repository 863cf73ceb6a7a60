"""Where a command stands: which register, who, and how it speaks."""

import functools
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from lärcentrum import areas, opening
from lärcentrum.home import links
from lärcentrum.home.links import State
from lärcentrum.json_values import to_json
from lärcentrum.language import _
from lärcentrum.store.files import read_foreign
from lärcentrum.store.register import Register
from lärcentrum.store.store import Store

PASSWORD = "LARCENTRUM_PASSWORD"
RECOVERY_CODE = "LARCENTRUM_RECOVERY_CODE"
SPARE_CODE = "LARCENTRUM_SPARE_CODE"
_SECRET_CAP = 10_000

FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the options of a command that uses a register say.

    Args:
        folder: the register's folder.
        login: who logs in.
        password_file: where the password stands, else it is in the environment.
        from_backup: whether to look in a copy of the newest back-up instead.
        from_home: whether to look in the newest copy in the register's home instead.
        take_over: whether to take the register from a computer that has not returned it.
        keep: whether to keep the lease at the end, also one that was taken just now.
    """

    folder: Path
    login: str
    password_file: Path | None
    from_backup: bool = False
    from_home: bool = False
    take_over: bool = False
    keep: bool = False

    @contextmanager
    def register(self) -> Iterator[Store]:
        """Log in, give the store, and close the register at the end.

        A register with a home is given back at the end, unless this computer had it before.

        Raises:
            RegisterOpen: it is open in the window or in another command (FE03).
            WrongPassword, HeldElsewhere, HomeUnreachable: as `opening.log_in`.
        """
        areas.load()
        link = links.read(self.folder)
        had = link is not None and link.state is State.HELD
        opened = self._open()
        try:
            yield opened.store
        finally:
            why = opening.leave(opened, keep=self.keep or had)
            if why:
                click.echo(str(why), err=True)

    def _open(self) -> Register:
        password = secret(PASSWORD, self.password_file, "--password-file")
        around = opening.surroundings()
        if self.from_backup:
            return opening.look_in_backup(self.folder, self.login, password, around)
        if self.from_home:
            return opening.look_at_home(self.folder, self.login, password, around)
        return opening.log_in(self.folder, self.login, password, around, take_over=self.take_over)


def at_register(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a register; it gets them as a `Desk`, first."""

    @functools.wraps(command)
    def run(register_folder: Path, login: str, password_file: Path | None, **rest: Any) -> Any:
        return command(
            Desk(folder=register_folder, login=login, password_file=password_file), **rest
        )

    complete: Callable[..., Any] = folder_option()(user_option()(password_option()(run)))
    return complete


def folder_option(*, required: bool = True) -> Callable[[Any], Any]:
    """Give the option that names the register's folder."""
    return click.option(
        "--register",
        "register_folder",
        type=FILE,
        required=required,
        envvar="LARCENTRUM_REGISTER",
        metavar="DIR",
        help=_("Registrets mapp (eller LARCENTRUM_REGISTER)."),
    )


def user_option(*, required: bool = True) -> Callable[[Any], Any]:
    """Give the option that says who logs in."""
    return click.option(
        "--user",
        "login",
        required=required,
        envvar="LARCENTRUM_USER",
        metavar="LOGIN",
        help=_("Användaren som loggar in (eller LARCENTRUM_USER)."),
    )


def password_option() -> Callable[[Any], Any]:
    """Give the option that names a file with the password."""
    return click.option(
        "--password-file",
        type=FILE,
        metavar="FIL",
        help=_("Fil med lösenordet på första raden; annars LARCENTRUM_PASSWORD."),
    )


def secret(variable: str, file: Path | None, option: str) -> str:
    """Read a password or a code; it never stands on the command line, where others can see it.

    Args:
        variable: the environment's name for it.
        file: the file that was named, whose first line counts.
        option: the option that names the file.

    Raises:
        click.UsageError: there is neither.
    """
    if file is not None:
        return read_foreign(file, _SECRET_CAP).decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    found = os.environ.get(variable, "")
    if not found:
        raise click.UsageError(
            _("Ange {variable} i miljön eller en fil med {option}.").format(
                variable=variable, option=option
            )
        )
    return found


def say(text: str) -> None:
    """Write a line for people on stdout."""
    click.echo(text)


def answer(value: Any) -> None:
    """Write a result as JSON on stdout."""
    click.echo(json.dumps(to_json(value), ensure_ascii=False, indent=2, allow_nan=False))
