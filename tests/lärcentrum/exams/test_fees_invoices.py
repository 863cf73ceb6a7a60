"""Invoiced fees and reminders: noted, worded, and never more than a proposal."""

from datetime import date, timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.days import Kind, to_do
from lärcentrum.exams.exams import cancel_exam
from lärcentrum.exams.fees import exempt_fee, note_payment, set_fee
from lärcentrum.exams.fees_errors import WrongFeeStep
from lärcentrum.exams.fees_invoices import (
    clear_invoice,
    fee_reminder_text,
    note_fee_reminder,
    note_invoice,
)
from lärcentrum.exams.fees_lists import FeeFilter, list_fees, said_state
from lärcentrum.exams.fees_rules import FeeState, PaidHow, Payer
from lärcentrum.exams.letters import (
    LetterKind,
    LetterLanguage,
    change_letter_text,
    list_letter_texts,
)
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking
from tests.helpers.fees import FAR, use_fees
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

TODAY = date(2026, 11, 23)


def charged(store: Store, n: int = 0, **more: object) -> str:
    student = make_student(store, n, municipality=FAR)
    return set_fee(store, booking=make_booking(store, n, student=student), **more)


def listed(store: Store, which: FeeFilter) -> list[str]:
    return [one.uid for one in list_fees(store, which=which)]


def test_one_invoice_holds_several_fees_and_is_taken_back(store: Store) -> None:
    use_fees(store)
    fees = [charged(store, n, payer=Payer.PROVIDER) for n in range(2)]
    assert listed(store, FeeFilter.INVOICES) == fees
    good = {"fees": fees, "number": "4711", "due": TODAY + timedelta(30)}
    bad = [
        (good | {"fees": []}, BadValue),
        (good | {"fees": ["x"]}, NotFound),
        (good | {"number": " "}, BadValue),
        (good | {"day": TODAY + timedelta(1)}, BadValue),
        (good | {"due": TODAY - timedelta(1)}, BadValue),
    ]
    check(store, Case(operation=note_invoice, good=good, bad=bad))
    assert listed(store, FeeFilter.INVOICES) == []
    assert listed(store, FeeFilter.INVOICED) == fees == listed(store, FeeFilter.OPEN)
    row = list_fees(store)[0]
    assert (row.state, row.invoice, row.invoiced_on) == (FeeState.INVOICED, "4711", TODAY)
    assert row.due == TODAY + timedelta(30)
    for refused in (
        lambda: note_invoice(store, **good),
        lambda: set_fee(store, booking=row.booking, amount=1),
        lambda: exempt_fee(store, booking=row.booking, why="x"),
    ):
        with pytest.raises(WrongFeeStep):
            refused()
    back = {"fee": fees[0]}
    check(store, Case(operation=clear_invoice, good=back, bad=[({"fee": "x"}, NotFound)]))
    with pytest.raises(WrongFeeStep):
        clear_invoice(store, **back)
    note_payment(store, fee=fees[1], how=PaidHow.INVOICE)
    for refused in (lambda: clear_invoice(store, fee=fees[1]),
                    lambda: note_invoice(store, fees=[fees[1]], number="1")):  # fmt: skip
        with pytest.raises(WrongFeeStep):
            refused()
    assert listed(store, FeeFilter.INVOICED) == []


def test_an_invoice_of_an_exam_that_is_called_off_is_to_be_credited(store: Store) -> None:
    use_fees(store)
    fee = charged(store)
    note_invoice(store, fees=[fee], number="4711")
    exam = store.value("SELECT exam.uid FROM exam")
    cancel_exam(store, exam=exam)
    (row,) = list_fees(store, which=FeeFilter.REFUNDS)
    assert (row.credit_proposed, row.state, said_state(row)) == (
        True, FeeState.LAPSED, "att kreditera"
    )  # fmt: skip
    (line,) = [one for one in to_do(store, days=60) if one.kind is Kind.FEE]
    assert line.sentence.startswith("Kreditera fakturan: ST0000")
    clear_invoice(store, fee=fee)
    assert not [one for one in to_do(store, days=60) if one.kind is Kind.FEE]


def test_a_reminder_is_worded_by_the_centre_and_cancels_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fees(store)
    change_settings(store, values={"fee_receipt_text": "Bankgiro 123-4567"})
    fee = charged(store, due=TODAY)
    letter = fee_reminder_text(store, fee=fee)
    assert letter.subject == "Påminnelse: avgift för tentamen måndag 14 december 2026"
    assert "Belopp: 500\u00a0kr\nSkulle betalas senast: måndag 23 november 2026" in letter.body
    assert "Så betalar du: Bankgiro 123-4567" in letter.body
    assert "Faktura" not in letter.body, "a line without facts is left out"
    own = {"kind": LetterKind.REMINDER, "language": LetterLanguage.SWEDISH, "subject": "Avgift"}
    change_letter_text(store, **own, body="Betala {amount}!")
    assert fee_reminder_text(store, fee=fee).body == "Betala 500\u00a0kr!"
    check(
        store, Case(operation=note_fee_reminder, good={"fee": fee}, bad=[({"fee": "x"}, NotFound)])
    )
    monkeypatch.setattr(store.clock, "today", lambda: TODAY + timedelta(1))
    (line,) = [one for one in to_do(store, days=60) if one.kind is Kind.FEE]
    assert line.sentence.startswith(
        "Obetald avgift, påmind mån 23 nov, avboka eller påminn igen: ST0000"
    )
    assert store.value("SELECT count(*) FROM booking WHERE cancelled_at IS NOT NULL") == 0
    note_payment(store, fee=fee, how=PaidHow.TRANSFER)
    for refused in (fee_reminder_text, note_fee_reminder):
        with pytest.raises(WrongFeeStep):
            refused(store, fee=fee)


def test_a_reminder_does_not_name_a_protected_person(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0, municipality=FAR)
    fee = set_fee(store, booking=make_booking(store, 0, student=student))
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    body = fee_reminder_text(store, fee=fee, language=LetterLanguage.ENGLISH).body
    assert "Östberg" not in body
    assert "Person" in body


def test_the_reminders_words_are_seen_only_where_the_centre_charges(store: Store) -> None:
    kinds = {one.kind for one in list_letter_texts(store)}
    assert LetterKind.REMINDER not in kinds
    use_fees(store)
    assert LetterKind.REMINDER in {one.kind for one in list_letter_texts(store)}
