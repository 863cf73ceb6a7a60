"""Whom to ask for a sitting, and who can come when somebody is ill at half past six (E30, E31).

Everybody is weighed and nobody is left out, with the reasons: an empty list helps no one on the
telephone. Nothing is asked or set by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams import clashes, times
from lärcentrum.exams.day_right import check_duty, check_sitting
from lärcentrum.exams.invigilator_terms import Terms, all_terms, cannot, qualified, usually_free
from lärcentrum.exams.invigilators import Answer, DutyRole, on_the_lists, part_of
from lärcentrum.exams.kinship import check_near, near_at
from lärcentrum.exams.standing import sitting_called_off
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class Fit(StrEnum):
    """How well somebody fits a duty."""

    GOOD = "good"
    ASK = "ask"
    """It can be, but something speaks against it."""
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could watch.

    Args:
        invigilator: the uid.
        name: the name.
        phone: the number to ring.
        email: the address.
        fit: how well it fits.
        reserve: whether the person stands as a reserve at the sitting.
        month_minutes: the duties of that month so far, reserves left out.
        reasons: why, in Swedish, what speaks against it first; no student is named.
    """

    invigilator: str
    name: str
    phone: str
    email: str
    fit: Fit
    reserve: bool
    month_minutes: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is known of somebody for one duty.

    Args:
        terms: what can be asked.
        starts: when the duty begins, wall clock.
        ends: when it ends.
        exams: provider's uid, its name and the platform of each exam that is written.
        busy: what keeps the person elsewhere, "" for nothing.
        here: whether the person watches there already.
        declined: whether the person has said no to watching there then.
        near: whether the person is near somebody who writes there.
        near_then: whether the person is near somebody who writes elsewhere, or has no place yet.
        reserve: whether the person is a reserve there.
        minutes: how long the duty is.
        month_minutes: the duties of that month so far.
    """

    terms: Terms
    starts: datetime
    ends: datetime
    exams: tuple[tuple[str, str, str], ...] = ()
    busy: str = ""
    here: bool = False
    declined: bool = False
    near: bool = False
    near_then: bool = False
    reserve: bool = False
    minutes: int = 0
    month_minutes: int = 0


# --- rules -----------------------------------------------------------------

_ORDER = list(Fit)


def weigh(known: Weighed) -> tuple[Fit, tuple[str, ...]]:
    """Give how well somebody fits, and why."""
    against, doubts = list(_against(known)), list(_doubts(known))
    fit = Fit.NO if against else Fit.ASK if doubts else Fit.GOOD
    return fit, (*against, *doubts, *_speaks_for(known))


def _against(known: Weighed) -> Iterator[str]:
    if known.here:
        yield _("är redan satt här")
    elif known.busy:
        yield _("upptagen {when}").format(when=known.busy)
    if known.near:
        yield _("närstående till någon som skriver")
    if known.declined:
        yield _("har sagt nej")
    if cannot(known.terms, known.starts, known.ends):
        yield _("kan inte den dagen")
    unfit = [one for one in known.exams if not qualified(known.terms, one[0], one[2])]
    if unfit:
        names = dict.fromkeys(platform or name for _uid, name, platform in unfit)
        yield _("inte behörig för {what}").format(what=", ".join(names))


def _doubts(known: Weighed) -> Iterator[str]:
    if known.near_then:
        yield _("närstående till någon som skriver då i en annan sal, eller väntar på plats")
    if usually_free(known.terms, known.starts, known.ends) is False:
        yield _("brukar inte kunna då")
    most = known.terms.most_hours
    if most is not None and known.month_minutes + known.minutes > most * 60:
        yield ngettext("mer än {n} timme i månaden", "mer än {n} timmar i månaden", most).format(
            n=most
        )


def _speaks_for(known: Weighed) -> Iterator[str]:
    if known.reserve:
        yield _("reserv här")
    if usually_free(known.terms, known.starts, known.ends):
        yield _("kan då")
    least = known.terms.least_hours
    if least is not None and known.month_minutes < least * 60:
        yield _("har mindre än sina {n} timmar").format(n=least)
    hours, minutes = divmod(known.month_minutes, 60)
    yield _("{hours}:{minutes:02} tim den månaden").format(hours=hours, minutes=minutes)


def rank(known: Weighed, fit: Fit, name: str) -> tuple[int, bool, float, float, str]:
    """Give the order: fit, reserves, who has least of what was promised, who has least in all."""
    least, target = known.terms.least_hours or 0, known.terms.target_hours
    short = max(0, least * 60 - known.month_minutes)
    # Somebody without a target is weighed as one who aims at a hundred hours.
    load = known.month_minutes / (target * 60) if target else known.month_minutes / 6000
    return (_ORDER.index(fit), not known.reserve, -short, load, swedish.sort_key(name))


# --- operations ------------------------------------------------------------

_SITTING = """
SELECT id, uid, starts_at - setup_min AS starts_at, ends_at + clearing_min AS ends_at, cancelled_at
FROM sitting WHERE uid = ?
"""


@reading(right=Right.TODAY)
def propose_invigilators(
    store: Store, *, sitting: str, starts: datetime | None = None, ends: datetime | None = None
) -> list[Candidate]:
    """Weigh everybody for a duty at a sitting, the best first.

    Args:
        store: the register.
        sitting: the sitting's uid.
        starts: when the duty begins, wall clock; for setting out if not given.
        ends: when it ends; after clearing if not given.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
        BadValue: the sitting is called off, or the part is not inside it.
    """
    row = _sitting(store, sitting)
    return _candidates(store, row, part_of(row, starts, ends))


@reading(right=Right.TODAY)
def who_can_come(store: Store, *, sitting: str, duty: str | None = None) -> list[Candidate]:
    """Tell whom to ring when somebody falls ill: the reserves first, then all who can.

    Args:
        store: the register.
        sitting: the sitting's uid.
        duty: the duty of the one who is ill; the whole sitting if not given.

    Raises:
        NotFound: no such sitting or duty.
        NotToday: the role reaches today only.
        BadValue: the sitting is called off.
    """
    row = _sitting(store, sitting)
    span, ill = part_of(row, None, None), 0
    if duty is not None:
        held = store.row("duty", duty)
        if held["sitting_id"] != row["id"]:
            raise NotFound("duty", duty)
        span, ill = _span(held), held["invigilator_id"]
    found = _candidates(store, row, span, but=ill)
    return [one for one in found if one.fit is not Fit.NO]


def _sitting(store: Store, sitting: str) -> Row:
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    row = store.query(_SITTING, sitting)[0]
    if row["cancelled_at"] is not None:
        raise sitting_called_off()
    return row


def _span(row: Row) -> Span:
    return Span(starts_at=row["starts_at"], ends_at=row["ends_at"])


_PEOPLE = "SELECT * FROM invigilator WHERE ended_on IS NULL AND id <> ?"
_EXAMS = """
SELECT DISTINCT provider.uid, coalesce(nullif(provider.short, ''), provider.name) AS name,
    exam.platform FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN provider ON provider.id = exam.provider_id
