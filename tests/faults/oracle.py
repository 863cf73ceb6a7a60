"""The seven checks after a fault: what was acknowledged stands, and nothing is half.

K1 every acknowledged row is there · K2 after a refusal the digest is the one before · K3 every
file under a final name is whole · K4 the database and its own rules hold · K5 a refusal says
three things in Swedish, with a code · K6 no unfinished file is left · K7 the audit chain holds.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.store import audit, backup, keys, register
from lärcentrum.store.connection import DatabaseError
from lärcentrum.store.register import BACKUPS, Register, Surroundings
from tests.faults.acks import Said
from tests.faults.scenarios import PAPERS

NUMBER = re.compile(r"(?:19|20)?\d{6}[-+]\d{4}")
# Rules of the register's own, as questions whose answer must be no row.
INVARIANTS = {
    "a booking that is gone holds something": (
        "SELECT 1 FROM occupancy WHERE owner_kind = 'booking'"
        " AND owner_id NOT IN (SELECT id FROM booking_holding)"
    ),
    "a booking holds nothing": (
        "SELECT 1 FROM booking_holding WHERE id NOT IN"
        " (SELECT owner_id FROM occupancy WHERE owner_kind = 'booking') AND pair_id IS NULL"
    ),
    "something is taken twice": (
        "SELECT 1 FROM occupancy AS a JOIN occupancy AS b ON a.resource = b.resource"
        " AND a.starts < b.starts AND b.starts < a.ends"
    ),
}


@dataclass
class Case:
    """What is known of a run.

    Args:
        folder: the register's folder.
        key: its key.
        around: clock, randomness, state folder.
        said: what the child said.
        digests: the digests of an undisturbed run, in order, when this run followed it.
    """

    folder: Path
    key: bytes
    around: Surroundings
    said: list[Said]
    digests: list[str] = field(default_factory=list)


def judge(case: Case) -> list[str]:
    """List every promise that was not kept; empty is good."""
    problems = [f"K5 {problem}" for said in case.said for problem in _sentences(said)]
    problems += [
        f"K2 {said.get('code', 'refused')}: the digest changed"
        for said in case.said
        if not said.get("equal", True)
    ]
    problems += [f"bug: {said['what']}" for said in case.said if said["kind"] == "bug"]
    problems += papers(case)
    try:
        opened = register.open_with_key(case.folder, case.key, case.around)
    except (UserError, DatabaseError) as fault:
        return [*problems, f"K4 does not open: {type(fault).__name__}"]
    try:
        problems += inside(opened, case)
    except (UserError, DatabaseError) as fault:
        problems.append(f"K4 cannot be read: {type(fault).__name__}")
    finally:
        opened.close()
    return problems + leftovers(case.folder) + backups(case)


def judge_new(case: Case) -> list[str]:
    """The same for a register that was being made: it is there whole, or can be made again."""
    if not register.is_register(case.folder):
        if any(said["kind"] == "done" for said in case.said):
            return ["K1 the register is lost"]
        try:
            made, _ = register.create(case.folder, "centre", "real", case.around)
        except UserError as refusal:
            return [f"K4 cannot be made again: {refusal.code}"]
        made.close()
        return leftovers(case.folder)
    return judge(replace(case, digests=[]))


def inside(opened: Register, case: Case) -> list[str]:
    """K1, K2, K4 and K7 in an open register."""
    store = opened.store
    problems = [] if opened.unclean else [f"K4 {p}" for p in register.integrity(store.conn)]
    problems += [f"K4 {what}" for what, sql in INVARIANTS.items() if store.value(sql)]
    problems += [f"K7 {broken}" for broken in audit.verify(store.conn)]
    done = [said for said in case.said if said["kind"] == "done"]
    problems += [
        f"K1 {table} {uid} is lost"
        for said in done
        for table, uid in said.get("rows", [])
        if store.value(f'SELECT 1 FROM "{table}" WHERE uid = ?', uid) is None
    ]
    steps = len(store.query("SELECT 1 FROM operation"))
    if steps < sum(bool(said.get("rows")) for said in done):
        problems.append("K7 an operation is missing in the log")
    return problems + _digest(store.digest(), case)


def _digest(found: str, case: Case) -> list[str]:
    refused = any(said["kind"] == "refused" for said in case.said)
    if case.digests and not refused:
        done = sum(said["kind"] == "done" for said in case.said)
        allowed = case.digests[done : done + 2]
        return [] if found in allowed else [f"K2 state of no step (after {done})"]
    stated = [said["digest"] for said in case.said if said.get("digest")]
    ended = any(said["kind"] in ("end", "closed") for said in case.said)
    if ended and stated and found != stated[-1]:
        return ["K2 the digest is not the last one"]
    return []


def papers(case: Case) -> list[str]:
    """K3: each published file is a version that was promised, and an acknowledged one is there."""
    folder = case.folder.parent / PAPERS
    promised = {(s["file"], s["sha"]) for s in case.said if s["kind"] == "promise"}
    done = {s["file"]: s["sha"] for s in case.said if s["kind"] == "done" and s.get("file")}
    later = [s for s in case.said if s["kind"] == "promise"]
    problems = []
    for path in folder.glob("[!.]*") if folder.exists() else ():
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        if (path.name, sha) not in promised:
            problems.append(f"K3 {path.name} is half")
        elif path.name in done and sha != done[path.name]:
            newest = [s["sha"] for s in later if s["file"] == path.name][-1]
            if sha != newest:
                problems.append(f"K3 {path.name} is an old version")
    gone = [name for name in done if not (folder / name).exists()]
    return problems + [f"K3 {name} is not there" for name in gone]


def backups(case: Case) -> list[str]:
    """K3: each back-up under its name opens and says what it promised."""
    folder = case.folder / BACKUPS
    problems = [
        f"K3 {path.name} does not verify"
        for path in folder.glob(f"*{backup.SUFFIX}")
        if not backup.check(path, case.key)
    ]
    made = [s["backup"] for s in case.said if s["kind"] == "done" and s.get("backup")]
    problems += [f"K3 {name} is not there" for name in made if not (folder / name).exists()]
    if (case.folder / keys.NAME).exists():
        keys.load(case.folder)
    return problems


def leftovers(folder: Path) -> list[str]:
    """K6: after a restart no unfinished file is left in the register's folders."""
    return [f"K6 {path.name} is left" for path in folder.rglob("*") if path.suffix == ".part"]


def _sentences(said: Said) -> list[str]:
    if said["kind"] != "refused":
        return []
    problems = [] if said["code"] else ["no code"]
    if len(said["parts"]) != 3 or not all(part.endswith(".") for part in said["parts"][:2]):
        problems.append(f"{said['code']} does not say three things")
    if NUMBER.search(said["text"]):
        problems.append(f"{said['code']} holds a number of a person")
    return problems
