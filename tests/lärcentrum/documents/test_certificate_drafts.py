import zipfile
from datetime import date
from pathlib import Path

import pytest

from lärcentrum.certificates.centre_keys import own_keys
from lärcentrum.certificates.facts import IdentityKind
from lärcentrum.certificates.verify import Outcome, verify_pdf
from lärcentrum.documents.certificate_drafts import (
    CertificateDraft,
    Hindrance,
    draft_certificates,
    draft_certificates_of_list,
)
from lärcentrum.documents.certificate_sets import (
    certificates_pdf,
    mark_certificates_printed,
    save_certificates,
)
from lärcentrum.documents.issue_certificate import issue_certificate, issue_many
from lärcentrum.errors import BadValue, Cancelled, NotAllowed, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.imports.errors import BadHeadings
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import read_student
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student, number_of
from tests.helpers.sat import STARTS, make_sat, name_centre

DAY = STARTS.date()


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def hindrances(drafts: list[CertificateDraft]) -> list[Hindrance | None]:
    return [one.hindrance for one in drafts]


def nameless(store: Store, booking: str) -> str:
    student = booking_page(store, booking=booking).student
    with store.operating("forget", "Gjord i ett test", True), store.write():
        store.update("student", student, birth_date=None)
    return booking


def test_each_draft_says_what_it_becomes_or_why_not(store: Store) -> None:
    issued = make_sat(store, 1)
    issue_certificate(store, booking=issued)
    hidden = make_student(store, 2)
    set_protection(store, student=hidden, protection=Protection.MARKED, reason="beslut i dag")
    bookings = [
        make_sat(store, 0), issued, make_sat(store, 2, student=hidden),
        make_sat(store, 3, attendance=None), make_sat(store, 4, attendance="absent"),
        make_sat(store, 5, days=4, attendance=None), nameless(store, make_sat(store, 6)),
        make_sat(store, 7),
    ]  # fmt: skip
    before = store.digest()
    drafts = draft_certificates(store, bookings=bookings, identity=IdentityKind.BIRTH)
    assert store.digest() == before, "a draft writes nothing"
    assert hindrances(drafts) == [
        None, Hindrance.ALREADY, Hindrance.PROTECTED, Hindrance.NOT_NOTED, Hindrance.ABSENT,
        Hindrance.NOT_SAT, Hindrance.LACKING, Hindrance.LACKING,
    ]  # fmt: skip
    assert drafts[0].reason == ""
    assert drafts[0].course == "2SO123 Samhällsvetenskaplig metod"
    assert "2421-2026-0001" in drafts[1].reason
    assert "Ánte" not in drafts[2].name
    assert all(one.reason.endswith(".") for one in drafts[1:])
    result = issue_many(store, bookings=bookings, identity=IdentityKind.BIRTH)
    counted = (result.already, result.protected, result.not_noted, result.absent, result.not_sat)
    assert counted == (1, 1, 1, 1, 1)
    assert (len(result.issued), result.lacking) == (1, 2), "one person does not stop the others"


def test_a_sitting_and_a_period(store: Store) -> None:
    here, cancelled = make_sat(store, 0), make_sat(store, 1, cancelled_at=1, cancelled_by="student")
    sitting = booking_page(store, booking=here).sitting
    assert sitting
    assert [one.booking for one in draft_certificates(store, sitting=sitting)] == [here]
    period = draft_certificates(store, first=DAY, last=DAY)
    assert [one.booking for one in period] == [here], "what was called off is left out"
    assert draft_certificates(store, bookings=[cancelled])[0].hindrance is Hindrance.NOT_SAT
    assert draft_certificates(store, first=date(2026, 1, 1), last=date(2026, 1, 2)) == []
    with pytest.raises(BadValue):
        draft_certificates(store, first=DAY)
    with pytest.raises(NotFound):
        draft_certificates(store, bookings=["0" * 36])


