"""The chain over the log: each operation's hash covers the one before and all its rows."""

import hashlib
from dataclasses import dataclass
from typing import Any

from lärcentrum.store.connection import Connection
from lärcentrum.store.journal import ERASURE, Entry, row_hash

START = "0" * 64

_OPERATIONS = """
SELECT id, name, user_uid, at_ms, undoes, first_seq, last_seq, note_hash, label, undoable,
    hash, note, note_salt
FROM operation ORDER BY id
"""
_ROWS = """
SELECT operation_id, salt, hash, seq, tbl, row_id, row_uid, old, new FROM journal
WHERE seq BETWEEN ? AND ? ORDER BY seq
"""
# Only one that has its values counts: an emptied erasure proves nothing.
_ERASURES = """
SELECT row_uid, max(seq) FROM journal WHERE tbl = ? AND salt IS NOT NULL GROUP BY row_uid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Where the chain does not hold.

    Args:
        operation: the operation's number in the log.
        seq: the row's number in the journal, 0 for the operation itself.
        why: `row`, `emptied` (without an erasure in the log), `chain`, `gap`, `note` or `tail`.
    """

    operation: int
    seq: int
    why: str


def operation_hash(previous: str, facts: tuple[Any, ...], rows: str) -> str:
    """Hash one operation.

    Args:
        previous: the hash of the operation before.
        facts: (id, name, user_uid, at_ms, undoes, first_seq, last_seq, note_hash, label, undoable).
        rows: the hash over its rows.
    """
    text = "\x1f".join([previous, *("" if fact is None else str(fact) for fact in facts), rows])
    return hashlib.sha256(text.encode()).hexdigest()


def note_hash(salt: str, note: str) -> str:
    """Hash a note so that it can be erased later without breaking the chain."""
    return hashlib.sha256(f"{salt}\x1f{note}".encode()).hexdigest()


def verify(conn: Connection, anchor: tuple[int, str] | None = None) -> list[Broken]:
    """Walk the whole log and list every place that does not hold (empty: it holds).

    Args:
        anchor: a head (operation number, hash) that left the register earlier, in a monthly file
            or a receipt; it shows a tail that was cut off (FI06).
    """
    found: list[Broken] = []
    previous, expected, next_seq = START, 1, 1
    hashes: dict[int, str] = {}
    erased = dict(conn.execute(_ERASURES, (ERASURE,)))
    for *facts, stated, note, salt in conn.execute(_OPERATIONS):
        number, first, last = facts[0], facts[5], facts[6]
        if number != expected or first != next_seq:
            found.append(Broken(operation=number, seq=0, why="gap"))
        found.extend(_rows(conn, number, first, last, erased))
        if note is not None and note_hash(salt or "", note) != facts[7]:
            found.append(Broken(operation=number, seq=0, why="note"))
        if operation_hash(previous, tuple(facts), _over(conn, first, last)) != stated:
            found.append(Broken(operation=number, seq=0, why="chain"))
        previous, expected, next_seq = stated, number + 1, last + 1
        hashes[number] = stated
    if anchor and hashes.get(anchor[0], START) != anchor[1]:
        found.append(Broken(operation=anchor[0], seq=0, why="tail"))
    extra = conn.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0
    if extra >= next_seq:
        found.append(Broken(operation=0, seq=extra, why="gap"))
    return found


def head(conn: Connection) -> tuple[int, str]:
    """Give the number and the hash of the last operation."""
    row = conn.execute("SELECT id, hash FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def _rows(
    conn: Connection, number: int, first: int, last: int, erased: dict[str, int]
) -> list[Broken]:
    found = []
    wanted = first
    for operation, salt, stated, *values in conn.execute(_ROWS, (first, last)):
        row = Entry(*values)
        if row.seq != wanted or operation != number:
            found.append(Broken(operation=number, seq=row.seq, why="gap"))
        if salt is None and row.old is None and row.new is None:
            if erased.get(row.uid, 0) <= row.seq:
                found.append(Broken(operation=number, seq=row.seq, why="emptied"))
        elif row_hash(salt or "", row) != stated:
            found.append(Broken(operation=number, seq=row.seq, why="row"))
        wanted = row.seq + 1
    if wanted != last + 1:
        found.append(Broken(operation=number, seq=wanted, why="gap"))
    return found


def _over(conn: Connection, first: int, last: int) -> str:
    over_all = hashlib.sha256()
    for (stated,) in conn.execute(
        "SELECT hash FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq", (first, last)
    ):
        over_all.update((stated or "").encode())
    return over_all.hexdigest()
