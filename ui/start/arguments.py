"""What stands on the command line of the window; the standard library only, so that it is quick."""

import os
from pathlib import Path

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
    if any(one.startswith("-") for one in arguments) or len(arguments) > 1:
        # Only here: argparse costs a start as much as painting the first window.
        from ui.start.options import parse

        arguments = parse(arguments)
    folder = next(iter(arguments), None) or os.environ.get(REGISTER)
    return Path(folder).expanduser().absolute() if folder else None