def test_drafts_can_be_stopped(store: Store) -> None:
    bookings = [make_sat(store, 0)]

    def stop(done: int, total: int, what: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        draft_certificates(store, bookings=bookings, progress=stop)


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def test_a_list_leads_to_the_exams_that_were_sat(store: Store) -> None:
    first, second = make_sat(store, 0), make_sat(store, 1)
    one, two = (booking_page(store, booking=uid) for uid in (first, second))
    named = read_student(store, student=two.student)
    data = csv(
        "Personnummer;Namn;Kurs;Datum;Skostorlek",
        f"{number_of(0)};;2SO123;{DAY};42",
        f";{named.given_name} {named.family_name};Samhälls;;",
        f"{number_of(0)};;;;",
        f"{number_of(1)};;Juridik;;",
        ";Nils Påhittad;;;",
        "123;;;;",
        f"{number_of(0)};;;03/04/2026;",
    )
    drafts = draft_certificates_of_list(store, data=data)
    assert [one.booking for one in drafts[:2]] == [first, second]
    assert [one.row for one in drafts] == [2, 3, 4, 5, 6, 7, 8]
    assert hindrances(drafts) == [None, None, *[Hindrance.UNKNOWN] * 5]
    assert "en gång till" in drafts[2].reason
    assert "passar" in drafts[3].reason
    assert drafts[4].name == "Nils Påhittad"
    assert "registret" in drafts[4].reason
    assert all(one.reason for one in drafts[2:])
    assert one.name == drafts[0].name
    assert len({one.uid for one in drafts}) == len(drafts)
    result = issue_many(store, bookings=[one.booking for one in drafts if not one.hindrance])
    assert len(result.issued) == 2


def test_two_exams_of_one_person_need_the_day(store: Store) -> None:
    student = make_student(store, 0)
    make_sat(store, 0, student=student)
    other = make_sat(store, 1, student=student, days=-1)
    with store.operating("move", "Gjord i ett test", True), store.write():
        store.update("booking", other, starts_wall="2026-11-19T09:00")
    data = csv("Personnummer;Datum", f"{number_of(0)};", f"{number_of(0)};2026-11-19")
    drafts = draft_certificates_of_list(store, data=data)
    assert "Flera tentamina" in drafts[0].reason
    assert drafts[1].booking == other


def test_a_list_of_a_protected_person_says_nothing_of_her(store: Store) -> None:
    student = make_student(store, 2)
    make_sat(store, 2, student=student)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut i dag")
    data = csv("Personnummer", number_of(2), number_of(5))
    here, nowhere = draft_certificates_of_list(store, data=data)
    assert (here.reason, here.name) == (nowhere.reason, nowhere.name)


def test_headings_that_lead_nowhere(store: Store) -> None:
    with pytest.raises(BadHeadings):
        draft_certificates_of_list(store, data=csv("Skostorlek", "42"))
    with pytest.raises(BadHeadings):
        draft_certificates_of_list(store, data=csv("Vem", "42"), mapping={"name": "Vilka"})
    found = draft_certificates_of_list(
        store, data=csv("Vem", "Nils Påhittad"), mapping={"name": "Vem"}
    )
    assert found[0].name == "Nils Påhittad"


def issued_many(store: Store, count: int = 3) -> list[str]:
    bookings = [make_sat(store, n) for n in (0, 1, 3)[:count]]
    return list(issue_many(store, bookings=bookings).issued)


def test_one_print_job(store: Store, tmp_path: Path) -> None:
    issued = issued_many(store)
    pdf = certificates_pdf(store, certificates=issued)
    words = words_of(pdf, tmp_path)
    for n in (1, 2, 3):
        assert words.count(f"Nr 2421-2026-000{n}") == 1
    case = Case(
        operation=mark_certificates_printed, good={"certificates": issued},
        bad=[({"certificates": [issued[0], "0" * 36]}, NotFound)],
    )  # fmt: skip
    check(store, case)
    again = words_of(certificates_pdf(store, certificates=issued), tmp_path)
    assert again.count("KOPIA") == 3
    with pytest.raises(BadValue):
        certificates_pdf(store, certificates=[])


def test_one_zip(store: Store, tmp_path: Path) -> None:
    issued = issued_many(store)
    path = tmp_path / "intyg åäö.zip"
    assert save_certificates(store, certificates=issued, file=path) == 3
    keys = own_keys(store)
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [f"intyg-2421-2026-000{n}.pdf" for n in (1, 2, 3)]
        for name in packed.namelist():
            assert verify_pdf(packed.read(name), keys, {}).outcome is Outcome.GENUINE


@pytest.mark.parametrize("at", range(4))
def test_a_stopped_zip_leaves_no_file(store: Store, tmp_path: Path, at: int) -> None:
    issued = issued_many(store)

    def stop(done: int, total: int, what: str = "") -> None:
        if done >= at:
            raise Cancelled

    folder = tmp_path / "mapp"
    folder.mkdir()
    with pytest.raises(Cancelled):
        save_certificates(store, certificates=issued, file=folder / "a.zip", progress=stop)
    assert list(folder.iterdir()) == []


def test_a_protected_person_is_in_no_set(store: Store, tmp_path: Path) -> None:
    student = make_student(store, 2)
    booking = make_sat(store, 2, student=student)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut i dag")
    uid = issue_certificate(store, booking=booking, reason="ska till CSN")
    with pytest.raises(NotAllowed):
        certificates_pdf(store, certificates=[*issued_many(store, 1), uid])
    with pytest.raises(NotAllowed):
        save_certificates(store, certificates=[uid], file=tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()
