"""Make what one installs: `python installer/build.py`, in the project's environment.

Gives in `build/installer`: the program as a folder, the packages of the system that it runs on (on
Debian a package; on Windows two installers and a zip), the list of components (CycloneDX) and the
check sums.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from compileall import compile_dir
from importlib.util import find_spec
from pathlib import Path

from installer import for_windows

_ignore_caches = shutil.ignore_patterns("__pycache__")
ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
OUT = ROOT / "build" / "installer"
FOLDER = OUT / "dist" / "larcentrum"
HOME = "usr/lib/larcentrum"
"""Where the Debian package keeps the program."""


def main() -> int:
    """Build for the system this runs on."""
    OUT.mkdir(parents=True, exist_ok=True)
    freeze()
    made = [components(), *packages(sys.platform)]
    print(f"Klart: {write_sums(made)}")
    for one in made:
        print(f"  {one}  {one.stat().st_size / 1e6:.1f} MB")
    return 0


def packages(system: str) -> list[Path]:
    """Make what one installs on a system.

    Args:
        system: as `sys.platform` names it.

    Raises:
        SystemExit: there are no packages for it, or a tool is missing; it is said.
    """
    if system == "linux":
        return [debian_package()]
    if system == "win32":
        made = for_windows.installers(FOLDER, OUT / "larcentrum.ico", version(), OUT)
        return [*made, for_windows.unzip_and_run(FOLDER, version(), OUT)]
    raise SystemExit(f"Det finns inga paket för {system}.")


def freeze() -> None:
    """Put the program and all it needs into one folder."""
    if sys.platform == "win32":
        for_windows.prepare(HERE / "larcentrum.svg", version(), OUT)
    where = ("--distpath", OUT / "dist", "--workpath", OUT / "work")
    how = ("--noconfirm", "--log-level", "WARN")
    run(sys.executable, "-m", "PyInstaller", *how, *where, HERE / "larcentrum.spec")
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copy2(ROOT / name, FOLDER)
    keep_compiled(FOLDER / "_internal")
    if sys.platform == "linux":
        strip(FOLDER / "_internal")


def keep_compiled(folder: Path) -> None:
    """Put down, compiled, what PySide6 would unpack and compile anew at each start.

    Those Python files lie zipped in one of its libraries; a folder of the right name is taken
    instead. SBK_EMBED has them unpacked, in a copy so that this environment stays as it is.
    """
    place = OUT / "support"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(Path(find_spec("shiboken6").origin).parent, place / "shiboken6")
    around = os.environ | {"PYTHONPATH": str(place), "SBK_EMBED": "0"}
    subprocess.run([sys.executable, "-c", "import shiboken6"], env=around, check=True)
    target = folder / "shiboken6" / "files.dir"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(place / "shiboken6" / "files.dir", target, ignore=_ignore_caches)
    # Beside its source it would be looked at for its time, which not every package keeps.
    compile_dir(target, quiet=1, legacy=True, ddir="shibokensupport")
    for source in target.rglob("*.py"):
        source.unlink()


def strip(folder: Path) -> None:
    """Take what debuggers read out of the libraries that have it: 40 MB."""
    for kind in ("libpython3*", "python3*/lib-dynload/*.so", "sqlcipher3/*.so"):
        for path in folder.glob(kind):
            run("strip", "--strip-debug", path)


def components() -> Path:
    """List every component with its version and hashes, as the lock names them."""
    target = OUT / f"larcentrum-{version()}.cdx.json"
    what = ("requirements", "--pyproject", ROOT / "pyproject.toml", ROOT / "requirements.txt")
    run(sys.executable, "-m", "cyclonedx_py", *what, "--output-reproducible", "-o", target)
    return target


def debian_package() -> Path:
    """Make the Debian package of the folder."""
    root = OUT / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOLDER, root / HOME, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    for name in ("larcentrum", "larcentrum-gui"):
        (root / "usr/bin" / name).symlink_to(f"../lib/larcentrum/{name}")
    put(HERE / "debian/larcentrum.desktop", root / "usr/share/applications/larcentrum.desktop")
    put(HERE / "debian/larcentrum.xml", root / "usr/share/mime/packages/larcentrum.xml")
    put(HERE / "larcentrum.svg", root / "usr/share/icons/hicolor/scalable/apps/larcentrum.svg")
    put(ROOT / "LICENSE", root / "usr/share/doc/larcentrum/copyright")
    architecture = told("dpkg", "--print-architecture")
    size = sum(one.lstat().st_size for one in root.rglob("*") if one.is_file()) // 1024
    (root / "DEBIAN").mkdir()
    control = (HERE / "debian/control").read_text("utf-8")
    (root / "DEBIAN/control").write_text(
        control.format(version=version(), architecture=architecture, size=size), "utf-8"
    )
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    target = OUT / f"larcentrum_{version()}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "--build", "-Zzstd", root, target)
    return target


def write_sums(made: list[Path]) -> Path:
    """Write the SHA-256 sums, as `sha256sum -c` reads them."""
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in made]
    target = OUT / "SHA256SUMS"
    target.write_text("".join(lines), "utf-8")
    return target


def version() -> str:
    """The program's version."""
    from lärcentrum import __version__

    return __version__


def put(source: Path, target: Path) -> None:
    """Copy a file to a place that may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def run(*command: object) -> None:
    """Run a command; its failure ends the build."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def told(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
