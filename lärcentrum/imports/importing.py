"""Try a list, then read it in: one operation, all or nothing, and one undo for the whole (T13).

The dry run is the live run, not kept: what it says of each row is what becomes of it, in the same
order, with the rows before it in place. Students are judged in memory, without holding the
register; other kinds by the register's own operations, taken back afterwards.
"""

from dataclasses import dataclass

from lärcentrum.backups import Occasion, back_up_before
from lärcentrum.errors import BadValue
from lärcentrum.imports.errors import NothingNew, RowsLeft
from lärcentrum.imports.fields import ListKind, check_mapping, guess
from lärcentrum.imports.judging import READ_KINDS, Judged, Plan, judge
from lärcentrum.imports.rows import RESOLVING, Decision, RowDecision, RowReport, RowState
from lärcentrum.imports.tables import read_table
from lärcentrum.language import N_, _
from lärcentrum.operations import job, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.rehearsal import rehearsing
from lärcentrum.store.store import Store

__all__ = ["READ_KINDS", "DryRun", "Imported", "ListLook", "import_list", "look_at_list",
           "try_import"]  # fmt: skip

# --- records ---------------------------------------------------------------

LABEL = N_("Lista inläst")
_SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLook:
    """A list before anything is tried.

    Args:
        headings: its headings.
        samples: the first rows.
        rows: how many rows there are.
        how: how it was read.
        mapping: the heading of each field, guessed.
    """

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    rows: int
    how: str
    mapping: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What would become of each row; nothing is kept.

    Args:
        rows: every row, in the file's order.
        counts: how many meet each fate.
        mapping: the heading of each field.
        unused: headings that are not read.
        how: how the file was read.
    """

    rows: tuple[RowReport, ...]
    counts: dict[RowState, int]
    mapping: dict[str, str]
    unused: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was read in.

    Args:
        added: new records.
        already: rows that were here.
        left_out: rows that were refused, in doubt, or skipped by the user.
        changed: rows that completed a record that was here.
    """

    added: int
    already: int
    left_out: int
    changed: int = 0


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def look_at_list(store: Store, *, kind: ListKind, data: bytes) -> ListLook:
    """Read a list's headings and first rows, and guess which column is what.

    Args:
        store: the register.
        kind: what it is a list of.
        data: the file's whole content.

    Raises:
        NotAList, BadText, CellTooLong, OpenQuote, UnevenRow, BadHeadings, NoRows, TooManyRows:
            the file cannot be read.
    """
    table = read_table(data)
    return ListLook(
        headings=table.headings,
        samples=tuple(row.cells for row in table.rows[:_SAMPLES]),
        rows=len(table.rows),
        how=table.how,
        mapping=guess(kind, table.headings),
    )


@reading(right=Right.REGISTER)
def try_import(
    store: Store,
    *,
    kind: ListKind,
    data: bytes,
    mapping: dict[str, str] | None = None,
    decisions: tuple[RowDecision, ...] = (),
    duplicates: Decision | None = None,
    progress: Progress = silent,
) -> DryRun:
    """Say of each row what would become of it; nothing is kept (T12).

    Args:
        store: the register.
        kind: what it is a list of.
        data: the file's whole content.
        mapping: the heading of each field; guessed if not given.
        decisions: what the user has said of single rows.
        duplicates: what counts for every other row that may be here already (T07): keep what the
            register says, fill in, write over, or another person; None leaves them in doubt.
        progress: told rows done; may stop it.

    Raises:
        BadHeadings: a column that is needed is not there.
        UserError: as `look_at_list`.
    """
    plan = _plan(kind, data, mapping, decisions, duplicates)
    judged = judge(store, plan, progress) if plan.judges_apart else _rehearse(store, plan, progress)
    return DryRun(
        rows=tuple(judged.rows),
        counts=judged.counts(),
        mapping=plan.columns,
        unused=tuple(one for one in plan.table.headings if one not in plan.columns.values()),
        how=plan.table.how,
    )


_LAST = "SELECT max(id) FROM operation"


@job(right=Right.REGISTER, label=LABEL)
def import_list(
    store: Store,
    *,
    kind: ListKind,
    data: bytes,
    mapping: dict[str, str] | None = None,
    decisions: tuple[RowDecision, ...] = (),
    duplicates: Decision | None = None,
    skip_refused: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Read a list in: a verified back-up first, then all of it in one operation, or nothing.

    Args:
        store: the register.
        kind: what it is a list of.
        data: the file's whole content, the same as was tried.
        mapping: the heading of each field; guessed if not given.
        decisions: what the user has said of single rows.
        duplicates: what counts for every other row that may be here already (T07): keep what the
            register says, fill in, write over, or another person; None leaves them in doubt.
        skip_refused: the user has seen which rows cannot be read in or are undecided, and leaves
            them out.
        progress: told rows done; may stop it.

    Raises:
        RowsLeft: such rows are there and `skip_refused` is false.
        NothingNew: no row is new.
        UserError: as `try_import`, or the back-up could not be made; nothing is then read in.
    """
    plan = _plan(kind, data, mapping, decisions, duplicates)
    back_up_before(store, Occasion.IMPORT)
    last = store.value(_LAST)
    judged = judge(store, plan, progress) if plan.judges_apart else None
    with store.operating("import_list", LABEL, True), store.write():
        if judged is None or store.value(_LAST) != last:
            # Somebody wrote meanwhile: what was judged may not hold any more.
            judged = judge(store, plan, progress)
        made = _weighed(judged, skip_refused)
        judged.adder.keep(progress)
        store.note(f"import {kind.value}: {made.added}+{made.changed}/{len(judged.rows)}")
    return made


# --- inner -----------------------------------------------------------------


def _plan(
    kind: ListKind,
    data: bytes,
    mapping: dict[str, str] | None,
    decisions: tuple[RowDecision, ...],
    duplicates: Decision | None,
) -> Plan:
    if duplicates not in (None, *RESOLVING):
        raise BadValue("duplicates", _("går inte att välja för alla"))
    table = read_table(data)
    columns = guess(kind, table.headings) if mapping is None else mapping
    check_mapping(kind, table.headings, columns)
    return Plan(kind=kind, table=table, columns=columns, decisions=decisions, rule=duplicates)


def _weighed(judged: Judged, skip_refused: bool) -> Imported:
    """Give what reading in does, or refuse it while something is undecided or nothing is new."""
    counts = judged.counts()
    left = counts[RowState.REFUSED] + counts[RowState.DOUBTFUL]
    if left and not skip_refused:
        raise RowsLeft(refused=counts[RowState.REFUSED], doubtful=counts[RowState.DOUBTFUL])
    if not counts[RowState.NEW] and not counts[RowState.CHANGES]:
        raise NothingNew
    return Imported(
        added=counts[RowState.NEW],
        already=counts[RowState.ALREADY],
        left_out=left + counts[RowState.SKIPPED],
        changed=counts[RowState.CHANGES],
    )


def _rehearse(store: Store, plan: Plan, progress: Progress) -> Judged:
    """Write the rows into a copy, so that the window can be used as long as it takes."""
    with (
        rehearsing(store) as copy,
        copy.operating("try_import", LABEL, False),
        copy.write(),
    ):
        return judge(copy, plan, progress)
