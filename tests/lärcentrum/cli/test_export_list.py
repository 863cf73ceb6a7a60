"""`larcentrum export`: a list as a file, by columns, by a search, refused."""

import pytest

from tests.helpers.command_line import Terminal
from tests.helpers.lists import students_csv


@pytest.fixture
def terminal(tmp_path):
    made = Terminal(tmp_path / "åäö", tmp_path / "state")
    done = made("init", "--code", "2421", "--name", "L", "--user-name", "Berit")
    assert done.code == 0, done.err
    file = tmp_path / "elever.csv"
    file.write_bytes(students_csv(3))
    assert made("import", "students", str(file)).code == 0
    return made


def test_a_list_is_saved(terminal, tmp_path):
    file = tmp_path / "ut åäö.csv"
    done = terminal("export", "students", str(file), "--columns", "name, email", "--text", "n2@")
    assert done.out.strip() == f"Sparat: {file} (1 rad).", done.err
    assert file.read_text("utf-8-sig").splitlines() == [
        '"Namn";"E-post"', '"Ánte Čuovga 2";"n2@example.org"',
    ]  # fmt: skip
    again = terminal("export", "students", str(file))
    assert (again.code, again.err.split(":")[0]) == (1, "FA12")
    assert terminal("export", "students", str(file), "--every-column", "--replace").code == 0
    assert len(file.read_text("utf-8-sig").splitlines()[0].split(";")) == 11


def test_what_is_not_known_is_refused(terminal, tmp_path):
    file = tmp_path / "ut.xlsx"
    for wrong, said in (
        (("--columns", "shoe"), "name, number"),
        (("--selection", "Ingen"), "dina sparade urval"),
    ):
        told = terminal("export", "students", str(file), *wrong)
        assert (told.code, said in told.err) == (1, True), told.err
    both = terminal("export", "students", str(file), "--selection", "a", "--text", "b")
    assert both.code == 2
    assert terminal("export", "shoes", str(file)).code == 2
    assert not file.exists()
