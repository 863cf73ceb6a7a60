"""Where the system's printing keeps its file while a printer takes it (FF08, FF09).

CUPS writes the whole paper into the folder for temporary files before it sends it. While we print
that is a folder of this user's alone, which is emptied afterwards, and at the next start if the
program was killed. Windows and macOS hand the pages over without a file of ours.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lärcentrum.store.files import world_fault

_FOLDER = "printing"
_TEMPORARY = "TMPDIR"


@contextmanager
def private_spool(state: Path) -> Iterator[Path]:
    """Let what is printed inside the block keep its file in a private folder.

    Args:
        state: the user's folder for what belongs to the computer.

    Raises:
        DiskFull, ReadOnly, TargetGone: the folder cannot be made; no other one is used instead.
    """
    try:
        (state / _FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=state / _FOLDER))
    except OSError as fault:
        raise world_fault(fault, state / _FOLDER) from None
    before = os.environ.get(_TEMPORARY)
    os.environ[_TEMPORARY] = str(place)
    try:
        yield place
    finally:
        if before is None:
            del os.environ[_TEMPORARY]
        else:
            os.environ[_TEMPORARY] = before
        shutil.rmtree(place, ignore_errors=True)


def clear_spool(state: Path) -> None:
    """Remove what a killed program left of a print."""
    if (state / _FOLDER).is_dir():
        shutil.rmtree(state / _FOLDER, ignore_errors=True)
