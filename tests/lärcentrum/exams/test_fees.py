"""Fees of bookings: the price list, proposals, payments, refunds, lists and Excel."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from lärcentrum import history
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.days import Kind, to_do
from lärcentrum.exams.exams import cancel_exam
from lärcentrum.exams.fees import (
    clear_payment,
    exempt_fee,
    note_payment,
    refund_fee,
    set_fee,
)
from lärcentrum.exams.fees_errors import FeesOff, WrongFeeStep
from lärcentrum.exams.fees_export import FeeList, save_fee_list
from lärcentrum.exams.fees_lists import FeeFilter, booking_fees, list_fees, total
from lärcentrum.exams.fees_proposals import expect_fee, propose_fee
from lärcentrum.exams.fees_rules import FeeKind, FeeState, PaidHow, Payer
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.store import audit
from lärcentrum.store.errors import TargetExists
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, new_exam
from tests.helpers.fees import AGREED, FAR, HOME, use_fees
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

TODAY = date(2026, 11, 23)


def booked(store: Store, n: int = 0, home: str = FAR, **more: object) -> str:
    return make_booking(store, n, student=make_student(store, n, municipality=home), **more)


def later(store: Store, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(store.clock, "today", lambda: day)


# --- proposals --------------------------------------------------------------


def test_the_proposal_follows_the_home(store: Store) -> None:
    use_fees(store)
    amounts = {}
    for n, home in enumerate((HOME, AGREED, FAR)):
        found = propose_fee(store, booking=booked(store, n, home)).tariff
        amounts[home] = found and found.amount
    assert amounts == {HOME: 0, AGREED: 5_000, FAR: 50_000}
    unknown = propose_fee(store, booking=make_booking(store, 4))
    assert unknown.tariff is None
    assert [one.amount for one in unknown.choices] == [0, 5_000, 50_000, 10_000]


def test_a_protected_persons_home_is_not_guessed(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0, municipality=FAR)
    booking = make_booking(store, 0, student=student)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    found = propose_fee(store, booking=booking)
    assert found.tariff is None
    assert found.choices
    with pytest.raises(BadValue):
        set_fee(store, booking=booking)
    set_fee(store, booking=booking, tariff=found.choices[2].uid)
    (fee,) = list_fees(store)
    assert (fee.amount, fee.tariff, fee.protected) == (50_000, "", True)
    assert store.value("SELECT tariff_id FROM fee") is None


def test_where_a_person_lived_goes_when_they_become_protected(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0, municipality=AGREED)
    fee = set_fee(store, booking=make_booking(store, 0, student=student))
    tariff = store.row("fee", fee)["tariff_id"]
    assert tariff is not None
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    assert store.row("fee", fee)["tariff_id"] is None
    logged = store.query("SELECT old, new FROM journal WHERE row_uid = ?", fee)
    assert logged
    assert not [row for row in logged if "tariff_id" in f"{row['old']}{row['new']}"]
    # The log's chain still holds.
    assert audit.verify(store.conn) == []


def test_resits_are_counted_per_student_and_course(store: Store) -> None:
    use_fees(store)
    student = make_student(store, 0, municipality=HOME)
    counts = []
    for week in range(4):
        day = NINE + timedelta(weeks=week)
        exam = make_exam(store, week, course_code="ST0001", day=day.date())
        uid = make_booking(store, 0, student=student, exam=exam, starts=day)
        found = propose_fee(store, booking=uid)
        counts.append((found.resit, found.tariff and found.tariff.amount))
    assert counts == [(0, 0), (1, 0), (2, 0), (3, 10_000)]
    change_settings(store, values={"fee_free_resits": "3"})
    assert propose_fee(store, booking=uid).tariff.amount == 0  # type: ignore[union-attr]
    day = NINE + timedelta(days=50)
    exam = make_exam(store, 9, day=day.date())
    other = make_booking(store, 0, student=student, exam=exam, starts=day)
    assert propose_fee(store, booking=other).resit == 0


def test_the_fee_is_said_while_the_booking_is_typed(store: Store) -> None:
    student = make_student(store, 0, municipality=FAR)
    wish = Wish(student=student, new_exam=new_exam(store, 0))
    assert expect_fee(store, wish=wish, starts=NINE) is None
    use_fees(store)
    found = expect_fee(store, wish=wish, starts=NINE)
    assert found is not None
    assert found.tariff is not None
    assert (found.tariff.amount, found.resit) == (50_000, 0)
    booking = make_booking(store, 0, student=student, new_exam=wish.new_exam)
    exam = store.value("SELECT exam.uid FROM exam JOIN booking ON booking.exam_id = exam.id")
    again = expect_fee(
        store, wish=Wish(student=student, exam=exam), starts=NINE + timedelta(weeks=4)
    )
    assert again is not None
    assert again.resit == 1
    assert propose_fee(store, booking=booking).resit == 0
    nobody = expect_fee(store, wish=Wish(student="", exam=exam), starts=NINE)
    assert nobody is not None
    assert nobody.tariff is None
    with pytest.raises(NotFound):
        expect_fee(store, wish=Wish(student=student, exam="x"), starts=NINE)


# --- a fee's life -----------------------------------------------------------


def test_set_pay_and_refund(store: Store) -> None:
    use_fees(store)
    booking = booked(store)
    good = {"booking": booking, "payer": Payer.PROVIDER, "reference": "LTU 4711"}
    bad = [
        (good | {"booking": "x"}, NotFound),
        (good | {"tariff": "x"}, NotFound),
        (good | {"amount": -1}, BadValue),
        (good | {"paid_on": TODAY}, BadValue),
        (good | {"paid_on": TODAY + timedelta(1), "paid_how": PaidHow.CARD}, BadValue),
    ]
    fee = check(store, Case(operation=set_fee, good=good, bad=bad))
    assert set_fee(store, **good, due=TODAY) == fee
    (row,) = list_fees(store)
    assert (row.state, row.amount, row.due) == (FeeState.UNPAID, 50_000, TODAY)
    pay = {"fee": fee, "how": PaidHow.SWISH}
    bad = [(pay | {"fee": "x"}, NotFound), (pay | {"day": TODAY + timedelta(1)}, BadValue)]
    check(store, Case(operation=note_payment, good=pay, bad=bad))
    with pytest.raises(WrongFeeStep):
        note_payment(store, **pay)
    with pytest.raises(WrongFeeStep):
        set_fee(store, **good)
    mistake = {"fee": fee}
    check(store, Case(operation=clear_payment, good=mistake, bad=[({"fee": "x"}, NotFound)]))
    with pytest.raises(WrongFeeStep):
        clear_payment(store, fee=fee)
    with pytest.raises(WrongFeeStep):
        refund_fee(store, fee=fee)
    note_payment(store, **pay)
    back = {"fee": fee, "amount": 20_000, "why": "Halva"}
    bad = [
        (back | {"amount": 50_001}, BadValue),
        (back | {"amount": 0}, BadValue),
        (back | {"day": TODAY - timedelta(1)}, BadValue),
        (back | {"fee": "x"}, NotFound),
    ]
    check(store, Case(operation=refund_fee, good=back, bad=bad))
    (row,) = list_fees(store, which=FeeFilter.ALL)
    assert (row.state, row.refunded, total([row])) == (FeeState.REFUNDED, 20_000, 30_000)


def test_let_go_with_a_reason(store: Store) -> None:
    use_fees(store)
    booking = booked(store)
    good = {"booking": booking, "why": "Stipendium"}
    bad = [(good | {"why": " "}, BadValue), (good | {"booking": "x"}, NotFound)]
    fee = check(store, Case(operation=exempt_fee, good=good, bad=bad))
    assert list_fees(store) == []
    (row,) = booking_fees(store, booking=booking)
    assert (row.state, row.amount, row.exempt_why) == (FeeState.EXEMPT, 50_000, "Stipendium")
    with pytest.raises(WrongFeeStep):
        note_payment(store, fee=fee, how=PaidHow.CARD)
    assert set_fee(store, booking=booking) == fee
    assert list_fees(store)[0].state is FeeState.UNPAID
    assert exempt_fee(store, **good) == fee


def test_nothing_is_seen_while_fees_are_off(store: Store) -> None:
    use_fees(store)
    booking = booked(store)
    set_fee(store, booking=booking, due=TODAY - timedelta(1))
    assert any(one.kind is Kind.FEE for one in to_do(store))
    change_settings(store, values={"use_fees": "0"})
    for which in FeeFilter:
        assert list_fees(store, which=which) == []
    assert booking_fees(store, booking=booking) == []
    assert not any(one.kind is Kind.FEE for one in to_do(store))
    with pytest.raises(FeesOff):
        set_fee(store, booking=booking)
    with pytest.raises(FeesOff):
        exempt_fee(store, booking=booking, why="Skäl")


# --- what is to be done -------------------------------------------------------


def test_overdue_is_a_proposal_and_cancels_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fees(store)
    booking = booked(store)
    set_fee(store, booking=booking, due=TODAY + timedelta(7))
    assert not any(one.kind is Kind.FEE for one in to_do(store))
    later(store, monkeypatch, TODAY + timedelta(8))
    (line,) = [one for one in to_do(store) if one.kind is Kind.FEE]
    assert (line.uid, line.late, line.due) == (booking, True, TODAY + timedelta(7))
    assert line.sentence.startswith("Obetald avgift, avboka eller påminn: ST0000 Statistik 0")
    assert store.row("booking", booking)["cancelled_at"] is None
    later(store, monkeypatch, NINE.date() + timedelta(1))
    (line,) = [one for one in to_do(store) if one.kind is Kind.FEE]
    assert line.sentence.startswith("Förfallen avgift, påminn")


def test_story_the_university_moves_and_cancels_after_the_fee_is_paid(store: Store) -> None:
    """The day, then the hour, then all of it: the fee stays, and a refund is proposed."""
    use_fees(store)
    booking = booked(store)
    fee = set_fee(store, booking=booking, paid_on=TODAY, paid_how=PaidHow.CARD)
    move_booking(store, booking=booking, starts=NINE + timedelta(days=1), reason="Flyttad")
    move_booking(store, booking=booking, starts=NINE + timedelta(days=1, hours=3),
                 reason="Ny tid")  # fmt: skip
    (row,) = booking_fees(store, booking=booking)
    assert (row.uid, row.state, row.refund_proposed) == (fee, FeeState.PAID, False)
    cancel_booking(store, booking=booking, by=CancelledBy.PROVIDER, why="Inställd")
    (row,) = booking_fees(store, booking=booking)
    assert (row.uid, row.state, row.amount) == (fee, FeeState.PAID, 50_000)
    assert row.refund_proposed
    assert [one.uid for one in list_fees(store, which=FeeFilter.REFUNDS)] == [fee]
    (line,) = [one for one in to_do(store) if one.kind is Kind.FEE]
    assert (line.uid, line.late) == (booking, False)
    assert line.sentence.startswith("Återbetala avgiften: ")
    refund_fee(store, fee=fee)
    assert list_fees(store, which=FeeFilter.REFUNDS) == []
    assert not any(one.kind is Kind.FEE for one in to_do(store))
    history.undo_last(store)
    assert list_fees(store, which=FeeFilter.REFUNDS)


def test_an_exam_that_is_called_off_gives_refunds_and_lets_go(store: Store) -> None:
    use_fees(store)
    exam = make_exam(store, 1)
    paid, unpaid = booked(store, 1, exam=exam), booked(store, 2, exam=exam)
    set_fee(store, booking=paid, paid_on=TODAY, paid_how=PaidHow.CASH)
    set_fee(store, booking=unpaid)
    cancel_exam(store, exam=exam)
    states = {one.booking: (one.state, one.refund_proposed)
              for one in list_fees(store, which=FeeFilter.ALL)}  # fmt: skip
    assert states == {paid: (FeeState.PAID, True), unpaid: (FeeState.LAPSED, False)}
    assert list_fees(store) == []


def test_a_late_cancellation_and_a_no_show_have_fees_of_their_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fees(store)
    early, late, absent = booked(store, 1), booked(store, 2), booked(store, 3)
    cancel_booking(store, booking=early, by=CancelledBy.STUDENT)
    change_settings(store, values={"fee_late_days": "30"})
    cancel_booking(store, booking=late, by=CancelledBy.STUDENT)
    (row,) = booking_fees(store, booking=late)
    assert (row.kind, row.amount, row.state) == (FeeKind.LATE_CANCEL, 10_000, FeeState.PROPOSED)
    change_settings(store, values={"fee_late_days": "7"})
    assert booking_fees(store, booking=early) == []
    store.clock.at += booking_page(store, booking=absent).starts.date() - store.clock.today()
    note_attendance(store, booking=absent, attendance=Attendance.ABSENT)
    kinds = [one.kind for one in booking_fees(store, booking=absent)]
    assert kinds == [FeeKind.NO_SHOW, FeeKind.EXAM]
    set_fee(store, booking=absent, kind=FeeKind.NO_SHOW)
    assert [one.amount for one in list_fees(store)] == [20_000]


# --- lists --------------------------------------------------------------------


def test_filters(store: Store) -> None:
    use_fees(store)
    provider, over, free = booked(store, 1), booked(store, 2), booked(store, 3, HOME)
    untouched = booked(store, 4, AGREED)
    set_fee(store, booking=provider, payer=Payer.PROVIDER, reference="LTU 1")
    set_fee(store, booking=over, due=TODAY - timedelta(1))
    set_fee(store, booking=free)

    def listed(which: FeeFilter) -> list[str]:
        return [one.booking for one in list_fees(store, which=which)]

    assert listed(FeeFilter.OPEN) == [over, provider]
    assert listed(FeeFilter.OVERDUE) == [over]
    assert listed(FeeFilter.INVOICES) == [provider]
    assert listed(FeeFilter.PROPOSED) == [untouched]
    assert set(listed(FeeFilter.ALL)) == {provider, over, free}
    assert list_fees(store, which=FeeFilter.ALL, last=TODAY) == []
    assert len(list_fees(store, which=FeeFilter.ALL, first=TODAY)) == 3


def test_excel(store: Store, tmp_path: Path) -> None:
    use_fees(store)
    one, two = booked(store, 1), booked(store, 2, new_exam=new_exam(store, 2), exam=None)
    set_fee(store, booking=one, amount=12_550, vat_pct=25)
    set_fee(store, booking=two, payer=Payer.PROVIDER, reference="=LTU 1", vat_pct=6)
    path = save_fee_list(store, folder=tmp_path)
    assert path.name.startswith("avgifter-obetalda-2026-11-23-")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Namn", "Kurs"]
    assert sorted(row[5] for row in rows[1:3]) == [125.5, 500]
    assert (rows[3][0], rows[3][5], rows[3][6]) == ("Summa", 625.5, 53.4)
    assert save_fee_list(store, folder=tmp_path) == path
    set_fee(store, booking=one, amount=12_600, vat_pct=25)
    with pytest.raises(TargetExists):
        save_fee_list(store, folder=tmp_path)
    billing = save_fee_list(store, folder=tmp_path, which=FeeList.BILLING)
    rows = CalamineWorkbook.from_path(billing).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "=LTU 1"
    assert rows[1][6:10] == [471.7, 6, 28.3, 500]
    assert rows[2][0] == "Summa Exempeluniversitetet"
    assert rows[3][0] == "Summa"
    everything = "".join(str(cell) for row in rows for cell in row)
    assert not any(
        number["number"] in everything for number in store.query("SELECT number FROM"
                                                                 " identity_number")
    )  # fmt: skip


@pytest.mark.parametrize("which", FeeList)
def test_a_protected_person_is_in_no_list_and_in_no_sum(
    store: Store, tmp_path: Path, which: FeeList
) -> None:
    """FH04."""
    use_fees(store)
    one, secret = booked(store, 1), booked(store, 2, new_exam=new_exam(store, 2), exam=None)
    for booking in (one, secret):
        set_fee(store, booking=booking, payer=Payer.PROVIDER, reference="R", amount=10_000)
    student = booking_page(store, booking=secret).student
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    path = save_fee_list(store, folder=tmp_path, which=which)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    everything = "".join(str(cell) for row in rows for cell in row)
    assert booking_page(store, booking=one).listed_name in everything
    assert "Person 1" not in everything
    assert 100 in rows[-1]
    assert 200 not in rows[-1]


def test_a_substitute_sees_no_fees(store: Store) -> None:
    from dataclasses import replace

    from lärcentrum.rights import Right

    use_fees(store)
    booking = booked(store)
    set_fee(store, booking=booking, due=TODAY - timedelta(1))
    store.session = replace(store.session, rights=frozenset({Right.TODAY}))
    assert not any(one.kind is Kind.FEE for one in to_do(store))
    with pytest.raises(NotAllowed):
        list_fees(store)
