"""Reading in: one operation, all or nothing, one undo, a back-up first (T13, FE20)."""

import threading

import pytest

from lärcentrum import backups, history
from lärcentrum.errors import BadValue, Cancelled, NotFound
from lärcentrum.imports.errors import BadHeadings, NoRows, NothingNew, RowsLeft
from lärcentrum.imports.fields import FIELDS, ListKind, guess, needed
from lärcentrum.imports.importing import import_list, look_at_list, try_import
from lärcentrum.imports.mappings import keep_mapping, list_mappings, remove_mapping
from lärcentrum.imports.rows import Decision, RowDecision, RowState
from lärcentrum.imports.tables import read_table
from lärcentrum.imports.templates import import_template
from lärcentrum.people.errors import TooLong
from lärcentrum.people.students import add_student, search_students, student_ids
from lärcentrum.store import audit
from lärcentrum.store.errors import DiskFull
from tests.helpers import registers
from tests.helpers.exams import make_provider, make_room
from tests.helpers.lists import HEADINGS, csv_of, students_csv
from tests.helpers.matrix import Case, check
from tests.helpers.people import NAMES, make_student, number_of

STUDENTS = ListKind.STUDENTS


@pytest.fixture
def opened_twin(template, tmp_path):
    """A second empty register."""
    register = registers.copy_of(template[0], tmp_path / "tvåan åäö", template[1])
    yield register.store
    register.close()


def with_faults():
    bad = ("Bo", "Ek", "19900101-0000", "", "")
    twice = ("Eva", "Ek", number_of(1), "", "")
    return csv_of([HEADINGS, ("Eva", "Ek", number_of(1), "", ""), bad, twice])


def test_in_the_matrix(store):
    good = {"kind": STUDENTS, "data": students_csv(5)}
    bad = [
        ({"kind": STUDENTS, "data": b""}, NoRows),
        (good | {"mapping": {"name": "Finns inte"}}, BadHeadings),
        ({"kind": STUDENTS, "data": with_faults()}, RowsLeft),
    ]
    check(store, Case(operation=look_at_list, good=good, bad=bad[:1]))
    check(store, Case(operation=try_import, good=good, bad=bad[:2]))
    check(store, Case(operation=import_list, good=good, bad=bad))
    check(store, Case(operation=import_template, good={"kind": STUDENTS}))


def test_a_whole_import_is_taken_back_by_one_undo(store):
    before = store.digest()
    made = import_list(store, kind=STUDENTS, data=with_faults(), skip_refused=True)
    assert (made.added, made.already, made.left_out) == (1, 0, 2)
    assert [one.name for one in history.log(store, limit=1)] == ["import_list"]
    history.undo_last(store)
    assert store.digest() == before
    history.redo_last(store)
    assert len(student_ids(store)) == 1


def test_read_in_twice_adds_nobody(store):
    data = students_csv(30)
    assert import_list(store, kind=STUDENTS, data=data).added == 30
    again = try_import(store, kind=STUDENTS, data=data)
    assert again.counts[RowState.ALREADY] == 30
    before = store.digest()
    with pytest.raises(NothingNew):
        import_list(store, kind=STUDENTS, data=data)
    assert store.digest() == before


def test_what_is_decided_counts(store):
    rows = [("Namn",), ("Eva Ek",), ("Eva Ek",)]
    with pytest.raises(RowsLeft) as caught:
        import_list(store, kind=STUDENTS, data=csv_of(rows))
    assert (caught.value.refused, caught.value.doubtful) == (0, 1)
    decided = (RowDecision(row=3, decision=Decision.NEW),)
    assert import_list(store, kind=STUDENTS, data=csv_of(rows), decisions=decided).added == 2


def test_a_verified_back_up_stands_before_it(store, monkeypatch):
    import_list(store, kind=STUDENTS, data=students_csv(2))
    assert [one.why for one in backups.list_backups(store)] == ["import"]
    before = store.digest()

    def full(*_args):
        raise DiskFull

    monkeypatch.setattr("lärcentrum.imports.importing.back_up_before", full)
    with pytest.raises(DiskFull):
        import_list(store, kind=STUDENTS, data=students_csv(9))
    assert store.digest() == before


def test_stopped_half_way_leaves_nothing(store):
    def stop(done, total, what=""):
        if done == 15:
            raise Cancelled

    before = store.digest()
    for act in (try_import, import_list):
        with pytest.raises(Cancelled):
            act(store, kind=STUDENTS, data=students_csv(30), progress=stop)
        assert store.digest() == before
    assert import_list(store, kind=STUDENTS, data=students_csv(30)).added == 30


def test_two_thousand_students(store):
    data = students_csv(2000)
    before, told = store.digest(), []
    run = try_import(store, kind=STUDENTS, data=data, progress=lambda *at: told.append(at[0]))
    assert (run.counts[RowState.NEW], told[-1]) == (2000, 2000)
    assert store.digest() == before
    assert import_list(store, kind=STUDENTS, data=data).added == 2000
    history.undo_last(store)
    assert store.digest() == before


def test_a_choice_of_columns_is_remembered(store):
    good = {"kind": STUDENTS, "name": "Skolans lista", "mapping": {"name": "Elev"}}
    bad = [
        (good | {"name": " "}, BadValue),
        (good | {"name": "x" * 61}, TooLong),
        (good | {"mapping": {"shoe": "Sko"}}, BadValue),
    ]
    check(store, Case(operation=keep_mapping, good=good, bad=bad))
    keep_mapping(store, **good | {"mapping": {"name": "Eleven"}})
    assert list_mappings(store, kind=STUDENTS) == {"Skolans lista": {"name": "Eleven"}}
    assert list_mappings(store, kind=ListKind.ROOMS) == {}
    gone = {"kind": STUDENTS, "name": "Skolans lista"}
    check(store, Case(operation=remove_mapping, good=gone, bad=[(gone | {"name": "x"}, NotFound)]))


