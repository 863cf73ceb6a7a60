"""What is broken is found, whatever path it came by."""

from datetime import UTC, datetime

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.errors import Cancelled
from lärcentrum.exams.rooms import add_room
from lärcentrum.people.users import Role, add_user
from lärcentrum.settings import change_settings
from lärcentrum.store import keys, meta
from lärcentrum.upkeep.checking import Part, check_register
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.sat import make_sat, name_centre


def problems(store, part):
    return {one.part: one.problems for one in check_register(store)}[part]


def test_a_whole_register(store):
    add_room(store, name="Sal 1", capacity=4)
    found = check(store, Case(operation=check_register, good={}))
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
    assert problems(store, Part.HOLDINGS) == ["not held: sitting 1"]
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
    assert problems(store, Part.HOLDINGS) == ["held by none: sitting 9"]


def test_a_row_that_points_nowhere(store):
    store.conn.execute("PRAGMA foreign_keys = OFF")
    store.conn.execute("INSERT INTO seat (uid, room_id, label, place) VALUES ('s', 77, 'A', 1)")
    assert problems(store, Part.REFERENCES) == ["foreign key: seat"]


def test_a_log_that_was_written_over(store):
    add_room(store, name="Sal 1", capacity=4)
    store.conn.execute("DROP TRIGGER operation_sealed")
    store.conn.execute("UPDATE operation SET user_uid = 'en annan'")
    assert problems(store, Part.LOG)


def test_a_student_whom_the_search_would_not_find(store):
    make_student(store, 1)
    store.conn.execute("UPDATE student_search SET words = 'någon annan'")
    assert "found wrongly: student 1" in problems(store, Part.SEARCH)
    assert "index damaged: words" in problems(store, Part.SEARCH)


def test_keys_that_are_gone(store, opened):
    assert problems(store, Part.KEYS) == []
    add_user(store, login="b", name="Berit", password="12345678", role=Role.HEAD)
    slots = keys.load(store.folder)
    slots.remove("b")
    del slots.slots[keys.RECOVERY]
    slots.save(store.folder)
    assert problems(store, Part.KEYS) == ["no recovery code", "no password: head"]
    (store.folder / keys.NAME).write_bytes(b"{}")
    assert problems(store, Part.KEYS) == ["key file damaged"]
    set_password(opened)


def set_password(opened):
    """So that the register can be closed as usual."""
    keys.Keys(meta.read(opened.store.conn, "register"), "00").save(opened.store.folder)


def test_a_certificate_that_is_not_as_it_was(store):
    name_centre(store)
    issue_certificate(store, booking=make_sat(store, 1))
    assert problems(store, Part.PAPERS) == problems(store, Part.KEYS) == []
    change_settings(store, values={"centre_code": "2422"})
    assert problems(store, Part.PAPERS) == [], "the centre may change its code"
    store.conn.execute("UPDATE document SET bytes = x'00'")
    assert len(problems(store, Part.PAPERS)) == 2
    store.conn.execute("DROP TRIGGER certificate_frozen")
    store.conn.execute("UPDATE certificate SET original_sha256 = 'x', number = '2421-2026-00009'")
    assert problems(store, Part.PAPERS)[2:] == [
        "gone: certificate 1", "seal does not hold: certificate 1",
    ]  # fmt: skip
    store.conn.execute("DELETE FROM secret")
    assert problems(store, Part.KEYS) == ["no private key: certificates"]


def test_a_check_can_be_stopped(store):
    def stop(done, total, what=""):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_register(store, progress=stop)
