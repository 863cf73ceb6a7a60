"""Verified back-ups: an online copy, opened and compared before it gets its name.

A back-up is one file: a line of JSON with the recovery-wrapped key, then the encrypted database.
Stolen, it is as closed as the register; the printed code alone opens it.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lärcentrum.errors import UserError
from lärcentrum.progress import Progress, silent
from lärcentrum.store import audit, keys, meta, schema
from lärcentrum.store.connection import Connection, DatabaseError, connect, told
from lärcentrum.store.digest import digest_of
from lärcentrum.store.errors import NotARegister, ReadBackDiffers, WorldFault
from lärcentrum.store.files import discard, new_private, publish_file, world_fault
from lärcentrum.store.journal import journalled
from lärcentrum.store.keys import Keys

SUFFIX = ".lcbackup"
MAGIC = "larcentrum-backup"
_HEAD_CAP = 100_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A back-up as the list shows it.

    Args:
        path: the file.
        made: when, in UTC.
        why: `start`, `exit`, `timed`, `manual`, `migration`, `merge`, `import`, `repair`,
            `disposal`.
        register: the register's uid.
        digest: what the register said.
        operation: the number of the last operation in it.
        schema: its schema number.
        size: bytes.
        head: the hash of that operation in the log, "" where it is not told.
        warning: why no copy lies in the centre's own back-up folder as well, "" for nothing.
    """

    path: Path
    made: datetime
    why: str
    register: str
    digest: str
    operation: int
    schema: int
    size: int
    head: str = ""
    warning: str = ""


def make(
    conn: Connection,
    folder: Path,
    key: bytes,
    why: str,
    now: datetime,
    target: Path,
    progress: Progress = silent,
) -> Backup:
    """Copy the open register, verify the copy, and only then give it its name.

    Args:
        conn: the open register; nobody writes meanwhile (the store's lock is held).
        folder: the register's folder (its key file is read).
        key: the 32-byte key.
        why: the occasion.
        now: when, aware.
        target: the folder for back-ups.
        progress: told pages done.

    Raises:
        ReadBackDiffers: the copy says something else than the register.
        DiskFull, ReadOnly, TargetGone: as they say; no half back-up gets a name.
    """
    slots = keys.load(folder).only_recovery()
    stamp = now.strftime("%Y%m%dT%H%M%S%fZ")
    path = target / f"{stamp}-{why}{SUFFIX}"
    copy = target / f".{path.name}.{os.getpid()}.copy.part"
    whole = target / f".{path.name}.{os.getpid()}.part"
    try:
        _copy(conn, copy, key, progress)
        digest = digest_of(conn, journalled(conn))
        verify(copy, key, digest)
        head = _head(conn, slots, why, now, digest)
        _join(head, copy, whole)
        publish_file(whole, path)
    except OSError as fault:
        raise world_fault(fault, path) from None
    except DatabaseError as fault:
        raise told(fault) or fault from None
    finally:
        for temp in (copy, whole):
            discard(temp)
    return describe(path)


def describe(path: Path) -> Backup:
    """Read what a back-up says of itself.

    Raises:
        NotARegister: the file is no back-up of ours (FD12).
    """
    head, _, size = _read_head(path)
    return Backup(
        path=path,
        made=datetime.fromisoformat(head["made"]),
        why=head["why"],
        register=head["keys"]["register"],
        digest=head["digest"],
        operation=head["operation"],
        schema=head["schema"],
        size=size,
        head=str(head.get("head", "")),
    )


def listed(folder: Path) -> list[Backup]:
    """List the back-ups in a folder, newest first; what is not one of ours is left out."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            found.append(describe(path))
        except UserError:
            continue  # damaged, unreadable or a folder: one bad file must not hide the good ones
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)


def keys_of(path: Path) -> Keys:
    """Give the recovery-wrapped key that a back-up carries."""
    head, _, _ = _read_head(path)
    return keys.from_bytes(json.dumps(head["keys"]).encode())


def check(path: Path, key: bytes) -> bool:
    """Open a back-up beside itself and tell whether it is whole and says what it promised."""
    copy = path.with_name(f".{path.name}.{os.getpid()}.check.part")
    try:
        unpack(path, copy)
        verify(copy, key, describe(path).digest)
    except (ReadBackDiffers, NotARegister):
        return False
    finally:
        _remove_database(copy)
    return True


def verify(copy: Path, key: bytes, digest: str) -> None:
    """Look that an unpacked back-up is whole and says what it promised.

    Args:
        copy: the database.
        key: its key.
        digest: what the back-up says of itself.

    Raises:
        ReadBackDiffers: it is not, or does not.
    """
    try:
        conn = connect(copy, key)
    except WorldFault:
        raise ReadBackDiffers from None
    try:
        sound = [row[0] for row in conn.execute("PRAGMA integrity_check")] == ["ok"]
        if not sound or digest_of(conn, journalled(conn)) != digest:
            raise ReadBackDiffers
        conn.execute("PRAGMA journal_mode = DELETE")
    except DatabaseError:
        raise ReadBackDiffers from None
    finally:
        conn.close()


def unpack(path: Path, target: Path) -> None:
    """Write a back-up's database to a file (not yet published: the caller names it)."""
    _, start, _ = _read_head(path)
    try:
        with path.open("rb") as source, new_private(target) as out:
            source.seek(start)
            while chunk := source.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError as fault:
        raise world_fault(fault, target) from None


