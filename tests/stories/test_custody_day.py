"""A January day of forty students in three rooms with six exams, from the safe to the receipt."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.clock import FixedClock
from lärcentrum.documents.incident_reports import incident_report_pdf
from lärcentrum.documents.issue_certificate import issue_many
from lärcentrum.documents.key_list_paper import key_list_pdf
from lärcentrum.documents.sitting_papers import SittingPaper, sitting_papers_pdf
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.custody import (
    check_parcel,
    day_custody,
    exam_custody,
    lock_up_parcel,
    receive_parcel,
)
from lärcentrum.exams.custody_errors import CountsDiffer
from lärcentrum.exams.custody_log import How, Step, day_text
from lärcentrum.exams.custody_reminder import receipt_reminder
from lärcentrum.exams.custody_return import (
    count_hand_ins,
    note_copies_destroyed,
    note_posted,
    note_provider_receipt,
    note_receipt_reminded,
    note_scanned,
    take_out_exam,
)
from lärcentrum.exams.days import Kind, to_do
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import note_incident
from lärcentrum.exams.paper_codes import exam_codes, paste_codes
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.exams.typed_lines import IdKind, TypedLine
from lärcentrum.exams.typed_lists import attendance_rows, type_back_list
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.users import RIGHTS, Role
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.exams import make_booking, make_exam, make_provider, make_room
from tests.helpers.people import make_student
from tests.helpers.sat import name_centre

DAY = date(2027, 1, 12)  # a Tuesday; the 6th is a holiday, so 48 hours before is Friday the 8th
ROOMS = {"Stora salen": 16, "Sal Å": 14, "Sal Ö": 10}
# How many write each exam in each room.
SPREAD = (
    {"Stora salen": 10},
    {"Stora salen": 6, "Sal Å": 2},
    {"Sal Å": 7},
    {"Sal Å": 5, "Sal Ö": 1},
    {"Sal Ö": 5},
    {"Sal Ö": 4},
)
SHORT, SPLIT, ANONYMOUS, LATE, PROTECTED, SCANNED = range(6)
"""What each exam has: a sheet missing, two rooms, codes, a reminder, an alias, a scan."""
LETTERS = "ABCDEFGHIJKLMNOPRSTUVXYÅÄÖ"


@dataclass
class January:
    """The day: the exams in order, and the person with a protected identity."""

    exams: list[str]
    hidden: str


@pytest.fixture
def january(store: Store) -> January:
    """Forty students booked in November, with names that nobody shares."""
    name_centre(store)
    change_settings(store, values={"use_custody": "1", "todo_days": "60"})
    exams, n = [], 0
    for at, rooms in enumerate(SPREAD):
        provider = make_provider(store, f"Lärosäte {'ABC'[at // 2]}")
        exam = make_exam(
            store, at, provider=provider, day=DAY, ordinary_start=time(9),
            anonymous=at == ANONYMOUS,
        )  # fmt: skip
        exams.append(exam)
        for room, count in rooms.items():
            for _student in range(count):
                name = f"Berg{LETTERS[n // 7]}{LETTERS[n % 26]}".capitalize()
                student = make_student(store, n, given_name="Åsa", family_name=name)
                where = make_room(store, room, ROOMS[room])
                make_booking(store, student=student, exam=exam, room=where)
                n += 1
    assert n == 40
    hidden = booked(store, exams[PROTECTED])[0]
    set_protection(store, student=hidden.student, protection=Protection.MARKED, reason="Beslut")
    return January(exams, hidden.name)


def booked(store: Store, exam: str) -> list[BookingRow]:
    """Who writes an exam; asked by its day, as a substitute may."""
    return list_bookings(store, first=DAY, last=DAY, exam=exam)


def at(store: Store, *when: int) -> None:
    """Set the clock, UTC."""
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(*when, tzinfo=UTC)  # type: ignore[arg-type,misc]


def lines(store: Store) -> list[str]:
    """What is to be done about the material, without the exam and the day."""
    found = [one for one in to_do(store) if one.kind is Kind.CUSTODY]
    return [one.sentence.partition(":")[0] for one in found]


def come(store: Store, january: January) -> None:
    """Thursday the 7th: post, mail and a courier; all of it counted and locked in."""
    at(store, 2027, 1, 7, 9)
    for n, exam in enumerate(january.exams):
        copies = len(booked(store, exam))
        receive_parcel(store, exam=exam, how=list(How)[n % 3], copies=copies)
        check_parcel(store, exam=exam, copies=copies)
        lock_up_parcel(store, exam=exam, place="Kassaskåpet")
        assert exam_custody(store, exam=exam).lacks == ()
    codes = (f"{one.name}\tJUR-{n:03}" for n, one in enumerate(exam_codes(
        store, exam=january.exams[ANONYMOUS]), 41))  # fmt: skip
    assert paste_codes(store, exam=january.exams[ANONYMOUS], text="\n".join(codes)) == 7


def print_papers(store: Store, january: January, folder: Path) -> str:
    """Half past seven: every room's set; whoever writes under a code is named on none of them."""
    said = ""
    for card in list_sittings(store, first=DAY, last=DAY):
        said += words_of(sitting_papers_pdf(store, sitting=card.uid), folder)
    under_code = booked(store, january.exams[ANONYMOUS])
    for row in under_code:
        assert row.name.split()[-1] not in said
        assert said.count(row.paper_name) == 3, "attendance list, desk card, return note"
    assert "Person 1" in said
    assert january.hidden.split()[-1] not in said
    keys = words_of(key_list_pdf(store, exam=january.exams[ANONYMOUS]), folder)
    assert all(row.name.split()[-1] in keys for row in under_code)
    return said


