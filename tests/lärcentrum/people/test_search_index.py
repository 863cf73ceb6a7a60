import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lärcentrum import history
from lärcentrum.people import search_index
from lärcentrum.people.students import change_student, delete_student
from lärcentrum.store.store import Store
from tests.helpers.people import make_student, number_of

INDEX = "SELECT student_id, sort_key, words, pieces FROM student_search ORDER BY {by}"
CHECKS = ("student_words", "student_pieces")


def in_order(store: Store) -> list[tuple[object, ...]]:
    """The index as it stands, after the database has compared it with its texts."""
    for table in CHECKS:
        store.conn.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
    rows = store.conn.execute(INDEX.format(by="rank")).fetchall()
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    return rows


def same_as_made_anew(store: Store) -> None:
    kept = in_order(store)
    search_index.rebuild(store.conn)
    assert sorted(in_order(store)) == sorted(kept)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sampled_from("adru"), st.integers(0, 9)), max_size=12))
def test_any_row_of_operations_leaves_the_index_true(
    store: Store, steps: list[tuple[str, int]]
) -> None:
    students: list[str] = [row["uid"] for row in store.query("SELECT uid FROM student")]
    for n, (step, which) in enumerate(steps):
        if step == "a":
            free = store.value("SELECT coalesce(max(id), 0) FROM identity_number")
            students.append(make_student(store, which, identity_number=number_of(free)))
        elif students and step == "r":
            change_student(store, student=students[which % len(students)], family_name=f"Å{which}")
        elif students and step == "d":
            delete_student(store, student=students.pop(which % len(students)))
        elif students and step == "u":
            change_student(store, student=students[-1], email=f"x{which}@exempel.se", note=f"{n}")
            history.undo_last(store)
    same_as_made_anew(store)


def test_many_in_the_same_place_move_their_neighbours(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "GAP", 128)
    for n in range(40):
        make_student(store, n, given_name=f"{chr(122 - n % 26)}{n}", family_name="Ek")
    make_student(store, 50, family_name="Zz", given_name="Å")
    for n in range(12):
        make_student(store, 60 + n, given_name="m" * (n + 1), family_name="Ek")
    same_as_made_anew(store)


def test_a_large_operation_makes_the_index_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_student(store, 1)
    monkeypatch.setattr(search_index, "_REBUILD_FROM", 3)
    rows = [
        {"given_name": "Eva", "family_name": f"Ek{n}", "registered_on": "2026-01-01"}
        for n in range(9, 0, -1)
    ]
    with store.operating("test", "test", True), store.write():
        store.insert_many("student", rows)
    assert in_order(store)[0][2] == "ek1 eva"
    same_as_made_anew(store)


def test_an_unchanged_index_is_not_written(store: Store) -> None:
    student = make_student(store)
    before = store.conn.total_changes
    change_student(store, student=student, note="en rad")
    noted = store.conn.total_changes - before
    change_student(store, student=student, email="ny@exempel.se")
    assert store.conn.total_changes - before - noted > noted


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Åsa Ö", '"asa" * "o" *'),
        ("900101-98", '"90010198" *'),
        ("90 01 01", '"900101" *'),
        ("+46 70 1", '"701" *'),
        ("+46", ""),
        ("+47 22", '"4722" *'),
        ("anna 900101-98", '"anna" * "90010198" *'),
        ("46701", '"46701" *'),
        ("46 701 2", '"467012" * OR "7012" *'),
        ('"*(', ""),
        ("", ""),
    ],
)
def test_what_is_asked(typed: str, asked: str) -> None:
    assert search_index.match(typed) == asked
