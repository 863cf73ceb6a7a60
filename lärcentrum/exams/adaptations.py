"""Adaptations: a measure and its end date, never a diagnosis."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum.exams import fields
from lärcentrum.exams.times import NO_EXTRA, ExtraTime
from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

KINDS = (
    N_("förlängd skrivtid"),
    N_("eget rum"),
    N_("liten grupp"),
    N_("dator utan hjälpmedel"),
    N_("dator med hjälpmedel"),
    N_("pauser"),
    N_("belysning"),
    N_("höj- och sänkbart bord"),
)
"""Measures to choose from; a centre may write its own (E22)."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """One measure for one student.

    Args:
        uid: the adaptation's uid.
        kind: the measure in words.
        extra: how much longer the person may write.
        own_room: whether the person writes alone.
        small_group: whether the person writes in a small room.
        valid_to: the last day it counts; None has no end.
    """

    uid: str
    kind: str
    extra: ExtraTime
    own_room: bool
    small_group: bool
    valid_to: date | None


# --- rules -----------------------------------------------------------------


def in_force(adaptations: list[Adaptation], day: date) -> list[Adaptation]:
    """Give those that count on a day."""
    return [one for one in adaptations if one.valid_to is None or one.valid_to >= day]


def adaptation_from(row: Row) -> Adaptation:
    """Read an adaptation from its row."""
    return Adaptation(
        uid=row["uid"],
        kind=row["kind"],
        extra=ExtraTime(
            percent=row["factor_pct"],
            minutes=row["minutes"],
            minutes_per_hour=row["minutes_per_hour"],
        ),
        own_room=bool(row["own_room"]),
        small_group=bool(row["small_group"]),
        valid_to=fields.read_day(row["valid_to"]),
    )


# --- operations ------------------------------------------------------------

_OF_STUDENT = "SELECT * FROM adaptation WHERE student_id = ? ORDER BY id"


def adaptations_of(store: Store, student_id: int) -> list[Adaptation]:
    """Give a student's adaptations by local id, oldest first."""
    return [adaptation_from(row) for row in store.query(_OF_STUDENT, student_id)]


@reading(right=Right.REGISTER)
def list_adaptations(store: Store, *, student: str) -> list[Adaptation]:
    """List a student's adaptations, ended ones too.

    Raises:
        NotFound: no such student.
    """
    return adaptations_of(store, store.id_of("student", student))


@operation(right=Right.REGISTER, label=N_("Anpassning tillagd"))
def add_adaptation(
    store: Store,
    *,
    student: str,
    kind: str,
    extra: ExtraTime = NO_EXTRA,
    own_room: bool = False,
    small_group: bool = False,
    valid_to: date | None = None,
) -> str:
    """Note a measure that somebody else has decided.

    Bookings that are made already keep their time until they are changed.

    Args:
        store: the register.
        student: the student's uid.
        kind: the measure in words, never a reason.
        extra: how much longer the person may write.
        own_room: whether the person writes alone.
        small_group: whether the person writes in a small room.
        valid_to: the last day it counts.

    Returns:
        the adaptation's uid.

    Raises:
        NotFound: no such student.
        BadValue: no measure, or a number out of its range.
    """
    values = _values(kind, extra, own_room, small_group, valid_to)
    student_id = store.id_of("student", student)
    with store.write():
        return store.insert("adaptation", student_id=student_id, **values).uid


@operation(right=Right.REGISTER, label=N_("Anpassning ändrad"))
def change_adaptation(
    store: Store,
    *,
    adaptation: str,
    kind: str,
    extra: ExtraTime,
    own_room: bool = False,
    small_group: bool = False,
    valid_to: date | None = None,
) -> None:
    """Set a measure anew, whole.

    Raises:
        NotFound: no such adaptation.
        BadValue: no measure, or a number out of its range.
    """
    values = _values(kind, extra, own_room, small_group, valid_to)
    with store.write():
        store.update("adaptation", adaptation, **values)


@operation(right=Right.REGISTER, label=N_("Anpassning avslutad"))
def end_adaptation(store: Store, *, adaptation: str, last_day: date | None = None) -> None:
    """End a measure.

    Args:
        store: the register.
        adaptation: the adaptation's uid.
        last_day: the last day it counts; today if not given.

    Raises:
        NotFound: no such adaptation.
    """
    day = last_day or store.clock.today()
    with store.write():
        store.update("adaptation", adaptation, valid_to=day.isoformat())


def _values(
    kind: str, extra: ExtraTime, own_room: bool, small_group: bool, valid_to: date | None
) -> dict[str, Any]:
    return {
        "kind": fields.line("kind", kind, most=100, required=True),
        "factor_pct": fields.number("extra", extra.percent, 100, 400),
        "minutes": fields.number("extra", extra.minutes, 0, 600),
        "minutes_per_hour": fields.number("extra", extra.minutes_per_hour, 0, 60),
        "own_room": int(own_room),
        "small_group": int(small_group),
        "valid_to": fields.iso(valid_to),
    }
