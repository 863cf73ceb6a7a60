"""PR2: the power goes at any moment, and what was not flushed is there, away or torn."""

import itertools
import random

import pytest

from tests.faults.disk import Disk, Step

# How many chance states at each step the suite tries; `make faults` tries more.
EACH = {
    "rows": 3,
    "papers": 6,
    "backups": 1,
    "create": 1,
    "booking": 3,
    "certificate": 1,
    "month": 3,
}
PARTS = 4
SEED = 20261123


def states(bench, film, scenario, every):
    return bench.states(film, SEED, 20 if every else EACH[scenario])


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("scenario", EACH)
def test_every_promise_is_kept(bench, scenario, part, every):
    film = bench.film(scenario)
    mine = itertools.islice(states(bench, film, scenario, every), part, None, PARTS)
    assert bench.power_loss(scenario, film, mine) == []


def test_enough_states_are_tried(bench):
    tried = {name: sum(1 for _ in states(bench, bench.film(name), name, False)) for name in EACH}
    assert sum(tried.values()) >= 2000
    assert min(tried.values()) >= 60


def steps(*given):
    return [Step(*one) for one in given]


def disk_after(contents, *given):
    disk = Disk("/r", contents)
    assert all(disk.take(step) for step in steps(*given))
    return disk


def test_a_flushed_write_stands():
    disk = disk_after({"a": b"old"}, ("write", "/r/a", b"new", 0), ("flush", "/r/a"))
    assert disk.state(None) == {"a": b"new"}


def test_a_write_that_was_not_flushed_may_be_away():
    disk = disk_after({"a": b"old"}, ("write", "/r/a", b"new", 0))
    assert disk.state(None) == {"a": b"old"}
    assert disk.state(None, everything=True) == {"a": b"new"}


def test_a_name_stands_when_its_folder_is_flushed():
    new = (("create", "/r/å/b"), ("write", "/r/å/b", b"x", 0), ("flush", "/r/å/b"))
    assert disk_after({}, *new).state(None) == {}
    assert disk_after({}, *new, ("flush", "/r/å")).state(None) == {"å/b": b"x"}


def test_a_rename_is_whole():
    disk = disk_after({"a": b"1", "b": b"2"}, ("rename", "/r/a", b"", 0, "/r/b"))
    assert disk.state(None) == {"a": b"1", "b": b"2"}
    assert disk.state(None, everything=True) == {"b": b"1"}


def test_a_torn_write_is_torn_between_sectors():
    disk = disk_after({"a": bytes(2048)}, ("write", "/r/a", b"x" * 2048, 0))
    seen = {disk.state(random.Random(seed))["a"] for seed in range(60)}
    sectors = {content[i : i + 512] for content in seen for i in range(0, 2048, 512)}
    assert sectors == {bytes(512), b"x" * 512}
    assert len(seen) > 8


def test_what_lies_outside_is_not_followed():
    assert not Disk("/r", {}).take(Step("write", "/other/a", b"x"))