def rotate(folder: Path, now: datetime, verified: Callable[[Path], bool] = lambda _: True) -> int:
    """Remove back-ups that the rotation does not keep, and tell how many.

    Kept: all of the last 24 hours, then the newest of each of 14 days, 8 weeks and 12 months;
    and always the newest verified one. Two registers that share a folder are two series.
    """
    by_register: dict[str, list[Backup]] = {}
    for one in listed(folder):
        by_register.setdefault(one.register, []).append(one)
    gone = [path for there in by_register.values() for path in _not_kept(there, now, verified)]
    for path in gone:
        discard(path)
    return len(gone)


def _not_kept(there: list[Backup], now: datetime, verified: Callable[[Path], bool]) -> list[Path]:
    keep = kept([one.made for one in there], now)
    newest = next((one.path for one in there if verified(one.path)), None)
    return [one.path for one in there if one.made not in keep and one.path != newest]


def kept(made: list[datetime], now: datetime) -> set[datetime]:
    """Choose which times the rotation keeps (pure)."""
    keep = {at for at in made if now - at <= timedelta(hours=24)}
    plans: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (14, lambda at: (at.year, at.month, at.day)),
        (8, lambda at: at.isocalendar()[:2]),
        (12, lambda at: (at.year, at.month)),
    )
    for count, period in plans:
        newest: dict[tuple[int, ...], datetime] = {}
        for at in sorted(made):
            newest[period(at)] = at
        keep.update(sorted(newest.values())[-count:])
    return keep


def _copy(conn: Connection, copy: Path, key: bytes, progress: Progress) -> None:
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with new_private(copy):
        pass
    other = connect(copy, key, create=True)
    try:
        other.execute("PRAGMA journal_mode = DELETE")
        conn.backup(
            other,
            pages=2000,
            progress=lambda status, left, total: progress(total - left, total),
        )
    finally:
        other.close()


def _head(conn: Connection, slots: Keys, why: str, now: datetime, digest: str) -> bytes:
    last, stated = audit.head(conn)
    head = {
        "magic": MAGIC,
        "made": now.isoformat(),
        "why": why,
        "kind": meta.read(conn, "kind"),
        "environment": meta.read(conn, "environment"),
        "schema": schema.version(conn),
        "operation": last,
        "head": stated,
        "digest": digest,
        "keys": json.loads(slots.to_bytes()),
    }
    return json.dumps(head).encode() + b"\n"


def _join(head: bytes, copy: Path, whole: Path) -> None:
    over_all = hashlib.sha256(head)
    with copy.open("rb") as source, new_private(whole) as out:
        out.write(head)
        while chunk := source.read(_CHUNK):
            over_all.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    back = hashlib.sha256()
    with whole.open("rb") as file:
        while chunk := file.read(_CHUNK):
            back.update(chunk)
    if back.digest() != over_all.digest():
        raise ReadBackDiffers


def _read_head(path: Path) -> tuple[dict[str, Any], int, int]:
    try:
        with path.open("rb") as file:
            line = file.readline(_HEAD_CAP)
            size = file.seek(0, os.SEEK_END)
        head = json.loads(line)
        if not line.endswith(b"\n") or not _is_sound(head):
            raise NotARegister
    except OSError as fault:
        raise world_fault(fault, path) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotARegister from None
    return head, len(line), size


_FACTS = {
    "made": str, "why": str, "digest": str, "operation": int, "schema": int, "magic": str,
}  # fmt: skip


def _is_sound(head: dict[str, Any]) -> bool:
    """Tell whether a head says all that one says, each as what it is (FE07, FD12).

    Raises:
        NotARegister, ValueError, KeyError, TypeError: it does not.
    """
    told = all(type(head[name]) is kind for name, kind in _FACTS.items())
    aware = told and datetime.fromisoformat(head["made"]).tzinfo is not None
    keys.from_bytes(json.dumps(head["keys"]).encode())
    return aware and head["magic"] == MAGIC and type(head.get("head", "")) is str


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-journal"):
        discard(path.with_name(path.name + suffix))
