"""An earlier seating plan copied to another day, and what could not be copied (E14)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound, UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.seat_plans import At, set_room_plan
from lärcentrum.exams.seating.copying import NotCopied, copy_seats, earlier_plans, preview_copy
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

LATER = date(2026, 12, 15)


@pytest.fixture
def two_days(store: Store) -> dict[str, Any]:
    """Four in a row of five on Monday; three of them and a new one on Tuesday, none with a seat."""
    room, students = make_room(store, "Stora", 5), [make_student(store, n) for n in range(5)]
    set_room_plan(store, room=room, rows=1, cols=5)
    seats = [one.uid for one in list_seats(store, room=room)]
    first, second = make_exam(store, 1), make_exam(store, 2, day=LATER)
    old = [
        make_booking(store, exam=first, student=students[n], room=room, seat=seats[4 - n])
        for n in range(4)
    ]
    new = [make_booking(store, exam=second, student=students[n], room=room) for n in (0, 1, 2, 4)]
    pages = [booking_page(store, booking=one[0]) for one in (old, new)]
    return {
        "room": room, "seats": seats, "students": students, "old": old, "new": new,
        "source": pages[0].sitting, "sitting": pages[1].sitting,
    }  # fmt: skip


def labels(store: Store, booked: list[str]) -> list[str]:
    return [booking_page(store, booking=one).seat_label for one in booked]


def test_copy(store: Store, two_days: dict[str, Any]) -> None:
    sitting, source = two_days["sitting"], two_days["source"]
    (found,) = check(store, Case(operation=earlier_plans, good={"sitting": sitting}, bad=[]))
    assert (found.sitting, found.common, found.room_name) == (source, 3, "Stora")
    assert (found.starts, found.courses) == (NINE, "ST0001")
    good = {"sitting": sitting, "source": source}
    told = check(store, Case(operation=preview_copy, good=good, bad=[]))
    assert (told.copied, told.changes) == (3, 3)
    bad = [
        (good | {"sitting": "x"}, NotFound),
        (good | {"source": "x"}, NotFound),
        (good | {"source": sitting}, BadValue),
    ]
    assert check(store, Case(operation=copy_seats, good=good, bad=bad)) == told
    assert labels(store, two_days["new"]) == ["5", "4", "3", ""]
    first = told.lines[0]
    assert (first.booking, first.why) == (two_days["new"][3], NotCopied.NOT_THERE)
    assert first.sentence == "Hade ingen plats då."
    with pytest.raises(BadValue, match="ändrar ingenting"):
        copy_seats(store, **good)


def test_who_was_not_there_gives_way(store: Store, two_days: dict[str, Any]) -> None:
    from lärcentrum.exams.seating.seat_changes import take_seat

    new, seats = two_days["new"], two_days["seats"]
    take_seat(store, booking=new[3], seat=seats[4])
    take_seat(store, booking=new[0], seat=seats[0])
    told = copy_seats(store, sitting=two_days["sitting"], source=two_days["source"])
    assert labels(store, new) == ["5", "4", "3", ""]
    assert told.lines[0].sentence == "Hade ingen plats då. Platsen behövs åt en annan."
    assert (told.lines[0].was, told.lines[0].seat_label) == ("5", "")
    take_seat(store, booking=new[3], seat=seats[0])
    take_seat(store, booking=new[0], seat=seats[1])
    copy_seats(store, sitting=two_days["sitting"], source=two_days["source"])
    assert labels(store, new) == ["5", "4", "3", "1"], "a seat that nobody needs is kept"


def test_a_seat_that_is_off_and_another_room(store: Store, two_days: dict[str, Any]) -> None:
    room, students, source = two_days["room"], two_days["students"], two_days["source"]
    store.clock = FixedClock(datetime(2026, 12, 14, 18, tzinfo=UTC))
    set_room_plan(store, room=room, rows=1, cols=5, off=[At(row=1, col=5)])
    told = preview_copy(store, sitting=two_days["sitting"], source=source)
    whys = {one.booking: one.why for one in told.lines}
    assert whys[two_days["new"][0]] is NotCopied.OFF
    small = make_room(store, "Lilla", 4)
    set_room_plan(store, room=small, rows=1, cols=4)
    exam = make_exam(store, 5, day=date(2026, 12, 29))
    new = [
        make_booking(store, exam=exam, student=students[n], room=small, reason="sent")
        for n in range(3)
    ]
    sitting = str(booking_page(store, booking=new[0]).sitting)
    told = copy_seats(store, sitting=sitting, source=source)
    assert labels(store, new) == ["", "4", "3"]
    assert told.lines[0].why is NotCopied.NO_SEAT


def test_not_once_it_has_begun(store: Store, two_days: dict[str, Any]) -> None:
    store.clock = FixedClock(datetime(2026, 12, 15, 9, tzinfo=UTC))
    before = store.digest()
    with pytest.raises(UserError):
        copy_seats(store, sitting=two_days["sitting"], source=two_days["source"])
    assert store.digest() == before


def test_a_protected_name_stays_masked(store: Store, two_days: dict[str, Any]) -> None:
    set_protection(
        store, student=two_days["students"][4], protection=Protection.MARKED, reason="Navet"
    )
    told = preview_copy(store, sitting=two_days["sitting"], source=two_days["source"])
    assert told.lines[0].name.startswith("Skyddad")
