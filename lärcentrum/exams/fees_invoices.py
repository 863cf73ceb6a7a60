"""Fees that are invoiced, and reminders of those that are not paid (E06, C-05).

The invoice itself is written in the municipality's own system: here stands its number and day.
Nothing is sent and nobody's exam is called off from here.
"""

from datetime import date

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.confirmations import letter_facts
from lärcentrum.exams.fees import past_day, refuse_in
from lärcentrum.exams.fees_errors import WrongFeeStep
from lärcentrum.exams.fees_lists import fee_row
from lärcentrum.exams.fees_rules import FeeState
from lärcentrum.exams.letters import Letter, LetterKind, LetterLanguage, fill_in, letter_text
from lärcentrum.language import N_, _, in_language
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import kronor, long_day

_DONE = (FeeState.PAID, FeeState.REFUNDED, FeeState.EXEMPT)

# --- operations ------------------------------------------------------------


@operation(right=Right.REGISTER, label=N_("Fakturerad"))
def note_invoice(
    store: Store, *, fees: list[str], number: str, day: date | None = None, due: date | None = None
) -> None:
    """Note that fees were invoiced, the student or the provider: one invoice may hold several.

    Args:
        store: the register.
        fees: the fees' uids.
        number: the invoice's number or reference.
        day: when it was written, today if not given.
        due: the day by which it is to be paid; as it stands if not given.

    Raises:
        NotFound: no such fee.
        NotAsItStands: no fee is named.
        BadValue: no number, a day to come, or due before the invoice's day.
        WrongFeeStep: one of them is paid, let go or invoiced already, or costs nothing.
    """
    if not fees:
        raise NotAsItStands("fees", _("Ingen avgift är vald."), _("Välj minst en avgift."))
    kept = fields.line("number", number, most=100, required=True)
    when = past_day("day", store, day or store.clock.today())
    if due is not None and due < when:
        raise NotAsItStands(
            "due", _("Fakturan förfaller före sin egen dag."), _("Ange en senare dag.")
        )
    for fee in fees:
        row = store.row("fee", fee)
        refuse_in(store, row, (*_DONE, FeeState.FREE))
        if row["invoiced_on"] is not None:
            raise WrongFeeStep(fee, FeeState.INVOICED, _("Ta bort faktureringen först."))
    values = {"invoiced_on": when.isoformat(), "invoice_number": kept}
    if due is not None:
        values["due_on"] = due.isoformat()
    with store.write():
        for fee in fees:
            store.update("fee", fee, **values)


@operation(right=Right.REGISTER, label=N_("Fakturering borttagen"))
def clear_invoice(store: Store, *, fee: str) -> None:
    """Take an invoice back that was noted by mistake, or that has been credited.

    Raises:
        NotFound: no such fee.
        WrongFeeStep: it is not invoiced, or is paid.
    """
    row = store.row("fee", fee)
    refuse_in(store, row, _DONE)
    if row["invoiced_on"] is None:
        raise WrongFeeStep(fee, FeeState.UNPAID, _("Notera fakturan först."))
    with store.write():
        store.update("fee", fee, invoiced_on=None, invoice_number=None)


@reading(right=Right.REGISTER)
def fee_reminder_text(
    store: Store, *, fee: str, language: LetterLanguage = LetterLanguage.SWEDISH
) -> Letter:
    """Word a reminder of a fee in the centre's own words, to paste into a mail.

    A protected person is "Person 7" in it.

    Args:
        store: the register.
        fee: the fee's uid.
        language: what it is written in.

    Raises:
        NotFound: no such fee.
        WrongFeeStep: it is paid or let go.
    """
    refuse_in(store, store.row("fee", fee), _DONE)
    one = fee_row(store, fee)
    booking = booking_page(store, booking=one.booking)
    facts = letter_facts(store, booking, language)
    with in_language(language):
        facts |= {
            "student": booking.paper_name,
            "amount": kronor(one.amount or 0),
            "due": long_day(one.due),
            "invoice": one.invoice,
            "reference": one.reference,
            "payment": setting(store, "fee_receipt_text"),
        }
    text = letter_text(store, LetterKind.REMINDER, language)
    return Letter(subject=fill_in(text.subject, facts), body=fill_in(text.body, facts))


@operation(right=Right.REGISTER, label=N_("Påmind om avgiften"))
def note_fee_reminder(store: Store, *, fee: str) -> None:
    """Note that the payer was reminded today; the last time counts.

    Raises:
        NotFound: no such fee.
        WrongFeeStep: it is paid, let go or costs nothing.
    """
    refuse_in(store, store.row("fee", fee), (*_DONE, FeeState.FREE))
    with store.write():
        store.update("fee", fee, reminded_on=store.clock.today().isoformat())
