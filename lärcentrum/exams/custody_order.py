"""The way back of an exam's material: the order of its steps, the count, and what is overdue.

Pure rules over the log; `custody` reads it and `custody_return` writes it. Nothing is refused that
can have happened in truth: a step that was passed over takes a reason, a difference a signature.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lärcentrum.exams.custody_log import (
    RANKS,
    SENT,
    Custody,
    CustodyEvent,
    Step,
    Tally,
    last_of,
    papers_text,
)
from lärcentrum.exams.working_days import FreeDays, add_working_days
from lärcentrum.language import _
from lärcentrum.swedish import short_day

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BackRules:
    """What the centre says of receipts and copies.

    Args:
        receipt_days: days from sending until the receipt is overdue; 0 for never.
        working_days: whether free days are passed over.
        destroy_days: days from the receipt until the copies should be gone; 0 for never.
        free: what the centre counts as free.
    """

    receipt_days: int
    working_days: bool
    destroy_days: int
    free: FreeDays


# --- rules -----------------------------------------------------------------


def refusal(step: Step, found: Custody) -> tuple[str, str] | None:
    """Say why a step of the way back cannot be noted, and what to do; None where it can."""
    now = found.step
    if now in (None, Step.EXPECTED):
        return _("Tentan har inte kommit."), _("Notera först att den kommit.")
    if now is Step.DESTROYED:
        return _("Kopiorna är förstörda, så kedjan är slut."), _("Ångra det om det blev fel.")
    stands, asked = RANKS.get(now, 0), RANKS[step]
    once = step is Step.RECEIPT
    if stands > asked or (once and stands == asked):
        return _("Det steget är redan passerat."), _("Ångra det som kom efter om det blev fel.")
    if step in SENT and stands < RANKS[Step.COLLECTED]:
        return _("Tentorna är inte räknade."), _("Räkna dem mot inlämningarna först.")
    if step is Step.RECEIPT and now not in SENT:
        return _("Tentorna är inte skickade."), _("Notera först hur de skickades.")
    if step is Step.DESTROYED and _may_be_waiting(found):
        return _("Tentorna är inte skickade."), _("Kopiorna behövs tills lärosätet har tentorna.")
    return None


def _may_be_waiting(found: Custody) -> bool:
    """Tell whether something written here has not left it yet."""
    if found.step in (Step.RECEIPT, *SENT):
        return False
    if found.counted is not None:
        return bool(found.counted.papers)
    return found.tally.came + found.tally.absent < found.tally.placed or bool(found.tally.came)


def passed_over(step: Step, found: Custody, today: date) -> tuple[str, ...]:
    """Say which steps before this one are not noted, each a sentence; that takes a reason."""
    now = found.step
    said: list[str] = []
    if step is Step.OUT:
        if found.starts.date() > today:
            text = _("Tentan skrivs först {day}.")
            said.append(text.format(day=short_day(found.starts.date())))
        if now is Step.RECEIVED and last_of(found.events, Step.CHECKED) is None:
            said.append(_("Tentan är inte kontrollerad mot bokningarna."))
    elif step is Step.COLLECTED and RANKS.get(now or Step.EXPECTED, 0) < RANKS[Step.OUT]:
        said.append(_("Det är inte noterat att tentan togs ut."))
    elif step is Step.DESTROYED and now in SENT:
        said.append(_("Lärosätet har inte kvitterat."))
    return tuple(said)


def differences(tally: Tally, papers: int, sheets: int) -> tuple[str, ...]:
    """Say where a count and the day's lists differ, each a sentence; none where they agree.

    Args:
        tally: what the lists say.
        papers: written exams counted, blank ones too.
        sheets: their sheets.
    """
    said: list[str] = []
    if (papers, sheets) != (tally.handed_in, tally.sheets):
        text = _("Räknat: {counted}. Enligt inlämningarna: {listed}.")
        listed = papers_text(tally.handed_in, tally.sheets)
        said.append(text.format(counted=papers_text(papers, sheets), listed=listed))
    inside = tally.came - tally.handed_in
    if inside:
        said.append(_("{n} som kom har inte lämnat in.").format(n=inside))
    unnoted = tally.placed - tally.came - tally.absent
    if unnoted:
        said.append(_("Närvaron är inte noterad för {n}.").format(n=unnoted))
    return tuple(said)


def sent_difference(found: Custody, papers: int) -> tuple[str, ...]:
    """Say that another number is posted than was counted; none where they agree."""
    counted = found.counted.papers if found.counted else found.tally.handed_in
    posted = sum(one.papers or 0 for one in found.events if one.step is Step.POSTED) + papers
    if posted == counted:
        return ()
    text = _("Räknat: {counted}. Postat: {posted}.")
    return (
        text.format(counted=papers_text(counted, None), posted=papers_text(posted, None)),
    )  # fmt: skip


def receipt_due(
    events: tuple[CustodyEvent, ...], sent_on: date | None, rules: BackRules
) -> date | None:
    """Give the last day for the provider's receipt; a reminder gives as long again.

    Args:
        events: the log.
        sent_on: when it was sent, where that is noted on the bookings only.
        rules: what the centre says.
    """
    last = last_of(events, *SENT, Step.REMINDED)
    since = last.at.date() if last else sent_on
    if since is None or not rules.receipt_days:
        return None
    if rules.working_days:
        return add_working_days(since, rules.receipt_days, rules.free)
    return since + timedelta(days=rules.receipt_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where the material is on its way back.

    Args:
        step: how far it has come.
        events: the log.
        tally: what the day's lists say.
        ends: when the last one must hand in, wall clock.
        sent_on: the day it was sent, where that is noted on the bookings only.
    """

    step: Step | None
    events: tuple[CustodyEvent, ...]
    tally: Tally
    ends: datetime
    sent_on: date | None


