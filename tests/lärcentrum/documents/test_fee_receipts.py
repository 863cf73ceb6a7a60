"""Receipts: numbers without gaps, one paper for ever, a copy that says so, no protected data."""

from datetime import date

import pytest

from lärcentrum import history
from lärcentrum.documents.fee_receipts import (
    ReceiptKind,
    fee_receipt_paper,
    issue_fee_receipt,
    missing_receipt_numbers,
    protected_fee_receipt,
    receipt_of_fee,
)
from lärcentrum.errors import NotAllowed, NotFound
from lärcentrum.exams.fees import clear_payment, refund_fee, set_fee
from lärcentrum.exams.fees_errors import NoCentreCode, WrongFeeStep
from lärcentrum.exams.fees_rules import PaidHow
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.store.errors import UndoConflict
from lärcentrum.store.rule_errors import ReceiptHolds
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking
from tests.helpers.fees import FAR, use_fees
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.sat import name_centre

TODAY = date(2026, 11, 23)


def paid(store: Store, n: int = 0, student: str | None = None, **more: object) -> str:
    who = student or make_student(store, n, municipality=FAR)
    booking = make_booking(store, n, student=who)
    return set_fee(
        store, booking=booking, amount=50_000, vat_pct=25, paid_on=TODAY, paid_how=PaidHow.SWISH,
        **more,
    )  # fmt: skip


def words(pdf: bytes) -> str:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return str(page.get_text_range()).replace("\u00a0", " ")


def test_a_receipt_is_numbered_drawn_and_kept(store: Store) -> None:
    use_fees(store)
    name_centre(store)
    fee = paid(store)
    unpaid = set_fee(store, booking=make_booking(store, 3), amount=10_000)
    good = {"fee": fee}
    bad = [({"fee": "x"}, NotFound), ({"fee": unpaid}, WrongFeeStep),
           (good | {"kind": ReceiptKind.REFUND}, WrongFeeStep)]  # fmt: skip
    uid = check(store, Case(operation=issue_fee_receipt, good=good, bad=bad))
    assert store.row("fee_receipt", uid)["number"] == "K2421-2026-0001"
    assert receipt_of_fee(store, fee=fee) == uid
    text = words(fee_receipt_paper(store, receipt=uid, copy=False))
    for said in ("Kvitto", "K2421-2026-0001", "Eva Linnéa Östberg", "500 kr", "100 kr (25 %)",
                 "400 kr", "Swish", "Storumans lärcentrum"):  # fmt: skip
        assert said in text
    assert "KOPIA" not in text
    with pytest.raises(WrongFeeStep):
        issue_fee_receipt(store, fee=fee)


def test_a_reprint_equals_the_first_and_says_copy(store: Store) -> None:
    use_fees(store)
    name_centre(store)
    uid = issue_fee_receipt(store, fee=paid(store))
    first = fee_receipt_paper(store, receipt=uid)
    original = fee_receipt_paper(store, receipt=uid, copy=False)
    change_settings(store, values={"centre_name": "Ett annat namn"})
    assert fee_receipt_paper(store, receipt=uid) == first
    assert fee_receipt_paper(store, receipt=uid, copy=False) == original
    assert words(first).replace("KOPIA", "").split() == words(original).split()
    assert "KOPIA" in words(first)


def test_numbers_are_unbroken(store: Store) -> None:
    use_fees(store)
    uids = [issue_fee_receipt(store, fee=paid(store, n)) for n in range(3)]
    numbers = [store.row("fee_receipt", uid)["running"] for uid in uids]
    assert numbers == [1, 2, 3]
    assert missing_receipt_numbers(store, year=2026) == []
    change_settings(store, values={"centre_code": ""})
    before = store.digest()
    with pytest.raises(NoCentreCode):
        issue_fee_receipt(store, fee=paid_without_code(store, before))
    assert missing_receipt_numbers(store, year=2026) == []


def paid_without_code(store: Store, before: str) -> str:
    assert store.digest() == before
    return paid(store, 7)


def test_what_a_receipt_says_does_not_change(store: Store) -> None:
    use_fees(store)
    fee = paid(store)
    payment = history.log(store, limit=1)[0].id
    issue_fee_receipt(store, fee=fee)
    before = store.digest()
    with pytest.raises(ReceiptHolds):
        clear_payment(store, fee=fee)
    with pytest.raises(UndoConflict):
        history.undo(store, operation=payment)
    assert store.digest() == before


def test_a_refund_has_a_receipt_of_its_own(store: Store) -> None:
    use_fees(store)
    fee = paid(store)
    issue_fee_receipt(store, fee=fee)
    refund_fee(store, fee=fee, amount=25_000)
    uid = issue_fee_receipt(store, fee=fee, kind=ReceiptKind.REFUND)
    text = words(fee_receipt_paper(store, receipt=uid, copy=False))
    for said in ("Kvitto på återbetalning", "K2421-2026-0002", "K2421-2026-0001", "250 kr",
                 "50 kr (25 %)"):  # fmt: skip
        assert said in text
    with pytest.raises(ReceiptHolds), store.operating("x", "x", True), store.write():
        store.update("fee", fee, refunded=1)


def test_no_protected_data_on_a_receipt(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    uid = issue_fee_receipt(store, fee=paid(store, 0, student))
    assert "Östberg" not in words(fee_receipt_paper(store, receipt=uid, copy=False))


def test_a_name_that_became_protected_is_shown_with_a_reason_only(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0)
    uid = issue_fee_receipt(store, fee=paid(store, 0, student))
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    with pytest.raises(NotAllowed):
        fee_receipt_paper(store, receipt=uid)
    good = {"receipt": uid, "reason": "Studenten bad om det"}
    bad = [(good | {"reason": ""}, ReasonNeeded), (good | {"receipt": "x"}, NotFound)]
    paper = check(store, Case(
        operation=protected_fee_receipt, good=good, bad=bad, only_noted=True,
    ))  # fmt: skip
    assert "Östberg" in words(paper)
