from datetime import date, timedelta

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.people.errors import BadContact, TooLong
from lärcentrum.practice.supervisors import (
    add_supervisor,
    change_supervisor,
    end_supervisor,
    list_supervisors,
    resume_supervisor,
)
from lärcentrum.store.errors import RuleBroken
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.practice import make_supervisor, make_workplace
from tests.helpers.registers import NOW


def test_add_supervisor(store: Store) -> None:
    place = make_workplace(store)
    good = {"workplace": place, "name": "Łukasz Żak", "title": "Montör", "trained": True}
    good |= {"email": "l@exempel.se", "phone": "070-100 00 00"}
    bad = [
        (good | {"workplace": "gone"}, NotFound),
        (good | {"name": " "}, BadValue),
        (good | {"title": "Å" * 201}, TooLong),
        (good | {"email": "l"}, BadContact),
    ]
    check(store, Case(operation=add_supervisor, good=good, bad=bad))
    listed = check(store, Case(operation=list_supervisors, good={"workplace": place}))
    assert [(s.name, s.trained, s.stale) for s in listed] == [("Łukasz Żak", True, False)]
    assert listed[0].checked_on == date(2026, 11, 23)


def test_change_supervisor(store: Store) -> None:
    uid = make_supervisor(store, make_workplace(store))
    good = {"supervisor": uid, "name": "Sára Ŋarga", "phone": "", "trained": False}
    bad = [
        ({"supervisor": "gone", "name": "X"}, NotFound),
        ({"supervisor": uid, "name": ""}, BadValue),
        ({"supervisor": uid, "phone": "x"}, BadContact),
    ]
    check(store, Case(operation=change_supervisor, good=good, bad=bad))


def test_details_grow_stale_and_can_be_confirmed(store: Store) -> None:
    uid = make_supervisor(store, make_workplace(store))
    store.clock = FixedClock(NOW + timedelta(days=366))
    assert list_supervisors(store)[0].stale
    change_supervisor(store, supervisor=uid)
    assert not list_supervisors(store)[0].stale


def test_end_and_resume_supervisor(store: Store) -> None:
    uid = make_supervisor(store, make_workplace(store))
    bad = [({"supervisor": "gone"}, NotFound)]
    check(store, Case(operation=end_supervisor, good={"supervisor": uid}, bad=bad))
    assert list_supervisors(store) == []
    assert list_supervisors(store, left=True)[0].left_on == date(2026, 11, 23)
    check(store, Case(operation=resume_supervisor, good={"supervisor": uid}, bad=bad))
    assert len(list_supervisors(store, text="cuorg sara")) == 1


@pytest.mark.parametrize("values", [{"trained": 2}, {"checked_on": "nyss"}, {"name": ""}])
def test_the_database_refuses_wrong_rows_on_any_path(
    store: Store, values: dict[str, object]
) -> None:
    place = store.id_of("workplace", make_workplace(store))
    row = {"workplace_id": place, "name": "X", "checked_on": "2026-11-23"} | values
    with pytest.raises(RuleBroken), store.operating("test", "test", True), store.write():
        store.insert("supervisor", **row)
