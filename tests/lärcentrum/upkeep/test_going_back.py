"""What a back-up lacks is counted by name, and a damaged one is found."""

from datetime import timedelta

from lärcentrum import backups
from lärcentrum.exams.rooms import add_room
from lärcentrum.store import register
from lärcentrum.upkeep.going_back import damaged_backups, done_since_backups
from tests.helpers import registers
from tests.helpers.matrix import Case, check


def test_what_was_done_since_is_counted_by_name(store):
    add_room(store, name="Sal 1", capacity=4)
    backups.make_backup(store)
    for n in (2, 3):
        add_room(store, name=f"Sal {n}", capacity=4)
    store.clock.at += timedelta(minutes=1)
    backups.make_backup(store)
    newest, first = check(store, Case(operation=done_since_backups, good={}))
    assert (newest.changes, first.changes) == (0, 2)
    assert newest.sentence() == "Inget har ändrats sedan kopian gjordes."
    assert first.sentence() == "Det här skulle saknas: 2 ändringar (Sal tillagd 2)."


def test_one_from_before_a_restore_is_of_another_line(opened, template):
    store = opened.store
    first = backups.make_backup(store)
    add_room(store, name="Sal 1", capacity=4)
    store.clock.at += timedelta(minutes=1)
    backups.make_backup(store)
    opened.close()
    backups.restore(first.path, store.folder, template[2], opened.around)
    again = register.open_with_key(store.folder, opened.key, opened.around)
    again.store.session = registers.HEAD
    add_room(again.store, name="Sal 2", capacity=4)
    later, before = done_since_backups(again.store)
    assert (later.is_ours, before.is_ours) == (False, True)
    assert "före en återställning" in later.sentence()
    again.close()


def test_a_damaged_one_is_found(store):
    made = backups.make_backup(store)
    assert damaged_backups(store) == []
    data = bytearray(made.path.read_bytes())
    data[-5000] ^= 1
    made.path.write_bytes(data)
    assert damaged_backups(store) == [made.path.name]
