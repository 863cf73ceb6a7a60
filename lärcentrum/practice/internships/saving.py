"""What adding, changing and moving an internship have in common: places, periods, checks."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.people.students.checks import check_may_write, long_text, short_text
from lärcentrum.practice.errors import (
    NotAtWorkplace,
    OverlappingInternship,
    PapersMissing,
    WorkplaceFull,
)
from lärcentrum.practice.internship_states import (
    Facts,
    check_facts,
    missing_papers,
    planned_periods,
)
from lärcentrum.practice.internships.listing import place_warnings
from lärcentrum.practice.internships.records import (
    INTERNSHIPS,
    facts_of,
    period_of,
    placing_of,
    rules_of,
)
from lärcentrum.practice.periods import Period
from lärcentrum.practice.supervisors import NewSupervisor, keep_new_supervisor
from lärcentrum.practice.words import InternshipKind, Paper
from lärcentrum.practice.workplaces import NewWorkplace, keep_new_workplace
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Where:
    """What a form says about the place; None leaves it as it is."""

    workplace: str | None
    new_workplace: NewWorkplace | None
    supervisor: str | None
    new_supervisor: NewSupervisor | None


# --- rules -----------------------------------------------------------------

MOST_POINTS = 600
MOST_HOURS = 60
_LONGEST = {"programme": 200, "course_code": 40, "responsible_teacher": 200}
_BOUNDS = {"points": (0, MOST_POINTS), "hours_per_week": (1, MOST_HOURS)}


def checked_columns(typed: dict[str, Any]) -> dict[str, Any]:
    """Clean the plain fields that are given, by the name of their column.

    Raises:
        BadValue, TooLong: one of them cannot be kept.
    """
    return {name: _cleaned(name, value) for name, value in typed.items() if value is not None}


def _cleaned(name: str, value: Any) -> Any:
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        if not least <= value <= most:
            raise BadValue(name, _("ska vara {least}–{most}").format(least=least, most=most))
        return value
    if name == "kind":
        return value.value
    return long_text(name, value) if name == "note" else short_text(name, value, _LONGEST[name])


# --- keeping ---------------------------------------------------------------

PERIODS = "SELECT * FROM internship_period WHERE internship_id = ? ORDER BY starts_on"


def dated(facts: Facts, wished_on: date | None) -> Facts:
    """Give facts whose wish has a day."""
    return facts if facts.wished_on else replace(facts, wished_on=wished_on)


_ONE = f"{INTERNSHIPS} WHERE internship.uid = ?"


def writable(store: Store, internship: str, operation: str) -> Row:
    """Read an internship that the session may change."""
    store.row("internship", internship)
    row = store.query(_ONE, internship)[0]
    check_may_write(store, row, operation)
    return row


def place_columns(store: Store, where: Where, before: Row | None) -> dict[str, Any]:
    """Give the ids of the workplace and supervisor, added where they are new."""
    place = before["workplace"] if before else None
    if where.new_workplace is not None:
        place = keep_new_workplace(store, where.new_workplace)
    elif where.workplace is not None:
        place = where.workplace or None
    place_id = store.id_of("workplace", place) if place else None
    return {
        "workplace_id": place_id,
        "supervisor_id": _supervisor_id(store, where, before, place, place_id),
    }


def provider_column(store: Store, provider: str) -> dict[str, Any]:
    """Give the provider's id, none for ""."""
    return {"provider_id": store.id_of("provider", provider) if provider else None}


def _supervisor_id(
    store: Store, where: Where, before: Row | None, place: str | None, place_id: int | None
) -> int | None:
    if where.new_supervisor is not None:
        if place is None:
            raise BadValue("workplace", _("behövs för en handledare"))
        return store.id_of("supervisor", keep_new_supervisor(store, place, where.new_supervisor))
    if where.supervisor is None:
        stays = before is not None and before["workplace_id"] == place_id
        return before["supervisor_id"] if before and stays else None
    if not where.supervisor:
        return None
    row = store.row("supervisor", where.supervisor)
    if row["workplace_id"] != place_id:
        raise NotAtWorkplace(where.supervisor)
    return int(row["id"])


def put_periods(store: Store, internship_id: int, wanted: list[Period]) -> bool:
    """Make the periods as wanted; tell whether they were other ones."""
    there = {period_of(row): row["uid"] for row in store.query(PERIODS, internship_id)}
    for period, uid in there.items():
        if period not in wanted:
            store.delete("internship_period", uid)
    store.insert_many(
        "internship_period",
        [
            {
                "internship_id": internship_id,
                "starts_on": period.starts_on.isoformat(),
                "ends_on": period.ends_on.isoformat(),
                "percent": period.percent,
            }
            for period in wanted
            if period not in there
        ],
    )
    return there.keys() != set(wanted)


def check_whole(
    store: Store, internship: str, before: Row | None, *, warned: bool, moving: bool = False
) -> None:
    """Check an internship as it now stands, before it is committed."""
    row = store.query(_ONE, internship)[0]
    facts = facts_of(row)
    check_facts(facts, store.clock.today())
    if facts.started_on and not moving:
        _check_papers(store, row, facts, before)
    if not warned:
        periods = [period_of(one) for one in store.query(PERIODS, row["id"])]
        _check_warnings(store, row, planned_periods(facts, periods))


def _check_papers(store: Store, row: Row, facts: Facts, before: Row | None) -> None:
    if row["workplace_id"] is None:
        raise BadValue("workplace", _("behövs innan praktiken börjar"))
    kind, rules = InternshipKind(row["kind"]), rules_of(store)
    papers = missing_papers(kind, facts, placing_of(row), rules)
    if before is not None and before["started_on"]:
        # It is under way: a new supervisor may lack training, but no signed agreement goes away.
        gone = before["agreement_signed_on"] and Paper.AGREEMENT in papers
        papers = (Paper.AGREEMENT,) if gone else ()
    if papers:
        raise PapersMissing(papers)


def _check_warnings(store: Store, row: Row, periods: list[Period]) -> None:
    place = row["workplace"] or ""
    found = place_warnings(
        store, periods=periods, student=row["student"], workplace=place, internship=row["uid"]
    )
    if found.overlapping:
        raise OverlappingInternship(found.overlapping)
    if found.places is not None and found.full:
        raise WorkplaceFull(place, found.places, found.taken)
