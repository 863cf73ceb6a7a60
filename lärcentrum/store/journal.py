"""Who changed what: one log, written by triggers, read by undo, audit, history and views.

TEMP triggers belong to this connection only, so the file stays writable for other tools, and
they are made from the columns that the tables have today.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lärcentrum.store.connection import Connection, DatabaseError, told
from lärcentrum.store.digest import NOT_SAID
from lärcentrum.store.errors import (
    InUse,
    NotUndoable,
    Overlap,
    RuleBroken,
    Taken,
    UndoConflict,
)
from lärcentrum.store.uids import Entropy

_WHYS = {Taken: "taken", InUse: "hanging", Overlap: "busy", RuleBroken: "rule"}
"""Why a row cannot be put back; a rule of a kind of its own says itself what to do."""

_COLUMNS = 'SELECT name FROM pragma_table_info("{table}")'
_TABLES = """
SELECT name FROM sqlite_schema AS t WHERE type = 'table'
AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'uid') ORDER BY name
"""

ERASURE = "erasure"
"""The table of a journal row that says that earlier rows of its uid are emptied."""

_SEALED = """
SELECT seq, tbl FROM journal WHERE row_uid = ? AND hash IS NOT NULL AND salt IS NOT NULL
ORDER BY seq
"""
_EMPTY = "UPDATE journal SET old = NULL, new = NULL, salt = NULL WHERE seq = ?"
_ERASED = "INSERT INTO journal (operation_id, tbl, row_id, row_uid, new) VALUES (0, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Change:
    """What one committed operation touched.

    Args:
        id: the operation's number in the log.
        operation: its name in the registry.
        label: what the user reads (Swedish source text).
        rows: each touched row as (table, uid).
    """

    id: int
    operation: str
    label: str
    rows: frozenset[tuple[str, str]]

    def touches(self, *tables: str) -> bool:
        """Tell whether any row of these tables was touched."""
        return any(table in tables for table, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it was and became in an operation."""

    seq: int
    table: str
    row_id: int
    uid: str
    old: str | None
    new: str | None


def journalled(conn: Connection) -> tuple[str, ...]:
    """List the domain tables: those whose rows have a uid."""
    return tuple(name for (name,) in conn.execute(_TABLES))


def install(conn: Connection, tables: tuple[str, ...]) -> None:
    """Make this connection's triggers, fresh from today's columns."""
    for table in tables:
        columns = _logged(conn, table)
        old, new = (_json_of(columns, side) for side in ("old", "new"))
        for event, row, before, after in (
            ("INSERT", "new", "NULL", new),
            ("UPDATE", "new", old, new),
            ("DELETE", "old", old, "NULL"),
        ):
            conn.execute(
                f'CREATE TEMP TRIGGER "log_{table}_{event}" AFTER {event} ON main."{table}" BEGIN '
                "INSERT INTO journal (operation_id, tbl, row_id, row_uid, old, new) VALUES"
                f" (0, '{table}', {row}.id, {row}.uid, {before}, {after}); END"
            )


def entries(conn: Connection, first: int, last: int) -> list[Entry]:
    """Read the rows of an operation, in the order they were written."""
    rows = conn.execute(
        "SELECT seq, tbl, row_id, row_uid, old, new FROM journal WHERE seq BETWEEN ? AND ?"
        " ORDER BY seq",
        (first, last),
    )
    return [Entry(*row) for row in rows]


def seal(conn: Connection, operation: int, rows: list[Entry], entropy: Entropy) -> str:
    """Give each new row its operation, salt and hash, and return the hash over them in order.

    A hash of values alone could be guessed (an identity number has few digits): the salt stands
    in the row until erasure takes it together with the values.
    """
    over_all = hashlib.sha256()
    sealed = []
    for row in rows:
        salt = entropy(16).hex()
        digest = row_hash(salt, row)
        over_all.update(digest.encode())
        sealed.append((operation, salt, digest, row.seq))
    conn.executemany(
        "UPDATE journal SET operation_id = ?, salt = ?, hash = ? WHERE seq = ?", sealed
    )
    return over_all.hexdigest()


