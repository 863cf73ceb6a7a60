"""What a provider and the centre demand of an exam sat here: records and their plain rules.

Every rule is data with a source and a date: the shipped profiles are a start, each centre edits
its own. `booking_rules` holds one booking against them.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from lärcentrum.exams import working_days
from lärcentrum.language import N_, _

# --- records ---------------------------------------------------------------


class Rule(StrEnum):
    """One thing that a provider or a department demands, on its own or as somebody else does."""

    LEAD = "lead"
    LATEST_ENTRY = "latest_entry"
    EARLIEST_EXIT = "earliest_exit"
    EARLIER = "earlier"
    LATER = "later"
    WEEKDAYS_ONLY = "weekdays_only"
    DIGITAL = "digital"
    ANONYMOUS = "anonymous"
    NOTE = "note"


class LeadUnit(StrEnum):
    """What a lead time counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class DigitalRule(StrEnum):
    """Whether a provider lets its digital exams be sat away from campus."""

    YES = "yes"
    NO = "no"
    IF_TOLD = "if_told"


class ExitFrom(StrEnum):
    """From which start the earliest exit is counted."""

    LOCAL = "local"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """How long before the exam it must be asked for.

    Args:
        count: so many units.
        unit: calendar days, working days or calendar months.
    """

    count: int
    unit: LeadUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProfile:
    """A provider's or a department's rules; None stands for "not known, the centre's rule holds".

    Args:
        name: whose rules they are, as shown.
        lead: how long before the exam the request must be in.
        latest_entry: minutes after the start; 0 closes the door at the start.
        earliest_exit: minutes after the start that `exit_from` names.
        exit_from: which start the earliest exit is counted from; counted from the ordinary one it
            lets a sitting begin earlier as long as it ends after that.
        earlier: how many minutes before the ordinary start the centre may begin.
        later: how many minutes after the ordinary start the centre may begin.
        weekdays_only: no Saturdays, Sundays or public holidays.
        digital: whether digital exams may be sat here.
        anonymous: whether its exams are written under codes.
        note: what else holds, in the user's words.
        source: where it was read.
        read_on: when it was read; the oldest day where the rules have several.
        owners: for a rule that is followed, the name of whose it is.
    """

    name: str
    lead: LeadTime | None = None
    latest_entry: int | None = None
    earliest_exit: int | None = None
    exit_from: ExitFrom = ExitFrom.LOCAL
    earlier: int | None = None
    later: int | None = None
    weekdays_only: bool | None = None
    digital: DigitalRule | None = None
    anonymous: bool | None = None
    note: str = ""
    source: str = ""
    read_on: date | None = None
    owners: Mapping[Rule, str] = field(default_factory=dict)

    def owner(self, rule: Rule) -> str:
        """Name whose rule it is: the profile's own, or of whom it is followed."""
        return self.owners.get(rule, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the doors are open on one day, wall clock; the exam must end by `closes`."""

    opens: time
    closes: time


USUAL_HOURS: Mapping[int, Hours] = {
    weekday: Hours(opens=time(8), closes=time(17)) for weekday in range(5)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRules:
    """The centre's own rules, all settings.

    Args:
        lead: the centre's lead time.
        latest_entry: minutes after the start, where the provider has no rule.
        earliest_exit: minutes after the local start, where the provider has no rule.
        hours: opening hours by weekday, Monday 0; a weekday that is missing is closed.
        open_days: days that are open with hours of their own, whatever else holds.
        free: eves and the centre's closed days with reasons.
    """

    lead: LeadTime | None = LeadTime(count=10, unit=LeadUnit.WORKING_DAYS)
    latest_entry: int | None = 60
    earliest_exit: int | None = 60
    hours: Mapping[int, Hours] = field(default_factory=lambda: USUAL_HOURS)
    open_days: Mapping[date, Hours] = field(default_factory=dict)
    free: working_days.FreeDays = working_days.USUAL


# --- rules: lead time ------------------------------------------------------

_UNITS = {
    LeadUnit.DAYS: N_("{n} dagar"),
    LeadUnit.WORKING_DAYS: N_("{n} arbetsdagar"),
    LeadUnit.MONTHS: N_("{n} mån."),
}


def lead_text(lead: LeadTime) -> str:
    """Write a lead time: `10 arbetsdagar`."""
    return _(_UNITS[lead.unit]).format(n=lead.count)


def last_day(exam_day: date, lead: LeadTime, free: working_days.FreeDays) -> date:
    """Give the last day on which the exam may be asked for.

    A month before the 31st of a longer month is the last day of the shorter one.
    """
    if lead.unit is LeadUnit.WORKING_DAYS:
        return working_days.add_working_days(exam_day, -lead.count, free)
    if lead.unit is LeadUnit.DAYS:
        return exam_day - timedelta(days=lead.count)
    year, month = divmod(exam_day.year * 12 + exam_day.month - 1 - lead.count, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(exam_day.day, longest))


def strictest_last_day(
    exam_day: date, profile: RuleProfile, centre: CentreRules
) -> tuple[date, str, LeadTime] | None:
    """Give the earliest last day of provider and centre, whose it is and its rule, or None."""
    owners = ((profile.lead, profile.owner(Rule.LEAD)), (centre.lead, _("centret")))
    days = [(last_day(exam_day, lead, centre.free), owner, lead) for lead, owner in owners if lead]
    return min(days, key=lambda item: item[0], default=None)


# --- rules: entry and exit -------------------------------------------------


def latest_entry(profile: RuleProfile, centre: CentreRules) -> int | None:
    """Give the limit for latecomers in minutes: the provider's, else the centre's."""
    return centre.latest_entry if profile.latest_entry is None else profile.latest_entry


def earliest_exit(profile: RuleProfile, centre: CentreRules) -> int:
    """Give the minutes that everyone stays: the provider's, else the centre's, else 0."""
    known = centre.earliest_exit if profile.earliest_exit is None else profile.earliest_exit
    return known or 0


# --- rules: opening hours ------------------------------------------------


def open_hours(day: date, centre: CentreRules) -> Hours | str:
    """Give the opening hours of a day, or why it is closed (a Swedish word or phrase)."""
    if day in centre.open_days:
        return centre.open_days[day]
    holiday = working_days.holiday_name(day, centre.free)
    hours = centre.hours.get(day.weekday())
    closed = holiday or centre.free.closed.get(day)
    if closed is None and hours is not None:
        return hours
    return closed or working_days.why_free(day, centre.free) or _("ingen öppettid")
