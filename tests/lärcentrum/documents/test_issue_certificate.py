from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.centre_keys import renew_certificate_key
from lärcentrum.certificates.check_list import CheckList, open_lists, read_list, write_list
from lärcentrum.certificates.errors import (
    AlreadyIssued,
    AlreadyWithdrawn,
    AttendanceNotNoted,
    BadFacts,
    CentreUnnamed,
    CheckListBroken,
    InternshipNotDone,
    NotSatYet,
    NumberMoved,
    OtherEnvironment,
    SealBroken,
    WasAbsent,
)
from lärcentrum.certificates.facts import IdentityKind
from lärcentrum.certificates.issuing import mark_certificate_printed, withdraw_certificate
from lärcentrum.certificates.verify import Outcome, verify_pdf
from lärcentrum.documents import issue_certificate as issue
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.errors import BadValue, Cancelled, NotAllowed, NotFound
from lärcentrum.exams.times import to_minutes
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.rights import Right
from lärcentrum.store.errors import RuleBroken
from lärcentrum.store.store import Store
from tests.helpers.certificates import words_of
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.sat import STARTS, make_internship, make_sat, name_centre

GONE = "0" * 36


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def protected_booking(store: Store) -> str:
    student = make_student(store, 2)
    set_protection(store, student=student, protection=Protection.MARKED, reason="beslut i dag")
    return make_sat(store, 2, student=student)


def test_issue_certificate(store: Store, tmp_path: Path) -> None:
    booking = make_sat(store)
    bad = [
        ({"booking": GONE}, NotFound),
        ({"booking": make_sat(store, 1, attendance=None)}, AttendanceNotNoted),
        ({"booking": make_sat(store, 2, attendance=None), "was_present": False}, WasAbsent),
        ({"booking": make_sat(store, 3, attendance="absent"), "was_present": True}, WasAbsent),
        ({"booking": make_sat(store, 4, days=4, attendance=None), "was_present": True}, NotSatYet),
        ({"booking": make_sat(store, 5, cancelled_at=1, cancelled_by="student")}, NotSatYet),
        ({"booking": make_sat(store, 7)}, GlyphMissing),
    ]
    uid = check(store, Case(operation=issue.issue_certificate, good={"booking": booking}, bad=bad))
    page = register.read_certificate(store, certificate=uid)
    assert page.row.number == "2421-2026-0001", "refusals use no number"
    assert page.facts is not None
    assert (page.facts.starts, page.facts.ends) == ("2026-11-20T09:00", "2026-11-20T13:00")
    paper = register.certificate_paper(store, certificate=uid)
    words = words_of(paper, tmp_path)
    for text in ("Eva Linnéa Östberg", "Storumans kommun", "född den 1 januari 1980",
                 "Umeå universitet 0", "Storumans lärcentrum, Älven 0", "Berit Åström",
                 "Storuman den 23 november 2026", page.control_code):  # fmt: skip
        assert text in words
    with pytest.raises(AlreadyIssued):
        issue.issue_certificate(store, booking=booking)


def test_the_answer_notes_and_issues_in_one(store: Store) -> None:
    booking = make_sat(store, attendance=None)
    issue.issue_certificate(store, booking=booking, was_present=True)
    assert store.row("booking", booking)["attendance"] == "present"


@pytest.mark.parametrize(
    ("fields", "starts", "ends"),
    [
        ({"arrived_at": to_minutes(STARTS) + 20}, "09:20", "13:00"),
        ({"arrived_at": to_minutes(STARTS) - 20}, "09:00", "13:00"),
        ({"left_at": to_minutes(STARTS) + 90}, "09:00", "10:30"),
        ({"handed_in_at": to_minutes(STARTS) + 100}, "09:00", "10:40"),
        ({"left_at": to_minutes(STARTS) + 600}, "09:00", "13:00"),
    ],
)
def test_it_attests_no_more_than_was_sat(
    store: Store, fields: dict[str, int], starts: str, ends: str
) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store, **fields))
    facts = register.read_certificate(store, certificate=uid).facts
    assert facts is not None
    assert (facts.starts[11:], facts.ends[11:]) == (starts, ends)


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        (IdentityKind.NONE, ""),
        (IdentityKind.BIRTH, "1980-01-01"),
        (IdentityKind.NUMBER, "19800101-98"),
        (IdentityKind.HIDDEN, "19800101-••••"),
    ],
)
def test_who_the_person_is(store: Store, identity: IdentityKind, shown: str) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store), identity=identity)
    facts = register.read_certificate(store, certificate=uid).facts
    assert facts is not None
    assert facts.identity.startswith(shown)
    assert (facts.identity == shown) is (identity is not IdentityKind.NUMBER)


