"""What the history of a record tells, and to whom."""

from dataclasses import replace

import pytest

from lärcentrum import history
from lärcentrum.certificates.certificates import read_certificate
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.errors import NotAllowed
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.identity_numbers import NumberKind
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.record_history import Version, protected_history, record_history
from lärcentrum.people.students import add_identity_number, change_student, delete_student
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from tests.helpers.people import make_student, number_of
from tests.helpers.sat import make_sat, name_centre

SECRETS = ("Östberg", "Eva", number_of(40), "1980", "kanarie@example.se", "Kanarie")


def said(versions: list[Version]) -> str:
    return "\n".join(f"{one.old} {one.new}" for one in versions)


def protected(store: Store) -> tuple[str, list[str]]:
    """A protected student whose data have been changed since, and the uids that tell of it."""
    name_centre(store)
    student = make_student(store, 0)
    booking = make_sat(store, 0, student=student)
    certificate = issue_certificate(store, booking=booking)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet säger så")
    change_student(store, student=student, given_name="Eva K", email="kanarie@example.se")
    number = add_identity_number(store, student=student, identity_number="SE-1980-KANARIE",
                                 kind=NumberKind.OTHER, issuer="Kanarie")  # fmt: skip
    add_adaptation(store, student=student, kind="Kanarie", own_room=True)
    owned = store.query("SELECT uid FROM adaptation")
    return student, [student, booking, certificate, number, *(row["uid"] for row in owned)]


def test_a_protected_identity_is_not_told_by_its_history(store: Store) -> None:
    _student, uids = protected(store)
    for uid in uids:
        versions = record_history(store, uid=uid)
        assert versions
        assert all(one.hidden for one in versions)
        assert not [secret for secret in SECRETS if secret in said(versions)]
        assert all(one.label and one.user for one in versions)
    assert read_certificate(store, certificate=uids[2]).facts is None


def test_the_whole_history_takes_a_reason_that_is_logged(store: Store) -> None:
    student, _uids = protected(store)
    with pytest.raises(ReasonNeeded):
        protected_history(store, uid=student, reason=" ")
    head = store.session
    store.session = replace(head, rights=head.rights - {Right.PROTECTED})
    with pytest.raises(NotAllowed):
        protected_history(store, uid=student, reason="Rättar ett namn")
    store.session = head
    shown = protected_history(store, uid=student, reason="Rättar ett namn")
    assert "kanarie@example.se" in said(shown)
    done = history.log(store, limit=1)[0]
    assert (done.name, done.undoable) == ("protected_history", False)
    assert done.note == f"{student}: Rättar ett namn"


def test_others_show_their_values(store: Store) -> None:
    student = make_student(store, 1)
    (version,) = record_history(store, uid=student)
    assert not version.hidden
    assert "Ärlig" in said([version])
    delete_student(store, student=student)
    assert "Ärlig" in said(record_history(store, uid=student))


def test_a_protected_identity_that_was_removed_stays_hidden(store: Store) -> None:
    student = make_student(store, 1)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet säger så")
    change_student(store, student=student, email="kanarie@example.se")
    delete_student(store, student=student)
    versions = record_history(store, uid=student)
    assert "kanarie" not in said(versions)
    assert all(one.hidden for one in versions)
