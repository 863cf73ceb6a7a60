"""A disk of two megabytes that fills up, and one that cannot be written (FF01, FF02).

    unshare -m python -m tests.faults.small_disk '{"mount": …, "folder": …, "key": …, …}'

Runs in a mount namespace of its own, so that no other test sees the disk. Prints what was broken
as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from lärcentrum import backups, opening
from lärcentrum.errors import UserError
from lärcentrum.exams import rooms
from lärcentrum.people import users
from lärcentrum.store import register
from tests.faults import child, disk, oracle
from tests.faults.acks import Acks
from tests.faults.injection import Ground
from tests.helpers import registers

LEVELS = 30
LOGIN, PASSWORD = "berit", "gröna skogen"


def main(told: dict[str, str]) -> None:
    mount, shared = Path(told["mount"]), Path(told["shared"])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(mount)], check=True)
    ground = Ground(Path(told["folder"]), bytes.fromhex(told["key"]), Path(told["state"]))
    broken, codes = [], set()
    for level in range(LEVELS):
        for scenario in ("rows", "papers"):
            problems, said = full(ground, mount, shared / f"{scenario}-{level}", scenario, level)
            broken += [(f"{scenario}, {level * 12} KiB left", one) for one in problems]
            codes |= said
    broken += read_only(ground, mount)
    sys.stdout.write(json.dumps({"broken": broken, "codes": sorted(codes)}))


def full(
    ground: Ground, mount: Path, acks: Path, scenario: str, level: int
) -> tuple[list[str], set[str]]:
    """Play a scenario with so much room left; gives broken promises and the refusals' codes."""
    folder = ground.lay(mount / "centrum")
    filler = mount / "fyllning"
    room = os.statvfs(mount)
    filler.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - level * 12 * 1024)))
    played = os.fork()
    if not played:
        os._exit(child.play({**ground.order(scenario, folder), "acks": str(acks)}))
    os.waitpid(played, 0)
    filler.unlink()
    said = Acks(acks).said()
    around = registers.surroundings(ground.state, seed=5)
    problems = oracle.judge(oracle.Case(folder, ground.key, around, said))
    return problems, {one["code"] for one in said if one["kind"] == "refused"}


def read_only(ground: Ground, mount: Path) -> list[tuple[str, str]]:
    """Open a register on a disk that cannot be written."""
    folder = ground.lay(mount / "centrum")
    with_a_backup(folder, ground)
    before = disk.contents_of(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)
    broken = []
    for what, attempt in (
        ("open", lambda: register.open_with_key(folder, ground.key, _around(ground))),
        ("create", lambda: register.create(mount / "ny", "centre", "real", _around(ground))),
    ):
        try:
            attempt()
            broken.append((what, "was not refused"))
        except UserError as refusal:
            if refusal.code != "FF02":
                broken.append((what, f"was refused as {refusal.code}"))
    broken += looked_in(folder, ground)
    if disk.contents_of(folder) != before:
        broken.append(("read-only", "something changed"))
    return broken


def with_a_backup(folder: Path, ground: Ground) -> None:
    """Give the register a user who can log in, and a verified back-up."""
    opened = register.open_with_key(folder, ground.key, _around(ground))
    opened.store.session = registers.HEAD
    users.add_user(opened.store, login=LOGIN, name="Berit", password=PASSWORD, role=users.Role.HEAD)
    backups.make_backup(opened.store)
    opened.close()


def looked_in(folder: Path, ground: Ground) -> list[tuple[str, str]]:
    """Log in on that disk, which is refused, and then look in its newest back-up."""
    broken = []
    try:
        opening.log_in(folder, LOGIN, PASSWORD, _around(ground))
        broken.append(("log in", "was not refused"))
    except UserError as refusal:
        if refusal.code != "FF02":
            broken.append(("log in", f"was refused as {refusal.code}"))
    looking = opening.look_in_backup(folder, LOGIN, PASSWORD, _around(ground))
    if not rooms.list_rooms(looking.store):
        broken.append(("look", "nothing is seen"))
    looking.close()
    return broken


def _around(ground: Ground) -> register.Surroundings:
    return registers.surroundings(ground.state, seed=5)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
