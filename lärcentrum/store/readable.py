"""Reads of the register: a small surface that views, rules and operations ask with."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lärcentrum.errors import Busy, NotFound
from lärcentrum.store import journal
from lärcentrum.store.connection import Connection, DatabaseError, told
from lärcentrum.store.digest import digest_of

Row = dict[str, Any]


class Readable:
    """An open register, read.

    Args:
        conn: the connection from `connect`, already migrated.
    """

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.tables = journal.journalled(conn)
        self._lock = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Hold the register still for several reads.

        Raises:
            Busy: on the main thread, at once, while a job holds the register: the window never
                waits.
        """
        waits = threading.current_thread() is not threading.main_thread()
        if not self._lock.acquire(blocking=waits):
            raise Busy
        try:
            yield self.conn
        except DatabaseError as fault:
            raise told(fault) or fault from None
        finally:
            self._lock.release()

    def query(self, sql: str, *params: Any) -> list[Row]:
        """Read rows as dictionaries."""
        with self.reading() as conn:
            cursor = conn.execute(sql, params)
            names = [item[0] for item in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def one(self, sql: str, *params: Any) -> Row | None:
        """Read the first row, or none."""
        with self.reading() as conn:
            cursor = conn.execute(sql, params)
            row = cursor.fetchone()
            names = [item[0] for item in cursor.description]
            return dict(zip(names, row, strict=True)) if row else None

    def value(self, sql: str, *params: Any) -> Any:
        """Read the first column of the first row, or None."""
        with self.reading() as conn:
            row = conn.execute(sql, params).fetchone()
            return row[0] if row else None

    def row(self, table: str, uid: str) -> Row:
        """Read a row that must be there.

        Raises:
            NotFound: it is not.
        """
        found = self.one(f'SELECT * FROM "{self._known(table)}" WHERE uid = ?', uid)
        if found is None:
            raise NotFound(table, uid)
        return found

    def id_of(self, table: str, uid: str) -> int:
        """Give the local id of a row that must be there (for a reference)."""
        found = self.value(f'SELECT id FROM "{self._known(table)}" WHERE uid = ?', uid)
        if found is None:
            raise NotFound(table, uid)
        return int(found)

    def digest(self) -> str:
        """Hash every domain row, ordered by uid: equal registers have equal digests."""
        with self.reading() as conn:
            return digest_of(conn, self.tables)

    def _known(self, table: str) -> str:
        if table not in self.tables:
            raise RuntimeError(f"no such table: {table}")
        return table
