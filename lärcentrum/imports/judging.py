"""Say of each row of a list what becomes of it, in the file's order, as if those before were in."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lärcentrum.errors import Busy, Cancelled, NotAllowed, UserError
from lärcentrum.imports.bookings import Bookings
from lärcentrum.imports.fields import ListKind
from lärcentrum.imports.places import Invigilators, Rooms, Workplaces
from lärcentrum.imports.rows import (
    NOTHING,
    RESOLVING,
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
from lärcentrum.imports.tables import Table, TableRow
from lärcentrum.language import _
from lärcentrum.progress import Progress
from lärcentrum.store.attempts import attempt
from lärcentrum.store.errors import OnlyLooking, WorldFault
from lärcentrum.store.store import Store

_ADDERS: dict[ListKind, Callable[[Store, dict[str, int]], Adder]] = {
    ListKind.STUDENTS: Students,
    ListKind.ROOMS: Rooms,
    ListKind.INVIGILATORS: Invigilators,
    ListKind.WORKPLACES: Workplaces,
    ListKind.BOOKINGS: Bookings,
}

READ_KINDS = tuple(_ADDERS)
"""The kinds that can be read in."""

_NOT_THE_ROW = (WorldFault, Busy, Cancelled, NotAllowed, OnlyLooking)
"""Refusals that are not about a row: the whole run ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be brought in, and what the user has said of it.

    Args:
        kind: what it is a list of.
        table: the list.
        columns: the heading of each field.
        decisions: what was said of single rows.
        rule: what counts for every other row that may be here already (T07); None: nothing.
    """

    kind: ListKind
    table: Table
    columns: dict[str, str]
    decisions: tuple[RowDecision, ...] = ()
    rule: Decision | None = None

    @property
    def judges_apart(self) -> bool:
        """Tell whether rows of this kind are judged without holding the register."""
        return self.kind is ListKind.STUDENTS


@dataclass(slots=True, kw_only=True)
class Judged:
    """The rows, and what keeps the new ones of a kind that is judged apart."""

    adder: Adder
    rows: list[RowReport] = field(default_factory=list)

    def counts(self) -> dict[RowState, int]:
        """Count how many meet each fate."""
        counted = Counter(one.state for one in self.rows)
        return {state: counted[state] for state in RowState}


def judge(store: Store, plan: Plan, progress: Progress) -> Judged:
    """Take every row in; a kind that is not judged apart is written by this, row by row.

    Args:
        store: the register.
        plan: what is to be brought in.
        progress: told rows done; may stop it.
    """
    run = _Run(store, plan)
    places = {key: plan.table.headings.index(heading) for key, heading in plan.columns.items()}
    total = len(plan.table.rows)
    judged = Judged(adder=run.adder)
    for done, row in enumerate(plan.table.rows):
        progress(done, total, _("rader"))
        judged.rows.append(run.report(_line(row, places)))
    progress(total, total, _("rader"))
    return judged


# --- inner -----------------------------------------------------------------


def _line(row: TableRow, places: dict[str, int]) -> Line:
    return Line(number=row.number, cells={key: row.cells[n] for key, n in places.items()})


def _gathered(decisions: Sequence[RowDecision]) -> dict[int, Decided]:
    decided: dict[int, Decided] = {}
    for one in decisions:
        decided[one.row] = decided.get(one.row, NOTHING) | {one.decision}
    return decided


class _Run:
    """One way through the rows.

    Args:
        store: the register.
        plan: what is to be brought in.
    """

    def __init__(self, store: Store, plan: Plan) -> None:
        self._store, self._plan = store, plan
        self._decided = _gathered(plan.decisions)
        self._made: dict[str, int] = {}
        self.adder = _ADDERS[plan.kind](store, self._made)

    def report(self, line: Line) -> RowReport:
        """Take one row in and say what became of it."""
        decided = self._decided.get(line.number, NOTHING)
        shown = self.adder.shown(line)
        if Decision.SKIP in decided:
            return RowReport(row=line.number, shown=shown, state=RowState.SKIPPED,
                             choices=(Decision.SKIP,))  # fmt: skip
        try:
            uid = self._add(line, decided)
        except Found as found:
            return self._found(line, shown, found)
        except _NOT_THE_ROW:
            raise
        except UserError as fault:
            return RowReport(
                row=line.number, shown=shown, state=RowState.REFUSED,
                reason=reason_of(self._plan.kind, fault), field=fault.field,
            )  # fmt: skip
        self._made[uid] = line.number
        choices = (Decision.SKIP, *decided) if decided else ()
        return RowReport(row=line.number, shown=shown, state=RowState.NEW, choices=choices)

    def _add(self, line: Line, decided: Decided) -> str:
        """Take one row in, by the rule for all where it may be here and nothing was said of it."""
        try:
            return self._take(line, decided)
        except Found as found:
            rule = self._plan.rule
            if rule is None or not found.other or rule not in found.choices:
                raise
            if rule is Decision.SKIP or decided & frozenset(RESOLVING):
                raise
            return self._take(line, decided | {rule})

    def _take(self, line: Line, decided: Decided) -> str:
        if self.adder.collects:
            return self.adder.add(line, decided)
        with attempt(self._store):
            return self.adder.add(line, decided)

    def _found(self, line: Line, shown: str, found: Found) -> RowReport:
        earlier = self._made.get(found.other, 0)
        left = self._plan.rule is Decision.SKIP and found.other
        doubtful = found.state is RowState.DOUBTFUL
        return RowReport(
            row=line.number,
            shown=shown,
            state=RowState.SKIPPED if left and doubtful else found.state,
            reason=found.reason,
            field=found.field,
            other="" if earlier else found.other,
            other_shown=self.adder.name(found.other) if found.other else "",
            other_row=earlier,
            choices=found.choices,
            compared=found.compared,
        )
