"""Figures of the register's main job: clash check, one durable booking, three thousand at once."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lärcentrum.language import N_
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store import register
from lärcentrum.store.connection import Connection, connect
from lärcentrum.store.store import Store
from tests.bench.figures import Figure, beside, figure, percentile, seconds
from tests.helpers import registers

SITTING_SIZE = 12
CLASH = (
    "SELECT (SELECT ends FROM occupancy WHERE resource = ? AND starts < ?"
    " ORDER BY starts DESC LIMIT 1) > ?"
)
KEYED = "SELECT ends FROM occupancy WHERE resource = ? AND starts = ?"
COLUMNS = (
    "student_id, exam_id, sitting_id, seat_id, requested_on, starts_wall, starts_at, ends_at,"
    " place_given_at"
)


def figures() -> Iterator[Figure]:
    """Measure them all."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _clash(Path(folder))
    with tempfile.TemporaryDirectory() as folder, _centre(Path(folder)) as store:
        yield _one_durable(store)
    with tempfile.TemporaryDirectory() as folder, _centre(Path(folder)) as store:
        yield _bulk(store)


@contextmanager
def _centre(folder: Path) -> Iterator[Store]:
    made, _ = registers.make(folder / "åäö")
    furnish(made.store)
    yield made.store
    made.close()


@operation(right=Right.REGISTER, label=N_("Möblera"))
def furnish(store: Store) -> None:
    """A room of a thousand seats, five thousand students, an exam, six hundred sittings."""
    with store.write():
        provider = store.insert("provider", name="LTU", kind="university").id
        room = store.insert("room", name="Sal 1", capacity=1000).id
        seats = ({"room_id": room, "label": str(n), "place": n} for n in range(1, 1001))
        store.insert_many("seat", list(seats))
        people = (
            {"given_name": "Åsa", "family_name": f"Nr{n}", "registered_on": "2026-01-01"}
            for n in range(5000)
        )
        store.insert_many("student", list(people))
        store.insert(
            "exam", provider_id=provider, course_name="Matematik", date="2026-12-01", length_min=240
        )
        sittings = (
            {
                "room_id": room,
                "starts_wall": "2026-12-01T09:00",
                "starts_at": 1000 * n,
                "ends_at": 1000 * n + 240,
            }
            for n in range(1, 601)
        )
        store.insert_many("sitting", list(sittings))


@operation(right=Right.REGISTER, label=N_("Boka"))
def book_rows(store: Store, *, first: int, count: int) -> None:
    """Book students first … first + count - 1, twelve in each sitting."""
    with store.write():
        names = [name.strip() for name in COLUMNS.split(",")]
        rows = [dict(zip(names, values, strict=True)) for values in _values(first, count)]
        store.insert_many("booking", rows)


def _values(first: int, count: int) -> Iterator[tuple[object, ...]]:
    for n in range(first, first + count):
        sitting = n // SITTING_SIZE + 1
        start = 1000 * sitting
        yield (
            n + 1, 1, sitting, n % SITTING_SIZE + 1, "2026-11-01", "2026-12-01T09:00",
            start, start + 240, 1,
        )  # fmt: skip


def _one_durable(store: Store) -> Figure:
    descriptor = os.open(store.folder / "jämförelse.bin", os.O_RDWR | os.O_CREAT)
    block, number = os.urandom(4096), itertools.count()

    def floor() -> None:
        os.pwrite(descriptor, block, 0)
        os.fdatasync(descriptor)

    name = "one durable booking / pwrite 4 KiB + fdatasync"
    try:
        return beside(
            name, 5, lambda: book_rows(store, first=next(number), count=1), floor, runs=500
        )
    finally:
        os.close(descriptor)


def _bulk(store: Store) -> Figure:
    plain = connect(store.folder / "jämförelse.db", store.vault.key, create=True)
    starts = itertools.count(0, 3000)
    _plain_tables(plain)
    ours, theirs = [], []
    for run in range(5):
        first = next(starts) if run == 0 else 0
        if run:
            _empty(store, plain)
        ours.append(seconds(lambda at=first: book_rows(store, first=at, count=3000)))  # type: ignore[misc]
        theirs.append(seconds(lambda at=first: _plainly(plain, at)))  # type: ignore[misc]
    plain.close()
    name = "3,000 bookings in one operation / executemany into three tables"
    return figure(name, 3, percentile(ours, 0.5), percentile(theirs, 0.5))


