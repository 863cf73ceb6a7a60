from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_lists import (
    booking_ids,
    booking_page,
    bookings_by_id,
    list_bookings,
)
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.booking_states import Missing, Word
from lärcentrum.exams.bookings import book_exam, book_many, check_booking
from lärcentrum.exams.errors import (
    AgainstRules,
    AlreadyBooked,
    Clash,
    NoFreeRoom,
    NoPair,
    NoSuchTime,
    NotToday,
    OwnRoomNeeded,
    ReasonNeeded,
    RoomFull,
    RoomTooSmall,
)
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.room_proposals import propose_rooms
from lärcentrum.exams.room_uses import add_room_use, list_room_uses
from lärcentrum.exams.rooms import list_seats
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.exams.spoken import spoken
from lärcentrum.exams.times import ExtraTime
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room, new_exam
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

HOUR = timedelta(hours=1)


def test_book_with_a_new_exam_and_a_proposed_room(store: Store) -> None:
    large = make_room(store, "Aulan", 40)
    small = make_room(store, "Grupprummet", 4)
    student = make_student(store)
    uid = check(
        store,
        Case(
            operation=book_exam,
            good={"student": student, "new_exam": new_exam(store), "approved_by": "Administratör"},
            bad=[
                ({"student": "ingen", "new_exam": new_exam(store)}, NotFound),
                ({"student": student}, BadValue),
                ({"student": student, "exam": "ingen"}, NotFound),
                ({"student": student, "new_exam": new_exam(store), "room": "ingen"}, NotFound),
                ({"student": student, "new_exam": new_exam(store, course_name=" ")}, BadValue),
            ],
        ),
    )
    row = booking_page(store, booking=uid)
    assert (row.name, row.course_name, row.room_name) == (
        "Eva Linnéa Östberg", "Statistik 0", "Grupprummet"
    )  # fmt: skip
    assert (row.starts, row.ends) == (NINE, NINE + 4 * HOUR)
    assert (row.word, row.missing) == (Word.BOOKED, (Missing.MATERIAL,))
    free = {one.room: one.free for one in propose_rooms(store, starts=NINE, minutes=60)}
    assert free == {small: 3, large: 40}


def test_a_request_takes_no_place_and_no_rule_stops_it(store: Store) -> None:
    uid = make_booking(store, starts=datetime(2026, 12, 24, 9), give_place=False, approved_by="")
    row = booking_page(store, booking=uid)
    assert row.word is Word.REQUEST
    assert row.missing[:2] == (Missing.PLACE, Missing.APPROVAL)
    assert row.sitting is None


def test_mixed_exams_share_a_sitting_that_stretches(store: Store) -> None:
    one = booking_page(store, booking=make_booking(store, 1))
    two = booking_page(store, booking=make_booking(store, 2, starts=NINE + HOUR, reason="buss"))
    assert one.sitting == two.sitting
    sitting = store.row("sitting", one.sitting or "")
    assert sitting["ends_at"] - sitting["starts_at"] == 300


def test_lead_time_takes_a_reason_that_is_kept(store: Store) -> None:
    room, student = make_room(store), make_student(store)
    soon = new_exam(store, day=date(2026, 11, 30))
    with pytest.raises(ReasonNeeded) as caught:
        book_exam(store, student=student, new_exam=soon, room=room)
    assert caught.value.rules == ("lead_time",)
    assert "Sista dagen att boka var mån 16 nov (10 arbetsdagar)." in str(caught.value)
    uid = book_exam(store, student=student, new_exam=soon, room=room, reason=" sjuk handläggare ")
    assert booking_page(store, booking=uid).override_reason == "sjuk handläggare"


def test_a_closed_day_stops(store: Store) -> None:
    room, student = make_room(store), make_student(store)
    with pytest.raises(AgainstRules) as caught:
        book_exam(
            store,
            student=student,
            new_exam=new_exam(store, day=date(2027, 1, 6)),
            room=room,
            reason="ändå",
        )
    assert caught.value.rules == ("closed",)
    assert "trettondedag jul" in str(caught.value)


