"""Invented providers, rooms, exams and bookings for tests, through the operations themselves."""

from datetime import date, datetime, time
from typing import Any

from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.exams import NewExam, add_exam
from lärcentrum.exams.providers import add_provider
from lärcentrum.exams.rooms import add_room
from lärcentrum.store.store import Store
from tests.helpers.people import make_student

DAY = date(2026, 12, 14)  # a Monday, three weeks after the tests' own day
NINE = datetime(2026, 12, 14, 9)


def make_provider(store: Store, name: str = "Exempeluniversitetet", **more: Any) -> str:
    """Add a provider, or give the one of that name."""
    known = store.value("SELECT uid FROM provider WHERE name = ?", name)
    return known or add_provider(store, name=name, **more)


def make_room(store: Store, name: str = "Sal Å", capacity: int = 8, **more: Any) -> str:
    """Add a room, or give the one of that name."""
    known = store.value("SELECT uid FROM room WHERE name = ?", name)
    return known or add_room(store, name=name, capacity=capacity, **more)


def new_exam(store: Store, n: int = 0, **more: Any) -> NewExam:
    """The n-th invented exam as it is typed in: Monday 14 December at nine, four hours."""
    made = {
        "provider": make_provider(store),
        "course_name": f"Statistik {n}",
        "course_code": f"ST{n:04}",
        "day": DAY,
        "minutes": 240,
        "ordinary_start": time(9),
    }
    return NewExam(**(made | more))


def make_exam(store: Store, n: int = 0, **more: Any) -> str:
    """Add the n-th invented exam and give the uid."""
    return add_exam(store, facts=new_exam(store, n, **more))


def make_booking(store: Store, n: int = 0, **more: Any) -> str:
    """Book the n-th invented student into an exam of their own in Sal Å and give the uid."""
    made: dict[str, Any] = {"approved_by": "kursadministratören"}
    if "student" not in more:
        made["student"] = make_student(store, n)
    if "exam" not in more and "new_exam" not in more:
        made["exam"] = make_exam(store, n)
    if "room" not in more and more.get("give_place", True):
        made["room"] = make_room(store)
    return book_exam(store, **(made | more))
