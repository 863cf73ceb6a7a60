"""Try a part of an operation: what is refused is taken back, and the operation goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from lärcentrum.store.store import Store


@contextmanager
def trying(store: Store) -> Iterator[None]:
    """Take the writes inside back when one of them is refused; the refusal goes on outwards.

    Args:
        store: the register, inside `Store.write`: what was written before the block stays.
    """
    with store.write() as conn:
        conn.execute("SAVEPOINT tried")
        try:
            yield
        except BaseException:
            # A full disk may have ended the whole transaction already.
            if conn.in_transaction:
                conn.execute("ROLLBACK TO tried")
                conn.execute("RELEASE tried")
            raise
        conn.execute("RELEASE tried")
