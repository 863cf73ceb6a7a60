"""Nothing is taken twice, whatever path a row comes by (FC21): operations, undo, plain SQL."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum import history
from lärcentrum.errors import UserError
from lärcentrum.exams import times
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, move_booking
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.exams import NewExam
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.rooms import list_seats
from lärcentrum.operations import operation
from lärcentrum.rights import Right
from lärcentrum.store.errors import Overlap, RuleBroken, UndoConflict
from lärcentrum.store.store import Store
from tests.helpers import registers
from tests.helpers.exams import NINE, make_booking, make_exam, make_provider, make_room
from tests.helpers.people import make_student

# --- the oracle: every pair of what holds, compared ---------------------------

SITTINGS = """
SELECT 'room:' || room_id AS resource, starts_at - setup_min AS starts,
    ends_at + clearing_min AS ends FROM sitting WHERE cancelled_at IS NULL
UNION ALL SELECT 'room:' || room_id, starts_at, ends_at FROM room_use
    WHERE cancelled_at IS NULL AND preliminary = 0
UNION ALL SELECT 'seat:' || seat_id, starts_at, ends_at FROM booking_holding
    WHERE seat_id IS NOT NULL
UNION ALL SELECT 'student:' || student_id, starts_at, ends_at FROM booking_holding
"""
FULL = """
SELECT 1 FROM booking JOIN sitting ON sitting.id = booking.sitting_id
JOIN room ON room.id = sitting.room_id
WHERE place_given_at IS NOT NULL AND booking.cancelled_at IS NULL
GROUP BY sitting.id HAVING count(*) > room.capacity
"""
OUTSIDE = """
SELECT 1 FROM booking JOIN sitting ON sitting.id = booking.sitting_id
WHERE place_given_at IS NOT NULL AND booking.cancelled_at IS NULL
    AND (booking.starts_at < sitting.starts_at OR booking.ends_at > sitting.ends_at
        OR sitting.cancelled_at IS NOT NULL)
