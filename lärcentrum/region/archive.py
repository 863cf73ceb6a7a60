"""What the region keeps of each centre: read as the merge's `Known`, written from it.

The rows are kept as the very lines that the centre signed, so the state's digest is their hash,
and the region can tell the centre what it holds without making anything anew.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lärcentrum.region.merge import Known, Seen
from lärcentrum.store.connection import Connection
from lärcentrum.store.store import Row as Record
from lärcentrum.store.store import Store
from lärcentrum.sync.canonical import canonical
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import Aggregate, Row, Tombstone, record_line

PAYLOADS_KEPT = 2
"""Whole files kept for each centre; older ones go, so that who is erased there is gone here too."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a centre's things are kept, whatever seals it has had.

    Args:
        id: the first enrolment of its code: rows and sums hang on it.
        code: the centre's code.
        present: the uid of the enrolment in use.
        epoch: the approved epoch, "" before the first file.
    """

    id: int
    code: str
    present: str
    epoch: str


# --- operations ------------------------------------------------------------

_HOME = """
SELECT min(id) AS id, max(uid) FILTER (WHERE ended_on IS NULL) AS present,
    max(epoch) FILTER (WHERE ended_on IS NULL) AS epoch, max(uid) AS any_uid
FROM enrolment WHERE centre_code = ?
"""


def home_of(store: Store, code: str) -> Home:
    """Find where the things of an enrolled centre are kept."""
    row = store.one(_HOME, code)
    assert row is not None
    return Home(
        id=row["id"],
        code=code,
        present=row["present"] or row["any_uid"],
        epoch=row["epoch"] or "",
    )


_COUNTED = """
SELECT received_package.* FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE centre_code = ? AND state IN ('accepted', 'late') ORDER BY received_package.id
"""

_ROWS = "SELECT row_key, value FROM received_row WHERE enrolment_id = ?"


def load(store: Store, home: Home) -> Known:
    """Read what the region has from a centre; the sums stay on the disk."""
    counted = store.query(_COUNTED, home.code)
    epochs = list(dict.fromkeys(row["epoch"] for row in counted))
    if home.epoch:
        epochs = [one for one in epochs if one != home.epoch] + [home.epoch]
    rank = {epoch: place for place, epoch in enumerate(epochs)}
    ordered = sorted(counted, key=lambda row: (rank[row["epoch"]], row["sequence"]))
    taken = [row for row in ordered if row["state"] == "accepted"]
    rows, stones = _records(store.query(_ROWS, home.id))
    return Known(
        centre=home.code,
        epochs=tuple(epochs),
        seen={(row["epoch"], row["sequence"]): seen_from(row) for row in counted},
        latest=seen_from(taken[-1]) if taken else None,
        rows=rows,
        tombstones=stones,
        months={row["period"]: seen_from(row) for row in ordered},
        turns=_turns(store, home),
    )


def seen_from(row: Record) -> Seen:
    """Read what is remembered of a package."""
    return Seen(
        content=row["inner_sha256"],
        epoch=row["epoch"],
        sequence=row["sequence"],
        previous=row["previous"],
        period=row["period"],
        created=datetime.fromisoformat(facts(row)["created"]),
        level=Level(row["level"]),
    )


def facts(row: Record) -> dict[str, Any]:
    """Give what else is kept about a package: its dates, counts and digests."""
    found = json.loads(row["counts"])
    return dict(found) if isinstance(found, dict) else {}


# The epochs as they took turns to arrive since the present one was first taken.
_TURNS = """
SELECT received_package.epoch FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE centre_code = ? AND state <> 'taken_back' AND state <> 'late' AND received_package.id >= (
    SELECT coalesce(min(one.id), 0) FROM received_package AS one
    JOIN enrolment AS two ON two.id = one.enrolment_id
    WHERE two.centre_code = ? AND one.epoch = ? AND one.state = 'accepted')