def happen(store: Store, january: January, folder: Path) -> None:
    """Ten in the morning: a fire alarm in the whole house, and a telephone on one desk."""
    card = list_sittings(store, first=DAY, last=DAY)[0]
    alarmed = note_incident(
        store, sitting=card.uid, kind=IncidentKind.FIRE_ALARM, minutes=10, everywhere=True
    )
    assert len(alarmed) == len(ROOMS)
    one = booked(store, january.exams[SHORT])[0]
    note_incident(store, sitting=one.sitting, kind=IncidentKind.FORBIDDEN_AID, booking=one.uid,
                  note="Telefonen låg framme")  # fmt: skip
    for provider in {exam_page(store, exam=exam).facts.provider for exam in january.exams}:
        told = words_of(incident_report_pdf(store, provider=provider), folder)
        mine = provider == exam_page(store, exam=january.exams[SHORT]).facts.provider
        assert ("Telefonen" in told) is mine, "what is about one is read by that provider only"
        assert "Brandlarm" in told
    for each in list_sittings(store, first=DAY, last=DAY):
        protocol = sitting_papers_pdf(store, sitting=each.uid, papers=[SittingPaper.PROTOCOL])
        assert "13.10" in words_of(protocol, folder).replace(":", ".")


def line_of(row: BookingRow, n: int, seat: int) -> TypedLine:
    """What stands on the paper: one did not come, one was late, one handed in nothing."""
    if (n, seat) == (SPLIT, 0):
        return TypedLine(booking=row.uid, attendance=Attendance.ABSENT)
    late = (n, seat) == (LATE, 0)
    return TypedLine(
        booking=row.uid,
        attendance=Attendance.LATE if late else Attendance.PRESENT,
        came=time(9, 20 if late else 0),
        id_kind=IdKind.PASSPORT if seat % 2 else IdKind.LICENCE,
        left=row.ends.time(),
        sheets=0 if (n, seat) == (SCANNED, 0) else 3 + seat % 3,
    )


def type_back(store: Store, january: January) -> dict[str, int]:
    """The paper lists of the three rooms are typed back in their order; the sheets by exam."""
    place = {
        row.uid: (n, seat) for n, exam in enumerate(january.exams)
        for seat, row in enumerate(booked(store, exam))
    }  # fmt: skip
    typed = 0
    for card in list_sittings(store, first=DAY, last=DAY):
        rows = attendance_rows(store, sitting=card.uid)
        lines = [line_of(row.booking, *place[row.booking.uid]) for row in rows]
        typed += type_back_list(store, sitting=card.uid, lines=lines)
    assert typed == 40
    return {exam: exam_custody(store, exam=exam).tally.sheets for exam in january.exams}


def certify(store: Store, january: January) -> None:
    """Everyone who came has a certificate in one go, except who is protected: one at a time."""
    rows = [row for exam in january.exams for row in booked(store, exam)]
    result = issue_many(store, bookings=[row.uid for row in rows], kind=CertificateKind.SAT)
    assert (len(result.issued), result.absent, result.protected) == (38, 1, 1)


