"""Lists of rooms, invigilators and workplaces: new, here already, in doubt, refused."""

import pytest

from lärcentrum import history
from lärcentrum.exams import invigilators, rooms
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.importing import import_list, try_import
from lärcentrum.imports.rows import Decision, RowDecision, RowState
from lärcentrum.practice import employers, workplaces
from lärcentrum.practice.workplaces import NewEmployer
from tests.helpers.lists import csv_of, states, tried

NEW, ALREADY, DOUBTFUL, REFUSED, SKIPPED, CHANGES = RowState
GOOD, OTHER = "556036-0793", "202100-2874"


def test_rooms(store):
    rooms.add_room(store, name="Sal 1", capacity=4)
    head = ("Sal", "Antal platser", "Minuter före", "Hus")
    rows = [head, ("SAL 1", "9", "", ""), ("Sal 2", "12", "10", "A"), ("Sal 2", "1", "", ""),
            ("Sal 3", "många", "", ""), ("", "4", "", ""), ("Sal 4", "4,5", "", ""),
            ("Sal 5", "", "", "")]  # fmt: skip
    run = tried(store, ListKind.ROOMS, *rows)
    assert states(run) == [ALREADY, NEW, DOUBTFUL, REFUSED, REFUSED, REFUSED, REFUSED]
    assert run.rows[2].other_row == 3
    assert run.rows[3].reason == "Antal platser ska vara ett helt tal."
    before = store.digest()
    import_list(store, kind=ListKind.ROOMS, data=csv_of(rows), skip_refused=True)
    one = next(r for r in rooms.list_rooms(store) if r.name == "Sal 2")
    assert (one.capacity, one.setup_min, one.building) == (12, 10, "A")
    history.undo_last(store)
    assert store.digest() == before


def test_invigilators(store):
    invigilators.add_invigilator(store, name="Göran Ek", email="g@example.org")
    head = ("Namn", "E-post", "Telefon")
    rows = [head, ("Goran Ek", "G@example.org", ""), ("Göran Ek", "annan@example.org", ""),
            ("Siv Öst", "", "070-123 45 67"), ("Bo", "ingen adress", "")]  # fmt: skip
    run = tried(store, ListKind.INVIGILATORS, *rows)
    assert states(run) == [ALREADY, DOUBTFUL, NEW, REFUSED]
    other = (RowDecision(row=3, decision=Decision.NEW),)
    again = tried(store, ListKind.INVIGILATORS, *rows, decisions=other)
    assert states(again)[1] is NEW
    import_list(store, kind=ListKind.INVIGILATORS, data=csv_of(rows), skip_refused=True)
    assert [one.name for one in invigilators.list_invigilators(store)] == ["Göran Ek", "Siv Öst"]


def test_workplaces_with_their_employers(store):
    workplaces.add_workplace(store, name="Norrskolan", new_employer=NewEmployer(
        name="Åsele kommun", organisation_number=OTHER))  # fmt: skip
    head = ("Arbetsgivare", "Orgnr", "Arbetsplats", "Kommun", "Antal platser", "Kontaktperson")
    rows = [head, ("Åsele Kommun", "", "Norrskolan", "", "", ""),
            ("Kommunen", OTHER.replace("-", ""), "Söderskolan", "Åsele", "3", "Siv"),
            ("Bygg AB", GOOD, "", "", "", ""), ("Bygg AB", "", "Lager", "", "", ""),
            ("Åsele kommun", GOOD[:-1] + "4", "x", "", "", ""),
            ("Åsele kommun", "212000-0142", "Bibliotek", "", "", "")]  # fmt: skip
    run = tried(store, ListKind.WORKPLACES, *rows)
    assert states(run) == [ALREADY, NEW, NEW, NEW, REFUSED, DOUBTFUL]
    assert run.rows[0].other_shown == "Norrskolan, Åsele kommun"
    import_list(store, kind=ListKind.WORKPLACES, data=csv_of(rows), skip_refused=True)
    found = {one.name: one.employer_name for one in workplaces.list_workplaces(store)}
    assert found == {"Norrskolan": "Åsele kommun", "Söderskolan": "Åsele kommun",
                     "Bygg AB": "Bygg AB", "Lager": "Bygg AB"}  # fmt: skip
    assert len(employers.list_employers(store)) == 2


@pytest.mark.parametrize("kind", [ListKind.ROOMS, ListKind.INVIGILATORS, ListKind.WORKPLACES])
def test_read_in_twice_adds_nothing(store, kind):
    rows = {
        ListKind.ROOMS: [("Sal", "Platser"), ("Sal 1", "4")],
        ListKind.INVIGILATORS: [("Namn",), ("Siv Öst",)],
        ListKind.WORKPLACES: [("Företag", "Arbetsplats"), ("Bygg AB", "Lager")],
    }[kind]
    import_list(store, kind=kind, data=csv_of(rows))
    assert states(try_import(store, kind=kind, data=csv_of(rows))) == [ALREADY]
