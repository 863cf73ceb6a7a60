"""An internship as lists and its page show it; protected identities pass through the mask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum.people.masking import NAME_COLUMNS, is_protected, shown_name
from lärcentrum.practice.internship_states import (
    Facts,
    Lack,
    Placing,
    Rules,
    is_late,
    lacks,
    stage_of,
    state_of,
)
from lärcentrum.practice.periods import Period
from lärcentrum.practice.words import InternshipKind, Paper, Stage, State
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Internship:
    """An internship.

    What tells where a protected identity is or studies is empty for those who may not know it.

    Args:
        uid: the internship.
        student: the student's uid.
        name: the student's, as it may be shown.
        protected: whether the student is a protected identity.
        kind: what sort of internship it is.
        state: how far it has come.
        stage: the part of the way that lists are filtered by.
        missing: what it lacks now, in the order in which it is needed.
        late: whether the day of something missing has passed.
        employer: the employer's name, "" for none.
        workplace: the workplace's uid, "" for none.
        workplace_name: what it is called.
        municipality: the workplace's code, 9999 where it is not known.
        supervisor: the supervisor's uid, "" for none.
        supervisor_name: what the supervisor is called.
        supervisor_left: whether the supervisor has left.
        provider: the provider's uid, "" for none.
        provider_name: what the provider is called.
        programme: "" for none.
        course_code: "" for none.
        responsible_teacher: "" for none.
        points: LIA points, 0 for none.
        hours_per_week: of full time.
        periods: in time order.
        facts: what has happened.
        note: "" for none.
    """

    uid: str
    student: str
    name: str
    protected: bool
    kind: InternshipKind
    state: State
    stage: Stage
    missing: tuple[Lack, ...]
    late: bool
    employer: str
    workplace: str
    workplace_name: str
    municipality: str
    supervisor: str
    supervisor_name: str
    supervisor_left: bool
    provider: str
    provider_name: str
    programme: str
    course_code: str
    responsible_teacher: str
    points: int
    hours_per_week: int
    periods: tuple[Period, ...]
    facts: Facts
    note: str

    @property
    def starts_on(self) -> date | None:
        """Give the first day of the first period."""
        return self.periods[0].starts_on if self.periods else None

    @property
    def ends_on(self) -> date | None:
        """Give the last day of the last period."""
        return self.periods[-1].ends_on if self.periods else None

    @property
    def due(self) -> date | None:
        """Give the first day by which something is missing."""
        return min((lack.due for lack in self.missing if lack.due), default=None)


# --- rules -----------------------------------------------------------------

FACTS = tuple(Facts.__dataclass_fields__)


def day(text: str | None) -> date | None:
    """Read a date as the register keeps it."""
    return date.fromisoformat(text) if text else None


def facts_of(row: Row) -> Facts:
    """Read the dated facts of an internship's row."""
    return Facts(**{name: day(row[name]) for name in FACTS})


def fact_columns(facts: Facts) -> dict[str, str | None]:
    """Write dated facts as the register keeps them."""
    days: dict[str, date | None] = {name: getattr(facts, name) for name in FACTS}
    return {name: one.isoformat() if one else None for name, one in days.items()}


def period_of(row: Row) -> Period:
    """Read a period's row."""
    return Period(
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        percent=row["percent"],
    )


def placing_of(row: Row) -> Placing:
    """Read where an internship is and with whom, from a row of `INTERNSHIPS`."""
    return Placing(
        workplace=row["workplace_id"] is not None,
        supervisor=row["supervisor_id"] is not None,
        trained=bool(row["trained"]),
        left=row["left_on"] is not None,
        certificate=bool(row["certificate"]),
        points=row["points"],
    )


_HIDDEN = (
    "employer", "workplace", "workplace_name", "supervisor", "supervisor_name", "provider",
    "provider_name", "programme", "course_code", "responsible_teacher", "note",
)  # fmt: skip


def internship_of(
    row: Row, periods: Iterable[Period], rules: Rules, today: date, *, may_see: bool
) -> Internship:
    """Read an internship from a row of `INTERNSHIPS`.

    Args:
        row: the row.
        periods: in time order.
        rules: what the centre asks for.
        today: the day that is asked about.
        may_see: whether the reader may see where a protected identity is.
    """
    listed, facts, placing = tuple(periods), facts_of(row), placing_of(row)
    kind = InternshipKind(row["kind"])
    state = state_of(facts, listed, today, certificate=placing.certificate)
    missing = lacks(kind, facts, listed, placing, rules, today)
    hidden = is_protected(row) and not may_see
    texts: dict[str, Any] = {name: "" if hidden else row[name] or "" for name in _HIDDEN}
    return Internship(
        **texts,
        uid=row["uid"],
        student=row["student"],
        name=shown_name(row),
        protected=is_protected(row),
        kind=kind,
        state=state,
        stage=stage_of(state, missing),
        missing=missing,
        late=is_late(missing, today),
        municipality="9999" if hidden else row["municipality"] or "9999",
        supervisor_left=placing.left,
        points=row["points"],
        hours_per_week=row["hours_per_week"],
        periods=listed,
        facts=facts,
    )


# --- operations ------------------------------------------------------------

INTERNSHIPS = f"""
SELECT internship.*, student.uid AS student, {NAME_COLUMNS}, student.ended_on AS student_left,
    workplace.uid AS workplace, workplace.name AS workplace_name, workplace.municipality,
    employer.name AS employer, supervisor.uid AS supervisor, supervisor.name AS supervisor_name,
    supervisor.trained, supervisor.left_on, provider.uid AS provider,
    provider.name AS provider_name, EXISTS (SELECT 1 FROM certificate
        WHERE internship_id = internship.id AND withdrawn_at IS NULL) AS certificate
FROM internship JOIN student ON student.id = student_id
LEFT JOIN workplace ON workplace.id = internship.workplace_id
LEFT JOIN employer ON employer.id = workplace.employer_id
LEFT JOIN supervisor ON supervisor.id = internship.supervisor_id
LEFT JOIN provider ON provider.id = internship.provider_id
"""

_PERIODS = """
SELECT internship_id, starts_on, ends_on, percent FROM internship_period
WHERE (? = 0 OR internship_id = ?) ORDER BY internship_id, starts_on
"""


def periods_by_internship(store: Store, internship_id: int = 0) -> dict[int, list[Period]]:
    """Read periods in time order, by the internship's local id; 0 reads them all."""
    found: dict[int, list[Period]] = {}
    for row in store.query(_PERIODS, internship_id, internship_id):
        found.setdefault(row["internship_id"], []).append(period_of(row))
    return found


def may_see_protected(store: Store) -> bool:
    """Tell whether the session may know where a protected identity is."""
    return Right.PROTECTED in store.session.rights


def rules_of(store: Store) -> Rules:
    """Read what the centre asks for from its settings."""
    papers = {
        kind: {Paper.AGREEMENT} if number_setting(store, f"{kind.value}_agreement") else set()
        for kind in InternshipKind
    }
    if number_setting(store, "vfu_trained"):
        papers[InternshipKind.VFU].add(Paper.TRAINED_SUPERVISOR)
    return Rules(
        papers={kind: frozenset(wanted) for kind, wanted in papers.items()},
        answer_days=number_setting(store, "answer_days"),
    )
