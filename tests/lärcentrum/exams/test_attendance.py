from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams.attendance import (
    Attendance,
    clear_attendance,
    close_bookings,
    earliest_hand_in,
    hand_in,
    note_attendance,
    note_receipt,
    send_bookings,
)
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import State, Word
from lärcentrum.exams.errors import NotToday, ReasonNeeded, WrongStep
from lärcentrum.exams.incident_kinds import Decision
from lärcentrum.exams.incidents import list_incidents
from lärcentrum.exams.provider_rules import set_rule_profile
from lärcentrum.exams.rule_profiles import RuleProfile
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_provider, new_exam
from tests.helpers.matrix import Case, check

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9)


@pytest.fixture
def booking(store: Store) -> str:
    """A booking at nine today; it is five past nine."""
    rules = RuleProfile(name="", latest_entry=45, earliest_exit=60)
    set_rule_profile(store, provider=make_provider(store), profile=rules)
    uid = make_booking(store, new_exam=new_exam(store, day=TODAY), reason="sent")
    clock = store.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    return uid


@contextmanager
def substitute(store: Store) -> Iterator[None]:
    """A substitute is logged in."""
    head = store.session
    store.session = replace(head, rights=RIGHTS[Role.SUBSTITUTE])
    yield
    store.session = head


def test_came(store: Store, booking: str) -> None:
    good = {"booking": booking, "attendance": Attendance.PRESENT}
    check(store, Case(operation=note_attendance, good=good))
    row = booking_page(store, booking=booking)
    assert (row.word, row.arrived) == (Word.WRITTEN, NINE)
    note_attendance(store, booking=booking, attendance=Attendance.ABSENT)
    row = booking_page(store, booking=booking)
    assert (row.state, row.arrived) == (State.ABSENT, None)


def test_one_who_was_there_may_be_noted_long_after_the_start(store: Store, booking: str) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 11, tzinfo=UTC)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT)
    assert booking_page(store, booking=booking).arrived == NINE
    with pytest.raises(ReasonNeeded) as caught:
        note_attendance(store, booking=booking, attendance=Attendance.LATE)
    assert "Inget är noterat ännu." in str(caught.value)


@pytest.mark.parametrize("minute", [44, 45])
def test_late_within_the_limit(store: Store, booking: str, minute: int) -> None:
    at = NINE.replace(minute=minute)
    note_attendance(store, booking=booking, attendance=Attendance.LATE, at=at)
    assert booking_page(store, booking=booking).arrived == at


def test_late_after_the_limit_takes_a_reason(store: Store, booking: str) -> None:
    late = {"booking": booking, "attendance": Attendance.LATE, "at": NINE.replace(minute=46)}
    case = Case(
        operation=note_attendance,
        good=late | {"reason": "lärosätet medger"},
        bad=[(late, ReasonNeeded)],
    )
    check(store, case)


def test_one_turned_away_did_not_come_and_the_decision_is_kept(store: Store, booking: str) -> None:
    late = {"booking": booking, "attendance": Attendance.LATE, "at": NINE.replace(minute=46)}
    check(store, Case(operation=note_attendance, good=late | {"decision": Decision.REFUSED}))
    row = booking_page(store, booking=booking)
    assert (row.state, row.arrived) == (State.ABSENT, None)
    (found,) = list_incidents(store, sitting=row.sitting)
    assert (found.decision, found.at) == (Decision.REFUSED, NINE.replace(minute=46))
    clear_attendance(store, booking=booking)
    assert list_incidents(store, sitting=row.sitting) == []


def test_take_attendance_away(store: Store, booking: str) -> None:
    with pytest.raises(WrongStep):
        clear_attendance(store, booking=booking)
    note_attendance(store, booking=booking, attendance=Attendance.ABSENT)
    check(store, Case(operation=clear_attendance, good={"booking": booking}))
    assert booking_page(store, booking=booking).state is State.CONFIRMED