WHERE booking.sitting_id = ? AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
ORDER BY name
"""
_BUSY = """
SELECT invigilator_id, sitting_id, role, starts_at, ends_at FROM duty
WHERE cancelled_at IS NULL AND answer <> 'no' AND starts_at < ? AND ends_at > ?
"""
_DECLINED = """
SELECT DISTINCT invigilator_id FROM duty WHERE sitting_id = ? AND cancelled_at IS NULL
    AND answer = 'no' AND starts_at < ? AND ends_at > ?
"""
_MONTH = """
SELECT invigilator_id, sum(ends_at - starts_at) AS minutes FROM duty
WHERE cancelled_at IS NULL AND answer <> 'no' AND role <> 'reserve'
    AND starts_at >= ? AND starts_at < ? GROUP BY invigilator_id
"""


def _candidates(store: Store, sitting: Row, span: Span, but: int = 0) -> list[Candidate]:
    starts, ends = times.to_wall(span.starts_at), times.to_wall(span.ends_at)
    month = _month_of(starts)
    sums = store.query(_MONTH, month.starts_at, month.ends_at)
    minutes = {row["invigilator_id"]: row["minutes"] for row in sums}
    exams = tuple((r["uid"], r["name"], r["platform"]) for r in store.query(_EXAMS, sitting["id"]))
    held: dict[int, list[Row]] = {}
    for row in store.query(_BUSY, span.ends_at, span.starts_at):
        held.setdefault(row["invigilator_id"], []).append(row)
    no = {
        row["invigilator_id"]
        for row in store.query(_DECLINED, sitting["id"], span.ends_at, span.starts_at)
    }
    terms, near = all_terms(store), near_at(store, sitting["id"], span)
    found = []
    for one in store.query(_PEOPLE, but):
        here = [r for r in held.get(one["id"], []) if r["sitting_id"] == sitting["id"]]
        taken = [r for r in held.get(one["id"], []) if r["role"] != DutyRole.RESERVE]
        known = Weighed(
            terms=terms.of(one["id"]), starts=starts, ends=ends, exams=exams,
            busy=_when(taken[0]) if taken else "",
            here=any(r["role"] != DutyRole.RESERVE for r in here), declined=one["id"] in no,
            near=near.get(one["id"], False), near_then=near.get(one["id"]) is False,
            reserve=any(r["role"] == DutyRole.RESERVE for r in here),
            minutes=span.minutes, month_minutes=minutes.get(one["id"], 0),
        )  # fmt: skip
        found.append((known, one))
    made = [(rank(known, weigh(known)[0], one["name"]), _made(known, one)) for known, one in found]
    return [candidate for _rank, candidate in sorted(made, key=lambda pair: pair[0])]


def _made(known: Weighed, row: Row) -> Candidate:
    fit, reasons = weigh(known)
    return Candidate(
        invigilator=row["uid"],
        name=row["name"],
        phone=row["phone"],
        email=row["email"],
        fit=fit,
        reserve=known.reserve,
        month_minutes=known.month_minutes,
        reasons=reasons,
    )


def _when(row: Row) -> str:
    starts, ends = times.to_wall(row["starts_at"]), times.to_wall(row["ends_at"])
    return f"{times.clock_text(starts)}–{times.clock_text(ends)}"


def _month_of(wall: datetime) -> Span:
    first = wall.date().replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1)
    return Span(starts_at=times.day_span(first).starts_at, ends_at=times.day_span(last).starts_at)


_THERE = """
SELECT uid, answer FROM duty WHERE sitting_id = ? AND invigilator_id = ? AND role = 'reserve'
    AND cancelled_at IS NULL AND answer <> 'no'
