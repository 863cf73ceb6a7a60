"""How a fee is said: its chip and its words."""

from collections.abc import Sequence

from lärcentrum.exams.fees_lists import FeeRow, said_state
from lärcentrum.exams.fees_rules import (
    KIND_NAMES,
    PAID_NAMES,
    FeeKind,
    FeeState,
    Payer,
)
from lärcentrum.language import _
from ui.kit.chips import Chip
from ui.kit.texts import kronor, short_day
from ui.kit.tokens import Tone

TONES = {
    FeeState.PROPOSED: Tone.ACCENT,
    FeeState.UNPAID: Tone.WARN,
    FeeState.INVOICED: Tone.ACCENT,
    FeeState.OVERDUE: Tone.BAD,
    FeeState.PAID: Tone.GOOD,
    FeeState.REFUNDED: Tone.NEUTRAL,
    FeeState.EXEMPT: Tone.NEUTRAL,
    FeeState.FREE: Tone.GOOD,
    FeeState.LAPSED: Tone.NEUTRAL,
}
OPEN = (FeeState.UNPAID, FeeState.INVOICED, FeeState.OVERDUE)


def fee_chip(fee: FeeRow) -> Chip:
    """Give where a fee stands as icon and word."""
    proposed = fee.refund_proposed or fee.credit_proposed
    return Chip(said_state(fee), Tone.WARN if proposed else TONES[fee.state])


def amount_text(fee: FeeRow) -> str:
    """Say the amount, or that a tariff must be chosen."""
    return _("välj taxa") if fee.amount is None else kronor(fee.amount)


def fee_text(fee: FeeRow) -> str:
    """Say a fee in a line: "500 kr · utomstående · senast mån 7 dec"."""
    parts = [amount_text(fee), fee.tariff]
    if fee.kind is not FeeKind.EXAM:
        parts.insert(0, _(KIND_NAMES[fee.kind]).capitalize())
    if fee.state in OPEN:
        parts.append(_("senast {day}").format(day=short_day(fee.due)))
    if fee.payer is Payer.PROVIDER:
        parts.append(" ".join(part for part in (_("lärosätet betalar"), fee.reference) if part))
    if fee.invoiced_on is not None:
        text = _("faktura {number} {day}")
        parts.append(text.format(number=fee.invoice, day=short_day(fee.invoiced_on)))
    if fee.reminded_on is not None and fee.state in OPEN:
        parts.append(_("påmind {day}").format(day=short_day(fee.reminded_on)))
    if fee.paid_on is not None and fee.paid_how is not None:
        how = _(PAID_NAMES[fee.paid_how])
        parts.append(_("betald {day}, {how}").format(day=short_day(fee.paid_on), how=how))
    if fee.refunded_on is not None:
        back = _("{sum} återbetalt {day}")
        parts.append(back.format(sum=kronor(fee.refunded), day=short_day(fee.refunded_on)))
    parts += [fee.exempt_why, fee.receipt]
    return " · ".join(part for part in parts if part)


def first_open(fees: Sequence[FeeRow]) -> FeeRow | None:
    """Give the fee that waits for something, else the first one."""
    waiting = (one for one in fees if one.state in (FeeState.PROPOSED, *OPEN))
    return next(waiting, next(iter(fees), None))
