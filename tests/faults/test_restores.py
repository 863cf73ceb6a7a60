"""PR9: whatever the register says, a back-up that was made says it again when it is put back.

Two hundred in `make faults`, a few in the ordinary suite: random registers, a back-up, more work,
a restore that is killed now and then and done again; the digest is the back-up's each time.
"""

import os
import random
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from lärcentrum import backups, history
from lärcentrum.errors import UserError
from lärcentrum.store import backup, register
from lärcentrum.store.errors import BackupDamaged
from lärcentrum.store.register import Surroundings
from lärcentrum.store.store import Store
from lärcentrum.upkeep.checking import check_register
from tests.helpers import exams, people, registers

EVERYTHING = os.environ.get("LARCENTRUM_FAULTS") == "all"
RESTORES = 200 if EVERYTHING else 6
_BLOCK = 20 if EVERYTHING else 6
"""Restores of one test: registers are made anew in each."""


def work(store: Store, dice: random.Random, number: int) -> None:
    """Do some random things, as a day does; what is refused is part of it."""
    for step in range(dice.randint(1, 4)):
        n = 100 * number + step
        deed = dice.randrange(4)
        try:
            if deed == 0:
                people.make_student(store, n % 800)
            elif deed == 1:
                exams.make_booking(store, n % 800)
            elif deed == 2:
                history.undo_last(store)
            else:
                exams.make_room(store, name=f"Sal {n}", capacity=dice.randint(1, 30))
        except UserError:
            continue


def restore_killed(path: Path, folder: Path, code: str, around: Surroundings, after: float) -> None:
    """Begin a restore in a child and kill it after a time; it may have come to its end."""
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_REAL, after)
        signal.signal(signal.SIGALRM, lambda *_given: os.kill(os.getpid(), signal.SIGKILL))
        try:
            backups.restore(path, folder, code, around)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("block", range(max(1, RESTORES // _BLOCK)))
def test_every_restore_is_equal(block, template, tmp_path):
    dice = random.Random(block)
    folder, key, code = tmp_path / "åäö", template[1], template[2]
    opened = registers.copy_of(template[0], folder, key)
    around = opened.around
    for number in range(_BLOCK):
        work(opened.store, dice, number)
        made = backups.make_backup(opened.store)
        promised = opened.store.digest()
        assert made.digest == promised
        around.clock.at += timedelta(minutes=1)
        work(opened.store, dice, 50 + number)
        opened.close()
        if dice.random() < 0.4:
            restore_killed(made.path, folder, code, around, dice.uniform(0.001, 0.12))
        backups.restore(made.path, folder, code, around)
        opened = register.open_with_key(folder, key, around)
        opened.store.session = registers.HEAD
        assert opened.store.digest() == promised, f"restore {number} of block {block}"
        assert not list(folder.glob(".*.part"))
    assert all(one.holds for one in check_register(opened.store))
    opened.close()


def test_a_damaged_one_changes_nothing(template, tmp_path):
    folder, key, code = tmp_path / "åäö", template[1], template[2]
    opened = registers.copy_of(template[0], folder, key)
    made = backups.make_backup(opened.store)
    before = opened.store.digest()
    opened.close()
    data = bytearray(made.path.read_bytes())
    dice = random.Random(7)
    for _turn in range(12 if EVERYTHING else 3):
        harmed = bytearray(data)
        at = dice.randrange(len(data) // 4, len(data))
        harmed[at] ^= 1 << dice.randrange(8)
        made.path.write_bytes(harmed)
        with pytest.raises(BackupDamaged):
            backups.restore(made.path, folder, code, opened.around)
    made.path.write_bytes(data)
    assert backup.check(made.path, key)
    again = register.open_with_key(folder, key, opened.around)
    assert again.store.digest() == before
    again.close()