def test_a_student_is_not_booked_twice_and_both_exams_are_named(store: Store) -> None:
    student = make_student(store)
    first, second = make_exam(store, 1), make_exam(store, 2)
    make_booking(store, student=student, exam=first)
    before = store.digest()
    with pytest.raises(Clash) as caught:
        make_booking(store, student=student, exam=second, room=make_room(store, "Sal Ä"))
    assert caught.value.resource == "student"
    assert caught.value.others == (first,)
    assert caught.value.mine == second
    assert "mån 14 dec 09:00–13:00" in str(caught.value)
    assert str(caught.value).endswith("Inget är bokat. Välj en annan tid.")
    said = spoken(store, caught.value)
    assert all(exam_page(store, exam=uid).facts.course_name in said for uid in (first, second))
    assert first not in said
    assert second not in said
    make_room(store, "Sal Ä")
    assert store.value("SELECT count(*) FROM booking") == 1
    assert store.digest() != before  # only the room is new


def test_a_taken_room_and_a_taken_invigilator_name_the_exams(store: Store) -> None:
    # Not at once, but the room is held for setting out between them.
    room, first, second = make_room(store, setup_min=30), make_exam(store, 1), make_exam(store, 2)
    sitting = booking_page(store, booking=make_booking(store, 1, exam=first, room=room)).sitting
    with pytest.raises(Clash) as caught:
        make_booking(store, 2, exam=second, room=room, starts=NINE + 4 * HOUR, reason="x")
    said = spoken(store, caught.value)
    assert "”Statistik 1”" in said
    assert "”Statistik 2”" in said
    assert said.endswith("Välj en annan sal eller en annan tid.")
    assert not any(uid in str(caught.value) for uid in (first, second, *caught.value.others))
    vera = add_invigilator(store, name="Vera")
    add_duty(store, sitting=sitting or "", invigilator=vera)
    other = open_sitting(store, room=make_room(store, "Sal Ö"), starts=NINE, minutes=60)
    with pytest.raises(Clash) as caught:
        add_duty(store, sitting=other, invigilator=vera)
    assert "vid ”Statistik 1”" in spoken(store, caught.value)


def test_one_seat_is_said_as_one(store: Store) -> None:
    assert "1 plats," in RoomTooSmall("r", 1, 3).parts()[0]
    assert "enda tentamensplats" in RoomFull("r", 1).parts()[0]
    assert NoFreeRoom("2026-12-14T09:00", 60, 1).parts()[0].endswith("1 plats.")


def test_back_to_back_is_warned(store: Store) -> None:
    student = make_student(store)
    make_booking(store, student=student, exam=make_exam(store, 1, minutes=120))
    later = make_exam(store, 2, ordinary_start=time(11, 5), minutes=120)
    with pytest.raises(ReasonNeeded) as caught:
        make_booking(store, student=student, exam=later)
    assert caught.value.rules == ("back_to_back",)
    assert "Bara 5 minuter" in str(caught.value)
    make_booking(store, student=student, exam=later, reason="studenten vill")


def test_the_same_exam_twice(store: Store) -> None:
    student, exam = make_student(store), make_exam(store)
    there = make_booking(store, student=student, exam=exam)
    with pytest.raises(AlreadyBooked) as caught:
        make_booking(store, student=student, exam=exam, starts=NINE + 6 * HOUR, reason="x")
    assert caught.value.booking == there


def test_an_exam_takes_the_room_from_every_other_use(store: Store) -> None:
    room = make_room(store, setup_min=15, clearing_min=30)
    make_booking(store)
    for starts, ends in ((8, 9), (13, 14)):
        with pytest.raises(Clash) as caught:
            add_room_use(
                store,
                room=room,
                title="SFI",
                starts=NINE.replace(hour=starts),
                ends=NINE.replace(hour=ends),
            )
        assert caught.value.resource == "room"
        assert caught.value.others == (store.value("SELECT uid FROM sitting"),)
    add_room_use(
        store, room=room, title="SFI", starts=NINE.replace(hour=13, minute=30),
        ends=NINE.replace(hour=15),
    )  # fmt: skip


