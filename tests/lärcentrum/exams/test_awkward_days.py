"""The awkward cases of people, rooms and money, through the register itself (issue 4)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from lärcentrum.checking import overlaps
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.attendance import Attendance, earliest_hand_in, hand_in, note_attendance
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, give_place, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.bookings import book_exam, check_booking
from lärcentrum.exams.concurrent_pairs import join_bookings
from lärcentrum.exams.days import to_do
from lärcentrum.exams.errors import (
    Clash,
    NoPair,
    ReasonNeeded,
    RoomFull,
    RoomTooSmall,
    StepReasonNeeded,
)
from lärcentrum.exams.exams import cancel_exam, change_exam, exam_page
from lärcentrum.exams.fees import note_payment, refund_fee, set_fee
from lärcentrum.exams.fees_lists import FeeFilter, list_fees
from lärcentrum.exams.fees_rules import PaidHow
from lärcentrum.exams.invigilator_proposals import Fit, propose_invigilators
from lärcentrum.exams.invigilators import (
    DutyRole,
    add_duty,
    add_invigilator,
    cancel_duty,
    list_duties,
)
from lärcentrum.exams.kinship import TooNear, add_kinship
from lärcentrum.exams.provider_rules import set_rule
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.rooms import change_room, list_rooms
from lärcentrum.exams.rule_profiles import Rule
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.exams.staffing import list_staffing
from lärcentrum.exams.times import ExtraTime
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_provider, make_room
from tests.helpers.fees import AGREED, FAR, HOME, use_fees
from tests.helpers.people import make_student

HALF_AGAIN = ExtraTime(percent=150)
ONE, THREE = datetime(2026, 12, 14, 13), datetime(2026, 12, 14, 15)


def slower(store: Store, n: int = 0) -> str:
    """A student who has half as long again."""
    student = make_student(store, n)
    add_adaptation(store, student=student, kind="förlängd skrivtid", extra=HALF_AGAIN)
    return student


def sentences(store: Store) -> list[str]:
    return [line.sentence for line in to_do(store, days=60)]


def test_a_student_with_two_universities_at_the_same_hour(store: Store) -> None:
    """Warned; both approvals; refused with extra time."""
    student = make_student(store)
    first_exam = make_exam(store, 1, provider=make_provider(store, "Universitetet A"))
    second_exam = make_exam(store, 2, provider=make_provider(store, "Universitetet B"))
    first = make_booking(store, student=student, exam=first_exam)
    warned = check_booking(store, wish=Wish(student=student, exam=second_exam)).findings[0]
    assert (warned.code, warned.level) == ("student", Level.RED)
    with pytest.raises(Clash):
        make_booking(store, student=student, exam=second_exam)
    asked = {"student": student, "exam": second_exam, "give_place": False}
    second = make_booking(store, **asked, approved_by="")
    pair = {"first": first, "second": second, "approved": "A och B"}
    with pytest.raises(NoPair, match="Båda lärosätena"):
        join_bookings(store, **pair)
    cancel_booking(store, booking=second, by=CancelledBy.STUDENT)
    pair["second"] = make_booking(store, **asked)
    join_bookings(store, **pair)
    give_place(store, booking=pair["second"])
    assert {booking_page(store, booking=pair[one]).paired for one in ("first", "second")} == {True}
    assert overlaps(store) == []


def test_two_universities_at_the_same_hour_are_refused_with_extra_time(store: Store) -> None:
    student = slower(store)
    first = make_booking(store, student=student, exam=make_exam(store, 1))
    exam = make_exam(store, 2)
    second = make_booking(store, student=student, exam=exam, give_place=False)
    before = store.digest()
    with pytest.raises(NoPair, match="extra tid"):
        join_bookings(store, first=first, second=second, approved="A och B")
    with pytest.raises(Clash):
        give_place(store, booking=second)
    assert store.digest() == before


def test_09_to_13_and_half_as_long_again_across_lunch(store: Store) -> None:
    """A change of invigilator at noon, and the room is used at 13:15."""
    change_settings(store, values={"use_invigilators": "1"})
    room, other = make_room(store), make_room(store, "Sal Ö", clearing_min=15)
    add_room_use(
        store, room=room, title="Svenska för invandrare", starts=ONE.replace(minute=15), ends=THREE
    )
    exam, student = make_exam(store, 0), slower(store)
    checked = check_booking(store, wish=Wish(student=student, exam=exam))
    assert (checked.ends, [one.room for one in checked.rooms]) == (THREE, [other])
    with pytest.raises(Clash, match="13:15"):
        make_booking(store, student=student, exam=exam, room=room)
    made = make_booking(store, 1, exam=exam, room=other)
    sitting = booking_page(store, booking=made).sitting
    assert sitting
    noon = NINE.replace(hour=12)
    vera, åke = (add_invigilator(store, name=name) for name in ("Vera", "Åke"))
    add_duty(store, sitting=sitting, invigilator=vera, ends=noon)
    add_duty(store, sitting=sitting, invigilator=åke, starts=noon)
    make_booking(store, student=student, exam=exam, room=other)
    # The later end is the sitting's, and the relief stays until the room has been cleared.
    assert sitting_page(store, sitting=sitting).card.ends == THREE
    duties = list_duties(store, first=DAY, last=DAY, sitting=sitting)
    assert [(one.name, one.starts, one.ends) for one in duties] == [
        ("Vera", NINE, noon), ("Åke", noon, THREE.replace(minute=15))
    ]  # fmt: skip
    assert list_staffing(store, first=DAY, last=DAY)[0].sentences == ()


def test_the_relief_is_wanted_elsewhere_when_the_extended_time_begins(store: Store) -> None:
    change_settings(store, values={"use_invigilators": "1"})
    room, other = make_room(store), make_room(store, "Sal Ö")
    exam = make_exam(store, 0)
    sitting = booking_page(store, booking=make_booking(store, 1, exam=exam)).sitting
    afternoon = make_booking(store, 2, starts=ONE, room=other, reason="x")
    later = booking_page(store, booking=afternoon).sitting
    assert sitting
    assert later
    åke = add_invigilator(store, name="Åke")
    add_duty(store, sitting=sitting, invigilator=åke)
    add_duty(store, sitting=later, invigilator=åke)
    student = slower(store)
    before = store.digest()
    with pytest.raises(Clash):
        make_booking(store, student=student, exam=exam, room=room)
    assert store.digest() == before


def test_two_exams_in_one_room_with_different_late_limits_and_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict, mild = make_provider(store, "Stängd dörr"), make_provider(store, "En halvtimme")
    for provider, entry, leave in ((strict, 0, 30), (mild, 30, 60)):
        set_rule(store, provider=provider, rule=Rule.LATEST_ENTRY, number=entry)
        set_rule(store, provider=provider, rule=Rule.EARLIEST_EXIT, number=leave, word="local")
    first = make_booking(store, 1, exam=make_exam(store, 1, provider=strict))
    second = make_booking(store, 2, exam=make_exam(store, 2, provider=mild, minutes=120))
    rows = [booking_page(store, booking=one) for one in (first, second)]
    assert rows[0].sitting == rows[1].sitting
    assert [one.ends.hour for one in rows] == [13, 11]
    assert sitting_page(store, sitting=str(rows[0].sitting)).card.ends.hour == 13
    monkeypatch.setattr(store.clock, "today", lambda: DAY)
    came = {"attendance": Attendance.LATE, "at": NINE + timedelta(minutes=10)}
    with pytest.raises(StepReasonNeeded, match="dörren stängs"):
        note_attendance(store, booking=first, **came)
    note_attendance(store, booking=first, **came, reason="Bussen")
    note_attendance(store, booking=second, **came)
    half = NINE + timedelta(minutes=30)
    assert earliest_hand_in(store, booking=first) == half
    assert earliest_hand_in(store, booking=second) == NINE.replace(hour=10)
    with pytest.raises(StepReasonNeeded):
        hand_in(store, booking=second, sheets=1, at=half)
    hand_in(store, booking=first, sheets=1, at=half)


def test_the_13th_booking_in_a_room_for_12_and_capacity_cut_to_8_afterwards(store: Store) -> None:
    room, exam = make_room(store, capacity=12), make_exam(store, 0)
    made = [make_booking(store, n, exam=exam) for n in range(12)]
    late = {"student": make_student(store, 12), "exam": exam, "room": room, "approved_by": "x"}
    before = store.digest()
    with pytest.raises(RoomFull) as full:
        book_exam(store, **late)
    assert full.value.capacity == 12
    with pytest.raises(RoomTooSmall) as small:
        change_room(store, room=room, capacity=8)
    assert (small.value.taken, small.value.capacity) == (12, 8)
    assert store.digest() == before
    for booking in made[8:]:
        move_booking(store, booking=booking, room=make_room(store, "Sal Ö"))
    change_room(store, room=room, capacity=8)
    assert {one.name: one.capacity for one in list_rooms(store)} == {"Sal Å": 8, "Sal Ö": 8}
    with pytest.raises(RoomFull):
        book_exam(store, **late)


def test_the_university_moves_the_day_then_the_hour_then_cancels_and_the_fee_is_paid(
    store: Store,
) -> None:
    use_fees(store)
    exam = make_exam(store, 0)
    booking = make_booking(store, student=make_student(store, municipality=FAR), exam=exam)
    fee = set_fee(store, booking=booking)
    note_payment(store, fee=fee, how=PaidHow.SWISH)
    facts = exam_page(store, exam=exam).facts
    next_day = NINE + timedelta(days=1)
    asked = "Lärosätets godkännande av den nya tiden saknas: ST0000, tis 15 dec 09:00"
    move_booking(store, booking=booking, starts=next_day, reason="Lärosätet flyttar")
    assert asked in sentences(store)
    facts = replace(facts, day=next_day.date())
    change_exam(store, exam=exam, facts=facts)
    assert asked not in sentences(store), "it is the university's own time"
    change_exam(store, exam=exam, facts=replace(facts, ordinary_start=time(13)))
    assert asked in sentences(store)
    move_booking(store, booking=booking, starts=next_day.replace(hour=13))
    assert booking_page(store, booking=booking).approved_by == "kursadministratören"
    assert not [said for said in sentences(store) if "nya tiden" in said]
    assert not list_fees(store, which=FeeFilter.REFUNDS)
    cancel_exam(store, exam=exam, why="För få anmälda")
    when = "tis 15 dec 13:00"
    assert f"Inställd av lärosätet, avboka: ST0000, {when}" in sentences(store)
    assert f"Återbetala avgiften: ST0000 Statistik 0, {when}" in sentences(store)
    (back,) = list_fees(store, which=FeeFilter.REFUNDS)
    cancel_booking(store, booking=booking, by=CancelledBy.PROVIDER)
    refund_fee(store, fee=back.uid)
    assert not [said for said in sentences(store) if when in said]
    assert overlaps(store) == []


def test_an_outsider_accepted_only_because_a_resident_writes_and_the_resident_cancels(
    store: Store,
) -> None:
    change_settings(
        store, values={"outsiders_beside": "1", "centre_code": HOME, "area_codes": AGREED}
    )
    visitor = {"student": make_student(store, 1, municipality=FAR), "exam": make_exam(store, 1)}
    with pytest.raises(ReasonNeeded) as caught:
        make_booking(store, **visitor)
    assert caught.value.rules == ("outsider",)
    resident = make_booking(store, 2, student=make_student(store, 2, municipality=AGREED))
    outsider = make_booking(store, **visitor)
    said = "Ingen från området skriver samtidigt, ge skäl eller avboka: ST0001, mån 14 dec 09:00"
    assert said not in sentences(store)
    cancel_booking(store, booking=resident, by=CancelledBy.STUDENT)
    (line,) = [one for one in to_do(store, days=60) if one.sentence == said]
    assert (line.uid, line.lacks) == (outsider, None)
    assert booking_page(store, booking=outsider).cancelled_by == "", "it is proposed, not done"
    move_booking(store, booking=outsider, reason="Vi är här ändå")
    assert said not in sentences(store)
    change_settings(store, values={"outsiders_beside": "0"})
    make_booking(store, 3, student=make_student(store, 3, municipality=FAR), starts=ONE, reason="x")
    assert said not in sentences(store)


def test_nobody_is_told_that_a_protected_person_is_an_outsider(store: Store) -> None:
    change_settings(store, values={"outsiders_beside": "1", "centre_code": HOME})
    student = make_student(store, 1, municipality=FAR)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    make_booking(store, 1, student=student)
    # Who may live in the area counts as one who does.
    make_booking(store, 2, student=make_student(store, 2, municipality=FAR))
    assert not [said for said in sentences(store) if "området" in said]


def test_an_invigilator_who_is_the_students_sister(store: Store) -> None:
    """Warned as soon as she is on duty at that hour, whichever room, and when staff is proposed."""
    change_settings(store, values={"use_invigilators": "1"})
    exam, student = make_exam(store, 1), make_student(store, 2)
    room, other = make_room(store), make_room(store, "Sal Ö")
    sitting = str(booking_page(store, booking=make_booking(store, 1, exam=exam)).sitting)
    vera = add_invigilator(store, name="Vera")
    add_kinship(store, invigilator=vera, student=student)
    asked = make_booking(store, student=student, exam=exam, give_place=False)
    found = propose_invigilators(store, sitting=sitting)[0]
    assert (found.fit, found.reasons[0][:12]) == (Fit.ASK, "närstående t")
    duty = add_duty(store, sitting=sitting, invigilator=vera)
    wish = Wish(student=student, exam=make_exam(store, 3))
    codes = {
        chosen: [one.code for one in check_booking(store, wish=replace(wish, room=chosen)).findings]
        for chosen in (None, room, other)
    }
    assert ["near" in codes[one] for one in (None, room, other)] == [True, True, False]
    with pytest.raises(ReasonNeeded) as caught:
        give_place(store, booking=asked)
    assert caught.value.rules == ("near",)
    assert "Vera" not in str(caught.value)
    give_place(store, booking=asked, room=other)
    cancel_duty(store, duty=duty)
    # One who goes from room to room watches over everybody.
    with pytest.raises(TooNear):
        add_duty(store, sitting=sitting, invigilator=vera, role=DutyRole.FLOATING)
    cancel_booking(store, booking=asked, by=CancelledBy.STUDENT)
    add_duty(store, sitting=sitting, invigilator=vera, role=DutyRole.FLOATING)
    with pytest.raises(ReasonNeeded):
        make_booking(store, student=student, exam=wish.exam, room=other)
    made = make_booking(store, student=student, exam=wish.exam, room=other, reason="Byts ut")
    assert booking_page(store, booking=made).override_reason == "Byts ut"
    said = "En tentavakt är närstående till någon som skriver: Sal Å, mån 14 dec 09:00"
    assert said in sentences(store)
