"""A list of coming bookings: persons, exams and rooms found by what they say; the rules bind."""

from dataclasses import replace

import pytest

from lärcentrum import history
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list, try_import
from lärcentrum.imports.rows import RowState
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.rights import Right
from tests.helpers.exams import DAY, make_provider, make_room
from tests.helpers.lists import csv_of, states, tried
from tests.helpers.people import make_student, number_of

NEW, ALREADY, DOUBTFUL, REFUSED, SKIPPED, CHANGES = RowState
BOOKINGS = ListKind.BOOKINGS
HEAD = ("Personnummer", "Namn", "Lärosäte", "Kurs", "Kurskod", "Datum", "Tid", "Längd", "Sal")


@pytest.fixture
def people(store):
    make_provider(store, "Umeå universitet", short="UmU")
    make_room(store, "Sal Å", capacity=2)
    return [make_student(store, n, given_name=name, family_name="Ek", provider="")
            for n, name in enumerate(("Eva", "Bo", "Siv"))]  # fmt: skip


def row(n=0, name="", course="Statistik A", **changes):
    made = {"provider": "umu", "code": "ST1", "day": "14 december 2026", "start": "9.00",
            "length": "4 h", "room": "Sal Å"} | changes  # fmt: skip
    number = "" if name else number_of(n)
    return (number, name, made["provider"], course, made["code"], made["day"], made["start"],
            made["length"], made["room"])  # fmt: skip


@pytest.mark.usefixtures("people")
def test_one_exam_is_made_for_all_who_sit_it(store):
    before = store.digest()
    data = csv_of([HEAD, row(0), row(name="Bo Ek")])
    assert states(try_import(store, kind=BOOKINGS, data=data)) == [NEW, NEW]
    assert import_list(store, kind=BOOKINGS, data=data).added == 2
    booked = list_bookings(store, first=DAY, last=DAY)
    assert {one.name for one in booked} == {"Eva Ek", "Bo Ek"}
    assert len({one.exam for one in booked}) == 1
    assert f"{booked[0].starts:%H:%M}" == "09:00"
    assert states(try_import(store, kind=BOOKINGS, data=data)) == [ALREADY, ALREADY]
    history.undo_last(store)
    assert store.digest() == before


@pytest.mark.usefixtures("people")
def test_the_rules_of_booking_bind_row_by_row(store):
    rows = [row(0), row(0, course="Algebra", code="AL1"), row(1), row(2), row(1)]
    run = tried(store, BOOKINGS, HEAD, *rows)
    assert states(run) == [NEW, REFUSED, NEW, REFUSED, DOUBTFUL]
    assert "full" in run.rows[3].reason.lower() or "plats" in run.rows[3].reason.lower()
    assert run.rows[4].other_row == 4


@pytest.mark.usefixtures("people")
def test_what_is_unknown_is_refused_with_the_near_ones(store):
    make_student(store, 7, given_name="Eva", family_name="Ek", identity_number=number_of(7))
    rows = [row(9), row(name="Eva Ek"), row(name="Ingen Alls"), row(0, provider="UmeU"),
            row(0, room="Sal A 1"), row(0, day="2026-11-01"), row(0, day="03/04/2027"),
            row(0, length="4"), row(0, course=""), row(0, day="")]  # fmt: skip
    run = tried(store, BOOKINGS, HEAD, *rows)
    assert states(run) == [REFUSED] * 10
    fields = ["identity_number", "name", "name", "provider", "room", "day", "day", "minutes",
              "course_name", "day"]  # fmt: skip
    assert [one.field for one in run.rows] == fields
    assert "Umeå universitet (UmU)" in run.rows[3].reason
    assert "Sal Å" in run.rows[4].reason
    assert number_of(9)[-4:] not in run.rows[0].reason


def test_a_protected_identity_is_as_one_who_is_not_here(store, people):
    set_protection(store, student=people[0], protection=Protection.MARKED, reason="Navet")
    assert states(tried(store, BOOKINGS, HEAD, row(0))) == [NEW]
    store.session = replace(store.session, rights=store.session.rights - {Right.PROTECTED})
    run = tried(store, BOOKINGS, HEAD, row(0), row(9), row(name="Eva Ek"))
    assert states(run) == [REFUSED] * 3
    assert run.rows[0].reason == run.rows[1].reason


@pytest.mark.usefixtures("people")
def test_nothing_is_left_of_a_row_that_was_refused(store):
    rows = [HEAD, row(0), row(0, course="Algebra", code="AL1")]
    assert import_list(store, kind=BOOKINGS, data=csv_of(rows), skip_refused=True).left_out == 1
    assert store.value("SELECT count(*) FROM exam") == 1