def test_original_until_printed_then_copy(store: Store, tmp_path: Path) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    original = register.certificate_paper(store, certificate=uid)
    assert "KOPIA" not in words_of(original, tmp_path)
    case = Case(operation=mark_certificate_printed, good={"certificate": uid},
                bad=[({"certificate": GONE}, NotFound)])  # fmt: skip
    check(store, case)
    copy = register.certificate_paper(store, certificate=uid)
    assert "KOPIA" in words_of(copy, tmp_path)
    assert register.certificate_paper(store, certificate=uid, copy=False) == original
    keys, gone = register.own_check_list(store).keys, {}
    ring = {key.key_id: key for key in keys}
    for paper in (original, copy):
        assert verify_pdf(paper, ring, gone).outcome is Outcome.GENUINE


def test_withdraw_certificate(store: Store, tmp_path: Path) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    bad = [
        ({"certificate": GONE, "reason": "fel kurs"}, NotFound),
        ({"certificate": uid, "reason": " "}, BadValue),
    ]
    good = {"certificate": uid, "reason": "fel kurs angavs"}
    check(store, Case(operation=withdraw_certificate, good=good, bad=bad))
    with pytest.raises(AlreadyWithdrawn):
        withdraw_certificate(store, **good)
    path = tmp_path / "åäö.pdf"
    path.write_bytes(register.certificate_paper(store, certificate=uid))
    verdict = register.check_certificate(store, path=path)
    assert verdict.outcome is Outcome.WITHDRAWN
    again = issue.issue_certificate(
        store, booking=store.row("booking", _booking(store, uid))["uid"]
    )
    assert register.read_certificate(store, certificate=again).row.number == "2421-2026-0002"


def _booking(store: Store, certificate: str) -> str:
    found = register.read_certificate(store, certificate=certificate).booking
    assert found is not None
    return found


def test_replace_certificate(store: Store, tmp_path: Path) -> None:
    booking = make_sat(store)
    old = issue.issue_certificate(store, booking=booking)
    student = register.read_certificate(store, certificate=old).row.student
    change_student(store, student=student, given_name="Eva-Linnea")
    bad = [
        ({"certificate": GONE, "reason": "stavning av namnet"}, NotFound),
        ({"certificate": old, "reason": ""}, BadValue),
    ]
    good = {"certificate": old, "reason": "stavning av namnet"}
    new = check(store, Case(operation=issue.replace_certificate, good=good, bad=bad))
    page = register.read_certificate(store, certificate=new)
    assert page.facts is not None
    assert page.facts.replaces == "2421-2026-0001"
    assert "Eva-Linnea" in words_of(register.certificate_paper(store, certificate=new), tmp_path)
    first = register.read_certificate(store, certificate=old)
    assert first.row.replaced_by == "2421-2026-0002"
    assert first.facts is not None
    assert first.facts.name == "Eva Linnéa Östberg", "what was attested stays"
    verdict = register.check_certificate(store, sealed=store.row("certificate", old)["seal"])
    assert verdict.withdrawal is not None
    assert verdict.withdrawal.replaced_by == "2421-2026-0002"
    assert register.missing_numbers(store, year=2026) == []
    assert len(register.list_certificates(store, text="eva-linnea")) == 1
    with pytest.raises(AlreadyWithdrawn):
        issue.replace_certificate(store, **good)


def test_a_replacement_that_fails_withdraws_nothing(store: Store) -> None:
    old = issue.issue_certificate(store, booking=make_sat(store))
    student = register.read_certificate(store, certificate=old).row.student
    change_student(store, student=student, given_name="ليلى")
    before = store.digest()
    with pytest.raises(GlyphMissing):
        issue.replace_certificate(store, certificate=old, reason="stavning av namnet")
    assert store.digest() == before


def test_what_was_attested_never_changes(store: Store) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    for column, value in (("facts", "[]"), ("number", "2421-2026-0009"), ("seal", "LC1.X")):
        with (
            pytest.raises(RuleBroken),
            store.operating("forge", "Förfalskning", True),
            store.write(),
        ):
            store.update("certificate", uid, **{column: value})


