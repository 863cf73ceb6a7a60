"""FE03, FE04, FE05, FE08, FE09: one process has the register, and its death frees it."""

import fcntl
import os
import signal
import time

import pytest

from lärcentrum.store import connection, register
from lärcentrum.store.errors import Damaged, RegisterOpen
from tests.faults import injection
from tests.faults.acks import Acks
from tests.helpers import registers

PENDING = 0x40000000  # where the database library keeps its locks in the file


@pytest.fixture
def around(computer):
    return registers.surroundings(computer, seed=7)


def wait_for(acks, kind, seconds=20):
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        found = [said for said in acks.said() if said["kind"] == kind]
        if found:
            return found[0]
        time.sleep(0.005)
    raise AssertionError(f"the child never said {kind}: {acks.said()}")


def test_a_second_start_is_told_who_and_a_death_frees_it_at_once(
    children, ground, around, fast_folder
):
    for round_ in range(10):
        folder = ground.lay(fast_folder / "två")
        told = ground.order("hold", folder)
        acks = Acks(folder.parent / "acks")
        holder = children.start(told)
        wait_for(acks, "holding")
        with pytest.raises(RegisterOpen) as refused:
            register.open_with_key(folder, ground.key, around)
        assert refused.value.code == "FE03"
        assert str(holder) in str(refused.value), round_
        os.kill(holder, signal.SIGKILL)
        assert children.ended() == -signal.SIGKILL
        opened = register.open_with_key(folder, ground.key, around)
        assert opened.unclean
        done = wait_for(acks, "done")
        assert all(opened.store.row(table, uid) for table, uid in done["rows"])
        opened.close()
        acks.close()


def test_of_several_starts_at_once_one_wins(ground, fast_folder):
    folder = ground.lay(fast_folder / "samtidigt")
    with injection.server() as one, injection.server() as two, injection.server() as three:
        servers = [one, two, three]
        told = [
            {**ground.order("hold", folder), "acks": str(folder.parent / f"acks-{number}")}
            for number in range(3)
        ]
        acks = [Acks(folder.parent / f"acks-{number}") for number in range(3)]
        pids = [server.start(order) for server, order in zip(servers, told, strict=True)]
        give_up = time.monotonic() + 20
        while time.monotonic() < give_up and sum(bool(a.said()) for a in acks) < 3:
            time.sleep(0.01)
        kinds = sorted(each.said()[0]["kind"] for each in acks)
        assert kinds == ["open", "refused", "refused"]
        winner = next(i for i, each in enumerate(acks) if each.said()[0]["kind"] == "open")
        wait_for(acks[winner], "holding")
        os.kill(pids[winner], signal.SIGKILL)
        assert sorted(server.ended() for server in servers) == [-signal.SIGKILL, 3, 3]


def test_after_a_crash_the_whole_file_is_checked(ground, around, fast_folder):
    folder = ground.lay(fast_folder / "krasch")
    opened = register.open_with_key(folder, ground.key, around)
    conn = opened.store.conn
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("INSERT INTO seat (uid, room_id, place, label) VALUES ('x', 9, 1, 'A')")
    conn.close()
    opened.lock.drop()
    with pytest.raises(Damaged):
        register.open_with_key(folder, ground.key, around)


def test_another_program_holding_the_file_is_waited_for_and_told(
    ground, around, fast_folder, monkeypatch
):
    """A back-up program that holds the file: waits, and says FE09; then all is as before."""
    folder = ground.lay(fast_folder / "upptagen")
    before = (folder / register.DATABASE).read_bytes()
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.3)
    ready, done = os.pipe(), os.pipe()
    holder = os.fork()
    if not holder:
        with (folder / register.DATABASE).open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX, 512, PENDING)
            os.write(ready[1], b"x")
            os.read(done[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    began = time.monotonic()
    try:
        with pytest.raises(connection.Busy) as refused:
            register.open_with_key(folder, ground.key, around)
    finally:
        os.write(done[1], b"x")
        os.waitpid(holder, 0)
    assert time.monotonic() - began >= 0.25
    assert refused.value.code == "FE09"
    assert (folder / register.DATABASE).read_bytes() == before
    register.open_with_key(folder, ground.key, around).close()
