"""What went wrong at an exam: noted on the day, told to that exam's provider only (domain.md §3).

Most incidents are noted by hand; that somebody came after the limit, went before it or showed no
identity follows from the attendance list, and is kept by what keeps the list (`follow`). A note
is free text: it stays in the register, and of a protected identity it is not shown.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.day_right import check_days, check_sitting
from lärcentrum.exams.incident_kinds import (
    DECIDED,
    GIVES_TIME,
    OF_A_PERSON,
    OF_ALL,
    Decision,
    IncidentKind,
)
from lärcentrum.exams.standing import sitting_called_off
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people import masking
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

MOST_MOVED = 600
"""Minutes by which an end can be moved."""
MOST_NOTE = 1000
"""Signs of a note: a row of the report must fit a page."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that happened. Times are wall clock.

    Args:
        uid: its uid.
        kind: what happened.
        at: when.
        sitting: the sitting's uid.
        room_name: the room.
        booking: the booking's uid, None where it is not about one person.
        name: the person's name as it may be shown, "" for none.
        exam: the uid of the exam that it is about, None for everybody in the room.
        course: that exam's course.
        provider: the uid of the provider that it is about, None for all in the room.
        provider_name: the provider as people say it, "" for all in the room.
        minutes: by how much the end is moved.
        decision: what was decided, None where nothing was to be.
        by: who decided, or saw it.
        note: what else there is to know; "" of a protected identity.
        hidden: whether there is a note that is kept back.
        follows: whether it follows from the attendance list.
    """

    uid: str
    kind: IncidentKind
    at: datetime
    sitting: str
    room_name: str
    booking: str | None
    name: str
    exam: str | None
    course: str
    provider: str | None
    provider_name: str
    minutes: int
    decision: Decision | None
    by: str
    note: str
    hidden: bool
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What follows from a line of the attendance list; see `Incident`."""

    kind: IncidentKind
    at: datetime
    decision: Decision
    by: str
    note: str


# --- rules -----------------------------------------------------------------


def check_about(kind: IncidentKind, booking: str | None, exam: str | None, minutes: int) -> None:
    """Refuse an incident that is about somebody it cannot be about, or gives time back in vain.

    Raises:
        BadValue: it needs a person, or cannot have one; or no time is lost by it.
    """
    if kind in OF_A_PERSON and booking is None:
        raise BadValue("booking", _("ska vara en person för den här avvikelsen"))
    if kind in OF_ALL and booking is not None:
        raise BadValue("booking", _("ska vara tomt: avvikelsen gäller alla i salen"))
    if exam is not None and (booking is not None or kind in OF_ALL):
        raise BadValue("exam", _("ska vara tomt: avvikelsen gäller en person eller alla i salen"))
    fields.number("minutes", minutes, 0, MOST_MOVED)
    if minutes and kind not in GIVES_TIME:
        raise BadValue("minutes", _("ska vara 0: avvikelsen ger ingen tid tillbaka"))


# --- readings --------------------------------------------------------------

_LIST = f"""
SELECT incident.*, sitting.uid AS sitting, room.name AS room_name, booking.uid AS booking,
    {masking.NAME_COLUMNS}, exam.uid AS exam, exam.course_code, exam.course_name,
    provider.uid AS provider, coalesce(nullif(provider.short, ''), provider.name) AS provider_name
FROM incident JOIN sitting ON sitting.id = incident.sitting_id
JOIN room ON room.id = sitting.room_id
LEFT JOIN booking ON booking.id = incident.booking_id
LEFT JOIN student ON student.id = booking.student_id
LEFT JOIN exam ON exam.id = coalesce(incident.exam_id, booking.exam_id)
LEFT JOIN provider ON provider.id = exam.provider_id
WHERE (?1 IS NULL OR sitting.uid = ?1) AND (?2 IS NULL OR student.uid = ?2)
    AND (?3 IS NULL OR incident.at >= ?3) AND (?4 IS NULL OR incident.at < ?4)
ORDER BY incident.at, incident.id
"""


