"""Invigilators and their duties at sittings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.day_right import check_days, check_duty, check_sitting
from lärcentrum.exams.invigilator_terms import NOTHING_SAID, Terms, write_terms
from lärcentrum.exams.kinship import check_near
from lärcentrum.exams.standing import Ended, sitting_called_off
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class DutyRole(StrEnum):
    """What an invigilator does at a sitting.

    A floating one relieves others and is not counted against the number of students; a reserve
    holds no time.
    """

    INVIGILATOR = "invigilator"
    CHIEF = "chief"
    FLOATING = "floating"
    RESERVE = "reserve"


class Answer(StrEnum):
    """What an invigilator has said (E31)."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invigilator:
    """A person who watches over exams."""

    uid: str
    name: str
    email: str
    phone: str
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An invigilator's time at a sitting.

    Args:
        uid: the duty's uid.
        sitting: the sitting's uid.
        invigilator: the invigilator's uid.
        name: the invigilator.
        room_name: the room.
        role: what the person does.
        answer: what the person has said.
        starts: wall clock.
        ends: wall clock.
        minutes: the true length, for pay.
    """

    uid: str
    sitting: str
    invigilator: str
    name: str
    room_name: str
    role: DutyRole
    answer: Answer
    starts: datetime
    ends: datetime
    minutes: int


# --- operations ------------------------------------------------------------

_LIST = "SELECT * FROM invigilator"


@reading(right=Right.TODAY)
def list_invigilators(store: Store, *, ended: bool = False) -> list[Invigilator]:
    """List the invigilators in Swedish order; ended ones only when asked for."""
    rows = [row for row in store.query(_LIST) if ended or row["ended_on"] is None]
    rows.sort(key=lambda row: swedish.sort_key(row["name"]))
    return [
        Invigilator(
            uid=row["uid"],
            name=row["name"],
            email=row["email"],
            phone=row["phone"],
            ended_on=fields.read_day(row["ended_on"]),
        )
        for row in rows
    ]


@operation(right=Right.REGISTER, label=N_("Tentavakt tillagd"))
def add_invigilator(
    store: Store, *, name: str, email: str = "", phone: str = "", terms: Terms = NOTHING_SAID
) -> str:
    """Add an invigilator and give the uid.

    Raises:
        NotFound: no such provider in the terms.
        BadValue: no name, or terms that cannot be.
    """
    values = {
        "name": fields.line("name", name, required=True),
        "email": clean_email(email),
        "phone": clean_phone(phone),
    }
    with store.write():
        made = store.insert("invigilator", **values)
        write_terms(store, made.id, terms)
    return made.uid


@operation(right=Right.REGISTER, label=N_("Tentavakt ändrad"))
def change_invigilator(
    store: Store,
    *,
    invigilator: str,
    name: str,
    email: str = "",
    phone: str = "",
    terms: Terms | None = None,
) -> None:
    """Set what is known of an invigilator anew.

    Args:
        store: the register.
        invigilator: the uid.
        name: the name.
        email: the address.
        phone: the number.
        terms: what the person can be asked for; as it was if not given.

    Raises:
        NotFound: no such invigilator, or no such provider in the terms.
        BadValue: no name, or terms that cannot be.
    """
    who = store.id_of("invigilator", invigilator)
    with store.write():
        store.update(
            "invigilator",
            invigilator,
            name=fields.line("name", name, required=True),
            email=clean_email(email),
            phone=clean_phone(phone),
        )
        if terms is not None:
            write_terms(store, who, terms)


@operation(right=Right.REGISTER, label=N_("Tentavakt avslutad"))
def end_invigilator(store: Store, *, invigilator: str) -> None:
    """Take an invigilator off the lists; duties that were done stay.

    Raises:
        NotFound: no such invigilator.
    """
    with store.write():
        store.update("invigilator", invigilator, ended_on=store.clock.today().isoformat())


_SITTING = """
SELECT id, uid, starts_at - setup_min AS starts_at, ends_at + clearing_min AS ends_at, cancelled_at
FROM sitting WHERE uid = ?
"""


@operation(right=Right.TODAY, label=N_("Tentavakt satt på skrivningen"))
def add_duty(
    store: Store,
    *,
    sitting: str,
    invigilator: str,
    role: DutyRole = DutyRole.INVIGILATOR,
    answer: Answer = Answer.YES,
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> str:
    """Put an invigilator on a sitting, from setting out to clearing or for a part of it.

    Args:
        store: the register.
        sitting: the sitting's uid.
        invigilator: the invigilator's uid.
        role: what the person does.
        answer: what the person has said.
        starts: when the person comes, wall clock; for setting out if not given.
        ends: when the person leaves; after clearing if not given.

    Returns:
        the duty's uid.

    Raises:
        NotFound: no such sitting or invigilator.
        NotToday: the role runs today's sittings only.
        BadValue: the sitting is called off, or the part is not inside it.
        Ended: the invigilator is on the lists no more.
        TooNear: the invigilator is near somebody who writes there.
        Clash: the invigilator is taken.
    """
    who = on_the_lists(store, invigilator)
    store.id_of("sitting", sitting)
    check_sitting(store, sitting, Right.REGISTER)
    row = store.query(_SITTING, sitting)[0]
    if row["cancelled_at"] is not None:
        raise sitting_called_off()
    span = part_of(row, starts, ends)
    check_near(store, row, who["id"], span, floating=role is DutyRole.FLOATING)
    with store.write(), clashes.telling(store, span):
        return store.insert(
            "duty",
            sitting_id=row["id"],
            invigilator_id=who["id"],
            role=role,
            answer=answer,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        ).uid


def on_the_lists(store: Store, invigilator: str) -> Row:
    """Give an invigilator's row.

    Raises:
        NotFound: no such invigilator.
        Ended: the invigilator is on the lists no more.
    """
    who = store.row("invigilator", invigilator)
    if who["ended_on"] is not None:
        raise Ended("invigilator", invigilator)
    return who


def part_of(sitting: Row, starts: datetime | None, ends: datetime | None) -> Span:
    """Give the part of a sitting, setting out and clearing included, that somebody watches.

    Args:
        sitting: a row with starts_at and ends_at, setting out and clearing included.
        starts: wall clock; from the beginning if not given.
        ends: wall clock; to the end if not given.

    Raises:
        BadValue: the part is not inside the sitting.
    """
    whole = Span(starts_at=sitting["starts_at"], ends_at=sitting["ends_at"])
    first = whole.starts_at if starts is None else times.to_minutes(starts)
    last = whole.ends_at if ends is None else times.to_minutes(ends)
    if not whole.starts_at <= first < last <= whole.ends_at:
        when = swedish.span(times.to_wall(whole.starts_at), times.to_wall(whole.ends_at))
        raise NotAsItStands(
            "starts" if starts is not None and not whole.starts_at <= first < last else "ends",
            _("Tiden ligger inte inom skrivtillfället, {when}.").format(when=when),
            _("Ändra tiden."),
        )
    return Span(starts_at=first, ends_at=last)


_AT = """
SELECT sitting.id, sitting.uid FROM sitting JOIN duty ON duty.sitting_id = sitting.id
WHERE duty.uid = ?
"""


@operation(right=Right.TODAY, label=N_("Tentavaktens svar noterat"))
def answer_duty(store: Store, *, duty: str, answer: Answer) -> None:
    """Note what an invigilator has said; a no frees the time.

    Raises:
        NotFound: no such duty.
        NotToday: the role runs today's sittings only.
        TooNear: a yes of one who is near somebody who writes there.
        Clash: a yes, and the invigilator is taken.
    """
    row = store.row("duty", duty)
    check_duty(store, duty)
    span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
    if answer is not Answer.NO:
        floating = row["role"] == DutyRole.FLOATING
        at = store.query(_AT, duty)[0]
        check_near(store, at, row["invigilator_id"], span, floating=floating)
    with store.write(), clashes.telling(store, span, but=row["id"]):
        store.update("duty", duty, answer=answer)


@operation(right=Right.TODAY, label=N_("Tentavakt borttagen från skrivningen"))
def cancel_duty(store: Store, *, duty: str) -> None:
    """Take an invigilator off a sitting.

    Raises:
        NotFound: no such duty.
        NotToday: the role runs today's sittings only.
    """
    store.id_of("duty", duty)
    check_duty(store, duty)
    with store.write():
        store.update("duty", duty, cancelled_at=fields.now_minutes(store))


_DUTIES = """
SELECT duty.*, sitting.uid AS sitting_uid, invigilator.uid AS invigilator_uid,
    invigilator.name AS name, room.name AS room_name
