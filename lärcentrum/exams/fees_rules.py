"""What a fee is and where it stands: pure rules over dated facts, amounts in öre.

Which tariff fits follows from where the student lives, how many times the course has been written
and what became of the booking (E06, E07, C-05). Tariffs are the centre's own data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lärcentrum.language import N_
from lärcentrum.people.municipalities import UNKNOWN

# --- records ---------------------------------------------------------------


class FeeKind(StrEnum):
    """What a booking's fee is for."""

    EXAM = "exam"
    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"


class Applies(StrEnum):
    """Whom or what a tariff is for."""

    RESIDENT = "resident"
    AGREEMENT = "agreement"
    OUTSIDER = "outsider"
    RESIT = "resit"
    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"


class Payer(StrEnum):
    """Who pays."""

    STUDENT = "student"
    PROVIDER = "provider"


class PaidHow(StrEnum):
    """How a fee was paid."""

    CARD = "card"
    SWISH = "swish"
    CASH = "cash"
    TRANSFER = "transfer"
    INVOICE = "invoice"
    OTHER = "other"


class FeeState(StrEnum):
    """Where a fee stands; *free* costs nothing, *lapsed* is unpaid for an exam called off."""

    PROPOSED = "proposed"
    UNPAID = "unpaid"
    INVOICED = "invoiced"
    OVERDUE = "overdue"
    PAID = "paid"
    REFUNDED = "refunded"
    EXEMPT = "exempt"
    FREE = "free"
    LAPSED = "lapsed"


class CalledOff(StrEnum):
    """Who called a booking off, and a student's late one apart; a refusal counts as the centre's.

    The value of `booking.cancelled_by` but for the late one.
    """

    STUDENT = "student"
    STUDENT_LATE = "student_late"
    PROVIDER = "provider"
    CENTRE = "centre"


