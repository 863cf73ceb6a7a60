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
from lärcentrum.json_values import to_json
from lärcentrum.language import _
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store

PASSWORD = "LARCENTRUM_PASSWORD"
RECOVERY_CODE = "LARCENTRUM_RECOVERY_CODE"
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
    """

    folder: Path
    login: str
    password_file: Path | None
    from_backup: bool = False

    @contextmanager
    def register(self) -> Iterator[Store]:
        """Log in, give the store, and close the register at the end.

        Raises:
            RegisterOpen: it is open in the window or in another command (FE03).
            WrongPassword: as `opening.log_in`.
        """
        areas.load()
        password = secret(PASSWORD, self.password_file, "--password-file")
        enter = opening.look_in_backup if self.from_backup else opening.log_in
        opened = enter(self.folder, self.login, password, opening.surroundings())
        try:
            yield opened.store
        finally:
            opened.close()


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
