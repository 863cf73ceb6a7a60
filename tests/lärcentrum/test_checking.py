"""What is broken is found, whatever path it came by."""

from datetime import UTC, datetime

from lärcentrum import checking
from lärcentrum.checking import Part
from lärcentrum.clock import FixedClock
from lärcentrum.exams.rooms import add_room
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.matrix import Case, check


def problems(store, part):
    return {one.part: one.problems for one in checking.check_register(store)}[part]


def test_a_whole_register(store):
    add_room(store, name="Sal 1", capacity=4)
    found = check(store, Case(operation=checking.check_register, good={}))
    assert [one.part for one in found] == list(Part)
    assert not any(one.problems for one in found)


def put_sitting(store, starts, ends):
    """Past the operations and past the log, as damage comes."""
    store.conn.execute("DROP TRIGGER IF EXISTS sitting_holds_insert")
    store.conn.execute("DROP TRIGGER IF EXISTS temp.sitting_insert")
    for (name,) in store.conn.execute(
        "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'sitting'"
    ).fetchall():
        store.conn.execute(f'DROP TRIGGER temp."{name}"')
    store.conn.execute(
        "INSERT INTO sitting (uid, room_id, starts_wall, starts_at, ends_at)"
        " VALUES (?, 1, '2026-12-01T09:00', ?, ?)",
        (f"sitting-{starts}", starts, ends),
    )


def test_a_room_that_is_taken_twice(store):
    add_room(store, name="Sal 1", capacity=4)
    put_sitting(store, 100, 200)
    assert problems(store, Part.OVERLAPS) == ["not held: sitting 1"]
    put_sitting(store, 199, 300)
    assert "taken twice: room:1 199" in problems(store, Part.OVERLAPS)


def test_a_room_with_more_people_than_seats(store):
    exam = make_exam(store)
    for n in range(2):
        make_booking(store, n, exam=exam)
    store.conn.execute("DROP TRIGGER room_keeps_bookings")
    store.conn.execute("UPDATE room SET capacity = 1")
    assert problems(store, Part.OVERFULL) == ["overfull: sitting 1"]
    store.clock = FixedClock(datetime(2026, 12, 15, 7, tzinfo=UTC))
    assert problems(store, Part.OVERFULL) == []


def test_a_hold_without_an_owner(store):
    store.conn.execute("INSERT INTO occupancy VALUES ('room:9', 1, 2, 'sitting', 9)")
    assert problems(store, Part.OVERLAPS) == ["held by none: sitting 9"]


def test_a_row_that_points_nowhere(store):
    store.conn.execute("PRAGMA foreign_keys = OFF")
    store.conn.execute("INSERT INTO seat (uid, room_id, label, place) VALUES ('s', 77, 'A', 1)")
    assert problems(store, Part.REFERENCES) == ["foreign key: seat"]


def test_a_log_that_was_written_over(store):
    add_room(store, name="Sal 1", capacity=4)
    store.conn.execute("DROP TRIGGER operation_sealed")
    store.conn.execute("UPDATE operation SET user_uid = 'en annan'")
    assert problems(store, Part.LOG)
