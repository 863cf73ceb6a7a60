"""The state of an internship and what it lacks: pure rules over dated facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lärcentrum.practice.errors import WrongOrder
from lärcentrum.practice.periods import Period, in_gap, points_enough_for
from lärcentrum.practice.words import STAGES, InternshipKind, Missing, Paper, Stage, State

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What has happened, each with its day; None has not.

    Args:
        wished_on: the student asked for a place.
        asked_on: the workplace was asked.
        offered_on: the workplace offered a place.
        agreement_sent_on: the agreement went out.
        agreement_signed_on: all three have signed.
        published_on: the student was told.
        risk_assessed_on: the workplace's risks were assessed.
        background_shown_on: the register extract was shown; only the day is kept.
        started_on: the first day at the workplace.
        talk_planned_on: when the three-party talk is to be.
        talk_held_on: when it was.
        ended_on: the last day at the workplace.
        assessment_sent_on: the supervisor's assessment went to the provider; never the grade.
        broken_off_on: the student left before the end.
        cannot_be_placed_on: no place was found.
        moved_on: the student went on at another workplace.
    """

    wished_on: date | None = None
    asked_on: date | None = None
    offered_on: date | None = None
    agreement_sent_on: date | None = None
    agreement_signed_on: date | None = None
    published_on: date | None = None
    risk_assessed_on: date | None = None
    background_shown_on: date | None = None
    started_on: date | None = None
    talk_planned_on: date | None = None
    talk_held_on: date | None = None
    ended_on: date | None = None
    assessment_sent_on: date | None = None
    broken_off_on: date | None = None
    cannot_be_placed_on: date | None = None
    moved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the centre asks for.

    Args:
        papers: what each kind needs before it starts.
        answer_days: days that a workplace has to answer.
    """

    papers: dict[InternshipKind, frozenset[Paper]] = field(
        default_factory=lambda: {
            InternshipKind.VFU: frozenset(Paper),
            InternshipKind.LIA: frozenset({Paper.AGREEMENT}),
            InternshipKind.APL: frozenset({Paper.AGREEMENT}),
            InternshipKind.PRACTICE: frozenset(),
        }
    )
    answer_days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an internship is, and with whom.

    Args:
        workplace: whether there is one.
        supervisor: whether there is one.
        trained: whether the supervisor is trained.
        left: whether the supervisor has left.
        certificate: whether a certificate was issued and counts.
        points: LIA points, 0 for none.
    """

    workplace: bool = False
    supervisor: bool = False
    trained: bool = False
    left: bool = False
    certificate: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something that is missing.

    Args:
        what: what.
        due: the day by which it should be there, None where there is none.
    """

    what: Missing
    due: date | None = None


# --- rules -----------------------------------------------------------------

PLANS = ("talk_planned_on",)
"""Facts that may lie ahead."""

_ORDER = (
    ("asked_on", "offered_on"),
    ("agreement_sent_on", "agreement_signed_on"),
    ("started_on", "ended_on"),
    ("started_on", "broken_off_on"),
    ("started_on", "moved_on"),
    ("started_on", "talk_held_on"),
)
_REACHED = (
    ("published_on", State.PUBLISHED),
    ("agreement_signed_on", State.AGREEMENT_SIGNED),
    ("agreement_sent_on", State.AGREEMENT_SENT),
    ("offered_on", State.OFFERED),
    ("asked_on", State.ASKED),
)
_ASSESSED = (InternshipKind.VFU, InternshipKind.LIA, InternshipKind.APL)


def check_facts(facts: Facts, today: date) -> None:
    """Refuse facts that have not happened yet or stand in a wrong order.

    Raises:
        WrongOrder: which one.
    """
    for name in Facts.__dataclass_fields__:
        day = getattr(facts, name)
        if day and day > today and name not in PLANS:
            raise WrongOrder(name)
    for first, second in _ORDER:
        before, after = getattr(facts, first), getattr(facts, second)
        if before and after and after < before:
            raise WrongOrder(second, first)
    # Nothing starts without the papers; after a move the new agreement is signed later.
    signed, started = facts.agreement_signed_on, facts.started_on
    if signed and started and started < signed and not facts.moved_on:
        raise WrongOrder("started_on", "agreement_signed_on")


def state_of(
    facts: Facts, periods: Sequence[Period], today: date, *, certificate: bool = False
) -> State:
    """Tell how far an internship has come.

    Args:
        facts: what has happened.
        periods: when it is to be; a day between two of them is a pause.
        today: the day that is asked about.
        certificate: whether a certificate was issued and counts.
    """
    if facts.broken_off_on:
        return State.BROKEN_OFF
    if certificate:
        return State.CERTIFICATE_ISSUED
    if facts.ended_on:
        return State.ASSESSMENT_SENT if facts.assessment_sent_on else State.ENDED
    if facts.started_on:
        return _under_way(facts, periods, today)
    if facts.cannot_be_placed_on and not _placed_since(facts, facts.cannot_be_placed_on):
        return State.CANNOT_BE_PLACED
    reached = (state for name, state in _REACHED if getattr(facts, name))
    return next(reached, State.WISH)


def _under_way(facts: Facts, periods: Sequence[Period], today: date) -> State:
    if facts.moved_on and not facts.agreement_signed_on:
        return State.MOVED
    return State.PAUSED if in_gap(periods, today) else State.ONGOING


def _placed_since(facts: Facts, given_up: date) -> bool:
    return facts.offered_on is not None and facts.offered_on >= given_up


def holds_place(facts: Facts) -> bool:
    """Tell whether an internship holds a place at its workplace, from the offer on."""
    promised = facts.offered_on or facts.agreement_signed_on or facts.started_on
    return promised is not None


def held_periods(
    facts: Facts, periods: Sequence[Period], student_left: date | None = None
) -> list[Period]:
    """Give the periods in which an internship holds a place; leaving frees the rest (domain §4).

    Args:
        facts: what has happened.
        periods: when it was to be.
        student_left: since when the student is gone from the centre.
    """
    return planned_periods(facts, periods, student_left) if holds_place(facts) else []


def planned_periods(
    facts: Facts, periods: Sequence[Period], student_left: date | None = None
) -> list[Period]:
    """Give the periods as they are to be, cut where the student left; none without a place."""
    if facts.cannot_be_placed_on and not _placed_since(facts, facts.cannot_be_placed_on):
        return []
    gone = [day for day in (facts.ended_on, facts.broken_off_on, student_left) if day]
    last = min(gone, default=date.max)
    return [
        Period(starts_on=p.starts_on, ends_on=min(p.ends_on, last), percent=p.percent)
        for p in periods
        if p.starts_on <= last
    ]


def most_at_once(held: Sequence[Sequence[Period]], asked: Sequence[Period]) -> int:
    """Count the internships that hold a place on the fullest day of the periods asked about."""
    starts = {p.starts_on for p in asked}
    starts |= {p.starts_on for one in held for p in one if overlaps_day(asked, p.starts_on)}
    return max((sum(overlaps_day(one, day) for one in held) for day in starts), default=0)


def overlaps_day(periods: Sequence[Period], day: date) -> bool:
    """Tell whether a day lies in one of the periods."""
    return any(p.starts_on <= day <= p.ends_on for p in periods)


def missing_papers(
    kind: InternshipKind, facts: Facts, placing: Placing, rules: Rules
) -> tuple[Paper, ...]:
    """Give the papers that the kind requires and that are not there (P11)."""
    there = {
        Paper.AGREEMENT: facts.agreement_signed_on is not None,
        Paper.TRAINED_SUPERVISOR: placing.supervisor and placing.trained,
    }
    return tuple(paper for paper in Paper if paper in rules.papers[kind] and not there[paper])


def lacks(
    kind: InternshipKind,
    facts: Facts,
    periods: Sequence[Period],
    placing: Placing,
    rules: Rules,
    today: date,
) -> tuple[Lack, ...]:
    """Give what an internship lacks now, in the order in which it is needed.

    Args:
        kind: what sort of internship it is.
        facts: what has happened.
        periods: when it is to be.
        placing: where and with whom.
        rules: what the centre asks for.
        today: the day that is asked about.
    """
    state = state_of(facts, periods, today, certificate=placing.certificate)
    if state in (State.BROKEN_OFF, State.CANNOT_BE_PLACED, State.CERTIFICATE_ISSUED):
        return ()
    if facts.ended_on:
        return tuple(_after(kind, facts))
    first = min((p.starts_on for p in periods), default=None)
    found = [] if facts.started_on else _before(facts, periods, placing, rules, first)
    found += _with_whom(kind, facts, placing, rules, first)
    if placing.points > points_enough_for(periods):
        found.append(Lack(what=Missing.WEEKS))
    return tuple(found + _during(kind, facts, periods, today))


def _before(
    facts: Facts,
    periods: Sequence[Period],
    placing: Placing,
    rules: Rules,
    first: date | None,
) -> list[Lack]:
    found = []
    promised = facts.offered_on or facts.agreement_signed_on
    if not placing.workplace:
        found.append(Lack(what=Missing.WORKPLACE, due=first))
    elif not promised and not facts.asked_on:
        found.append(Lack(what=Missing.QUESTION, due=first))
    elif not promised and facts.asked_on:
        due = facts.asked_on + timedelta(days=rules.answer_days)
        found.append(Lack(what=Missing.ANSWER, due=due))
    if not periods:
        found.append(Lack(what=Missing.PERIOD))
    if promised and not facts.published_on:
        found.append(Lack(what=Missing.NEWS, due=first))
    return found


def _with_whom(
    kind: InternshipKind, facts: Facts, placing: Placing, rules: Rules, first: date | None
) -> list[Lack]:
    if not (holds_place(facts) and placing.workplace):
        return []
    due = facts.moved_on or first
    found = []
    if not placing.supervisor:
        found.append(Lack(what=Missing.SUPERVISOR, due=due))
    elif placing.left:
        found.append(Lack(what=Missing.NEW_SUPERVISOR, due=due))
    wanted = missing_papers(kind, facts, placing, rules)
    if Paper.TRAINED_SUPERVISOR in wanted and placing.supervisor:
        found.append(Lack(what=Missing.TRAINED_SUPERVISOR, due=due))
    if Paper.AGREEMENT in wanted:
        found.append(Lack(what=Missing.AGREEMENT, due=due))
    return found


def _during(
    kind: InternshipKind, facts: Facts, periods: Sequence[Period], today: date
) -> list[Lack]:
    if not periods or not holds_place(facts):
        return []
    first, last = min(p.starts_on for p in periods), max(p.ends_on for p in periods)
    if not facts.started_on:
        return [Lack(what=Missing.START, due=first)] if first <= today else []
    found = []
    middle = facts.talk_planned_on or first + (last - first) // 2
    if kind is InternshipKind.APL and not facts.talk_held_on and middle <= today:
        found.append(Lack(what=Missing.TALK, due=middle))
    if last < today:
        found.append(Lack(what=Missing.END, due=last))
    return found


def _after(kind: InternshipKind, facts: Facts) -> list[Lack]:
    if kind in _ASSESSED and not facts.assessment_sent_on:
        # Due on the last day (P18).
        return [Lack(what=Missing.ASSESSMENT, due=facts.ended_on)]
    return []


def stage_of(state: State, missing: Sequence[Lack]) -> Stage:
    """Tell which part of the way a state is; what has ended and lacks nothing is done."""
    return Stage.DONE if state is State.ENDED and not missing else STAGES[state]


def is_late(missing: Sequence[Lack], today: date) -> bool:
    """Tell whether something is missing whose day has passed."""
    return any(lack.due is not None and lack.due < today for lack in missing)
