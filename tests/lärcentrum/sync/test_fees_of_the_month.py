"""What the monthly file says of fees: due by their due day, paid by the day they came in."""

from datetime import date

import pytest

from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.fees import exempt_fee, note_payment, refund_fee, set_fee
from lärcentrum.exams.fees_rules import PaidHow
from lärcentrum.store.store import Store
from lärcentrum.sync.aggregates import month_aggregates
from tests.helpers.exams import make_booking
from tests.helpers.fees import FAR, use_fees
from tests.helpers.people import make_student

NOVEMBER, DECEMBER = "2026-11", "2026-12"
DUE = date(2026, 12, 1)


def fees(store: Store, period: str) -> tuple[int | None, int | None]:
    """Öre that were due and that were paid in a month."""
    counts = {one.measure: one.n for one in month_aggregates(store, period) if not one.by}
    return counts["fees_due"], counts["fees_paid"]


@pytest.fixture
def bookings(store: Store) -> list[str]:
    use_fees(store)
    students = [make_student(store, n, municipality=FAR) for n in range(3)]
    return [make_booking(store, n, student=one) for n, one in enumerate(students)]


def test_a_centre_without_fees_does_not_report_them(store: Store) -> None:
    assert fees(store, DECEMBER) == (None, None)


def test_nothing_charged_is_zero_where_fees_are_used(store: Store, bookings: list[str]) -> None:
    assert fees(store, DECEMBER) == (0, 0)


def test_due_and_paid_stand_in_their_own_months(store: Store, bookings: list[str]) -> None:
    first, second, _third = (set_fee(store, booking=one, due=DUE) for one in bookings)
    note_payment(store, fee=first, how=PaidHow.CARD, day=date(2026, 11, 20))
    note_payment(store, fee=second, how=PaidHow.CARD, day=date(2026, 11, 20))
    assert fees(store, DECEMBER) == (150_000, 0)
    assert fees(store, NOVEMBER) == (0, 100_000)
    refund_fee(store, fee=second, amount=20_000)
    assert fees(store, NOVEMBER) == (0, 80_000)


def test_a_fee_let_go_or_fallen_away_is_not_due(store: Store, bookings: list[str]) -> None:
    paid, exempt, off = bookings
    for one in bookings:
        set_fee(store, booking=one, due=DUE)
    exempt_fee(store, booking=exempt, why="Enligt avtal")
    cancel_booking(store, booking=off, by=CancelledBy.PROVIDER)
    assert fees(store, DECEMBER) == (50_000, 0)
    cancel_booking(store, booking=paid, by=CancelledBy.PROVIDER)
    assert fees(store, DECEMBER) == (0, 0)
