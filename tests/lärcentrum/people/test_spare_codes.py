"""A code in the safe: once, until a day, a substitute; afterwards it opens nothing."""

from datetime import date, timedelta

import pytest

from lärcentrum import backups, opening
from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.people import spare_codes, users
from lärcentrum.people.spare_codes import State
from lärcentrum.people.users import Role
from lärcentrum.rights import Right
from lärcentrum.store import register
from lärcentrum.store.errors import Taken, WrongCode, WrongPassword
from tests.helpers import registers
from tests.helpers.matrix import Case, check

TODAY = date(2026, 11, 23)
LAST = date(2026, 12, 31)
PASSWORD = "januari 2027"


@pytest.fixture
def made(opened, tmp_path):
    """A closed register with a head and a code: its folder, surroundings and the code."""
    store = opened.store
    users.add_user(store, login="b", name="Berit", password="gröna skogen", role=Role.HEAD)
    code = spare_codes.make_spare_code(store, valid_until=LAST, days=14).code
    opened.close()
    return store.folder, registers.surroundings(tmp_path / "state"), code


def come(made, code="", login="vik", name="Nils Vikarie", password=PASSWORD):
    folder, around, right = made
    return opening.log_in_with_spare_code(folder, code or right, name, login, password, around)


def test_the_operations(store):
    good = {"valid_until": LAST, "days": 14}
    bad = [
        (good | {"valid_until": TODAY - timedelta(days=1)}, BadValue),
        (good | {"valid_until": date(2030, 1, 1)}, BadValue),
        (good | {"days": 0}, BadValue),
        (good | {"days": 400}, BadValue),
    ]
    one = check(store, Case(operation=spare_codes.make_spare_code, good=good, bad=bad))
    two = spare_codes.make_spare_code(store, valid_until=TODAY, days=1)
    (second, first) = check(store, Case(operation=spare_codes.list_spare_codes, good={}))
    assert (first.uid, first.first, first.state) == (one.uid, one.code[:4], State.WAITS)
    assert (second.days, second.valid_until) == (1, TODAY)
    taking = {"spare_code": one.uid}
    check(store, Case(
        operation=spare_codes.withdraw_spare_code, good=taking,
        bad=[({"spare_code": "gone"}, NotFound)],
    ))  # fmt: skip
    with pytest.raises(NotAsItStands):
        spare_codes.withdraw_spare_code(store, **taking)
    who = {"login": "vik", "name": "Nils", "password": PASSWORD}
    check(store, Case(
        operation=spare_codes.use_spare_code, good={"spare_code": two.uid, **who},
        bad=[({"spare_code": one.uid, **who}, NotAsItStands),
             ({"spare_code": two.uid, **who, "password": "kort"}, BadValue)],
    ))  # fmt: skip
    assert [c.state for c in spare_codes.list_spare_codes(store)] == [State.USED, State.WITHDRAWN]
    assert spare_codes.list_spare_codes(store)[0].user_name == "Nils"


def test_it_lets_a_substitute_in_once(made):
    folder, around, code = made
    first = come(made, code.lower().replace("-", " "))
    assert first.store.session.rights == {Right.TODAY}
    assert first.store.session.valid_until == TODAY + timedelta(days=13)
    assert "log_in_with_spare_code" in first.store.value(
        "SELECT note FROM operation ORDER BY id DESC LIMIT 1"
    )
    first.close()
    with pytest.raises(WrongCode):
        come(made, login="annan")
    around.clock.at += timedelta(seconds=2)
    opening.log_in(folder, "vik", PASSWORD, around).close()
    around.clock.at += timedelta(days=14)
    with pytest.raises(WrongPassword):
        opening.log_in(folder, "vik", PASSWORD, around)


def test_another_code_waits_like_a_wrong_password(made):
    _folder, around, code = made
    with pytest.raises(WrongCode) as caught:
        come(made, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert caught.value.wait == 1
    with pytest.raises(WrongPassword):
        come(made)
    around.clock.at += timedelta(seconds=2)
    come(made).close()


def test_a_refused_name_leaves_the_code(made):
    with pytest.raises(Taken):
        come(made, login="b")
    with pytest.raises(BadValue):
        come(made, name=" ")
    with pytest.raises(BadValue):
        come(made, password="kort")
    come(made).close()


def slots(folder):
    return len(register.load_keys(folder).slots)


def test_withdrawn_and_too_old_ones_have_no_slot(made):
    folder, around, _code = made
    before = slots(folder)
    around.clock.at += timedelta(days=60)
    with pytest.raises(NotAsItStands):
        come(made)
    opened = opening.log_in(folder, "b", "gröna skogen", around)
    assert slots(folder) == before - 1
    code = spare_codes.make_spare_code(opened.store, valid_until=opened.store.clock.today(), days=3)
    assert slots(folder) == before
    spare_codes.withdraw_spare_code(opened.store, spare_code=code.uid)
    assert slots(folder) == before - 1
    opened.close()
    with pytest.raises(WrongCode):
        come(made, code.code)


def test_nobody_logs_in_with_it_as_with_a_password(made):
    folder, around, code = made
    with pytest.raises(WrongPassword):
        opening.log_in(folder, f"vikariekod\x1f{code[:4]}", code.replace("-", ""), around)


def test_a_register_put_back_to_before_the_code_knows_it_not(opened, template, tmp_path):
    store = opened.store
    users.add_user(store, login="b", name="Berit", password="gröna skogen", role=Role.HEAD)
    copy = backups.make_backup(store)
    code = spare_codes.make_spare_code(store, valid_until=LAST, days=14).code
    opened.close()
    around = registers.surroundings(tmp_path / "state")
    around.clock.at += timedelta(hours=1)
    backups.restore(copy.path, store.folder, template[2], around)
    with pytest.raises(WrongCode):
        come((store.folder, around, code))


def test_the_code_stands_nowhere(made):
    folder, _around, code = made
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert code.encode() not in data
            assert code.replace("-", "").encode() not in data
