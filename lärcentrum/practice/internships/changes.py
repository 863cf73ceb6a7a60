"""Add, change, move and remove internships; note what has happened."""

from dataclasses import replace
from datetime import date

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.people.students.checks import check_may_write
from lärcentrum.practice.internship_states import Facts
from lärcentrum.practice.internships.records import fact_columns, facts_of
from lärcentrum.practice.internships.saving import (
    PERIODS,
    Where,
    check_whole,
    checked_columns,
    dated,
    place_columns,
    provider_column,
    put_periods,
    writable,
)
from lärcentrum.practice.periods import Period, checked_periods
from lärcentrum.practice.supervisors import NewSupervisor
from lärcentrum.practice.words import Fact, InternshipKind
from lärcentrum.practice.workplaces import NewWorkplace
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- operations ------------------------------------------------------------


@operation(right=Right.REGISTER, label=N_("Praktik sparad"))
def add_internship(
    store: Store,
    *,
    student: str,
    kind: InternshipKind,
    workplace: str = "",
    new_workplace: NewWorkplace | None = None,
    supervisor: str = "",
    new_supervisor: NewSupervisor | None = None,
    provider: str = "",
    programme: str = "",
    course_code: str = "",
    responsible_teacher: str = "",
    points: int = 0,
    hours_per_week: int = 40,
    periods: list[Period] | None = None,
    facts: Facts | None = None,
    note: str = "",
    warned: bool = False,
) -> str:
    """Add an internship; the fields are those of `Internship`, "" and 0 for none.

    Args:
        store: the register.
        workplace: "" while it is only a wish; `new_workplace` is added instead, employer and all.
        supervisor: one of the workplace's; `new_supervisor` is added instead.
        facts: what has happened; the wish is dated today where it is not said.
        warned: the user has seen that it overlaps or that the workplace is full.

    Raises:
        NotFound, NotAllowed, BadValue, TooLong, BadPeriods, WrongOrder, NotAtWorkplace: a field.
        OverlappingInternship, WorkplaceFull: unless `warned`.
        PapersMissing: it has begun without the papers of its kind.
    """
    values = checked_columns({
        "kind": kind, "programme": programme, "course_code": course_code, "points": points,
        "responsible_teacher": responsible_teacher, "hours_per_week": hours_per_week, "note": note,
    })  # fmt: skip
    listed = checked_periods(periods or [])
    where = Where(workplace, new_workplace, supervisor, new_supervisor)
    with store.write():
        owner = store.row("student", student)
        check_may_write(store, owner, "add_internship")
        values |= place_columns(store, where, None) | provider_column(store, provider)
        values |= fact_columns(dated(facts or Facts(), store.clock.today()))
        made = store.insert("internship", student_id=owner["id"], **values)
        put_periods(store, made.id, listed)
        check_whole(store, made.uid, None, warned=warned)
    return made.uid


@operation(right=Right.REGISTER, label=N_("Praktik ändrad"))
def change_internship(
    store: Store,
    *,
    internship: str,
    kind: InternshipKind | None = None,
    workplace: str | None = None,
    new_workplace: NewWorkplace | None = None,
    supervisor: str | None = None,
    new_supervisor: NewSupervisor | None = None,
    provider: str | None = None,
    programme: str | None = None,
    course_code: str | None = None,
    responsible_teacher: str | None = None,
    points: int | None = None,
    hours_per_week: int | None = None,
    periods: list[Period] | None = None,
    facts: Facts | None = None,
    note: str | None = None,
    warned: bool = False,
) -> None:
    """Change an internship; None leaves a field as it is, "" empties it.

    Args as in `add_internship`; `facts` replaces all of them. A supervisor who is not at a new
    workplace is taken off.

    Raises:
        as `add_internship`.
    """
    values = checked_columns({
        "kind": kind, "programme": programme, "course_code": course_code, "points": points,
        "responsible_teacher": responsible_teacher, "hours_per_week": hours_per_week, "note": note,
    })  # fmt: skip
    listed = None if periods is None else checked_periods(periods)
    where = Where(workplace, new_workplace, supervisor, new_supervisor)
    with store.write():
        before = writable(store, internship, "change_internship")
        values |= place_columns(store, where, before)
        if provider is not None:
            values |= provider_column(store, provider)
        if facts is not None:
            values |= fact_columns(dated(facts, facts_of(before).wished_on))
        store.update("internship", internship, **values)
        same = values["workplace_id"] == before["workplace_id"]
        if listed is not None:
            same = not put_periods(store, before["id"], listed) and same
        check_whole(store, internship, before, warned=warned or same)


@operation(right=Right.REGISTER, label=N_("Praktikens läge ändrat"))
def note_internship(
    store: Store, *, internship: str, fact: Fact, on: date | None = None, undone: bool = False
) -> None:
    """Note that something has happened to an internship.

    Args:
        store: the register.
        internship: which.
        fact: what happened.
        on: when; today where it is not given.
        undone: it has not happened after all.

    Raises:
        BadValue: the wish itself cannot be undone.
        WrongOrder, PapersMissing: as `add_internship`.
    """
    if undone and fact is Fact.WISHED:
        raise BadValue("fact", _("kan inte tas bort"))
    with store.write():
        before = writable(store, internship, "note_internship")
        when = None if undone else on or store.clock.today()
        store.update("internship", internship, **{fact.value: when.isoformat() if when else None})
        check_whole(store, internship, before, warned=True)


@operation(right=Right.REGISTER, label=N_("Praktik flyttad"))
def move_internship(
    store: Store,
    *,
    internship: str,
    workplace: str = "",
    new_workplace: NewWorkplace | None = None,
    supervisor: str = "",
    new_supervisor: NewSupervisor | None = None,
    moved_on: date | None = None,
    warned: bool = False,
) -> None:
    """Let a student who has begun go on at another workplace, under a new agreement.

    Args as in `add_internship`, and:
        moved_on: the first day at the new workplace; today where it is not given.

    Raises:
        BadValue: it has not begun (change it instead), or the workplace is the same.
        as `add_internship`.
    """
    where = Where(workplace, new_workplace, supervisor, new_supervisor)
    with store.write():
        before = writable(store, internship, "move_internship")
        if not before["started_on"]:
            raise BadValue("internship", _("har inte börjat; ändra den i stället"))
        placed = place_columns(store, where, before)
        if placed["workplace_id"] in (None, before["workplace_id"]):
            raise BadValue("workplace", _("är ingen annan arbetsplats"))
        facts = replace(
            facts_of(before),
            moved_on=moved_on or store.clock.today(),
            agreement_sent_on=None,
            agreement_signed_on=None,
        )
        store.update("internship", internship, **placed, **fact_columns(facts))
        check_whole(store, internship, None, warned=warned, moving=True)


@operation(right=Right.REGISTER, label=N_("Praktik borttagen"))
def remove_internship(store: Store, *, internship: str) -> None:
    """Remove an internship that was entered by mistake, with its periods.

    Raises:
        InUse: a certificate tells of it.
    """
    with store.write():
        before = writable(store, internship, "remove_internship")
        for period in store.query(PERIODS, before["id"]):
            store.delete("internship_period", period["uid"])
        store.delete("internship", internship)
