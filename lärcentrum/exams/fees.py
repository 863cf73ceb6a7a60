"""Fees of bookings: proposed from the price list, set, paid, refunded, let go (E06, E07, C-05).

One fee per booking and kind. A centre that charges nothing never sees any of it: `use_fees`.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from lärcentrum.errors import BadValue
from lärcentrum.exams import fields
from lärcentrum.exams.fees_errors import FeesOff, WrongFeeStep
from lärcentrum.exams.fees_proposals import FeeProposal, facts_of, propose_fee
from lärcentrum.exams.fees_rules import FeeKind, FeeState, PaidHow, Payer, Tariff, state_of
from lärcentrum.exams.fees_tariffs import MOST
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.people.masking import is_protected
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store

# --- operations ------------------------------------------------------------

_OWED: dict[str, None] = {"exempt_on": None, "exempt_why": None}
_FEE = "SELECT * FROM fee WHERE booking_id = ? AND kind = ?"


@operation(right=Right.REGISTER, label=N_("Avgift satt"))
def set_fee(
    store: Store,
    *,
    booking: str,
    kind: FeeKind = FeeKind.EXAM,
    tariff: str | None = None,
    amount: int | None = None,
    vat_pct: int | None = None,
    payer: Payer = Payer.STUDENT,
    reference: str = "",
    due: date | None = None,
    paid_on: date | None = None,
    paid_how: PaidHow | None = None,
) -> str:
    """Set a booking's fee, or set it anew while it is unpaid or let go; give the fee's uid.

    Args:
        store: the register.
        booking: the booking's uid.
        kind: what it is for.
        tariff: the tariff it follows; the proposed one if not given.
        amount: in öre, VAT included; the tariff's if not given.
        vat_pct: per cent of VAT; the tariff's if not given.
        payer: who pays.
        reference: what the provider wants on its invoice.
        due: the day by which it is to be paid; as proposed if not given.
        paid_on: when it was paid, if at once.
        paid_how: how it was paid then.

    Raises:
        NotFound: no such booking or tariff.
        FeesOff: the centre does not use fees.
        BadValue: no tariff fits and no amount is given, or a field holds what it cannot hold.
        WrongFeeStep: it is paid or invoiced.
    """
    _check_used(store)
    proposed = propose_fee(store, booking=booking, kind=kind)
    if tariff is not None:
        store.id_of("fee_tariff", tariff)
    chosen = _chosen(proposed, tariff, amount)
    values = {
        **_tariff_values(store, booking, chosen, amount, vat_pct),
        "payer": payer,
        "reference": fields.line("reference", reference),
        "due_on": (due or proposed.due).isoformat(),
        **_OWED,
        **_paid(store, paid_on, paid_how),
    }
    with store.write():
        return _keep(store, booking, kind, values)


@operation(right=Right.REGISTER, label=N_("Avgift betald"))
def note_payment(store: Store, *, fee: str, how: PaidHow, day: date | None = None) -> None:
    """Note that a fee was paid, whole.

    Args:
        store: the register.
        fee: the fee's uid.
        how: how it was paid.
        day: when, today if not given.

    Raises:
        NotFound: no such fee.
        BadValue: the day is to come.
        WrongFeeStep: it is paid or let go.
    """
    row = store.row("fee", fee)
    refuse_in(store, row, (FeeState.PAID, FeeState.REFUNDED, FeeState.EXEMPT))
    values = _paid(store, day or store.clock.today(), how)
    with store.write():
        store.update("fee", fee, **values)


@operation(right=Right.REGISTER, label=N_("Betalning borttagen"))
def clear_payment(store: Store, *, fee: str) -> None:
    """Take a payment back that was noted by mistake; one with a receipt is refunded instead.

    Raises:
        NotFound: no such fee.
        WrongFeeStep: it is not paid, or is paid back.
        ReceiptHolds: a receipt of it is given.
    """
    row = store.row("fee", fee)
    refuse_in(store, row, tuple(set(FeeState) - {FeeState.PAID}))
    with store.write():
        store.update("fee", fee, paid_on=None, paid_how=None)


@operation(right=Right.REGISTER, label=N_("Avgift återbetald"))
def refund_fee(
    store: Store, *, fee: str, amount: int | None = None, day: date | None = None, why: str = ""
) -> None:
    """Note that a paid fee was paid back.

    Args:
        store: the register.
        fee: the fee's uid.
        amount: how much, in öre; all of it if not given.
        day: when, today if not given.
        why: the reason.

    Raises:
        NotFound: no such fee.
        BadValue: nothing or more than was paid, or a day to come or before the payment.
        WrongFeeStep: it is not paid, or is paid back already.
    """
    row = store.row("fee", fee)
    refuse_in(store, row, tuple(set(FeeState) - {FeeState.PAID}))
    when = past_day("day", store, day or store.clock.today())
    if when.isoformat() < row["paid_on"]:
        raise BadValue("day", _("är före betalningen"))
    back = row["amount"] if amount is None else amount
    # A fee of nothing has nothing to pay back.
    fields.number("amount", back, 1, max(1, row["amount"]))
    reason = fields.line("why", why, most=400)
    values = {"refunded_on": when.isoformat(), "refunded": back, "refund_why": reason or None}
    with store.write():
        store.update("fee", fee, **values)


@operation(right=Right.REGISTER, label=N_("Befriad från avgiften"))
def exempt_fee(store: Store, *, booking: str, why: str, kind: FeeKind = FeeKind.EXAM) -> str:
    """Let a booking's fee go, set or not, and give the fee's uid.

    Args:
        store: the register.
        booking: the booking's uid.
        why: the reason, without personal data.
        kind: what the fee is for.

    Raises:
        NotFound: no such booking.
        FeesOff: the centre does not use fees.
        BadValue: no reason.
        WrongFeeStep: it is paid or invoiced.
    """
    _check_used(store)
    proposed = propose_fee(store, booking=booking, kind=kind)
    reason = fields.line("why", why, most=400, required=True)
    gone = {"exempt_on": store.clock.today().isoformat(), "exempt_why": reason}
    new = {
        **_tariff_values(store, booking, proposed.tariff, None, None),
        "due_on": proposed.due.isoformat(),
        **gone,
    }
    with store.write():
        there = store.one(_FEE, store.id_of("booking", booking), kind)
        return _keep(store, booking, kind, gone if there else new)


# --- inner -----------------------------------------------------------------

_STATE = """
SELECT fee.*, booking.starts_wall, booking.cancelled_by, booking.cancelled_at, booking.refused_at,
    NULL AS exam_off FROM fee JOIN booking ON booking.id = fee.booking_id WHERE fee.id = ?