def test_hand_in(store: Store, booking: str) -> None:
    sheets = {"booking": booking, "sheets": 7}
    with pytest.raises(WrongStep):
        hand_in(store, **sheets)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT)
    assert earliest_hand_in(store, booking=booking) == NINE.replace(hour=10)
    early = {"at": NINE.replace(minute=59)}
    case = Case(
        operation=hand_in,
        good=sheets | {"at": NINE.replace(hour=10)},
        bad=[
            (sheets | early, ReasonNeeded),
            (sheets | {"sheets": -1}, BadValue),
        ],
    )
    check(store, case)
    row = booking_page(store, booking=booking)
    assert (row.state, row.sheets, row.left) == (State.HANDED_IN, 7, NINE.replace(hour=10))
    with pytest.raises(WrongStep):
        note_attendance(store, booking=booking, attendance=Attendance.PRESENT)


def test_blank_and_early_with_a_reason(store: Store, booking: str) -> None:
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT)
    hand_in(store, booking=booking, sheets=0, reason="illamående")
    assert booking_page(store, booking=booking).sheets == 0


def test_sent_received_closed(store: Store, booking: str) -> None:
    one = {"bookings": [booking]}
    sent = one | {"how": "rek RR123456785SE"}
    with pytest.raises(WrongStep):
        send_bookings(store, **sent)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT)
    hand_in(store, booking=booking, sheets=3, at=NINE.replace(hour=12))
    with pytest.raises(WrongStep):
        note_receipt(store, **one)
    check(
        store,
        Case(
            operation=send_bookings,
            good=sent,
            bad=[(sent | {"bookings": []}, BadValue), (sent | {"how": ""}, BadValue)],
        ),
    )
    assert booking_page(store, booking=booking).word is Word.SENT
    check(store, Case(operation=note_receipt, good=one))
    assert booking_page(store, booking=booking).word is Word.DONE
    check(store, Case(operation=close_bookings, good=one))
    with pytest.raises(WrongStep):
        close_bookings(store, **one)


def test_a_substitute_runs_today(store: Store, booking: str) -> None:
    with substitute(store):
        note_attendance(store, booking=booking, attendance=Attendance.PRESENT)
        hand_in(store, booking=booking, sheets=2, at=NINE.replace(hour=13))


def test_a_substitute_does_not_run_tomorrow(store: Store, booking: str) -> None:
    facts = new_exam(store, 2, day=date(2026, 11, 24), ordinary_start=time(9))
    other = make_booking(store, 2, new_exam=facts, reason="sent")
    before = store.digest()
    with substitute(store), pytest.raises(NotToday):
        note_attendance(store, booking=other, attendance=Attendance.PRESENT)
    assert store.digest() == before
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT)


def test_nothing_is_noted_of_a_day_to_come(store: Store) -> None:
    booking = make_booking(store, 1)
    day = booking_page(store, booking=booking).starts.date()
    store.clock.at -= timedelta(days=1) + (store.clock.today() - day)
    before = store.digest()
    for attendance in Attendance:
        with pytest.raises(NotAsItStands) as caught:
            note_attendance(store, booking=booking, attendance=attendance)
        assert caught.value.field == "booking"
        assert store.digest() == before
    store.clock.at += timedelta(days=1)
    note_attendance(store, booking=booking, attendance=Attendance.ABSENT)


def test_nobody_hands_in_before_coming(store: Store) -> None:
    booking = make_booking(store, 1)
    starts = booking_page(store, booking=booking).starts
    store.clock.at += starts.date() - store.clock.today()
    came = starts + timedelta(minutes=10)
    note_attendance(store, booking=booking, attendance=Attendance.LATE, at=came)
    before = store.digest()
    with pytest.raises(BadValue) as caught:
        hand_in(store, booking=booking, sheets=1, at=starts, reason="x")
    assert caught.value.field == "at"
    assert store.digest() == before
