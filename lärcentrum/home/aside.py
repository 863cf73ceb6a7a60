"""What had not come home when the register was taken over: applied or dropped, one by one."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.history import root_of
from lärcentrum.home.aside_words import about
from lärcentrum.home.errors import AsideByHand, AsideConflict
from lärcentrum.home.local import ASIDE, opened
from lärcentrum.language import N_, _
from lärcentrum.operations import REGISTRY, operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.connection import Connection
from lärcentrum.store.digest import NOT_SAID
from lärcentrum.store.errors import Damaged
from lärcentrum.store.journal import Entry, entries
from lärcentrum.store.readable import Readable
from lärcentrum.store.register import DATABASE
from lärcentrum.store.store import Store

MOST_REASON = 500

# --- records ---------------------------------------------------------------


class Fate(StrEnum):
    """What became of a change that was set aside."""

    WAITING = "waiting"
    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideChange:
    """An operation that was set aside.

    Args:
        change: its hash in the log that it stood in.
        label: what it did (Swedish source text).
        user: the uid of who did it.
        at: when, UTC.
        about: the person, the exam or the name of what it changed; "" for a protected person and
            for what has no name.
        rows: how many rows it touched.
        able: whether the program can apply it; else it is done by hand, and dropped.
        fate: what became of it.
    """

    change: str
    label: str
    user: str
    at: datetime
    about: str
    rows: int
    able: bool
    fate: Fate


@dataclass(frozen=True, slots=True)
class _Found:
    """A set-aside operation in the register that it stands in."""

    conn: Connection
    name: str
    root: str
    label: str
    user: str
    at_ms: int
    undoable: bool
    first: int
    last: int
    hash: str


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def list_aside(store: Store) -> list[AsideChange]:
    """List what was set aside on this computer, oldest first, also what is settled.

    Raises:
        Damaged: a register that was laid aside cannot be read.
    """
    fates = _fates(store)
    with _asides(store) as found:
        return [
            AsideChange(
                change=one.hash,
                label=one.label,
                user=one.user,
                at=datetime.fromtimestamp(one.at_ms / 1000, UTC),
                about=about(store, one.conn, entries(one.conn, one.first, one.last)),
                rows=one.last - one.first + 1,
                able=_is_able(one),
                fate=fates.get(one.hash, Fate.WAITING),
            )
            for one in found
        ]


@operation(right=Right.REGISTER, label=N_("Ändring som låg åt sidan tillämpad"))
def apply_aside(store: Store, *, change: str) -> None:
    """Do a change that was set aside in the register as it is now.

    Args:
        store: the register.
        change: as the list names it.

    Raises:
        NotFound: there is none, or it is applied already.
        AsideByHand: it is of a kind that is only done anew.
        NotAllowed: the operation asks for a right that the person lacks.
        AsideConflict: it does not fit.
        Taken, Overlap, RuleBroken, InUse: a rule of the register refuses it.
    """
    with _asides(store) as found:
        one = _of(store, found, change, Fate.APPLIED)
        if not _is_able(one):
            raise AsideByHand(one.root)
        right = REGISTRY[one.root].right
        if right not in store.session.rights:
            raise NotAllowed(right, one.root)
        with store.write():
            for entry in entries(one.conn, one.first, one.last):
                _Replay(store, one.conn).do(entry)
            store.note(change)


@operation(right=Right.REGISTER, label=N_("Ändring som låg åt sidan struken"), undoable=False)
def drop_aside(store: Store, *, change: str, reason: str) -> None:
    """Leave a change that was set aside undone; it can still be applied later.

    Args:
        store: the register.
        change: as the list names it.
        reason: why; it stands in the log.

    Raises:
        NotFound: there is none, or it is settled already.
        BadValue: no reason, or a long one.
    """
    if not reason.strip() or len(reason) > MOST_REASON:
        raise BadValue("reason", _("behöver ett kort skäl"))
    with _asides(store) as found:
        _of(store, found, change, Fate.APPLIED, Fate.DROPPED)
    with store.write():
        store.note(f"{change} {reason.strip()}")


# --- inner -------------------------------------------------------------------

_LOG = """
SELECT id, name, label, user_uid, at_ms, undoable, first_seq, last_seq, hash FROM operation
WHERE id > ? AND last_seq >= first_seq ORDER BY id
"""
_HASHES = "SELECT id, hash FROM operation ORDER BY id DESC"
_SAME = "SELECT 1 FROM operation WHERE id = ? AND hash = ?"
_SETTLED = """
SELECT id, name, note FROM operation WHERE name IN ('apply_aside', 'drop_aside')
AND note IS NOT NULL ORDER BY id
"""
_UNDONE = "SELECT id FROM operation WHERE undoes = ?"


@contextmanager
def _asides(store: Store) -> Iterator[list[_Found]]:
    """Open the registers that were laid aside, and give what they have that this one lacks."""
    with ExitStack() as stack:
        found: dict[str, _Found] = {}
        for path in sorted(store.folder.glob(f"{ASIDE}-*-{DATABASE}")):
            conn = stack.enter_context(opened(path, store.vault.key))
            for one in _lacking(store, conn):
                found.setdefault(one.hash, one)
        yield sorted(found.values(), key=lambda one: one.at_ms)


def _lacking(store: Store, conn: Connection) -> list[_Found]:
    last = next(
        (number for number, stated in conn.execute(_HASHES) if store.one(_SAME, number, stated)), 0
    )
    if not last:
        raise Damaged
    old = Readable(conn)
    return [
        _Found(conn, name, root_of(old, number), label, user, at_ms, bool(undoable), *rest)
        for number, name, label, user, at_ms, undoable, *rest in conn.execute(_LOG, (last,))
    ]


def _is_able(one: _Found) -> bool:
    declared = REGISTRY.get(one.root)
    return one.undoable and declared is not None and declared.undoable


def _of(store: Store, found: list[_Found], change: str, *settled: Fate) -> _Found:
    one = next((one for one in found if one.hash == change), None)
    if one is None or _fates(store).get(change, Fate.WAITING) in settled:
        raise NotFound("operation", change)
    return one


def _fates(store: Store) -> dict[str, Fate]:
    fates: dict[str, Fate] = {}
    for row in store.query(_SETTLED):
        change = row["note"].partition(" ")[0]
        if row["name"] == "drop_aside":
            fates[change] = Fate.DROPPED
        elif _is_in_effect(store, row["id"]):
            fates[change] = Fate.APPLIED
    return fates


def _is_in_effect(store: Store, number: int) -> bool:
    length, current = 1, store.value(_UNDONE, number)
    while current:
        length, current = length + 1, store.value(_UNDONE, current)
    return length % 2 == 1


class _Replay:
    """Does one row of another computer's log here; rows are known by their uids."""

    def __init__(self, store: Store, conn: Connection) -> None:
        self._store, self._old = store, conn

    def do(self, entry: Entry) -> None:
        """Do it, or say why it does not fit."""
        if entry.old is None and entry.new is None:
            raise AsideConflict(entry.table, entry.uid)
        before, after = (self._here(entry, text) for text in (entry.old, entry.new))
        if self._now(entry) != before:
            raise AsideConflict(entry.table, entry.uid)
        if after is None:
            self._store.delete(entry.table, entry.uid)
        elif before is None:
            self._store.insert(entry.table, **after)
        else:
            values = dict.fromkeys(before) | after
            del values["uid"]
            self._store.update(entry.table, entry.uid, **values)

    def _now(self, entry: Entry) -> dict[str, Any] | None:
        row = self._store.one(f'SELECT * FROM "{entry.table}" WHERE uid = ?', entry.uid)
        if row is None:
            return None
        said = {name: value for name, value in row.items() if name not in NOT_SAID}
        return {k: v for k, v in said.items() if v is not None and k != "id"}

    def _here(self, entry: Entry, text: str | None) -> dict[str, Any] | None:
        """Give a row of the log with the ids that its references have here."""
        if text is None:
            return None
        row = {name: value for name, value in json.loads(text).items() if name != "id"}
        for _id, _seq, target, column, *_rest in self._old.execute(
            f'PRAGMA foreign_key_list("{entry.table}")'
        ):
            if row.get(column) is not None:
                row[column] = self._id_here(entry, target, row[column])
        return row

    def _id_here(self, entry: Entry, target: str, number: int) -> int:
        uid = self._old.execute(_UID_THEN, (target, number, entry.seq)).fetchone() or (
            self._old.execute(f'SELECT uid FROM "{target}" WHERE id = ?', (number,)).fetchone()
        )
        here = self._store.one(f'SELECT id FROM "{target}" WHERE uid = ?', uid[0]) if uid else None
        if here is None:
            raise AsideConflict(entry.table, entry.uid, "missing")
        return int(here["id"])


_UID_THEN = """
SELECT row_uid FROM journal WHERE tbl = ? AND row_id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1
"""
