"""One hash for what a register says, whatever way it came there."""

import hashlib
import json

from lärcentrum.store.connection import Connection

NOT_SAID = frozenset({"file_sha256"})
"""A file is encrypted with fresh randomness each time; what it says is under its other hashes."""

_SAID_IN = {"received_package": "state <> 'refused'"}
"""A file that was refused is remembered for the inbox and says nothing of the region's state."""


def digest_of(conn: Connection, tables: tuple[str, ...]) -> str:
    """Hash all domain rows, table by table in order of name, rows in order of uid.

    The log, drafts, kept files, secrets, refused files and derived tables are left out: they may
    differ between two registers that say the same.

    Returns:
        SHA-256 as 64 hexadecimal signs.
    """
    over_all = hashlib.sha256()
    for table in sorted(tables):
        over_all.update(f"\x1e{table}".encode())
        names = conn.execute("SELECT name FROM pragma_table_info(?)", (table,))
        said = ", ".join(f'"{name}"' for (name,) in names if name not in NOT_SAID)
        where = _SAID_IN.get(table, "true")
        for row in conn.execute(f'SELECT {said} FROM "{table}" WHERE {where} ORDER BY uid'):
            over_all.update(json.dumps(row, ensure_ascii=False).encode())
    return over_all.hexdigest()
