"""Days unlike the others: they open what is closed, close what is open, and tell whom they hit."""

from datetime import date, time

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.errors import AgainstRules
from lärcentrum.exams.opening_days import (
    DayHasBookings,
    bookings_outside,
    list_opening_days,
    remove_opening_day,
    set_opening_day,
)
from lärcentrum.exams.working_days import add_working_days
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, make_booking, make_exam
from tests.helpers.matrix import Case, check

SUNDAY = date(2026, 12, 13)
TEN, TWO = time(10), time(14)


def test_close_a_day(store: Store) -> None:
    good = {"day": DAY, "reason": "Planeringsdag"}
    bad = [
        (good | {"reason": ""}, BadValue),
        (good | {"opens": TEN}, BadValue),
        (good | {"opens": TWO, "closes": TEN}, BadValue),
    ]
    check(store, Case(operation=set_opening_day, good=good, bad=bad))
    with pytest.raises(AgainstRules) as caught:
        make_booking(store)
    assert "planeringsdag" in str(caught.value).lower()
    assert "godkännande" not in str(caught.value)
    friday, tuesday = date(2026, 12, 11), date(2026, 12, 15)
    assert add_working_days(friday, 1, centre_rules(store).free) == tuesday


def test_an_open_sunday(store: Store) -> None:
    exam = make_exam(store, day=SUNDAY, ordinary_start=TEN)
    with pytest.raises(AgainstRules) as caught:
        make_booking(store, exam=exam)  # with the provider's approval
    assert caught.value.rules == ("closed",)
    assert caught.value.parts()[2].startswith("Välj en annan dag, eller öppna dagen")
    uid = set_opening_day(store, day=SUNDAY, reason="Tentasöndag", opens=TEN, closes=TWO)
    booking = make_booking(store, 1, exam=exam)
    with pytest.raises(DayHasBookings) as taken:
        remove_opening_day(store, opening_day=uid)
    assert taken.value.bookings == (booking,)
    assert all(taken.value.parts())
    good = {"opening_day": uid, "despite": True}
    bad = [({"opening_day": "x"}, NotFound), ({"opening_day": uid}, DayHasBookings)]
    check(store, Case(operation=remove_opening_day, good=good, bad=bad))
    assert list_opening_days(store) == []


def test_the_bookings_that_a_day_hits_are_told_before(store: Store) -> None:
    booking = make_booking(store)  # 09:00–13:00
    for opens, closes, hit in ((None, None, True), (TEN, TWO, True), (time(9), time(13), False)):
        found = bookings_outside(store, day=DAY, opens=opens, closes=closes)
        assert [one.uid for one in found] == [booking] * hit
    good = {"day": DAY, "reason": "Stängt", "despite": True}
    bad = [(good | {"despite": False}, DayHasBookings)]
    uid = check(store, Case(operation=set_opening_day, good=good, bad=bad))
    assert (
        set_opening_day(store, day=DAY, reason="Öppet", opens=TEN, closes=TWO, despite=True) == uid
    )
    check(store, Case(operation=list_opening_days, good={"first": DAY}))
    assert [one.reason for one in list_opening_days(store)] == ["Öppet"]
    check(store, Case(operation=bookings_outside, good={"day": DAY}))


@pytest.mark.parametrize(
    "values", [{"opens": "18:00", "closes": "08:00"}, {"opens": "17:00"}, {"closes": "25:00"},
               {"opens": "åtta"}, {"opens": "8:00"}],
)  # fmt: skip
def test_the_usual_hours_open_before_they_close(store: Store, values: dict[str, str]) -> None:
    before = store.digest()
    with pytest.raises(BadValue) as caught:
        change_settings(store, values=values)
    assert caught.value.field in ("opens", "closes")
    assert store.digest() == before
