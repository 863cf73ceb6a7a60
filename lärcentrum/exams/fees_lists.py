"""Fees as lists show them: unpaid, overdue, to be invoiced, to be paid back, still to be set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lärcentrum.exams import fields, times
from lärcentrum.exams.day_right import check_booking
from lärcentrum.exams.fees_proposals import (
    BOOKING_COLUMNS,
    RESIT,
    FeeHabits,
    FeeProposal,
    facts_of,
    fee_habits,
    proposal,
)
from lärcentrum.exams.fees_rules import (
    FEE_STATE_NAMES,
    FeeFacts,
    FeeKind,
    FeeState,
    PaidHow,
    Payer,
    should_credit,
    should_refund,
    state_of,
    vat_of,
)
from lärcentrum.exams.fees_tariffs import tariffs
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.people import masking
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class FeeFilter(StrEnum):
    """Which fees a list shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    INVOICES = "invoices"
    INVOICED = "invoiced"
    PROPOSED = "proposed"
    REFUNDS = "refunds"
    ALL = "all"


FILTER_NAMES = {
    FeeFilter.OPEN: N_("Obetalda"),
    FeeFilter.OVERDUE: N_("Förfallna"),
    FeeFilter.INVOICES: N_("Att fakturera lärosäten"),
    FeeFilter.INVOICED: N_("Fakturerade"),
    FeeFilter.PROPOSED: N_("Föreslagna"),
    FeeFilter.REFUNDS: N_("Att återbetala"),
    FeeFilter.ALL: N_("Alla"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One booking's fee. Amounts are in öre.

    Args:
        uid: the fee's uid; "" while it is only proposed.
        booking: the booking's uid.
        kind: what it is for.
        state: where it stands.
        name: the name that may be shown.
        listed_name: the same with the family name first.
        protected: whether the identity is protected.
        course: the course's code and name.
        provider_name: the provider as people say it.
        starts: when the exam begins, wall clock.
        tariff: the tariff's name, "" without one or for a protected identity.
        amount: what is to be paid, VAT included; None where a tariff must be chosen.
        vat_pct: per cent of VAT.
        vat: the VAT in the amount.
        payer: who pays.
        reference: what the provider wants on its invoice.
        due: the day by which it is to be paid.
        invoiced_on: when it was invoiced.
        invoice: the invoice's number, "" without one.
        reminded_on: when the payer was last reminded.
        exempt_why: why it was let go.
        paid_on: when it was paid.
        paid_how: how it was paid, None when it is not.
        refunded_on: when it was paid back.
        refunded: how much was paid back.
        refund_proposed: whether it should be: paid, and the exam called off in time.
        credit_proposed: whether its invoice should be credited: the exam is called off.
        receipt: the receipt's number, "" without one.
        refund_receipt: the number of the refund's receipt, "" without one.
    """

    uid: str
    booking: str
    kind: FeeKind
    state: FeeState
    name: str
    listed_name: str
    protected: bool
    course: str
    provider_name: str
    starts: datetime
    tariff: str
    amount: int | None
    vat_pct: int
    vat: int
    payer: Payer
    reference: str
    due: date
    invoiced_on: date | None
    invoice: str
    reminded_on: date | None
    exempt_why: str
    paid_on: date | None
    paid_how: PaidHow | None
    refunded_on: date | None
    refunded: int
    refund_proposed: bool
    credit_proposed: bool
    receipt: str
    refund_receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReceipt:
    """A receipt by its number: its booking, and the name that may be shown."""

    number: str
    booking: str
    name: str


# --- operations ------------------------------------------------------------

_COMMON = f"""
{BOOKING_COLUMNS}, {masking.NAME_COLUMNS}, exam.course_code, exam.course_name,
    coalesce(nullif(provider.short, ''), provider.name) AS provider_name
"""
_JOINS = """
JOIN exam ON exam.id = booking.exam_id JOIN provider ON provider.id = exam.provider_id
JOIN student ON student.id = booking.student_id
"""
_FEES = f"""
SELECT fee.*, {_COMMON}, fee_tariff.name AS tariff_name,
    (SELECT number FROM fee_receipt WHERE fee_id = fee.id AND fee_receipt.kind = 'payment')
        AS receipt,
    (SELECT number FROM fee_receipt WHERE fee_id = fee.id AND fee_receipt.kind = 'refund')
        AS refund_receipt
FROM fee JOIN booking ON booking.id = fee.booking_id {_JOINS}
LEFT JOIN fee_tariff ON fee_tariff.id = fee.tariff_id
WHERE (?1 IS NULL OR booking.starts_at >= ?1) AND (?2 IS NULL OR booking.starts_at < ?2)
    AND (?3 IS NULL OR booking.uid = ?3)
    AND (?4 <> 'unpaid' OR (fee.paid_on IS NULL AND fee.exempt_on IS NULL))
    AND (?4 <> 'refunds' OR (fee.refunded_on IS NULL
        AND (fee.paid_on IS NOT NULL OR fee.invoiced_on IS NOT NULL)
        AND (booking.cancelled_at IS NOT NULL OR booking.refused_at IS NOT NULL
            OR exam.cancelled_at IS NOT NULL)))
ORDER BY fee.due_on, booking.starts_at, fee.id
"""
_UNSET = f"""
SELECT {_COMMON}, {RESIT} FROM booking {_JOINS}
WHERE (?1 IS NULL OR booking.starts_at >= ?1) AND (?2 IS NULL OR booking.starts_at < ?2)
    AND (?3 IS NULL OR booking.uid = ?3)
    AND (booking.place_given_at IS NOT NULL OR booking.cancelled_by = 'student')
    AND booking.refused_at IS NULL
ORDER BY booking.starts_at, booking.id
"""
_KINDS = "SELECT booking_id, kind FROM fee"


@reading(right=Right.SEE)
def list_fees(
    store: Store,
    *,
    which: FeeFilter = FeeFilter.OPEN,
    first: date | None = None,
    last: date | None = None,
) -> list[FeeRow]:
    """List fees, those due first; none while fees are switched off (E06).

    Args:
        store: the register.
        which: which of them.
        first: the first day of the exams.
        last: the last day of the exams.
    """
    habits = fee_habits(store)
    if not habits.used:
        return []
    span = _span(first, last)
    if which is FeeFilter.PROPOSED:
        rows = store.query(_UNSET, *span, None)
        today = store.clock.today()
        found = _proposed(store, rows, habits)
        return [one for one in found if one.amount != 0 and _is_timely(one, today, first)]
    found = _rows(store, store.query(_FEES, *span, None, _READ.get(which, "unpaid")), habits)
    return [one for one in found if _belongs(one, which)]


@reading(right=Right.TODAY)
def booking_fees(store: Store, *, booking: str) -> list[FeeRow]:
    """List a booking's fees, those that are only proposed too; none while fees are switched off.

    Raises:
        NotFound: no such booking.
        NotToday: the role reaches today only.
    """
    store.id_of("booking", booking)
    check_booking(store, booking)
    habits = fee_habits(store)
    if not habits.used:
        return []
    there = _rows(store, store.query(_FEES, None, None, booking, "all"), habits)
    return there + _proposed(store, store.query(_UNSET, None, None, booking), habits)


_BY_NUMBER = f"""
SELECT fee_receipt.number, booking.uid AS booking, {masking.NAME_COLUMNS}
FROM fee_receipt JOIN fee ON fee.id = fee_receipt.fee_id
JOIN booking ON booking.id = fee.booking_id JOIN student ON student.id = booking.student_id
WHERE instr(fee_receipt.number, ?) ORDER BY fee_receipt.id DESC LIMIT ?
"""


@reading(right=Right.SEE)
def find_receipts(store: Store, *, text: str, limit: int = 8) -> list[FoundReceipt]:
    """Find receipts by a piece of their number, the newest first.

    Args:
        store: the register.
        text: such as `K2421-2026-0017` or its end.
        limit: how many at most.
    """
    rows = store.query(_BY_NUMBER, text.strip().upper(), limit)
    return [
        FoundReceipt(number=row["number"], booking=row["booking"], name=masking.shown_name(row))
        for row in rows
    ]


def fee_row(store: Store, fee: str) -> FeeRow:
    """Give one fee, set already, for one that has asked whether it may be seen."""
    row = store.row("fee", fee)
    booking = store.value("SELECT uid FROM booking WHERE id = ?", row["booking_id"])
    found = _rows(store, store.query(_FEES, None, None, booking, "all"), fee_habits(store))
    return next(one for one in found if one.uid == fee)


def said_state(one: FeeRow) -> str:
    """Say where a fee stands, and what is proposed of one whose exam is called off."""
    if one.refund_proposed:
        return _("att återbetala")
    return _("att kreditera") if one.credit_proposed else _(FEE_STATE_NAMES[one.state])


def total(rows: Sequence[FeeRow]) -> int:
    """Sum what a list is about, in öre: what is to be paid, less what was paid back."""
    return sum((one.amount or 0) - one.refunded for one in rows)


# --- inner -----------------------------------------------------------------

# A list of years of fees is not read to find the few that wait.
_READ = {FeeFilter.ALL: "all", FeeFilter.REFUNDS: "refunds"}
_UNPAID = (FeeState.UNPAID, FeeState.INVOICED, FeeState.OVERDUE)
_BACK = 60
"""Days for which one who did not come is still proposed to pay: the to-do list looks as far."""


def _is_timely(row: FeeRow, today: date, first: date | None) -> bool:
    """Leave out what was never charged before, unless its days are asked for."""
    back = 0 if row.kind is FeeKind.EXAM else _BACK
    return first is not None or row.starts.date() >= today - timedelta(days=back)


def _belongs(row: FeeRow, which: FeeFilter) -> bool:
    if which is FeeFilter.OPEN:
        return row.state in _UNPAID
    if which is FeeFilter.OVERDUE:
        return row.state is FeeState.OVERDUE
    if which is FeeFilter.INVOICES:
        waits = row.payer is Payer.PROVIDER and row.invoiced_on is None
        return waits and row.state in _UNPAID
    if which is FeeFilter.INVOICED:
        return row.invoiced_on is not None and row.state in _UNPAID
    back = row.refund_proposed or row.credit_proposed
    return back if which is FeeFilter.REFUNDS else True


def _span(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    return (
        times.day_span(first).starts_at if first else None,
        times.day_span(last).ends_at if last else None,
    )


def _rows(store: Store, rows: list[Row], habits: FeeHabits) -> list[FeeRow]:
    today = store.clock.today()
    return [_row(row, facts_of(row, habits.late_days), today) for row in rows]


def _row(row: Row, facts: FeeFacts, today: date) -> FeeRow:
    protected = masking.is_protected(row)
    return FeeRow(
        uid=row["uid"],
        booking=row["booking"],
        kind=facts.kind,
        state=state_of(facts, today),
        name=masking.shown_name(row),
        listed_name=masking.listed_name(row),
        protected=protected,
        course=_course(row),
        provider_name=row["provider_name"],
        starts=fields.read_wall(row["starts_wall"]),
        # Which tariff it was tells where the person lives.
        tariff="" if protected else row["tariff_name"] or "",
        amount=row["amount"],
        vat_pct=row["vat_pct"],
        vat=vat_of(row["amount"], row["vat_pct"]),
        payer=Payer(row["payer"]),
        reference=row["reference"],
        due=facts.due or today,
        invoiced_on=facts.invoiced_on,
        invoice=row["invoice_number"] or "",
        reminded_on=fields.read_day(row["reminded_on"]),
        exempt_why=row["exempt_why"] or "",
        paid_on=facts.paid_on,
        paid_how=PaidHow(row["paid_how"]) if row["paid_how"] else None,
        refunded_on=facts.refunded_on,
        refunded=row["refunded"],
        refund_proposed=should_refund(facts),
        credit_proposed=should_credit(facts, today),
        receipt=row["receipt"] or "",
        refund_receipt=row["refund_receipt"] or "",
    )


def _proposed(store: Store, rows: list[Row], habits: FeeHabits) -> list[FeeRow]:
    prices, today = tariffs(store), store.clock.today()
    there = {(row["booking_id"], row["kind"]) for row in store.query(_KINDS)}
    found = []
    for row in rows:
        for kind in _kinds(row, habits):
            if (row["booking_id"], kind.value) not in there:
                what = proposal(row, kind, prices, habits, today)
                # A day that the price list says nothing of has no fee to propose.
                found += [_proposal_row(row, what)] if what.choices else []
    return found


def _proposal_row(row: Row, what: FeeProposal) -> FeeRow:
    one = what.tariff
    return FeeRow(
        uid="", booking=row["booking"], kind=what.kind, state=FeeState.PROPOSED,
        name=masking.shown_name(row), listed_name=masking.listed_name(row),
        protected=masking.is_protected(row), course=_course(row),
        provider_name=row["provider_name"], starts=fields.read_wall(row["starts_wall"]),
        tariff=one.name if one else "", amount=one.amount if one else None,
        vat_pct=one.vat_pct if one else 0, vat=vat_of(one.amount, one.vat_pct) if one else 0,
        payer=Payer.STUDENT, reference="", due=what.due, invoiced_on=None, invoice="",
        reminded_on=None, exempt_why="", paid_on=None, paid_how=None, refunded_on=None,
        refunded=0, refund_proposed=False, credit_proposed=False, receipt="", refund_receipt="",
    )  # fmt: skip


def _kinds(row: Row, habits: FeeHabits) -> Iterator[FeeKind]:
    """Give which fees a booking without them would have: the exam's while it stands."""
    if row["attendance"] == "absent":
        yield FeeKind.NO_SHOW
    if row["cancelled_at"] is None and row["exam_off"] is None:
        yield FeeKind.EXAM
    elif is_late(row, habits):
        yield FeeKind.LATE_CANCEL


def is_late(row: Row, habits: FeeHabits) -> bool:
    """Tell whether a student called a booking off late."""
    blank = {"kind": FeeKind.EXAM, "amount": 0, "due_on": None, "exempt_on": None,
             "invoiced_on": None, "paid_on": None, "refunded_on": None}  # fmt: skip
    off = facts_of({**row, **blank}, habits.late_days).called_off
    return off is not None and off.value == "student_late"


def _course(row: Row) -> str:
    return " ".join(part for part in (row["course_code"], row["course_name"]) if part)
