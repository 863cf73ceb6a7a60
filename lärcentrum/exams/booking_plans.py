"""Work out a booking before it is written: its time, its rules, what is in its way.

The form asks while the user types, the operation asks before it writes; both ask here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams import clashes, kinship, outsiders, times
from lärcentrum.exams.adaptations import Adaptation, adaptation_from, in_force
from lärcentrum.exams.booking_rules import Facts, Finding, Level, judge
from lärcentrum.exams.centre_rules import Habits, habits
from lärcentrum.exams.errors import AgainstRules, ReasonNeeded
from lärcentrum.exams.exams import ExamForm, NewExam, exam_from, ordinary_start
from lärcentrum.exams.provider_rules import profile_of
from lärcentrum.exams.rule_profiles import RuleProfile
from lärcentrum.exams.times import Span
from lärcentrum.language import _
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class Origin(StrEnum):
    """Who asked for the place."""

    STUDENT = "student"
    PROVIDER = "provider"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A booking as it is asked for.

    Args:
        student: the student's uid; "" while the form does not know.
        exam: the exam's uid, or None with `new_exam`.
        new_exam: the exam as it is typed in, when it is not in the register.
        starts: when it begins here; the ordinary start if not given.
        room: the room's uid; proposed if not given.
        seat: the seat's uid; the first free one if not given and the centre uses seats.
        give_place: whether the centre gives the place now; else it stays a request.
        waiting: whether the person waits in the queue instead.
        origin: who asked.
        requested_on: when it was asked for; today if not given.
        preliminary: whether the time may change; if not given, when the hour is not known.
        own_room: whether the person writes alone; if not given, by the adaptations.
        without: uids of adaptations that are not used for this exam (E24).
        approved_by: who approved it at the provider, "" while nobody has.
        told: whether the provider knows that a digital exam is sat here.
        reason: why rules are set aside.
        take_over: whether other uses of the room become preliminary again (R11).
    """

    student: str = ""
    exam: str | None = None
    new_exam: NewExam | None = None
    starts: datetime | None = None
    room: str | None = None
    seat: str | None = None
    give_place: bool = True
    waiting: bool = False
    origin: Origin = Origin.STUDENT
    requested_on: date | None = None
    preliminary: bool | None = None
    own_room: bool | None = None
    without: tuple[str, ...] = ()
    approved_by: str = ""
    told: bool = False
    reason: str = ""
    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownExam:
    """An exam with its rules.

    Args:
        id: its local id, 0 for one that is not written yet.
        uid: its uid, "" for one that is not written yet.
        facts: what is known of it.
        profile: its provider's rules.
    """

    id: int
    uid: str
    facts: NewExam
    profile: RuleProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A student.

    Args:
        id: the local id, 0 while the form does not know who.
        adaptations: all that are noted.
        busy: whether the person has a place at any time.
        kin: whether an invigilator is near the person.
        outside: whether the person lives outside the area that the centre is for.
    """

    id: int
    adaptations: tuple[Adaptation, ...] = ()
    busy: bool = False
    kin: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a booking would be, and what the rules say of that; many bookings share one.

    Args:
        starts: when it begins here, wall clock.
        starts_wall: the same as the register keeps it.
        span: when it takes place, extra time included.
        extra_min: minutes of extra time.
        findings: what the rules say, worst first.
    """

    starts: datetime
    starts_wall: str
    span: Span
    extra_min: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A booking worked out.

    Args:
        wish: what was asked for.
        exam: the exam.
        person: the student.
        starts: when it begins here, wall clock.
        starts_wall: the same as the register keeps it.
        span: when it takes place, extra time included.
        extra_min: minutes of extra time.
        own_room: whether the person writes alone.
        preliminary: whether the time may change.
        findings: what the rules say, worst first.
    """

    wish: Wish
    exam: KnownExam
    person: Person
    starts: datetime
    starts_wall: str
    span: Span
    extra_min: int
    own_room: bool
    preliminary: bool
    findings: tuple[Finding, ...]


TimingKey = tuple[str, datetime | None, int, date, bool, bool]


@dataclass(slots=True)
class Desk:
    """What has been looked up while planning, so that many bookings ask once.

    Args:
        store: the register.
        habits: what the centre has settled.
        today: the day on the wall.
    """

    store: Store
    habits: Habits
    today: date
    people: dict[str, Person] = field(default_factory=dict)
    exams: dict[str, KnownExam] = field(default_factory=dict)
    timings: dict[TimingKey, Timing] = field(default_factory=dict)


# --- rules -----------------------------------------------------------------


def enforce(plan: Plan) -> None:
    """Stop a place that the rules stop, and ask for a reason where they ask for one.

    Raises:
        AgainstRules: a rule stops it.
        ReasonNeeded: a rule takes a reason, and there is none.
    """
    red = [one for one in plan.findings if one.level is Level.RED]
    if red:
        raise AgainstRules(tuple(o.code for o in red), tuple(o.sentence for o in red))
    amber = [one for one in plan.findings if one.level is Level.AMBER]
    if amber and not swedish.clean(plan.wish.reason):
        raise ReasonNeeded(tuple(o.code for o in amber), tuple(o.sentence for o in amber))


# --- operations ------------------------------------------------------------


def desk(store: Store) -> Desk:
    """Begin planning."""
    return Desk(store=store, habits=habits(store), today=store.clock.today())


_PEOPLE = """
SELECT student.id, student.uid, json_group_array(json_object('uid', a.uid, 'kind', a.kind,
        'factor_pct', a.factor_pct, 'minutes', a.minutes, 'minutes_per_hour', a.minutes_per_hour,
        'own_room', a.own_room, 'small_group', a.small_group, 'valid_to', a.valid_to) ORDER BY a.id)
    FILTER (WHERE a.id IS NOT NULL) AS adaptations,
    EXISTS (SELECT 1 FROM occupancy WHERE resource = 'student:' || student.id) AS busy,
    EXISTS (SELECT 1 FROM kinship WHERE kinship.student_id = student.id) AS kin,
    student.municipality, student.protection