FROM duty JOIN sitting ON sitting.id = duty.sitting_id
JOIN invigilator ON invigilator.id = duty.invigilator_id
JOIN room ON room.id = sitting.room_id
WHERE duty.cancelled_at IS NULL AND duty.starts_at < ? AND duty.ends_at > ?
    AND (?3 IS NULL OR sitting.uid = ?3) AND (?4 IS NULL OR invigilator.uid = ?4)
ORDER BY duty.starts_at, invigilator.name
"""


@reading(right=Right.TODAY)
def list_duties(
    store: Store,
    *,
    first: date,
    last: date,
    sitting: str | None = None,
    invigilator: str | None = None,
) -> list[Duty]:
    """List the duties of some days, by time.

    Args:
        store: the register.
        first: the first day.
        last: the last day.
        sitting: only this sitting's.
        invigilator: only this person's (hours for pay).

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, first, last)
    starts, ends = times.day_span(first).starts_at, times.day_span(last).ends_at
    return [_duty(row) for row in store.query(_DUTIES, ends, starts, sitting, invigilator)]


def _duty(row: Row) -> Duty:
    return Duty(
        uid=row["uid"],
        sitting=row["sitting_uid"],
        invigilator=row["invigilator_uid"],
        name=row["name"],
        room_name=row["room_name"],
        role=DutyRole(row["role"]),
        answer=Answer(row["answer"]),
        starts=times.to_wall(row["starts_at"]),
        ends=times.to_wall(row["ends_at"]),
        minutes=row["ends_at"] - row["starts_at"],
    )
