"""Finished files and private keys: kept in the encrypted register, but never in the log.

A file that left the centre is kept as the bytes it had; undo does not reach it. A private key in
the log would stay there for ever.
"""

import hashlib

from lärcentrum.errors import NotFound
from lärcentrum.store.store import Store


def keep_document(store: Store, kind: str, data: bytes) -> str:
    """Keep a finished file inside the operation in progress.

    Args:
        store: the register, inside `write`.
        kind: what it is: `certificate`, `package`, `receipt` …
        data: the bytes.

    Returns:
        its SHA-256, 64 hexadecimal signs, by which rows refer to it.
    """
    digest = hashlib.sha256(data).hexdigest()
    now = int(store.clock.now().timestamp() // 60)
    with store.write() as conn:
        conn.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            (digest, kind, now, data),
        )
    return digest


def document(store: Store, sha256: str) -> bytes:
    """Give a kept file's bytes.

    Raises:
        NotFound: it is not kept here.
    """
    found = store.value("SELECT bytes FROM document WHERE sha256 = ?", sha256)
    if found is None:
        raise NotFound("document", sha256)
    return bytes(found)


def keep_secret(store: Store, name: str, value: str) -> None:
    """Keep a private key inside the operation in progress; a new one takes the old one's place.

    Args:
        store: the register, inside `write`.
        name: what it is for, such as `package-key`.
        value: the key as text.
    """
    with store.write() as conn:
        conn.execute(
            "INSERT INTO secret VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )


def secret(store: Store, name: str) -> str | None:
    """Give a private key, or None when there is none."""
    found = store.value("SELECT value FROM secret WHERE name = ?", name)
    return None if found is None else str(found)
