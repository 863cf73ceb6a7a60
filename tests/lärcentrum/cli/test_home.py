"""`larcentrum home`: two computers and a shared folder, as a script sees them."""

import pytest

from tests.helpers.command_line import Terminal


@pytest.fixture
def pair(tmp_path):
    one = Terminal(tmp_path / "ett" / "åäö", tmp_path / "ett" / "state")
    two = Terminal(tmp_path / "två" / "åäö", tmp_path / "två" / "state")
    home = tmp_path / "hem åäö"
    home.mkdir()
    made = one(
        "init", "--code", "2421", "--name", "Lärcentrum Storuman", "--user-name", "Berit Åström"
    )
    assert made.code == 0, made.err
    return one, two, home


def test_a_day_at_two_computers(pair):
    one, two, home = pair
    assert "NoHome" in one("home", "status").err
    assert one("home", "set", str(home)).code == 0
    one.op("add_room", name="Sal 1", capacity=3)
    # It was on this computer before the command, and stays there.
    assert "Registret finns på den här datorn." in one("home", "status").out
    refused = two("home", "take", "--home", str(home))
    assert refused.code == 1
    assert "HeldElsewhere" in refused.err
    assert "Berit Åström" in two("home", "status").out
    assert "är hel" in two("home", "look").out
    assert [room["name"] for room in two_rooms(two, "--from-home")] == ["Sal 1"]
    assert one("home", "return").code == 0
    assert "Registret är ledigt." in one("home", "status").out
    # A command takes it and gives it back.
    two.op("add_room", name="Sal 2", capacity=3)
    assert "Registret är ledigt." in two("home", "status").out
    assert two("home", "take").code == 0
    assert one.refused("list_rooms")["code"] == "HeldElsewhere"
    assert one("home", "take", "--force").code == 0
    assert two.refused("list_rooms")["code"] == "HeldElsewhere"
    assert [room["name"] for room in one.op("list_rooms")] == ["Sal 1", "Sal 2"]


def test_a_lost_network_is_said_and_work_goes_on(pair):
    one, _two, home = pair
    assert one("home", "set", str(home)).code == 0
    away = home.rename(home.with_name("borta"))
    done = one("op", "add_room", "--json", "-", given='{"name": "Sal 1", "capacity": 3}')
    assert done.code == 0
    assert "svarar inte" in done.err
    assert "Hemmet svarar inte." in one("home", "status").out
    assert "svarar inte" in one("home", "return").err
    away.rename(home)
    assert one("home", "return").code == 0


def test_what_was_set_aside_is_listed_applied_and_dropped(pair):
    one, two, home = pair
    assert one("home", "set", str(home)).code == 0
    assert "Inget ligger åt sidan." in one("home", "aside", "list").out
    away = home.rename(home.with_name("borta"))
    for name in ("Sal 1", "Sal 2"):
        done = one("op", "add_room", "--json", "-", given=f'{{"name": "{name}", "capacity": 3}}')
        assert done.code == 0
    away.rename(home)
    assert two("home", "take", "--home", str(home), "--force").code == 0
    assert two("home", "return").code == 0
    lines = one("home", "aside", "list").out.splitlines()
    assert [line[:2] for line in lines] == ["1.", "2."]
    assert "Sal tillagd: Sal 1 · Berit Åström · väntar" in lines[0]
    assert one("home", "aside", "apply", "2").code == 0
    assert one("home", "aside", "drop", "1", "--reason", "Fel sal").code == 0
    assert one("home", "aside", "drop", "3", "--reason", "Finns inte").code == 2
    said = one("home", "aside", "list").out
    assert "struken" in said.splitlines()[0]
    assert "tillämpad" in said.splitlines()[1]
    assert [room["name"] for room in one.op("list_rooms")] == ["Sal 2"]


def two_rooms(two, *options):
    return two("op", "list_rooms", "--json", "{}", *options).json
