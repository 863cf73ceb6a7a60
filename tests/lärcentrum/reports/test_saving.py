"""Lists as files: the rows and columns that were wanted, safe cells, protected people, the log."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from lärcentrum import history
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.drafts import Drafts
from lärcentrum.errors import BadValue, Cancelled
from lärcentrum.exams.fees import set_fee
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.reports.lists import LISTS, Listing, ListTerms
from lärcentrum.reports.saving import (
    ListWish,
    chosen_columns,
    file_name,
    said_left_out,
    save_list,
    wish_of,
)
from lärcentrum.rights import Right
from lärcentrum.selections import Selection, Selections
from lärcentrum.settings import change_settings
from lärcentrum.spreadsheets import as_csv
from lärcentrum.store.errors import TargetExists, TargetGone
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of
from tests.helpers.practice import make_internship, make_supervisor, make_workplace
from tests.helpers.sat import make_sat, name_centre


def read(file):
    """The rows of a CSV, headings first."""
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def full(store):
    """One or two of everything."""
    name_centre(store)
    booking = make_sat(store, 0)
    make_sat(store, 1, days=1)
    issue_certificate(store, booking=booking)
    place = make_workplace(store, 0)
    make_workplace(store, 1)
    make_supervisor(store, place)
    make_internship(store, make_student(store, 2), workplace=place)
    change_settings(store, values={"use_fees": "1"})
    set_fee(store, booking=booking, amount=50_000)
    return store


def test_the_matrix(full, tmp_path):
    good = {"listing": Listing.STUDENTS, "file": tmp_path / "åäö.xlsx"}
    unknown = ListWish(columns=("name", "shoe"))
    check(full, Case(
        operation=save_list, good=good, only_noted=True,
        bad=[
            (good | {"file": tmp_path / "åäö.pdf"}, BadValue),
            (good | {"wish": unknown}, BadValue),
            (good | {"selection": "Ingen"}, BadValue),
            (good | {"file": tmp_path / "borta" / "x.csv"}, TargetGone),
        ],
    ))  # fmt: skip


@pytest.mark.parametrize("listing", Listing)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_is_saved_with_all_its_columns(full, tmp_path, listing, kind):
    file = tmp_path / f"x.{kind}"
    rows = save_list(full, listing=listing, file=file, wish=ListWish(every_column=True)).rows
    found = read(file) if kind == "csv" else CalamineWorkbook.from_path(file).get_sheet_by_index(
        0).to_python()  # fmt: skip
    columns = LISTS[listing].columns
    assert [len(found[0]), len(found) - 1] == [len(columns), rows]
    assert rows > 0
    assert all(isinstance(cell, str) for row in found for cell in row), "codes stay text"


def test_each_column_has_a_name_of_its_own(full):
    for listing, one in LISTS.items():
        keys = [column.key for column in one.columns]
        assert len(set(keys)) == len(keys), listing


def test_days_are_iso_and_columns_stand_as_asked(full, tmp_path):
    file = tmp_path / "tentor.csv"
    wish = ListWish(columns=("name", "when", "provider"), sort="when", falling=True)
    save_list(full, listing=Listing.BOOKINGS, file=file, wish=wish)
    assert read(file) == [
        ["Student", "Datum", "Börjar", "Slutar", "Lärosäte"],
        ["Åsa Ärlig", "2026-11-20", "09:00", "13:00", "Umeå universitet 1"],
        ["Eva Linnéa Östberg", "2026-11-20", "09:00", "13:00", "Umeå universitet 0"],
    ]
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    wish = ListWish(terms=ListTerms(text="åsa", period="recent"), columns=("name",))
    assert save_list(full, listing=Listing.BOOKINGS, file=tmp_path / "b.csv", wish=wish).rows == 1


def test_a_protected_person_is_left_out_and_numbers_are_masked(full, tmp_path):
    """FH04: how many are left out is told only to those who may know."""
    secret = make_student(full, 5, email="secret@example.org", phone="070-123 45 67")
    set_protection(full, student=secret, protection=Protection.MARKED, reason="Navet")
    make_sat(full, 6, student=secret)
    texts = ""
    for listing in Listing:
        file = tmp_path / f"{listing}.csv"
        saved = save_list(full, listing=listing, file=file, wish=ListWish(every_column=True))
        has_one = listing in (Listing.STUDENTS, Listing.BOOKINGS)
        assert saved.left_out == int(has_one)
        assert said_left_out(saved) == ("1 skyddad är utelämnad." if has_one else "")
        texts += file.read_text("utf-8-sig")
    rights = full.session.rights - {Right.PROTECTED}
    full.session = replace(full.session, rights=rights)
    blind = save_list(full, listing=Listing.STUDENTS, file=tmp_path / "blind.csv")
    assert (blind.left_out, said_left_out(blind)) == (None, "")
    for canary in (
        "Skyddad uppgift",
        "Person 1",
        "Łukasz",
        "Żak",
        "secret@",
        "70-123",
        number_of(5)[-4:],
        number_of(0)[-4:],
    ):
        assert canary not in texts, canary
    assert number_of(0)[:8] in texts.replace("-", "")


def test_the_log_says_who_saved_which_list_and_how_many_but_nobodys_name(full, tmp_path):
    wish = ListWish(terms=ListTerms(text="Åsa"), columns=("name", "email"))
    save_list(full, listing=Listing.STUDENTS, file=tmp_path / "Eva.csv", wish=wish)
    (last,) = history.log(full, limit=1)
    assert last.name == "save_list"
    note = full.value("SELECT note FROM operation ORDER BY id DESC LIMIT 1")
    assert note == "students: 1 (csv: name email)"


def test_formulas_are_text(full, tmp_path):
    uid = make_student(full, 7)
    change_student(full, student=uid, programme="=1+1")
    file = tmp_path / "a.csv"
    wish = ListWish(columns=("programme",), terms=ListTerms(text="νίκου"))
    make_student(full, 8)
    save_list(full, listing=Listing.STUDENTS, file=file,
              wish=ListWish(columns=("programme",)))  # fmt: skip
    assert ["'=1+1"] in read(file)
    assert wish.columns


def test_a_file_is_replaced_only_when_that_is_said(full, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("annat")
    with pytest.raises(TargetExists):
        save_list(full, listing=Listing.STUDENTS, file=file)
    assert file.read_text() == "annat"
    save_list(full, listing=Listing.STUDENTS, file=file, replace=True)
    assert file.read_text() != "annat"


@pytest.mark.parametrize("stop", range(6))
def test_stopped_it_leaves_nothing(full, tmp_path, stop):
    before = full.value("SELECT max(id) FROM operation")
    told = []

    def progress(done, total, what=""):
        told.append((done, total))
        if len(told) > stop:
            raise Cancelled

    folder = tmp_path / "ut"
    folder.mkdir()
    try:
        save_list(full, listing=Listing.STUDENTS, file=folder / "x.xlsx", progress=progress)
    except Cancelled:
        assert list(folder.iterdir()) == []
        assert full.value("SELECT max(id) FROM operation") == before
    else:
        assert stop >= len(told) - 1


def test_a_saved_selection_is_taken_by_its_name(full, tmp_path):
    kept = Selections(Drafts(full), "students")
    look = {"order": ["municipality", "name", "number"], "away": ["number"], "sort": ["name", True]}
    kept.save(Selection("Mina", {"text": "", "ended": True, "gone": 1, "state": 4}, look))
    file = tmp_path / "x.csv"
    save_list(full, listing=Listing.STUDENTS, file=file, selection="Mina")
    rows = read(file)
    assert rows[0] == ["Hemkommun", "Kommunkod", "Namn"]
    names = [row[2] for row in rows[1:]]
    assert names == ["Eva Linnéa Östberg", "Åsa Ärlig", "Ánte Čuovga"]


def test_the_proposed_name_names_nobody(full):
    assert file_name(full, Listing.BOOKINGS) == f"tentor-{full.clock.today()}.xlsx"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    order=st.lists(st.sampled_from(["name", "number", "email", "state"]), unique=True),
    away=st.lists(st.sampled_from(["name", "number", "email", "state"]), unique=True),
    every=st.booleans(),
)
def test_columns_are_those_shown_in_their_order_each_once(order, away, every):
    wish = wish_of(Selection("", {}, {"order": order, "away": away, "sort": None}),
                   every_column=every)  # fmt: skip
    keys = [one.key for one in chosen_columns(Listing.STUDENTS, wish)]
    shown = [key for key in order if key not in away]
    assert keys[: len(shown)] == shown or not shown
    assert len(set(keys)) == len(keys)
    if every:
        assert len(keys) == len(LISTS[Listing.STUDENTS].columns)


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_a_csv_begins_no_cell_with_a_formula(rows):
    found = list(csv.reader(io.StringIO(as_csv(rows, ["a", "b"]).decode("utf-8-sig")),
                            delimiter=";"))  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in found for cell in row)
