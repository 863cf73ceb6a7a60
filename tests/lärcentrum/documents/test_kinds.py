"""Every kind of certificate: what it needs, what it says, and what it is refused for."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.activities import Activity
from lärcentrum.certificates.errors import (
    AlreadyIssued,
    BadFacts,
    InternshipNotDone,
    NotHandedIn,
    Unfinished,
    WasAbsent,
)
from lärcentrum.certificates.facts import CertificateFacts, CertificateKind
from lärcentrum.certificates.verify import Outcome
from lärcentrum.documents import issue_other_certificates as other
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.issue_certificate import (
    issue_certificate,
    issue_internship_certificate,
    replace_certificate,
)
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.exams.times import to_minutes
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.sat import STARTS, make_internship, make_sat, name_centre

GONE = "0" * 36
COURSE = Activity(title="Digital baskurs", starts_on=date(2026, 10, 1),
                  ends_on=date(2026, 11, 20), extent="40 timmar")  # fmt: skip


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def facts_of(store: Store, uid: str) -> CertificateFacts:
    facts = register.read_certificate(store, certificate=uid).facts
    assert facts is not None
    return facts


def with_periods(store: Store, n: int, *periods: tuple[str, str, int], **fields: Any) -> str:
    internship = make_internship(store, n, **fields)
    with store.operating("make_periods", "Gjord i ett test", True), store.write():
        for first, last, percent in periods:
            store.insert("internship_period", internship_id=store.id_of("internship", internship),
                         starts_on=first, ends_on=last, percent=percent)  # fmt: skip
    return internship


def test_sat_and_attendance_of_one_booking(store: Store, tmp_path: Path) -> None:
    booking = make_sat(store)
    with pytest.raises(NotHandedIn):
        issue_certificate(store, booking=booking, kind=CertificateKind.SAT)
    done = make_sat(store, 1, handed_in_at=to_minutes(STARTS) + 200)
    uid = issue_certificate(store, booking=done, kind=CertificateKind.SAT)
    words = words_of(register.certificate_paper(store, certificate=uid), tmp_path)
    assert "Tentamensintyg" in words
    assert "12:20" in words
    assert issue_certificate(store, booking=done), "the other kind is another certificate"
    with pytest.raises(AlreadyIssued):
        issue_certificate(store, booking=done, kind=CertificateKind.SAT)
    absent = make_sat(store, 2, attendance="absent")
    for kind in (CertificateKind.SAT, CertificateKind.EXAM):
        with pytest.raises(WasAbsent):
            issue_certificate(store, booking=absent, kind=kind)
    with pytest.raises(BadValue):
        issue_certificate(store, booking=done, kind=CertificateKind.STUDY)


def test_issue_activity_certificate(store: Store, tmp_path: Path) -> None:
    student = make_student(store, 0)
    kind = CertificateKind.PARTICIPATION
    good = {"student": student, "kind": kind, "what": COURSE}
    later = Activity(title="x", starts_on=date(2026, 12, 1))
    bad = [
        (good | {"student": GONE}, NotFound),
        (good | {"kind": CertificateKind.EXAM}, BadValue),
        (good | {"what": later}, BadFacts),
        (good | {"what": Activity(title=" ", starts_on=date(2026, 11, 1))}, BadValue),
        (good | {"what": Activity(title="数学", starts_on=date(2026, 11, 1))}, GlyphMissing),
    ]
    uid = check(store, Case(operation=other.issue_activity_certificate, good=good, bad=bad))
    words = words_of(register.certificate_paper(store, certificate=uid), tmp_path)
    for text in ("Deltagarintyg", "Digital baskurs", "40 timmar", "Storumans lärcentrum",
                 "1 oktober 2026 – 20 november 2026"):  # fmt: skip
        assert text in words
    with pytest.raises(AlreadyIssued):
        other.issue_activity_certificate(store, **good)


def test_the_same_another_day_is_another_certificate(store: Store) -> None:
    """C14, by another end that is the same to the reader but not to the program."""
    student = make_student(store, 0)
    first = other.issue_activity_certificate(
        store, student=student, kind=CertificateKind.PARTICIPATION, what=COURSE
    )
    longer = Activity(title="Digital baskurs", starts_on=date(2026, 10, 1), extent="50 timmar")
    second = other.issue_activity_certificate(
        store, student=student, kind=CertificateKind.PARTICIPATION, what=longer
    )
    assert first != second


@pytest.mark.parametrize(
    ("kind", "what", "field"),
    [
        ("attendance", {"ends_on": date(2026, 11, 24)}, "ends_on"),
        ("study", {"ends_on": date(2026, 12, 24)}, "ends_on"),
        ("participation", {"ends_on": date(2026, 10, 1)}, "ends_on"),
        ("participation", {"starts": time(9)}, "starts"),
        ("attendance", {"ends": time(9)}, "starts"),
        ("attendance", {"starts": time(9), "ends": time(9)}, "ends"),
        ("attendance", {"starts": time(9), "ends_on": date(2026, 11, 20)}, "starts"),
        ("attendance", {"starts_on": date(2026, 11, 23), "starts": time(7), "ends": time(23)},
         "ends"),
    ],
)  # fmt: skip
def test_what_has_not_taken_place_is_not_attested(
    store: Store, kind: str, what: dict[str, Any], field: str
) -> None:
    typed = Activity(**{"title": "Studiebesök", "starts_on": date(2026, 11, 2)} | what)
    with pytest.raises(BadFacts) as caught:
        other.issue_activity_certificate(
            store, student=make_student(store), kind=CertificateKind(kind), what=typed
        )
    assert caught.value.field == field
    assert "Inget nummer" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "what", "starts", "ends", "said"),
    [
        ("attendance", {"starts": time(9), "ends": time(11, 30)},
         "2026-11-02T09:00", "2026-11-02T11:30", "kl. 09:00–11:30"),
        ("attendance", {}, "2026-11-02", "2026-11-02", "måndag 2 november 2026"),
        ("study", {}, "2026-11-02", "", "Från och med"),
        ("study", {"ends_on": date(2026, 11, 20)}, "2026-11-02", "2026-11-20", "Period"),
    ],
)  # fmt: skip
def test_days_and_times_as_they_were(
    store: Store, tmp_path: Path, kind: str, what: dict[str, Any], starts: str, ends: str, said: str
) -> None:  # fmt: skip
    typed = Activity(**{"title": "Studiebesök", "starts_on": date(2026, 11, 2)} | what)
    uid = other.issue_activity_certificate(
        store, student=make_student(store), kind=CertificateKind(kind), what=typed
    )
    facts = facts_of(store, uid)
    assert (facts.starts, facts.ends) == (starts, ends)
    assert said in words_of(register.certificate_paper(store, certificate=uid), tmp_path)
    sealed = store.row("certificate", uid)["seal"]
    verdict = register.check_certificate(store, sealed=sealed)
    assert verdict.outcome is Outcome.GENUINE
    assert verdict.facts is not None
    assert verdict.facts.kind.value == kind


def test_replaced_says_the_same_of_the_person_as_of_today(store: Store) -> None:
    student = make_student(store, 0)
    kind = CertificateKind.PARTICIPATION
    uid = other.issue_activity_certificate(store, student=student, kind=kind, what=COURSE)
    change_student(store, student=student, given_name="Ewa")
    new = replace_certificate(store, certificate=uid, reason="fel stavat namn")
    facts = facts_of(store, new)
    assert facts.name.startswith("Ewa")
    assert (facts.title, facts.extent, facts.kind) == ("Digital baskurs", "40 timmar", kind)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"ended_on": None, "started_on": None}, Unfinished.NOT_BEGUN),
        ({"ended_on": None}, Unfinished.ONGOING),
        ({"broken_off_on": "2026-10-01"}, Unfinished.BROKEN_OFF),
    ],
)
def test_an_internship_that_was_not_carried_through(
    store: Store, fields: dict[str, Any], why: Unfinished
) -> None:
    with pytest.raises(InternshipNotDone) as caught:
        issue_internship_certificate(store, internship=make_internship(store, 1, **fields))
    assert caught.value.why is why
    assert store.value("SELECT count(*) FROM certificate") == 0


def test_hours_come_from_the_periods_up_to_the_end(store: Store) -> None:
    periods = (("2026-09-07", "2026-10-02", 100), ("2026-11-02", "2026-11-27", 50))
    internship = with_periods(store, 0, *periods)
    uid = issue_internship_certificate(store, internship=internship)
    # Four weeks at 40 hours, and two at 20: it ended on Friday 13 November.
    assert facts_of(store, uid).extent == "200 timmar"
    told = with_periods(store, 1, *periods)
    without = issue_internship_certificate(store, internship=told, hours=0)
    assert facts_of(store, without).extent == ""


def test_previews_are_examples(store: Store, tmp_path: Path) -> None:
    internship = make_internship(store)
    case = Case(operation=other.preview_internship_certificate, good={"internship": internship})
    assert "EXEMPEL" in words_of(check(store, case), tmp_path)
    student = make_student(store, 2)
    good = {"student": student, "kind": CertificateKind.PARTICIPATION, "what": COURSE}
    case = Case(operation=other.preview_activity_certificate, good=good)
    assert "EXEMPEL" in words_of(check(store, case), tmp_path)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut i dag")
    with pytest.raises(NotAllowed):
        other.preview_activity_certificate(store, **good)
