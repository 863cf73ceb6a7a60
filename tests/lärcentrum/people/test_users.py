import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lärcentrum import backups, history
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, LastDayPassed, NotAllowed, NotFound
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
    propose_recovery_code,
    resume_user,
    session_of,
    set_password,
    set_recovery_code,
)
from lärcentrum.rights import Right
from lärcentrum.store import keys
from lärcentrum.store.errors import LastHead, NotUndoable, Taken, WrongCode
from lärcentrum.store.store import Store
from tests.helpers import registers
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
        (BERIT | {"login": "\u202e\0 "}, BadValue),
        (BERIT | {"login": "a" * 101}, BadValue),
        (BERIT | {"name": "N" * 201}, BadValue),
        (BERIT | {"title": "T" * 201}, BadValue),
    ]
    uid = check(store, Case(operation=add_user, good=BERIT, bad=bad))
    user = next(one for one in list_users(store) if one.uid == uid)
    assert (user.login, user.name, user.role) == ("berit", "Berit Åström", Role.HEAD)
    assert store.vault.opens("BERIT", "hemligt-1", uid)
    assert not store.vault.opens("berit", "hemligt-2", uid)


def test_what_is_not_seen_is_not_kept(store: Store) -> None:
    uid = add_user(
        store, **BERIT | {"login": "be\u202erit\0", "name": "Berit\u202e\0", "title": "R\0"}
    )
    user = next(one for one in list_users(store) if one.uid == uid)
    assert (user.login, user.name, user.title) == ("berit", "Berit", "R")
    change_user(store, user=uid, name="B\u202eö", role=Role.HEAD, title="\0", title_en="H\u202e")
    user = next(one for one in list_users(store) if one.uid == uid)
    assert (user.name, user.title, user.title_en) == ("Bö", "", "H")
    with pytest.raises(BadValue, match="100 tecken"):
        add_user(store, **BERIT | {"login": "b" * 101})