def _plain_tables(plain: Connection) -> None:
    plain.execute(f"CREATE TABLE booking (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, {COLUMNS})")
    for columns in ("student_id, exam_id", "exam_id", "sitting_id", "starts_at"):
        plain.execute(f"CREATE INDEX ix_{columns.replace(', ', '_')} ON booking({columns})")
    plain.execute(
        "CREATE TABLE occupancy (resource TEXT, starts INTEGER, ends INTEGER, owner_kind TEXT,"
        " owner_id INTEGER, PRIMARY KEY (resource, starts)) WITHOUT ROWID"
    )
    plain.execute(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, operation_id INTEGER, tbl TEXT,"
        " row_id INTEGER, row_uid TEXT, old TEXT, new TEXT, salt TEXT, hash TEXT)"
    )
    plain.execute("CREATE INDEX ix_journal ON journal(row_uid)")


def _empty(store: Store, plain: Connection) -> None:
    with store.operating("empty", "empty", True), store.write() as conn:
        conn.execute("DELETE FROM booking")
    for table in ("booking", "occupancy", "journal"):
        plain.execute(f"DELETE FROM {table}")


def _plainly(plain: Connection, first: int) -> None:
    rows = [(n, f"{n:036d}", *row) for n, row in enumerate(_values(first, 3000), 1)]
    held = [(f"seat:{row[5]}", row[8], row[9], "booking", row[0]) for row in rows]
    held += [(f"student:{row[2]}", row[8], row[9], "booking", row[0]) for row in rows]
    log = [
        (n, 1, "booking", n, row[1], None, "x" * 900, "s" * 32, "h" * 64)
        for n, row in enumerate(rows, 1)
    ]
    plain.execute("BEGIN IMMEDIATE")
    plain.executemany(
        f"INSERT INTO booking (id, uid, {COLUMNS}) VALUES ({', '.join('?' * 11)})", rows
    )
    plain.executemany("INSERT INTO occupancy VALUES (?, ?, ?, ?, ?)", held)
    plain.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", log)
    plain.execute("COMMIT")


def _clash(folder: Path) -> Iterator[Figure]:
    many, few = (_occupied(folder / str(n), n) for n in (1_000_000, 10_000))
    asked = itertools.cycle(range(1, 10_000, 7))

    def check(conn: Connection) -> None:
        for n in itertools.islice(asked, 100):
            for kind in ("seat", "student", "invigilator"):
                conn.execute(CLASH, (f"{kind}:{n % 3000}", 1000 * n + 240, 1000 * n)).fetchone()

    def keyed() -> None:
        for n in itertools.islice(asked, 100):
            many.store.conn.execute(KEYED, (f"seat:{n % 3000}", 1000 * n)).fetchone()

    name = "clash check, seat + person + invigilator, 1,000,000 slots"
    # One check is three look-ups; the reference is one.
    yield beside(
        f"{name} / one primary-key look-up each",
        2.5,
        lambda: check(many.store.conn),
        lambda: [keyed() for _ in range(3)],
        25,
    )
    yield beside(
        f"{name} / at 10,000",
        1.5,
        lambda: check(many.store.conn),
        lambda: check(few.store.conn),
        25,
    )
    many.close()
    few.close()


def _occupied(folder: Path, slots: int) -> register.Register:
    made, _ = registers.make(folder / "åäö")
    conn = made.store.conn
    conn.execute("DROP TRIGGER occupancy_free")
    conn.execute("BEGIN IMMEDIATE")
    each = slots // 9000
    for kind in ("seat", "student", "invigilator"):
        for n in range(3000):
            rows = (
                (f"{kind}:{n}", 1000 * i, 1000 * i + 240, "booking", i) for i in range(each + 1)
            )
            conn.executemany("INSERT INTO occupancy VALUES (?, ?, ?, ?, ?)", rows)
    conn.execute("COMMIT")
    return made
