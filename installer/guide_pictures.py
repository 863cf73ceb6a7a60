"""Take every picture of the guide (`make guide`): the example data, its fixed day, our own font.

`python installer/guide_pictures.py [DIR [GROUP …]]` keeps the example data in DIR for the next
time, and takes only some groups of `guide_shots`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "guide"
sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    """Take the pictures, and remove those that nothing takes any more.

    Returns:
        0 when each group was taken.
    """
    from installer.guide_shots import GROUPS

    if arguments[:1] == ["--group"]:
        return _take(Path(arguments[1]), arguments[2])
    with tempfile.TemporaryDirectory(prefix="guide-") as temp:
        folder = Path(arguments[0] if arguments else temp).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "exempel").is_dir():
            _run(folder, "import lärcentrum.cli as c; c.main(['demo', 'exempel', '--no-window'])")
        wanted = arguments[1:] or list(GROUPS)
        made = [name for group in wanted for name in _started(folder, group)]
    if wanted == list(GROUPS):
        for file in PICTURES.glob("*.png"):
            if file.stem not in made:
                file.unlink()
    size = sum(file.stat().st_size for file in PICTURES.glob("*.png"))
    print(f"{len(made)} bilder, tillsammans {size // 1024} kB")
    return 0


def _started(folder: Path, group: str) -> list[str]:
    """Take a group on its own copy of the example data, which it may change as it likes."""
    print(group, flush=True)
    with tempfile.TemporaryDirectory(prefix=f"guide-{group}-") as temp:
        for part in ("exempel", "state"):
            shutil.copytree(folder / part, Path(temp) / part)
        call = f"import installer.guide_pictures as g; g.main(['--group', {temp!r}, {group!r}])"
        return _run(Path(temp), call).split()


def _run(folder: Path, call: str) -> str:
    """Run something in a process of its own: a process has one application in its life.

    Its computer is made up, so that no name of the one who makes the guide is read on a picture.
    """
    made_up = {"HOME": "/home/berit", "USERPROFILE": "/home/berit", "LANGUAGE": "sv"}
    state = {"LARCENTRUM_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT)}
    around = {**os.environ, **made_up, **state, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", call]
    told = subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE, cwd=folder, env=around
    )
    return told.stdout


def _take(folder: Path, group: str) -> int:
    from installer.guide_shots import GROUPS
    from installer.guide_studio import Studio

    studio = Studio(folder / "exempel", PICTURES)
    GROUPS[group](studio)
    print(*studio.made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
