"""Amounts in öre, where a fee stands, and which tariff fits."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams.fees_export import kronor_of
from lärcentrum.exams.fees_rules import (
    Applies,
    CalledOff,
    FeeFacts,
    FeeKind,
    FeeState,
    Payable,
    Tariff,
    called_off,
    due_day,
    fitting,
    should_refund,
    state_of,
    vat_of,
)
from lärcentrum.people.municipalities import UNKNOWN

DAY = date(2026, 12, 14)
AMOUNTS = st.integers(0, 10_000_000)
RATES = st.integers(0, 100)


def tariff(applies: Applies, amount: int, *codes: str, **more: object) -> Tariff:
    made = Tariff(uid=f"{applies}{amount}", name=applies, applies=applies, amount=amount,
                  vat_pct=0, municipalities=codes, valid_from=date(2026, 1, 1),
                  valid_to=None)  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


PRICES = [
    tariff(Applies.RESIDENT, 0),
    tariff(Applies.AGREEMENT, 5_000, "2481", "2463"),
    tariff(Applies.OUTSIDER, 50_000),
    tariff(Applies.OUTSIDER, 80_000),
    tariff(Applies.RESIT, 10_000),
    tariff(Applies.NO_SHOW, 20_000),
]
HERE = Payable(day=DAY, municipality="2421", centre="2421", resit=0, free_resits=2)


@given(AMOUNTS, RATES)
def test_vat_is_the_nearest_öre_and_net_and_vat_make_the_amount(amount: int, pct: int) -> None:
    vat = vat_of(amount, pct)
    exact = Fraction(amount * pct, 100 + pct)
    assert abs(vat - exact) <= Fraction(1, 2)
    assert 0 <= vat <= amount
    # The net amount's own VAT is the same to the öre that rounding takes.
    assert abs((amount - vat) * Fraction(pct, 100) - vat) <= 1


@given(st.lists(st.tuples(AMOUNTS, RATES), max_size=50))
def test_sums_of_a_list_are_those_of_its_rows_to_the_öre(rows: list[tuple[int, int]]) -> None:
    net = sum(kronor_of(amount - vat_of(amount, pct)) for amount, pct in rows)
    vat = sum(kronor_of(vat_of(amount, pct)) for amount, pct in rows)
    assert net + vat == kronor_of(sum(amount for amount, _pct in rows))


@given(AMOUNTS, AMOUNTS, RATES)
def test_more_money_never_holds_less_vat(one: int, other: int, pct: int) -> None:
    low, high = sorted((one, other))
    assert vat_of(low, pct) <= vat_of(high, pct)


def test_vat_of_what_is_charged() -> None:
    assert [vat_of(50_000, pct) for pct in (0, 6, 12, 25)] == [0, 2_830, 5_357, 10_000]


def test_states_follow_the_facts() -> None:
    unpaid = FeeFacts(amount=50_000, due=DAY)
    assert state_of(FeeFacts(amount=50_000), DAY) is FeeState.PROPOSED
    assert state_of(unpaid, DAY) is FeeState.UNPAID
    assert state_of(unpaid, DAY + timedelta(1)) is FeeState.OVERDUE
    assert state_of(replace(unpaid, amount=0), DAY + timedelta(1)) is FeeState.FREE
    assert state_of(replace(unpaid, exempt_on=DAY), DAY + timedelta(1)) is FeeState.EXEMPT
    paid = replace(unpaid, paid_on=DAY)
    assert state_of(paid, DAY + timedelta(1)) is FeeState.PAID
    assert state_of(replace(paid, refunded_on=DAY), DAY) is FeeState.REFUNDED
    off = replace(unpaid, called_off=CalledOff.PROVIDER)
    assert state_of(off, DAY + timedelta(1)) is FeeState.LAPSED
    # What a no-show or a late cancellation costs does not lapse with the booking.
    assert state_of(replace(off, kind=FeeKind.LATE_CANCEL), DAY) is FeeState.UNPAID
    assert should_refund(replace(paid, called_off=CalledOff.PROVIDER))
    assert should_refund(replace(paid, called_off=CalledOff.STUDENT))
    assert not should_refund(replace(paid, called_off=CalledOff.STUDENT_LATE))
    assert not should_refund(paid)


def test_a_student_cancels_late_with_fewer_days_left() -> None:
    assert called_off("student", DAY - timedelta(7), DAY, 7) is CalledOff.STUDENT
    assert called_off("student", DAY - timedelta(6), DAY, 7) is CalledOff.STUDENT_LATE
    assert called_off("provider", DAY, DAY, 7) is CalledOff.PROVIDER
    assert called_off(None, None, DAY, 7) is None


def amount(what: Payable, kind: FeeKind = FeeKind.EXAM) -> int | None:
    found = fitting(PRICES, kind, what)
    return None if found is None else found.amount


def test_the_home_decides() -> None:
    assert amount(HERE) == 0
    assert amount(replace(HERE, municipality="2463")) == 5_000
    assert amount(replace(HERE, municipality="0180")) == 50_000
    assert amount(replace(HERE, municipality=UNKNOWN)) is None
    assert amount(replace(HERE, centre="")) is None
    assert amount(replace(HERE, day=date(2025, 12, 14))) is None


def test_the_third_resit_costs_unless_the_home_is_dearer() -> None:
    assert amount(replace(HERE, resit=2)) == 0
    assert amount(replace(HERE, resit=3)) == 10_000
    assert amount(replace(HERE, resit=3, municipality="0180")) == 50_000
    assert amount(replace(HERE, resit=1, free_resits=0)) == 10_000


def test_other_fees_ask_for_no_home() -> None:
    nobody = replace(HERE, municipality=UNKNOWN)
    assert amount(nobody, FeeKind.NO_SHOW) == 20_000
    assert amount(nobody, FeeKind.LATE_CANCEL) is None


def test_an_agreement_that_names_nobody_holds_for_nobody() -> None:
    assert fitting([tariff(Applies.AGREEMENT, 5_000)], FeeKind.EXAM,
                   replace(HERE, municipality="2481")) is None  # fmt: skip


def test_an_exam_is_paid_before_it_begins() -> None:
    assert due_day(DAY - timedelta(30), DAY, FeeKind.EXAM, 14) == DAY - timedelta(16)
    assert due_day(DAY - timedelta(3), DAY, FeeKind.EXAM, 14) == DAY
    assert due_day(DAY + timedelta(3), DAY, FeeKind.EXAM, 14) == DAY + timedelta(3)
    assert due_day(DAY, DAY, FeeKind.NO_SHOW, 14) == DAY + timedelta(14)
