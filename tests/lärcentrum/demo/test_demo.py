"""The demo is the same from the same seed, and never takes what is not its own."""

from pathlib import Path

import pytest

from lärcentrum import opening
from lärcentrum.demo import make_demo
from lärcentrum.demo.dice import Dice
from lärcentrum.demo.errors import NotADemo
from lärcentrum.demo.people import invent
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.language import in_language
from lärcentrum.people.identity_numbers import TEST_SERIALS, NumberKind
from lärcentrum.practice.internships import list_internships
from lärcentrum.region.overview import Status, list_overview
from lärcentrum.store.errors import RegisterOpen
from lärcentrum.store.lock import FolderLock
from lärcentrum.store.store import Store
from lärcentrum.sync.months import MonthState, list_months
from lärcentrum.upkeep.checking import check_register


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo-åäö")


@pytest.fixture(autouse=True)
def _state(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LARCENTRUM_STATE", str(home / "state"))


@pytest.fixture(scope="module")
def made(home: Path):
    """A demo, what it said, and its two registers' facts."""
    lines: list[str] = []
    patch = pytest.MonkeyPatch()
    patch.setenv("LARCENTRUM_STATE", str(home / "state"))
    try:
        demo = make_demo(home / "en", lines.append)
    finally:
        patch.undo()
    return home / "en", demo, lines


def look(folder: Path, login: str = "berit"):
    return opening.log_in(folder, login, "larcentrum-demo", opening.surroundings())


def test_the_term_is_as_promised(made):
    folder, _demo, _lines = made
    register = look(folder / "centre")
    store = register.store
    try:
        assert opening.is_demo(register)
        assert store.value("SELECT count(*) FROM student") == 400
        assert store.value("SELECT count(*) FROM student WHERE protection <> 'none'") == 2
        assert store.value("SELECT count(*) FROM room") == 3
        assert store.value("SELECT count(*) FROM invigilator") == 6
        assert len(list_internships(store).rows) == 12
        rows = list_bookings(store, over=True)
        assert len(rows) == 260 + 1 + 2
        assert sum(bool(row.refused_why) for row in rows) == 2
        assert len({row.provider_name for row in rows}) == 12
        assert {row.starts.strftime("%Y-%m") for row in rows} >= {
            "2026-09", "2026-10", "2026-11", "2026-12", "2027-01",
        }  # fmt: skip
        months = list_months(store, last="2026-11")
        assert not any(one.late for one in months)
        sent = [one.period for one in months if one.state is MonthState.RECEIPTED]
        assert sent == ["2026-08", "2026-09", "2026-10"]
        _has_every_kind_of_number(store)
        assert not any(one.problems for one in check_register(store))
    finally:
        register.close()


def _has_every_kind_of_number(store: Store):
    kinds = {row["kind"] for row in store.query("SELECT DISTINCT kind FROM identity_number")}
    wanted = (NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER, NumberKind.T_NUMBER)
    assert {kind.value for kind in wanted} <= kinds


def test_everything_came_through_operations(made):
    register = look(made[0] / "region", "region")
    try:
        assert opening.is_demo(register)
        assert not any(one.problems for one in check_register(register.store))
        states = register.store.query("SELECT state FROM received_package")
        assert [row["state"] for row in states] == ["accepted"] * 3
        (row,) = list_overview(register.store, last="2026-10", count=4)
        assert [cell.status for cell in row.cells] == [Status.BEFORE, *[Status.IN_TIME] * 3]
    finally:
        register.close()


def test_the_same_seed_makes_the_same(made, home):
    folder, demo, lines = made
    other: list[str] = []
    assert make_demo(home / "två", other.append) == demo
    assert [line.replace("två", "en") for line in other] == lines
    for path in sorted((folder / "papers").iterdir()):
        assert path.read_bytes() == (home / "två" / "papers" / path.name).read_bytes()
    for path in sorted((folder / "keys").iterdir()):
        assert path.read_bytes() == (home / "två" / "keys" / path.name).read_bytes()


def test_it_writes_swedish_and_says_it_in_the_listeners_language(made, home):
    folder, demo, lines = made
    other: list[str] = []
    with in_language("en"):
        assert make_demo(home / "english", other.append) == demo
    assert len(other) == len(lines)
    assert "1. Books an exam." in other
    for part in ("papers", "keys"):
        for path in sorted((folder / part).iterdir()):
            assert path.read_bytes() == (home / "english" / part / path.name).read_bytes()


def test_another_seed_makes_something_else(made, home):
    other = make_demo(home / "tre", lambda _line: None, seed=2)
    assert other.centre_digest != made[1].centre_digest
    assert other.payload != made[1].payload


def test_a_demo_is_made_again_in_its_place(home):
    folder = home / "igen"
    first = make_demo(folder, lambda _line: None)
    assert make_demo(folder, lambda _line: None) == first


def test_a_demo_that_is_open_is_left_alone(made):
    folder, demo, _lines = made
    with FolderLock(folder / "centre"), pytest.raises(RegisterOpen):
        make_demo(folder, lambda _line: None)
    register = look(folder / "centre")
    digest = register.store.digest()
    register.close()
    assert digest == demo.centre_digest


def test_anything_else_is_refused_untouched(tmp_path):
    kept = tmp_path / "foton" / "a.txt"
    kept.parent.mkdir()
    kept.write_text("min fil")
    with pytest.raises(NotADemo):
        make_demo(kept.parent, lambda _line: None)
    assert [path.name for path in kept.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("mark", ["", "[]", '{"larcentrum": "annat", "registers": {}}'])
def test_a_false_mark_is_refused(tmp_path, mark):
    (tmp_path / "exempeldata.json").write_text(mark)
    (tmp_path / "centre").mkdir()
    with pytest.raises(NotADemo):
        make_demo(tmp_path, lambda _line: None)
    assert (tmp_path / "centre").is_dir()


def test_a_real_register_in_the_demos_place_is_never_removed(made, template, tmp_path):
    import shutil

    folder = tmp_path / "blandat"
    shutil.copytree(made[0], folder)
    shutil.rmtree(folder / "centre")
    shutil.copytree(template[0], folder / "centre")
    before = (folder / "centre" / "register.db").read_bytes()
    with pytest.raises(NotADemo):
        make_demo(folder, lambda _line: None)
    assert (folder / "centre" / "register.db").read_bytes() == before


def test_people_are_invented_with_numbers_for_tests():
    people = invent(Dice(7, "x"), 2000)
    numbers = [one.number for one in people if one.number]
    assert len(set(numbers)) == len(numbers)
    serials = {int(number[8:11]) for number in numbers if number[8:11].isdigit()}
    assert serials <= set(TEST_SERIALS)
    letters = {sign for one in people for sign in (one.given_name + one.family_name).casefold()}
    assert letters >= set("åäöáčđŋšŧž")


def test_the_dice_are_fair_enough_and_repeat():
    dice = Dice(3, "x")
    thrown = [dice.below(6) for _n in range(6000)]
    assert all(850 < thrown.count(side) < 1150 for side in range(6))
    assert [Dice(3, "x").below(100)] == [Dice(3, "x").below(100)]
    assert Dice(3, "x").bytes(20) != Dice(3, "y").bytes(20)
    assert sorted(dice.some(range(5), 5)) == [0, 1, 2, 3, 4]
