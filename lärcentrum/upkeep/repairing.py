"""Make anew what is derived of the rest, after a back-up; say what was done and what is left."""

from dataclasses import dataclass
from pathlib import Path

from lärcentrum import backups, checking
from lärcentrum.language import N_
from lärcentrum.operations import job
from lärcentrum.people import search_index
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.aside import keep_as_it_is
from lärcentrum.store.connection import Connection
from lärcentrum.store.errors import Damaged, ReadBackDiffers
from lärcentrum.store.register import DATABASE
from lärcentrum.store.store import Store
from lärcentrum.upkeep.checking import Checked, Part, check_register


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What a repair did.

    Args:
        kept: the copy that was made before; None when nothing was repaired.
        is_verified: whether that copy is a verified back-up, and not the file as it stood.
        done: what was made anew.
        found: what a new check says.
    """

    kept: Path | None
    is_verified: bool
    done: list[Part]
    found: list[Checked]

    @property
    def holds(self) -> bool:
        """Tell whether the register is whole now."""
        return all(one.holds for one in self.found)


_LABEL = N_("Registret reparerat")


@job(right=Right.MANAGE, label=_LABEL, undoable=False)
def repair_register(store: Store, *, progress: Progress = silent) -> Repaired:
    """Make anew what can be made of what stands in the register, after a back-up (D02, D19).

    Indexes, the record of what is taken and the search index are derived and can be repaired. A
    file whose own pages are damaged is left alone: there only a back-up helps.

    Args:
        store: the register.
        progress: told parts done; stopping it before the repair changes nothing.

    Returns:
        what was done, and what a check says afterwards.

    Raises:
        DiskFull, ReadOnly: no copy could be made; nothing is repaired.
    """
    found = check_register(store, progress=progress)
    wrong = [one.part for one in found if one.is_repairable]
    if not wrong or not _file_holds(found):
        return Repaired(kept=None, is_verified=False, done=[], found=found)
    kept, is_verified = _copy(store, progress)
    with store.operating("repair_register", _LABEL, False), store.write() as conn:
        for part in wrong:
            _MENDS[part](conn)
        store.note("repair " + " ".join(wrong))
    after = check_register(store, progress=progress)
    still = {one.part for one in after if not one.holds}
    return Repaired(
        kept=kept,
        is_verified=is_verified,
        done=[part for part in wrong if part not in still],
        found=after,
    )


def _file_holds(found: list[Checked]) -> bool:
    return all(one.holds for one in found if one.part is Part.FILE)


def _copy(store: Store, progress: Progress) -> tuple[Path, bool]:
    """Make a verified back-up, or keep the file as it is when none can be verified."""
    try:
        return backups.make_backup(store, why=backups.Occasion.REPAIR, progress=progress).path, True
    except (ReadBackDiffers, Damaged):
        with store.reading() as conn:
            return keep_as_it_is(conn, store.folder, DATABASE, store.clock.now()), False


def _reindex(conn: Connection) -> None:
    conn.execute("REINDEX")


_MENDS = {
    Part.INDEXES: _reindex,
    Part.HOLDINGS: checking.hold_again,
    Part.SEARCH: search_index.rebuild,
}