def test_a_room_use_stops_an_exam_unless_it_is_taken_over(store: Store) -> None:
    room = make_room(store)
    use = add_room_use(
        store, room=room, title="SFI", contact="Ines", starts=NINE, ends=NINE + 2 * HOUR
    )
    with pytest.raises(Clash) as caught:
        make_booking(store)
    assert caught.value.others == (use,)
    make_booking(store, 1, take_over=True)
    shown = list_room_uses(store, starts=NINE, ends=NINE + HOUR)
    assert [(one.contact, one.preliminary) for one in shown] == [("Ines", True)]


def test_capacity_is_exam_seats(store: Store) -> None:
    room = make_room(store, capacity=2)
    make_booking(store, 1)
    make_booking(store, 2)
    with pytest.raises(RoomFull) as caught:
        make_booking(store, 3)
    assert (caught.value.room, caught.value.capacity) == (room, 2)
    with pytest.raises(NoFreeRoom):
        make_booking(store, 4, room=None)
    make_booking(store, 5, waiting=True)


def test_extra_time_gives_the_end(store: Store) -> None:
    student = make_student(store)
    kind = "förlängd skrivtid"
    add_adaptation(store, student=student, kind=kind, extra=ExtraTime(percent=150))
    old = date(2026, 12, 13)
    add_adaptation(store, student=student, kind=kind, extra=ExtraTime(minutes=60), valid_to=old)
    row = booking_page(store, booking=make_booking(store, student=student))
    assert (row.extra_min, row.ends) == (120, NINE + 6 * HOUR)


def test_a_measure_can_be_left_out_of_one_exam(store: Store) -> None:
    student = make_student(store)
    extra = ExtraTime(percent=150)
    unused = add_adaptation(store, student=student, kind="förlängd skrivtid", extra=extra)
    uid = make_booking(store, student=student, without=(unused,))
    assert booking_page(store, booking=uid).extra_min == 0


def test_own_room_is_obeyed(store: Store) -> None:
    shared, lone = make_room(store, "Sal Å"), make_room(store, "Sal Ä")
    alone = make_student(store, 1)
    add_adaptation(store, student=alone, kind="eget rum", own_room=True)
    make_booking(store, 2, room=shared)
    with pytest.raises(OwnRoomNeeded):
        make_booking(store, 1, student=alone, room=shared)
    row = booking_page(store, booking=make_booking(store, 3, student=alone, room=None))
    assert row.room_name == "Sal Ä"
    with pytest.raises(OwnRoomNeeded):
        make_booking(store, 4, room=lone)
    assert [one.name for one in propose_rooms(store, starts=NINE, minutes=60)] == ["Sal Å"]


def test_seats_are_given_in_order_when_they_are_used(store: Store) -> None:
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store)
    labels = [booking_page(store, booking=make_booking(store, n)).seat_label for n in (1, 2)]
    assert labels == ["1", "2"]
    third = list_seats(store, room=room)[2].uid
    taken = list_seats(store, room=room)[0].uid
    assert booking_page(store, booking=make_booking(store, 3, seat=third)).seat_label == "3"
    with pytest.raises(Clash) as caught:
        make_booking(store, 4, seat=taken)
    assert caught.value.resource == "seat"


def test_an_unknown_hour_is_booked_at_nine_provisionally(store: Store) -> None:
    row = booking_page(
        store, booking=make_booking(store, exam=make_exam(store, ordinary_start=None))
    )
    assert (row.starts, row.preliminary) == (NINE, True)
    assert Missing.TIME in row.missing


def test_the_hour_that_does_not_exist(store: Store) -> None:
    with pytest.raises(NoSuchTime):
        make_booking(store, starts=datetime(2027, 3, 28, 2, 30), give_place=False)


def test_what_the_form_is_told(store: Store) -> None:
    room, student = make_room(store), make_student(store)
    exam = make_exam(store, 1)
    make_booking(store, student=student, exam=exam)
    add_adaptation(store, student=student, kind="tid", extra=ExtraTime(minutes_per_hour=15))
    typed = Wish(student=student, new_exam=new_exam(store, 2))
    told = check_booking(store, wish=typed)
    assert told.findings[0].level is Level.RED
    assert told.findings[0].code == "student"
    assert told.findings[0].source == exam
    assert (told.ends, told.extra_min) == (NINE + 5 * HOUR, 60)
    assert (told.not_before, told.latest_entry) == (NINE + HOUR, 60)
    assert told.last_day == date(2026, 11, 30)
    assert [one.room for one in told.rooms] == [room]
    free = check_booking(store, wish=replace(typed, student="", starts=NINE.replace(hour=13)))
    assert "student" not in [one.code for one in free.findings]


