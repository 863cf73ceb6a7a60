"""The records of an exam's material and the plain rules over its log; `custody` keeps the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.exams import times
from lärcentrum.exams.material_limits import MaterialLimit
from lärcentrum.language import N_, _, ngettext

# --- records ---------------------------------------------------------------


class Step(StrEnum):
    """What happened to the material, in the order it should."""

    EXPECTED = "expected"
    RECEIVED = "received"
    CHECKED = "checked"
    SAFE = "safe"


class How(StrEnum):
    """How it came."""

    POST = "post"
    MAIL = "mail"
    COURIER = "courier"


STEP_NAMES = {
    Step.EXPECTED: N_("väntad"),
    Step.RECEIVED: N_("mottagen"),
    Step.CHECKED: N_("kontrollerad"),
    Step.SAFE: N_("inlåst"),
}
HOW_NAMES = {How.POST: N_("post"), How.MAIL: N_("e-post"), How.COURIER: N_("bud")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """One line of the log.

    Args:
        uid: the line's uid.
        step: what happened.
        at: when, wall clock.
        how: how it came or is to come; None where that is not said.
        copies: copies that came or were counted.
        booked: how many were booked when it was counted.
        by: who did it here.
        place: where it lies.
        note: what else there is to know.
    """

    uid: str
    step: Step
    at: datetime
    how: How | None
    copies: int | None
    booked: int | None
    by: str
    place: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Where an exam's material is.

    Args:
        exam: the exam's uid.
        provider: the provider's uid.
        course: the course as lists say it.
        starts: when the exam begins here, wall clock.
        deadline: when the material should be here; None for no limit.
        limit: the rule that says so.
        late: whether it has passed and nothing has come.
        step: the last thing that happened; None for nothing.
        copies: copies that are here, as counted, else as received; None where nobody said.
        booked: how many are booked.
        place: where it lies, "" while it is not locked in.
        lacks: what is wrong with it now, in Swedish, nobody named.
        events: the log, the oldest first.
    """

    exam: str
    provider: str
    course: str
    starts: datetime
    deadline: datetime | None
    limit: MaterialLimit
    late: bool
    step: Step | None
    copies: int | None
    booked: int
    place: str
    lacks: tuple[str, ...]
    events: tuple[CustodyEvent, ...]


# --- rules -----------------------------------------------------------------


def copies_of(events: tuple[CustodyEvent, ...]) -> int | None:
    """Give the copies that are here: as last counted, and what has come after that."""
    found: int | None = None
    for one in events:
        if one.step is Step.CHECKED:
            found = one.copies
        elif one.step is Step.RECEIVED and one.copies is not None:
            found = (found or 0) + one.copies
    return found


def step_of(events: tuple[CustodyEvent, ...], *, has_come: bool) -> Step | None:
    """Give how far the material has come; what came after the count is to be counted too.

    Args:
        events: the log, the oldest first.
        has_come: whether its arrival is noted otherwise.
    """
    steps = [one.step for one in events]
    if Step.RECEIVED not in steps and not has_come:
        return Step.EXPECTED if steps else None
    after = [at for at, step in enumerate(steps) if step is Step.RECEIVED]
    since = steps[after[-1] :] if after else steps
    return Step.SAFE if Step.SAFE in since else (
        Step.CHECKED if Step.CHECKED in since else Step.RECEIVED
    )  # fmt: skip


def lacks_of(
    step: Step | None, events: tuple[CustodyEvent, ...], booked: int, *, late: bool, today: bool
) -> Iterator[str]:
    """Say what is wrong with the material now.

    Args:
        step: how far it has come.
        events: the log.
        booked: how many are booked.
        late: whether it should have been here.
        today: whether the exam is today, so that it need not be locked in.
    """
    if step in (None, Step.EXPECTED):
        yield _("Tentan är sen") if late else _("Tentan saknas")
        return
    copies = copies_of(events)
    since = [one.step for one in events]
    if Step.CHECKED not in since[_last_received(since) :]:
        yield _("Tentan är inte kontrollerad mot bokningarna")
    elif copies is not None and copies < booked:
        yield ngettext(
            "Bara {copies} exemplar till {n} bokad",
            "Bara {copies} exemplar till {n} bokade",
            booked,
        ).format(copies=copies, n=booked)
    if step is not Step.SAFE and not today:
        yield _("Tentan är inte inlåst")


def _last_received(steps: list[Step]) -> int:
    return max((at for at, step in enumerate(steps) if step is Step.RECEIVED), default=0)


def event_text(one: CustodyEvent) -> str:
    """Say a line of the log: "post, 6 exemplar, Sal Å; Berit Åström"."""
    counted = ngettext("{n} exemplar", "{n} exemplar", one.copies or 0).format(n=one.copies)
    of_booked = _("{n} bokade").format(n=one.booked) if one.booked is not None else ""
    parts = [
        _(HOW_NAMES[one.how]) if one.how else "",
        counted if one.copies is not None else "",
        of_booked, one.place, one.by, one.note,
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def deadline_text(found: Custody) -> str:
    """Say when the material should be here: "senast tors 10 dec 09:00"."""
    if found.deadline is None:
        return _("ingen gräns")
    return _("senast {when}").format(
        when=f"{swedish.short_day(found.deadline)} {times.clock_text(found.deadline)}"
    )
