from dataclasses import replace
from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.people.errors import LastHead
from lärcentrum.people.users import (
    RIGHTS,
    Role,
    User,
    add_user,
    change_password,
    change_user,
    end_user,
    is_valid,
    list_users,
    session_of,
    set_password,
)
from lärcentrum.rights import Right
from lärcentrum.store.errors import Taken
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check

BERIT = {"login": "Berit", "name": " Berit  Åström ", "password": "hemligt-1", "role": Role.HEAD}


def head(store: Store, login: str = "berit") -> str:
    return add_user(store, **BERIT | {"login": login})


def test_add_user(store: Store) -> None:
    head(store, "taken")
    bad = [
        (BERIT | {"login": " "}, BadValue),
        (BERIT | {"name": ""}, BadValue),
        (BERIT | {"password": "kort"}, BadValue),
        (BERIT | {"role": Role.SUBSTITUTE}, BadValue),
        (BERIT | {"login": "TAKEN"}, Taken),
    ]
    uid = check(store, Case(operation=add_user, good=BERIT, bad=bad))
    user = next(one for one in list_users(store) if one.uid == uid)
    assert (user.login, user.name, user.role) == ("berit", "Berit Åström", Role.HEAD)
    assert store.vault.opens("BERIT", "hemligt-1", uid)
    assert not store.vault.opens("berit", "hemligt-2", uid)


def test_change_user(store: Store) -> None:
    uid, other = head(store), head(store, "annan")
    good = {"user": uid, "name": "Berit Ö", "role": Role.SUBSTITUTE,
            "valid_until": date(2026, 12, 31)}  # fmt: skip
    bad = [
        (good | {"valid_until": None}, BadValue),
        (good | {"name": ""}, BadValue),
        (good | {"user": "gone"}, NotFound),
    ]
    check(store, Case(operation=change_user, good=good, bad=bad))
    before = store.digest()
    with pytest.raises(LastHead):
        change_user(store, user=other, name="Annan", role=Role.STAFF)
    with pytest.raises(LastHead):
        end_user(store, user=other)
    assert store.digest() == before


def test_end_user(store: Store) -> None:
    uid = head(store)
    head(store, "annan")
    check(store, Case(operation=end_user, good={"user": uid}, bad=[({"user": "gone"}, NotFound)]))
    assert [user.uid for user in list_users(store)][-1] == uid


def test_a_change_of_ones_own_role_counts_at_once(store: Store) -> None:
    uid = head(store)
    head(store, "annan")
    store.session = replace(store.session, user=uid)
    change_user(store, user=uid, name="Berit", role=Role.STAFF)
    assert store.session.rights == RIGHTS[Role.STAFF]
    with pytest.raises(NotAllowed):
        end_user(store, user=uid)


def test_one_who_ends_oneself_may_do_nothing_more(store: Store) -> None:
    uid = head(store)
    head(store, "annan")
    store.session = replace(store.session, user=uid)
    end_user(store, user=uid)
    assert store.session.rights == frozenset()


def test_passwords(store: Store) -> None:
    uid = head(store)
    store.session = replace(store.session, user=uid)
    before = store.digest()
    for arguments in (
        {"old_password": "hemligt-2", "password": "hemligt-3"},
        {"old_password": "hemligt-1", "password": "kort"},
    ):
        with pytest.raises(BadValue):
            change_password(store, **arguments)
    assert store.vault.opens("berit", "hemligt-1", uid)
    change_password(store, old_password="hemligt-1", password="hemligt-3")
    assert store.vault.opens("berit", "hemligt-3", uid)
    assert not store.vault.opens("berit", "hemligt-1", uid)
    with pytest.raises(BadValue):
        set_password(store, user=uid, password="kort")
    set_password(store, user=uid, password="hemligt-4")
    assert store.vault.opens("berit", "hemligt-4", uid)
    assert store.digest() == before
    assert [done.name for done in history.log(store)[:2]] == ["set_password", "change_password"]
    store.session = replace(store.session, rights=frozenset())
    with pytest.raises(NotAllowed):
        change_password(store, old_password="hemligt-4", password="hemligt-5")
    with pytest.raises(NotAllowed):
        set_password(store, user=uid, password="hemligt-5")


@pytest.mark.parametrize("role", list(Role))
def test_rights_of_each_role(role: Role) -> None:
    rights = RIGHTS[role]
    assert Right.TODAY in rights
    assert (Right.PROTECTED in rights) == (role is Role.HEAD)
    assert (Right.MANAGE in rights) == (role in (Role.HEAD, Role.REGION))
    assert (Right.REGION in rights) == (role is Role.REGION)
    assert (Right.REGISTER in rights) == (role in (Role.HEAD, Role.STAFF))
    user = User(uid="u", login="l", name="N", title="T", role=role, valid_until=None, ended_on=None)
    assert session_of(user).rights == rights


@pytest.mark.parametrize(
    ("until", "ended", "valid"),
    [
        (None, None, True),
        (date(2026, 11, 23), None, True),
        (date(2026, 11, 22), None, False),
        (None, date(2026, 11, 23), False),
        (None, date(2026, 11, 24), True),
    ],
)
def test_who_may_log_in(until: date | None, ended: date | None, valid: bool) -> None:
    user = User(uid="u", login="l", name="N", title="", role=Role.SUBSTITUTE,
                valid_until=until, ended_on=ended)  # fmt: skip
    assert is_valid(user, date(2026, 11, 23)) is valid