FROM student LEFT JOIN adaptation AS a ON a.student_id = student.id
WHERE student.uid IN (SELECT value FROM json_each(?)) GROUP BY student.id
"""


def meet(at: Desk, students: list[str]) -> None:
    """Look up students and their adaptations, all at once."""
    for row in at.store.query(_PEOPLE, json.dumps(students)):
        noted = row["adaptations"]
        known = () if noted == "[]" else tuple(map(adaptation_from, json.loads(noted)))
        at.people[row["uid"]] = Person(
            id=row["id"], adaptations=known, busy=bool(row["busy"]), kin=bool(row["kin"]),
            outside=outsiders.lives_outside(row, at.habits.area),
        )  # fmt: skip


def plan(at: Desk, wish: Wish) -> Plan:
    """Work a booking out.

    Raises:
        NotFound: no such student, exam or provider.
        BadValue: neither an exam nor a new one.
        NoSuchTime: the clock skips the start in spring.
    """
    exam, person = _exam(at, wish), _person(at, wish.student)
    used, alone = _measures(exam.facts, person, wish)
    timing = _timing(at, exam, wish, used)
    unknown = exam.facts.ordinary_start is None
    return Plan(
        wish=wish,
        exam=exam,
        person=person,
        starts=timing.starts,
        starts_wall=timing.starts_wall,
        span=timing.span,
        extra_min=timing.extra_min,
        own_room=alone,
        preliminary=unknown if wish.preliminary is None else wish.preliminary,
        findings=(
            *timing.findings,
            *_too_close(at, person, timing.span),
            *(kinship.watched(at.store, person.id, wish.room, timing.span) if person.kin else ()),
            *(outsiders.alone(at.store, at.habits.area, timing.span) if person.outside else ()),
        ),
    )


def _measures(exam: NewExam, person: Person, wish: Wish) -> tuple[int, bool]:
    """Give the minutes that a person has for an exam, and whether the person writes alone."""
    used: list[Adaptation] = []
    if person.adaptations:
        day = (wish.starts or ordinary_start(exam)).date()
        noted = [one for one in person.adaptations if one.uid not in wish.without]
        used = in_force(noted, day)
    minutes = times.extended_minutes(exam.minutes, *(one.extra for one in used))
    alone = any(one.own_room for one in used)
    return minutes, alone if wish.own_room is None else wish.own_room


def _timing(at: Desk, exam: KnownExam, wish: Wish, minutes: int) -> Timing:
    asked, approved = wish.requested_on or at.today, bool(wish.approved_by)
    key = (exam.uid, wish.starts, minutes, asked, wish.told, approved)
    # Many bookings of one exam get one answer; an exam that is being typed has no uid yet.
    known = at.timings.get(key) if exam.uid else None
    if known is not None:
        return known
    starts = wish.starts or ordinary_start(exam.facts)
    facts = Facts(
        asked_on=asked,
        local_start=starts,
        ordinary_start=ordinary_start(exam.facts) if exam.facts.ordinary_start else starts,
        ordinary_minutes=exam.facts.minutes,
        minutes=minutes,
        digital=exam.facts.form is ExamForm.DIGITAL,
        told=wish.told,
        approved=approved,
    )
    at.timings[key] = Timing(
        starts=starts,
        starts_wall=times.wall_text(starts),
        span=times.span(starts, minutes),
        extra_min=minutes - exam.facts.minutes,
        findings=tuple(judge(exam.profile, at.habits.rules, facts)),
    )
    return at.timings[key]


_NEAR = """
SELECT starts, ends FROM occupancy WHERE resource = ? AND starts < ? AND ends > ?
"""


def _too_close(at: Desk, person: Person, span: Span) -> Iterator[Finding]:
    if not person.busy or not at.habits.pause:
        return
    near = span.widened(at.habits.pause, at.habits.pause)
    rows = at.store.query(_NEAR, f"student:{person.id}", near.ends_at, near.starts_at)
    for row in rows:
        if row["ends"] <= span.starts_at or row["starts"] >= span.ends_at:
            pause = max(span.starts_at - row["ends"], row["starts"] - span.ends_at)
            yield Finding(
                level=Level.AMBER,
                code="back_to_back",
                sentence=_("Bara {n} minuter till personens andra tentamen.").format(n=pause),
                source=_("centret"),
            )


def in_the_way(at: Desk, made: Plan) -> Iterator[Finding]:
    """Tell what else the person is booked on at that time (E17)."""
    resource = f"student:{made.person.id}"
    for row in clashes.holders(at.store, resource, made.span) if made.person.id else ():
        when = swedish.span(times.to_wall(row["starts"]), times.to_wall(row["ends"]))
        if row["uid"] != made.exam.uid:
            yield Finding(
                level=Level.RED,
                code="student",
                sentence=_("Personen är redan bokad {when}. Välj en annan tid.").format(when=when),
                source=row["uid"],
            )


_EXAM = """
SELECT exam.*, provider.uid AS provider_uid FROM exam
JOIN provider ON provider.id = exam.provider_id WHERE exam.uid = ?
"""


def _exam(at: Desk, wish: Wish) -> KnownExam:
    if wish.exam is not None:
        if wish.exam not in at.exams:
            at.exams[wish.exam] = _known(at.store, wish.exam)
        return at.exams[wish.exam]
    if wish.new_exam is None:
        raise NotAsItStands("exam", _("Ingen tentamen är vald."), _("Välj en tentamen."))
    provider_id = at.store.id_of("provider", wish.new_exam.provider)
    profile = profile_of(at.store, provider_id)
    return KnownExam(id=0, uid="", facts=wish.new_exam, profile=profile)


def _known(store: Store, uid: str) -> KnownExam:
    row: Row | None = store.one(_EXAM, uid)
    if row is None:
        raise NotFound("exam", uid)
    if row["cancelled_at"] is not None:
        raise NotAsItStands(
            "exam",
            _("Tentamen är inställd av lärosätet."),
            _("Välj en annan tentamen, eller skriv in den nya."),
        )
    profile = profile_of(store, row["provider_id"])
    return KnownExam(id=row["id"], uid=uid, facts=exam_from(row), profile=profile)


def _person(at: Desk, student: str) -> Person:
    if not student:
        return Person(id=0)
    if student not in at.people:
        meet(at, [student])
    if student not in at.people:
        raise NotFound("student", student)
    return at.people[student]
