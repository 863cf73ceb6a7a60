"""Look whether a register is whole: file, references, log, holdings, search, keys, papers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum import checking
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.people.search_check import index_problems
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store import audit
from lärcentrum.store.register import integrity
from lärcentrum.store.store import Store
from lärcentrum.upkeep.keys_check import key_problems
from lärcentrum.upkeep.papers_check import paper_problems

# --- records ---------------------------------------------------------------


class Part(StrEnum):
    """What is looked at."""

    FILE = "file"
    INDEXES = "indexes"
    REFERENCES = "references"
    LOG = "log"
    OVERLAPS = "overlaps"
    HOLDINGS = "holdings"
    OVERFULL = "overfull"
    SEARCH = "search"
    KEYS = "keys"
    PAPERS = "papers"


REPAIRABLE = frozenset({Part.INDEXES, Part.HOLDINGS, Part.SEARCH})
"""What is derived of the rest and can be made anew."""

RESULTS = {
    Part.FILE: (N_("Databasfilen är hel."), N_("Databasfilen är skadad.")),
    Part.INDEXES: (N_("Databasens index är hela."), N_("Databasens index är skadade.")),
    Part.REFERENCES: (
        N_("Alla poster hänger ihop."), N_("Poster pekar på sådant som saknas."),
    ),
    Part.LOG: (N_("Loggen är obruten."), N_("Loggens kedja är bruten.")),
    Part.OVERLAPS: (
        N_("Ingen sal, plats eller person är dubbelbokad."),
        N_("En sal, plats eller person är dubbelbokad."),
    ),
    Part.HOLDINGS: (
        N_("Beläggningen stämmer med bokningarna."),
        N_("Beläggningen stämmer inte med bokningarna."),
    ),
    Part.OVERFULL: (
        N_("Ingen sal har fler bokade än platser."), N_("En sal har fler bokade än platser."),
    ),
    Part.SEARCH: (
        N_("Sökningen hittar alla studenter."), N_("Sökningen stämmer inte med studenterna."),
    ),
    Part.KEYS: (N_("Nycklarna är på plats."), N_("En nyckel saknas eller är skadad.")),
    Part.PAPERS: (
        N_("Alla intyg och månadsfiler är som när de gjordes."),
        N_("Ett intyg eller en månadsfil är inte som när den gjordes."),
    ),
}  # fmt: skip
"""What is said of each part when it holds, and when it does not."""

_TO_DO = {
    Part.OVERLAPS: N_("Flytta en av de två under Tentor."),
    Part.OVERFULL: N_("Flytta någon till en annan sal, eller ändra salens platser."),
    Part.KEYS: N_("Gör en ny återställningskod, eller ge föreståndaren ett nytt lösenord."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in one part.

    Args:
        part: what was looked at.
        problems: one line each, without personal values; empty: it holds.
    """

    part: Part
    problems: list[str]

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return not self.problems

    @property
    def is_repairable(self) -> bool:
        """Tell whether something was found that can be made anew."""
        return bool(self.problems) and self.part in REPAIRABLE

    @property
    def needs_backup(self) -> bool:
        """Tell whether something was found that only a back-up helps against."""
        return bool(self.problems) and not self.is_repairable and self.part not in _TO_DO

    @property
    def uid(self) -> str:
        """Give what stays the same at the next check."""
        return self.part.value

    @property
    def sentence(self) -> str:
        """Say how it stands."""
        return _(RESULTS[self.part][not self.holds])

    @property
    def to_do(self) -> str:
        """Say what to do about it, "" when it holds."""
        if self.holds:
            return ""
        if self.is_repairable:
            return _("Går att reparera.")
        return _(_TO_DO.get(self.part, N_("Återställ den senaste hela säkerhetskopian.")))


# --- rules -----------------------------------------------------------------

_INDEX = re.compile(r"missing from index|in index|differ from index", re.IGNORECASE)
_SEARCH = re.compile(r"\bFTS5\b")


def sort_out(lines: list[str]) -> dict[Part, list[str]]:
    """Say of each line that the database gave of itself which part it is about."""
    found: dict[Part, list[str]] = {Part.FILE: [], Part.INDEXES: [], Part.REFERENCES: []}
    for line in lines:
        if line.startswith("foreign key"):
            found[Part.REFERENCES].append(line)
        elif _INDEX.search(line):
            found[Part.INDEXES].append(line)
        elif not _SEARCH.search(line):  # the look at the search index says it too
            found[Part.FILE].append(line)
    return found


# --- operations ------------------------------------------------------------


@reading(right=Right.MANAGE)
def check_register(store: Store, *, progress: Progress = silent) -> list[Checked]:
    """Check that the register is whole: its file, log, holdings, search, keys and papers.

    Args:
        store: the register.
        progress: told parts done; stopping it changes nothing.
    """
    steps: list[Callable[[Store], dict[Part, list[str]]]] = [
        _database,
        lambda store: {Part.LOG: _log(store)},
        lambda store: {Part.OVERLAPS: checking.twice(store)},
        lambda store: {Part.HOLDINGS: checking.unlike(store)},
        lambda store: {Part.OVERFULL: checking.overfull(store)},
        lambda store: {Part.SEARCH: _search(store)},
        lambda store: {Part.KEYS: key_problems(store)},
        lambda store: {Part.PAPERS: paper_problems(store)},
    ]
    found: dict[Part, list[str]] = {}
    for done, step in enumerate(steps):
        progress(done, len(steps), "")
        found |= step(store)
    progress(len(steps), len(steps), "")
    return [Checked(part=part, problems=found[part]) for part in Part]


def _database(store: Store) -> dict[Part, list[str]]:
    with store.reading() as conn:
        return sort_out(integrity(conn))


def _log(store: Store) -> list[str]:
    with store.reading() as conn:
        return [f"{one.why} {one.operation}:{one.seq}" for one in audit.verify(conn)]


def _search(store: Store) -> list[str]:
    with store.reading() as conn:
        return index_problems(conn)
