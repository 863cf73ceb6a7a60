"""Every schema there has been, as numbered SQL files; one that has shipped is never edited.

A number's files (`001_*.sql`) run in order of name. The whole set runs in one transaction with
foreign keys off, and is checked before it is committed: it happens whole or not at all.
"""

from functools import cache
from importlib.resources import files

from lärcentrum import __version__
from lärcentrum.store.connection import Connection, is_statement
from lärcentrum.store.errors import NewerRegister


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """Give each schema number with its SQL, oldest first."""
    folder = files("lärcentrum.store").joinpath("schema")
    by_number: dict[int, list[str]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql"):
            by_number.setdefault(int(file.name[:3]), []).append(file.read_text("utf-8"))
    return tuple((number, "\n".join(parts)) for number, parts in sorted(by_number.items()))


def newest() -> int:
    """Give the schema number that this program writes."""
    return migrations()[-1][0]


def version(conn: Connection) -> int:
    """Give the schema number of a file; 0 is an empty one."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def check_not_newer(conn: Connection) -> None:
    """Refuse a file of a later version, untouched (FG01)."""
    found = version(conn)
    if found > newest():
        row = conn.execute("SELECT value FROM meta WHERE key = 'program'").fetchone()
        raise NewerRegister(found, row[0] if row else "?")


def migrate(conn: Connection) -> bool:
    """Bring a file to the newest schema, all or nothing; tell whether anything was done."""
    found = version(conn)
    waiting = [(number, sql) for number, sql in migrations() if number > found]
    if not waiting:
        return False
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN IMMEDIATE")
    try:
        for number, sql in waiting:
            for statement in statements(sql):
                conn.execute(statement)
            conn.execute(f"PRAGMA user_version = {number}")
        _check(conn)
        conn.execute(
            "INSERT INTO meta VALUES ('program', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (__version__,),
        )
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    finally:
        conn.execute("PRAGMA foreign_keys = ON")
    return True


def statements(sql: str) -> list[str]:
    """Split a file into statements (a trigger holds semicolons of its own)."""
    found, lines = [], list[str]()
    for line in sql.splitlines():
        if not lines and (not line.strip() or line.lstrip().startswith("--")):
            continue
        lines.append(line)
        if is_statement("\n".join(lines)):
            found.append("\n".join(lines))
            lines = []
    if lines:
        raise ValueError("a schema file ends in the middle of a statement")
    return found


def _check(conn: Connection) -> None:
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"a migration breaks {len(broken)} references")
