"""The demo's folder: new, empty, or an earlier demo of ours, which is made again."""

import json
import shutil
from pathlib import Path
from typing import Any

from lärcentrum.demo.errors import NotADemo
from lärcentrum.store.errors import NotARegister
from lärcentrum.store.files import publish, read_foreign, world_fault
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.register import load_keys

MARK = "exempeldata.json"
PARTS = ("centre", "region", "papers", "month", "keys")
_REGISTERS = ("centre", "region")
_CAP = 10_000


def clear(folder: Path) -> None:
    """Make room for a demo.

    Raises:
        NotADemo: the folder holds anything else; nothing is touched.
        RegisterOpen: the earlier demo is open in a window (FE03).
        ReadOnly, DiskFull: as they say.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            _remove(folder)
        publish(folder / MARK, _mark({}))
        for part in PARTS:
            (folder / part).mkdir(exist_ok=True)
    except OSError as fault:
        raise world_fault(fault, folder) from None


def claim(folder: Path) -> None:
    """Note which registers are the demo's own, so that only these are ever removed."""
    publish(folder / MARK, _mark({name: _register(folder / name) for name in _REGISTERS}))


def _mark(registers: dict[str, str]) -> bytes:
    return json.dumps({"larcentrum": "demo", "registers": registers}).encode()


def _remove(folder: Path) -> None:
    registers = _read_mark(folder)
    strangers = {path.name for path in folder.iterdir()} - {MARK, *PARTS}
    ours = all(_register(folder / one) in ("", registers.get(one)) for one in _REGISTERS)
    if strangers or not ours:
        raise NotADemo
    for one in _REGISTERS:
        if (folder / one).is_dir():
            # Held only for a moment: a window that is open there holds it all the time.
            with FolderLock(folder / one):
                pass
    for part in PARTS:
        if (folder / part).exists():
            shutil.rmtree(folder / part)


def _read_mark(folder: Path) -> dict[str, Any]:
    if not (folder / MARK).is_file():
        raise NotADemo
    try:
        mark = json.loads(read_foreign(folder / MARK, _CAP))
        if mark["larcentrum"] == "demo":
            return dict(mark["registers"])
    except (ValueError, KeyError, TypeError):
        raise NotADemo from None
    raise NotADemo


def _register(folder: Path) -> str:
    """The uid of the register in a folder, "" for none."""
    try:
        return load_keys(folder).register
    except NotARegister:
        return ""
