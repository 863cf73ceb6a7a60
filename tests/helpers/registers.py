"""Real encrypted registers for tests: in a folder named åäö, with a clock that stands still."""

import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

from lärcentrum import opening
from lärcentrum.clock import FixedClock
from lärcentrum.rights import Right
from lärcentrum.store import register
from lärcentrum.store.keys import Cost
from lärcentrum.store.register import Register, Surroundings
from lärcentrum.store.session import Session

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 08:00 in Stockholm, a Monday
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
HEAD = Session(user="user-head", name="Berit Åström", title="Föreståndare", rights=frozenset(Right))


def surroundings(state: Path, seed: int = 1) -> Surroundings:
    """What a register is handed in tests: a standing clock and a seeded source of randomness."""
    return Surroundings(
        clock=FixedClock(NOW),
        entropy=random.Random(seed).randbytes,
        derivers=opening.derivers(),
        state=state,
        cost=CHEAP,
    )


def make(folder: Path, kind: str = "centre") -> tuple[Register, str]:
    """An empty register and its recovery code."""
    made, code = register.create(folder, kind, "real", surroundings(folder.parent / "state"))
    made.store.session = HEAD
    return made, code


def copy_of(template: Path, folder: Path, key: bytes) -> Register:
    """Open a copy of a closed register (the schema is built once a session).

    The state of the computer is copied too: it knows how far the register had come.
    """
    shutil.copytree(template, folder)
    state = shutil.copytree(template.parent / "state", folder.with_name(f"{folder.name}-state"))
    opened = register.open_with_key(folder, key, surroundings(state, seed=2))
    opened.store.session = HEAD
    return opened
