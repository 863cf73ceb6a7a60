"""The packaged program's start beside the unpackaged one's, both watched from outside.

From the start of the process until the login is shown: both then touch the file by which they hear
a second start, a known time later.
"""

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
from ui.__main__ import _AFTER_PAINT

RUNS = 9
PACKAGED = Path("build/installer/dist/larcentrum/larcentrum-gui")
UNPACKAGED = Path(sys.executable).with_name("larcentrum-gui")


def figures() -> Iterator[Figure]:
    """Measure it, or say how the package is made."""
    if not PACKAGED.is_file():
        print(f"--  packaged start: not measured, {PACKAGED} is made by `make installer`")
        return
    ours, reference = [], []
    with tempfile.TemporaryDirectory() as folder:
        made, _ = registers.make(Path(folder) / "åäö")
        made.close()
        for _run in range(RUNS + 1):
            ours.append(_shown(PACKAGED, made.store.folder))
            reference.append(_shown(UNPACKAGED, made.store.folder))
    medians = (statistics.median(runs[1:]) for runs in (ours, reference))
    yield figure("process start → login shown, packaged / unpackaged", 1.15, *medians)


def _shown(program: Path, register: Path) -> float:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as state:
        around = kept | {"QT_QPA_PLATFORM": "offscreen", "LARCENTRUM_STATE": state}
        start = time.perf_counter()
        process = subprocess.Popen([program, register], env=around, stderr=subprocess.DEVNULL)
        try:
            while not (Path(state) / "fönster.knack").exists():
                if process.poll() is not None or time.perf_counter() - start > 60:
                    raise SystemExit(f"{program} showed no login")
                time.sleep(0.001)
            return time.perf_counter() - start - _AFTER_PAINT / 1000
        finally:
            process.kill()
            process.wait()