"""


@operation(right=Right.TODAY, label=N_("Tentavakt ersatt"))
def replace_duty(store: Store, *, duty: str, invigilator: str, at: datetime | None = None) -> str:
    """Let another take over a duty: the first is noted as a no, the other as a yes.

    Args:
        store: the register.
        duty: the duty of the one who is ill.
        invigilator: the uid of the one who comes; a reserve at the sitting is called in.
        at: when they change places, wall clock; the whole duty if not given.

    Returns:
        the uid of the duty that takes over.

    Raises:
        NotFound: no such duty or invigilator.
        NotToday: the role runs today's sittings only.
        Ended: the invigilator is on the lists no more.
        BadValue: it is the same person, the duty is not held, or the time is outside it.
        TooNear: the invigilator is near somebody who writes there.
        Clash: the invigilator is taken.
    """
    old, who = store.row("duty", duty), on_the_lists(store, invigilator)
    check_duty(store, duty)
    if old["invigilator_id"] == who["id"] or old["cancelled_at"] or old["answer"] == Answer.NO:
        raise NotAsItStands(
            "invigilator", _("Passet går inte att ta över så."), _("Välj en annan tentavakt.")
        )
    span = part_of(old, at, None)
    sitting = store.query(_OF_DUTY, duty)[0]
    check_near(store, sitting, who["id"], span, floating=old["role"] == DutyRole.FLOATING)
    there = store.one(_THERE, sitting["id"], who["id"])
    values = {
        "role": old["role"],
        "answer": Answer.YES,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
    }
    with store.write(), clashes.telling(store, span):
        if span.starts_at > old["starts_at"]:
            store.update("duty", duty, ends_at=span.starts_at)
        else:
            store.update("duty", duty, answer=Answer.NO)
        if there is not None:
            store.update("duty", there["uid"], **values)
            return str(there["uid"])
        ids = {"sitting_id": sitting["id"], "invigilator_id": who["id"]}
        return store.insert("duty", **ids, **values).uid


_OF_DUTY = """
SELECT sitting.id, sitting.uid FROM sitting JOIN duty ON duty.sitting_id = sitting.id
WHERE duty.uid = ?
"""
