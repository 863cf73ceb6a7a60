"""Receipts of fees: numbered without gaps per year, drawn once, kept; a reprint is the copy.

It lives here and not in `exams` because it draws (architecture.md, rule 3).
"""

from dataclasses import replace
from enum import StrEnum

from lärcentrum.certificates.numbers import gaps, next_ordinal
from lärcentrum.documents.day_papers import letterhead
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.fee_receipt_paper import Receipt, draw_receipt
from lärcentrum.documents.fonts import check_glyphs
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.fees_errors import NoCentreCode, WrongFeeStep
from lärcentrum.exams.fees_lists import FeeRow, fee_row
from lärcentrum.exams.fees_rules import KIND_NAMES, PAID_NAMES, vat_of
from lärcentrum.exams.fields import now_minutes
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.masking import is_protected
from lärcentrum.people.protection import checked_reason
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.kept import document, keep_document
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


class ReceiptKind(StrEnum):
    """What a receipt is for."""

    PAYMENT = "payment"
    REFUND = "refund"


# --- rules -----------------------------------------------------------------


def receipt_number(centre: str, year: int, ordinal: int) -> str:
    """Give a receipt's number, such as `K2421-2026-0017`; the K keeps it from certificates'."""
    return f"K{centre}-{year:04d}-{ordinal:04d}"


# --- operations ------------------------------------------------------------

_RUNNING = "SELECT running FROM fee_receipt WHERE year = ?"
_THERE = "SELECT uid FROM fee_receipt WHERE fee_id = ? AND kind = ?"


@operation(right=Right.REGISTER, label=N_("Kvitto utfärdat"), undoable=False)
def issue_fee_receipt(store: Store, *, fee: str, kind: ReceiptKind = ReceiptKind.PAYMENT) -> str:
    """Issue the receipt of a paid fee, or of a refund, with the next number; give its uid.

    Args:
        store: the register.
        fee: the fee's uid.
        kind: of the payment, or of the refund.

    Raises:
        NotFound: no such fee.
        WrongFeeStep: it is not paid (back), or has its receipt: print the copy.
        NoCentreCode: the centre's code is not set; no number is used.
        GlyphMissing: a field holds a sign without a picture; no number is used.
    """
    with store.write():
        row = fee_row(store, fee)
        _check(store, row, kind)
        centre = setting(store, "centre_code")
        if not centre:
            raise NoCentreCode
        year = store.clock.today().year
        running = next_ordinal(one["running"] for one in store.query(_RUNNING, year))
        made = _receipt(store, row, kind, receipt_number(centre, year, running))
        original, copy = draw_receipt(made), draw_receipt(made, copy=True)
        return store.insert(
            "fee_receipt",
            number=made.number,
            year=year,
            running=running,
            fee_id=store.id_of("fee", fee),
            kind=kind,
            amount=made.amount,
            vat=made.vat,
            named=int(bool(made.name) and not row.protected),
            issued_at=now_minutes(store),
            issued_by=store.session.user,
            original_sha256=keep_document(store, "fee_receipt", original),
            copy_sha256=keep_document(store, "fee_receipt", copy),
        ).uid


_OF_FEE = """
SELECT fee_receipt.uid FROM fee_receipt JOIN fee ON fee.id = fee_receipt.fee_id
WHERE fee.uid = ? AND fee_receipt.kind = ?
"""


@reading(right=Right.REGISTER)
def receipt_of_fee(
    store: Store, *, fee: str, kind: ReceiptKind = ReceiptKind.PAYMENT
) -> str | None:
    """Give the uid of a fee's receipt, or None."""
    found = store.value(_OF_FEE, fee, kind)
    return None if found is None else str(found)


@reading(right=Right.REGISTER)
def fee_receipt_paper(store: Store, *, receipt: str, copy: bool = True) -> bytes:
    """Give a receipt's paper as it was drawn then; the copy says so.

    Args:
        store: the register.
        receipt: its uid.
        copy: whether the copy is wanted, as for every print but the first.

    Raises:
        NotFound: no such receipt.
        NotAllowed: its person has become a protected one: `protected_fee_receipt`.
    """
    row = store.row("fee_receipt", receipt)
    if row["named"] and is_protected(_student(store, row)):
        raise NotAllowed(Right.PROTECTED, "fee_receipt_paper")
    return _paper(store, row, copy)


@operation(right=Right.PROTECTED, label=N_("Skyddat kvitto öppnat"), undoable=False)
def protected_fee_receipt(store: Store, *, receipt: str, reason: str, copy: bool = True) -> bytes:
    """Give the receipt that bears a protected person's name; who, when and why are logged (FH08).

    Raises:
        NotFound: no such receipt.
        ReasonNeeded: no reason is given.
    """
    why = checked_reason(reason)
    row = store.row("fee_receipt", receipt)
    with store.write():
        store.note(f"{receipt}: {why}")
    return _paper(store, row, copy)


@reading(right=Right.REGISTER)
def missing_receipt_numbers(store: Store, *, year: int) -> list[int]:
    """Give the running numbers of a year that are missing: none in a sound register."""
    return list(gaps(row["running"] for row in store.query(_RUNNING, year)))


# --- inner -----------------------------------------------------------------

_STUDENT = """
SELECT student.protection FROM fee JOIN booking ON booking.id = fee.booking_id
JOIN student ON student.id = booking.student_id WHERE fee.id = ?
"""


def _student(store: Store, row: Row) -> Row:
    return store.query(_STUDENT, row["fee_id"])[0]


def _paper(store: Store, row: Row, copy: bool) -> bytes:
    return document(store, row["copy_sha256"] if copy else row["original_sha256"])


def _check(store: Store, row: FeeRow, kind: ReceiptKind) -> None:
    done = row.paid_on if kind is ReceiptKind.PAYMENT else row.refunded_on
    if done is None or not row.amount:
        todo = _("Notera betalningen först, eller återbetalningen.")
        raise WrongFeeStep(row.uid, row.state, todo)
    if store.value(_THERE, store.id_of("fee", row.uid), kind) is not None:
        raise WrongFeeStep(row.uid, row.state, _("Kvittot finns redan: skriv ut kopian."))


def _receipt(store: Store, row: FeeRow, kind: ReceiptKind, number: str) -> Receipt:
    made = Receipt(
        head=letterhead(store),
        number=number,
        issued=store.clock.today(),
        what=_("Avgift för {what}").format(what=_(KIND_NAMES[row.kind])),
        name=_drawable("" if row.protected else row.name),
        course=row.course,
        provider=row.provider_name,
        day=row.starts.date(),
        amount=row.amount or 0,
        vat=row.vat,
        vat_pct=row.vat_pct,
        paid_on=row.paid_on or store.clock.today(),
        how=_(PAID_NAMES[row.paid_how]) if row.paid_how else "",
        reference=row.reference,
    )
    if kind is ReceiptKind.PAYMENT or row.refunded_on is None:
        return made
    return replace(
        made,
        amount=row.refunded,
        vat=vat_of(row.refunded, row.vat_pct),
        paid_on=row.refunded_on,
        how="",
        refund_of=row.receipt,
    )


def _drawable(name: str) -> str:
    # A name in a script that the typeface lacks must not stop the receipt: it does without.
    try:
        check_glyphs(name, "name")
    except GlyphMissing:
        return ""
    return name
