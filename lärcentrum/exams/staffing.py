"""Whether those who watch are as many as those who write demand, minute by minute (E29).

How many students one invigilator may watch is a setting. What counts is when each student writes,
extra time included: a sitting may need two until one o'clock and one after that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from lärcentrum.exams import times
from lärcentrum.exams.day_right import check_days
from lärcentrum.exams.invigilators import Answer, DutyRole
from lärcentrum.exams.times import Span
from lärcentrum.language import _, ngettext
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of a sitting with too few who watch; wall clock.

    Args:
        starts: from.
        ends: until.
        needed: how many are needed.
        there: how many have said yes.
        asked: how many more have been asked and not answered.
    """

    starts: datetime
    ends: datetime
    needed: int
    there: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """How a sitting is staffed.

    Args:
        sitting: the sitting's uid.
        needed: how many are needed when most people write.
        there: how many have said yes to the whole or a part of it.
        gaps: when they are too few.
        no_chief: whether somebody must be in charge and nobody is.
        reserves_short: how many reserves are missing.
        near: whether somebody there is near one who writes.
        sentences: the same in Swedish, with nobody's name; empty when all is well.
    """

    sitting: str
    needed: int
    there: int
    gaps: tuple[Gap, ...]
    no_chief: bool
    reserves_short: int
    near: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What the centre demands of its staffing, all settings.

    Args:
        ratio: students to one who watches, at most.
        chief_from: from how many of them one is in charge; 0 for never.
        reserves: reserves at each sitting.
    """

    ratio: int = 30
    chief_from: int = 2
    reserves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Somebody's time at a sitting.

    Args:
        span: when.
        role: as what.
        answer: what was said; a no is not here.
    """

    span: Span
    role: DutyRole
    answer: Answer


# --- rules -----------------------------------------------------------------

_WATCHING = (DutyRole.INVIGILATOR, DutyRole.CHIEF)


