"""The rule of receiving: what the region has and a package give one typed answer (pure).

The region's state of a centre is exactly its newest accepted package; the counts of a month are
those of the newest package of that month. Absence never removes anything: what disappears without
a tombstone, a fork of the chain, or a second computer is held for a person, and never blocks
another centre.

    ALREADY   the same content has been read before
    TAKE      it becomes the centre's state; with the list of changes
    LATE      older than the state: its month is noted, the rows stay
    HOLD      a person must decide (FB07, FB09, FB14, FB15); nothing is applied
    QUARANTINE  refused with a reason (FB05, FB06, FB09); nothing is applied

Since a package holds everything, any order, loss or repetition of honest packages ends in the
same state (PR5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lärcentrum.sync.header_format import Header
from lärcentrum.sync.kinds import PERSON_KINDS
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import Aggregate, Package, Row, Tombstone

# --- records ---------------------------------------------------------------


class Verdict(StrEnum):
    """What becomes of a package."""

    ALREADY = "already"
    TAKE = "accepted"
    LATE = "late"
    HOLD = "held"
    QUARANTINE = "refused"


class Change(StrEnum):
    """What a package does to one record."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A package that counts at the region (it was taken, or came late).

    Args:
        content: its identity.
        epoch: its epoch.
        sequence: its number.
        previous: the content of the one before, as it says itself.
        period: its month.
        created: when it says that it was made, UTC.
        level: how much about persons it holds.
    """

    content: str
    epoch: str
    sequence: int
    previous: str
    period: str
    created: datetime
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the region has from one centre.

    Args:
        centre: its code.
        epochs: the epochs that a person has approved, the present one last.
        seen: every package that counts, by epoch and number.
        latest: the package that the rows come from.
        rows: the rows by id.
        tombstones: the withdrawn ones by id.
        months: the package whose counts stand for each month.
        counts: those counts.
        turns: the epochs as they took turns to arrive since the last approval.
    """

    centre: str
    epochs: tuple[str, ...] = ()
    seen: Mapping[tuple[str, int], Seen] = field(default_factory=dict)
    latest: Seen | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    months: Mapping[str, Seen] = field(default_factory=dict)
    counts: Mapping[str, tuple[Aggregate, ...]] = field(default_factory=dict)
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer.

    Args:
        verdict: what becomes of the package.
        code: the fault's id when it is held or refused.
        changes: each record with what would happen to it, whatever the verdict.
        disputed: the records that a hold is about.
        warnings: `clock`, `gap`.
        gaps: numbers missing before this package in its epoch.
    """

    verdict: Verdict
    code: str = ""
    changes: Mapping[str, Change] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()

    def count(self, change: Change) -> int:
        """Count the records that meet one fate."""
        return sum(one is change for one in self.changes.values())


# --- rules -----------------------------------------------------------------

_AHEAD = timedelta(hours=48)
_MOST_TURNS = 3
"""The third switch between two epochs is two computers, not one move (FB09)."""


def judge(known: Known, package: Package, now: datetime, *, decided: bool = False) -> Outcome:
    """Say what becomes of a package; changes nothing.

    Args:
        known: what the region has from the centre.
        package: an opened and checked package of that centre.
        now: the region's instant, UTC.
        decided: a person has looked at a hold and said yes.
    """
    new = seen_of(package)
    if any(one.content == new.content for one in known.seen.values()):
        return Outcome(verdict=Verdict.ALREADY)
    changes = changes_of(known, package)
    if not chain_holds(known, new):
        return Outcome(verdict=Verdict.QUARANTINE, code="FB05", changes=changes)
    held = Outcome(verdict=Verdict.TAKE) if decided else _doubt(known, package, changes)
    if held.verdict is not Verdict.TAKE:
        return replace(held, changes=changes)
    return Outcome(
        verdict=Verdict.TAKE if is_newest(known, new) else Verdict.LATE,
        changes=changes,
        warnings=_warnings(known, new, now),
        gaps=_gaps(known, new),
    )


def receive(known: Known, package: Package, outcome: Outcome) -> Known:
    """Give what the region has after a package; held and refused ones leave a trace in `turns`."""
    new = seen_of(package)
    if outcome.verdict is Verdict.ALREADY:
        return known
    known = replace(known, turns=_turned(known, new))
    if outcome.verdict in (Verdict.HOLD, Verdict.QUARANTINE):
        return known
    epochs = known.epochs if new.epoch in known.epochs else (*known.epochs, new.epoch)
    known = replace(known, epochs=epochs, seen={**known.seen, (new.epoch, new.sequence): new})
    known = _with_month(known, new, package.payload.aggregates)
    return _with_rows(known, new, package) if outcome.verdict is Verdict.TAKE else known


def approve_epoch(known: Known, epoch: str) -> Known:
    """Give what the region has after a person has approved a restored or moved register."""
    others = tuple(one for one in known.epochs if one != epoch)
    return replace(known, epochs=(*others, epoch), turns=(epoch,))


def seen_of(package: Package) -> Seen:
    """Give what the region remembers of a package for ever."""
    head: Header = package.header
    return Seen(
        content=package.content,
        epoch=head.epoch,
        sequence=head.sequence,
        previous=head.previous,
        period=head.period,
        created=head.created,
        level=head.level,
    )


def chain_holds(known: Known, new: Seen) -> bool:
    """Tell whether a package fits between its neighbours (FB05, FB06)."""
    if (new.epoch, new.sequence) in known.seen:
        return False
    before = known.seen.get((new.epoch, new.sequence - 1))
    after = known.seen.get((new.epoch, new.sequence + 1))
    if before is not None and new.previous != before.content:
        return False
    return after is None or after.previous == new.content


def is_newest(known: Known, new: Seen) -> bool:
    """Tell whether a package is newer than the state: by epoch and number, never by a clock."""
    return known.latest is None or _rank(known, new) > _rank(known, known.latest)


def changes_of(known: Known, package: Package) -> dict[str, Change]:
    """Give what a package would do to each record."""
    found: dict[str, Change] = {}
    for row in package.payload.rows:
        there = known.rows.get(row.id)
        if there is None:
            found[row.id] = Change.NEW
        else:
            found[row.id] = Change.UNCHANGED if there == row else Change.UPDATED
    for gone in package.payload.tombstones:
        if gone.id in known.rows:
            found[gone.id] = Change.WITHDRAWN
    return found


def missing_rows(known: Known, package: Package) -> list[str]:
    """List rows that the region has and the package neither holds nor withdraws (FB15).

    A lower level is declared in the header, and takes the rows about persons with it.
    """
    payload, level = package.payload, package.header.level
    there = {row.id for row in payload.rows} | {gone.id for gone in payload.tombstones}
    lowered = level is Level.NONE
    return sorted(
        row.id
        for row in known.rows.values()
        if row.id not in there and not (lowered and row.kind in PERSON_KINDS)
    )


def contradictions(known: Known, package: Package) -> list[str]:
    """List records of a version that the region has, with another content, or older (FB14)."""
    return sorted(row.id for row in package.payload.rows if _contradicts(known, row))


def _contradicts(known: Known, row: Row) -> bool:
    there, gone = known.rows.get(row.id), known.tombstones.get(row.id)
    if there:
        return row.version < there.version or (row.version == there.version and row != there)
    return gone is not None and row.version <= gone.version


def _doubt(known: Known, package: Package, changes: Mapping[str, Change]) -> Outcome:
    new = seen_of(package)
    if known.epochs and new.epoch != known.epochs[-1]:
        return _doubt_epoch(known, new)
    if not is_newest(known, new):
        return Outcome(verdict=Verdict.TAKE, changes=changes)
    against = contradictions(known, package)
    if against:
        return Outcome(verdict=Verdict.HOLD, code="FB14", disputed=tuple(against))
    missing = missing_rows(known, package)
    if missing:
        return Outcome(verdict=Verdict.HOLD, code="FB15", disputed=tuple(missing))
    return Outcome(verdict=Verdict.TAKE, changes=changes)


def _doubt_epoch(known: Known, new: Seen) -> Outcome:
    if new.epoch in known.epochs:
        # Left behind by a move: a file lost on the way may still come, a new one may not.
        newest = max((n for epoch, n in known.seen if epoch == new.epoch), default=0)
        if new.sequence < newest:
            return Outcome(verdict=Verdict.TAKE)
        return Outcome(verdict=Verdict.HOLD, code="FB09")
    if len(_turned(known, new)) > _MOST_TURNS:
        return Outcome(verdict=Verdict.QUARANTINE, code="FB09")
    return Outcome(verdict=Verdict.HOLD, code="FB07")


def _turned(known: Known, new: Seen) -> tuple[str, ...]:
    newest = max((n for epoch, n in known.seen if epoch == new.epoch), default=0)
    late = new.sequence < newest
    if late or (known.turns and known.turns[-1] == new.epoch):
        return known.turns
    return (*known.turns, new.epoch)


def _rank(known: Known, one: Seen) -> tuple[int, int]:
    place = known.epochs.index(one.epoch) if one.epoch in known.epochs else len(known.epochs)
    return (place, one.sequence)


def _with_month(known: Known, new: Seen, counts: tuple[Aggregate, ...]) -> Known:
    there = known.months.get(new.period)
    if there is not None and _rank(known, there) > _rank(known, new):
        return known
    return replace(
        known,
        months={**known.months, new.period: new},
        counts={**known.counts, new.period: counts},
    )


def _with_rows(known: Known, new: Seen, package: Package) -> Known:
    return replace(
        known,
        latest=new,
        rows={row.id: row for row in package.payload.rows},
        tombstones={gone.id: gone for gone in package.payload.tombstones},
    )


def _warnings(known: Known, new: Seen, now: datetime) -> tuple[str, ...]:
    found = []
    before = known.seen.get((new.epoch, new.sequence - 1))
    ahead = new.created > now + _AHEAD
    if ahead or (before is not None and new.created < before.created):
        found.append("clock")
    if _gaps(known, new):
        found.append("gap")
    return tuple(found)


def _gaps(known: Known, new: Seen) -> tuple[int, ...]:
    """Give numbers missing between the oldest package seen in the epoch and this one."""
    numbers = {n for epoch, n in known.seen if epoch == new.epoch}
    first = min(numbers, default=1)
    return tuple(n for n in range(first, new.sequence) if n not in numbers)
