from dataclasses import replace
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.people.errors import ReasonNeeded, SecondPersonNeeded
from lärcentrum.people.masking import Protection, alias, listed_name, mask, paper_name, shown_name
from lärcentrum.people.protection import clear_protection, set_protection, show_protected
from lärcentrum.people.students import change_student, read_student, search_students
from lärcentrum.people.users import Role, add_user
from lärcentrum.rights import Right
from lärcentrum.store import audit
from lärcentrum.store.errors import NotUndoable
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of

CANARIES = ("Kanariegatan", "0709-112233", "kanariefågel", "Östberg", "kanarie@exempel.se")


@pytest.fixture
def student(store: Store) -> str:
    """A student with an address, changed once so that the log remembers two."""
    made = make_student(
        store, address="Kanariegatan 1", phone="0709-112233", municipality="2421",
        email="kanarie@exempel.se", note="kanariefågel", programme="kanarieprogrammet",
    )  # fmt: skip
    change_student(store, student=made, address="Kanariegatan 2")
    return made


def protect(store: Store, student: str) -> None:
    reason = "Beslut dnr 12/2026"
    set_protection(store, student=student, protection=Protection.MARKED, reason=reason)


def journal_text(store: Store) -> str:
    rows = store.query("SELECT old, new FROM journal")
    return "\n".join(f"{row['old']} {row['new']}" for row in rows)


def test_set_protection(store: Store, student: str) -> None:
    good = {
        "student": student, "protection": Protection.PROTECTED, "reason": "Beslut dnr 12/2026",
        "until": date(2027, 1, 1),
    }  # fmt: skip
    bad = [
        (good | {"reason": " \u200b "}, ReasonNeeded),
        (good | {"reason": "ja"}, ReasonNeeded),
        (good | {"protection": Protection.NONE}, BadValue),
        (good | {"until": date(2026, 11, 22)}, BadValue),
        (good | {"student": "gone"}, NotFound),
    ]
    check(store, Case(operation=set_protection, good=good, bad=bad))
    page = read_student(store, student=student)
    assert (page.protection, page.protection_until, page.alias) == (
        Protection.PROTECTED,
        date(2027, 1, 1),
        1,
    )
    set_protection(store, **good | {"protection": Protection.MARKED})
    assert read_student(store, student=student).alias == 1
    protect(store, other := make_student(store, 1))
    assert read_student(store, student=other).alias == 2
    assert "Beslut dnr 12/2026" in (history.log(store)[0].note or "")


def test_address_phone_and_municipality_are_emptied_in_the_log_too(
    store: Store, student: str
) -> None:
    with store.operating("test", "test", True), store.write() as conn:
        store.note("draft")
        conn.execute("INSERT INTO draft VALUES ('f', 'u', 0, ?)", (f"{student} Kanariegatan 3",))
    assert "Kanariegatan 1" in journal_text(store)
    protect(store, student)
    row = store.row("student", student)
    assert (row["address"], row["phone"], row["municipality"]) == ("", "", "9999")
    text = journal_text(store)
    assert not [canary for canary in CANARIES if canary in text]
    assert store.query("SELECT * FROM draft") == []
    with store.reading() as conn:
        assert audit.verify(conn) == []


def test_the_search_index_keeps_no_trace(store: Store, student: str) -> None:
    protect(store, student)
    words = ("kanarie", "ostberg", "0709112233", number_of(0), number_of(0)[2:])
    with store.reading() as conn:
        for table in ("student_words", "student_pieces"):
            content = "SELECT rowid FROM student_words WHERE student_words MATCH ?"
            assert [conn.execute(content, (f'"{word}"*',)).fetchall() for word in words] == [[]] * 5
            blocks = conn.execute(f"SELECT block FROM {table}_data").fetchall()
            raw = b"".join(bytes(block) for (block,) in blocks)
            assert not [word for word in words if word.encode() in raw], table
        kept = conn.execute("SELECT words, pieces, sort_key FROM student_search").fetchall()
    assert [words for words, pieces, key in kept if pieces or "stberg" in key] == []


def test_earlier_operations_on_the_student_cannot_be_undone(store: Store, student: str) -> None:
    earlier = history.log(store)[0].id
    protect(store, student)
    before = store.digest()
    with pytest.raises(NotUndoable):
        history.undo(store, operation=earlier)
    assert store.digest() == before