ORDER BY received_package.id
"""


def _turns(store: Store, home: Home) -> tuple[str, ...]:
    found: list[str] = []
    for row in store.query(_TURNS, home.code, home.code, home.epoch):
        if row["epoch"] and (not found or found[-1] != row["epoch"]):
            found.append(row["epoch"])
    return tuple(found)


def _records(listed: list[Record]) -> tuple[dict[str, Row], dict[str, Tombstone]]:
    rows: dict[str, Row] = {}
    stones: dict[str, Tombstone] = {}
    for record in listed:
        line = json.loads(record["value"])
        kind, name, version = line["kind"], line["id"], line["version"]
        if line["type"] == "row":
            rows[name] = Row(kind=kind, id=name, version=version, data=line["data"])
        else:
            stones[name] = Tombstone(kind=kind, id=name, version=version)
    return rows, stones


_LINES = "SELECT row_key, value FROM received_row WHERE enrolment_id = ?"
_PUT = """
INSERT INTO received_row (enrolment_id, kind, row_key, deleted, value, package_id)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (enrolment_id, kind, row_key)
DO UPDATE SET deleted = excluded.deleted, value = excluded.value, package_id = excluded.package_id
"""
_DROP = "DELETE FROM received_row WHERE enrolment_id = ? AND row_key = ?"


def write_rows(
    conn: Connection,
    home: Home,
    package: int,
    rows: Sequence[Row],
    tombstones: Sequence[Tombstone],
) -> None:
    """Make the centre's rows exactly these; what is unchanged is not touched.

    Args:
        conn: inside the operation in progress.
        home: where they are kept.
        package: the local id of the package that they come from.
        rows: all rows.
        tombstones: all tombstones.
    """
    there = dict(conn.execute(_LINES, (home.id,)).fetchall())
    records: list[Row | Tombstone] = [*rows, *tombstones]
    lines = {one.id: (one, record_line(one)) for one in records}
    changed = [
        (home.id, one.kind, one.id, int(isinstance(one, Tombstone)), line, package)
        for one, line in lines.values()
        if there.get(one.id) != line
    ]
    conn.executemany(_PUT, changed)
    conn.executemany(_DROP, [(home.id, name) for name in there.keys() - lines.keys()])


_CLEAR = "DELETE FROM received_aggregate WHERE enrolment_id = ? AND period = ?"
_SUM = "INSERT INTO received_aggregate VALUES (?, ?, ?, ?, ?, ?)"


def write_sums(
    conn: Connection, home: Home, package: int, period: str, sums: Sequence[Aggregate]
) -> None:
    """Make the sums of a month exactly these; what is not reported has no row."""
    conn.execute(_CLEAR, (home.id, period))
    conn.executemany(
        _SUM,
        [
            (home.id, period, one.measure, canonical(dict(one.by)), one.n, package)
            for one in sums
            if one.n is not None
        ],
    )


_STATE = "SELECT value FROM received_row WHERE enrolment_id = ? ORDER BY deleted, kind, row_key"
_KINDS = """
SELECT CASE deleted WHEN 1 THEN 'tombstone' ELSE 'row_' || kind END AS sort, count(*) AS n
FROM received_row WHERE enrolment_id = ? GROUP BY 1 ORDER BY 1
"""


def state_digest(store: Store, home: Home) -> str:
    """Hash the rows and tombstones that the region holds, read back from the disk."""
    over_all = hashlib.sha256()
    with store.reading() as conn:
        for (value,) in conn.execute(_STATE, (home.id,)):
            over_all.update(f"{value}\n".encode())
    return over_all.hexdigest()


def state_counts(store: Store, home: Home) -> dict[str, int]:
    """Count the rows and tombstones that the region holds."""
    return {row["sort"]: row["n"] for row in store.query(_KINDS, home.id)}


_FORGET = "DELETE FROM document WHERE sha256 = ?"


def drop_old_files(store: Store, conn: Connection, home: Home, known: Known) -> None:
    """Keep the newest whole files of a centre and drop the others' bytes."""
    place = {epoch: at for at, epoch in enumerate(known.epochs)}
    ordered = sorted(
        store.query(_COUNTED, home.code), key=lambda r: (place.get(r["epoch"], -1), r["sequence"])
    )
    for row in ordered[:-PAYLOADS_KEPT]:
        conn.execute(_FORGET, (row["file_sha256"],))


def minutes(when: datetime) -> int:
    """Give an instant as the register keeps it."""
    return int(when.astimezone(UTC).timestamp()) // 60
