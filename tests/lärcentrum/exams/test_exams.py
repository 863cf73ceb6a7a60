from dataclasses import replace
from datetime import time, timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_changes import move_booking
from lärcentrum.exams.exams import (
    Contact,
    ExamForm,
    add_exam,
    cancel_exam,
    change_exam,
    exam_page,
    list_exams,
    receive_material,
)
from lärcentrum.exams.standing import ExamHasBookings
from lärcentrum.people.errors import BadContact
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_provider, new_exam
from tests.helpers.matrix import Case, check


def test_add_and_find(store: Store) -> None:
    facts = new_exam(
        store,
        form=ExamForm.DIGITAL,
        platform="Inspera",
        aids="Miniräknare",
        anonymous=True,
        contact=Contact(name="Ines", title="Administratör", email="ines@exempel.se"),
    )
    bad = [
        ({"facts": replace(facts, course_name="")}, BadValue),
        ({"facts": replace(facts, minutes=4)}, BadValue),
        ({"facts": replace(facts, provider="x")}, NotFound),
        ({"facts": replace(facts, contact=Contact(email="inte en adress"))}, BadContact),
    ]
    uid = check(store, Case(operation=add_exam, good={"facts": facts}, bad=bad))
    assert exam_page(store, exam=uid).facts == facts
    unknown = make_exam(store, 2, ordinary_start=None)
    make_exam(store, 3, day=DAY.replace(day=15))
    assert [one.uid for one in list_exams(store, first=DAY, last=DAY)] == [unknown, uid]
    other = make_provider(store, "Annat")
    assert list_exams(store, first=DAY, last=DAY, provider=other) == []


def test_change(store: Store) -> None:
    uid = make_exam(store)
    facts = new_exam(store, 5, minutes=300, ordinary_start=time(8, 30))
    good = {"exam": uid, "facts": facts}
    bad = [
        (good | {"exam": "x"}, NotFound),
        (good | {"facts": replace(facts, language="")}, BadValue),
    ]
    check(store, Case(operation=change_exam, good=good, bad=bad))
    make_booking(store, exam=uid, starts=None, reason="x")
    change_exam(store, exam=uid, facts=replace(facts, aids="Linjal"))
    with pytest.raises(ExamHasBookings) as caught:
        change_exam(store, exam=uid, facts=replace(facts, minutes=60))
    assert caught.value.field == "minutes"


def test_the_day_follows_when_the_bookings_have_been_moved(store: Store) -> None:
    booking = make_booking(store, exam=(uid := make_exam(store)))
    tomorrow = replace(new_exam(store), day=DAY + timedelta(days=1))
    with pytest.raises(ExamHasBookings) as caught:
        change_exam(store, exam=uid, facts=tomorrow)
    assert caught.value.field == "day"
    move_booking(store, booking=booking, starts=NINE + timedelta(days=1), reason="x")
    change_exam(store, exam=uid, facts=tomorrow)
    assert exam_page(store, exam=uid).facts.day == tomorrow.day


def test_material_and_called_off(store: Store) -> None:
    uid = make_exam(store)
    unknown = [({"exam": "x"}, NotFound)]
    check(store, Case(operation=receive_material, good={"exam": uid}, bad=unknown))
    assert exam_page(store, exam=uid).material_at
    good = {"exam": uid, "why": "läraren är sjuk"}
    check(store, Case(operation=cancel_exam, good=good, bad=unknown))
    assert list_exams(store, first=DAY, last=DAY) == []
    with pytest.raises(BadValue):
        cancel_exam(store, exam=uid)
