"""A register with a home: taken, brought home, handed over, taken over, out of touch."""

import shutil
from datetime import timedelta

import pytest

from lärcentrum import opening
from lärcentrum.errors import NotAllowed
from lärcentrum.home import arriving, choosing, going, leases, links
from lärcentrum.home.errors import (
    HandedOver,
    HeldElsewhere,
    HomeAhead,
    HomeDamaged,
    HomeInside,
    HomeUnreachable,
    NoHome,
    OtherHome,
    SyncedHome,
    TakenOver,
)
from lärcentrum.home.links import State
from lärcentrum.people import users
from lärcentrum.store import meta
from lärcentrum.store.errors import FolderTaken, OnlyLooking, TargetGone, WrongPassword
from tests.helpers import homes
from tests.helpers.homes import add, kill, rooms
from tests.helpers.opening import NEW


@pytest.fixture
def pair(tmp_path):
    return homes.shared(tmp_path)


def epoch(opened):
    return meta.read(opened.store.conn, "epoch"), meta.read(opened.store.conn, "epoch_confirmed")


def test_handing_over_in_order_keeps_the_epoch_and_every_row(pair):
    one, two, home = pair
    first = one.log_in()
    before = epoch(first)
    add(first, "Ett")
    assert opening.leave(first) is None
    second = two.log_in()
    assert rooms(second) == ["Ett"]
    assert epoch(second) == before
    add(second, "Två")
    assert opening.leave(second) is None
    first = one.log_in()
    assert rooms(first) == ["Ett", "Två"]
    assert epoch(first) == before
    assert opening.leave(first) is None
    assert not list(one.folder.glob("atsidan-*"))
    assert not [p for p in home.rglob("*") if p.name.endswith(".part")]


def test_another_computer_is_told_who_has_it_and_may_look(pair):
    one, two, _home = pair
    first = one.log_in()
    add(first, "Ett")
    assert going.bring_home(first.store).copied
    add(first, "Ej hemma")
    with pytest.raises(HeldElsewhere) as told:
        two.log_in()
    assert told.value.since == "08:00"
    found = going.status(two.folder)
    assert (found.name, found.held, found.mine) == ("Berit Åström", True, False)
    assert going.status(one.folder).mine
    copy = two.look()
    assert rooms(copy) == ["Ett"]
    with pytest.raises(NotAllowed):
        add(copy, "Nej")
    with pytest.raises(OnlyLooking):
        going.bring_home(copy.store)
    copy.close()
    opening.leave(first)


def test_there_is_a_copy_only_when_there_is_news(pair):
    one, _two, home = pair
    first = one.log_in()
    assert going.bring_home(first.store).copied  # the login stands in the log
    number = leases.newest(home).generation
    assert not going.bring_home(first.store).copied
    assert leases.newest(home).generation == number
    opening.leave(first)


def test_a_killed_program_resumes_its_own_lease_and_register(pair):
    one, two, _home = pair
    first = one.log_in()
    add(first, "Ett")
    kill(first)
    with pytest.raises(HeldElsewhere):
        two.log_in()
    first = one.log_in()
    assert rooms(first) == ["Ett"]
    opening.leave(first)
    second = two.log_in()
    assert rooms(second) == ["Ett"]
    opening.leave(second)


def test_out_of_touch_the_holder_works_on_and_nobody_else(pair, tmp_path):
    one, two, home = pair
    first = one.log_in()
    away = home.rename(tmp_path / "borta")
    add(first, "Ett")
    with pytest.raises(HomeUnreachable) as told:
        going.bring_home(first.store)
    assert told.value.works
    assert isinstance(opening.leave(first), HomeUnreachable)
    with pytest.raises(HomeUnreachable):
        two.log_in()
    first = one.log_in()
    assert rooms(first) == ["Ett"]
    away.rename(home)
    assert going.bring_home(first.store).copied
    opening.leave(first)
    second = two.log_in()
    assert rooms(second) == ["Ett"]
    opening.leave(second)


def test_an_empty_place_where_nothing_is_mounted_is_out_of_touch(pair, tmp_path):
    one, two, home = pair
    home.rename(tmp_path / "borta")
    home.mkdir()
    with pytest.raises(HomeUnreachable):
        two.log_in()
    assert list(home.iterdir()) == []
    assert going.status(one.folder).reached is False


