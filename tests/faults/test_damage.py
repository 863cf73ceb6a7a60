"""FE06, FE07, PR10: damage is noticed, told, kept aside, and mended from a verified back-up."""

import random

import pytest

from lärcentrum import backups
from lärcentrum.errors import UserError
from lärcentrum.store import backup, register
from lärcentrum.store.errors import BackupDamaged
from tests.faults import disk
from tests.helpers import registers


@pytest.fixture
def around(computer):
    return registers.surroundings(computer, seed=7)


def opened(folder, ground, around):
    found = register.open_with_key(folder, ground.key, around)
    found.store.session = registers.HEAD
    return found


def test_any_flipped_bit_is_noticed_at_the_next_start_or_back_up(
    ground, around, fast_folder, every
):
    """PR10: what is not noticed changed nothing."""
    chance = random.Random(6)
    folder = ground.lay(fast_folder / "bit")
    first = opened(folder, ground, around)
    digest = first.store.digest()
    first.close()
    whole = (folder / register.DATABASE).read_bytes()
    unnoticed = 0
    for _ in range(1000 if every else 60):
        harmed = bytearray(whole)
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
        (folder / register.DATABASE).write_bytes(harmed)
        if told(folder, ground, around) is None:
            unnoticed += 1
            mine = opened(folder, ground, around)
            assert mine.store.digest() == digest
            mine.close()
    assert unnoticed <= 1


def told(folder, ground, around):
    """The code that a start, or else a back-up, gives."""
    try:
        mine = opened(folder, ground, around)
    except UserError as refusal:
        return refusal.code
    code = None
    for attempt in (lambda: backups.make_backup(mine.store), mine.close):
        try:
            attempt()
        except UserError as refusal:
            code = code or refusal.code
    return code


def test_a_damaged_register_never_becomes_a_back_up(ground, around, fast_folder):
    folder = ground.lay(fast_folder / "skadad")
    first = opened(folder, ground, around)
    backups.make_backup(first.store)
    first.close()
    whole = disk.contents_of(folder / register.BACKUPS)
    path = folder / register.DATABASE
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    path.write_bytes(data)
    assert told(folder, ground, around) == "FE06"
    assert disk.contents_of(folder / register.BACKUPS) == whole


def test_damaged_back_ups_are_named_and_an_older_one_serves(
    ground, computer, template, fast_folder
):
    """FE07: the newest three are damaged; each is refused by name, the fourth restores."""
    folder, code = ground.lay(fast_folder / "fjärde"), template[2]
    clock = registers.surroundings(computer, seed=8)
    first = opened(folder, ground, clock)
    digest = first.store.digest()
    for hour in range(4):
        clock.clock.at = registers.NOW.replace(hour=8 + hour)
        backups.make_backup(first.store)
    first.close()
    there = backup.listed(folder / register.BACKUPS)
    assert len(there) == 4
    for number, one in enumerate(there[:3]):
        data = bytearray(one.path.read_bytes())
        data[len(data) // (2 + number)] ^= 4
        one.path.write_bytes(data)
    (folder / register.DATABASE).write_bytes(b"")
    assert [backup.check(one.path, ground.key) for one in there] == [False, False, False, True]
    before = disk.contents_of(folder)
    for one in there[:3]:
        with pytest.raises(BackupDamaged) as refused:
            backups.restore(one.path, folder, code, clock)
        assert refused.value.code == "FE07"
    assert {k: v for k, v in disk.contents_of(folder).items() if k in before} == before
    backups.restore(there[3].path, folder, code, clock)
    mended = opened(folder, ground, clock)
    assert mended.store.digest() == digest
    assert list(folder.glob(f"undanlagd-*-{register.DATABASE}"))
    mended.close()
