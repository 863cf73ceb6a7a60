"""What a valid certificate attests stays so on every path."""

from collections.abc import Callable

import pytest

from lärcentrum import history
from lärcentrum.certificates.issuing import withdraw_certificate
from lärcentrum.documents import issue_certificate as issue
from lärcentrum.exams.attendance import Attendance, clear_attendance, note_attendance
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.store.errors import CertificateHolds, RuleBroken
from lärcentrum.store.store import Store
from tests.helpers.sat import STARTS, make_sat, name_centre


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def test_attendance_stays_while_a_certificate_attests_it(store: Store) -> None:
    booking = make_sat(store, attendance=None, place_given_at=1)
    note_attendance(store, booking=booking, attendance=Attendance.PRESENT, at=STARTS)
    noted = history.log(store, limit=1)[0].id
    uid = issue.issue_certificate(store, booking=booking)
    before = store.digest()
    turns: list[Callable[[], object]] = [
        lambda: note_attendance(store, booking=booking, attendance=Attendance.ABSENT),
        lambda: clear_attendance(store, booking=booking),
        lambda: history.undo(store, operation=noted),
        lambda: written(store, "booking", booking, cancelled_at=1, cancelled_by="student"),
    ]
    for turn in turns:
        with pytest.raises(CertificateHolds) as caught:
            turn()
        assert caught.value.parts()[2] == "Återkalla intyget först."
        assert store.digest() == before
    note_attendance(store, booking=booking, attendance=Attendance.LATE, at=STARTS)
    withdraw_certificate(store, certificate=uid, reason="fel person på intyget")
    clear_attendance(store, booking=booking)
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)


def test_no_path_leads_to_a_certificate_of_an_absent_person(store: Store) -> None:
    uid = issue.issue_certificate(store, booking=make_sat(store))
    row = store.row("certificate", uid)
    absent = store.id_of("booking", make_sat(store, 1, attendance="absent"))
    new = {"number": "2421-2026-0099", "running": 99, "seal": "LC1.X", "booking_id": absent}
    values = {key: row[key] for key in row if key not in ("id", "uid")} | new
    with pytest.raises(RuleBroken), store.operating("forge", "Förfalskning", True), store.write():
        store.insert("certificate", **values)


def written(store: Store, table: str, uid: str, **values: object) -> None:
    with store.operating("test", "Skrivet i ett test", True), store.write():
        store.update(table, uid, **values)
