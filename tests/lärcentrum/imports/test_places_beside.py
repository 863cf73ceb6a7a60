"""Rooms, invigilators and workplaces that are here already: side by side, filled in, or over."""

import pytest

from lärcentrum import history
from lärcentrum.exams import invigilators, rooms
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list
from lärcentrum.imports.rows import Decision, RowState
from lärcentrum.people.identity_numbers import generate
from lärcentrum.practice import workplaces
from lärcentrum.practice.workplaces import NewEmployer
from tests.helpers.exams import DAY, make_booking, make_exam
from tests.helpers.lists import csv_of, states, tried

NEW, ALREADY, DOUBTFUL, REFUSED, SKIPPED, CHANGES = RowState
FILL, OVERWRITE, SKIP = Decision.FILL, Decision.OVERWRITE, Decision.SKIP
ROOM_HEAD = ("Sal", "Antal platser", "Hus", "Minuter före", "Anteckning")


def read_in(store, kind, *rows, rule=None):
    return import_list(store, kind=kind, data=csv_of(rows), duplicates=rule)


def sides(report):
    return {one.key: (one.here, one.row, one.differs) for one in report.compared}


@pytest.fixture
def sal(store):
    return rooms.add_room(store, name="Sal 1", capacity=4, building="Ström")


@pytest.mark.usefixtures("sal")
def test_a_room_stands_beside_what_the_list_says(store):
    run = tried(store, ListKind.ROOMS, ROOM_HEAD, ("sal 1", "6", "Ström", "10", ""),
                ("Sal 2", "3", "", "", ""), ("Sal 2", "5", "", "", ""))  # fmt: skip
    assert states(run) == [ALREADY, NEW, DOUBTFUL]
    assert sides(run.rows[0]) == {
        "capacity": ("4", "6", True), "building": ("Ström", "Ström", False),
        "setup_min": ("", "10", True),
    }  # fmt: skip
    assert run.rows[0].choices == (SKIP, FILL, OVERWRITE)
    assert run.rows[2].choices == (SKIP,), "an earlier row is not completed by a later one"
    assert sides(run.rows[2]) == {"capacity": ("3", "5", True)}
    same = tried(store, ListKind.ROOMS, ROOM_HEAD, ("Sal 1", "4", "Ström", "", ""))
    assert (states(same), same.rows[0].compared, same.rows[0].choices) == ([ALREADY], (), (SKIP,))


@pytest.mark.parametrize(
    ("rule", "capacity", "minutes", "state"),
    [(SKIP, 4, 0, ALREADY), (FILL, 4, 10, CHANGES), (OVERWRITE, 6, 10, CHANGES)],
)
def test_the_rule_for_all_counts_for_rooms_too(store, sal, rule, capacity, minutes, state):
    rows = [ROOM_HEAD, ("Sal 1", "6", "", "10", ""), ("Sal 9", "2", "", "", "")]
    before = store.digest()
    run = tried(store, ListKind.ROOMS, *rows, duplicates=rule)
    assert states(run) == [state, NEW]
    made = read_in(store, ListKind.ROOMS, *rows, rule=rule)
    assert (made.added, made.changed) == (1, int(state is CHANGES))
    there = store.row("room", sal)
    assert (there["capacity"], there["setup_min"], there["building"]) == (
        capacity, minutes, "Ström",
    )  # fmt: skip
    history.undo_last(store)
    assert store.digest() == before


def test_what_cannot_be_taken_over_is_told_in_the_dry_run(store, sal):
    run = tried(store, ListKind.ROOMS, ROOM_HEAD, ("Sal 1", "4", "", "9999", ""), duplicates=FILL)
    assert states(run) == [REFUSED]
    assert run.rows[0].field == "setup_min"


