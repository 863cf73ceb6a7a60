"""FE01, PR1: the real window is killed while it works, at random moments."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.faults import oracle
from tests.faults.acks import Acks
from tests.faults.injection import ROOT
from tests.helpers import registers

SECONDS = 40


def killed_once(ground, place, seconds):
    """Start the window on a copy, let it work so long, kill it; gives what the oracle finds."""
    folder = ground.lay(place)
    told = {**ground.order("", folder), "state": str(place / "state")}
    (place / "state").mkdir()
    for path in ground.state.iterdir():
        (place / "state" / path.name).write_bytes(path.read_bytes())
    acks = Acks(place / "acks")
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "tests.faults.window", json.dumps(told)],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LARCENTRUM_STATE": told["state"],
             "QT_QPA_PLATFORM": "offscreen"},
    ) as window:  # fmt: skip
        give_up = time.monotonic() + SECONDS
        while not acks.said() and window.poll() is None and time.monotonic() < give_up:
            time.sleep(0.01)
        time.sleep(seconds)
        still = window.poll() is None
        window.send_signal(signal.SIGKILL)
        _, errors = window.communicate()
    said = acks.said()
    acks.close()
    assert still, f"the window ended by itself: {errors[-2000:]}"
    around = registers.surroundings(place / "state", seed=5)
    problems = oracle.judge(oracle.Case(folder, ground.key, around, said))
    return problems, sum(one["kind"] == "done" for one in said)


@pytest.mark.parametrize("part", range(2))
def test_no_acknowledged_row_is_lost(ground, fast_folder, every, part):
    chance = random.Random(part)
    done = 0
    for number in range(500 if every else 2):
        seconds = chance.uniform(0.0, 1.5)
        problems, steps = killed_once(ground, fast_folder / "fönster", seconds)
        assert problems == [], (number, seconds)
        done += steps
    assert done > 5
