"""A part of a write that may fail alone: one row of a long list."""

from collections.abc import Iterator
from contextlib import contextmanager

from lärcentrum.store.store import Store


@contextmanager
def attempt(store: Store) -> Iterator[None]:
    """Do a part of the write in progress; when it raises, that part alone is taken back.

    Args:
        store: the register, inside `Store.write`.
    """
    with store.write() as conn:
        conn.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            # A full disk may have ended the transaction already.
            if conn.in_transaction:
                conn.execute("ROLLBACK TO attempt")
                conn.execute("RELEASE attempt")
            raise
        conn.execute("RELEASE attempt")