@reading(right=Right.TODAY)
def list_incidents(
    store: Store,
    *,
    sitting: str | None = None,
    student: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> list[Incident]:
    """List what happened, by time.

    Args:
        store: the register.
        sitting: only at this sitting.
        student: only what is about this student.
        first: the first day.
        last: the last day.

    Raises:
        NotFound: no such sitting or student.
        NotToday: the role reaches today only.
    """
    if sitting is None:
        check_days(store, first, last)
    else:
        store.id_of("sitting", sitting)
        check_sitting(store, sitting)
    if student is not None:
        store.id_of("student", student)
    starts = times.day_span(first).starts_at if first else None
    ends = times.day_span(last).ends_at if last else None
    return [_incident(row) for row in store.query(_LIST, sitting, student, starts, ends)]


def _incident(row: Row) -> Incident:
    person = row["booking"] is not None
    hidden = bool(person and masking.is_protected(row) and row["note"])
    return Incident(
        uid=row["uid"],
        kind=IncidentKind(row["kind"]),
        at=times.to_wall(row["at"]),
        sitting=row["sitting"],
        room_name=row["room_name"],
        booking=row["booking"],
        name=masking.shown_name(row) if person else "",
        exam=row["exam"],
        course=row["course_code"] or row["course_name"] or "",
        provider=row["provider"],
        provider_name=row["provider_name"] or "",
        minutes=row["minutes"],
        decision=Decision(row["decision"]) if row["decision"] else None,
        by=row["by_whom"],
        note="" if hidden else row["note"],
        hidden=hidden,
        follows=bool(row["follows"]),
    )


_PROVIDERS = """
SELECT DISTINCT sitting.uid AS sitting, provider.uid AS provider FROM booking
JOIN sitting ON sitting.id = booking.sitting_id JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
WHERE sitting.uid IN (SELECT value FROM json_each(?))
    AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
ORDER BY provider.name
"""


def providers_of(store: Store, sittings: Sequence[str]) -> dict[str, list[str]]:
    """Give the uids of the providers with an exam at each of some sittings."""
    found: dict[str, list[str]] = {}
    for row in store.query(_PROVIDERS, json.dumps(list(sittings))):
        found.setdefault(row["sitting"], []).append(row["provider"])
    return found


# --- operations ------------------------------------------------------------


@operation(right=Right.TODAY, label=N_("Avvikelse noterad"))
def note_incident(
    store: Store, *, sitting: str, kind: IncidentKind, at: datetime | None = None,
    booking: str | None = None, exam: str | None = None, minutes: int = 0,
    everywhere: bool = False, decision: Decision | None = None, by: str = "", note: str = "",
) -> list[str]:  # fmt: skip
    """Note what happened; the minutes are given back to those who have not handed in.

    Args:
        store: the register.
        sitting: the sitting's uid.
        kind: what happened.
        at: when, wall clock; now if not given.
        booking: the person's booking, where it is about one.
        exam: the exam, where it is about one and not about all in the room.
        minutes: by how much the end is moved.
        everywhere: whether it holds every room where somebody writes at that time.
        decision: of one who came late, went early or showed no identity.
        by: who decided, or saw it; who is logged in if not given.
        note: what else there is to know. What is about all in a room is read by each of their
            providers: it names nobody.

    Returns:
        the new incidents' uids, one for each room.

    Raises:
        NotFound: no such sitting, booking or exam.
        NotToday: the role runs today's sittings only.
        BadValue: it is about somebody it cannot be about, or somebody of another sitting.
        NotAsItStands: it has not happened yet, not that day, or the sitting is called off.
    """
    row = store.row("sitting", sitting)
    check_sitting(store, sitting, Right.REGISTER)
    check_about(kind, booking, exam, minutes)
    _check_more(kind, decision, everywhere=everywhere, one=bool(booking or exam))
    moment = _moment(store, row, at)
    values = {
        "kind": kind,
        "at": moment,
        "booking_id": _booking_there(store, row, booking),
        "exam_id": _exam_there(store, row, exam),
        "minutes": minutes,
        "decision": decision or "",
        "by_whom": fields.line("by", by) or store.session.name,
        "note": _note(note),
    }
    there = _running(store, moment, row["id"]) if everywhere else [row["id"]]
    with store.write():
        return [store.insert("incident", sitting_id=one, **values).uid for one in there]


def _note(typed: str) -> str:
    text = fields.note("note", typed)
    if len(text) > MOST_NOTE:
        raise BadValue("note", _("är längre än {most} tecken").format(most=MOST_NOTE))
    return text


def _check_more(
    kind: IncidentKind, decision: Decision | None, *, everywhere: bool, one: bool
) -> None:
    if everywhere and one:
        raise BadValue("everywhere", _("gäller inte en person eller en tenta"))
    if (kind in DECIDED) is (decision is None):
        raise BadValue("decision", _("är tomt") if decision is None else _("ska vara tomt"))


def _moment(store: Store, sitting: Row, at: datetime | None) -> int:
    if sitting["cancelled_at"] is not None:
        raise sitting_called_off()
    now = fields.now_minutes(store)
    moment = now if at is None else times.to_minutes(at)
    if moment > now:
        raise NotAsItStands("at", _("Tiden har inte varit än."), _("Ange när det hände."))
    first = fields.read_wall(sitting["starts_wall"]).date()
    last = times.to_wall(sitting["ends_at"]).date()
    if not first <= times.to_wall(moment).date() <= last:
        raise NotAsItStands(
            "at", _("Skrivningen är en annan dag."), _("Ange dag och tid för avvikelsen.")
        )
    return moment


_BOOKING = "SELECT id FROM booking WHERE uid = ? AND sitting_id = ?"
_EXAM = """
SELECT exam.id FROM exam JOIN booking ON booking.exam_id = exam.id
WHERE exam.uid = ? AND booking.sitting_id = ? LIMIT 1
"""


def _booking_there(store: Store, sitting: Row, booking: str | None) -> int | None:
    if booking is None:
        return None
    store.id_of("booking", booking)
    found: int | None = store.value(_BOOKING, booking, sitting["id"])
    if found is None:
        raise BadValue("booking", _("hör till en annan skrivning"))
    return found


def _exam_there(store: Store, sitting: Row, exam: str | None) -> int | None:
    if exam is None:
        return None
    store.id_of("exam", exam)
    found: int | None = store.value(_EXAM, exam, sitting["id"])
    if found is None:
        raise BadValue("exam", _("skrivs inte i den salen då"))
    return found


_RUNNING = """
SELECT id FROM sitting WHERE (starts_at <= ?1 AND ends_at > ?1 AND cancelled_at IS NULL)
    OR id = ?2 ORDER BY id
"""


def _running(store: Store, moment: int, mine: int) -> list[int]:
    return [row["id"] for row in store.query(_RUNNING, moment, mine)]


_SITTING = """
SELECT sitting.uid, incident.follows FROM incident
JOIN sitting ON sitting.id = incident.sitting_id WHERE incident.uid = ?
"""


@operation(right=Right.TODAY, label=N_("Avvikelse borttagen"))
def remove_incident(store: Store, *, incident: str) -> None:
    """Take away an incident that was noted wrongly.

    Raises:
        NotFound: no such incident.
        NotToday: the role runs today's sittings only.
        NotAsItStands: it follows from the attendance list, and is changed there.
    """
    store.id_of("incident", incident)
    row = store.query(_SITTING, incident)[0]
    check_sitting(store, row["uid"], Right.REGISTER)
    if row["follows"]:
        raise NotAsItStands(
            "incident",
            _("Avvikelsen följer av närvarolistan."),
            _("Ändra raden i närvarolistan i stället."),
        )
    with store.write():
        store.delete("incident", incident)


# --- what follows from the attendance list ------------------------------------

_FOLLOWS = "SELECT uid, kind FROM incident WHERE booking_id = ? AND follows = 1"


def follow(
    store: Store, booking: Row, wanted: Sequence[Following], kinds: Sequence[IncidentKind]
) -> None:
    """Let the incidents that follow from a line of the attendance list be these, in a write.

    Args:
        store: the register.
        booking: the booking's row.
        wanted: what follows from the line now.
        kinds: the kinds that the line says something about; others are left as they are.
    """
    for row in store.query(_FOLLOWS, booking["id"]):
        if row["kind"] in kinds:
            store.delete("incident", row["uid"])
    for one in wanted:
        store.insert(
            "incident",
            sitting_id=booking["sitting_id"],
            booking_id=booking["id"],
            kind=one.kind,
            at=times.to_minutes(one.at),
            decision=one.decision,
            by_whom=one.by,
            note=one.note,
            follows=1,
        )
