"""A month's state in words and icons, and which month and step come next (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.language import N_, _, ngettext
from lärcentrum.swedish import month_name
from lärcentrum.sync.levels import Level
from lärcentrum.sync.month_check import Finding, Weight
from lärcentrum.sync.months import STATE_NAMES, Month, MonthState
from lärcentrum.sync.packages import PackageRow
from lärcentrum.sync.receipts import Answered
from lärcentrum.sync.recipients import Recipient
from lärcentrum.sync.words import code_name, cut_name
from ui.kit.chips import Chip
from ui.kit.tokens import Tone

# --- records ---------------------------------------------------------------


class Step(StrEnum):
    """The five steps of a month."""

    CHECK = "check"
    LEAVING = "leaving"
    MAKE = "make"
    DELIVER = "deliver"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the page says of one month.

    Args:
        month: its tile.
        closed: whether it is closed now.
        findings: what falls short.
        packages: its files, newest first.
        recipients: the offices that get the file.
        confirmed: whether this register counts on this computer.
        manages: whether the user may change keys and recipients.
        answers: the region's words about single records of the newest file.
    """

    month: Month
    closed: bool
    findings: tuple[Finding, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    confirmed: bool = True
    manages: bool = True
    answers: tuple[Answered, ...] = ()

    @property
    def hard(self) -> int:
        """Count what stops."""
        return sum(one.weight is Weight.HARD for one in self.findings)

    @property
    def soft(self) -> int:
        """Count what asks for a comment."""
        return len(self.findings) - self.hard

    @property
    def has_key(self) -> bool:
        """Tell whether a recipient's key card is read in."""
        return any(one.has_key for one in self.recipients)

    @property
    def package(self) -> PackageRow | None:
        """Give the newest file, None before the first."""
        return self.packages[0] if self.packages else None

    @property
    def made(self) -> bool:
        """Tell whether the month's file is made as the month is closed now."""
        return self.closed and self.month.state is not MonthState.CLOSED

    @property
    def calm(self) -> bool:
        """Tell whether nothing falls short, so that one page and one button are enough."""
        due = self.month.state in (MonthState.OPEN, MonthState.CLOSED)
        return due and not self.findings and self.has_key and self.confirmed


# --- rules -----------------------------------------------------------------

STEP_NAMES = {
    Step.CHECK: N_("Kontrollera"),
    Step.LEAVING: N_("Det här lämnar datorn"),
    Step.MAKE: N_("Skapa"),
    Step.DELIVER: N_("Leverera"),
    Step.RECEIPT: N_("Kvittens"),
}

LEVEL_MEANINGS = {
    Level.NONE: N_("Inga rader om personer, inga namn och inga nummer."),
    Level.PSEUDONYMOUS: N_("En rad per person och bokning, med märken i stället för namn."),
    Level.ONCE: N_("Som rader utan namn, men den som läser på två orter räknas en gång."),
    Level.IDENTIFIED: N_("Namn och identitetsnummer följer med."),
}

RECEIPTS: dict[str, tuple[str, Tone, str]] = {
    "accepted": (N_("inläst"), Tone.GOOD, "circle-check"),
    "already": (N_("redan inläst"), Tone.GOOD, "circle-check"),
    "late": (N_("inläst, äldre än en senare fil"), Tone.GOOD, "circle-check"),
    "held": (N_("väntar på beslut"), Tone.WARN, "hourglass"),
    "refused": (N_("avvisad"), Tone.BAD, "circle-x"),
}
"""What the region answered: word, tone, icon."""

_SIGNS = {
    MonthState.BEFORE: (Tone.NEUTRAL, "minus"),
    MonthState.AHEAD: (Tone.NEUTRAL, "hourglass"),
    MonthState.OPEN: (Tone.NEUTRAL, "circle"),
    MonthState.CLOSED: (Tone.ACCENT, "lock"),
    MonthState.CREATED: (Tone.ACCENT, "package"),
    MonthState.DELIVERED: (Tone.ACCENT, "send"),
    MonthState.RECEIPTED: (Tone.GOOD, "circle-check"),
    MonthState.TO_CORRECT: (Tone.WARN, "pencil"),
}
_DONE = (MonthState.DELIVERED, MonthState.RECEIPTED)
_UNTOUCHED = (MonthState.BEFORE, MonthState.OPEN, MonthState.AHEAD)


def title_of(period: str) -> str:
    """Write a month: "oktober 2026"."""
    return month_name(int(period[:4]), int(period[5:]))


def month_chip(month: Month, begun: bool = True) -> Chip:
    """Give a month's state as a chip.

    Args:
        month: the month.
        begun: whether the centre has sent months since; before that nothing is late.
    """
    tone, icon = _SIGNS[month.state]
    word = _(STATE_NAMES[month.state])
    if month.late and begun:
        return Chip(_("{state}, sen").format(state=word), Tone.WARN, "triangle-alert")
    return Chip(word, tone, icon)


def first_of(months: Sequence[Month]) -> str:
    """Give the month since which the centre sends; the first that waits if none is begun."""
    begun = [one.period for one in months if one.state not in _UNTOUCHED]
    if begun:
        return begun[0]
    over = [one.period for one in months if one.state is MonthState.OPEN]
    return over[0] if over else months[-1].period


def next_month(months: Sequence[Month]) -> str:
    """Give the month to work with: the first that has not left, else the last that is over.

    Args:
        months: the tiles, oldest first; never empty.
    """
    first = first_of(months)
    since = [one for one in months if one.period >= first]
    waits = [one for one in since if one.state not in (*_DONE, MonthState.AHEAD)]
    if waits:
        return waits[0].period
    over = [one for one in since if one.state is not MonthState.AHEAD]
    return (over or since)[-1].period


def step_of(now: Situation) -> Step:
    """Give the step where a month stands."""
    if not now.closed:
        return Step.CHECK
    match now.month.state:
        case MonthState.CLOSED:
            return Step.MAKE
        case MonthState.CREATED:
            return Step.DELIVER
        case _:
            return Step.RECEIPT


def step_chip(step: Step, now: Situation) -> Chip:
    """Give what a step's button says below its name."""
    delivered = now.made and now.package is not None and now.package.delivered is not None
    match step:
        case Step.CHECK:
            return _check_chip(now)
        case Step.LEAVING:
            return Chip(_("allt visas"), Tone.NEUTRAL, "eye")
        case Step.MAKE:
            return _done_chip(now.made, _("skapad"), now.closed)
        case Step.DELIVER:
            return _done_chip(delivered, _("levererad"), now.made)
        case _:
            receipt = now.month.receipt if now.made else ""
            if receipt in RECEIPTS:
                word, tone, icon = RECEIPTS[receipt]
                return Chip(_(word), tone, icon)
            return _done_chip(False, "", delivered)


def _check_chip(now: Situation) -> Chip:
    if now.closed:
        return Chip(_("stängd"), Tone.GOOD, "circle-check")
    if now.hard:
        return Chip(_("{n} saknas").format(n=now.hard), Tone.BAD, "octagon-alert")
    if now.soft:
        asked = ngettext("{n} fråga", "{n} frågor", now.soft).format(n=now.soft)
        return Chip(asked, Tone.WARN, "triangle-alert")
    return Chip(_("inget saknas"), Tone.GOOD, "circle-check")


def _done_chip(done: bool, word: str, current: bool) -> Chip:
    if done:
        return Chip(word, Tone.GOOD, "circle-check")
    return Chip(_("på tur"), Tone.ACCENT, "circle-dot") if current else Chip(_("sedan"))


def part_of(by: str) -> str:
    """Say what a sum is divided by: `sex = woman` as "kön: kvinna"; "" for the total."""
    if not by:
        return ""
    parts = (one.partition(" = ")[::2] for one in by.split(", "))
    return ", ".join(f"{cut_name(cut)}: {code_name(cut, code)}" for cut, code in parts)