def row_hash(salt: str, row: Entry) -> str:
    """Hash one row of the journal with lengths, so nothing can shift.

    SHA-256 over salt, table, row id, uid, old and new; its place is in the hash over the rows.
    """
    parts = (salt, row.table, str(row.row_id), row.uid, row.old or "", row.new or "")
    text = "".join([f"{len(part)}:{part}" for part in parts])
    return hashlib.sha256(text.encode()).hexdigest()


def revert(conn: Connection, operation: int, rows: list[Entry]) -> None:
    """Put every row of an operation back, last first; a row that has moved on stops it all.

    Raises:
        UndoConflict: a row is no longer what the operation made it, or a constraint fails.
        RuleBroken: a rule of a kind of its own fails, which says itself what to do.
        NotUndoable: the values were erased.
    """
    conn.execute("PRAGMA defer_foreign_keys = ON")
    for row in reversed(rows):
        if row.old is None and row.new is None:
            raise NotUndoable(str(operation))
        if _row(conn, row.table, row.row_id) != (json.loads(row.new) if row.new else None):
            raise UndoConflict(row.table, row.uid)
        try:
            _put_back(conn, row)
        except DatabaseError as fault:
            said = told(fault)
            if said is None:
                raise
            why = _WHYS.get(type(said))
            if why is None:
                raise said from None
            raise UndoConflict(row.table, row.uid, why) from None


def erase(conn: Connection, uids: set[str], keep: Callable[[str], bool] = lambda _: False) -> int:
    """Empty what the log says about some rows, keeping the hashes so that the chain holds.

    The erasure stands in the log itself, a row for each uid: an emptied row without one was
    emptied by somebody else.

    Args:
        conn: the connection, inside the operation that erases.
        uids: the rows whose old values go.
        keep: told a table's name, says whether its log stays.

    Returns:
        the number of emptied log rows.
    """
    emptied = 0
    for uid in sorted(uids):
        sealed = conn.execute(_SEALED, (uid,)).fetchall()
        gone = [(seq,) for seq, table in sealed if table != ERASURE and not keep(table)]
        conn.executemany(_EMPTY, gone)
        if gone:
            conn.execute(_ERASED, (ERASURE, gone[-1][0], uid, json.dumps({"rows": len(gone)})))
        emptied += len(gone)
    return emptied


def _put_back(conn: Connection, entry: Entry) -> None:
    if entry.old is None:
        conn.execute(f'DELETE FROM "{entry.table}" WHERE id = ?', (entry.row_id,))
        return
    # A column that is not in the log was NULL; a default must not fill it in.
    columns = _logged(conn, entry.table)
    row = dict.fromkeys(columns) | json.loads(entry.old)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    if entry.new is None:
        conn.execute(f'INSERT INTO "{entry.table}" ({names}) VALUES ({marks})', list(row.values()))
    else:
        conn.execute(
            f'UPDATE "{entry.table}" SET ({names}) = ({marks}) WHERE id = ?',
            [*row.values(), entry.row_id],
        )


def _row(conn: Connection, table: str, row_id: int) -> dict[str, Any] | None:
    cursor = conn.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    names = [item[0] for item in cursor.description]
    row = cursor.fetchone()
    if row is None:
        return None
    pairs = zip(names, row, strict=True)
    return {name: value for name, value in pairs if value is not None and name not in NOT_SAID}


def _logged(conn: Connection, table: str) -> list[str]:
    """The columns that the log holds: what a row says, and so the same wherever it is said."""
    names = (name for (name,) in conn.execute(_COLUMNS.format(table=table)))
    return [name for name in names if name not in NOT_SAID]


# A merge patch leaves NULLs out: half of a row's text, and fewer pages at each write.
def _json_of(columns: list[str], side: str) -> str:
    return (
        "json_patch('{}', json_object("
        + ", ".join(f"'{name}', {side}.\"{name}\"" for name in columns)
        + "))"
    )
