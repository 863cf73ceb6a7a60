"""Figures of the rooms' day: a frame of scrolling, 60 rooms with 3,000 bookings and with none."""

import itertools
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lärcentrum.exams import times
from lärcentrum.exams.room_days import room_days
from lärcentrum.exams.seating.day_facts import day_facts
from lärcentrum.exams.seating.day_plans import day_proposal
from lärcentrum.language import N_
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.bench import seating
from tests.bench.figures import Figure, beside, figure, percentile, seconds
from tests.helpers import registers
from ui.exams.rooms_bar import RoomsBar
from ui.exams.rooms_view import RoomsView
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme

ROOMS, SITTINGS, SEATS = 60, 4, 13
DAY = date(2026, 12, 14)
FRAME, STEPS = 1 / 60, 2000
PLAIN = """
SELECT booking.*, sitting.room_id, exam.course_name FROM booking
JOIN sitting ON sitting.id = booking.sitting_id JOIN exam ON exam.id = booking.exam_id
"""


def figures() -> Iterator[Figure]:
    """Measure them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    theme()
    with tempfile.TemporaryDirectory() as folder:
        full, empty = (registers.make(Path(folder) / name / "åäö")[0] for name in ("full", "tom"))
        furnish_rooms(full.store, bookings=True)
        furnish_rooms(empty.store, bookings=False)
        yield beside(
            "the day of 60 rooms × 3,000 bookings, read / one pass over the same rows", 3,
            lambda: room_days(full.store, first=DAY), lambda: full.store.query(PLAIN), 15,
        )  # fmt: skip
        views = _view(full.store), _view(empty.store)
        name = "day timeline, 60 rooms × 3,000 bookings"
        yield from _scrolling(name, *views)
        whole = [_whole(view) for view in views]
        yield figure(f"{name}, all of it painted anew / empty timeline", 6, *whole)
        with _proposing(Path(folder) / "plan"):
            yield from _scrolling(f"{name}, while a proposal runs", *views)
        full.close()
        empty.close()
    app.processEvents()


@operation(right=Right.REGISTER, label=N_("Möblera"))
def furnish_rooms(store: Store, *, bookings: bool, rooms: int = ROOMS) -> None:
    """Sixty rooms with four sittings of thirteen on one day, or the rooms alone."""
    with store.write():
        provider = store.insert("provider", name="LTU", kind="university").id
        exams = [
            store.insert(
                "exam", provider_id=provider, course_name=f"Kurs nummer {n}",
                date=DAY.isoformat(), length_min=120,
            ).id
            for n in range(40)
        ]  # fmt: skip
        people = (
            {"given_name": "Åsa", "family_name": f"Nr{n}", "registered_on": "2026-01-01"}
            for n in range(rooms * SITTINGS * SEATS)
        )
        students = itertools.count(1)
        if bookings:
            store.insert_many("student", list(people))
        for n in range(rooms):
            room = store.insert("room", name=f"Sal {n:02}", capacity=SEATS, setup_min=10).id
            for place in range(SITTINGS if bookings else 0):
                _sitting(store, room, exams[(n + place) % 40], place, students)


def _sitting(store: Store, room: int, exam: int, place: int, students: Iterator[int]) -> None:
    wall = datetime.combine(DAY, datetime.min.time()) + timedelta(hours=7.5 + 2.5 * place)
    span = times.span(wall, 130)
    when = {"starts_wall": times.wall_text(wall), "starts_at": span.starts_at}
    sitting = store.insert(
        "sitting", room_id=room, ends_at=span.ends_at, setup_min=10, **when
    ).id  # fmt: skip
    rows = [
        {
            "student_id": next(students), "exam_id": exam, "sitting_id": sitting,
            "requested_on": "2026-11-01", "ends_at": span.ends_at - 10 * (n % 2),
            "extra_min": 10 - 10 * (n % 2), "place_given_at": 1, **when,
        }
        for n in range(SEATS)
    ]  # fmt: skip
    store.insert_many("booking", rows)


def _view(store: Store) -> RoomsView:
    view = RoomsView(store, RoomsBar(store.clock.today))
    view.resize(1280, 800)
    view.bar.put(DAY)
    view.reload()
    view.show()
    QApplication.processEvents()
    return view


def _scrolling(name: str, full: RoomsView, empty: RoomsView) -> Iterator[Figure]:
    """Scroll both through all rooms in turn, a frame each at a time."""
    ours, theirs = [], []
    for step in range(STEPS):
        ours.append(_frame(full, step))
        theirs.append(_frame(empty, step))
    p99 = percentile(ours, 0.99), percentile(theirs, 0.99)
    yield figure(f"{name}: scroll frame p99 / empty timeline", 2, *p99)
    late = sum(one > FRAME for one in ours)
    yield figure(f"{name}: frames over 16.7 ms / 1 % of them", 1, late, STEPS / 100, "frames")


@contextmanager
def _proposing(folder: Path) -> Iterator[None]:
    """Have a day of 3,000 people placed over and over by a job of the window meanwhile."""
    made, _ = registers.make(folder / "åäö")
    seating.furnish_day(made.store, people=3000, rooms=ROOMS, seats=seating.SEATS)
    facts, done = day_facts(made.store, DAY), threading.Event()
    made.close()

    def work(_progress: object) -> None:
        while not done.is_set():
            day_proposal(facts)

    runner = JobRunner()
    runner.run("", work)
    try:
        yield
    finally:
        done.set()
        runner.stop()


def _frame(view: RoomsView, step: int) -> float:
    """Time one frame: the bar moves, and what that uncovers is painted."""
    bar = view.timeline.verticalScrollBar()
    to = (step * 37) % max(bar.maximum(), 1)

    def scroll() -> None:
        bar.setValue(to)
        QApplication.processEvents()

    return seconds(scroll)


def _whole(view: RoomsView) -> float:
    return percentile([seconds(view.timeline.viewport().repaint) for _run in range(60)], 0.5)
