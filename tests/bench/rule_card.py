"""Figures of the rule card: what it answers after a key.

The answer is held against the least that any answer must read, at a centre of three rooms; what a
person feels is measured in the window, on a day of 60 rooms × 3,000 bookings.
"""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.bookings import check_booking
from lärcentrum.exams.exams import NewExam
from lärcentrum.people.students import add_student
from lärcentrum.store.store import Store
from tests.bench.bookings import CLASH
from tests.bench.figures import Figure, beside, figure, percentile, seconds
from tests.bench.timeline import DAY, furnish_rooms
from tests.helpers import registers
from ui.exams.booking_form import BookingDialog
from ui.kit.fields import Choice
from ui.kit.theme import theme

FELT, KEYS = 0.016, 300
READ = "SELECT * FROM exam WHERE id = ?"


def figures() -> Iterator[Figure]:
    """Measure them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    theme()
    with tempfile.TemporaryDirectory() as folder, _centre(Path(folder), rooms=3) as store:
        yield _answer(store)
    with tempfile.TemporaryDirectory() as folder, _centre(Path(folder), rooms=60) as store:
        yield _key(store)
    app.processEvents()


@contextmanager
def _centre(folder: Path, *, rooms: int) -> Iterator[Store]:
    made, _ = registers.make(folder / "åäö")
    furnish_rooms(made.store, bookings=True, rooms=rooms)
    yield made.store
    made.close()


def _answer(store: Store) -> Figure:
    """What is said of what is typed, rules, clashes and rooms, for one who writes nothing else."""
    provider = store.value("SELECT uid FROM provider")
    student = add_student(store, given_name="Eva", family_name="Östberg")
    lengths, rows = itertools.cycle(range(200, 300)), itertools.cycle(range(1, 40))

    def answer() -> None:
        typed = NewExam(
            provider=provider, course_name="Kurs", day=DAY, minutes=next(lengths),
            ordinary_start=time(9),
        )  # fmt: skip
        check_booking(store, wish=Wish(student=student, new_exam=typed))

    def plain() -> None:
        n = next(rows)
        store.query(CLASH, f"student:{n}", 1000 * n + 240, 1000 * n)
        store.query(READ, n)

    name = "the rule card's answer: rules, clashes, free rooms / one clash check + one indexed read"
    return beside(name, 10, answer, plain, 200)


def _key(store: Store) -> Figure:
    """A key in the form until the card shows what is said: the worst of a hundred."""
    dialog = BookingDialog(store)
    form = dialog.booking
    student, provider = (store.value(f"SELECT uid FROM {name}") for name in ("student", "provider"))
    form.fill(
        student=Choice(student, "Åsa Nr1"), provider=Choice(provider, "LTU"),
        exam=Choice("", "Kurs"), day=DAY, starts=time(9), minutes=120,
    )  # fmt: skip
    dialog.show()
    QApplication.processEvents()
    field, took, checks = form.field("minutes").focus_widget(), [], set()
    field.setText("120")
    for n in range(KEYS):
        field.setSelection(2, 1)

        def press(digit: str = str((n + 1) % 10)) -> None:
            QTest.keyClick(field, digit)
            QApplication.processEvents()

        took.append(seconds(press))
        checks.add(form.check.ends if form.check else None)
    assert len(checks) == 10, "each key was answered with another end"
    dialog.close()
    name = (
        "a key until the card has answered and is painted, 60 rooms × 3,000 bookings, p99 / 16 ms"
    )
    return figure(name, 1, percentile(took, 0.99), FELT)