def test_a_protected_person(store: Store) -> None:
    booking = protected_booking(store)
    session = store.session
    with pytest.raises(ReasonNeeded):
        issue.issue_certificate(store, booking=booking)
    store.session = replace(session, rights=session.rights - {Right.PROTECTED})
    with pytest.raises(NotAllowed):
        issue.issue_certificate(store, booking=booking, reason="ska till CSN")
    store.session = session
    with pytest.raises(NotAllowed):
        issue.preview_certificate(store, booking=booking)
    uid = issue.issue_certificate(store, booking=booking, reason="ska till CSN")
    page = register.read_certificate(store, certificate=uid)
    assert page.facts is None
    assert "Ánte" not in repr(page)
    assert "Person" in page.row.name
    assert register.list_certificates(store, text="Čuovga") == []
    assert register.file_name(page.row.number) == "intyg-2421-2026-0001.pdf"
    with pytest.raises(NotAllowed):
        register.certificate_paper(store, certificate=uid)
    with pytest.raises(ReasonNeeded):
        register.protected_certificate_paper(store, certificate=uid, reason="")
    paper = register.protected_certificate_paper(store, certificate=uid, reason="skrivs ut igen")
    assert paper.startswith(b"%PDF")
    noted = store.query("SELECT note FROM operation WHERE note IS NOT NULL")
    assert {"ska till CSN", "skrivs ut igen"} <= {row["note"].split(": ")[-1] for row in noted}


def test_many_at_once(store: Store) -> None:
    bookings = [make_sat(store, n) for n in (0, 1)]
    bookings += [make_sat(store, 3, attendance=None), make_sat(store, 4, attendance="absent")]
    bookings += [protected_booking(store), make_sat(store, 5, days=4, attendance=None)]
    result = issue.issue_many(store, bookings=bookings)
    assert len(result.issued) == 2
    assert (result.not_noted, result.absent, result.protected, result.not_sat) == (1, 1, 1, 1)
    numbers = [row.number for row in register.list_certificates(store)]
    assert sorted(numbers) == ["2421-2026-0001", "2421-2026-0002"]
    again = issue.issue_many(store, bookings=bookings)
    assert (again.issued, again.already) == ((), 2)


