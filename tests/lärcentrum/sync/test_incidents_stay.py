"""What went wrong at an exam, how somebody showed who they are and who left the room: it stays."""

from datetime import UTC, date, datetime, time

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import note_incident
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.toilet_visits import Visit, type_back_toilet_log
from lärcentrum.exams.typed_lines import IdKind, TypedLine
from lärcentrum.exams.typed_lists import attendance_rows, type_back_list
from lärcentrum.sync.keys import make_centre_keys
from lärcentrum.sync.levels import Level
from lärcentrum.sync.payloads import build_payload
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.months import decide, name_centre

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("level", [Level.NONE, Level.PSEUDONYMOUS, Level.IDENTIFIED])
def test_the_monthly_file_is_the_same_with_and_without(store, level):
    name_centre(store)
    make_centre_keys(store)
    decide(store, *([level] if level is not Level.NONE else []))
    make_booking(store, 0, exam=make_exam(store, 0, day=TODAY), reason="ja")
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    (card,) = list_sittings(store, first=TODAY, last=TODAY)
    (row,) = attendance_rows(store, sitting=card.uid)
    line = TypedLine(booking=row.booking.uid, attendance=Attendance.PRESENT, sheets=2)
    type_back_list(store, sitting=card.uid, lines=[line])
    before = build_payload(store, "2026-11", level, 1)
    note_incident(store, sitting=card.uid, kind=IncidentKind.ILLNESS, booking=row.booking.uid,
                  note="Hemligheten")  # fmt: skip
    note_incident(store, sitting=card.uid, kind=IncidentKind.FIRE_ALARM, minutes=20)
    visit = Visit(booking=row.booking.uid, out=time(10))
    type_back_toilet_log(store, sitting=card.uid, visits=[visit])
    shown = TypedLine(booking=row.booking.uid, attendance=Attendance.PRESENT, sheets=2,
                      id_kind=IdKind.NONE, note="Hemligheten")  # fmt: skip
    type_back_list(store, sitting=card.uid, lines=[shown])
    assert build_payload(store, "2026-11", level, 1) == before
