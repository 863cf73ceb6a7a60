from datetime import UTC, date, datetime

import pytest

from lärcentrum import history
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_lists import booking_page, list_bookings
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.exams import ExamForm
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.seat_plans import At, Together, set_room_plan
from lärcentrum.exams.seating.day_plans import place_day, propose_day
from lärcentrum.exams.seating.facts import Moving, Why
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student


def sits(store: Store, booking: str) -> tuple[str, str]:
    one = booking_page(store, booking=booking)
    return one.room_name, one.seat_label


def test_place(store: Store) -> None:
    small, large = make_room(store, "Lilla", 2), make_room(store, "Stora", 8)
    exam = make_exam(store)
    booked = [make_booking(store, n, exam=exam, room=small if n < 2 else large) for n in range(5)]
    told = propose_day(store, day=DAY)
    assert (told.cost.rooms, told.cost.moved, told.total) == (1, 2, 200)
    answer = check(store, Case(
        operation=place_day, good={"day": DAY},
        bad=[({"day": date(2026, 12, 15)}, BadValue)],
    ))  # fmt: skip
    assert answer == told
    assert [sits(store, one) for one in booked] == [
        ("Stora", str(n)) for n in (1, 2, 3, 4, 5)
    ]  # fmt: skip
    assert [one.room_name for one in list_sittings(store, first=DAY, last=DAY)] == ["Stora"]
    moved = [line for line in told.lines if line.moved]
    assert [(line.was, line.room_name) for line in moved] == [("Lilla", "Stora")] * 2
    assert moved[0].sentence == "Färre salar och tentavakter behövs."
    # Again: everybody is where the proposal would have them.
    assert propose_day(store, day=DAY).changes == 0
    with pytest.raises(BadValue, match="redan"):
        place_day(store, day=DAY)
    late = make_booking(store, 9, exam=exam, room=large)
    assert propose_day(store, day=DAY).cost.moved == 0
    place_day(store, day=DAY)
    assert sits(store, late) == ("Stora", "6")


def test_who_cannot_be_placed_stays_in_the_room_without_a_seat(store: Store) -> None:
    room = make_room(store, capacity=3)
    exam = make_exam(store)
    booked = [make_booking(store, n, exam=exam, room=room) for n in range(3)]
    place_day(store, day=DAY)
    assert [sits(store, one)[1] for one in booked] == ["1", "2", "3"]
    set_room_plan(store, room=room, rows=1, cols=3, gap=1)
    told = place_day(store, day=DAY)
    assert [line.why_not for line in told.lines] == [Why.GAPS, None, None]
    seats = [sits(store, one) for one in booked]
    assert sorted(seat for _room, seat in seats) == ["", "1", "3"]
    assert {name for name, _seat in seats} == {"Sal Å"}
    history.undo_last(store)
    assert [sits(store, one)[1] for one in booked] == ["1", "2", "3"]


def test_own_room_small_group_and_equipment(store: Store) -> None:
    for name, seats in (("A", 8), ("B", 2)):
        make_room(store, name, seats)
    make_room(store, "C", 2, equipment="Datorer")
    exam, few = make_exam(store), make_student(store, 21)
    add_adaptation(store, student=few, kind="liten grupp", small_group=True)
    alone = make_booking(store, 20, exam=exam, room=make_room(store, "A"), own_room=True)
    booked = [make_booking(store, n, exam=exam, room=make_room(store, "B")) for n in (1, 2)]
    screen = make_booking(
        store, 3, exam=make_exam(store, 3, form=ExamForm.COMPUTER), room=make_room(store, "C")
    )
    told = propose_day(store, day=DAY)
    assert told.cost.unplaced == 0
    place_day(store, day=DAY)
    assert sits(store, screen)[0] == "C"
    beside = [sits(store, one)[0] for one in [*booked, screen]]
    assert sits(store, alone)[0] not in beside