def needed_for(writing: int, ratio: int) -> int:
    """Give how many must watch over so many; nobody watches over nobody."""
    return -(-writing // ratio)


def gaps_of(writing: Iterable[Span], watching: Iterable[Watch], ratio: int) -> list[Gap]:
    """Find when too few watch; stretches that are alike and meet are one.

    Args:
        writing: when each student writes.
        watching: who is there.
        ratio: students to one who watches.
    """
    seats = list(writing)
    people = [one for one in watching if one.role in _WATCHING]
    spans = [*seats, *(one.span for one in people)]
    points = sorted({edge for one in spans for edge in (one.starts_at, one.ends_at)})
    found: list[Gap] = []
    for first, last in pairwise(points):
        here = [one.answer for one in people if one.span.starts_at <= first < one.span.ends_at]
        there = here.count(Answer.YES)
        needed = needed_for(sum(one.starts_at <= first < one.ends_at for one in seats), ratio)
        if there >= needed:
            continue
        counts = needed, there, len(here) - there
        starts, ends = times.to_wall(first), times.to_wall(last)
        if found and _same(found[-1], starts, counts):
            starts = found.pop().starts
        found.append(Gap(starts=starts, ends=ends, needed=needed, there=there, asked=counts[2]))
    return found


def _same(gap: Gap, starts: datetime, counts: tuple[int, int, int]) -> bool:
    return gap.ends == starts and (gap.needed, gap.there, gap.asked) == counts


def staffing_from(
    sitting: str, writing: list[Span], watching: list[Watch], demands: Demands, *, near: bool
) -> Staffing:
    """Hold a sitting against what the centre demands."""
    gaps = gaps_of(writing, watching, demands.ratio)
    on = [one for one in watching if one.role in _WATCHING]
    edges = {one.starts_at for one in writing}
    most = max((sum(w.starts_at <= at < w.ends_at for w in writing) for at in edges), default=0)
    needed = needed_for(most, demands.ratio)
    chiefs = any(one.role is DutyRole.CHIEF for one in on)
    no_chief = bool(demands.chief_from) and needed >= demands.chief_from and not chiefs
    reserves = sum(one.role is DutyRole.RESERVE for one in watching)
    short = max(0, demands.reserves - reserves) if writing else 0
    return Staffing(
        sitting=sitting,
        needed=needed,
        there=sum(one.answer is Answer.YES for one in on),
        gaps=tuple(gaps),
        no_chief=no_chief,
        reserves_short=short,
        near=near,
        sentences=tuple(_say(gaps, no_chief=no_chief, short=short, near=near)),
    )


def _say(gaps: list[Gap], *, no_chief: bool, short: int, near: bool) -> Iterable[str]:
    if near:
        yield _("En tentavakt är närstående till någon som skriver")
    for gap in gaps:
        when = f"{times.clock_text(gap.starts)}–{times.clock_text(gap.ends)}"
        if gap.there + gap.asked >= gap.needed:
            text = _("Tentavakt har inte svarat, {when}")
        else:
            text = ngettext(
                "{there} av {needed} tentavakt, {when}",
                "{there} av {needed} tentavakter, {when}",
                gap.needed,
            )
        yield text.format(there=gap.there, needed=gap.needed, when=when)
    if no_chief:
        yield _("Ingen är ansvarig tentavakt")
    if short:
        yield ngettext("{n} reserv saknas", "{n} reserver saknas", short).format(n=short)


# --- operations ------------------------------------------------------------

_SITTINGS = """
SELECT id, uid FROM sitting WHERE cancelled_at IS NULL AND starts_at < ? AND ends_at > ?
ORDER BY starts_at, id
"""
_WRITING = """
SELECT booking.sitting_id, booking.starts_at, booking.ends_at FROM booking
JOIN sitting ON sitting.id = booking.sitting_id
WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND booking.place_given_at IS NOT NULL
    AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
    AND booking.waiting_since IS NULL
"""
_WATCHES = """
SELECT duty.*, EXISTS (SELECT 1 FROM kinship
        JOIN booking ON booking.student_id = kinship.student_id
        WHERE kinship.invigilator_id = duty.invigilator_id
        AND (booking.sitting_id = duty.sitting_id
            OR (duty.role = 'floating' AND booking.sitting_id IS NOT NULL))
        AND booking.cancelled_at IS NULL
        AND booking.refused_at IS NULL AND booking.starts_at < duty.ends_at
        AND booking.ends_at > duty.starts_at) AS near
FROM duty JOIN sitting ON sitting.id = duty.sitting_id
WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND duty.cancelled_at IS NULL
    AND duty.answer <> 'no'
"""


@reading(right=Right.TODAY)
def list_staffing(store: Store, *, first: date, last: date) -> list[Staffing]:
    """Tell how the sittings of some days are staffed, by time.

    Args:
        store: the register.
        first: the first day.
        last: the last day.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, first, last)
    within = times.day_span(last).ends_at, times.day_span(first).starts_at
    demands = _demands(store)
    writing: dict[int, list[Span]] = {}
    watching: dict[int, list[Row]] = {}
    for row in store.query(_WRITING, *within):
        writing.setdefault(row["sitting_id"], []).append(_span(row))
    for row in store.query(_WATCHES, *within):
        watching.setdefault(row["sitting_id"], []).append(row)
    return [
        staffing_from(
            row["uid"],
            writing.get(row["id"], []),
            [_watch(one) for one in watching.get(row["id"], [])],
            demands,
            near=any(one["near"] for one in watching.get(row["id"], [])),
        )
        for row in store.query(_SITTINGS, *within)
    ]


def _demands(store: Store) -> Demands:
    return Demands(
        ratio=number_setting(store, "invigilator_ratio"),
        chief_from=number_setting(store, "chief_from"),
        reserves=number_setting(store, "reserves"),
    )


def _span(row: Row) -> Span:
    return Span(starts_at=row["starts_at"], ends_at=row["ends_at"])


def _watch(row: Row) -> Watch:
    return Watch(span=_span(row), role=DutyRole(row["role"]), answer=Answer(row["answer"]))