def test_two_rows_complete_one_after_the_other(store, sal):
    rows = [ROOM_HEAD, ("Sal 1", "4", "", "10", ""), ("Sal 1", "4", "", "20", "Nära entrén")]
    run = tried(store, ListKind.ROOMS, *rows, duplicates=FILL)
    assert states(run) == [CHANGES, CHANGES]
    assert sides(run.rows[1])["setup_min"] == ("10", "20", True)
    assert read_in(store, ListKind.ROOMS, *rows, rule=FILL).changed == 2
    row = store.row("room", sal)
    assert (row["setup_min"], row["note"]) == (10, "Nära entrén")


def test_an_invigilator_of_one_name_is_the_same_or_another(store):
    uid = invigilators.add_invigilator(store, name="Göran Ek", phone="070-123 45 67")
    rows = [("Namn", "E-post", "Telefon"), ("Goran Ek", "g@example.org", "")]
    run = tried(store, ListKind.INVIGILATORS, *rows)
    assert states(run) == [DOUBTFUL]
    assert run.rows[0].choices == (SKIP, FILL, OVERWRITE, Decision.NEW)
    assert sides(run.rows[0]) == {
        "email": ("", "g@example.org", True), "phone": ("070-123 45 67", "", False),
    }  # fmt: skip
    assert read_in(store, ListKind.INVIGILATORS, *rows, rule=FILL).changed == 1
    row = store.row("invigilator", uid)
    assert (row["name"], row["email"]) == ("Göran Ek", "g@example.org")
    assert "45 67" in row["phone"]
    assert len(invigilators.list_invigilators(store)) == 1


def test_a_workplace_is_completed(store):
    uid = workplaces.add_workplace(
        store, name="Norrskolan", municipality="2463", contact="Siv",
        new_employer=NewEmployer(name="Åsele kommun"),
    )  # fmt: skip
    rows = [("Arbetsgivare", "Arbetsplats", "Kommun", "Antal platser", "Kontaktperson", "E-post"),
            ("Åsele kommun", "Norrskolan", "Storuman", "3", "", "n@example.org")]  # fmt: skip
    run = tried(store, ListKind.WORKPLACES, *rows)
    assert sides(run.rows[0]) == {
        "municipality": ("Åsele", "Storuman", True), "places": ("1", "3", True),
        "contact": ("Siv", "", False), "email": ("", "n@example.org", True),
    }  # fmt: skip
    assert read_in(store, ListKind.WORKPLACES, *rows, rule=FILL).changed == 1
    row = store.row("workplace", uid)
    assert (row["municipality"], row["places"], row["email"]) == ("2463", 1, "n@example.org")
    assert read_in(store, ListKind.WORKPLACES, *rows, rule=OVERWRITE).changed == 1
    row = store.row("workplace", uid)
    assert (row["municipality"], row["places"], row["contact"]) == ("2421", 3, "Siv")


def test_an_employer_of_one_name_and_two_numbers_shows_both_masked(store):
    day = DAY.replace(year=1980)
    here, there = (generate(day, n) for n in (981, 985))
    workplaces.add_workplace(
        store, name="Verkstan", new_employer=NewEmployer(name="Ek", organisation_number=here)
    )
    head = ("Arbetsgivare", "Orgnr", "Arbetsplats")
    run = tried(store, ListKind.WORKPLACES, head, ("Ek", there, "Lager"))
    assert states(run) == [DOUBTFUL]
    told = sides(run.rows[0])["organisation_number"]
    assert told[2] is True
    assert here[-4:] not in told[0]
    assert there[-4:] not in told[1]


@pytest.mark.usefixtures("sal")
def test_a_room_with_more_bookings_than_the_list_has_seats_is_refused(store):
    exam, room = make_exam(store), store.value("SELECT uid FROM room")
    for n in range(2):
        make_booking(store, n, exam=exam, room=room)
    run = tried(store, ListKind.ROOMS, ROOM_HEAD, ("Sal 1", "1", "", "", ""), duplicates=OVERWRITE)
    assert states(run) == [REFUSED], run.rows
