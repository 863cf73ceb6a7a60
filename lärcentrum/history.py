"""What has been done, and taking it back: undo, redo, the audit log."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import NotAllowed, NotFound
from lärcentrum.language import N_
from lärcentrum.operations import REGISTRY, operation, reading
from lärcentrum.rights import Right
from lärcentrum.store import audit, journal
from lärcentrum.store.audit import Broken
from lärcentrum.store.errors import InUse, NothingToUndo, NotUndoable, UndoConflict
from lärcentrum.store.readable import Readable
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One operation of the log.

    Args:
        id: its number.
        name: the operation's name in the registry.
        label: what the user reads (Swedish source text).
        user: the uid of who did it.
        at: when, UTC.
        undoable: whether it can be taken back.
        undoes: the number of the operation that this one took back.
        note: a reason that was given.
    """

    id: int
    name: str
    label: str
    user: str
    at: datetime
    undoable: bool
    undoes: int | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoState:
    """What Ctrl+Z and Ctrl+Y would do now.

    Args:
        undo: the operation to take back, None for nothing.
        undo_label: its label.
        redo: the operation to do again, None for nothing.
        redo_label: its label.
    """

    undo: int | None = None
    undo_label: str = ""
    redo: int | None = None
    redo_label: str = ""


# --- rules -----------------------------------------------------------------


def undo_state(log: list[Done]) -> UndoState:
    """Find what can be taken back and done again in a stretch of the log, oldest first (pure).

    An operation and the chain of what undid it, redid it, … share one root; an even chain is in
    effect. Taking back or doing again both mean to undo the chain's tail. After a new operation
    there is nothing left to do again.
    """
    root: dict[int, int] = {}
    tail: dict[int, int] = {}
    length: dict[int, int] = {}
    by_id = {one.id: one for one in log}
    for one in log:
        start = root.get(one.undoes, one.undoes) if one.undoes else one.id
        root[one.id] = start
        tail[start] = one.id
        length[start] = length.get(start, 0) + 1
    able = [start for start in tail if start in by_id and by_id[start].undoable]
    done = [start for start in able if length[start] % 2 == 1]
    undone = [start for start in able if length[start] % 2 == 0]
    newest = max(able, default=0)
    redo = max(
        (s for s in undone if tail[s] > newest or s == newest), key=tail.__getitem__, default=0
    )
    undo = max(done, default=0)
    return UndoState(
        undo=tail[undo] if undo else None,
        undo_label=by_id[undo].label if undo else "",
        redo=tail[redo] if redo else None,
        redo_label=by_id[redo].label if redo else "",
    )


# --- operations ------------------------------------------------------------

_OPERATION = """
SELECT id, name, label, user_uid, at_ms, undoable, undoes, note, first_seq, last_seq
FROM operation WHERE id = ?
"""

_UNDONE = "SELECT id FROM operation WHERE undoes = ?"


@operation(right=Right.TODAY, label=N_("Ångrat"))
def undo(store: Store, *, operation: int) -> int:
    """Take an operation back, as an operation of its own; undoing that one does it again.

    Args:
        store: the register.
        operation: the operation's number in the log.

    Returns:
        the operation's number again.

    Raises:
        NotUndoable: it left the register, or was taken back already.
        UndoConflict: a later change stands in the way; nothing is changed.
        NotAllowed: the right of the operation itself is needed, and the right to see the lists
            for what somebody else did, or what was done another day.
    """
    found = store.one(_OPERATION, operation)
    if found is None:
        raise NotFound("operation", str(operation))
    _check_right(store, root_of(store, operation))
    _check_own(store, found)
    if not found["undoable"] or store.value(_UNDONE, operation) is not None:
        raise NotUndoable(found["name"])
    with store.reading() as conn:
        rows = journal.entries(conn, found["first_seq"], found["last_seq"])
    try:
        with store.undoing(operation), store.write() as conn:
            journal.revert(conn, operation, rows)
    except InUse:
        # What hangs on a row is looked at when all are back, at the very end.
        raise UndoConflict(rows[0].table, rows[0].uid, "hanging") from None
    return operation


@operation(right=Right.TODAY, label=N_("Ångrat"))
def undo_last(store: Store) -> int:
    """Take back the last operation of this session (Ctrl+Z).

    Raises:
        NothingToUndo: there is none.
    """
    found = undo_menu(store).undo
    if found is None:
        raise NothingToUndo
    return undo(store, operation=found)


@operation(right=Right.TODAY, label=N_("Gjort om"))
def redo_last(store: Store) -> int:
    """Do the last operation that was taken back again (Ctrl+Y).

    Raises:
        NothingToUndo: there is none.
    """
    found = undo_menu(store).redo
    if found is None:
        raise NothingToUndo
    return undo(store, operation=found)


_LOG = """
SELECT id, name, label, user_uid, at_ms, undoable, undoes, note FROM operation
WHERE id > ? AND (? = '' OR user_uid = ?) ORDER BY id DESC LIMIT ?
"""


@reading(right=Right.TODAY)
def undo_menu(store: Store) -> UndoState:
    """Tell what Ctrl+Z and Ctrl+Y would do: only what this person did since the start."""
    user = store.session.user
    rows = store.query(_LOG, store.opened_at, user, user, 200)
    return undo_state([_done(row) for row in reversed(rows)])


@reading(right=Right.MANAGE)
def log(store: Store, *, limit: int = 200, after: int = 0) -> list[Done]:
    """List the audit log, newest first.

    Args:
        store: the register.
        limit: at most so many.
        after: only operations with a higher number.
    """
    return [_done(row) for row in store.query(_LOG, after, "", "", limit)]


@reading(right=Right.MANAGE)
def verify_log(store: Store, *, anchor_id: int = 0, anchor_hash: str = "") -> list[Broken]:
    """Walk the audit chain and list every place that does not hold (empty: it holds).

    Args:
        store: the register.
        anchor_id: the number of a head that left the register earlier, 0 for none.
        anchor_hash: its hash.
    """
    with store.reading() as conn:
        return audit.verify(conn, (anchor_id, anchor_hash) if anchor_id else None)


def root_of(store: Readable, operation: int) -> str:
    """Give the name of the operation that a chain of undo and redo began with."""
    name, current = "", operation
    while current:
        found = store.one(_OPERATION, current)
        if found is None:
            break
        name, current = found["name"], found["undoes"]
    return name


def _check_right(store: Store, name: str) -> None:
    declared = REGISTRY.get(name)
    if declared is None:
        raise NotUndoable(name)
    if declared.right not in store.session.rights:
        raise NotAllowed(declared.right, name)


def _check_own(store: Store, found: dict[str, Any]) -> None:
    """Let one who only runs today take back what that person did today, and nothing else."""
    session = store.session
    if Right.SEE in session.rights:
        return
    day = datetime.fromtimestamp(found["at_ms"] / 1000, STOCKHOLM).date()
    if found["user_uid"] != session.user or day != store.clock.today():
        raise NotAllowed(Right.SEE, "undo")


def _done(row: dict[str, Any]) -> Done:
    return Done(
        id=row["id"],
        name=row["name"],
        label=row["label"],
        user=row["user_uid"],
        at=datetime.fromtimestamp(row["at_ms"] / 1000, UTC),
        undoable=bool(row["undoable"]),
        undoes=row["undoes"],
        note=row["note"],
    )
