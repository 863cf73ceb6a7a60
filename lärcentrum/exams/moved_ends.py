"""Ends that an incident moved: a fire alarm gives everybody in the room the lost time back.

The booked end stays as it was agreed, and so does the room's booking; what lists, papers and
*Idag* show as the end is the booked one with the minutes added (`BookingRow.ends`,
`SittingCard.ends`). Who has handed in before the incident is not moved.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum import swedish
from lärcentrum.exams import times
from lärcentrum.exams.incident_kinds import INCIDENT_NAMES, IncidentKind
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One incident that moved the end of a whole room, or of one exam in it.

    Args:
        kind: what happened.
        at: when, wall clock.
        minutes: how much later the end is.
        course: the exam that it is about, "" for the whole room.
    """

    kind: IncidentKind
    at: datetime
    minutes: int
    course: str


# --- rules -----------------------------------------------------------------


def moved_text(moves: Sequence[Move]) -> str:
    """Say why ends are later: "Sluttiden är flyttad 20 minuter (brandlarm 10:42)."; "" for none."""
    parts = []
    for one in moves:
        text = ngettext(
            "Sluttiden är flyttad {n} minut ({what} {time}).",
            "Sluttiden är flyttad {n} minuter ({what} {time}).",
            one.minutes,
        ).format(
            n=one.minutes, what=_(INCIDENT_NAMES[one.kind]), time=times.clock_text(one.at)
        )  # fmt: skip
        parts.append(f"{one.course}: {text}" if one.course else text)
    return " ".join(parts)


def times_text(starts: datetime, ends: datetime, moved: str) -> str:
    """Say when a sitting is, and why it ends later than booked, as every paper has it."""
    return " ".join(part for part in (swedish.span(starts, ends) + ("." if moved else ""), moved)
                    if part)  # fmt: skip


# --- operations ------------------------------------------------------------

MOVED_COLUMN = """
(SELECT coalesce(sum(incident.minutes), 0) FROM incident
    WHERE incident.sitting_id = booking.sitting_id AND incident.minutes > 0
    AND (incident.booking_id IS NULL OR incident.booking_id = booking.id)
    AND (incident.exam_id IS NULL OR incident.exam_id = booking.exam_id)
    AND (booking.handed_in_at IS NULL OR incident.at < booking.handed_in_at)) AS moved_min
"""
"""What a query of bookings selects so that the moved end is known."""
_MOVES = """
SELECT sitting.uid AS sitting, incident.kind, incident.at, incident.minutes,
    coalesce(nullif(exam.course_code, ''), exam.course_name, '') AS course
FROM incident JOIN sitting ON sitting.id = incident.sitting_id
LEFT JOIN exam ON exam.id = incident.exam_id
WHERE sitting.uid IN (SELECT value FROM json_each(?)) AND incident.minutes > 0
    AND incident.booking_id IS NULL
ORDER BY incident.at, incident.id
"""


def moves_of(store: Store, sittings: Sequence[str]) -> dict[str, list[Move]]:
    """Give what moved the ends of some sittings, by their uids."""
    found: dict[str, list[Move]] = {}
    for row in store.query(_MOVES, json.dumps(list(sittings))):
        move = Move(
            kind=IncidentKind(row["kind"]),
            at=times.to_wall(row["at"]),
            minutes=row["minutes"],
            course=row["course"],
        )
        found.setdefault(row["sitting"], []).append(move)
    return found
