"""How far this computer has seen a register come: an older one in its place has gone back.

Kept beside the computer's own id, outside the register's folder, so that an old folder that is
copied back does not bring it along. It may lag behind the register but is never ahead of what is
durable there: it is written after a commit, and a fault while it is written changes nothing else.
"""

import json
from contextlib import suppress
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.store.connection import Connection
from lärcentrum.store.files import discard, publish, read_foreign

_CAP = 1000
_AT = "SELECT hash FROM operation WHERE id = ?"


def keep(state: Path, register: str, head: tuple[int, str]) -> None:
    """Keep the number and the hash of the last operation; a fault is passed over (it then lags).

    Args:
        state: the user's folder for what belongs to the computer.
        register: the register's uid.
        head: the number and the hash, both durable in the register.
    """
    data = json.dumps({"operation": head[0], "hash": head[1]}).encode()
    with suppress(UserError, OSError):
        state.mkdir(parents=True, exist_ok=True)
        publish(_path(state, register), data)


def forget(state: Path, register: str) -> None:
    """Know nothing of a register, as before one that is new or restored begins its own epoch."""
    discard(_path(state, register))


def went_back(state: Path, register: str, conn: Connection) -> bool:
    """Tell whether a register lacks an operation that this computer has seen in it."""
    try:
        kept = json.loads(read_foreign(_path(state, register), _CAP))
        operation, stated = int(kept["operation"]), str(kept["hash"])
    except (UserError, ValueError, KeyError, TypeError):
        return False
    if not operation:
        return False
    row = conn.execute(_AT, (operation,)).fetchone()
    return row is None or row[0] != stated


def _path(state: Path, register: str) -> Path:
    return state / f"seen-{register}.json"