"""


def nothing_is_taken_twice(store: Store) -> None:
    held = store.query(SITTINGS)
    for one, two in combinations(held, 2):
        if one["resource"] == two["resource"]:
            assert one["ends"] <= two["starts"] or two["ends"] <= one["starts"], (one, two)
    assert store.query(FULL) == []
    assert store.query(OUTSIDE) == []
    found = store.query("SELECT resource, starts, ends FROM occupancy ORDER BY 1, 2")
    assert found == sorted(held, key=lambda row: (row["resource"], row["starts"]))


# --- a term of random work ----------------------------------------------------


@dataclass
class Centre:
    store: Store
    rooms: list[str]
    seats: list[str]
    students: list[str]
    provider: str


def begin(store: Store) -> Centre:
    rooms = [make_room(store, "Sal Å", 2, setup_min=10), make_room(store, "Sal Ä", 3)]
    seats = [seat.uid for room in rooms for seat in list_seats(store, room=room)]
    students = [make_student(store, n) for n in range(4)]
    return Centre(store, rooms, seats, students, make_provider(store))


def book(at: Centre, dice: random.Random) -> None:
    start = time(dice.randrange(8, 15), dice.choice([0, 15, 30, 45]))
    facts = NewExam(
        provider=at.provider,
        course_name="Statistik",
        day=date(2026, 12, 14),
        minutes=dice.choice([30, 60, 120, 180]),
        ordinary_start=start,
    )
    book_exam(
        at.store,
        student=dice.choice(at.students),
        new_exam=facts,
        room=dice.choice([*at.rooms, None]),
        seat=dice.choice([*at.seats, None, None, None]),
        own_room=dice.random() < 0.1,
        approved_by="ja",
        reason="prov",
        take_over=dice.random() < 0.2,
    )


def move(at: Centre, dice: random.Random) -> None:
    uids = [row["uid"] for row in at.store.query("SELECT uid FROM booking")]
    if uids:
        starts = datetime(2026, 12, 14, dice.randrange(8, 15), dice.choice([0, 20]))
        room = dice.choice([*at.rooms, None])
        move_booking(at.store, booking=dice.choice(uids), starts=starts, room=room, reason="prov")


def cancel(at: Centre, dice: random.Random) -> None:
    uids = [row["uid"] for row in at.store.query("SELECT uid FROM booking")]
    if uids:
        cancel_booking(at.store, booking=dice.choice(uids), by=CancelledBy.STUDENT)


def use(at: Centre, dice: random.Random) -> None:
    starts = datetime(2026, 12, 14, dice.randrange(8, 16))
    ends = starts + timedelta(minutes=dice.choice([30, 90]))
    add_room_use(at.store, room=dice.choice(at.rooms), title="SFI", starts=starts, ends=ends)


def undo(at: Centre, dice: random.Random) -> None:
    done = [one.id for one in history.log(at.store, limit=5) if one.undoable]
    if done:
        history.undo(at.store, operation=dice.choice(done))


WORK = (book, book, book, move, cancel, use, undo, undo)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_any_mixture_of_work_leaves_nothing_taken_twice(
    template: tuple[Path, bytes, str], seed: int, steps: int
) -> None:
    dice = random.Random(seed)
    with TemporaryDirectory() as folder:
        opened = registers.copy_of(template[0], Path(folder) / "åäö", template[1])
        centre = begin(opened.store)
        for _step in range(steps):
            before = centre.store.digest()
            try:
                dice.choice(WORK)(centre, dice)
            except UserError:
                assert centre.store.digest() == before
        nothing_is_taken_twice(centre.store)
        opened.close()


# --- undo and plain SQL --------------------------------------------------------


def test_undo_of_a_cancelling_is_refused_when_the_place_is_taken(store: Store) -> None:
    student = make_student(store)
    first = make_booking(store, student=student, exam=make_exam(store, 1))
    cancel_booking(store, booking=first, by=CancelledBy.STUDENT)
    cancelling = history.log(store, limit=1)[0].id
    make_booking(store, student=student, exam=make_exam(store, 2))
    before = store.digest()
    with pytest.raises(UndoConflict):
        history.undo(store, operation=cancelling)
    assert store.digest() == before
    nothing_is_taken_twice(store)


@operation(right=Right.REGISTER, label="Prov")
def write_straight(store: Store, *, table: str, uid: str, values: dict[str, object]) -> None:
    """Write a row without any rule of ours: what an import or a script could do."""
    with store.write():
        store.update(table, uid, **values)


def test_the_database_itself_refuses(store: Store) -> None:
    room = make_room(store, capacity=2)
    seats = [seat.uid for seat in list_seats(store, room=room)]
    student = make_student(store)
    one = make_booking(store, 1, student=student, seat=seats[0])
    two = make_booking(store, 2, seat=seats[1])
    later = NINE + timedelta(hours=5)
    three = make_booking(store, 3, student=student, starts=later, reason="x")
    ids = {row["uid"]: row["id"] for row in store.query("SELECT uid, id FROM booking")}
    taken = store.row("booking", one)
    other = make_room(store, "Sal Ä")
    elsewhere = store.id_of("seat", list_seats(store, room=other)[0].uid)
    tries = [
        (two, {"seat_id": taken["seat_id"]}, Overlap),
        (two, {"student_id": taken["student_id"]}, Overlap),
        (three, {"starts_at": taken["starts_at"], "ends_at": taken["ends_at"]}, RuleBroken),
        (two, {"seat_id": elsewhere}, RuleBroken),
        (two, {"exam_id": taken["exam_id"], "student_id": taken["student_id"]}, RuleBroken),
        (two, {"ends_at": 0}, RuleBroken),
    ]
    for uid, values, error in tries:
        before = store.digest()
        with pytest.raises(error):
            write_straight(store, table="booking", uid=uid, values=values)
        assert store.digest() == before
    assert len(ids) == 3
    nothing_is_taken_twice(store)


def test_beyond_the_seats_on_every_path(store: Store) -> None:
    room = make_room(store, capacity=1)
    there = store.row("booking", make_booking(store, 1))
    request = make_booking(store, 2, give_place=False)
    before = store.digest()
    with pytest.raises(RuleBroken) as caught:
        write_straight(
            store,
            table="booking",
            uid=request,
            values={"sitting_id": there["sitting_id"], "place_given_at": 1},
        )
    assert caught.value.rule == "room_full"
    assert store.digest() == before
    assert store.row("room", room)["capacity"] == 1


def test_two_exams_in_one_operation_do_not_clash_unseen(store: Store) -> None:
    student = make_student(store)
    make_booking(store, student=student, exam=make_exam(store, 1, minutes=60))
    with pytest.raises(Clash) as caught:
        make_booking(
            store, student=student, exam=make_exam(store, 2, minutes=60),
            starts=NINE + timedelta(minutes=59), reason="x",
        )  # fmt: skip
    assert caught.value.ends == times.wall_text(NINE + timedelta(hours=1))
    row = make_booking(
        store, student=student, exam=make_exam(store, 3, minutes=60),
        starts=NINE + timedelta(minutes=60), reason="x",
    )  # fmt: skip
    assert row