def test_everything_is_masked(store: Store, student: str) -> None:
    protect(store, student)
    page = read_student(store, student=student)
    assert page.name == "Skyddad uppgift · Person 1"
    assert page.numbers == ()
    shown = f"{page} {search_students(store, text='person 1')}"
    assert not [canary for canary in CANARIES if canary in shown]
    assert "kanarie" not in shown.lower()
    assert number_of(0)[:8] not in shown
    assert "1980" not in shown


def test_show_protected(store: Store, student: str) -> None:
    protect(store, student)
    before, heard = store.digest(), len(history.log(store))
    with pytest.raises(ReasonNeeded):
        show_protected(store, student=student, reason="")
    with pytest.raises(NotFound):
        show_protected(store, student="gone", reason="kontroll av legitimation")
    assert len(history.log(store)) == heard
    page = show_protected(store, student=student, reason="kontroll av legitimation")
    assert page.name == "Eva Linnéa Östberg"
    assert page.numbers[0].number.replace("-", "") == number_of(0)
    assert (page.address, page.phone, page.municipality) == ("", "", "9999")
    assert store.digest() == before
    logged = history.log(store)[0]
    assert (logged.name, logged.user) == ("show_protected", store.session.user)
    assert logged.note == f"{student}: kontroll av legitimation"
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    with pytest.raises(NotAllowed):
        show_protected(store, student=student, reason="kontroll av legitimation")
    assert len(history_notes(store)) == heard + 1


def history_notes(store: Store) -> list[str]:
    return [row["name"] for row in store.query("SELECT name FROM operation")]


def test_protection_is_taken_away_by_two(store: Store, student: str) -> None:
    protect(store, student)
    add_user(store, login="Berit", name="Berit Å", password="hemligt-1", role=Role.HEAD)
    add_user(store, login="staff", name="Sven Ö", password="hemligt-2")
    add_user(store, login="me", name="Jag", password="hemligt-3", role=Role.HEAD)
    me = store.value("SELECT uid FROM user WHERE login = 'me'")
    store.session = replace(store.session, user=me)
    good = {
        "student": student, "reason": "Skyddet upphörde", "second_login": " berit",
        "second_password": "hemligt-1",
    }  # fmt: skip
    free = make_student(store, 1)
    bad = [
        (good | {"reason": ""}, ReasonNeeded),
        (good | {"student": free}, BadValue),
        (good | {"second_password": "hemligt-2"}, SecondPersonNeeded),
        (good | {"second_login": "staff", "second_password": "hemligt-2"}, SecondPersonNeeded),
        (good | {"second_login": "me", "second_password": "hemligt-3"}, SecondPersonNeeded),
        (good | {"second_login": "nobody"}, SecondPersonNeeded),
        (good | {"second_login": "", "second_password": ""}, SecondPersonNeeded),
        (good | {"recovery_code": "0000-0000"}, SecondPersonNeeded),
    ]
    check(store, Case(operation=clear_protection, good=good, bad=bad))
    page = read_student(store, student=student)
    assert (page.name, page.protection) == ("Eva Linnéa Östberg", Protection.NONE)
    assert (page.address, page.alias) == ("", 1)
    assert [row.uid for row in search_students(store, text="ostb")] == [student]


def test_the_recovery_code_is_the_second_person_of_a_centre_with_one_user(
    store: Store, template: tuple[object, bytes, str], student: str
) -> None:
    protect(store, student)
    clear_protection(store, student=student, reason="upphörde", recovery_code=template[2].lower())
    assert read_student(store, student=student).protection is Protection.NONE
    assert "recovery" in (history.log(store)[0].note or "")


def test_names_as_they_may_be_shown() -> None:
    open_row = {"given_name": "Eva", "family_name": "Ek", "protection": "none", "alias_number": 3}
    hidden = open_row | {"protection": "marked", "email": "a@b.se", "unknown": 1}
    assert (shown_name(open_row), listed_name(open_row)) == ("Eva Ek", "Ek, Eva")
    assert paper_name(open_row) == "Eva Ek"
    assert shown_name(hidden) == listed_name(hidden) == "Skyddad uppgift · Person 3"
    assert paper_name(hidden) == alias(3) == "Person 3"
    assert listed_name(open_row | {"family_name": ""}) == "Eva"
    assert mask(open_row) is open_row
    assert mask(hidden) == {
        "given_name": "", "family_name": "", "protection": "marked", "alias_number": 3,
        "email": "", "unknown": None,
    }  # fmt: skip