def test_many_at_once_or_none(store: Store) -> None:
    room = make_room(store, capacity=3)
    exam = make_exam(store)
    students = [make_student(store, n) for n in range(4)]
    wishes = [Wish(student=one, exam=exam, room=room) for one in students]
    uids = check(
        store,
        Case(
            operation=book_many,
            good={"wishes": wishes[:3]},
            bad=[
                ({"wishes": []}, BadValue),
                ({"wishes": wishes}, RoomFull),
                ({"wishes": [wishes[0], wishes[0]]}, AlreadyBooked),
                ({"wishes": [wishes[0], Wish(student=students[1])]}, BadValue),
            ],
        ),
    )
    assert [one.uid for one in list_bookings(store, exam=exam)] == uids
    assert exam_page(store, exam=exam).booked == 3


def test_an_exam_that_is_typed_in_for_many_is_one_exam(store: Store) -> None:
    room = make_room(store, capacity=9)
    wishes = [
        Wish(student=make_student(store, n), new_exam=new_exam(store, m), room=room)
        for n, m in enumerate((1, 1, 2, 1))
    ]
    uids = book_many(store, wishes=wishes)
    assert store.value("SELECT count(*) FROM exam") == 2
    found = {one.uid: one.exam for one in list_bookings(store, first=DAY, last=DAY)}
    first, second, other, last = (found[uid] for uid in uids)
    assert first == second == last != other


def test_many_find_rooms_of_their_own(store: Store) -> None:
    make_room(store, "Sal Å", 2)
    make_room(store, "Sal Ä", 3)
    exam = make_exam(store)
    wishes = [Wish(student=make_student(store, n), exam=exam) for n in range(5)]
    book_many(store, wishes=wishes)
    rooms = [one.room_name for one in list_bookings(store, first=DAY, last=DAY)]
    assert [rooms.count(name) for name in ("Sal Å", "Sal Ä")] == [2, 3]
    with pytest.raises(NoFreeRoom):
        book_many(store, wishes=[Wish(student=make_student(store, 9), exam=exam)])


def test_two_exams_of_one_person_in_one_operation(store: Store) -> None:
    student, room = make_student(store), make_room(store)
    first, second = make_exam(store, 1), make_exam(store, 2)
    wishes = [Wish(student=student, exam=exam, room=room) for exam in (first, second)]
    before = store.digest()
    with pytest.raises(Clash) as caught:
        book_many(store, wishes=wishes)
    assert (caught.value.others, caught.value.mine) == ((first,), second)
    assert caught.value.field == "starts"
    assert store.digest() == before


def test_a_seat_of_another_room_is_refused_at_its_field(store: Store) -> None:
    elsewhere = list_seats(store, room=make_room(store, "Sal Ä"))[0].uid
    with pytest.raises(BadValue) as caught:
        make_booking(store, seat=elsewhere)
    assert caught.value.field == "seat"


def test_long_lists_come_by_id(store: Store) -> None:
    uids = [make_booking(store, n) for n in range(3)]
    ids = booking_ids(store, first=DAY, last=DAY)
    turned = bookings_by_id(store, ids=[*reversed(ids), 999])
    assert [one.uid for one in turned] == list(reversed(uids))
    assert booking_ids(store, last=DAY - timedelta(days=1)) == []


def test_every_refusal_says_three_things(store: Store) -> None:
    for error in (
        RoomFull("r", 3), NoFreeRoom("2026-12-14T09:00", 60, 1), OwnRoomNeeded("s"),
        AlreadyBooked("b"), RoomTooSmall("r", 2, 3), NotToday("2026-12-14"),
        Clash("room", 1, "2026-12-14T09:00", "2026-12-14T10:00", ("u",)),
        NoPair(("a", "b"), "Nej."),
    ):  # fmt: skip
        assert all(error.parts()), error
        assert error.field in ("room", "exam", "starts", "capacity", "")