@pytest.mark.parametrize("kept", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_letter_is_the_same_in_one_sign_or_two(store: Store, kept: str, typed: str) -> None:
    uid = add_user(store, **BERIT | {
        "login": unicodedata.normalize(kept, "Åsa Öd"),
        "password": unicodedata.normalize(kept, "gröna åar"),
    })  # fmt: skip
    login, password = (unicodedata.normalize(typed, one) for one in ("åsa öd", "gröna åar"))
    assert store.vault.opens(login, password, uid)
    assert next(one for one in list_users(store) if one.uid == uid).login == "åsa öd"
    with pytest.raises(Taken):
        add_user(store, **BERIT | {"login": login})


def test_a_password_that_was_wrapped_as_it_was_typed_opens_still(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = unicodedata.normalize("NFD", "grön åäö")
    with monkeypatch.context() as earlier:
        earlier.setattr(keys, "_spellings", lambda password: [password])
        uid = add_user(store, **BERIT | {"password": typed})
    assert store.vault.opens("berit", typed, uid)
    assert not store.vault.opens("berit", "något annat å", uid)


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
    assert not store.vault.opens("berit", "hemligt-1", uid), "the slot is gone"
    with pytest.raises(BadValue):
        set_password(store, user=uid, password="hemligt-2")
    good = {"user": uid, "password": "hemligt-3"}
    bad = [(good | {"password": "kort"}, BadValue), (good | {"user": "gone"}, NotFound)]
    check(store, Case(operation=resume_user, good=good, bad=bad))
    assert store.vault.opens("berit", "hemligt-3", uid)
    with pytest.raises(BadValue):
        resume_user(store, **good)


def test_a_head_with_a_last_day_is_not_the_one_that_must_be_left(store: Store) -> None:
    uid, other = head(store), head(store, "annan")
    change_user(store, user=other, name="Annan", role=Role.HEAD, valid_until=date(2026, 11, 23))
    for way in (
        lambda: end_user(store, user=uid),
        lambda: change_user(store, user=uid, name="Berit", role=Role.STAFF),
        lambda: change_user(
            store, user=uid, name="Berit", role=Role.HEAD, valid_until=date(2027, 1, 1)
        ),
    ):
        before = store.digest()
        with pytest.raises(LastHead):
            way()
        assert store.digest() == before
    assert store.vault.opens("berit", "hemligt-1", uid)
    end_user(store, user=other)


def test_no_undo_takes_the_last_head_away(store: Store) -> None:
    uid, other = head(store), head(store, "annan")
    change_user(store, user=other, name="Annan", role=Role.STAFF)
    change_user(store, user=other, name="Annan", role=Role.HEAD)
    promoted = history.log(store, limit=1)[0].id
    change_user(store, user=uid, name="Berit", role=Role.STAFF)
    with pytest.raises(LastHead):
        history.undo(store, operation=promoted)


def test_a_user_whose_password_opens_the_key_is_ended_not_undone(store: Store) -> None:
    head(store, "annan")
    uid = head(store)
    with pytest.raises(NotUndoable):
        history.undo(store, operation=history.log(store, limit=1)[0].id)
    assert store.vault.opens("berit", "hemligt-1", uid), "both are there"
    assert uid in [user.uid for user in list_users(store)]
    end_user(store, user=uid)
    assert not store.vault.opens("berit", "hemligt-1", uid), "neither opens any more"


def test_a_session_ends_with_the_last_day(store: Store) -> None:
    user = User(uid="u", login="l", name="N", title="", role=Role.SUBSTITUTE,
                valid_until=date(2026, 11, 23), ended_on=None)  # fmt: skip
    store.session = session_of(user)
    list_users(store)
    assert isinstance(store.clock, FixedClock)
    store.clock.at += timedelta(days=1)
    with pytest.raises(LastDayPassed, match="sista dag"):
        list_users(store)
    with pytest.raises(NotAllowed):
        change_password(store, old_password="hemligt-1", password="hemligt-2")


def test_a_new_recovery_code(store: Store, template: tuple[Path, bytes, str]) -> None:
    old, new = template[2], propose_recovery_code(store)
    assert store.vault.opens_recovery(old)
    assert not store.vault.opens_recovery(new), "it opens nothing before it is set"
    before = store.digest()
    for code in ("", "A" * 32, new[:-1], old):
        with pytest.raises(BadValue):
            set_recovery_code(store, recovery_code=code)
    set_recovery_code(store, recovery_code=new.lower().replace("-", " "))
    assert store.vault.opens_recovery(new)
    assert not store.vault.opens_recovery(old)
    assert store.digest() == before
    done = history.log(store)[0]
    assert (done.name, done.undoable) == ("set_recovery_code", False)
    assert new[:9] not in str(done)
    store.session = replace(store.session, rights=RIGHTS[Role.STAFF])
    for call in (lambda: propose_recovery_code(store),
                 lambda: set_recovery_code(store, recovery_code=new)):  # fmt: skip
        with pytest.raises(NotAllowed):
            call()


def test_an_earlier_backup_opens_with_the_code_of_its_day(
    store: Store, template: tuple[Path, bytes, str], tmp_path: Path
) -> None:
    earlier, new = backups.make_backup(store), propose_recovery_code(store)
    set_recovery_code(store, recovery_code=new)
    assert isinstance(store.clock, FixedClock)
    store.clock.at += timedelta(minutes=1)
    later = backups.make_backup(store)
    around = registers.surroundings(tmp_path / "state", seed=5)
    for copy, right, wrong in ((earlier, template[2], new), (later, new, template[2])):
        folder = tmp_path / copy.path.stem
        with pytest.raises(WrongCode):
            backups.restore(copy.path, folder, wrong, around)
        backups.restore(copy.path, folder, right, around)


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
    assert isinstance(store.clock, FixedClock)
    store.clock.at += timedelta(seconds=1)
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


def test_ones_own_password_is_not_guessed_at_an_open_window(store: Store) -> None:
    store.session = replace(store.session, user=head(store))
    assert isinstance(store.clock, FixedClock)
    for wait in (1, 2, 4):
        with pytest.raises(BadValue, match=f"stämmer inte.*Vänta {wait} s") as wrong:
            change_password(store, old_password="fel", password="hemligt-3")
        assert wrong.value.field == "old_password"
        with pytest.raises(BadValue, match="för kort tid") as soon:
            change_password(store, old_password="hemligt-1", password="hemligt-3")
        assert soon.value.field == "old_password"
        store.clock.at += timedelta(seconds=wait)
    change_password(store, old_password="hemligt-1", password="hemligt-3")
    with pytest.raises(BadValue, match="Vänta 1 s"):
        change_password(store, old_password="hemligt-1", password="hemligt-4")


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


@pytest.mark.parametrize("right", list(Right))
def test_a_missing_right_is_named_in_swedish(right: Right) -> None:
    said = str(NotAllowed(right, "op"))
    assert "rätten att " in said
    assert f"rätten {right.value}" not in said
