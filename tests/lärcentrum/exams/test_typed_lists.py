"""The paper list typed back: what each line means, the limits by the minute, all or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum import areas, op
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.exams.attendance import Attendance, send_bookings
from lärcentrum.exams.booking_lists import bookings_of_sitting
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import list_incidents
from lärcentrum.exams.list_order import in_list_order
from lärcentrum.exams.provider_rules import set_rule_profile
from lärcentrum.exams.rule_profiles import RuleProfile
from lärcentrum.exams.sittings import list_sittings, sitting_page
from lärcentrum.exams.toilet_visits import Visit, list_toilet_visits, type_back_toilet_log
from lärcentrum.exams.typed_lines import IdKind, Limits, LinesRefused, TypedLine, Wrong, meaning
from lärcentrum.exams.typed_lists import attendance_rows, type_back_list
from lärcentrum.history import undo_last
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.exams import make_booking, make_exam, make_provider
from tests.helpers.matrix import Case, check

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9)
PRESENT, LATE, ABSENT = Attendance.PRESENT, Attendance.LATE, Attendance.ABSENT


@pytest.fixture
def sitting(store):
    """Five people in two exams at nine today, latest entry 45 and earliest exit 60; it is two."""
    rules = RuleProfile(name="", latest_entry=45, earliest_exit=60)
    set_rule_profile(store, provider=make_provider(store), profile=rules)
    change_settings(store, values={"use_seats": "1"})
    exams = [make_exam(store, n, day=TODAY) for n in (1, 0)]
    for n in range(5):
        make_booking(store, n, exam=exams[n % 2], reason="ja")
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 13, tzinfo=UTC)
    (card,) = list_sittings(store, first=TODAY, last=TODAY)
    return card.uid


def rows(store, sitting):
    return attendance_rows(store, sitting=sitting)


def faults(store, sitting, *lines):
    before = store.digest()
    with pytest.raises(LinesRefused) as caught:
        type_back_list(store, sitting=sitting, lines=list(lines))
    assert store.digest() == before
    return [(one.number, one.field) for one in caught.value.faults]


def test_the_order_is_by_exam_and_name_and_one_everywhere(store, sitting):
    listed = rows(store, sitting)
    assert [one.number for one in listed] == [1, 2, 3, 4, 5]
    keys = [(one.booking.course_code, one.booking.listed_name) for one in listed]
    assert [code for code, _name in keys] == ["ST0000"] * 2 + ["ST0001"] * 3
    assert [one.booking.uid for one in listed] == [
        one.uid for one in sitting_page(store, sitting=sitting).bookings
    ]
    set_protection(store, student=listed[0].booking.student, protection=Protection.MARKED,
                   reason="Navet")  # fmt: skip
    again = in_list_order(bookings_of_sitting(store, sitting))
    assert [one.paper_name for one in again[:2]] == sorted(one.paper_name for one in again[:2])


def test_the_whole_list_is_one_operation(store, sitting):
    listed = rows(store, sitting)
    people = [one.booking.uid for one in listed]
    lines = [
        TypedLine(booking=people[0], attendance=PRESENT, id_kind=IdKind.LICENCE,
                  left=time(12, 30), sheets=4),
        TypedLine(booking=people[1], attendance=LATE, came=time(9, 45), left=time(13), sheets=0),
        TypedLine(booking=people[2], attendance=ABSENT),
        TypedLine(booking=people[3], attendance=LATE, came=time(9, 46), note="Tåget",
                  by="Berit", decision=Decision.ALLOWED),
    ]  # fmt: skip
    twice = [lines[0], lines[0]]
    case = Case(
        operation=type_back_list,
        good={"sitting": sitting, "lines": lines},
        bad=[
            ({"sitting": "x", "lines": lines}, NotFound),
            ({"sitting": sitting, "lines": twice}, BadValue),
            ({"sitting": sitting, "lines": []}, NotAsItStands),
            ({"sitting": sitting, "lines": [TypedLine(booking="x")]}, BadValue),
            ({"sitting": sitting, "lines": [replace(lines[3], note="")]}, LinesRefused),
        ],
    )
    assert check(store, case) == 4
    now = rows(store, sitting)
    kept = [replace(one, seat=there.line.seat, by=there.line.by)
            for one, there in zip(lines, now, strict=False)]  # fmt: skip
    assert [one.line for one in now[:4]] == kept
    assert [one.booking.attendance for one in now] == ["present", "late", "absent", "late", ""]
    assert now[0].booking.handed_in == NINE.replace(hour=12, minute=30)
    with pytest.raises(NotAsItStands):
        type_back_list(store, sitting=sitting, lines=lines)
    check(store, Case(operation=attendance_rows, good={"sitting": sitting},
                      bad=[({"sitting": "x"}, NotFound)]))  # fmt: skip


@pytest.mark.parametrize(("minute", "asks"), [(44, False), (45, False), (46, True)])
def test_at_a_limit_of_45_minutes(store, sitting, minute, asks):
    one = rows(store, sitting)[0].booking.uid
    line = TypedLine(booking=one, attendance=LATE, came=time(9, minute))
    if not asks:
        type_back_list(store, sitting=sitting, lines=[line])
        assert list_incidents(store, sitting=sitting) == []
        return
    assert faults(store, sitting, line) == [(1, "decision")]
    assert faults(store, sitting, replace(line, decision=Decision.ALLOWED)) == [(1, "note")]
    out = replace(line, decision=Decision.REFUSED, by="Åsa", note="Ringde läraren")
    type_back_list(store, sitting=sitting, lines=[out])
    there = rows(store, sitting)[0]
    assert (there.booking.attendance, there.line.came) == ("absent", time(9, 46))
    (late,) = list_incidents(store, sitting=sitting)
    assert (late.kind, late.decision, late.by) == (IncidentKind.LATE, Decision.REFUSED, "Åsa")
    assert late.note == "Ringde läraren"
    type_back_list(store, sitting=sitting, lines=[replace(line, came=time(9, 30))])
    assert list_incidents(store, sitting=sitting) == []
    undo_last(store)
    assert [one.uid for one in list_incidents(store, sitting=sitting)] == [late.uid]


@pytest.mark.parametrize(("left", "asks"), [(time(9, 59), True), (time(10), False)])
def test_nobody_leaves_before_the_hour_without_a_note(store, sitting, left, asks):
    row = rows(store, sitting)[0]
    assert row.limits.not_before == NINE.replace(hour=10)
    line = TypedLine(booking=row.booking.uid, attendance=PRESENT, left=left, sheets=1)
    if asks:
        assert faults(store, sitting, line) == [(1, "note")]
        line = replace(line, note="Blev sjuk")
    type_back_list(store, sitting=sitting, lines=[line])
    kinds = [one.kind for one in list_incidents(store, sitting=sitting)]
    assert kinds == ([IncidentKind.EARLY] if asks else [])


def test_what_cannot_be_is_told_by_row_and_nothing_is_saved(store, sitting):
    people = [one.booking.uid for one in rows(store, sitting)]
    wrong = [
        TypedLine(booking=people[0], attendance=LATE),
        TypedLine(booking=people[1], attendance=ABSENT, sheets=3),
        TypedLine(booking=people[2], sheets=3),
        TypedLine(booking=people[3], attendance=PRESENT, came=time(10), left=time(9), note="x",
                  decision=Decision.ALLOWED),
        TypedLine(booking=people[4], attendance=PRESENT, left=time(23)),
    ]  # fmt: skip
    found = [(1, "came"), (2, "sheets"), (3, "sheets"), (4, "left"), (5, "left")]
    assert faults(store, sitting, *wrong) == found
    with pytest.raises(LinesRefused, match="och 2 rader till"):
        type_back_list(store, sitting=sitting, lines=wrong)


def test_no_identity_is_an_incident_and_what_was_shown_is_kept(store, sitting):
    one = rows(store, sitting)[0].booking.uid
    line = TypedLine(booking=one, attendance=PRESENT, id_kind=IdKind.NONE, note="Känd av vakten")
    type_back_list(store, sitting=sitting, lines=[line])
    (found,) = list_incidents(store, sitting=sitting)
    assert (found.kind, found.note) == (IncidentKind.NO_ID, "Känd av vakten")
    shown = replace(line, id_kind=IdKind.PASSPORT, note="")
    type_back_list(store, sitting=sitting, lines=[shown])
    assert list_incidents(store, sitting=sitting) == []
    type_back_list(store, sitting=sitting, lines=[TypedLine(booking=one)])
    there = rows(store, sitting)[0].line
    assert (there.attendance, there.id_kind) == (None, None)


def test_seats_are_corrected_and_two_may_have_changed(store, sitting):
    listed = rows(store, sitting)
    first, second = listed[0].booking, listed[1].booking
    taken = {one.booking.seat_label for one in listed}
    assert "" not in taken
    (free, *_more) = sorted({str(n) for n in range(1, 9)} - taken)
    swapped = [
        TypedLine(booking=one.uid, attendance=PRESENT, seat=other.seat_label)
        for one, other in ((first, second), (second, first))
    ]
    assert faults(store, sitting, swapped[0]) == [(1, "seat")]
    assert faults(store, sitting, replace(swapped[0], seat="99")) == [(1, "seat")]
    type_back_list(store, sitting=sitting, lines=swapped)
    now = [one.booking.seat_label for one in rows(store, sitting)[:2]]
    assert now == [second.seat_label, first.seat_label]
    type_back_list(store, sitting=sitting, lines=[replace(swapped[0], seat=free)])
    assert rows(store, sitting)[0].booking.seat_label == free


def test_what_is_sent_is_not_typed_over(store, sitting):
    one = rows(store, sitting)[0].booking.uid
    line = TypedLine(booking=one, attendance=PRESENT, sheets=2)
    type_back_list(store, sitting=sitting, lines=[line])
    send_bookings(store, bookings=[one], how="Rek")
    assert faults(store, sitting, replace(line, sheets=3)) == [(1, "attendance")]


def test_the_list_is_typed_back_from_the_command_line(store, sitting):
    one = rows(store, sitting)[0].booking.uid
    areas.load()
    lines = [{"booking": one, "attendance": "late", "came": "09:15", "sheets": 3, "left": "12:00"}]
    assert op.call(store, "type_back_list", {"sitting": sitting, "lines": lines}) == 1
    shown = op.call(store, "attendance_rows", {"sitting": sitting})
    assert (shown[0]["number"], shown[0]["line"]["came"]) == (1, "09:15")


def test_toilet_log(store, sitting):
    one, two = (row.booking.uid for row in rows(store, sitting)[:2])
    visits = [Visit(booking=two, out=time(10), back=time(10, 5)), Visit(booking=one, out=time(11))]
    check(store, Case(
        operation=type_back_toilet_log, good={"sitting": sitting, "visits": visits},
        bad=[({"sitting": "x", "visits": visits}, NotFound),
             ({"sitting": sitting, "visits": [Visit(booking="x", out=time(10))]}, BadValue),
             ({"sitting": sitting, "visits": [Visit(booking=one, out=time(8))]}, LinesRefused),
             ({"sitting": sitting, "visits": [replace(visits[0], back=time(9))]}, LinesRefused),
             ({"sitting": sitting, "visits": [replace(visits[0], back=time(23))]}, LinesRefused)],
    ))  # fmt: skip
    assert list_toilet_visits(store, sitting=sitting) == visits
    check(store, Case(operation=list_toilet_visits, good={"sitting": sitting},
                      bad=[({"sitting": "x"}, NotFound)]))  # fmt: skip
    type_back_toilet_log(store, sitting=sitting, visits=visits[:1])
    assert list_toilet_visits(store, sitting=sitting) == visits[:1]


LIMITS = Limits(starts=NINE, ends=NINE.replace(hour=13), entry=45,
                not_before=NINE.replace(hour=10), sheets=True)  # fmt: skip
MINUTES = st.integers(0, 239)


@given(came=MINUTES, left=MINUTES, sheets=st.none() | st.integers(0, 30), limit=MINUTES)
def test_a_line_is_in_time_or_decided_and_never_leaves_before_it_came(came, left, sheets, limit):
    limits = replace(LIMITS, entry=limit)
    at = [(NINE + timedelta(minutes=n)).time() for n in (came, left)]
    line = TypedLine(booking="x", attendance=LATE, came=at[0], left=at[1], sheets=sheets, note="y",
                     decision=Decision.ALLOWED)  # fmt: skip
    if left < came:
        with pytest.raises(Wrong) as caught:
            meaning(line, limits, NINE.replace(hour=14), "Maja")
        assert caught.value.field == "left"
        return
    meant = meaning(line, limits, NINE.replace(hour=14), "Maja")
    kinds = {one.kind for one in meant.following}
    assert (IncidentKind.LATE in kinds) == (came > limit)
    assert (IncidentKind.EARLY in kinds) == (left < 60)
    assert meant.attendance is (LATE if came else PRESENT)
    assert meant.arrived <= meant.left
    assert (meant.handed_in is None) == (sheets is None)


def test_a_digital_exam_is_handed_in_without_sheets(store, sitting):
    meant = meaning(
        TypedLine(booking="x", attendance=PRESENT, left=time(12)),
        replace(LIMITS, sheets=False), NINE.replace(hour=14), "Maja",
    )  # fmt: skip
    assert (meant.handed_in, meant.sheets) == (NINE.replace(hour=12), 0)
