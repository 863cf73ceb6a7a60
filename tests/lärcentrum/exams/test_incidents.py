"""What went wrong at an exam: whom it is about, who reads of it, and the ends that it moves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.exams.attendance import Attendance, hand_in, note_attendance
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import NotToday
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import list_incidents, note_incident, remove_incident
from lärcentrum.exams.overruns import list_overruns
from lärcentrum.exams.sittings import list_sittings, open_sitting, sitting_page
from lärcentrum.history import undo_last
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.users import RIGHTS, Role
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9)
K = IncidentKind


def at(store, hour, minute=0):
    """Set the clock on the wall (winter time)."""
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def sittings(store):
    """Two rooms at nine today with two exams in the first; it is eleven."""
    one, two = make_exam(store, 0, day=TODAY), make_exam(store, 1, day=TODAY)
    for n, exam in enumerate((one, two, one)):
        make_booking(store, n, exam=exam, reason="ja")
    make_booking(store, 3, exam=one, room=make_room(store, "Sal Ö"), reason="ja")
    at(store, 11)
    return [one.uid for one in list_sittings(store, first=TODAY, last=TODAY)]


def page(store, sitting):
    return sitting_page(store, sitting=sitting)


def test_note_and_remove(store, sittings):
    person = page(store, sittings[0]).bookings[0]
    elsewhere = page(store, sittings[1]).bookings[0]
    ill = {"sitting": sittings[0], "kind": K.ILLNESS, "booking": person.uid}
    case = Case(
        operation=note_incident,
        good=ill | {"note": "Mådde illa, vilade en stund", "at": NINE},
        bad=[
            ({"sitting": "x", "kind": K.DISTURBANCE}, NotFound),
            (ill | {"booking": None}, BadValue),
            (ill | {"booking": elsewhere.uid}, BadValue),
            (ill | {"minutes": 5}, BadValue),
            (ill | {"at": NINE.replace(hour=12)}, NotAsItStands),
            (ill | {"at": NINE.replace(day=22)}, NotAsItStands),
            (ill | {"kind": K.LATE}, BadValue),
            (ill | {"decision": Decision.ALLOWED}, BadValue),
            (ill | {"kind": K.FIRE_ALARM}, BadValue),
            (ill | {"exam": person.exam}, BadValue),
            ({"sitting": sittings[0], "kind": K.WRONG_MATERIAL, "exam": "x"}, NotFound),
            ({"sitting": sittings[0], "kind": K.FIRE_ALARM, "minutes": 601}, BadValue),
            (ill | {"everywhere": True}, BadValue),
        ],
    )
    (uid,) = check(store, case)
    (one,) = check(
        store, Case(operation=list_incidents, good={"sitting": sittings[0]},
                    bad=[({"sitting": "x"}, NotFound), ({"student": "x"}, NotFound)]),
    )  # fmt: skip
    assert (one.kind, one.at, one.name, one.by) == (
        K.ILLNESS,
        NINE,
        person.name,
        store.session.name,
    )
    assert one.provider_name == person.provider_name
    assert list_incidents(store, student=person.student) == [one]
    check(store, Case(operation=remove_incident, good={"incident": uid},
                      bad=[({"incident": "x"}, NotFound)]))  # fmt: skip
    assert list_incidents(store, sitting=sittings[0]) == []


def test_a_fire_alarm_moves_every_end_of_every_room(store, sittings):
    for sitting in sittings:
        assert page(store, sitting).card.ends == NINE.replace(hour=13)
    early = page(store, sittings[0]).bookings[0]
    note_attendance(store, booking=early.uid, attendance=Attendance.PRESENT)
    hand_in(store, booking=early.uid, sheets=2, at=NINE.replace(hour=10, minute=30))
    before = store.digest()
    made = note_incident(
        store, sitting=sittings[0], kind=K.FIRE_ALARM, at=NINE.replace(hour=10, minute=42),
        minutes=20, everywhere=True,
    )  # fmt: skip
    assert len(made) == 2
    for sitting in sittings:
        there = page(store, sitting)
        assert there.card.ends == NINE.replace(hour=13, minute=20)
        assert there.card.moved == "Sluttiden är flyttad 20 minuter (brandlarm 10:42)."
        for one in there.bookings:
            minute = 0 if one.uid == early.uid else 20
            assert one.ends == NINE.replace(hour=13, minute=minute)
    cards = list_sittings(store, first=TODAY, last=TODAY)
    assert {card.ends for card in cards} == {NINE.replace(hour=13, minute=20)}
    undo_last(store)
    assert store.digest() == before
    assert page(store, sittings[1]).card.moved == ""


def test_a_room_that_is_needed_before_the_moved_end_is_told_of(store, sittings):
    room = page(store, sittings[0]).card.room
    open_sitting(store, room=room, starts=NINE.replace(hour=14), minutes=60)
    alarm = {"sitting": sittings[0], "kind": K.FIRE_ALARM, "at": NINE}
    note_incident(store, **alarm, minutes=20)
    assert check(store, Case(operation=list_overruns, good={})) == []
    note_incident(store, **alarm, minutes=60)
    (found,) = list_overruns(store)
    assert (found.sitting, found.ends) == (sittings[0], NINE.replace(hour=14, minute=20))
    assert "bokad för annat från 1" in found.sentence


def test_time_given_back_to_one_exam_or_one_person_moves_nobody_else(store, sittings):
    first, second = page(store, sittings[0]).bookings[0], page(store, sittings[0]).bookings[-1]
    assert first.exam != second.exam
    note_incident(
        store, sitting=sittings[0], kind=K.WRONG_MATERIAL, exam=first.exam, minutes=10, at=NINE
    )
    assert "ST0000: Sluttiden är flyttad 10 min" in page(store, sittings[0]).card.moved
    note_incident(
        store, sitting=sittings[0], kind=K.TECHNICAL_FAULT, booking=first.uid, minutes=5, at=NINE
    )
    moved = {one.uid: one.moved_min for one in page(store, sittings[0]).bookings}
    assert (moved[first.uid], moved[second.uid]) == (15, 0)
    assert sorted(moved.values()) == [0, 10, 15]


def test_one_let_in_after_the_limit_is_kept_with_the_decision(store, sittings):
    one = page(store, sittings[0]).bookings[0]
    late = {"booking": one.uid, "attendance": Attendance.LATE, "at": NINE.replace(hour=10)}
    note_attendance(store, **late)
    assert list_incidents(store, sitting=sittings[0]) == []
    note_attendance(store, **late | {"at": NINE.replace(hour=10, minute=1)}, reason="Tåget")
    (found,) = list_incidents(store, sitting=sittings[0])
    assert (found.kind, found.decision, found.note) == (K.LATE, Decision.ALLOWED, "Tåget")
    with pytest.raises(NotAsItStands):
        remove_incident(store, incident=found.uid)
    note_attendance(store, **late)
    assert list_incidents(store, sitting=sittings[0]) == []


def test_a_protected_persons_note_is_kept_back(store, sittings):
    one = page(store, sittings[0]).bookings[0]
    note_incident(store, sitting=sittings[0], kind=K.ILLNESS, booking=one.uid, note="Eva mår illa")
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Navet")
    (found,) = list_incidents(store, sitting=sittings[0])
    assert (found.note, found.hidden) == ("", True)
    assert "Skyddad" in found.name


def test_a_substitute_sees_and_notes_todays_only(store, sittings):
    store.session = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE])
    with pytest.raises(NotToday):
        list_incidents(store)
    (uid,) = note_incident(store, sitting=sittings[0], kind=K.DISTURBANCE)
    assert [one.uid for one in list_incidents(store, first=TODAY, last=TODAY)] == [uid]


def test_an_incident_about_all_names_no_provider(store, sittings):
    note_incident(store, sitting=sittings[0], kind=K.NO_INVIGILATOR)
    (found,) = list_incidents(store, sitting=sittings[0])
    assert (found.provider, found.provider_name, found.name, found.course) == (None, "", "", "")
    assert booking_page(store, booking=page(store, sittings[0]).bookings[0].uid).moved_min == 0
