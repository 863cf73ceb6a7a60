from datetime import date

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.people.errors import TooLong
from lärcentrum.people.identity_numbers import generate
from lärcentrum.practice.employers import (
    add_employer,
    change_employer,
    end_employer,
    list_employers,
    read_employer,
    resume_employer,
    show_organisation_number,
)
from lärcentrum.practice.errors import BadOrganisationNumber, EmployerTaken, StillUsed
from lärcentrum.practice.words import Sector
from lärcentrum.practice.workplaces import list_workplaces
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

GOOD = {
    "name": " Region  Västerbotten ",
    "organisation_number": number_of_employer(9),
    "sector": Sector.REGION,
    "sni": "86.211",
}


def test_add_employer(store: Store) -> None:
    make_employer(store, 3)
    bad = [
        (GOOD | {"name": " \u200b"}, BadValue),
        (GOOD | {"name": "Å" * 201}, TooLong),
        (GOOD | {"organisation_number": "556036-0794"}, BadOrganisationNumber),
        (GOOD | {"organisation_number": number_of_employer(3)}, EmployerTaken),
        (GOOD | {"sni": "8"}, BadValue),
        (GOOD | {"sni": "862110"}, BadValue),
    ]
    employer = check(store, Case(operation=add_employer, good=GOOD, bad=bad))
    read = check(store, Case(operation=read_employer, good={"employer": employer}))
    assert (read.name, read.sector, read.sni) == ("Region Västerbotten", Sector.REGION, "86211")
    assert read.number == f"{number_of_employer(9)[:6]}-{number_of_employer(9)[6:]}"


def test_change_employer(store: Store) -> None:
    taken, employer = number_of_employer(make_count := 4), make_employer(store, 1)
    make_employer(store, make_count)
    bad = [
        ({"employer": employer}, BadValue),
        ({"employer": "gone", "name": "X"}, NotFound),
        ({"employer": employer, "name": ""}, BadValue),
        ({"employer": employer, "organisation_number": taken}, EmployerTaken),
    ]
    good = {"employer": employer, "name": "Åsele kommun", "sector": Sector.MUNICIPALITY, "sni": ""}
    good |= {"organisation_number": number_of_employer(7)}
    check(store, Case(operation=change_employer, good=good, bad=bad))
    change_employer(store, employer=employer, organisation_number="")
    assert read_employer(store, employer=employer).number == ""


def test_a_sole_traders_number_is_hidden_and_not_searched(store: Store) -> None:
    number = generate(date(1971, 3, 9), 985)
    trader = add_employer(store, name="Čuorgu Bygg", organisation_number=number)
    company = make_employer(store, 0)
    read = read_employer(store, employer=trader)
    assert read.sole_trader
    assert read.number == "19710309-••••"
    assert [e.uid for e in list_employers(store, text="cuorg")] == [trader]
    for digits in (number[:6], number, number[2:]):
        assert list_employers(store, text=digits) == []
    assert [e.uid for e in list_employers(store, text=number_of_employer(0)[:7])] == [company]
    case = Case(operation=show_organisation_number, good={"employer": trader})
    assert check(store, case) == f"{number[:8]}-{number[8:]}"


def test_list_employers_in_swedish_order(store: Store) -> None:
    for n in range(5):
        make_employer(store, n)
    names = [e.name for e in check(store, Case(operation=list_employers, good={}))]
    assert names == [
        "Gällivare gruvteknik", "Ŋarga & Søn AB", "Region Västerbotten", "Umlax Östra",
        "Åsele kommun",
    ]  # fmt: skip


def test_end_and_resume_employer(store: Store) -> None:
    place = make_workplace(store)
    employer = list_employers(store)[0].uid
    busy = make_workplace(store, 1)
    make_internship(store, make_student(store), workplace=busy)
    other = next(w.employer for w in list_workplaces(store) if w.uid == busy)
    bad = [({"employer": other}, StillUsed), ({"employer": "gone"}, NotFound)]
    check(store, Case(operation=end_employer, good={"employer": employer}, bad=bad))
    assert [w.uid for w in list_workplaces(store)] == [busy]
    assert [e.uid for e in list_employers(store)] == [other]
    assert {e.uid for e in list_employers(store, ended=True)} == {employer, other}
    assert place in {w.uid for w in list_workplaces(store, ended=True)}
    check(store, Case(operation=resume_employer, good={"employer": employer},
                      bad=[({"employer": "gone"}, NotFound)]))  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"organisation_number": "556036-0793"},
        {"organisation_number": "5560360793", "sole_trader": 1},
        {"organisation_number": "197103099850", "sole_trader": 0},
        {"name": ""},
        {"sector": "privat"},
    ],
)
def test_the_database_refuses_wrong_rows_on_any_path(
    store: Store, values: dict[str, object]
) -> None:
    with (
        pytest.raises(RuleBroken),
        store.operating("test", "test", True),
        store.write(),
    ):
        store.insert("employer", **({"name": "X"} | values))


def test_the_database_keeps_numbers_apart(store: Store) -> None:
    make_employer(store, 1)
    with (
        pytest.raises(Taken),
        store.operating("test", "test", True),
        store.write(),
    ):
        store.insert("employer", name="X", organisation_number=number_of_employer(1))
