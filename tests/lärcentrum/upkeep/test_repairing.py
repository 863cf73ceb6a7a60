"""What is derived is made anew after a back-up; what is not is left, and said."""

import pytest

from lärcentrum import backups
from lärcentrum.store import backup, register
from lärcentrum.store.connection import connect
from lärcentrum.store.errors import OnlyLooking
from lärcentrum.upkeep import repairing
from lärcentrum.upkeep.checking import Part, check_register, sort_out
from lärcentrum.upkeep.repairing import repair_register
from tests.helpers.exams import make_booking
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student


def wrong(store):
    return [one.part for one in check_register(store) if not one.holds]


def lose_an_index(opened, name="student_birth"):
    """Take an index out of the schema, let the table change, and put it back as it was."""
    conn = opened.store.conn
    row = conn.execute("SELECT * FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("DELETE FROM sqlite_schema WHERE name = ?", (name,))
    conn.execute("PRAGMA writable_schema = RESET")
    make_student(opened.store, 8)
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)
    conn.execute("PRAGMA writable_schema = RESET")


def test_the_record_of_what_is_taken_and_the_search_come_back(store, opened):
    make_booking(store, 1)
    before = store.query("SELECT * FROM occupancy")
    store.conn.execute("DELETE FROM occupancy")
    store.conn.execute("INSERT INTO occupancy VALUES ('room:9', 1, 2, 'sitting', 9)")
    store.conn.execute("DELETE FROM student_search")
    assert wrong(store) == [Part.HOLDINGS, Part.SEARCH]
    made = check(store, Case(operation=repair_register, good={}, only_noted=True))
    assert (made.done, made.holds, made.is_verified) == ([Part.HOLDINGS, Part.SEARCH], True, True)
    assert store.query("SELECT * FROM occupancy") == before
    assert backup.check(made.kept, opened.key)
    assert backups.list_backups(store)[0].why == "repair"


def test_a_damaged_index_is_made_anew_after_a_copy_of_the_file(store, opened):
    make_student(store, 7)
    lose_an_index(opened)
    assert wrong(store) == [Part.INDEXES]
    made = repair_register(store)
    assert (made.done, made.holds, made.is_verified) == ([Part.INDEXES], True, False)
    before = connect(made.kept, opened.key)
    assert "in index student_birth" in register.integrity(before)[0]
    before.close()
    assert backups.make_backup(store), "a verified one can be made again"


def test_what_is_given_twice_is_left_for_a_person(store):
    make_booking(store, 1)
    row = dict(store.one("SELECT * FROM sitting"))
    store.conn.execute("DROP TRIGGER sitting_holds_insert")
    with store.operating("x", "x", False), store.write():
        store.insert("sitting", **{k: v for k, v in row.items() if k not in ("id", "uid")})
    made = repair_register(store)
    assert not made.holds
    assert {one.part for one in made.found if not one.holds} >= {Part.OVERLAPS}
    assert store.value("SELECT count(*) FROM occupancy WHERE owner_kind = 'sitting'") == 1


def test_a_whole_register_is_left_alone(store):
    before = store.value("SELECT count(*) FROM operation")
    made = repair_register(store)
    assert (made.kept, made.done, made.holds) == (None, [], True)
    assert store.value("SELECT count(*) FROM operation") == before
    assert backups.list_backups(store) == []


def test_a_file_whose_pages_are_damaged_is_not_written(store, monkeypatch):
    store.conn.execute("DELETE FROM student_search")
    make_booking(store, 1)
    store.conn.execute("DELETE FROM occupancy")
    monkeypatch.setattr(
        repairing, "check_register",
        lambda store, progress: [
            one if one.part is not Part.FILE else type(one)(part=one.part, problems=["page 7"])
            for one in check_register(store, progress=progress)
        ],
    )  # fmt: skip
    made = repair_register(store)
    assert (made.kept, made.done) == (None, [])
    assert wrong(store) == [Part.HOLDINGS]


def test_a_copy_to_look_in_is_not_repaired(store):
    make_booking(store, 1)
    store.conn.execute("DELETE FROM occupancy")
    store.is_copy, store.refusing = True, OnlyLooking
    with pytest.raises(OnlyLooking):
        repair_register(store)


def test_each_line_of_the_database_is_about_one_part():
    found = sort_out([
        "row 3 missing from index exam_date", "wrong # of entries in index exam_date",
        "foreign key: seat", "Tree 12 page 4: btreeInitPage() returns error code 11",
        "malformed inverted index for FTS5 table main.student_words",
    ])  # fmt: skip
    assert [len(found[part]) for part in (Part.FILE, Part.INDEXES, Part.REFERENCES)] == [1, 2, 1]


def test_each_part_says_what_to_do(store):
    store.conn.execute("PRAGMA foreign_keys = OFF")
    store.conn.execute("INSERT INTO seat (uid, room_id, label, place) VALUES ('s', 77, 'A', 1)")
    (bad,) = [one for one in check_register(store) if one.part is Part.REFERENCES]
    assert bad.sentence == "Poster pekar på sådant som saknas."
    assert "Återställ" in bad.to_do
