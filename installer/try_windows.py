"""Try the installers for Windows with wine, around a stand-in for the program.

`make try-windows-installer`: install for one person over an older version, open a file by its type,
refuse while the program is open, close it politely, come back from a broken upgrade, install for
everybody, and remove it all. What lies in a register's folder must be the same afterwards. The
program itself cannot be tried here: no Python for Windows can be had; `windows/CHECKLIST.md` says
what a person tries on a Windows.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from installer import for_windows
from lärcentrum import __version__

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "windows-try"
DRIVE = OUT / "wine" / "drive_c"
ME = DRIVE / "users" / "åsa"
MENU = "Microsoft/Windows/Start Menu/Programs/Lärcentrum.lnk"
MINE = ME / "AppData/Local/Programs/Lärcentrum"
EVERYBODY = DRIVE / "Program Files/Lärcentrum"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Larcentrum"
OLD, NEW = "0.0.1", __version__
IS_OPEN = 1618
SCREEN = ":78"
AROUND = {
    **os.environ, "WINEPREFIX": str(OUT / "wine"), "WINEDEBUG": "-all", "DISPLAY": SCREEN,
    "WINEDLLOVERRIDES": "mscoree,mshtml=", "USER": "åsa", "LC_ALL": "C.UTF-8",
}  # fmt: skip


def main() -> int:
    """Try it all; the first thing that is wrong ends it."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    screen = subprocess.Popen(["Xvfb", SCREEN, "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
    try:
        say("Ställer i ordning wine")
        run("wineboot", "-i")
        settle()
        make_installers()
        register = make_register()
        for step in (for_one, while_open, broken, removed, for_everybody, elsewhere):
            say(str(step.__doc__).splitlines()[0])
            step()
            check(prints(register) == register, "registrets mapp är ändrad")
    finally:
        subprocess.run(["wineserver", "-k"], env=AROUND, check=False)
        screen.terminate()
        screen.wait()
    say("Klart: registret ligger kvar. Programmet självt är inte provat på Windows.")
    return 0


def for_one() -> None:
    """Installerar för en person, utan frågor."""
    check(install(OLD) == 0, "installationen gick inte")
    for name in ("larcentrum-gui.exe", "larcentrum.exe", "_internal/åäö/0.0.1.txt", "LICENSE"):
        check((MINE / name).is_file(), f"{name} saknas")
    check((ME / "AppData/Roaming" / MENU).is_file(), "startmenyn saknar programmet")
    check(registry("HKCU", UNINSTALL, "DisplayVersion") == OLD, "versionen står inte i registret")
    check(registry("HKLM", UNINSTALL, "DisplayVersion") == "", "det rörde hela datorn")
    for kind in ("lcsync", "kvittens"):
        name = registry("HKCU", rf"Software\Classes\.{kind}", "")
        starts = registry("HKCU", rf"Software\Classes\{name}\shell\open\command", "")
        check(starts.endswith('larcentrum-gui.exe" "%1"'), f".{kind} öppnar fel: {starts}")


def while_open() -> None:
    """Nekar medan programmet är öppet, och byter ut det när det har fått stängas."""
    program = subprocess.Popen(["wine", str(MINE / "larcentrum-gui.exe")], env=AROUND)
    window = ("xdotool", "search", "--onlyvisible", "--name", "Lärcentrum")
    wait_for(lambda: told(*window) != "", "inget fönster kom")
    check(install(NEW) == IS_OPEN & 0xFF, "det nekade inte")
    check(program.poll() is None, "det stängde utan lov")
    check(registry("HKCU", UNINSTALL, "DisplayVersion") == OLD, "något ändrades ändå")
    check(install(NEW, "/CLOSE") == 0, "det gick inte att stänga")
    check(program.wait(timeout=10) is not None, "programmet stängdes inte")
    check(files_of(MINE) == [f"{NEW}.txt"], "den äldre versionens filer ligger kvar")
    check(registry("HKCU", UNINSTALL, "DisplayVersion") == NEW, "versionen är inte den nya")


def broken() -> None:
    """Kommer tillbaka till versionen från förut när ett byte avbryts."""
    (MINE / "LICENSE").unlink()
    (MINE / "LICENSE").mkdir()  # cannot be written as a file
    check(install(OLD) != 0, "bytet avbröts inte")
    check(files_of(MINE) == [f"{NEW}.txt"], "versionen från förut är inte tillbaka")
    check((MINE / "larcentrum-gui.exe").is_file(), "programmet är inte tillbaka")
    (MINE / "LICENSE").rmdir()
    check(install(NEW) == 0, "det gick inte att installera efteråt")
    check(not (MINE / ".before").exists(), "rester ligger kvar")


def removed() -> None:
    """Tar bort programmet, och inget annat."""
    (MINE / "mitt.txt").write_text("x")
    uninstall(MINE)
    check([one.name for one in MINE.iterdir()] == ["mitt.txt"], "fel filer är kvar")
    check(not (ME / "AppData/Roaming" / MENU).exists(), "startmenyn har kvar programmet")
    for key in (UNINSTALL, r"Software\Classes\.lcsync", r"Software\Classes\Larcentrum.kvittens"):
        check(told("wine", "reg", "query", rf"HKCU\{key}") == "", f"{key} finns kvar")
    shutil.rmtree(MINE)