def test_a_stopped_batch_leaves_nothing(store: Store) -> None:
    bookings = [make_sat(store, 0)]

    def stop(done: int, total: int, what: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        issue.issue_many(store, bookings=bookings, progress=stop)
    assert register.list_certificates(store) == []


def test_the_matrix_of_many_at_once(store: Store) -> None:
    from lärcentrum.certificates.centre_keys import ensure_certificate_key

    ensure_certificate_key(store)
    bookings = [make_sat(store, n) for n in (0, 1)]
    bad = [({"bookings": ["borta"]}, NotFound)]
    case = Case(operation=issue.issue_many, good={"bookings": bookings}, bad=bad)
    assert len(check(store, case).issued) == 2


def test_drawn_certificates_are_entered_all_or_none(store: Store) -> None:
    from lärcentrum.certificates.attested import Wanted, from_booking
    from lärcentrum.certificates.centre_keys import ensure_certificate_key
    from lärcentrum.certificates.issuing import Drawn, draft

    ensure_certificate_key(store)
    attested = [from_booking(store, make_sat(store, n), Wanted(), was_present=None) for n in (0, 1)]
    first, second = (
        Drawn(draft=one, original=b"%PDF original", copy=b"%PDF copy")
        for one in draft(store, attested)
    )
    forged = replace(first, draft=replace(first.draft, sealed=second.draft.sealed))
    bad = [([second], NumberMoved), ([first, forged], NumberMoved), ([forged], SealBroken)]
    before = store.digest()
    for drawn, refused in bad:
        with store.operating("x", "x", False), pytest.raises(refused):
            issue.enter_many(store, drawn)
        assert store.digest() == before
    with store.operating("x", "x", False):
        assert len(issue.enter_many(store, [first, second])) == 2
    assert register.missing_numbers(store, year=2026) == []


def test_issue_internship_certificate(store: Store, tmp_path: Path) -> None:
    internship = make_internship(store)
    bad = [
        ({"internship": GONE}, NotFound),
        ({"internship": make_internship(store, 1, ended_on=None)}, InternshipNotDone),
        ({"internship": make_internship(store, 2, broken_off_on="2026-10-01")}, InternshipNotDone),
        ({"internship": internship, "hours": -1}, BadFacts),
    ]
    good = {"internship": internship, "hours": 400}
    uid = check(store, Case(operation=issue.issue_internship_certificate, good=good, bad=bad))
    words = words_of(register.certificate_paper(store, certificate=uid), tmp_path)
    for text in ("Praktikintyg", "Drifttekniker", "Fjällvärme 0 AB, Driften", "400 timmar",
                 "7 september 2026 – 13 november 2026"):  # fmt: skip
        assert text in words
    new = issue.replace_certificate(store, certificate=uid, reason="fel antal timmar", hours=380)
    assert register.read_certificate(store, certificate=new).internship == internship


def test_preview_is_an_example_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    booking = make_sat(store, attendance=None)
    case = Case(operation=issue.preview_certificate, good={"booking": booking})
    assert "EXEMPEL" in words_of(check(store, case), tmp_path)


def test_old_certificates_verify_after_a_new_key(store: Store) -> None:
    old = issue.issue_certificate(store, booking=make_sat(store, 0))
    check(store, Case(operation=renew_certificate_key, good={}))
    new = issue.issue_certificate(store, booking=make_sat(store, 1))
    assert len(register.own_check_list(store).keys) == 2
    for uid in (old, new):
        sealed = store.row("certificate", uid)["seal"]
        assert register.check_certificate(store, sealed=sealed).outcome is Outcome.GENUINE


def test_the_check_list_travels_without_names(store: Store) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    withdraw_certificate(store, certificate=uid, reason="fel kurs angavs")
    data = register.check_list_file(store)
    assert "Östberg".encode() not in data
    assert b"fel kurs" not in data
    assert read_list(data) == register.own_check_list(store)
    for at in range(0, len(data) - 1, 7):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(CheckListBroken):
            read_list(changed)


def test_an_unnamed_centre_issues_nothing(store: Store) -> None:
    from lärcentrum.settings import change_settings

    booking = make_sat(store)
    change_settings(store, values={"centre_name": ""})
    with pytest.raises(CentreUnnamed):
        issue.issue_certificate(store, booking=booking)


def test_the_private_key_is_in_no_log(store: Store) -> None:
    issue.issue_certificate(store, booking=make_sat(store))
    private = store.value("SELECT value FROM secret WHERE name = 'certificate-key'")
    assert private
    for row in store.query("SELECT old, new FROM journal"):
        assert private not in f"{row['old']}{row['new']}"


def test_saved_under_its_number(store: Store, tmp_path: Path) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    path = register.save_certificate(store, certificate=uid, folder=tmp_path)
    assert path.name == "intyg-2421-2026-0001.pdf"
    assert path.read_bytes() == register.certificate_paper(store, certificate=uid)
    assert register.certificate_by_number(store, number=" 2421-2026-0001 ") == uid
    with pytest.raises(NotFound):
        register.certificate_by_number(store, number="2421-2026-0002")
    hidden = issue.issue_certificate(store, booking=protected_booking(store), reason="till CSN")
    with pytest.raises(NotAllowed):
        register.save_certificate(store, certificate=hidden, folder=tmp_path)
    saved = register.save_certificate(
        store, certificate=hidden, folder=tmp_path, reason="skickas till CSN"
    )
    assert saved.name == "intyg-2421-2026-0002.pdf"


def test_a_check_list_from_another_centre(store: Store, tmp_path: Path) -> None:
    from tests.helpers.certificates import KEY, PRIVATE, pdf_of

    theirs = CheckList(centre="2421", made=date(2026, 11, 1), keys=(KEY,), withdrawals=())
    (tmp_path / "lista.txt").write_bytes(write_list(theirs, PRIVATE))
    (tmp_path / "intyg.pdf").write_bytes(pdf_of())
    unknown = register.check_certificate(store, path=tmp_path / "intyg.pdf")
    assert unknown.outcome is Outcome.UNKNOWN_KEY
    example = write_list(replace(theirs, environment="demo"), PRIVATE)
    with pytest.raises(OtherEnvironment):
        register.check_certificate(store, path=tmp_path / "intyg.pdf", lists=(read_list(example),))
    lists = open_lists(tmp_path / "lista.txt")
    known = register.check_certificate(store, path=tmp_path / "intyg.pdf", lists=lists)
    assert known.outcome is Outcome.GENUINE
