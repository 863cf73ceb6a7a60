"""Figures of long lists: first rows, a keystroke in search, a jump anywhere in 100,000 students."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from lärcentrum.language import N_
from lärcentrum.operations import operation
from lärcentrum.people import students
from lärcentrum.rights import Right
from lärcentrum.store.register import Register
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from tests.bench.figures import Figure, figure, percentile, seconds
from tests.helpers import registers
from ui.kit.bus import Bus
from ui.kit.models import PagedModel
from ui.kit.table import Table
from ui.kit.theme import theme
from ui.people.students_page import StudentsPage

MANY, FEW = 100_000, 1_000
WORDS = 60
# fmt: off
GIVEN = (
    "Åsa", "Eva", "Máret", "Per", "Łucja", "Ahmed", "Sofia", "Björn", "Ingrid", "Göran", "Biret",
    "Jovnna", "Aino", "Olga", "Nils", "Karin", "Lars", "Mona", "Ylva", "Örjan", "Ravna", "Sigrid",
)
FAMILY = (
    "Öberg", "Ek", "Čuovga", "Ärlebäck", "Nordström", "Åkerlund", "Lindqvist", "Sámmol", "Masri",
    "Korhonen", "Ivanova", "Ŋgađđi", "Forsberg", "Lundmark", "Persson", "Marakatt", "Huuva",
)
# fmt: on
PLAIN = """
SELECT student.id, given_name, family_name, email, phone FROM student_search
JOIN student ON student.id = student_search.student_id ORDER BY rank LIMIT 50
"""
LIKE = """
SELECT student.id, given_name, family_name, email, phone FROM student_search
JOIN student ON student.id = student_search.student_id
LEFT JOIN identity_number ON identity_number.student_id = student.id
WHERE folded_name LIKE ? OR email LIKE ? OR phone LIKE ? OR number LIKE ? ORDER BY rank LIMIT 50
"""


def figures() -> Iterator[Figure]:
    """Measure them all."""
    app = QApplication.instance() or QApplication([])
    theme()
    with tempfile.TemporaryDirectory() as folder:
        many, few = (_filled(Path(folder) / str(n), n) for n in (MANY, FEW))
        yield _first_rows(many.store, few.store)
        yield from _keystroke(many.store)
        yield _jump(many.store)
        many.close()
        few.close()
    app.processEvents()


def _filled(folder: Path, count: int) -> Register:
    made, _ = registers.make(folder / "åäö")
    enrol(made.store, count=count)
    return made


@operation(right=Right.REGISTER, label=N_("Skriv in"))
def enrol(store: Store, *, count: int) -> None:
    """Many students with numbers, phones and addresses."""
    pick = random.Random(7)
    with store.write():
        rows = [
            {
                "given_name": pick.choice(GIVEN),
                "family_name": f"{pick.choice(FAMILY)}{pick.choice(['', '', '-Ek', 'son'])}",
                "birth_date": f"{1950 + n % 55}-{1 + n % 12:02}-{1 + n % 28:02}",
                "email": f"{pick.choice(GIVEN).lower()}{n}@exempel.se",
                "phone": f"070{pick.randrange(10**7):07}",
                "municipality": pick.choice(["2421", "2422", "2313", "0180"]),
                "registered_on": "2026-01-01",
            }
            for n in range(count)
        ]
        refs = store.insert_many("student", rows)
        numbers = [
            {
                "student_id": ref.id,
                "kind": "reserve",
                "issuer": "test",
                "number": f"{row['birth_date'].replace('-', '')}{n:06}",
            }
            for n, (ref, row) in enumerate(zip(refs, rows, strict=True))
        ]
        store.insert_many("identity_number", numbers)


def _first_rows(many: Store, few: Store) -> Figure:
    ours, theirs = [], []
    for _run in range(8):
        ours.append(_open(many))
        theirs.append(_open(few))
    name = "unlocked → first rows of 100,000 students painted / of 1,000"
    return figure(name, 1.15, statistics.median(ours[1:]), statistics.median(theirs[1:]))


def _open(store: Store) -> float:
    """Seconds until the first rows are painted; the rest of the list comes after the paint."""
    start = time.perf_counter()
    bus = Bus(store)
    page = StudentsPage(store, bus)
    page.resize(1100, 700)
    page.show()
    page.grab()
    taken = time.perf_counter() - start
    _filled_list(page)
    bus.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)
    return taken


def _filled_list(page: StudentsPage) -> None:
    while page.model.rowCount() < page.model.columnCount():
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def _typed(store: Store) -> list[str]:
    pick = random.Random(11)
    found = []
    for _n in range(WORDS):
        row = store.query("SELECT * FROM student WHERE id = ?", pick.randrange(1, MANY))[0]
        whole = pick.choice(
            [row["given_name"], row["family_name"], row["email"], row["phone"], row["birth_date"]]
        )
        found.append(fold(whole)[: pick.randrange(3, 10)])
    return found


def _keystroke(store: Store) -> Iterator[Figure]:
    asked = [word[:end] for word in _typed(store) for end in range(1, len(word) + 1)]
    for text in asked[:20]:
        students.search_students(store, text=text)
    ours = [seconds(lambda t=text: students.search_students(store, text=t)) for text in asked]  # type: ignore[misc]
    floor = [seconds(lambda: store.query(PLAIN)) for _n in range(200)]
    p99 = percentile(ours, 0.99)
    name = f"a keystroke in search, p99 of {len(asked)}, 100,000 students"
    yield figure(f"{name} / floor: select … limit 50, p50", 60, p99, percentile(floor, 0.5))
    _fold_names(store)
    like = [seconds(lambda t=text: _like(store, t)) for text in asked[:: max(len(asked) // 60, 1)]]  # type: ignore[misc]
    yield figure(f"{name} / LIKE first 50, p99", 0.1, p99, percentile(like, 0.99))


def _fold_names(store: Store) -> None:
    """What a search by LIKE needs: the folded names beside the list."""
    conn = store.conn
    conn.execute("ALTER TABLE student_search ADD COLUMN folded_name TEXT")
    names = conn.execute("SELECT id, given_name || ' ' || family_name FROM student").fetchall()
    conn.execute("BEGIN")
    conn.executemany(
        "UPDATE student_search SET folded_name = ? WHERE student_id = ?",
        [(fold(name), number) for number, name in names],
    )
    conn.execute("COMMIT")


def _like(store: Store, text: str) -> Any:
    return store.query(LIKE, *[f"%{text}%"] * 4)


def _jump(store: Store) -> Figure:
    bus = Bus(store)
    page = StudentsPage(store, bus)
    constant = _constant(page)
    ours, theirs = _frames(page.table, page), _frames(constant, constant)
    bus.close()
    name = "jump anywhere in 100,000 rows, frame p99 / constant model"
    return figure(name, 1.8, percentile(ours, 0.99), percentile(theirs, 0.99))


def _constant(page: StudentsPage) -> Table:
    page.resize(1100, 700)
    page.show()
    record = page.model.record(0)
    model = PagedModel(page.model.columns, lambda _s: range(MANY), lambda ids: [record] * len(ids))
    table = Table(model, name="constant", title="constant")
    model.reload()
    return table


def _frames(table: Table, top: Any) -> list[float]:
    top.resize(1100, 700)
    top.show()
    table.setFixedSize(1000, 600)
    QCoreApplication.processEvents()
    pick = random.Random(3)
    bar = table.verticalScrollBar()

    def frame() -> None:
        bar.setValue(pick.randrange(bar.maximum()))
        table.viewport().repaint()

    for _n in range(20):
        frame()
    return [seconds(frame) for _n in range(400)]
