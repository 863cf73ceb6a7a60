"""How one booking stands to the rules of its provider and of the centre.

`judge` answers with findings that the form shows while the user types: green is fine, amber takes
a reason, red stops. Both floors ask the same function: the form before saving, the operation when
it saves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.exams import times, working_days
from lärcentrum.exams.rule_profiles import (
    CentreRules,
    DigitalRule,
    ExitFrom,
    Rule,
    RuleProfile,
    earliest_exit,
    latest_entry,
    lead_text,
    open_hours,
    strictest_last_day,
)
from lärcentrum.language import N_, _

# --- records ---------------------------------------------------------------


class Level(StrEnum):
    """How a finding is shown: fine, takes a reason, stops."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the booking that is judged.

    Args:
        asked_on: the day when the request came in.
        local_start: when it begins here, wall clock.
        ordinary_start: when it begins on campus, wall clock.
        ordinary_minutes: the ordinary length.
        minutes: the length here, extra time included.
        digital: whether the exam needs a digital platform.
        told: whether the provider knows that a digital exam is sat here.
        approved: whether the provider has approved the exam as it is booked.
    """

    asked_on: date
    local_start: datetime
    ordinary_start: datetime
    ordinary_minutes: int
    minutes: int
    digital: bool = False
    told: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the rules say about a booking.

    Args:
        level: fine, takes a reason, stops.
        code: the rule: lead_time, time_shift, weekday, closed, hours, digital, not_before;
            from `booking_plans` also back_to_back, near, outsider, student.
        sentence: the same in Swedish.
        source: whose rule it is.
    """

    level: Level
    code: str
    sentence: str
    source: str


# --- rules ------------------------------------------------------------------


def not_before(profile: RuleProfile, centre: CentreRules, facts: Facts) -> datetime:
    """Give the earliest time when anyone may hand in or leave, wall clock.

    Whoever began before campus also stays until nobody can be let in there any more, so that
    the questions do not travel; a provider may count its earliest exit from its own start.
    """
    stay = earliest_exit(profile, centre)
    from_here = times.end_wall(facts.local_start, min(stay, facts.minutes))
    if profile.exit_from is not ExitFrom.ORDINARY:
        early = facts.local_start < facts.ordinary_start
        stay = (latest_entry(profile, centre) or 0) if early else 0
    if not stay:
        return from_here
    there = times.end_wall(facts.ordinary_start, min(stay, facts.ordinary_minutes))
    return max(from_here, there)


def judge(profile: RuleProfile, centre: CentreRules, facts: Facts) -> list[Finding]:
    """Hold a booking against the provider's and the centre's rules.

    Returns:
        Findings, worst first.
    """
    findings = [
        *_judge_lead(profile, centre, facts),
        *_judge_shift(profile, facts),
        *_judge_weekday(profile, centre, facts),
        *_judge_hours(centre, facts),
        *_judge_digital(profile, facts),
        *_judge_exit(profile, centre, facts),
    ]
    order = [Level.RED, Level.AMBER, Level.GREEN]
    return sorted(findings, key=lambda finding: order.index(finding.level))


def worst(findings: list[Finding]) -> Level:
    """Give the worst level of a list; an empty list is green."""
    for level in (Level.RED, Level.AMBER):
        if any(finding.level is level for finding in findings):
            return level
    return Level.GREEN


def _judge_lead(profile: RuleProfile, centre: CentreRules, facts: Facts) -> Iterator[Finding]:
    strictest = strictest_last_day(facts.local_start.date(), profile, centre)
    if strictest is None:
        return
    day, owner, lead = strictest
    late = facts.asked_on > day
    text = N_("Sista dagen att boka var {day} ({lead}).")
    if not late:
        text = N_("Sista dagen att boka är {day} ({lead}).")
    yield Finding(
        level=Level.AMBER if late else Level.GREEN,
        code="lead_time",
        sentence=_(text).format(day=swedish.short_day(day), lead=lead_text(lead)),
        source=owner,
    )


