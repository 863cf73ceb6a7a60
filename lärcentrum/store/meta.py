"""Facts about the file itself: whose it is, its epoch, its computer. Not journalled."""

from lärcentrum.store.connection import Connection


def read(conn: Connection, key: str) -> str:
    """Give a fact, or "" when it is not there."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def write(conn: Connection, key: str, value: str) -> None:
    """Keep a fact."""
    conn.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def begin_epoch(conn: Connection, uid: str) -> None:
    """Begin a new epoch: sending pauses until a person confirms that this register counts.

    Two facts: the caller's transaction holds them together.
    """
    write(conn, "epoch", uid)
    write(conn, "epoch_confirmed", "0")