def collect(store: Store, january: January, sheets: dict[str, int]) -> int:
    """Count each exam against its hand-ins; one sheet is missing, which somebody signs for."""
    signed = 0
    for n, exam in enumerate(january.exams):
        tally = exam_custody(store, exam=exam).tally
        typed: dict[str, Any] = {"papers": tally.handed_in, "sheets": sheets[exam] - (n == SHORT)}
        if n == SHORT:
            with pytest.raises(CountsDiffer):
                count_hand_ins(store, exam=exam, **typed)
            count_hand_ins(
                store, exam=exam, **typed, signed_by="Berit Åström", reason="Ett kladdblad kom med"
            )  # fmt: skip
            signed += 1
        else:
            count_hand_ins(store, exam=exam, **typed)
    return signed


def test_from_the_safe_to_the_receipt(store: Store, january: January, tmp_path: Path) -> None:
    come(store, january)
    at(store, 2027, 1, 12, 6, 30)
    substitute, staff = replace(store.session, rights=RIGHTS[Role.SUBSTITUTE]), store.session
    store.session = substitute
    assert day_text(day_custody(store)) == "inlåst 6"
    said = print_papers(store, january, tmp_path)
    at(store, 2027, 1, 12, 7, 30)
    for exam in january.exams:
        take_out_exam(store, exam=exam, by="Nils Persson")
    assert day_text(day_custody(store)) == "uttagen 6"
    at(store, 2027, 1, 12, 9)
    happen(store, january, tmp_path)
    at(store, 2027, 1, 12, 14)
    sheets = type_back(store, january)
    assert lines(store) == ["Skrivna tentor är inte räknade"] * 6
    signed = collect(store, january, sheets)
    assert lines(store) == ["Skrivna tentor är inte skickade"] * 6
    notes = "".join(
        words_of(sitting_papers_pdf(store, sitting=one.uid, papers=[SittingPaper.RETURN]), tmp_path)
        for one in list_sittings(store, first=DAY, last=DAY)
    )
    short = str(sheets[january.exams[SHORT]] - 1)
    assert re.search(rf"\b10\s+{short}\b", notes), "the counted figures, not the typed ones"
    for n, exam in enumerate(january.exams):
        if n == SCANNED:
            note_scanned(store, exam=exam)
        else:
            papers = exam_custody(store, exam=exam).tally.handed_in
            note_posted(store, exam=exam, papers=papers, tracking=f"RR{n:09}SE")
    with pytest.raises(NotAllowed):
        note_provider_receipt(store, exam=january.exams[0])
    store.session = staff
    assert lines(store) == []
    certify(store, january)
    finish(store, january)
    rows = [row for exam in january.exams for row in booked(store, exam)]
    assert {row.state for row in rows} == {State.RECEIVED, State.ABSENT}
    found = day_custody(store, day=DAY)
    assert day_text(found) == "kopior förstörda 6"
    assert all(row.name.split()[-1] not in said for row in rows if row.anonymous)
    print(
        f"{len(rows)} studenter, {len(ROOMS)} salar, {len(found)} tentor, "
        f"{sum(len(one.events) for one in found)} rader i loggen, "
        f"{sum(one.counted.papers or 0 for one in found if one.counted)} tentor och "
        f"{sum(one.counted.sheets or 0 for one in found if one.counted)} blad räknade, "
        f"{signed} skillnad signerad"
    )


def finish(store: Store, january: January) -> None:
    """Five receipts within the week; the sixth after a reminder; then the copies are destroyed."""
    at(store, 2027, 1, 19, 9)
    for n, exam in enumerate(january.exams):
        if n != LATE:
            note_provider_receipt(store, exam=exam, note="svar på e-post")
    at(store, 2027, 1, 27, 9)
    assert lines(store) == ["Kvittens saknas, påminn lärosätet"]
    late = january.exams[LATE]
    letter = receipt_reminder(store, exam=late)
    assert "Antal: 6" in letter.body
    note_receipt_reminded(store, exam=late)
    assert lines(store) == []
    at(store, 2027, 1, 29, 9)
    note_provider_receipt(store, exam=late)
    at(store, 2027, 3, 2, 9)
    assert lines(store) == ["Kopiorna är inte förstörda"] * 6
    for exam in january.exams:
        note_copies_destroyed(store, exam=exam)
    assert lines(store) == []
    assert {one.step for one in day_custody(store, day=DAY)} == {Step.DESTROYED}
