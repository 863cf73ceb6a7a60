"""The options of the window's command line; loaded only where one is given."""

import argparse
import sys
from typing import NoReturn, TextIO

from lärcentrum import __version__
from lärcentrum.language import _


def parse(arguments: list[str]) -> list[str]:
    """Understand a command line with options.

    Args:
        arguments: without the program's name and the files to open.

    Returns:
        the register's folder, or nothing.

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
    folder = found.register or found.folder
    return [folder] if folder else []


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
