"""A substitute reaches today's sittings, papers and attendance, and nothing of another day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from lärcentrum import (
    areas,
    history,
    opening,  # noqa: F401  (declares every operation)
)
from lärcentrum.certificates.certificates import certificate_paper
from lärcentrum.certificates.issuing import mark_certificate_printed
from lärcentrum.clock import FixedClock
from lärcentrum.documents import day_lists, prints
from lärcentrum.documents.certificate_sets import mark_certificates_printed
from lärcentrum.documents.day_lists import day_list_pdf
from lärcentrum.documents.incident_reports import incident_report_pdf
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.documents.key_list_paper import key_list_pdf
from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.sitting_papers import attendance_list_pdf, sitting_papers_pdf
from lärcentrum.errors import NotAllowed
from lärcentrum.exams import attendance as day
from lärcentrum.exams import (
    booking_lists,
    custody,
    custody_return,
    days,
    exams,
    fees_lists,
    incidents,
    invigilator_proposals,
    invigilators,
    overruns,
    paper_codes,
    room_proposals,
    room_uses,
    sittings,
    staffing,
    toilet_visits,
    typed_lists,
)
from lärcentrum.exams import rooms as rooms_of
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import NotToday
from lärcentrum.exams.fees_lists import booking_fees
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.seating import seat_changes
from lärcentrum.exams.typed_lines import TypedLine
from lärcentrum.operations import REGISTRY
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_provider, make_room, new_exam
from tests.helpers.sat import name_centre

TODAY, OTHER = date(2026, 11, 23), date(2026, 12, 7)
TEN = time(10)


@dataclass
class Of:
    """What there is of one day; `certificate` is first the booking that it is issued for."""

    day: date
    booking: str
    sitting: str
    exam: str
    duty: str
    certificate: str
    room: str
    other_room: str
    invigilator: str
    seat: str
    other_invigilator: str
    provider: str


@pytest.fixture
def both(store: Store) -> tuple[Of, Of]:
    """The same of today and of another day, and a substitute at the desk at two o'clock."""
    name_centre(store)
    rooms = make_room(store), make_room(store, "Sal Ö")
    watch = invigilators.add_invigilator(store, name="Berit Åström")
    made = [_of(store, n, on, watch, rooms) for n, on in enumerate((TODAY, OTHER))]
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 12, 7, 15, tzinfo=UTC)
    made[1].certificate = issue_certificate(store, booking=made[1].certificate, was_present=True)
    store.clock.at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    made[0].certificate = issue_certificate(store, booking=made[0].certificate, was_present=True)
    store.session = replace(store.session, user="nils", rights=RIGHTS[Role.SUBSTITUTE])
    return made[0], made[1]


def _of(store: Store, n: int, on: date, watch: str, rooms: tuple[str, str]) -> Of:
    exam = new_exam(store, n, day=on, anonymous=True)
    booking = make_booking(store, n, new_exam=exam, room=rooms[0], reason="Sent ute")
    row = booking_page(store, booking=booking)
    assert row.sitting
    duty = invigilators.add_duty(store, sitting=row.sitting, invigilator=watch)
    sat = make_booking(store, n + 10, exam=row.exam, room=rooms[0], reason="Sent ute")
    seat = rooms_of.list_seats(store, room=rooms[0])[-1].uid
    paper_codes.make_codes(store, exam=row.exam)
    spare = invigilators.add_invigilator(store, name=f"Reserv {n}")
    return Of(
        on,
        booking,
        row.sitting,
        row.exam,
        duty,
        sat,
        *rooms,
        watch,
        seat,
        spare,
        make_provider(store),
    )


def wall(of: Of) -> datetime:
    return datetime.combine(of.day, datetime.min.time()) + timedelta(hours=16)


