"""Which back-ups the rotation keeps: 24 hours, 14 days, 8 weeks, 12 months, and the newest."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum import backups
from lärcentrum.settings import change_settings
from lärcentrum.store import backup
from lärcentrum.store.errors import NotARegister

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TIMES = st.lists(
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)).map(lambda d: NOW - d),
    max_size=60,
    unique=True,
)


@given(TIMES)
def test_kept(made):
    keep = backup.kept(made, NOW)
    assert keep <= set(made)
    assert all(at in keep for at in made if NOW - at <= timedelta(hours=24))
    if made:
        assert max(made) in keep
    days = {at.date() for at in made}
    newest_days = sorted(days)[-14:]
    assert {at.date() for at in keep} >= set(newest_days)
    older = [at for at in keep if NOW - at > timedelta(hours=24)]
    assert len(older) <= 14 + 8 + 12


@given(TIMES)
def test_rotating_twice_changes_nothing(made):
    once = backup.kept(made, NOW)
    assert backup.kept(sorted(once), NOW) == once


def test_hourly_for_a_year_leaves_a_handful():
    made = [NOW - timedelta(hours=2 * n) for n in range(12 * 365)]
    assert 13 + 14 <= len(backup.kept(made, NOW)) <= 13 + 14 + 8 + 12


def test_the_newest_verified_one_is_never_removed(opened):
    clock = opened.store.clock
    old = backups.make_backup(opened.store)
    clock.at += timedelta(days=1000)
    for _n in range(3):
        clock.at += timedelta(days=400)
        backups.make_backup(opened.store)
    found = backup.listed(opened.store.folder / "backup")
    assert backup.rotate(opened.store.folder / "backup", clock.now(), lambda p: p == old.path) == 0
    assert old.path in [one.path for one in found]


def test_due_after_two_hours_with_changes():
    assert not backups.is_due(NOW, NOW + timedelta(hours=3), changed=False)
    assert not backups.is_due(NOW, NOW + timedelta(minutes=119), changed=True)
    assert backups.is_due(NOW, NOW + timedelta(hours=2), changed=True)
    assert backups.is_due(None, NOW, changed=True)
    assert backups.is_due(NOW + timedelta(days=9999), NOW, changed=True)


def test_a_back_up_from_a_time_to_come_is_not_the_newest(opened):
    store, clock = opened.store, opened.store.clock
    old = backups.make_backup(store).made
    clock.at += timedelta(days=365 * 73)
    backups.make_backup(store)
    assert backups.last_backup(store) == clock.now()
    clock.at = old + timedelta(hours=3)
    assert backups.last_backup(store) == old
    backups.back_up_before(store, backups.Occasion("merge"))
    assert backups.last_backup(store) == clock.now()


def test_a_second_folder_that_is_gone_is_a_warning_and_hinders_nothing(opened, tmp_path):
    stick = tmp_path / "minne å"
    change_settings(opened.store, values={"backup_folder": str(stick)})
    made = backups.make_backup(opened.store)
    assert made.path.is_file()
    assert "minne å" in made.warning
    assert "Inget är skrivet" not in made.warning, "the copy beside the register is"
    opened.store.clock.at += timedelta(hours=1)
    backups.back_up_before(opened.store, "merge")
    assert len(backups.list_backups(opened.store)) == 2
    stick.mkdir()
    assert backups.make_backup(opened.store, why=backups.Occasion.EXIT).warning == ""
    assert len(list(stick.iterdir())) == 1


def test_one_backup_before_a_row_of_large_things(opened):
    for _n in range(3):
        backups.back_up_before(opened.store, "merge")
    found = backups.list_backups(opened.store)
    assert [one.why for one in found] == ["merge"]
    opened.store.clock.at += timedelta(minutes=10)
    backups.back_up_before(opened.store, "import")
    assert [one.why for one in backups.list_backups(opened.store)] == ["import", "merge"]


def test_two_registers_in_one_folder_are_two_series(opened, tmp_path):
    """A centre and a regional office may copy to one memory stick."""
    store, clock = opened.store, opened.store.clock
    folder = store.folder / "backup"
    for _day in range(20):
        clock.at += timedelta(days=1)
        made = backups.make_backup(store)
        other = made.path.with_name(f"annat-{made.path.name}")
        data = made.path.read_bytes()
        other.write_bytes(data.replace(made.register.encode(), b"0" * 36, 1))
    backup.rotate(folder, clock.now())
    found = [one.register for one in backup.listed(folder)]
    assert found.count("0" * 36) >= 14
    assert found.count(made.register) >= 14


def test_a_damaged_head_hides_no_other_back_up(opened, tmp_path):
    """FE07: any bit of a head may be another; the list, and the next back-up, still go."""
    sound = backups.make_backup(opened.store).path
    folder = sound.parent
    data, damaged = sound.read_bytes(), folder / "a.lcbackup"
    head = data.index(b"\n") + 1
    (folder / "mapp.lcbackup").mkdir()
    (folder / "bort.lcbackup").symlink_to(tmp_path / "finns-inte")
    seen = set()
    for place in range(head):
        flipped = bytearray(data[: head + 64])
        flipped[place] ^= 1 << (place % 8)
        damaged.write_bytes(flipped)
        found = [one.path for one in backup.listed(folder)]
        assert sound in found
        seen.add(damaged in found)
        with suppress(NotARegister):
            backup.keys_of(damaged)
    assert seen == {True, False}
    damaged.write_bytes(b'{"magic":"larcentrum-backup"}\n')
    assert backups.make_backup(opened.store).path.is_file()


def test_what_hangs_too_deep_is_no_head(tmp_path):
    deep = tmp_path / "d.lcbackup"
    deep.write_bytes(b"[" * 90_000 + b"\n")
    assert backup.listed(tmp_path) == []
    with pytest.raises(NotARegister):
        backup.describe(deep)
