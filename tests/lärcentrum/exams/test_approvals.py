"""What was approved counts at its time; moved since, it is asked for again (E21, E38)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams.approvals import approval_counts, own_time
from lärcentrum.exams.booking_changes import approve_booking, give_place, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.exams.concurrent_pairs import at_the_same_time, join_bookings
from lärcentrum.exams.days import to_do
from lärcentrum.exams.errors import AgainstRules, NoPair, ReasonNeeded, WrongStep
from lärcentrum.exams.exams import change_exam, exam_page
from lärcentrum.exams.move_checks import check_move
from lärcentrum.exams.provider_rules import set_rule
from lärcentrum.exams.rule_profiles import Rule
from lärcentrum.exams.sittings import move_sitting
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_provider
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

TEN, HALF_PAST = NINE + timedelta(hours=1), NINE + timedelta(minutes=30)


@pytest.fixture
def strict(store: Store) -> str:
    """An exam of a provider that lets nobody move the start."""
    provider = make_provider(store)
    for rule in (Rule.EARLIER, Rule.LATER):
        set_rule(store, provider=provider, rule=rule, number=0)
    return make_exam(store, 1)


def lacks(store: Store, booking: str) -> set[Missing]:
    return set(booking_page(store, booking=booking).missing)


def test_an_approval_is_for_its_own_time(store: Store, strict: str) -> None:
    booking = make_booking(store, 1, exam=strict, starts=TEN, reason="Tåget")
    assert booking_page(store, booking=booking).state is State.CONFIRMED
    there = {"booking": booking, "starts": HALF_PAST, "reason": "Bussen"}
    with pytest.raises(AgainstRules) as caught:
        move_booking(store, **there)
    assert caught.value.rules == ("time_shift",)
    said = check_move(store, booking=booking, starts=HALF_PAST)
    assert (said.asks_approval, said.asks_reason, said.reason) == (True, False, "")
    check(store, Case(operation=move_booking, good=there | {"approved_by": "Ines"}))
    row = booking_page(store, booking=booking)
    assert (row.approved_by, row.override_reason, row.state) == ("Ines", "Bussen", State.CONFIRMED)
    # Back at the provider's own time nobody has to say anything.
    move_booking(store, booking=booking, starts=NINE)
    assert not lacks(store, booking) & {Missing.NEW_APPROVAL, Missing.REASON}


def test_a_sitting_that_is_moved_asks_for_it_again_on_the_list(store: Store) -> None:
    booking = make_booking(store, 1, starts=TEN, reason="Tåget")
    sitting = booking_page(store, booking=booking).sitting
    assert sitting
    move_sitting(store, sitting=sitting, starts=HALF_PAST)
    assert {Missing.NEW_APPROVAL, Missing.REASON} <= lacks(store, booking)
    assert booking_page(store, booking=booking).state is State.AWAITING_APPROVAL
    said = {line.sentence: line.uid for line in to_do(store, days=60)}
    when = "ST0001, mån 14 dec 09:30"
    assert said[f"Lärosätets godkännande av den nya tiden saknas: {when}"] == booking
    assert said[f"Skäl för den nya tiden saknas: {when}"] == booking
    again = {"booking": booking, "by": "Ines"}
    check(store, Case(operation=approve_booking, good=again))
    with pytest.raises(WrongStep):
        approve_booking(store, **again)
    with pytest.raises(ReasonNeeded):
        move_booking(store, booking=booking)
    move_booking(store, booking=booking, reason="Bussen")
    assert not lacks(store, booking) & {Missing.NEW_APPROVAL, Missing.REASON}
    # As it stands, the reason counts for another seat or room.
    move_booking(store, booking=booking, preliminary=True)


def test_a_reason_does_not_cover_another_rule_at_the_same_time(store: Store) -> None:
    student = make_student(store, 1)
    booking = make_booking(store, student=student, starts=TEN, reason="Tåget")
    facts = exam_page(store, exam=booking_page(store, booking=booking).exam).facts
    set_rule(store, provider=facts.provider, rule=Rule.WEEKDAYS_ONLY, number=1)
    saturday = NINE + timedelta(days=5)
    assert store.row("booking", booking)["override_rules"] == "time_shift"
    with pytest.raises(AgainstRules):
        move_booking(store, booking=booking, starts=saturday)


def test_the_exam_itself_is_moved_under_an_approved_time(store: Store, strict: str) -> None:
    booking = make_booking(store, 1, exam=strict, starts=TEN, reason="Tåget")
    facts = exam_page(store, exam=strict).facts
    change_exam(store, exam=strict, facts=replace(facts, ordinary_start=time(8)))
    assert Missing.NEW_APPROVAL in lacks(store, booking), "two hours late, not one"
    change_exam(store, exam=strict, facts=replace(facts, ordinary_start=time(10)))
    assert Missing.NEW_APPROVAL not in lacks(store, booking)


def test_a_request_that_is_moved_keeps_what_it_was_approved_for(store: Store) -> None:
    booking = make_booking(store, 1, give_place=False, approved_by="Ines")
    good = {"booking": booking, "starts": TEN}
    check(store, Case(operation=move_booking, good=good))
    assert Missing.NEW_APPROVAL in lacks(store, booking)
    move_booking(store, booking=booking, approved_by="Ines")
    assert Missing.NEW_APPROVAL not in lacks(store, booking)


def test_two_at_once_are_joined_again_when_they_share_another_time(store: Store) -> None:
    student = make_student(store, 1)
    first = make_booking(store, student=student, exam=make_exam(store, 1))
    second = make_booking(store, student=student, exam=make_exam(store, 2), give_place=False)
    assert [one.uid for one in at_the_same_time(store, booking=second)] == [first]
    both = {"first": first, "second": second, "approved": "A och B"}
    pair = join_bookings(store, **both)
    give_place(store, booking=second)
    with pytest.raises(NoPair):
        join_bookings(store, **both)
    assert Missing.PAIR not in lacks(store, first) | lacks(store, second)
    move_booking(store, booking=second, starts=HALF_PAST, reason="x", approved_by="B")
    assert Missing.PAIR in lacks(store, first) & lacks(store, second)
    assert Missing.NEW_APPROVAL not in lacks(store, second)
    check(store, Case(operation=join_bookings, good=both | {"approved": "A och B igen"}))
    assert Missing.PAIR not in lacks(store, first) | lacks(store, second)
    assert store.row("concurrent_pair", pair)["approved"] == "A och B igen"


CLOCKS = st.sampled_from([None, "08:00", "09:00", "10:00"])
WALLS = st.sampled_from(
    [f"2026-12-{day}T{clock}" for day in (14, 15) for clock in ("08:00", "09:00")]
)


@given(WALLS, WALLS, CLOCKS, CLOCKS)
def test_what_counts(wall: str, approved: str, then: str | None, now: str | None) -> None:
    """It counts at the provider's own time, and where neither start has changed; else not."""
    day = "2026-12-14"
    row = {
        "provider_approved_at": 1, "approved_wall": approved, "exam_date": day,
        "approved_ordinary": f"{day}T{then}" if then else None, "ordinary_start": now,
    }  # fmt: skip
    own = datetime.fromisoformat(wall) == datetime.fromisoformat(f"{day}T{now or wall[11:]}")
    assert own_time(wall, day, now) == own
    assert approval_counts(row, wall) == (own or (wall == approved and then == now))
    assert not approval_counts(row | {"provider_approved_at": None}, wall)
