"""Unfinished forms, kept inside the encrypted register over a lock, a crash or the end of a day.

A draft is no record: it is not in the log, not in the digest, and nobody else sees it.
"""

from lärcentrum.store.store import Store


class Drafts:
    """The drafts of the person who is logged in.

    Args:
        store: the register.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, key: str, text: str) -> None:
        """Keep a draft, in the place of the one that was there."""
        at = int(self._store.clock.now().timestamp() * 1000)
        with self._store.aside() as conn:
            conn.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                " value = excluded.value, at_ms = excluded.at_ms",
                (self._named(key), self._store.session.user, at, text),
            )

    def find(self, key: str) -> str:
        """Give a kept draft, "" for none."""
        found = self._store.value("SELECT value FROM draft WHERE key = ?", self._named(key))
        return str(found or "")

    def drop(self, key: str) -> None:
        """Forget a draft."""
        with self._store.aside() as conn:
            conn.execute("DELETE FROM draft WHERE key = ?", (self._named(key),))

    def _named(self, key: str) -> str:
        return f"{self._store.session.user}/{key}"
