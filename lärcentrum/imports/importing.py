"""Try a list, then read it in: one operation, all or nothing, and one undo for the whole (T13).

The dry run is the live run, taken back before it is kept: what it says of each row is what the
register's own operations said of it, in the same order, with the rows before it in place.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lärcentrum.backups import back_up_before
from lärcentrum.errors import Busy, Cancelled, NotAllowed, UserError
from lärcentrum.imports.bookings import Bookings
from lärcentrum.imports.errors import NothingNew, RowsLeft
from lärcentrum.imports.fields import ListKind, check_mapping, guess
from lärcentrum.imports.places import Invigilators, Rooms, Workplaces
from lärcentrum.imports.rows import (
    NOTHING,
    Adder,
    Decided,
    Decision,
    Found,
    Line,
    RowDecision,
    RowReport,
    RowState,
    reason_of,
)
from lärcentrum.imports.students import Students
from lärcentrum.imports.tables import Table, TableRow, read_table
from lärcentrum.language import N_, _
from lärcentrum.operations import job, reading
from lärcentrum.progress import Progress, silent
from lärcentrum.rights import Right
from lärcentrum.store.attempts import attempt
from lärcentrum.store.errors import OnlyLooking, WorldFault
from lärcentrum.store.store import Store

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
    """

    added: int
    already: int
    left_out: int


_ADDERS: dict[ListKind, Callable[[Store, dict[str, int]], Adder]] = {
    ListKind.STUDENTS: Students,
    ListKind.ROOMS: Rooms,
    ListKind.INVIGILATORS: Invigilators,
    ListKind.WORKPLACES: Workplaces,
    ListKind.BOOKINGS: Bookings,
}

READ_KINDS = tuple(_ADDERS)
"""The kinds that can be read in."""

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
    progress: Progress = silent,
) -> DryRun:
    """Say of each row what would become of it; nothing is kept (T12).

    Args:
        store: the register.
        kind: what it is a list of.
        data: the file's whole content.
        mapping: the heading of each field; guessed if not given.
        decisions: what the user has said of rows in doubt.
        progress: told rows done; may stop it.

    Raises:
        BadHeadings: a column that is needed is not there.
        UserError: as `look_at_list`.
    """
    table = read_table(data)
    columns = _columns(kind, table, mapping)
    work = partial(_bring_in, store, kind, table, columns, decisions, progress)
    rows = _rehearse(store, work)
    return DryRun(
        rows=tuple(rows),
        counts=_counts(rows),
        mapping=columns,
        unused=tuple(one for one in table.headings if one not in columns.values()),
        how=table.how,
    )


@job(right=Right.REGISTER, label=LABEL)
def import_list(
    store: Store,
    *,
    kind: ListKind,
    data: bytes,
    mapping: dict[str, str] | None = None,
    decisions: tuple[RowDecision, ...] = (),
    skip_refused: bool = False,
    progress: Progress = silent,
) -> Imported:
    """Read a list in: a verified back-up first, then all of it in one operation, or nothing.

    Args:
        store: the register.
        kind: what it is a list of.
        data: the file's whole content, the same as was tried.
        mapping: the heading of each field; guessed if not given.
        decisions: what the user has said of rows in doubt.
        skip_refused: the user has seen which rows cannot be read in or are undecided, and leaves
            them out.
        progress: told rows done; may stop it.

    Raises:
        RowsLeft: such rows are there and `skip_refused` is false.
        NothingNew: no row is new.
        UserError: as `try_import`, or the back-up could not be made; nothing is then read in.
    """
    table = read_table(data)
    columns = _columns(kind, table, mapping)
    back_up_before(store, "import")
    with store.operating("import_list", LABEL, True), store.write():
        rows = _bring_in(store, kind, table, columns, decisions, progress)
        counts = _counts(rows)
        left = counts[RowState.REFUSED] + counts[RowState.DOUBTFUL]
        if left and not skip_refused:
            raise RowsLeft(refused=counts[RowState.REFUSED], doubtful=counts[RowState.DOUBTFUL])
        if not counts[RowState.NEW]:
            raise NothingNew
        store.note(f"import {kind.value}: {counts[RowState.NEW]}/{len(rows)}")
    return Imported(
        added=counts[RowState.NEW],
        already=counts[RowState.ALREADY],
        left_out=left + counts[RowState.SKIPPED],
    )


# --- inner -----------------------------------------------------------------

_NOT_THE_ROW = (WorldFault, Busy, Cancelled, NotAllowed, OnlyLooking)
"""Refusals that are not about a row: the whole run ends."""


class _Rehearsed(Exception):
    """Ends a dry run so that nothing of it is kept."""


def _rehearse(store: Store, work: Callable[[], list[RowReport]]) -> list[RowReport]:
    found: list[RowReport] = []
    with store.operating("try_import", "", False):
        try:
            with store.write():
                found = work()
                raise _Rehearsed
        except _Rehearsed:
            return found


def _columns(kind: ListKind, table: Table, mapping: dict[str, str] | None) -> dict[str, str]:
    columns = guess(kind, table.headings) if mapping is None else mapping
    check_mapping(kind, table.headings, columns)
    return columns


def _bring_in(
    store: Store,
    kind: ListKind,
    table: Table,
    columns: dict[str, str],
    decisions: tuple[RowDecision, ...],
    progress: Progress,
) -> list[RowReport]:
    decided: dict[int, Decided] = {}
    for one in decisions:
        decided[one.row] = decided.get(one.row, NOTHING) | {one.decision}
    places = {key: table.headings.index(heading) for key, heading in columns.items()}
    made: dict[str, int] = {}
    adder = _ADDERS[kind](store, made)
    reports = []
    for done, row in enumerate(table.rows):
        progress(done, len(table.rows), _("rader"))
        line = _line(row, places)
        reports.append(_one(store, kind, adder, line, decided.get(row.number, NOTHING), made))
    progress(len(table.rows), len(table.rows), _("rader"))
    return reports


def _line(row: TableRow, places: dict[str, int]) -> Line:
    return Line(number=row.number, cells={key: row.cells[n] for key, n in places.items()})


def _one(
    store: Store,
    kind: ListKind,
    adder: Adder,
    line: Line,
    decided: Decided,
    made: dict[str, int],
) -> RowReport:
    shown = adder.shown(line)
    if Decision.SKIP in decided:
        return RowReport(row=line.number, shown=shown, state=RowState.SKIPPED,
                         choices=(Decision.SKIP,))  # fmt: skip
    try:
        with attempt(store):
            uid = adder.add(line, decided)
    except Found as found:
        return _found(adder, line, shown, found, made)
    except _NOT_THE_ROW:
        raise
    except UserError as fault:
        return RowReport(row=line.number, shown=shown, state=RowState.REFUSED,
                         reason=reason_of(kind, fault), field=fault.field)  # fmt: skip
    made[uid] = line.number
    choices = (Decision.SKIP, *decided) if decided else ()
    return RowReport(row=line.number, shown=shown, state=RowState.NEW, choices=choices)


def _found(adder: Adder, line: Line, shown: str, found: Found, made: dict[str, int]) -> RowReport:
    earlier = made.get(found.other, 0)
    return RowReport(
        row=line.number,
        shown=shown,
        state=found.state,
        reason=found.reason,
        field=found.field,
        other="" if earlier else found.other,
        other_shown=adder.name(found.other) if found.other else "",
        other_row=earlier,
        choices=found.choices,
    )


def _counts(rows: list[RowReport]) -> dict[RowState, int]:
    counted = Counter(one.state for one in rows)
    return {state: counted[state] for state in RowState}
