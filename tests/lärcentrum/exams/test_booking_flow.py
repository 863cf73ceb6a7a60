"""The bookings by word, the oldest first, and how long the done ones stay."""

from datetime import datetime, timedelta, timezone

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.exams.attendance import (
    Attendance,
    hand_in,
    note_attendance,
    note_receipt,
    send_bookings,
)
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.booking_flow import booking_flow
from lärcentrum.exams.booking_states import Word
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking

CET = timezone(timedelta(hours=1))


def shown(store: Store, **more: int) -> dict[Word, list[str]]:
    flow = booking_flow(store, **more)
    assert [one.word for one in flow] == list(Word)
    return {one.word: [row.uid for row in one.bookings] for one in flow if one.bookings}


def test_the_oldest_stands_first(store: Store) -> None:
    late = make_booking(store, 1)
    soon = make_booking(store, 2, starts=NINE - timedelta(hours=1), reason="x")
    new = make_booking(store, 3, give_place=False, requested_on=DAY - timedelta(days=30))
    old = make_booking(store, 4, give_place=False, requested_on=DAY - timedelta(days=60))
    gone = make_booking(store, 5)
    cancel_booking(store, booking=gone, by=CancelledBy.STUDENT)
    assert shown(store) == {Word.REQUEST: [old, new], Word.BOOKED: [soon, late]}


def test_what_is_done_stays_for_some_days_and_what_is_not_stays(store: Store) -> None:
    done, open_ = make_booking(store, 1), make_booking(store, 2)
    clock = store.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 12, 14, 15, tzinfo=CET)
    for one in (done, open_):
        note_attendance(store, booking=one, attendance=Attendance.PRESENT, at=NINE)
        hand_in(store, booking=one, sheets=2)
    assert shown(store) == {Word.WRITTEN: [done, open_]}
    send_bookings(store, bookings=[done], how="Rek")
    assert shown(store) == {Word.WRITTEN: [open_], Word.SENT: [done]}
    note_receipt(store, bookings=[done])
    assert shown(store) == {Word.WRITTEN: [open_], Word.DONE: [done]}
    clock.at = datetime(2027, 1, 14, 15, tzinfo=CET)
    assert shown(store) == {Word.WRITTEN: [open_]}
    assert shown(store, done_days=60) == {Word.WRITTEN: [open_], Word.DONE: [done]}
    with pytest.raises(BadValue):
        booking_flow(store, done_days=-1)