DRAWN = prints.PaperContent(paper=SittingPaper.DOOR, facts=())
CALLS: dict[Callable[..., Any], Callable[[Of], dict[str, Any]]] = {
    booking_lists.list_bookings: lambda of: {"first": of.day, "last": of.day},
    booking_lists.booking_page: lambda of: {"booking": of.booking},
    fees_lists.booking_fees: lambda of: {"booking": of.booking},
    days.day_page: lambda of: {"day": of.day},
    sittings.list_sittings: lambda of: {"first": of.day, "last": of.day},
    seat_changes.sitting_seats: lambda of: {"sitting": of.sitting},
    seat_changes.take_seat: lambda of: {"booking": of.booking, "seat": of.seat},
    sittings.sitting_page: lambda of: {"sitting": of.sitting},
    exams.list_exams: lambda of: {"first": of.day, "last": of.day},
    exams.exam_page: lambda of: {"exam": of.exam},
    custody.expect_material: lambda of: {"exam": of.exam},
    custody.receive_parcel: lambda of: {"exam": of.exam, "how": "post"},
    custody.check_parcel: lambda of: {"exam": of.exam, "copies": 2},
    custody.lock_up_parcel: lambda of: {"exam": of.exam, "place": "Kassaskåpet"},
    paper_codes.exam_codes: lambda of: {"exam": of.exam},
    custody.day_custody: lambda of: {"day": of.day},
    custody_return.take_out_exam: lambda of: {"exam": of.exam},
    custody.exam_custody: lambda of: {"exam": of.exam},
    exams.receive_material: lambda of: {"exam": of.exam},
    invigilators.list_duties: lambda of: {"first": of.day, "last": of.day},
    invigilator_proposals.propose_invigilators: lambda of: {"sitting": of.sitting},
    invigilator_proposals.who_can_come: lambda of: {"sitting": of.sitting, "duty": of.duty},
    invigilator_proposals.replace_duty: lambda of: {
        "duty": of.duty, "invigilator": of.other_invigilator
    },
    invigilators.answer_duty: lambda of: {"duty": of.duty, "answer": "no"},
    invigilators.cancel_duty: lambda of: {"duty": of.duty},
    invigilators.add_duty: lambda of: {"sitting": of.sitting, "invigilator": of.invigilator},
    staffing.list_staffing: lambda of: {"first": of.day, "last": of.day},
    room_uses.list_room_uses: lambda of: {"starts": wall(of), "ends": wall(of).replace(hour=18)},
    room_proposals.first_time: lambda of: {"tries": [datetime.combine(of.day, TEN)], "minutes": 60},
    room_proposals.propose_rooms: lambda of: {"starts": wall(of), "minutes": 60},
    sittings.change_sitting_room: lambda of: {"sitting": of.sitting, "room": of.other_room},
    key_list_pdf: lambda of: {"exam": of.exam},
    day_list_pdf: lambda of: {"day": of.day},
    attendance_list_pdf: lambda of: {"sitting": of.sitting},
    booking_fees: lambda of: {"booking": of.booking},
    sitting_papers_pdf: lambda of: {"sitting": of.sitting},
    day_lists.day_list_content: lambda of: {"day": of.day},
    day_lists.printed_day_list: lambda of: {"day": of.day},
    day_lists.note_day_list: lambda of: {"day": of.day, "facts": []},
    prints.paper_contents: lambda of: {"sitting": of.sitting},
    prints.printed_papers: lambda of: {"sitting": of.sitting},
    prints.note_prints: lambda of: {"sitting": of.sitting, "contents": [DRAWN]},
    certificate_paper: lambda of: {"certificate": of.certificate},
    mark_certificate_printed: lambda of: {"certificate": of.certificate},
    mark_certificates_printed: lambda of: {"certificates": [of.certificate]},
    day.earliest_hand_in: lambda of: {"booking": of.booking},
    day.note_attendance: lambda of: {"booking": of.booking, "attendance": Attendance.PRESENT},
    day.hand_in: lambda of: {"booking": of.booking, "sheets": 2},
    typed_lists.attendance_rows: lambda of: {"sitting": of.sitting},
    typed_lists.type_back_list: lambda of: {
        "sitting": of.sitting,
        "lines": [TypedLine(booking=of.booking, attendance=Attendance.PRESENT, sheets=3)],
    },
    toilet_visits.list_toilet_visits: lambda of: {"sitting": of.sitting},
    toilet_visits.type_back_toilet_log: lambda of: {"sitting": of.sitting, "visits": []},
    overruns.list_overruns: lambda of: {"day": of.day},
    incidents.list_incidents: lambda of: {"sitting": of.sitting},
    incidents.note_incident: lambda of: {
        "sitting": of.sitting, "kind": IncidentKind.DISTURBANCE, "at": datetime.combine(of.day, TEN)
    },
    custody_return.count_hand_ins: lambda of: {
        "exam": of.exam, "papers": 1, "sheets": 2, "signed_by": "Berit", "reason": "En är kvar"
    },
    incident_report_pdf: lambda of: {"day": of.day, "provider": of.provider},
    day.send_bookings: lambda of: {"bookings": [of.booking], "how": "Rek"},
    custody_return.note_scanned: lambda of: {"exam": of.exam},
    custody_return.note_posted: lambda of: {"exam": of.exam, "papers": 1},
    day.note_receipt: lambda of: {"bookings": [of.booking]},
}  # fmt: skip
NO_DAY = {
    "undo": "its own test below",
    "undo_last": "only what this session did",
    "redo_last": "only what this session did",
    "undo_menu": "only what this session did",
    "to_do": "gives today's only",
    "list_rooms": "no person and no day in it",
    "list_seats": "no person and no day in it",
    "room_plan": "no person and no day in it",
    "list_invigilators": "who can be put on today's sitting",
    "list_providers": "no person and no day in it",
    "list_users": "who is at the desk",
    "change_password": "one's own",
}
DAILY = ("lärcentrum.exams", "lärcentrum.documents", "lärcentrum.certificates", "lärcentrum.people",
         "lärcentrum.history", "lärcentrum.practice")  # fmt: skip