def test_a_forced_take_over_is_found_at_the_next_contact_and_stops_the_first(pair):
    one, two, _home = pair
    first = one.log_in()
    before = epoch(first)
    add(first, "Hemma")
    going.bring_home(first.store)
    add(first, "Ej hemma")
    second = two.log_in(take_over=True)
    assert rooms(second) == ["Hemma"]
    assert epoch(second)[0] != before[0]
    assert epoch(second)[1] == "0"
    add(second, "Tvåans")
    with pytest.raises(TakenOver) as told:
        going.bring_home(first.store)
    assert told.value.changes == 1
    with pytest.raises(TakenOver):
        add(first, "Nej")
    assert isinstance(opening.leave(first), TakenOver)
    opening.leave(second)
    first = one.log_in()
    assert rooms(first) == ["Hemma", "Tvåans"]
    assert len(list(one.folder.glob("atsidan-*-register.db"))) == 1
    assert epoch(first)[0] != before[0]
    opening.leave(first)


def test_the_first_ones_rows_are_laid_aside_also_while_the_other_has_it(pair):
    one, two, _home = pair
    first = one.log_in()
    add(first, "Ej hemma")
    kill(first)
    second = two.log_in(take_over=True)
    with pytest.raises(HeldElsewhere):
        one.log_in()
    assert len(list(one.folder.glob("atsidan-*-register.db"))) == 1
    assert links.read(one.folder).state is State.OUT
    with pytest.raises(HeldElsewhere):
        one.log_in()
    assert len(list(one.folder.glob("atsidan-*-register.db"))) == 1
    opening.leave(second)


def test_a_handed_over_window_only_looks(pair):
    one, two, _home = pair
    first = one.log_in()
    going.hand_over(first.store)
    with pytest.raises(HandedOver):
        add(first, "Nej")
    second = two.log_in()
    with pytest.raises(HandedOver):
        going.bring_home(first.store)
    assert opening.leave(first) is None
    add(second, "Två")
    opening.leave(second)


def test_what_cannot_be_handed_over_is_worked_in_further(pair, tmp_path):
    one, _two, home = pair
    first = one.log_in()
    away = home.rename(tmp_path / "borta")
    with pytest.raises(HomeUnreachable):
        going.hand_over(first.store)
    add(first, "Ett")
    away.rename(home)
    going.hand_over(first.store)
    assert opening.leave(first) is None


def test_the_passwords_that_count_go_along(pair):
    one, two, _home = pair
    first = one.log_in()
    uid = users.list_users(first.store)[0].uid
    users.set_password(first.store, user=uid, password="en annan skog")
    opening.leave(first)
    with pytest.raises(WrongPassword):
        two.log_in()
    two.around.clock.at += timedelta(minutes=1)
    second = opening.log_in(two.folder, NEW.login, "en annan skog", two.around)
    opening.leave(second)


def test_a_copied_folder_has_no_lease(pair, tmp_path):
    one, _two, _home = pair
    first = one.log_in()
    add(first, "Ett")
    kill(first)
    three = homes.computer(tmp_path / "tre", 13)
    shutil.copytree(one.folder, three.folder)
    with pytest.raises(HeldElsewhere):
        three.log_in()
    first = one.log_in()
    assert rooms(first) == ["Ett"]
    opening.leave(first)


def test_another_folder_on_the_same_computer_has_no_lease_either(pair, tmp_path):
    one, _two, home = pair
    other = homes.Computer(tmp_path / "ett" / "annan", one.around)
    arriving.join(home, other.folder)
    first = one.log_in()
    add(first, "Ett")
    kill(first)
    with pytest.raises(HeldElsewhere):
        other.log_in()
    second = other.log_in(take_over=True)
    with pytest.raises(HeldElsewhere):
        one.log_in()
    assert opening.leave(second) is None
    assert len(list(one.folder.glob("atsidan-*-register.db"))) == 1


def test_a_damaged_home_is_said_and_harms_nothing(pair):
    one, two, home = pair
    now = leases.newest(home)
    copy = home / "copies" / now.copy.name
    data = copy.read_bytes()
    copy.write_bytes(data[:-10] + bytes(10))
    with pytest.raises(HomeDamaged):
        two.log_in()
    copy.unlink()
    with pytest.raises(HomeUnreachable):
        two.log_in()
    copy.write_bytes(data)
    note = home / "lease" / f"{now.generation:010d}" / "lease.json"
    whole = note.read_bytes()
    for bad in (b"", b"{}", b"[1]", whole[:-5], whole.replace(b'"held"', b'"hold"')):
        note.write_bytes(bad)
        with pytest.raises(HomeDamaged):
            two.log_in()
    note.write_bytes(whole)
    opening.leave(two.log_in())
    assert not list(one.folder.glob(".*.part")) + list(two.folder.glob(".*.part"))


