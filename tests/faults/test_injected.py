"""PR1: a write, a flush, a rename or a removal fails or is the last thing the process does."""

import pytest

from tests.faults import injection

# How many points of each scenario the suite tries; `make faults` tries all.
SHARES = {
    "rows": 40,
    "papers": 40,
    "backups": 50,
    "create": 40,
    "booking": 60,
    "certificate": 50,
    "month": 60,
}
PARTS = 4


def chosen(bench, scenario, every):
    points = bench.course(scenario).points
    return points if every else injection.spread(points, SHARES[scenario])


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("scenario", SHARES)
def test_every_promise_is_kept(bench, scenario, part, every):
    points = chosen(bench, scenario, every)[part::PARTS]
    assert points
    assert bench.hit(scenario, points) == []


def test_enough_points_are_tried(bench):
    tried = [point for scenario in SHARES for point in chosen(bench, scenario, False)]
    assert len(tried) >= 150
    assert {point.fault for point in tried} == {"KILL", "EIO", "ENOSPC"}
    assert {"write", "pwrite64", "fsync", "ftruncate", "rename", "unlink"} <= {
        point.call for point in tried
    }


def test_a_kill_kills(bench):
    """The harness does what it says: the process dies at the point, and not before."""
    told = bench._told("rows", "dödad")
    ended = bench.children.hit(told, injection.Point("pwrite64", 5, "KILL"))
    assert ended.code == -9
    assert not any(said["kind"] in ("bug", "end") for said in ended.said)
