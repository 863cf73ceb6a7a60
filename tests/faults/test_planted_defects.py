"""PR0: the tests can fail. Each planted defect is caught by the trials that the suite holds."""

import pytest

from lärcentrum.store import register
from tests.faults import injection
from tests.faults.defects import DEFECTS

# Which trial must notice, and in which scenario.
BY_INJECTION = {
    "final_name_write": "papers",
    "no_transaction": "rows",
    "skipped_audit_row": "rows",
    "half_rollback": "rows",
}
BY_POWER_LOSS = {
    "no_fsync_in_publish": "papers",
    "no_folder_fsync": "papers",
    "ack_before_commit": "rows",
    "synchronous_off": "rows",
    "synchronous_normal": "rows",
}


def test_every_defect_has_its_trial():
    assert set(BY_INJECTION) | set(BY_POWER_LOSS) == set(DEFECTS)


@pytest.mark.parametrize("defect", BY_INJECTION)
def test_an_injected_fault_shows_it(bench, defect):
    scenario = BY_INJECTION[defect]
    points = injection.spread(bench.course(scenario).points, 60)
    found = bench.hit(scenario, points, defect, most=1)
    assert found
    assert not any("bug: " in problem for _, problems in found for problem in problems)


@pytest.mark.parametrize("defect", BY_POWER_LOSS)
def test_a_power_loss_shows_it(bench, defect):
    scenario = BY_POWER_LOSS[defect]
    film = bench.film(scenario, defect)
    assert bench.power_loss(scenario, film, bench.states(film, 1, 4), most=1)


def test_a_word_too_early_is_no_lie_before_the_power_goes(bench):
    film = bench.film("rows", "ack_before_commit")
    said = [one for one in film.said if one["kind"] == "done"]
    assert len(said) == 5
    assert all(sorted({table for table, _ in one["rows"]}) == ["room"] for one in said)
    *_, last = bench.states(film, 1, 0)
    assert bench.power_loss("rows", film, [last]) == []
    found = bench.power_loss("rows", film, bench.states(film, 1, 4), most=1)
    assert any(problem.startswith("K1 room ") for _, problems in found for problem in problems)


def test_unfinished_files_that_stay_are_seen(bench, monkeypatch):
    monkeypatch.setattr(register, "remove_leftovers", lambda folder: 0)
    points = [p for p in bench.course("backups").points if p.fault == "KILL"]
    late = [p for p in points if p.call == "pwrite64"][-30:]
    found = bench.hit("backups", late, most=1)
    assert any(problem.startswith("K6") for _, problems in found for problem in problems)