def for_everybody() -> None:
    """Installerar för alla, utan frågor, och tar bort det."""
    check(install(NEW, ending="-alla") == 0, "installationen gick inte")
    check((EVERYBODY / "larcentrum-gui.exe").is_file(), "programmet saknas")
    check((DRIVE / "ProgramData" / MENU).is_file(), "startmenyn saknar programmet")
    check(registry("HKLM", UNINSTALL, "DisplayVersion") == NEW, "versionen står inte i registret")
    check(registry("HKCU", UNINSTALL, "DisplayVersion") == "", "det skrev hos användaren")
    # This wine does not look for a person's own types, so a double click is tried here only.
    for name in ("månad å.lcsync", "månad å.kvittens"):
        (ME / name).write_text("x")
        run("wine", "start", "/wait", rf"C:\users\åsa\{name}")
        wait_for((EVERYBODY / "opened.txt").exists, f"{name} öppnades inte")
        got = (EVERYBODY / "opened.txt").read_text("utf-16-le").strip().strip('"')
        check(got.endswith(f"\\{name}"), f"{name} öppnades som {got}")
        (EVERYBODY / "opened.txt").unlink()
    uninstall(EVERYBODY)
    check(not EVERYBODY.exists(), "mappen finns kvar")


def elsewhere() -> None:
    """Installerar på en annan plats, som nästa version sedan hittar."""
    # Without spaces: wine would put the option in quotes, which NSIS does not take.
    place = DRIVE / "På-annan-plats"
    check(install(OLD, r"/D=C:\På-annan-plats") == 0, "installationen gick inte")
    check(files_of(place) == [f"{OLD}.txt"], "det hamnade på fel plats")
    check(install(NEW) == 0, "nästa version gick inte")
    check(files_of(place) == [f"{NEW}.txt"], "nästa version hittade inte platsen")
    uninstall(place)
    check(not place.exists(), "mappen finns kvar")


def make_installers() -> None:
    """Make the installers of an older and of this version around the stand-in."""
    picture = for_windows.icon(ROOT / "installer/larcentrum.svg", OUT / "larcentrum.ico")
    for version in (OLD, NEW):
        folder = OUT / f"payload-{version}"
        (folder / "_internal/åäö").mkdir(parents=True)
        (folder / f"_internal/åäö/{version}.txt").write_text(version)
        for name in ("LICENSE", "CHANGELOG.md"):
            shutil.copy2(ROOT / name, folder)
        for name in ("larcentrum-gui.exe", "larcentrum.exe"):
            script = for_windows.HERE / "stand_in.nsi"
            for_windows.compile_script(script, {"OUT": folder / name, "ICON": picture})
        for_windows.installers(folder, picture, version, OUT)


def make_register() -> dict[Path, str]:
    """Put files where registers, back-ups and the program's state lie."""
    for place in ("Lärcentrum", "Lärcentrum/backup", "AppData/Local/Larcentrum"):
        folder = ME / place
        folder.mkdir(parents=True)
        (folder / "register.db").write_bytes(os.urandom(4096))
    return prints(ME.rglob("register.db"))


def prints(files: Iterable[Path]) -> dict[Path, str]:
    """Give the finger prints of files."""
    return {one: hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def install(version: str, *options: str, ending: str = "") -> int:
    """Run an installer without questions; give how it ended."""
    return run("wine", str(OUT / f"larcentrum-{version}{ending}.exe"), "/S", *options)


def uninstall(place: Path) -> None:
    """Run the uninstaller, which goes on after its start has returned."""
    check(run("wine", str(place / "avinstallera.exe"), "/S") == 0, "det gick inte att ta bort")
    wait_for(lambda: not (place / "avinstallera.exe").exists(), "det togs inte bort")
    settle()


def files_of(place: Path) -> list[str]:
    """Name the files of the program's own kind, which tell its version."""
    return sorted(one.name for one in (place / "_internal").rglob("*.txt"))


def registry(root: str, key: str, name: str) -> str:
    """Read a value; empty when it is not there."""
    which = ("/v", name) if name else ("/ve",)
    lines = told("wine", "reg", "query", rf"{root}\{key}", *which).splitlines()
    found = [line.split("REG_SZ")[1].strip() for line in lines if "REG_SZ" in line]
    return found[0] if found else ""


def settle() -> None:
    """Wait until nothing runs."""
    run("wineserver", "-w")


def wait_for(is_so: Callable[[], bool], otherwise: str) -> None:
    """Wait for something, for a while."""
    for _try in range(60):
        if is_so():
            return
        time.sleep(0.5)
    check(False, otherwise)


def run(*command: str) -> int:
    """Run a command in wine's surroundings; give how it ended."""
    return subprocess.run(command, env=AROUND, capture_output=True, timeout=90).returncode


def told(*command: str) -> str:
    """Give what a command prints."""
    made = subprocess.run(command, env=AROUND, capture_output=True, timeout=90)
    return made.stdout.decode("utf-8", "replace") if made.returncode == 0 else ""


def check(is_so: bool, otherwise: str) -> None:
    """End it when something is wrong."""
    if not is_so:
        raise SystemExit(f"FEL: {otherwise}")


def say(text: str) -> None:
    """Tell how far it has come."""
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
