"""What going back to a back-up would take away, and whether the back-ups are whole still."""

from dataclasses import dataclass
from pathlib import Path

from lärcentrum.language import _, ngettext
from lärcentrum.operations import reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store import backup
from lärcentrum.store.backup import Backup
from lärcentrum.store.register import BACKUPS
from lärcentrum.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What was done after a back-up.

    Args:
        path: the back-up.
        changes: how many changes it lacks.
        done: how many of each kind, by what the undo menu calls it, the most first.
        is_ours: whether this register went on from it; else it is of another line (the register
            was put back since), and nothing can be counted.
    """

    path: Path
    changes: int
    done: dict[str, int]
    is_ours: bool

    @property
    def uid(self) -> str:
        """Give what stays the same when the list is read again."""
        return str(self.path)

    def sentence(self, most: int = 5) -> str:
        """Say what would be missing."""
        if not self.is_ours:
            return _("Kopian är från före en återställning; vad som skiljer går inte att räkna.")
        if not self.changes:
            return _("Inget har ändrats sedan kopian gjordes.")
        named = list(self.done.items())
        parts = [f"{label} {count}" for label, count in named[:most]]
        if len(named) > most:
            parts.append("…")
        said = ngettext(
            "Det här skulle saknas: {n} ändring ({what}).",
            "Det här skulle saknas: {n} ändringar ({what}).",
            self.changes,
        )
        return said.format(n=self.changes, what=", ".join(parts))


_HASH = "SELECT hash FROM operation WHERE id = ?"
# A login is in the log too, but changes no record.
_DONE = """
SELECT label, count(*) AS number FROM operation
WHERE id > ? AND last_seq >= first_seq GROUP BY label ORDER BY number DESC, label
"""


@reading(right=Right.TODAY)
def done_since_backups(store: Store) -> list[Since]:
    """Tell of each back-up beside the register what was done after it (D03), newest first."""
    return [_since(store, one) for one in backup.listed(store.folder / BACKUPS)]


@reading(right=Right.TODAY)
def damaged_backups(store: Store, *, progress: Progress = silent) -> list[str]:
    """Open every back-up beside the register; give the names of those that are not whole.

    Args:
        store: the register.
        progress: told back-ups done.

    Raises:
        DiskFull, ReadOnly: there is no room to open one.
    """
    there = backup.listed(store.folder / BACKUPS)
    bad = []
    for done, one in enumerate(there):
        progress(done, len(there), "")
        if not backup.check(one.path, store.vault.key):
            bad.append(one.path.name)
    progress(len(there), len(there), "")
    return bad


def _since(store: Store, one: Backup) -> Since:
    ours = store.value(_HASH, one.operation)
    is_ours = one.operation == 0 or (ours is not None and one.head in ("", ours))
    done: dict[str, int] = {}
    for row in store.query(_DONE, one.operation) if is_ours else ():
        source = row["label"]
        label = _(source)
        done[label] = done.get(label, 0) + row["number"]
    return Since(path=one.path, changes=sum(done.values()), done=done, is_ours=is_ours)
