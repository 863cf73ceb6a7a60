"""FF01, FF02: a disk that is full, and one that cannot be written."""

import json
import os
import subprocess
import sys

from tests.faults.injection import ROOT

# A mount namespace of its own: root may have one as it is, anybody else needs to be root inside.
ALONE = ["-m"] if os.geteuid() == 0 else ["-Urm"]


def test_a_full_and_a_locked_disk(ground, computer, tmp_path):
    told = {
        "mount": str(tmp_path / "disk"),
        "shared": str(tmp_path),
        "folder": str(ground.folder),
        "key": ground.key.hex(),
        "state": str(computer),
    }
    (tmp_path / "disk").mkdir()
    ended = subprocess.run(
        ["unshare", *ALONE, sys.executable, "-X", "utf8", "-m", "tests.faults.small_disk",
         json.dumps(told)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False, timeout=200,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["broken"] == []
    assert found["codes"] == ["FF01"]
