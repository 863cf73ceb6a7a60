"""Lists of internships: by stage with counts, what is late, and what a place would hold."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from lärcentrum.operations import reading
from lärcentrum.practice.internship_states import held_periods, most_at_once, planned_periods
from lärcentrum.practice.internships.records import (
    INTERNSHIPS,
    Internship,
    day,
    facts_of,
    internship_of,
    may_see_protected,
    periods_by_internship,
    rules_of,
)
from lärcentrum.practice.periods import Period, overlaps
from lärcentrum.practice.words import InternshipKind, Stage
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipList:
    """A list of internships and what it could be filtered by.

    Args:
        rows: in order of the first day; those without one last.
        stages: how many there are of each stage, before the filter by stage and lateness.
        late: how many are late, before the same filter.
        total: how many there are in the register.
    """

    rows: tuple[Internship, ...]
    stages: dict[Stage, int]
    late: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWarnings:
    """What is to be said before an internship is saved.

    Args:
        overlapping: the student's other internships in the same days (P13).
        places: how many the workplace has; None where no workplace or no time is known.
        taken: how many other internships hold one on the fullest day.
    """

    overlapping: tuple[str, ...] = ()
    places: int | None = None
    taken: int = 0

    @property
    def full(self) -> bool:
        """Tell whether one more does not fit."""
        return self.places is not None and self.taken >= self.places


# --- rules -----------------------------------------------------------------


def found_by(internship: Internship, text: str) -> bool:
    """Tell whether every typed word is in the name, place, programme or course as shown."""
    shown = (
        internship.name, internship.workplace_name, internship.employer, internship.programme,
        internship.course_code, internship.supervisor_name,
    )  # fmt: skip
    folded = fold(" ".join(shown))
    return all(word in folded for word in fold(text).split())


def _first_day(internship: Internship) -> tuple[date, str]:
    return internship.starts_on or date.max, internship.uid


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def list_internships(
    store: Store,
    *,
    text: str = "",
    stage: Stage | None = None,
    kind: InternshipKind | None = None,
    late: bool = False,
    student: str = "",
    workplace: str = "",
) -> InternshipList:
    """List internships with their states.

    Args:
        store: the register.
        text: pieces of names as shown, programme or course; "" for all.
        stage: only this part of the way.
        kind: only this sort.
        late: only those that lack something whose day has passed.
        student: only this student's; "" for all.
        workplace: only those at this workplace that the reader may know of; "" for all.
    """
    everything = _all(store, student)
    found = [
        one
        for one in everything
        if (kind is None or one.kind is kind)
        and (not workplace or one.workplace == workplace)
        and (not text or found_by(one, text))
    ]
    stages = Counter(one.stage for one in found)
    rows = [one for one in found if stage in (None, one.stage) and (one.late or not late)]
    return InternshipList(
        rows=tuple(sorted(rows, key=_first_day)),
        stages={each: stages[each] for each in Stage},
        late=sum(one.late for one in found),
        total=len(everything),
    )


def _all(store: Store, student: str) -> list[Internship]:
    rules, today, may_see = rules_of(store), store.clock.today(), may_see_protected(store)
    where = "WHERE student.uid = ?" if student else "WHERE ? = ''"
    periods = periods_by_internship(store)
    return [
        internship_of(row, periods.get(row["id"], ()), rules, today, may_see=may_see)
        for row in store.query(INTERNSHIPS + where, student)
    ]


@reading(right=Right.SEE)
def read_internship(store: Store, *, internship: str) -> Internship:
    """Read one internship.

    Raises:
        NotFound: it is gone.
    """
    own = store.row("internship", internship)
    row = store.query(f"{INTERNSHIPS} WHERE internship.uid = ?", internship)[0]
    return internship_of(
        row,
        periods_by_internship(store, own["id"]).get(own["id"], ()),
        rules_of(store),
        store.clock.today(),
        may_see=may_see_protected(store),
    )


_OTHERS = f"""
{INTERNSHIPS} WHERE internship.uid <> ?1 AND ((?2 <> '' AND student.uid = ?2)
    OR (?3 <> '' AND workplace.uid = ?3)) ORDER BY internship.id
"""
_PLACES = "SELECT places FROM workplace WHERE uid = ?"


@reading(right=Right.SEE)
def place_warnings(
    store: Store,
    *,
    periods: list[Period],
    student: str = "",
    workplace: str = "",
    internship: str = "",
) -> PlaceWarnings:
    """Tell what stands against an internship: the student elsewhere, the workplace full.

    Args:
        store: the register.
        periods: when it would be.
        student: whose; "" for not known yet.
        workplace: where; "" for not known yet.
        internship: the internship's own uid, which is passed over.
    """
    overlapping: list[str] = []
    held: list[list[Period]] = []
    for row in store.query(_OTHERS, internship, student, workplace):
        facts = facts_of(row)
        own = periods_by_internship(store, row["id"]).get(row["id"], [])
        left = day(row["student_left"])
        if row["student"] == student and overlaps(planned_periods(facts, own, left), periods):
            overlapping.append(row["uid"])
        if workplace and row["workplace"] == workplace:
            held.append(held_periods(facts, own, left))
    return PlaceWarnings(
        overlapping=tuple(overlapping),
        places=store.value(_PLACES, workplace) if periods else None,
        taken=most_at_once(held, periods),
    )
