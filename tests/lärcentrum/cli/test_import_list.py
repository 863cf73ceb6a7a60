"""`larcentrum import`: a template, a dry run, the live run, a list with faults."""

import pytest

from lärcentrum.imports.tables import read_table
from tests.helpers.command_line import Terminal
from tests.helpers.lists import HEADINGS, csv_of, students_csv
from tests.helpers.people import number_of


@pytest.fixture
def terminal(tmp_path):
    made = Terminal(tmp_path / "åäö", tmp_path / "state")
    done = made("init", "--code", "2421", "--name", "L", "--user-name", "Berit")
    assert done.code == 0, done.err
    return made


def test_try_and_read_in(terminal, tmp_path):
    file = tmp_path / "elever åäö.csv"
    file.write_bytes(students_csv(3, encoding="utf-8-sig"))
    tried = terminal("import", "students", str(file), "--dry-run")
    assert (tried.code, "3 nya" in tried.out) == (0, True), tried.err
    assert terminal.op("search_students", text="n0") == []
    done = terminal("import", "students", str(file))
    assert "Inlästa: 3. Ändrade: 0. Fanns redan: 0." in done.out, done.err
    again = terminal("import", "students", str(file))
    assert (again.code, again.err.split(":")[0]) == (1, "NothingNew")
    (done,) = (one for one in terminal.op("log", limit=9) if one["name"] == "import_list")
    terminal.op("undo", operation=done["id"])
    assert terminal.op("search_students", text="n0") == []


def test_faults_are_told_and_left_out_when_that_is_said(terminal, tmp_path):
    file = tmp_path / "elever.csv"
    wrong = "19900101-0000"
    file.write_bytes(csv_of([HEADINGS, ("Bo", "Ek", wrong, "", ""),
                             ("Eva", "Ek", number_of(1), "", "")]))  # fmt: skip
    tried = terminal("import", "students", str(file), "--dry-run")
    assert "Rad 2  går inte  Bo Ek  Identitetsnumrets kontrollsiffra" in tried.out
    assert wrong not in tried.out
    refused = terminal("import", "students", str(file))
    assert (refused.code, refused.err.split(":")[0]) == (1, "RowsLeft")
    assert terminal("import", "students", str(file), "--skip-refused").code == 0


def test_a_template_and_a_remembered_choice(terminal, tmp_path):
    file = tmp_path / "mall.xlsx"
    assert terminal("import", "students", "--template", str(file)).code == 0
    assert file.read_bytes().startswith(b"PK")
    with pytest.raises(Exception, match="0 rader"):
        read_table(file.read_bytes())
    terminal.op("keep_mapping", kind="students", name="Skolan", mapping={"name": "Vem"})
    listed = tmp_path / "x.csv"
    listed.write_bytes(csv_of([("Vem", "Namn"), ("Eva Ek", "annat")]))
    done = terminal("import", "students", str(listed), "--map", "Skolan")
    assert done.code == 0, done.err
    assert terminal.op("search_students", text="eva")[0]["name"] == "Eva Ek"
    assert terminal("import", "students", str(listed), "--map", "x").code == 2
    assert terminal("import", "students").code == 2


def test_duplicates_are_listed_and_ruled(terminal, tmp_path):
    file = tmp_path / "elever.csv"
    file.write_bytes(csv_of([HEADINGS, ("Eva", "Ek", number_of(1), "a@example.org", "")]))
    assert terminal("import", "students", str(file)).code == 0
    file.write_bytes(csv_of([HEADINGS, ("Eva", "Ek", number_of(1), "b@example.org", "Umeå")]))
    tried = terminal("import", "students", str(file), "--dry-run")
    assert "E-post: registret a@example.org ≠ raden b@example.org" in tried.out
    assert "Hemkommun: registret – ≠ raden Umeå" in tried.out
    tried = terminal("import", "students", str(file), "--dry-run", "--duplicates", "fill")
    assert "1 ändrar" in tried.out
    assert "Ändrar: Hemkommun." in tried.out
    done = terminal("import", "students", str(file), "--duplicates", "overwrite")
    assert "Inlästa: 0. Ändrade: 1." in done.out, done.err
    (found,) = terminal.op("search_students", text="eva")
    assert found["email"] == "b@example.org"
