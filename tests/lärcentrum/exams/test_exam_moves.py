"""The provider moves an exam: every booking goes along, or is told what is in its way."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lärcentrum.checking import overlaps
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_lists import BookingRow, booking_page
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.errors import NoSuchTime, ReasonNeeded
from lärcentrum.exams.exam_moves import PlacesLost, move_exam
from lärcentrum.exams.exams import cancel_exam, exam_page
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.spoken import spoken
from lärcentrum.exams.times import ExtraTime
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

NEXT = DAY + timedelta(days=1)
DAY_LATER = NINE + timedelta(days=1)


def page(store: Store, booking: str) -> BookingRow:
    return booking_page(store, booking=booking)


def facts(store: Store, exam: str) -> tuple[date, time | None]:
    known = exam_page(store, exam=exam).facts
    return known.day, known.ordinary_start


def test_an_exam_moves_with_its_bookings(store: Store) -> None:
    exam = make_exam(store)
    slow = make_student(store, 3)
    add_adaptation(store, student=slow, kind="Förlängd", extra=ExtraTime(minutes=60))
    placed = [make_booking(store, n, exam=exam) for n in (1, 2)]
    slow_one = make_booking(store, student=slow, exam=exam)
    asks = make_booking(store, 4, exam=exam, give_place=False)
    sitting = page(store, placed[0]).sitting or ""
    invigilator = add_invigilator(store, name="Ada")
    add_duty(store, sitting=sitting, invigilator=invigilator)
    good = {"exam": exam, "day": NEXT, "ordinary_start": time(10)}
    bad = [
        (good | {"exam": "x"}, NotFound),
        (good | {"day": DAY, "ordinary_start": time(9)}, BadValue),
        (good | {"day": date(2027, 3, 28), "ordinary_start": time(2, 30)}, NoSuchTime),
    ]
    assert check(store, Case(operation=move_exam, good=good, bad=bad)) == []
    assert facts(store, exam) == (NEXT, time(10))
    ten = DAY_LATER.replace(hour=10)
    assert {page(store, uid).starts for uid in [*placed, slow_one, asks]} == {ten}
    assert page(store, slow_one).extra_min == 60
    assert {page(store, uid).sitting for uid in [*placed, slow_one]} == {sitting}
    assert page(store, asks).sitting is None
    assert all(page(store, uid).approved_by for uid in placed), "it is the provider's own time"
    (card,) = list_sittings(store, first=NEXT, last=NEXT)
    assert (card.starts, card.ends) == (ten, ten + timedelta(hours=5))
    assert card.invigilators == ("Ada",)
    assert list_sittings(store, first=DAY, last=DAY) == []
    assert overlaps(store) == []


def test_an_hour_that_becomes_known_is_not_preliminary_any_more(store: Store) -> None:
    exam = make_exam(store, ordinary_start=None)
    booking = make_booking(store, exam=exam)
    assert page(store, booking).preliminary
    move_exam(store, exam=exam, day=DAY, ordinary_start=time(13))
    there = page(store, booking)
    assert (there.starts, there.preliminary) == (NINE.replace(hour=13), False)


def test_a_move_by_an_hour_in_the_same_full_room(store: Store) -> None:
    exam, room = make_exam(store), make_room(store, "Sal Ö", 2)
    two = [make_booking(store, n, exam=exam, room=room) for n in (1, 2)]
    assert move_exam(store, exam=exam, day=DAY, ordinary_start=time(8)) == []
    assert [page(store, uid).room_name for uid in two] == ["Sal Ö"] * 2
    assert len(list_sittings(store, first=DAY, last=DAY)) == 1


def test_those_of_another_exam_stay_in_the_room(store: Store) -> None:
    exam, stays = make_exam(store, 1), make_booking(store, 2)
    goes = make_booking(store, 1, exam=exam)
    assert page(store, goes).sitting == page(store, stays).sitting
    move_exam(store, exam=exam, day=NEXT, ordinary_start=time(9))
    assert page(store, stays).starts == NINE
    assert page(store, goes).starts == DAY_LATER
    assert page(store, goes).sitting != page(store, stays).sitting
    assert page(store, goes).room_name == "Sal Å"


def test_who_clashes_is_told_and_nobody_moves(store: Store) -> None:
    exam, busy = make_exam(store, 1), make_student(store, 9)
    other = make_exam(store, 2, day=NEXT)
    book_exam(store, student=busy, exam=other, room=make_room(store, "Sal Ö"), approved_by="x")
    clashes = make_booking(store, student=busy, exam=exam)
    goes = make_booking(store, 1, exam=exam)
    good = {"exam": exam, "day": NEXT, "ordinary_start": time(9)}
    before = store.digest()
    with pytest.raises(PlacesLost) as caught:
        move_exam(store, **good)
    assert store.digest() == before
    assert caught.value.bookings == (clashes,)
    name = page(store, clashes).name
    assert name not in str(caught.value), "an error holds no name"
    assert f"{name}: Personen är redan bokad" in spoken(store, caught.value)
    lost = check(store, Case(operation=move_exam, good=good | {"let_go": True}))
    assert lost == [clashes]
    there = page(store, clashes)
    assert (there.sitting, there.starts) == (None, DAY_LATER)
    assert Missing.PLACE in there.missing
    assert page(store, goes).sitting
    assert overlaps(store) == []


def test_a_room_that_is_taken_then(store: Store) -> None:
    exam, room = make_exam(store), make_room(store)
    booking = make_booking(store, exam=exam)
    noon = DAY_LATER + timedelta(hours=3)
    add_room_use(store, room=room, title="Komvux", starts=DAY_LATER, ends=noon)
    with pytest.raises(PlacesLost) as caught:
        move_exam(store, exam=exam, day=NEXT, ordinary_start=time(9))
    assert "”Komvux”" in spoken(store, caught.value)
    assert page(store, booking).starts == NINE


def test_a_rule_asks_for_a_reason_at_the_new_time(store: Store) -> None:
    exam = make_exam(store)
    booking = make_booking(store, exam=exam)
    soon = store.clock.today() + timedelta(days=2)
    with pytest.raises(ReasonNeeded):
        move_exam(store, exam=exam, day=soon, ordinary_start=time(9))
    move_exam(store, exam=exam, day=soon, ordinary_start=time(9), reason="Lärosätet flyttar")
    assert page(store, booking).override_reason == "Lärosätet flyttar"


def test_an_exam_that_is_called_off_or_written_is_not_moved(store: Store) -> None:
    off, written = make_exam(store, 1), make_exam(store, 2)
    cancel_exam(store, exam=off)
    with pytest.raises(BadValue):
        move_exam(store, exam=off, day=NEXT)
    booking = make_booking(store, 2, exam=written)
    clock = store.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 12, 14, 15, tzinfo=UTC)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT, at=NINE)
    with pytest.raises(BadValue):
        move_exam(store, exam=written, day=NEXT)
