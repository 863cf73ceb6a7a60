"""Files that a second start hands to the window that is open already, through the state folder."""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

_ENDING = ".öppna"
_LARGEST = 64_000
_OLDEST = 600
"""Seconds; what nobody took for so long was meant for a window that was closed meanwhile."""


def hand_over(folder: Path, files: Sequence[Path]) -> None:
    """Put down which files are to be opened; each start its own note, so that none is lost.

    Args:
        folder: the user's own folder of state.
        files: absolute paths.
    """
    from lärcentrum.store.files import publish

    note = folder / f"{time.time_ns()}-{os.getpid()}{_ENDING}"
    publish(note, json.dumps([str(one) for one in files]).encode("ascii"))


def take_handed(folder: Path) -> list[Path]:
    """Give the files that were handed over, in their order, once; what is no note of ours goes."""
    found: list[Path] = []
    for note in sorted(folder.glob(f"*{_ENDING}")):
        found += [one for one in _read(note) if one not in found]
        note.unlink(missing_ok=True)
    return found


def _read(note: Path) -> list[Path]:
    try:
        state = note.stat()
        if state.st_size > _LARGEST or time.time() - state.st_mtime > _OLDEST:
            return []
        said = json.loads(note.read_text("ascii"))
    except (OSError, ValueError):
        return []
    texts = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return [Path(one) for one in texts if Path(one).is_absolute()]
