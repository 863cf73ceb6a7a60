"""The records of an exam's material and the plain rules over its log; `custody` keeps the log."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    OUT = "out"
    COLLECTED = "collected"
    SCANNED = "scanned"
    POSTED = "posted"
    REMINDED = "reminded"
    RECEIPT = "receipt"
    DESTROYED = "destroyed"


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
    Step.OUT: N_("uttagen"),
    Step.COLLECTED: N_("räknad"),
    Step.SCANNED: N_("skannad och skickad"),
    Step.POSTED: N_("postad"),
    Step.REMINDED: N_("påmint"),
    Step.RECEIPT: N_("kvitterad"),
    Step.DESTROYED: N_("kopior förstörda"),
}
HOW_NAMES = {How.POST: N_("post"), How.MAIL: N_("e-post"), How.COURIER: N_("bud")}


RANKS = {
    Step.OUT: 1,
    Step.COLLECTED: 2,
    Step.SCANNED: 3,
    Step.POSTED: 3,
    Step.RECEIPT: 4,
    Step.DESTROYED: 5,
}
"""The order of the way back; what is scanned may also be posted, in either order."""
WAY_BACK = frozenset(RANKS)
SENT = (Step.SCANNED, Step.POSTED)


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
        papers: written exams that were counted or sent.
        sheets: their sheets.
        listed_papers: how many the hand-ins said there should be.
        listed_sheets: how many sheets they said.
        parcels: parcels posted.
        tracking: their number at the post.
        signed_by: who answers for a difference.
        reason: why there is one, or why a step was passed over.
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
    papers: int | None = None
    sheets: int | None = None
    listed_papers: int | None = None
    listed_sheets: int | None = None
    parcels: int | None = None
    tracking: str = ""
    signed_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the day's lists say of an exam.

    Args:
        placed: how many have a place.
        came: how many came.
        absent: how many did not.
        handed_in: how many handed in.
        blank: how many of these with no sheet.
        sheets: sheets handed in.
        sent: how many are noted as sent.
        received: how many of these the provider has received.
    """

    placed: int = 0
    came: int = 0
    absent: int = 0
    handed_in: int = 0
    blank: int = 0
    sheets: int = 0
    sent: int = 0
    received: int = 0


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
        due: the day by which it should be mended.
        back: whether that is about the way back: written, counted, sent, received.
        ends: when the last one must hand in, wall clock.
        tally: what the day's lists say.
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
    due: date
    back: bool
    ends: datetime
    tally: Tally
    events: tuple[CustodyEvent, ...]

    @property
    def counted(self) -> CustodyEvent | None:
        """Give the count of what was handed in that holds: the last one."""
        return last_of(self.events, Step.COLLECTED)


# --- rules -----------------------------------------------------------------


def last_of(events: tuple[CustodyEvent, ...], *steps: Step) -> CustodyEvent | None:
    """Give the last line of one of some steps."""
    return next((one for one in reversed(events) if one.step in steps), None)


def copies_of(events: tuple[CustodyEvent, ...]) -> int | None:
    """Give the copies that are here: as last counted, and what has come after that."""
    found: int | None = None
    for one in events:
        if one.step is Step.CHECKED:
            found = one.copies
        elif one.step is Step.RECEIVED and one.copies is not None:
            found = (found or 0) + one.copies
    return found


def step_of(
    events: tuple[CustodyEvent, ...], *, has_come: bool, tally: Tally | None = None
) -> Step | None:
    """Give how far the material has come; what came after the count is to be counted too.

    Args:
        events: the log, the oldest first.
        has_come: whether its arrival is noted otherwise.
        tally: what the bookings say of its way back, where that is noted on them only.
    """
    steps = [one.step for one in events]
    back = [one for one in steps if one in WAY_BACK]
    if tally is not None and tally.handed_in and tally.sent == tally.handed_in:
        back.append(Step.RECEIPT if tally.received == tally.sent else Step.POSTED)
    if back:
        return max(back, key=lambda one: RANKS[one])
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
        of_booked, papers_text(one.papers, one.sheets), _parcel_text(one), one.place, one.by,
        _signed_text(one), one.note,
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def papers_text(papers: int | None, sheets: int | None) -> str:
    """Say what was counted: "6 tentor, 31 blad"."""
    said = []
    if papers is not None:
        said.append(ngettext("{n} tenta", "{n} tentor", papers).format(n=papers))
    if sheets is not None:
        said.append(ngettext("{n} blad", "{n} blad", sheets).format(n=sheets))
    return ", ".join(said)


def _parcel_text(one: CustodyEvent) -> str:
    if one.parcels is None:
        return one.tracking
    text = ngettext("{n} kolli", "{n} kollin", one.parcels).format(n=one.parcels)
    return f"{text} {one.tracking}".strip()


def _signed_text(one: CustodyEvent) -> str:
    """Say a difference and who answers for it, or why a step was passed over."""
    if not one.signed_by:
        return one.reason
    return _("enligt listan {listed}, skillnaden signerad av {name}: {reason}").format(
        listed=papers_text(one.listed_papers, one.listed_sheets),
        name=one.signed_by,
        reason=one.reason,
    )


def day_text(parcels: Sequence[Custody]) -> str:
    """Say where a day's exams are: "inlåst 2 · uttagen 1 · saknas 1"; "" for none."""
    steps = Counter(one.step for one in parcels)
    here = [f"{_(STEP_NAMES[one])} {steps[one]}" for one in Step if steps[one]]
    return " · ".join(here + ([_("saknas {n}").format(n=steps[None])] if steps[None] else []))


def state_text(found: Custody) -> str:
    """Say where the material is: "inlåst, kassaskåpet", "postad"; "" for nothing noted."""
    said = _(STEP_NAMES[found.step]) if found.step else ""
    return f"{said}, {found.place}" if said and found.place else said


def deadline_text(found: Custody) -> str:
    """Say when the material should be here: "senast tors 10 dec 09:00"."""
    if found.deadline is None:
        return _("ingen gräns")
    return _("senast {when}").format(
        when=f"{swedish.short_day(found.deadline)} {times.clock_text(found.deadline)}"
    )
