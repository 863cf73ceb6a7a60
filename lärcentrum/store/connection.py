"""Open the encrypted file with the settings that make a commit last, and read them back.

This is the one place that names the database library.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from lärcentrum.errors import Busy, UserError
from lärcentrum.store.errors import (
    Damaged,
    DiskFull,
    InUse,
    OldSqlite,
    Overlap,
    ReadFailed,
    ReadOnly,
    RuleBroken,
    Taken,
)
from lärcentrum.store.rule_errors import TOLD_RULES

__all__ = ["Connection", "DatabaseError", "connect", "told", "told_of", "utilities"]

if TYPE_CHECKING:
    # The encrypted library has the standard one's classes, but carries no types of its own.
    from sqlite3 import Connection
    from sqlite3 import Error as DatabaseError

else:
    Connection = dbapi2.Connection
    DatabaseError = dbapi2.Error

# WAL could lose a commit in a rare race between checkpoints before this version.
NEEDED = (3, 51, 3)
WAIT_SECONDS = 5
# More than the program has. The library keeps 128 and throws out the seldom used, so that a booking
# was compiled anew each time, with all its triggers: twice as long as carrying it out.
STATEMENTS = 1000

# Half of SQLCipher's own page size: a booking touches a dozen pages, and each is encrypted, sealed
# and written whole.
PAGE_BYTES = 2048

# EXCLUSIVE comes before the first access in WAL mode, so that no shared-memory file is made.
SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("cache_size", "-65536", -65536),
)


_OF_FILES = ("locking_mode", "journal_mode", "synchronous")
"""Settings that a database in memory does not have."""
_NAMELESS = {
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "disk I/O error": "SQLITE_IOERR",
}


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the register's file: encrypted, alone, durable.

    Args:
        path: the database file.
        key: the 32-byte key.
        create: whether a new file may be made.

    Raises:
        Damaged: not there, or not readable with this key.
        Busy: a program that is not ours holds the file (FE09); ours is known by its lock.
        OldSqlite: the library is older than what WAL needs to be safe.
    """
    check_version(dbapi2.sqlite_version_info)
    if not create and not (path.is_file() and path.stat().st_size):
        raise Damaged
    conn: Connection = dbapi2.connect(
        str(path),
        isolation_level=None,
        check_same_thread=False,
        timeout=WAIT_SECONDS,
        cached_statements=STATEMENTS,
    )
    try:
        _prepare(conn, key)
    except DatabaseError as fault:
        conn.close()
        raise told(fault) or fault from None
    except BaseException:
        conn.close()
        raise
    return conn


def connect_in_memory(key: bytes) -> Connection:
    """Make an empty database in memory, to copy the register into.

    Args:
        key: the register's: SQLCipher copies pages only between databases of one key.
    """
    conn: Connection = dbapi2.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    conn.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    for name, value, _wanted in SETTINGS:
        if name not in _OF_FILES:
            conn.execute(f"PRAGMA {name} = {value}")
    return conn


def check_version(found: tuple[int, ...]) -> None:
    """Refuse a database library that is too old."""
    if found < NEEDED:
        raise OldSqlite(".".join(map(str, found)), ".".join(map(str, NEEDED)))


def is_statement(text: str) -> bool:
    """Tell whether a text is one or several whole SQL statements."""
    return bool(dbapi2.complete_statement(text))


def utilities(conn: Connection) -> Any:
    """Give sqlite-utils on this connection.

    It is imported at first use, not at start: it drags in pandas and numpy if they are there,
    and it must find our encrypted library under the name it looks for.
    """
    hidden = {name: sys.modules.get(name) for name in ("pandas", "numpy")}
    sys.modules["pysqlite3"] = sys.modules["sqlcipher3"]
    for name, module in hidden.items():
        if module is None:
            sys.modules[name] = None  # type: ignore[assignment]
    try:
        from sqlite_utils import Database
    finally:
        for name, module in hidden.items():
            if module is None:
                sys.modules.pop(name, None)
    return Database(conn, execute_plugins=False)


def told(fault: Exception) -> UserError | None:
    """Tell a database error that is the user's or the world's as an error with a sentence.

    The text of a constraint names tables and columns, never values; anything that is not
    recognised is a bug and gives None.
    """
    text = str(fault)
    # An online copy raises without a name.
    name = getattr(fault, "sqlite_errorname", None) or _NAMELESS.get(text, "")
    if name.startswith("SQLITE_CONSTRAINT"):
        return _constraint(text)
    kinds: tuple[tuple[str, type[UserError]], ...] = (
        ("SQLITE_FULL", DiskFull),
        ("SQLITE_READONLY", ReadOnly),
        ("SQLITE_CANTOPEN", ReadOnly),
        ("SQLITE_BUSY", Busy),
        ("SQLITE_LOCKED", Busy),
        ("SQLITE_CORRUPT", Damaged),
        ("SQLITE_NOTADB", Damaged),
        ("SQLITE_IOERR", ReadFailed),
    )
    return next((kind() for start, kind in kinds if name.startswith(start)), None)


def told_of(conn: Connection, fault: Exception) -> UserError | None:
    """Tell a fault as `told`, but damage as damage.

    The library refuses every write once it has met a damaged page, as if the folder were closed.
    """
    said = told(fault)
    return Damaged() if isinstance(said, ReadOnly) and _is_damaged(conn) else said


def _is_damaged(conn: Connection) -> bool:
    try:
        return bool(conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except DatabaseError:
        return True


def _prepare(conn: Connection, key: bytes) -> None:
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    conn.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    for name, value, wanted in SETTINGS:
        conn.execute(f"PRAGMA {name} = {value}")
        found = conn.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise RuntimeError(f"the database did not take {name} = {value}: {found}")
    # The first read takes the exclusive lock and proves the key; a writer proves the folder.
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    conn.execute("COMMIT")


def _constraint(text: str) -> UserError:
    if text.startswith("overlap:"):
        kind, _, number = text.removeprefix("overlap:").partition(":")
        return Overlap(kind, int(number))
    if text.startswith("rule:"):
        rule = text.removeprefix("rule:")
        return TOLD_RULES.get(rule, RuleBroken)(rule)
    kind, _, where = text.partition(" constraint failed")
    where = where.removeprefix(": ").strip()
    if kind == "UNIQUE":
        return Taken(where)
    if kind == "FOREIGN KEY":
        return InUse(where)
    return RuleBroken(_rule_name(where))


def _rule_name(where: str) -> str:
    # A CHECK without a name is told by its expression: column names and limits, never values.
    return where[:120]
