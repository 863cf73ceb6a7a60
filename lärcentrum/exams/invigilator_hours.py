"""What invigilators have worked in a period, for pay (E32).

A duty runs from setting out to clearing, in true minutes: the night when the clock is put back has
an hour more. Only what somebody said yes to counts, and a reserve who was not called in has
worked nothing. A duty over midnight is parted between its days, so that two periods that meet
hold every minute once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import times
from lärcentrum.exams.invigilators import DutyRole
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

ROLE_NAMES = {
    DutyRole.INVIGILATOR: N_("tentavakt"),
    DutyRole.CHIEF: N_("ansvarig tentavakt"),
    DutyRole.FLOATING: N_("rörlig tentavakt"),
    DutyRole.RESERVE: N_("reserv"),
}

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDuty:
    """One duty, or the part of it that lies in the period; wall clock.

    Args:
        starts: when it began.
        ends: when it ended.
        minutes: its true length.
        room_name: where.
        role: as what.
        writing: how many wrote at the sitting; nobody is named.
    """

    starts: datetime
    ends: datetime
    minutes: int
    room_name: str
    role: DutyRole
    writing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedHours:
    """What one invigilator has worked.

    Args:
        invigilator: the uid.
        name: the name.
        minutes: in all.
        duties: one by one, by time.
    """

    invigilator: str
    name: str
    minutes: int
    duties: tuple[WorkedDuty, ...]


# --- rules -----------------------------------------------------------------


def hours_text(minutes: int) -> str:
    """Write a length as payroll reads it: "3:30"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def check_period(first: date, last: date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        BadValue: the last day is before the first.
    """
    if last < first:
        raise NotAsItStands(
            "last", _("Perioden slutar innan den börjar."), _("Välj en senare sista dag.")
        )


# --- operations ------------------------------------------------------------

_WORKED = """
SELECT invigilator.uid, invigilator.name, duty.role, duty.starts_at, duty.ends_at,
    room.name AS room_name, (SELECT count(*) FROM booking WHERE booking.sitting_id = sitting.id
        AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
        AND booking.waiting_since IS NULL) AS writing
FROM duty JOIN invigilator ON invigilator.id = duty.invigilator_id
JOIN sitting ON sitting.id = duty.sitting_id JOIN room ON room.id = sitting.room_id
WHERE duty.cancelled_at IS NULL AND duty.answer = 'yes' AND duty.role <> 'reserve'
    AND duty.starts_at < ? AND duty.ends_at > ? AND (?3 IS NULL OR invigilator.uid = ?3)
ORDER BY duty.starts_at, duty.id
"""


@reading(right=Right.REGISTER)
def invigilator_hours(
    store: Store, *, first: date, last: date, invigilator: str | None = None
) -> list[WorkedHours]:
    """Sum up what invigilators have worked in a period, in Swedish order.

    Args:
        store: the register.
        first: the first day.
        last: the last day.
        invigilator: only this one's.

    Raises:
        NotFound: no such invigilator.
        BadValue: the period ends before it begins.
    """
    check_period(first, last)
    if invigilator is not None:
        store.id_of("invigilator", invigilator)
    begins, over = times.day_span(first).starts_at, times.day_span(last).ends_at
    by_uid: dict[str, list[Row]] = {}
    for row in store.query(_WORKED, over, begins, invigilator):
        by_uid.setdefault(row["uid"], []).append(row)
    found = [_sum(rows, begins, over) for rows in by_uid.values()]
    return sorted(found, key=lambda one: swedish.sort_key(one.name))


def _sum(rows: Iterable[Row], begins: int, over: int) -> WorkedHours:
    duties, name, uid = [], "", ""
    for row in rows:
        starts, ends = max(row["starts_at"], begins), min(row["ends_at"], over)
        name, uid = row["name"], row["uid"]
        duties.append(
            WorkedDuty(
                starts=times.to_wall(starts),
                ends=times.to_wall(ends),
                minutes=ends - starts,
                room_name=row["room_name"],
                role=DutyRole(row["role"]),
                writing=row["writing"],
            )
        )
    minutes = sum(one.minutes for one in duties)
    return WorkedHours(invigilator=uid, name=name, minutes=minutes, duties=tuple(duties))