@pytest.mark.parametrize("kind", ListKind)
def test_a_template_is_read_by_its_own_headings(store, kind):
    data = import_template(store, kind=kind)
    with pytest.raises(NoRows):
        read_table(data)
    headings = tuple(one.title for one in FIELDS[kind])
    found = guess(kind, headings)
    assert set(found) == {one.key for one in FIELDS[kind]}
    assert all(found[one.key] == one.title for one in FIELDS[kind])
    assert all(set(group) & set(found) for group in needed(kind))


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (
            "First name;Last name;Personal number;Email",
            "given_name family_name identity_number email",
        ),
        ("Elevens namn;Namn;PNR;Mobilnr;MOBIL", "name identity_number phone"),
        ("e-postadress;Student;Födelsedatum", "name birth_date email"),
        (
            "Förnamn*; EFTERNAMN ;Pers.nr;e-mail (privat);Mob.;Skonummer",
            "given_name family_name identity_number email phone",
        ),
        ("E-post (privat);E-post;Namn", "name email"),
    ],
)
def test_headings_are_guessed(headings, mapping):
    assert sorted(guess(STUDENTS, tuple(headings.split(";")))) == sorted(mapping.split())


def test_what_stands_in_parentheses_counts_last():
    assert guess(STUDENTS, ("E-post (privat)", "E-post"))["email"] == "E-post"


@pytest.mark.parametrize("heading", ["Kl", "Kl.", "Klockan"])
def test_the_hour_of_a_booking_is_not_left_out(heading):
    assert guess(ListKind.BOOKINGS, ("Student", heading))["start"] == heading


def test_the_register_is_free_while_a_list_is_judged(store):
    """FC18: the window reads while rows are compared; only the writing holds the register."""
    held, seen = [], []

    def ask():
        if store._lock.acquire(timeout=0.05):
            store._lock.release()
        else:
            held.append(seen[-1])

    def at(done, total, what=""):
        seen.append(what)
        asking = threading.Thread(target=ask)
        asking.start()
        asking.join()

    try_import(store, kind=STUDENTS, data=students_csv(40), progress=at)
    assert (len(seen), held) == (41, [])
    import_list(store, kind=STUDENTS, data=students_csv(40), progress=at)
    assert set(held) == {"sparas"}


LISTS = {
    ListKind.ROOMS: [("Sal", "Platser"), ("Sal 1", "4"), ("Sal 2", "6")],
    ListKind.INVIGILATORS: [("Namn",), ("Siv Öst",), ("Bo Ek",)],
    ListKind.WORKPLACES: [("Företag", "Arbetsplats"), ("Bygg AB", "Lager"), ("Bygg AB", "Kök")],
    ListKind.BOOKINGS: [
        ("Namn", "Lärosäte", "Kurs", "Datum", "Tid", "Längd"),
        *(("Eva Ek", "UmU", f"Kurs {n}", f"2026-12-1{n}", "9.00", "240") for n in (4, 5)),
    ],
}


@pytest.mark.parametrize("kind", LISTS)
def test_the_register_is_free_while_any_list_is_tried(store, kind):
    """The window can be used: other kinds are tried on a copy in memory."""
    make_provider(store, "Umeå universitet", short="UmU")
    make_room(store, "Stora", capacity=9)
    make_student(store, 1, given_name="Eva", family_name="Ek")
    free, before = [], store.digest()

    def ask():
        free.append(store._lock.acquire(timeout=0.5))
        if free[-1]:
            store._lock.release()

    def at(done, total, what=""):
        asking = threading.Thread(target=ask)
        asking.start()
        asking.join()

    run = try_import(store, kind=kind, data=csv_of(LISTS[kind]), progress=at)
    assert [one.state for one in run.rows] == [RowState.NEW] * 2, run.rows
    assert (free, store.digest()) == ([True] * 3, before)
    assert store.value("SELECT max(id) FROM operation WHERE name = 'try_import'") is None


def test_who_came_while_the_list_was_judged_is_seen(store):
    def at(done, total, what=""):
        if (done, what) == (total, "rader") and not student_ids(store):
            make_student(store, 3)

    made = import_list(store, kind=STUDENTS, data=students_csv(9), progress=at)
    assert (made.added, made.already) == (8, 1)


def test_many_at_once_are_as_one_by_one(store, opened_twin):
    """The same rows, log and search words as when each is typed in by hand."""
    import_list(store, kind=STUDENTS, data=students_csv(30))
    for n in range(30):
        given, family = NAMES[n % len(NAMES)]
        add_student(
            opened_twin, given_name=given, family_name=f"{family} {n}",
            identity_number=number_of(n), email=f"n{n}@example.org", municipality="2421",
            known_different=True,
        )  # fmt: skip
    asked = (
        "SELECT given_name, family_name, birth_date, email, municipality, provider_id, note,"
        " registered_on, kind, number, issuer FROM student"
        " JOIN identity_number ON student_id = student.id ORDER BY number",
        "SELECT sort_key, words, pieces FROM student_search ORDER BY rank",
        "SELECT tbl, count(*) AS n FROM journal WHERE hash IS NOT NULL GROUP BY tbl",
    )
    for sql in asked:
        assert store.query(sql) == opened_twin.query(sql)
    assert audit.verify(store.conn) == []
    found = [one.name for one in search_students(store, text="ostberg")]
    assert found == ["Eva Linnéa Östberg 0", "Eva Linnéa Östberg 10", "Eva Linnéa Östberg 20"]