def test_what_is_held_or_has_begun_is_left_alone(store: Store) -> None:
    small, large = make_room(store, "Lilla", 2), make_room(store, "Stora", 8)
    first = make_booking(store, 1, room=small)
    make_booking(store, 2, room=large)
    add_room_use(
        store,
        room=large,
        title="Kurs",
        starts=datetime(2026, 12, 14, 14),
        ends=datetime(2026, 12, 14, 15),
    )
    asked = make_booking(store, 3, give_place=False)
    lines = {line.booking: line for line in propose_day(store, day=DAY).lines}
    assert (lines[asked].why_not, lines[asked].room_name) == (None, "Stora")
    store.clock = FixedClock(datetime(2026, 12, 14, 9, 30, tzinfo=UTC))
    told = propose_day(store, day=DAY)
    assert {line.why_not for line in told.lines} == {Why.FROZEN}
    with pytest.raises(BadValue):
        place_day(store, day=DAY)
    assert sits(store, first) == ("Lilla", "")


def test_a_sitting_with_an_invigilator_is_kept_when_its_people_leave(store: Store) -> None:
    small, large = make_room(store, "Lilla", 2), make_room(store, "Stora", 8)
    exam = make_exam(store)
    booked = [make_booking(store, n, exam=exam, room=small if n < 1 else large) for n in range(3)]
    sitting = booking_page(store, booking=booked[0]).sitting
    add_duty(store, sitting=str(sitting), invigilator=add_invigilator(store, name="Vera"))
    place_day(store, day=DAY)
    assert {one.room_name for one in list_sittings(store, first=DAY, last=DAY)} == {
        "Lilla", "Stora",
    }  # fmt: skip
    assert {one.room_name for one in list_bookings(store, first=DAY, last=DAY)} == {"Stora"}


def test_somebody_is_moved_when_a_seat_is_switched_off(store: Store) -> None:
    room = make_room(store, capacity=2)
    set_room_plan(store, room=room, rows=1, cols=2)
    one = make_booking(store, 1, room=room)
    place_day(store, day=DAY)
    set_room_plan(store, room=room, rows=1, cols=2, off=[At(row=1, col=1)])
    assert sits(store, one) == ("Sal Å", "")
    place_day(store, day=DAY)
    assert sits(store, one) == ("Sal Å", "2")
    assert Moving.GONE.value == "gone"


def test_a_protected_name_stays_masked(store: Store) -> None:
    student = make_student(store, 1)
    make_booking(store, 1, student=student, starts=NINE)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    (line,) = propose_day(store, day=DAY).lines
    assert line.name.startswith("Skyddad")


def test_a_clash_leaves_everything_as_it_was(store: Store) -> None:
    small, large = make_room(store, "Lilla", 1), make_room(store, "Stora", 8)
    for n, room in enumerate([small, large, large]):
        make_booking(store, n, room=room)
    seats = list_seats(store, room=large)
    before = store.digest()
    told = propose_day(store, day=DAY)
    assert told.changes == 3
    assert len(seats) == 8
    assert store.digest() == before
    assert Clash.code == "FC21"


def test_who_is_left_without_a_seat_still_counts_in_the_room(store: Store) -> None:
    large, small = make_room(store, "Stora", 3), make_room(store, "Lilla", 1)
    exams = [make_exam(store, n) for n in range(3)]
    booked = [make_booking(store, n, exam=exams[n], room=large) for n in range(3)]
    other = make_booking(store, 5, exam=exams[0], room=small)
    set_room_plan(store, room=large, rows=1, cols=3, exams=Together.APART)
    for n in (6, 7):
        make_booking(store, n, exam=exams[n - 6], room=make_room(store, "Annan", 2))
    told = place_day(store, day=DAY)
    # Who is out stays in the room without a seat; it holds three in all.
    rows = [booking_page(store, booking=one) for one in [*booked, other]]
    assert all(one.sitting for one in rows)
    assert sum(one.room_name == "Stora" for one in rows) <= 3
    assert {line.why_not for line in told.lines} <= {None, Why.APART, Why.FULL}
    assert propose_day(store, day=DAY).cost.moved == 0
