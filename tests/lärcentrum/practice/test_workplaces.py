import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.people.errors import BadContact, TooLong
from lärcentrum.practice.errors import BadOrganisationNumber, StillUsed, WorkplaceTaken
from lärcentrum.practice.internships import note_internship
from lärcentrum.practice.words import Fact
from lärcentrum.practice.workplaces import (
    NewEmployer,
    add_workplace,
    change_workplace,
    end_workplace,
    list_workplaces,
    read_workplace,
    resume_workplace,
)
from lärcentrum.store.errors import RuleBroken, Taken
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.practice import (
    make_employer,
    make_internship,
    make_workplace,
    number_of_employer,
)


def test_add_workplace(store: Store) -> None:
    employer = make_employer(store)
    make_workplace(store, employer=employer, name="Ort")
    good = {
        "employer": employer,
        "name": "Åsele sjukstuga",
        "address": "Lillgatan 2",
        "municipality": "2463",
        "places": 3,
        "contact": "Máret Ŋarga",
        "email": "maret@exempel.se",
        "phone": "0941-140 00",
    }
    bad = [
        (good | {"employer": "gone"}, NotFound),
        (good | {"name": ""}, BadValue),
        (good | {"name": "Ort"}, WorkplaceTaken),
        (good | {"places": -1}, BadValue),
        (good | {"places": 1001}, BadValue),
        (good | {"email": "maret"}, BadContact),
        (good | {"phone": "1"}, BadContact),
        (good | {"municipality": "Åsele"}, BadContact),
        (good | {"address": "Å" * 401}, TooLong),
    ]
    place = check(store, Case(operation=add_workplace, good=good, bad=bad))
    read = check(store, Case(operation=read_workplace, good={"workplace": place}))
    assert {name: getattr(read, name) for name in good} == good
    assert read.title == "Åsele sjukstuga, Region Västerbotten"


def test_change_workplace(store: Store) -> None:
    employer = make_employer(store)
    place = make_workplace(store, employer=employer, name="A")
    make_workplace(store, employer=employer, name="B")
    bad = [
        ({"workplace": place}, BadValue),
        ({"workplace": place, "name": "B"}, WorkplaceTaken),
        ({"workplace": "gone", "places": 2}, NotFound),
    ]
    good = {"workplace": place, "name": "A", "places": 2, "phone": ""}
    check(store, Case(operation=change_workplace, good=good, bad=bad))


def test_list_workplaces(store: Store) -> None:
    place = make_workplace(store, 1, name="Hemtjänsten")
    other = make_workplace(store, 0, name="Avdelning 5")
    listed = check(store, Case(operation=list_workplaces, good={}))
    assert [w.uid for w in listed] == [other, place]
    assert [w.uid for w in list_workplaces(store, text="asele HEM")] == [place]
    assert [w.uid for w in list_workplaces(store, employer=listed[0].employer)] == [other]


def test_end_and_resume_workplace(store: Store) -> None:
    place, busy = make_workplace(store), make_workplace(store, 1)
    internship = make_internship(store, make_student(store), workplace=busy)
    assert read_workplace(store, workplace=busy).open_internships == 1
    bad = [({"workplace": busy}, StillUsed), ({"workplace": "gone"}, NotFound)]
    check(store, Case(operation=end_workplace, good={"workplace": place}, bad=bad))
    check(store, Case(operation=resume_workplace, good={"workplace": place}))
    note_internship(store, internship=internship, fact=Fact.BROKEN_OFF)
    end_workplace(store, workplace=busy)
    assert [w.uid for w in list_workplaces(store)] == [place]


@pytest.mark.parametrize("values", [{"places": -1}, {"municipality": "246"}, {"name": ""}])
def test_the_database_refuses_wrong_rows_on_any_path(
    store: Store, values: dict[str, object]
) -> None:
    employer = store.id_of("employer", make_employer(store))
    row = {"employer_id": employer, "name": "X"} | values
    with pytest.raises(RuleBroken), store.operating("test", "test", True), store.write():
        store.insert("workplace", **row)
    with store.operating("test", "test", True), store.write():
        store.insert("workplace", employer_id=employer, name="Y")
        with pytest.raises(Taken):
            store.insert("workplace", employer_id=employer, name="Y")


def test_a_new_employer_comes_along(store: Store) -> None:
    new = NewEmployer(name="Umlax", organisation_number=number_of_employer(5))
    wrong = NewEmployer(name="Umlax", organisation_number="556036-0794")
    good = {"new_employer": new}
    bad = [({"new_employer": wrong}, BadOrganisationNumber), ({"name": "Ort"}, NotFound)]
    place = check(store, Case(operation=add_workplace, good=good, bad=bad))
    assert read_workplace(store, workplace=place).title == "Umlax"
