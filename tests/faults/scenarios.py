"""What a child process does while faults are injected: small stories, one acknowledgement a step.

A step is promised before it begins (so that the oracle knows what may stand there) and
acknowledged after it returned (so that the oracle knows what must stand there).
"""

import hashlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lärcentrum.errors import UserError
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store import register
from lärcentrum.store.errors import Taken
from lärcentrum.store.files import publish
from lärcentrum.store.register import Register, Surroundings
from lärcentrum.store.store import Store
from tests.faults import defects
from tests.faults.acks import Acks
from tests.helpers import registers

Step = Callable[[], dict[str, Any] | None]
PAPERS = "papper"


def play(scenario: str, folder: Path, key: bytes, around: Surroundings, acks: Acks) -> None:
    """Open a register and take every step of a scenario; a refusal ends its own step only."""
    opened = register.open_with_key(folder, key, around)
    opened.store.session = registers.HEAD
    acks.say(kind="open", digest=opened.store.digest())
    for number, step in enumerate(SCENARIOS[scenario](opened, acks)):
        attempt(opened.store, acks, number, step)
    opened.close()
    acks.say(kind="closed")


def attempt(store: Store, acks: Acks, number: int, step: Step) -> None:
    """Take one step and say how it went."""
    before = store.digest()
    acks.say(kind="begin", step=number)
    if "ack_before_commit" in defects.PLANTED:
        acks.say(kind="done", step=number, digest="", rows=[["setting", "future"]])
    try:
        facts = step() or {}
    except UserError as refusal:
        equal = store.digest() == before
        acks.say(kind="refused", step=number, **sentence(refusal), equal=equal)
    else:
        acks.say(kind="done", step=number, digest=store.digest(), **facts)


def create(folder: Path, around: Surroundings, acks: Acks) -> None:
    """Make a register where there is none."""
    made, code = register.create(folder, "centre", "real", around)
    acks.say(kind="done", step=0, digest=made.store.digest(), code=code, key=made.key.hex())
    made.close()


def sentence(refusal: UserError) -> dict[str, Any]:
    """What a refusal says to the user."""
    parts = refusal.parts()
    return {"code": refusal.code, "parts": list(parts), "text": str(refusal)}


# --- rows ---------------------------------------------------------------------------------


@operation(right=Right.SEE, label="prov")
def fault_rows(store: Store, *, number: int) -> list[list[str]]:
    """Two rows and a change of a third, all or nothing."""
    with store.write():
        rooms = store.insert_many(
            "room", [{"name": f"Sal {number}-{side}", "capacity": 4} for side in "åö"]
        )
        store.update("room", rooms[0].uid, note="x" * 900)
        store.note("prov")
    return [["room", ref.uid] for ref in rooms]


@operation(right=Right.SEE, label="prov")
def fault_refused(store: Store) -> None:
    """A row that is accepted and then one that is not: neither may stay."""
    with store.write():
        store.insert("room", name="Sal Z", capacity=4)
        store.insert("room", name="Sal Z", capacity=4)


def refused(store: Store) -> dict[str, Any]:
    """Do what the register refuses, and tell whether that left it equal."""
    before = store.digest()
    try:
        fault_refused(store)
    except Taken:
        return {"equal": store.digest() == before}
    return {"equal": False}


def rows(opened: Register, acks: Acks) -> Iterator[Step]:
    """Operations that write rows, and one that is refused."""
    for number in range(4):
        yield lambda number=number: {"rows": fault_rows(opened.store, number=number)}
    yield lambda: refused(opened.store)
    yield lambda: {"rows": fault_rows(opened.store, number=9)}


# --- files --------------------------------------------------------------------------------


def papers(opened: Register, acks: Acks) -> Iterator[Step]:
    """Files under final names, one of them replaced by its next version."""
    folder = opened.store.folder.parent / PAPERS
    for name, version in (("intyg å.pdf", 1), ("intyg å.pdf", 2), ("lista.csv", 1)):
        data = f"{name} {version} ".encode() * 1500
        acks.say(kind="promise", file=name, sha=hashlib.sha256(data).hexdigest())
        yield lambda path=folder / name, data=data: put(path, data)


def put(path: Path, data: bytes) -> dict[str, Any]:
    publish(path, data)
    return {"file": path.name, "sha": hashlib.sha256(data).hexdigest()}


# --- back-ups -----------------------------------------------------------------------------


def backups(opened: Register, acks: Acks) -> Iterator[Step]:
    """A row, then a verified back-up of it."""
    from lärcentrum.backups import make_backup

    yield lambda: {"rows": fault_rows(opened.store, number=1)}
    yield lambda: {"backup": make_backup(opened.store, why="manual").path.name}


# --- holding ------------------------------------------------------------------------------


def hold(opened: Register, acks: Acks) -> Iterator[Step]:
    """Have the register open until the process is killed."""
    yield lambda: {"rows": fault_rows(opened.store, number=1)}
    acks.say(kind="holding")
    while True:
        signal.pause()


SCENARIOS: dict[str, Callable[[Register, Acks], Iterator[Step]]] = {
    "rows": rows,
    "papers": papers,
    "backups": backups,
    "hold": hold,
}


def warm_up() -> None:
    """Import what the scenarios need, so that the children do not have to."""
    import lärcentrum.backups  # noqa: F401