"""
_INSTEAD = {
    FeeState.PAID: N_("Återbetala den, eller ta bort betalningen."),
    FeeState.REFUNDED: N_("En återbetald avgift ändras inte."),
    FeeState.EXEMPT: N_("Sätt avgiften på nytt först."),
}


def _check_used(store: Store) -> None:
    if not number_setting(store, "use_fees"):
        raise FeesOff


def refuse_in(store: Store, row: Row, states: tuple[FeeState, ...]) -> None:
    """Refuse a step of a fee that stands in one of some states.

    Raises:
        WrongFeeStep: it does.
    """
    found = facts_of(store.query(_STATE, row["id"])[0], 0)
    stands = state_of(replace(found, called_off=None), store.clock.today())
    if stands in states:
        unpaid = _("Notera betalningen först.")
        raise WrongFeeStep(
            row["uid"], stands, _(_INSTEAD[stands]) if stands in _INSTEAD else unpaid
        )


def _keep(store: Store, booking: str, kind: FeeKind, values: dict[str, Any]) -> str:
    there = store.one(_FEE, store.id_of("booking", booking), kind)
    if there is None:
        return store.insert(
            "fee",
            booking_id=store.id_of("booking", booking),
            kind=kind,
            set_on=store.clock.today().isoformat(),
            **values,
        ).uid
    refuse_in(store, there, (FeeState.PAID, FeeState.REFUNDED))
    if there["invoiced_on"] is not None:
        raise WrongFeeStep(there["uid"], FeeState.INVOICED, _("Ta bort faktureringen först."))
    store.update("fee", there["uid"], **values)
    return str(there["uid"])


def _chosen(proposed: FeeProposal, tariff: str | None, amount: int | None) -> Tariff | None:
    if tariff is None:
        if proposed.tariff is None and amount is None:
            raise BadValue("tariff", _("är tomt: ingen taxa följer av var studenten bor"))
        # An amount of one's own follows no tariff, so that lists say nothing that is untrue.
        return proposed.tariff if amount is None else None
    found = next((one for one in proposed.choices if one.uid == tariff), None)
    if found is None:
        raise BadValue("tariff", _("gäller inte den här dagen, eller något annat"))
    return found


_PROTECTION = """
SELECT student.protection FROM booking JOIN student ON student.id = booking.student_id
WHERE booking.uid = ?
"""


def _tariff_values(
    store: Store, booking: str, tariff: Tariff | None, amount: int | None, vat_pct: int | None
) -> dict[str, Any]:
    # Which tariff tells where a person lives: not kept for a protected one.
    hidden = is_protected(store.query(_PROTECTION, booking)[0])
    kept = None if tariff is None or hidden else store.id_of("fee_tariff", tariff.uid)
    due = amount if amount is not None else (tariff.amount if tariff else 0)
    vat = vat_pct if vat_pct is not None else (tariff.vat_pct if tariff else 0)
    return {
        "tariff_id": kept,
        "amount": fields.number("amount", due, 0, MOST),
        "vat_pct": fields.number("vat_pct", vat, 0, 100),
    }


def _paid(store: Store, day: date | None, how: PaidHow | None) -> dict[str, str | None]:
    if day is None and how is None:
        return {"paid_on": None, "paid_how": None}
    if how is None:
        raise BadValue("paid_how", _("är tomt"))
    when = past_day("paid_on", store, day or store.clock.today())
    return {"paid_on": when.isoformat(), "paid_how": how}


def past_day(name: str, store: Store, day: date) -> date:
    """Give a day back unless it is to come.

    Raises:
        BadValue: it is.
    """
    if day > store.clock.today():
        raise BadValue(name, _("ligger framåt i tiden"))
    return day
