"""What stands on the command line of the window; the standard library only, so that it is quick."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

from lärcentrum import __version__
from lärcentrum.language import _

REGISTER = "LARCENTRUM_REGISTER"
"""The variable that names a register, as for `larcentrum`."""
FILES = (".lcsync", ".lcsync.txt", ".kvittens")
"""Endings of the files that a double click opens."""


def without_files(arguments: list[str]) -> tuple[list[str], list[Path]]:
    """Take out the files that are to be opened, as a double click names them.

    Args:
        arguments: without the program's name.

    Returns:
        the rest, for `read`, and the files.
    """
    named = [one for one in arguments if one.lower().endswith(FILES) and not one.startswith("-")]
    rest = [one for one in arguments if one not in named]
    return rest, [Path(one).expanduser().absolute() for one in named]


def read(arguments: list[str]) -> Path | None:
    """Read the command line.

    Args:
        arguments: without the program's name.

    Returns:
        the register's folder; None for the one of last time.

    Raises:
        SystemExit: 0 after help or version, 2 for what cannot be understood; it is said already.
    """
    parser = _Parser(prog="larcentrum-gui", add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--register", metavar="MAPP")
    parser.add_argument("folder", nargs="?")
    found, unknown = parser.parse_known_args(arguments)
    if found.help or found.version:
        _tell(_help() if found.help else f"larcentrum-gui {__version__}")
        parser.exit(0)
    if unknown:
        _refuse(_("Okänt val: {what}").format(what=" ".join(unknown)))
    folder = found.register or found.folder or os.environ.get(REGISTER)
    return Path(folder).expanduser().absolute() if folder else None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """See argparse, whose own words are English; only a folder can be missing."""
        _refuse(_("--register behöver en mapp."))


def _refuse(why: str) -> NoReturn:
    _tell(f"{_usage()}\n{why}", sys.stderr)
    raise SystemExit(2)


def _usage() -> str:
    return _("Användning: larcentrum-gui [--register MAPP] [FIL …]")


def _help() -> str:
    return "\n".join(
        (
            _usage(),
            "",
            _("Öppnar fönstret, med det register som var öppet senast."),
            "",
            _("  FIL              Månadsfil eller kvittens att läsa in efter inloggningen."),
            _("  --register MAPP  Registrets mapp (eller LARCENTRUM_REGISTER)."),
            _("  --version        Visa versionen."),
            _("  -h, --help       Visa den här hjälpen."),
        )
    )


def _tell(text: str, stream: TextIO | None = None) -> None:
    # A windowed program on Windows has no streams; print then does nothing.
    print(text, file=stream or sys.stdout)