def _judge_shift(profile: RuleProfile, facts: Facts) -> Iterator[Finding]:
    shift = times.minutes_between(facts.ordinary_start, facts.local_start)
    allowed = profile.earlier if shift < 0 else profile.later
    meets_campus = shift < 0 and profile.exit_from is ExitFrom.ORDINARY
    if not shift or (allowed is None and meets_campus):
        return
    text = N_("Start {n} minuter före ordinarie.") if shift < 0 else N_("Start {n} minuter efter.")
    level = Level.GREEN
    limit = _("Det får vara högst {n}.").format(n=allowed)
    if allowed is None:
        level, limit = Level.AMBER, _("Regeln är inte känd: fråga lärosätet.")
    elif abs(shift) > allowed:
        level = _unless_approved(facts)
        limit = limit if allowed else _("Starten får inte flyttas.")
    said = _(text).format(n=abs(shift))
    owner = profile.owner(Rule.EARLIER if shift < 0 else Rule.LATER)
    yield Finding(level=level, code="time_shift", sentence=f"{said} {limit}", source=owner)


def _unless_approved(facts: Facts) -> Level:
    """What the provider has approved needs a reason only; else it stops."""
    return Level.AMBER if facts.approved else Level.RED


def _judge_weekday(profile: RuleProfile, centre: CentreRules, facts: Facts) -> Iterator[Finding]:
    why = working_days.why_free(facts.local_start.date(), centre.free)
    if profile.weekdays_only and why:
        yield Finding(
            level=_unless_approved(facts),
            code="weekday",
            sentence=_("Bara vardagar, och dagen är {why}.").format(why=why),
            source=profile.owner(Rule.WEEKDAYS_ONLY),
        )


def _judge_hours(centre: CentreRules, facts: Facts) -> Iterator[Finding]:
    day = facts.local_start.date()
    hours = open_hours(day, centre)
    ends = times.end_wall(facts.local_start, facts.minutes)
    if isinstance(hours, str):
        text = _("Stängt {day}: {why}. Lägg in dagen som öppen eller välj en annan dag.")
        closed = text.format(day=swedish.short_day(day), why=hours)
        yield Finding(level=Level.RED, code="closed", sentence=closed, source=_("centret"))
        return
    inside = facts.local_start.time() >= hours.opens and ends <= datetime.combine(day, hours.closes)
    text = _("Skrivningen slutar {end}.") if inside else _("Utanför öppettiden: slutar {end}.")
    shown = times.clock_text(ends) if ends.date() == day else times.when_text(ends)
    opening = _("Öppet {opens}–{closes}.").format(
        opens=times.clock_text(hours.opens), closes=times.clock_text(hours.closes)
    )
    yield Finding(
        level=Level.GREEN if inside else Level.AMBER,
        code="hours",
        sentence=f"{text.format(end=shown)} {opening}",
        source=_("centret"),
    )


_DIGITAL = {
    DigitalRule.YES: (Level.GREEN, N_("Digital tentamen får skrivas här.")),
    DigitalRule.NO: (Level.RED, N_("Lärosätets digitala tentamen får inte skrivas här.")),
    DigitalRule.IF_TOLD: (Level.AMBER, N_("Digital tentamen: lärosätet ska veta om det i förväg.")),
    None: (Level.AMBER, N_("Digital tentamen: regeln är inte känd, fråga lärosätet.")),
}


def _judge_digital(profile: RuleProfile, facts: Facts) -> Iterator[Finding]:
    if not facts.digital:
        return
    level, text = _DIGITAL[profile.digital]
    if profile.digital is DigitalRule.NO:
        level = _unless_approved(facts)
    elif facts.told or facts.approved:
        level = Level.GREEN
    yield Finding(level=level, code="digital", sentence=_(text), source=profile.owner(Rule.DIGITAL))


def _judge_exit(profile: RuleProfile, centre: CentreRules, facts: Facts) -> Iterator[Finding]:
    earliest = not_before(profile, centre, facts)
    ends = times.end_wall(facts.local_start, facts.minutes)
    own = profile.earliest_exit is not None
    level, text = Level.GREEN, N_("Lämnas in tidigast {time}.")
    if earliest > ends:
        level = _unless_approved(facts) if profile.exit_from is ExitFrom.ORDINARY else Level.AMBER
        text = N_("Lämnas in tidigast {time}, men skrivningen slutar före det.")
    if times.minutes_between(facts.local_start, earliest) > 0:
        yield Finding(
            level=level,
            code="not_before",
            sentence=_(text).format(time=times.clock_text(earliest)),
            source=profile.owner(Rule.EARLIEST_EXIT) if own else _("centret"),
        )