def back_lacks(way: Way, now: datetime, rules: BackRules) -> tuple[tuple[str, ...], date]:
    """Say what is wrong on the way back, and the day by which it should be mended.

    Args:
        way: where the material is.
        now: the time on the wall.
        rules: what the centre says.
    """
    written = way.ends.date()
    if way.step is Step.DESTROYED:
        return (), written
    if way.step in SENT:
        due = receipt_due(way.events, way.sent_on, rules)
        overdue = due is not None and now.date() > due
        said = (_("Kvittens saknas, påminn lärosätet"),) if overdue else ()
        return said, due or written
    if way.step is Step.RECEIPT:
        return _kept_copies(last_of(way.events, Step.RECEIPT), now, rules, written)
    if way.step is Step.COLLECTED:
        return _counted_lacks(way, now, rules)
    if now > way.ends and (way.tally.came or last_of(way.events, Step.OUT) is not None):
        return (_("Skrivna tentor är inte räknade"),), written
    # Nobody came, and there is nothing to send: the copies are still here.
    unused = way.events[-1] if way.events and way.tally.absent == way.tally.placed else None
    return _kept_copies(unused, now, rules, written)


def _counted_lacks(
    way: Way, now: datetime, rules: BackRules
) -> tuple[tuple[str, ...], date]:  # fmt: skip
    counted, tally = last_of(way.events, Step.COLLECTED), way.tally
    assert counted is not None
    if (counted.listed_papers, counted.listed_sheets) != (tally.handed_in, tally.sheets):
        return (_("Inlämningarna är ändrade efter räkningen, räkna om"),), way.ends.date()
    if counted.papers:
        return (_("Skrivna tentor är inte skickade"),), way.ends.date()
    return _kept_copies(counted, now, rules, way.ends.date())


def _kept_copies(
    since: CustodyEvent | None, now: datetime, rules: BackRules, written: date
) -> tuple[tuple[str, ...], date]:
    """Ask for the copies some days after a line; not for what was noted on the bookings only."""
    if since is None or not rules.destroy_days:
        return (), written
    due = since.at.date() + timedelta(days=rules.destroy_days)
    return ((_("Kopiorna är inte förstörda"),) if now.date() > due else ()), due
