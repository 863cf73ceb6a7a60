"""The incident report goes to one provider, and holds nothing of another's."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.documents.incident_reports import incident_report_pdf
from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.sitting_papers import attendance_list_pdf, sitting_papers_pdf
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams.exams import change_exam, exam_page
from lärcentrum.exams.incident_kinds import IncidentKind
from lärcentrum.exams.incidents import MOST_NOTE, note_incident
from lärcentrum.exams.paper_codes import set_code
from lärcentrum.exams.sittings import list_sittings, sitting_page
from lärcentrum.exams.typed_lists import attendance_rows
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.certificates import words_of
from tests.helpers.exams import make_booking, make_exam, make_provider
from tests.helpers.matrix import Case, check
from tests.helpers.sat import name_centre

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9)
K = IncidentKind


@pytest.fixture
def sitting(store):
    """Two students each of two providers in one room at nine today; it is eleven."""
    name_centre(store)
    for n in range(2):
        provider = make_provider(store, f"Lärosäte {'AB'[n]}")
        exam = make_exam(store, n, day=TODAY, provider=provider)
        for who in range(2):
            make_booking(store, 2 * n + who, exam=exam, reason="ja")
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    (card,) = list_sittings(store, first=TODAY, last=TODAY)
    return card.uid


def page(store, sitting):
    return sitting_page(store, sitting=sitting)


def test_only_that_providers_students_and_exams_are_in_it(store, sitting, tmp_path):
    one, _two, three, _four = page(store, sitting).bookings
    a, b = make_provider(store, "Lärosäte A"), make_provider(store, "Lärosäte B")
    note_incident(store, sitting=sitting, kind=K.FORBIDDEN_AID, booking=one.uid,
                  note="Miniräknare\n\n\nmed minne", at=NINE)  # fmt: skip
    check(store, Case(
        operation=incident_report_pdf, good={"provider": a},
        bad=[({"provider": b}, NotAsItStands), ({"provider": "x"}, NotFound)],
    ))  # fmt: skip
    note_incident(store, sitting=sitting, kind=K.ILLNESS, booking=three.uid, note="Yrsel")
    note_incident(
        store, sitting=sitting, kind=K.WRONG_MATERIAL, exam=three.exam, minutes=7, at=NINE
    )
    note_incident(store, sitting=sitting, kind=K.FIRE_ALARM, minutes=20)
    first = " ".join(words_of(incident_report_pdf(store, provider=a), tmp_path).split())
    other = " ".join(words_of(incident_report_pdf(store, provider=b), tmp_path).split())
    assert "Till Lärosäte A" in first
    assert "Miniräknare med minne" in first
    assert one.name in first
    assert "ST0000 Statistik 0: 0 skrev." in first
    for strange in (three.name, "Yrsel", "ST0001", "Statistik 1", "Lärosäte B", "7 minuter"):
        assert strange not in first
    for strange in (one.name, "Miniräknare", "ST0000", "Lärosäte A"):
        assert strange not in other
    assert "Slutet flyttat 7 minuter" in other
    for said in (first, other):
        assert "Brandlarm" in said
        assert "Alla i salen" in said
        assert "Slutet flyttat 20 minuter" in said


def test_a_protected_person_is_an_alias_and_the_note_is_kept_back(store, sitting, tmp_path):
    one = page(store, sitting).bookings[0]
    note_incident(store, sitting=sitting, kind=K.ILLNESS, booking=one.uid, note="Eva mår illa")
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Navet")
    said = words_of(
        incident_report_pdf(store, provider=make_provider(store, "Lärosäte A")), tmp_path
    )
    assert "Person 1" in said
    for hidden in (one.name, one.listed_name, "Eva mår"):
        assert hidden not in said


def test_the_longest_note_fits_a_page(store, sitting, tmp_path):
    note_incident(store, sitting=sitting, kind=K.DISTURBANCE, note="Bygge. " * (MOST_NOTE // 7))
    said = words_of(
        incident_report_pdf(store, provider=make_provider(store, "Lärosäte A")), tmp_path
    )
    assert said.count("Bygge.") == MOST_NOTE // 7


def test_every_paper_says_the_moved_end_and_why(store, sitting, tmp_path):
    change_settings(store, values={"use_seats": "1"})
    note_incident(store, sitting=sitting, kind=K.FIRE_ALARM, minutes=20,
                  at=NINE.replace(hour=10, minute=42))  # fmt: skip
    for paper in SittingPaper:
        said = words_of(sitting_papers_pdf(store, sitting=sitting, papers=[paper]), tmp_path)
        if paper is not SittingPaper.RETURN:  # it tells of sheets, not of times
            flat = " ".join(said.split())
            assert "13:20" in flat, paper
            assert "flyttad" in flat or "flyttat" in flat, paper


def test_the_paper_has_the_screens_rows(store, sitting, tmp_path):
    said = words_of(attendance_list_pdf(store, sitting=sitting), tmp_path)
    places = [said.index(one.booking.name) for one in attendance_rows(store, sitting=sitting)]
    assert places == sorted(places)
    numbers = [line.strip() for line in said.splitlines() if line.strip().isdigit()]
    assert numbers == ["1", "2", "3", "4"]


def test_who_writes_under_a_code_is_the_code_on_a_report(store, sitting, tmp_path):
    """FH09: the name is nowhere in what leaves."""
    person = page(store, sitting).bookings[0]
    facts = exam_page(store, exam=person.exam).facts
    change_exam(store, exam=person.exam, facts=replace(facts, anonymous=True))
    set_code(store, booking=person.uid, code="K7")
    note_incident(store, sitting=sitting, kind=K.ILLNESS, booking=person.uid, at=NINE)
    words = words_of(incident_report_pdf(store, provider=facts.provider), tmp_path)
    assert "K7" in words
    assert person.name not in words
    assert person.name.split()[-1] not in words
