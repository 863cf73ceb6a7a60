"""Figures of the start: until the login is painted, and memory, beside a bare window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, figure
from tests.helpers import registers

RUNS = 9


def figures() -> Iterator[Figure]:
    """Measure them all."""
    with tempfile.TemporaryDirectory() as folder:
        made, _ = registers.make(Path(folder) / "åäö")
        made.close()
        ours, bare = [], []
        for _run in range(RUNS + 1):
            ours.append(_start(folder, "ours", str(Path(folder) / "åäö")))
            bare.append(_start(folder, "bare"))
    for at, name, goal in (
        (0, "process start → login painted / bare window", 1.3),
        (1, "peak memory at the login / bare window", 1.5),
    ):
        mine, theirs = (statistics.median(run[at] for run in runs[1:]) for runs in (ours, bare))
        yield figure(name, goal, mine, theirs)


def _start(folder: str, *what: str) -> tuple[float, float]:
    # As installed: a program's own bytecode is kept, whatever a test machine wants.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around = kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "LARCENTRUM_STATE": str(Path(folder) / "state"),
        "BENCH_STARTED": str(time.monotonic()),
    }
    command = [sys.executable, "-m", "tests.bench.first_paint", *what]
    told = subprocess.run(command, env=around, check=True, capture_output=True, text=True).stdout
    seconds, peak = told.split()[-2:]
    return float(seconds), float(peak)
