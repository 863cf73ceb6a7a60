from datetime import date, datetime, time, timedelta

from lärcentrum.exams.attendance import Attendance, note_attendance
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.days import Kind, day_page, next_open_day, to_do
from lärcentrum.exams.rule_profiles import CentreRules, Hours
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, make_booking, make_exam, make_room, new_exam

TODAY = date(2026, 11, 23)


def test_a_day_with_its_sittings(store: Store) -> None:
    make_booking(store, new_exam=new_exam(store, day=TODAY), reason="sent")
    page = day_page(store)
    assert (page.day, page.closed) == (TODAY, "")
    assert page.hours == Hours(opens=time(8), closes=time(17))
    assert page.next_open == date(2026, 11, 24)
    (card,) = page.sittings
    assert card.missing == {Missing.MATERIAL: 1}
    assert day_page(store, day=DAY).sittings == ()


def test_a_closed_day_says_why_and_when_it_opens(store: Store) -> None:
    page = day_page(store, day=date(2026, 12, 24))
    assert (page.hours, page.closed, page.next_open) == (None, "julafton", date(2026, 12, 28))
    assert next_open_day(TODAY, CentreRules(hours={})) == date(2026, 12, 24)


def test_what_is_to_be_done_comes_in_order_of_its_day(store: Store) -> None:
    soon = date(2026, 11, 30)
    facts = new_exam(store, 1, day=soon, ordinary_start=None)
    booking = make_booking(store, 1, new_exam=facts, reason="x", approved_by="")
    make_booking(store, 2, exam=make_exam(store, 2, day=date(2026, 12, 21)))
    lines = to_do(store)
    assert [(one.lacks, one.due, one.late) for one in lines] == [
        (Missing.APPROVAL, date(2026, 11, 23), False),
        (Missing.TIME, date(2026, 11, 25), False),
        (Missing.MATERIAL, date(2026, 11, 28), False),
    ]
    assert {(one.kind, one.uid) for one in lines} == {(Kind.BOOKING, booking)}
    assert lines[0].sentence == "Lärosätets godkännande saknas: ST0001, mån 30 nov 09:00"
    assert len(to_do(store, days=30)) == 4
    change_settings(store, values={"todo_days": "30"})
    assert len(to_do(store)) == 4


def test_sittings_without_invigilator_or_anybody(store: Store) -> None:
    room = make_room(store, "Sal Ö")
    empty = open_sitting(store, room=room, starts=datetime(2026, 11, 25, 9), minutes=60)
    (line,) = to_do(store)
    assert (line.kind, line.uid, line.lacks, line.late) == (Kind.SITTING, empty, None, True)
    assert line.sentence == "Tomt skrivtillfälle: Sal Ö, ons 25 nov 09:00"
    change_settings(store, values={"use_invigilators": "1"})
    facts = new_exam(store, 1, day=date(2026, 12, 1))
    booking = make_booking(store, 1, new_exam=facts, reason="x")
    found = [one for one in to_do(store) if one.lacks is Missing.INVIGILATOR]
    assert [one.uid for one in found] == [booking_page(store, booking=booking).sitting]


def test_what_was_never_sent_is_not_forgotten(store: Store) -> None:
    past = TODAY - timedelta(days=20)
    booking = make_booking(store, new_exam=new_exam(store, day=past), reason="efteråt")
    assert [one.lacks for one in to_do(store)] == [Missing.MATERIAL, Missing.ATTENDANCE]
    starts = datetime.combine(past, time(9))
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT, at=starts)
    assert {one.lacks for one in to_do(store)} == {
        Missing.HAND_IN, Missing.SENDING, Missing.RECEIPT
    }  # fmt: skip
    assert all(one.late for one in to_do(store))
