"""One hash for what a register says, whatever way it came there."""

import hashlib
import json

from lärcentrum.store.connection import Connection


def digest_of(conn: Connection, tables: tuple[str, ...]) -> str:
    """Hash all domain rows, table by table in order of name, rows in order of uid.

    The log, drafts, kept files, secrets and derived tables are left out: they may differ between
    two registers that say the same.

    Returns:
        SHA-256 as 64 hexadecimal signs.
    """
    over_all = hashlib.sha256()
    for table in sorted(tables):
        over_all.update(f"\x1e{table}".encode())
        for row in conn.execute(f'SELECT * FROM "{table}" ORDER BY uid'):
            over_all.update(json.dumps(row, ensure_ascii=False).encode())
    return over_all.hexdigest()
