"""The one door to the register: reads anywhere, writes only inside `write`."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lärcentrum.clock import Clock
from lärcentrum.errors import Busy, NotFound, UserError
from lärcentrum.store import audit, journal
from lärcentrum.store.connection import (
    WAIT_SECONDS,
    Connection,
    DatabaseError,
    told,
    told_of,
    utilities,
)
from lärcentrum.store.journal import Change, Entry
from lärcentrum.store.readable import Readable, Row
from lärcentrum.store.session import NOBODY, Session
from lärcentrum.store.uids import Entropy, Uids
from lärcentrum.store.vault import Vault

__all__ = ["Change", "Deriver", "Ref", "Row", "Store"]

Listener = Callable[[Change], None]


class Ref(NamedTuple):
    """A new row: its local id for references, its uid for everything else."""

    id: int
    uid: str


@dataclass(frozen=True, slots=True)
class Deriver:
    """Keeps a derived table (a search index, a rank) true.

    Args:
        tables: the domain tables that it follows.
        refresh: called before each commit that touched them, inside the transaction, with the
            connection and the (table, row id) pairs; undo passes here too.
    """

    tables: frozenset[str]
    refresh: Callable[[Connection, frozenset[tuple[str, int]]], None]


@dataclass(slots=True)
class _Doing:
    """The operation in progress."""

    name: str
    label: str
    undoable: bool
    undoes: int | None = None
    depth: int = 0
    notes: list[str] = field(default_factory=list)


def _first_free(conn: Connection, table: str) -> int:
    return int(conn.execute(f'SELECT max(id) FROM "{table}"').fetchone()[0] or 0) + 1


class _Tail(NamedTuple):
    """The end of the log: nobody else writes, so it is known without asking."""

    operation: int
    hash: str
    seq: int


def _tail_of(conn: Connection) -> _Tail:
    last = conn.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0
    return _Tail(*audit.head(conn), last)


class Store(Readable):
    """An open register.

    Args:
        conn: the connection from `connect`, already migrated.
        folder: the register's folder.
        clock: what time it is.
        entropy: random bytes.
        vault: the key and the passwords.
        derivers: what keeps the derived tables true.
    """

    def __init__(
        self,
        conn: Connection,
        folder: Path,
        *,
        clock: Clock,
        entropy: Entropy,
        vault: Vault,
        derivers: tuple[Deriver, ...] = (),
    ) -> None:
        super().__init__(conn)
        self.folder = folder
        self.clock = clock
        self.entropy = entropy
        self.vault = vault
        self.session: Session = NOBODY
        self.is_copy = False
        self.refusing: Callable[[], UserError] | None = None
        self.derivers = derivers
        self._uids = Uids(entropy)
        self._listeners: list[Listener] = []
        self._doing: _Doing | None = None
        self._columns: dict[str, frozenset[str]] = {}
        self._next_id: dict[str, int] = {}
        journal.install(conn, self.tables)
        self._tail = self._filed = _tail_of(conn)
        self.opened_at = self._tail.operation

    # --- writing -----------------------------------------------------------

    @contextmanager
    def operating(
        self, name: str, label: str, undoable: bool, undoes: int | None = None
    ) -> Iterator[None]:
        """Name the operation that the writes inside belong to; an inner one joins the outer."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise Busy
        outer = self._doing
        try:
            self._doing = outer or _Doing(name, label, undoable, undoes)
            yield
        finally:
            self._doing = outer
            self._lock.release()

    @contextmanager
    def undoing(self, operation: int) -> Iterator[None]:
        """Say that the operation in progress takes another one back."""
        if self._doing is None:
            raise RuntimeError("undo outside an operation")
        self._doing.undoes = operation
        yield

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Do all or nothing, file it in the log, then tell the listeners.

        Raises:
            OnlyLooking, TakenOver: what `refusing` makes: this is a copy, or others write now.
            RuntimeError: outside an operation (a bug).
        """
        doing = self._doing
        if doing is None:
            raise RuntimeError("a write outside an operation")
        if self.refusing:
            raise self.refusing()
        doing.depth += 1
        try:
            if doing.depth > 1:
                yield self.conn
                return
            change = yield from self._transaction(doing)
        finally:
            doing.depth -= 1
        if change:
            for listener in tuple(self._listeners):
                listener(change)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Write what is no record (a draft): one transaction that is not logged or announced.

        Raises:
            Busy: a job holds the register just now.
        """
        with self.reading() as conn:
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield conn
                conn.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def insert(self, table: str, **values: Any) -> Ref:
        """Add a row and return its id and uid."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: list[Row]) -> list[Ref]:
        """Add rows that all have the same columns; one of another computer brings its uid along."""
        if not rows:
            return []
        names = ("id", *dict.fromkeys(("uid", *rows[0])))
        self._writable(table, names)
        marks = ", ".join("?" * len(names))
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'
        now, refs = self.clock.now(), []
        # A row that was removed may come back by undo: its id is not given to another meanwhile.
        first = self._next_id.get(table) or _first_free(self.conn, table)
        for number, row in enumerate(rows, first):
            ref = Ref(number, row.get("uid") or self._uids.next(now))
            self._execute(sql, (number, *(({"uid": ref.uid} | row).values())))
            refs.append(ref)
        self._next_id[table] = first + len(rows)
        return refs

    def update(self, table: str, uid: str, **values: Any) -> None:
        """Change columns of a row that must be there."""
        self._writable(table, values)
        pairs = ", ".join(f'"{name}" = ?' for name in values)
        cursor = self._execute(
            f'UPDATE "{table}" SET {pairs} WHERE uid = ?', (*values.values(), uid)
        )
        if cursor.rowcount != 1:
            raise NotFound(table, uid)

    def delete(self, table: str, uid: str) -> None:
        """Remove a row that must be there and that nothing hangs on."""
        self._writable(table, ())
        if self._execute(f'DELETE FROM "{table}" WHERE uid = ?', (uid,)).rowcount != 1:
            raise NotFound(table, uid)

    def note(self, text: str) -> None:
        """Keep a reason with the operation in progress, in the audit log."""
        if self._doing is None:
            raise RuntimeError("a note outside an operation")
        self._doing.notes.append(text)

    def new_uid(self) -> str:
        """Give a fresh UUIDv7."""
        return self._uids.next(self.clock.now())

    # --- announcing, closing -------------------------------------------------

    def listen(self, listener: Listener) -> None:
        """Be told of each committed change, on the thread that made it."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Be told no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def utilities(self) -> Any:
        """Give sqlite-utils' `Database` on this register, for reading its shape and its rows."""
        return utilities(self.conn)

    # --- inner ---------------------------------------------------------------

    def _transaction(self, doing: _Doing) -> Generator[Connection, None, Change | None]:
        conn = self.conn
        try:
            conn.execute("BEGIN IMMEDIATE")
            yield conn
            change = self._finish(doing)
            conn.execute("COMMIT")
        except DatabaseError as fault:
            self._roll_back()
            raise told_of(conn, fault) or fault from None
        except BaseException:
            self._roll_back()
            raise
        if change:
            self._tail = self._filed
        return change

    def _finish(self, doing: _Doing) -> Change | None:
        conn = self.conn
        rows = journal.entries(conn, self._tail.seq + 1, 1 << 62)
        if not rows and not doing.notes:
            return None
        for deriver in self.derivers:
            touched = frozenset((r.table, r.row_id) for r in rows if r.table in deriver.tables)
            if touched:
                deriver.refresh(conn, touched)
        self._file(doing, rows)
        pairs = frozenset((row.table, row.uid) for row in rows)
        return Change(self._tail.operation + 1, doing.name, doing.label, pairs)

    def _file(self, doing: _Doing, rows: list[Entry]) -> None:
        note = "\n".join(doing.notes) or None
        salt = self.entropy(16).hex() if note else None
        at = int(self.clock.now().timestamp() * 1000)
        first = self._tail.seq + 1
        facts = (
            self._tail.operation + 1,
            doing.name,
            self.session.user,
            at,
            doing.undoes,
            first,
            rows[-1].seq if rows else first - 1,
            audit.note_hash(salt, note) if salt and note else "",
            doing.label,
            int(doing.undoable),
        )
        over_rows = journal.seal(self.conn, facts[0], rows, self.entropy)
        stated = audit.operation_hash(self._tail.hash, facts, over_rows)
        self._filed = _Tail(facts[0], stated, facts[6])
        self.conn.execute(
            "INSERT INTO operation (id, name, user_uid, at_ms, undoes, first_seq, last_seq,"
            " note_hash, label, undoable, note, note_salt, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*facts, note, salt, stated),
        )

    def _roll_back(self) -> None:
        # A full disk may have ended the transaction already.
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def _execute(self, sql: str, params: tuple[Any, ...]) -> Any:
        try:
            return self.conn.execute(sql, params)
        except DatabaseError as fault:
            raise told(fault) or fault from None

    def _writable(self, table: str, names: Any) -> None:
        if self._doing is None or not self._doing.depth:
            raise RuntimeError("a write outside Store.write")
        self._known(table)
        if table not in self._columns:
            found = self.conn.execute(f'SELECT name FROM pragma_table_info("{table}")')
            self._columns[table] = frozenset(name for (name,) in found)
        unknown = set(names) - self._columns[table]
        if unknown:
            raise RuntimeError(f"{table} has no column {sorted(unknown)}")