KIND_NAMES = {
    FeeKind.EXAM: N_("tentamen"),
    FeeKind.NO_SHOW: N_("uteblivet"),
    FeeKind.LATE_CANCEL: N_("sen avbokning"),
}
APPLIES_NAMES = {
    Applies.RESIDENT: N_("boende i kommunen"),
    Applies.AGREEMENT: N_("boende i en avtalskommun"),
    Applies.OUTSIDER: N_("utomstående"),
    Applies.RESIT: N_("omtentamen utöver de fria"),
    Applies.NO_SHOW: N_("den som inte kommer"),
    Applies.LATE_CANCEL: N_("sen avbokning"),
}
PAYER_NAMES = {Payer.STUDENT: N_("studenten"), Payer.PROVIDER: N_("lärosätet")}
PAID_NAMES = {
    PaidHow.CARD: N_("kort"),
    PaidHow.SWISH: N_("Swish"),
    PaidHow.CASH: N_("kontant"),
    PaidHow.TRANSFER: N_("bankgiro"),
    PaidHow.INVOICE: N_("faktura"),
    PaidHow.OTHER: N_("annat sätt"),
}
FEE_STATE_NAMES = {
    FeeState.PROPOSED: N_("föreslagen"),
    FeeState.UNPAID: N_("obetald"),
    FeeState.INVOICED: N_("fakturerad"),
    FeeState.OVERDUE: N_("förfallen"),
    FeeState.PAID: N_("betald"),
    FeeState.REFUNDED: N_("återbetald"),
    FeeState.EXEMPT: N_("befriad"),
    FeeState.FREE: N_("kostar inget"),
    FeeState.LAPSED: N_("bortfallen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """One line of the centre's price list.

    Args:
        uid: its uid.
        name: what the receipt and the lists call it.
        applies: whom or what it is for.
        amount: what is paid, in öre, VAT included.
        vat_pct: per cent of VAT.
        municipalities: codes; for an agreement those that have one, else a limit if there are any.
        valid_from: its first day.
        valid_to: its last day, None while it holds.
    """

    uid: str
    name: str
    applies: Applies
    amount: int
    vat_pct: int
    municipalities: tuple[str, ...]
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it is charged on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFacts:
    """The dated facts of a fee, None for "not yet".

    Args:
        kind: what it is for.
        amount: in öre.
        due: the last day to pay; None while it is only proposed.
        exempt_on: when it was let go.
        invoiced_on: when it was invoiced.
        paid_on: when it was paid.
        refunded_on: when it was paid back.
        called_off: by whom the booking was called off, None while it stands.
    """

    kind: FeeKind = FeeKind.EXAM
    amount: int = 1
    due: date | None = None
    exempt_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None
    refunded_on: date | None = None
    called_off: CalledOff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """What of a booking decides its fee.

    Args:
        day: the exam's day.
        municipality: the student's home, UNKNOWN when it is not known or not kept.
        centre: the centre's own municipality.
        resit: how many times the course was written here before.
        free_resits: how many re-sits cost nothing more.
    """

    day: date
    municipality: str
    centre: str
    resit: int
    free_resits: int


# --- rules -----------------------------------------------------------------

OF_KIND = {FeeKind.NO_SHOW: Applies.NO_SHOW, FeeKind.LATE_CANCEL: Applies.LATE_CANCEL}
"""Kinds of fee that have tariffs of their own; the others follow the home."""


def vat_of(amount: int, pct: int) -> int:
    """Give the VAT that an amount holds, in whole öre, half an öre upwards.

    Args:
        amount: in öre, VAT included.
        pct: per cent of VAT on the net amount.
    """
    # amount × pct / (100 + pct), rounded in whole numbers: no binary fractions of money.
    return (2 * amount * pct + 100 + pct) // (2 * (100 + pct))


def state_of(facts: FeeFacts, today: date) -> FeeState:
    """Give where a fee stands: the furthest of its facts."""
    if facts.due is None:
        return FeeState.PROPOSED
    ladder = (
        (facts.refunded_on, FeeState.REFUNDED),
        (facts.paid_on, FeeState.PAID),
        (facts.exempt_on, FeeState.EXEMPT),
    )
    for reached, name in ladder:
        if reached is not None:
            return name
    if not facts.amount:
        return FeeState.FREE
    if facts.kind is FeeKind.EXAM and facts.called_off is not None:
        return FeeState.LAPSED
    if facts.due < today:
        return FeeState.OVERDUE
    return FeeState.UNPAID if facts.invoiced_on is None else FeeState.INVOICED


def should_credit(facts: FeeFacts, today: date) -> bool:
    """Tell whether a credit is proposed: invoiced, not paid, and the exam called off."""
    return facts.invoiced_on is not None and state_of(facts, today) is FeeState.LAPSED


def should_refund(facts: FeeFacts) -> bool:
    """Tell whether a refund is proposed: paid for an exam that was called off in time."""
    paid = facts.amount > 0 and facts.paid_on is not None and facts.refunded_on is None
    off = facts.called_off not in (None, CalledOff.STUDENT_LATE)
    return paid and off and facts.kind is FeeKind.EXAM


def called_off(by: str | None, cancelled: date | None, day: date, late_days: int) -> (
    CalledOff | None
):  # fmt: skip
    """Give who called a booking off, and whether a student did it late.

    Args:
        by: student, provider or centre; None while it stands.
        cancelled: the day it was called off.
        day: the exam's day.
        late_days: a student's is late with fewer days than this left.
    """
    if by is None or cancelled is None:
        return None
    if by == CalledOff.STUDENT and cancelled > day - timedelta(days=late_days):
        return CalledOff.STUDENT_LATE
    return CalledOff(by)


def fitting(tariffs: Iterable[Tariff], kind: FeeKind, what: Payable) -> Tariff | None:
    """Give the tariff that a booking's fee follows, None when it must be chosen.

    Re-sits beyond the free ones cost the re-sit's tariff, unless the home's is dearer. Where two
    tariffs fit alike, the cheaper one is proposed.

    Args:
        tariffs: the price list.
        kind: which fee.
        what: the booking.
    """
    valid = [one for one in tariffs if one.holds(what.day) and _reaches(one, what)]
    if kind in OF_KIND:
        return _cheapest(valid, OF_KIND[kind])
    if what.municipality == UNKNOWN or not what.centre:
        return None
    home = _of_home(valid, what)
    again = _cheapest(valid, Applies.RESIT) if what.resit > what.free_resits else None
    found = [one for one in (home, again) if one is not None]
    return max(found, key=lambda one: one.amount, default=None)


def due_day(today: date, exam: date, kind: FeeKind, days: int) -> date:
    """Give the day by which a fee should be paid: in some days, for an exam before it begins."""
    due = today + timedelta(days=days)
    return max(today, min(due, exam)) if kind is FeeKind.EXAM else due


def _of_home(valid: list[Tariff], what: Payable) -> Tariff | None:
    if what.municipality == what.centre:
        return _cheapest(valid, Applies.RESIDENT)
    agreed = _cheapest(valid, Applies.AGREEMENT)
    return agreed or _cheapest(valid, Applies.OUTSIDER)


def _reaches(one: Tariff, what: Payable) -> bool:
    if not one.municipalities:
        # An agreement without municipalities is one that has not been filled in yet.
        return one.applies is not Applies.AGREEMENT
    return what.municipality in one.municipalities


def _cheapest(valid: list[Tariff], applies: Applies) -> Tariff | None:
    found = [one for one in valid if one.applies is applies]
    return min(found, key=lambda one: (one.amount, one.name), default=None)