def test_today_is_open_and_another_day_is_shut(store: Store, both: tuple[Of, Of]) -> None:
    today, other = both
    for call, arguments in CALLS.items():
        before = store.digest()
        with pytest.raises(NotToday) as caught:
            call(store, **arguments(other))
        assert store.digest() == before, call.__name__
        assert len(caught.value.parts()) == 3
    for call, arguments in CALLS.items():
        call(store, **arguments(today))


def test_a_substitute_clears_attendance_of_today_only(store: Store, both: tuple[Of, Of]) -> None:
    today, other = both
    _note(store, today)
    day.clear_attendance(store, booking=today.booking)
    with pytest.raises(NotToday):
        day.clear_attendance(store, booking=other.booking)


def test_a_substitute_removes_an_incident_of_today_only(store: Store, both: tuple[Of, Of]) -> None:
    today, other = both
    nils, store.session = store.session, replace(store.session, rights=frozenset(Right))
    assert isinstance(store.clock, FixedClock)
    now, store.clock.at = store.clock.at, datetime(2026, 12, 7, 15, tzinfo=UTC)
    (late,) = incidents.note_incident(store, sitting=other.sitting, kind=IncidentKind.DISTURBANCE)
    store.session, store.clock.at = nils, now
    with pytest.raises(NotToday):
        incidents.remove_incident(store, incident=late)
    (own,) = incidents.note_incident(store, sitting=today.sitting, kind=IncidentKind.DISTURBANCE)
    incidents.remove_incident(store, incident=own)


def test_no_limit_is_more_than_today(store: Store, both: tuple[Of, Of]) -> None:
    for arguments in ({}, {"first": TODAY}, {"first": date(2000, 1, 1), "last": date(2100, 1, 1)}):
        with pytest.raises(NotToday, match="bara dagens"):
            booking_lists.list_bookings(store, **arguments)
    assert {line.starts.date() for line in days.to_do(store)} <= {TODAY}


def test_every_operation_of_today_asks_whose_day_it_is() -> None:
    areas.load()
    guarded = {call.__name__ for call in CALLS} | {"clear_attendance", "remove_incident"}
    open_ones = {
        one.name
        for one in REGISTRY.values()
        if one.right is Right.TODAY and one.function.__module__.startswith(DAILY)
    }
    assert open_ones - guarded == set(NO_DAY)


def test_a_substitute_takes_back_only_what_that_person_did_today(
    store: Store, both: tuple[Of, Of]
) -> None:
    head = replace(store.session, user="head", rights=frozenset(Right))
    nils, store.session = store.session, head
    by_head = _note(store, both[0])
    store.session = nils
    with pytest.raises(NotAllowed):
        history.undo(store, operation=by_head)
    own = _note(store, both[0])
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        history.undo(store, operation=own)
    store.clock.at = datetime(2026, 11, 23, 14, tzinfo=UTC)
    history.undo(store, operation=own)
    history.redo_last(store)
    store.session = head
    history.undo(store, operation=_last(store))


def _note(store: Store, of: Of) -> int:
    there = booking_page(store, booking=of.booking).attendance
    other = Attendance.ABSENT if there == "present" else Attendance.PRESENT
    day.note_attendance(store, booking=of.booking, attendance=other, reason="Tåget var sent")
    return _last(store)


def _last(store: Store) -> int:
    return int(store.value("SELECT max(id) FROM operation"))