def test_clocks_that_differ_by_years_change_nothing(tmp_path):
    for skew in (timedelta(days=-800), timedelta(days=800)):
        one, two, home = homes.shared(tmp_path / f"{skew.days}", skew=skew)
        for number in range(3):
            for who in (one, two):
                opened = who.log_in()
                add(opened, f"{number} {who.folder.parent.name}")
                assert opening.leave(opened) is None
        last = one.log_in()
        assert len(rooms(last)) == 6
        opening.leave(last)
        assert (home / "copies" / leases.newest(home).copy.name).exists()


# --- choosing --------------------------------------------------------------


def test_what_is_no_place_for_a_home(pair, tmp_path):
    one, _two, home = pair
    first = one.log_in()
    for name in ("OneDrive - Storumans kommun", "Dropbox"):
        (tmp_path / name).mkdir()
        with pytest.raises(SyncedHome):
            choosing.set_home(first.store, folder=str(tmp_path / name))
    with pytest.raises(HomeInside):
        choosing.set_home(first.store, folder=str(one.folder / "backup"))
    with pytest.raises(TargetGone):
        choosing.set_home(first.store, folder=str(tmp_path / "finns inte"))
    with pytest.raises(NoHome):
        arriving.join(tmp_path, tmp_path / "ny")
    assert links.read(one.folder).place == home
    opening.leave(first)


def test_the_home_moves_and_the_old_one_is_free(pair, tmp_path):
    one, two, home = pair
    new = tmp_path / "nytt hem"
    new.mkdir()
    first = one.log_in()
    add(first, "Ett")
    choosing.set_home(first.store, folder=str(new))
    assert not leases.newest(home).held
    add(first, "Två")
    opening.leave(first)
    arriving.join(new, two.folder)
    second = two.log_in()
    assert rooms(second) == ["Ett", "Två"]
    # The old home lacks nothing that this register lacks, and can be the home again.
    choosing.set_home(second.store, folder=str(home))
    opening.leave(second)


def test_a_home_that_is_gone_is_given_up_only_when_asked(pair, tmp_path):
    one, _two, home = pair
    new = tmp_path / "nytt hem"
    new.mkdir()
    first = one.log_in()
    shutil.rmtree(home)
    with pytest.raises(HomeUnreachable):
        choosing.set_home(first.store, folder=str(new))
    choosing.set_home(first.store, folder=str(new), abandon=True)
    assert opening.leave(first) is None


def test_another_registers_home_and_one_that_is_ahead_are_refused(pair, tmp_path):
    one, two, home = pair
    other = homes.computer(tmp_path / "annat", 14)
    other.folder.parent.mkdir(exist_ok=True, parents=True)
    made, _code = opening.create_register(other.folder, NEW, other.around)
    with pytest.raises(OtherHome):
        choosing.set_home(made.store, folder=str(home))
    made.close()
    with pytest.raises(FolderTaken):
        arriving.join(home, other.folder)
    first = one.log_in()
    links.forget(one.folder)
    second_home = tmp_path / "nytt hem"
    second_home.mkdir()
    add(first, "Här")
    with pytest.raises(NoHome):
        going.bring_home(first.store)
    kill(first)
    second = two.log_in(take_over=True)
    add(second, "Där")
    opening.leave(second)
    first = one.log_in()
    with pytest.raises(HomeAhead):
        choosing.set_home(first.store, folder=str(home))
    opening.leave(first)


def test_old_leases_and_copies_are_tidied_and_the_newest_stays(pair):
    one, two, home = pair
    opened = one.log_in()
    for number in range(60):
        add(opened, f"{number}")
        one.around.clock.at += timedelta(hours=1)
        assert going.bring_home(opened.store).copied
    assert opening.leave(opened) is None
    assert len(list((home / "lease").iterdir())) <= 51
    assert len(list((home / "copies").iterdir())) <= 24 + 14 + 8 + 12 + 2
    second = two.log_in()
    assert len(rooms(second)) == 60
    opening.leave(second)
