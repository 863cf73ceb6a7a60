"""The inbox folder: every file in it is read in by itself, so one bad file stops no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lärcentrum.errors import UserError
from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.region import inbox
from lärcentrum.region.answers import receipt_name
from lärcentrum.region.errors import NoRegionKeys
from lärcentrum.region.inbox import Received
from lärcentrum.region.merge import Verdict
from lärcentrum.rights import Right
from lärcentrum.store.errors import TargetGone
from lärcentrum.store.files import read_foreign
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync.envelope import CAP
from lärcentrum.sync.packages import publish_checked

_ENDINGS = (".lcsync", ".lcsync.txt")

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that lies in the folder.

    Args:
        name: its name.
        bytes: its size; a file that still grows is looked at again later.
        begun: whether it is a transfer in progress (`.part`).
    """

    name: str
    bytes: int
    begun: bool


# --- rules -----------------------------------------------------------------


def settled(now: list[Waiting], before: Mapping[str, int]) -> list[str]:
    """List the files whose size has not changed since the folder was last looked at (FA04).

    Args:
        now: what lies in the folder.
        before: sizes by name, ten seconds ago.
    """
    return [one.name for one in now if not one.begun and before.get(one.name) == one.bytes]


# --- operations ------------------------------------------------------------


@reading(right=Right.REGION)
def list_folder(store: Store, *, folder: Path) -> list[Waiting]:
    """List monthly files and begun transfers in a folder; nothing is opened.

    Raises:
        TargetGone: there is no such folder.
    """
    if not folder.is_dir():
        raise TargetGone(str(folder))
    return [
        Waiting(name=path.name, bytes=path.lstat().st_size, begun=path.name.endswith(".part"))
        for path in sorted(folder.iterdir())
        if path.name.endswith((*_ENDINGS, ".part"))
    ]


@operation(right=Right.REGION, label=N_("Inkorgen inläst"), undoable=False)
def receive_files(store: Store, *, folder: Path, names: list[str]) -> list[Received]:
    """Read files of a folder in, each by itself (FA21).

    Args:
        store: the register.
        folder: the folder.
        names: file names in it, from `list_folder`.

    Raises:
        NoRegionKeys: there is nothing to open them with.
    """
    return [_one(store, folder / Path(name).name) for name in names]


@reading(right=Right.REGION)
def save_receipt(store: Store, *, package: str, folder: Path) -> Path:
    """Copy the receipt of a package to a folder; the same bytes each time.

    Args:
        store: the register.
        package: the received package's uid.
        folder: an existing folder.

    Raises:
        NotFound: no receipt was made for it.
        TargetGone, TargetExists, TargetFull …: as `deliver_to_folder`.
    """
    row = store.row("received_package", package)
    data = document(store, row["receipt_sha256"])
    code = store.value(_CENTRE, row["enrolment_id"])
    path = folder / receipt_name(code, row["period"], row["sequence"])
    publish_checked(path, data)
    return path


_CENTRE = "SELECT centre_code FROM enrolment WHERE id = ?"


def _one(store: Store, path: Path) -> Received:
    try:
        return inbox.take(store, read_foreign(path, CAP), path.name)
    except NoRegionKeys:
        raise
    except UserError as fault:
        return Received(
            verdict=Verdict.QUARANTINE, code=fault.code, text=str(fault), file=path.name
        )
