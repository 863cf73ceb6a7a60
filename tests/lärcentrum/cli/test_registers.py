"""init, check, backup, restore and op as processes of their own."""

import json
import shutil
from datetime import date, timedelta

import pytest

from lärcentrum import opening
from lärcentrum.store.store import Store
from tests.helpers.command_line import PASSWORD, Terminal


def make_centre(parent):
    """Give a terminal at a new centre's register, and the register's recovery code."""
    terminal = Terminal(parent / "åäö", parent / "state")
    answer = terminal(
        "init", "--code", "2421", "--name", "Lärcentrum Storuman", "--user-name", "Berit Åström"
    )
    assert answer.code == 0, answer.err
    return terminal, answer.out.splitlines()[1].partition(": ")[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A centre that the tests share; none may give it a wrong password, or the next must wait."""
    return make_centre(tmp_path_factory.mktemp("kommandorad"))


@pytest.fixture
def terminal(made):
    return made[0]


def test_the_register_may_stand_before_the_command(terminal):
    env = {"LARCENTRUM_REGISTER": "", "LARCENTRUM_USER": ""}
    before = ("--register", str(terminal.folder), "--user", terminal.login)
    for command in (("op", "list_rooms", "--json", "{}"), ("month", "list"), ("check",)):
        answer = terminal(*before, *command, **env)
        assert answer.code == 0, answer.err
    elsewhere = ("--register", str(terminal.folder.parent), *before[2:])
    assert terminal(*elsewhere, "check", **env).code == 1
    assert terminal(*elsewhere, "check", f"--register={terminal.folder}", **env).code == 0


def test_a_register_is_made_once(terminal):
    again = terminal("init", "--code", "2421", "--name", "X", "--user-name", "Y")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("FolderTaken: Det finns redan ett register")
    settings = terminal.op("list_settings")
    assert settings["municipality"] == "Storuman"
    assert any(one["short"] == "LTU" for one in terminal.op("list_providers"))


def test_a_whole_register_is_said_to_be_whole(terminal):
    answer = terminal("check")
    assert answer.code == 0
    assert answer.out.splitlines()[-1] == "Registret är helt."


def test_a_back_up_comes_back(made, tmp_path):
    terminal, code = made
    path = terminal("backup").out.strip().partition(": ")[2]
    elsewhere = Terminal(tmp_path / "ö", tmp_path / "state")
    wrong = elsewhere("restore", path, LARCENTRUM_RECOVERY_CODE="FEL")
    assert (wrong.code, wrong.err[:5]) == (1, "FI01:")
    answer = elsewhere("restore", path, LARCENTRUM_RECOVERY_CODE=code)
    assert answer.code == 0, answer.err
    assert "Återställt från" in answer.out


def test_a_substitute_comes_in_with_the_code_from_the_safe(tmp_path):
    terminal, _code = make_centre(tmp_path)
    last = date.today() + timedelta(days=30)
    code = terminal.op("make_spare_code", valid_until=last.isoformat(), days=5)["code"]
    nils = Terminal(terminal.folder, terminal.state, login="nils", password="januari 2027")
    answer = nils("substitute", "--name", "Nils", LARCENTRUM_SPARE_CODE=code)
    assert answer.code == 0, answer.err
    assert "vikarie till och med" in answer.out
    assert nils.refused("add_room", name="x", capacity=1)["code"] == "NotAllowed"
    again = nils("substitute", "--name", "Nils", LARCENTRUM_SPARE_CODE=code)
    assert (again.code, again.err[:5]) == (1, "FI01:")


def test_a_back_up_takes_another_registers_place_only_when_told(made, tmp_path):
    path = made[0]("backup").out.strip().partition(": ")[2]
    other = Terminal(tmp_path / "ö", tmp_path / "state")
    assert other("init", "--code", "2422", "--name", "X", "--user-name", "Y").code == 0
    refused = other("restore", path, LARCENTRUM_RECOVERY_CODE=made[1])
    assert (refused.code, refused.err.split(":")[0]) == (1, "OtherRegister")
    told = other("restore", path, "--replace-other", LARCENTRUM_RECOVERY_CODE=made[1])
    assert told.code == 0, told.err
    assert list(other.folder.glob("undanlagd-*-keys.json"))


@pytest.mark.parametrize("name", ["OneDrive", "Dropbox", "iCloud Drive", "Google Drive"])
def test_a_register_that_a_sync_program_has_is_refused(made, tmp_path, name):
    path = made[0]("backup").out.strip().partition(": ")[2]
    there = Terminal(tmp_path / name / "ö", tmp_path / "state")
    refused = there("restore", path, LARCENTRUM_RECOVERY_CODE=made[1])
    assert (refused.code, refused.err[:5]) == (1, "FF03:")
    shutil.copytree(made[0].folder, there.folder)
    assert there.refused("list_rooms")["parts"]["untouched"] == "Registret är orört."


def test_a_back_up_whose_second_folder_is_gone_is_made_and_warns(made, tmp_path):
    gone = str(tmp_path / "minne")
    made[0].op("change_settings", values={"backup_folder": gone})
    answer = made[0]("backup")
    made[0].op("change_settings", values={"backup_folder": ""})
    assert (answer.code, "kontrollerad" in answer.out) == (0, True)
    assert gone in answer.err


def test_an_operation_answers_json_and_a_refusal_is_json(terminal):
    room = terminal.op("add_room", name="Sal Č", capacity=6)
    assert room in {one["uid"] for one in terminal.op("list_rooms")}
    refusal = terminal.refused("add_room", name="Sal Č", capacity=6)
    assert refusal["code"] == "Taken"
    assert refusal["sentence"] == " ".join(refusal["parts"].values())
    wrong = terminal("op", "add_room", "--json", '{"name": "A", "capacity": "6"}')
    assert (wrong.code, wrong.refusal["facts"]["where"]) == (2, "capacity")


def test_operations_are_listed_and_described_without_a_register(terminal):
    listed = terminal("op", LARCENTRUM_REGISTER="")
    assert listed.code == 0
    assert "add_room(name: string, capacity: integer" in listed.out
    described = terminal("op", "add_room", LARCENTRUM_REGISTER="").json
    assert described["parameters"]["required"] == ["name", "capacity"]


def test_a_secret_never_stands_on_the_command_line(terminal):
    text = json.dumps({"login": "x", "name": "x", "password": "hemligt-lösenord"})
    answer = terminal("op", "add_user", "--json", text)
    assert (answer.code, answer.refusal["facts"]["where"]) == (2, "password")
    assert "hemligt" not in answer.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nej",), "Kommandot nej finns inte."),
        (("check", "--nej"), "Valet --nej finns inte."),
        (("check", "--user"), "Valet --user används fel."),
        (("restore",), "FIL saknas."),
        (
            ("op", "list_rooms", "Eva", "Östberg"),
            "Anropet har 2 ord för mycket. Ett värde med mellanslag skrivs inom citattecken.",
        ),
        (("init", "--kind", "x"), "--kind ska vara något av centre, region."),
    ],
)
def test_a_wrong_call_is_told_in_swedish(terminal, arguments, sentence):
    answer = terminal(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == sentence


def test_a_password_comes_from_the_environment_or_a_file(terminal, tmp_path):
    none = terminal("check", LARCENTRUM_PASSWORD="")
    assert (none.code, "LARCENTRUM_PASSWORD" in none.err) == (2, True)
    file = tmp_path / "lösenord"
    file.write_bytes(PASSWORD.encode() + b"\r\n")
    answer = terminal("check", "--password-file", str(file), LARCENTRUM_PASSWORD="fel-lösenord")
    assert answer.code == 0


def test_a_register_that_is_open_elsewhere_answers_fe03(terminal, monkeypatch):
    monkeypatch.setenv("LARCENTRUM_STATE", str(terminal.state))
    opened = opening.log_in(terminal.folder, "berit", PASSWORD, opening.surroundings())
    try:
        assert isinstance(opened.store, Store)
        assert terminal("check").err.startswith("FE03: ")
        assert terminal.refused("list_rooms")["code"] == "FE03"
    finally:
        opened.close()


def test_on_a_new_computer_the_code_gives_a_head_a_password(made, tmp_path):
    terminal, code = made
    path = terminal("backup").out.strip().partition(": ")[2]
    fresh = Terminal(tmp_path / "ö", tmp_path / "state", password="ett-nytt-lösenord")
    assert "larcentrum recover" in fresh("restore", path, LARCENTRUM_RECOVERY_CODE=code).out
    wrong = fresh("recover", LARCENTRUM_RECOVERY_CODE="FEL")
    assert (wrong.code, wrong.err.split(".")[0]) == (1, "FI01: Återställningskoden stämmer inte")
    fresh = Terminal(fresh.folder, tmp_path / "another", password=fresh.password)
    assert fresh("recover", LARCENTRUM_RECOVERY_CODE=code).code == 0
    assert fresh("check").code == 0


@pytest.mark.parametrize("code", ["24X3", "9998", "hej å"])
def test_a_code_that_is_no_municipality_makes_no_register(tmp_path, code):
    terminal = Terminal(tmp_path / "ö", tmp_path / "state")
    answer = terminal("init", "--code", code, "--name", "X", "--user-name", "Y")
    assert answer.code == 2
    assert f"Kommunkoden {code} finns inte." in answer.err
    assert not terminal.folder.exists()


def test_a_clash_is_told_by_names_and_not_by_uids(terminal):
    room = terminal.op("add_room", name="Sal Å", capacity=6)
    hours = {"starts": "2030-01-14T09:00", "ends": "2030-01-14T12:00"}
    terminal.op("add_room_use", room=room, title="Bokcirkeln", **hours)
    refusal = terminal.refused("add_room_use", room=room, title="Kören", **hours)
    assert "av ”Bokcirkeln”" in refusal["sentence"]


def test_what_an_option_takes_is_listed(terminal):
    answer = terminal("certificate", "issue", "x", "--language", "de")
    assert (answer.code, answer.err.splitlines()[-1]) == (2, "--language ska vara något av sv, en.")


def test_a_place_of_the_computers_own_that_is_no_folder_is_named(terminal, tmp_path):
    (tmp_path / "en fil").write_bytes(b"x")
    for state in (tmp_path / "en fil", tmp_path / "en fil" / "ner"):
        answer = terminal("op", "list_rooms", "--json", "{}", LARCENTRUM_STATE=str(state))
        assert (answer.code, answer.refusal["code"]) == (1, "FF02")
        assert str(state) in answer.refusal["sentence"]
