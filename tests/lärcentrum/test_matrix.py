"""The matrix and the registry: nothing that the program can do is left untried."""

import re
from pathlib import Path

import pytest

from lärcentrum import areas, backups, settings
from lärcentrum.certificates.certificates import protected_certificate_paper
from lärcentrum.documents.issue_certificate import issue_certificate
from lärcentrum.errors import BadValue, NotAllowed, NotFound
from lärcentrum.operations import REGISTRY, Operation
from lärcentrum.people import users
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection, show_protected
from lärcentrum.people.record_history import protected_history
from lärcentrum.rights import Right
from lärcentrum.store.session import Session
from lärcentrum.store.store import Store
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.sat import make_sat, name_centre

areas.load()
TESTS = Path(__file__).parents[1]
_CASE = re.compile(r"operation=(?:\w+\.)*(\w+)")

_UNDO = "takes back what the matrix hands it, in every undoable case"
_KEYS = "makes keys, which stand outside the digest: tests of keys"
_FILES = "between two registers, with files: tests of the month and of both ends"
WITHOUT_CASE = {
    "undo": _UNDO,
    "undo_last": _UNDO,
    "redo_last": _UNDO,
    "ensure_certificate_key": _KEYS,
    "make_centre_keys": _KEYS,
    "make_region_keys": _KEYS,
    "rotate_centre_key": _KEYS,
    "rotate_region_identity": _KEYS,
    "set_once_key": _KEYS,
    "accept_package": _FILES,
    "add_plain_recipient": _FILES,
    "add_recipient": _FILES,
    "close_month": _FILES,
    "deliver_to_folder": _FILES,
    "end_enrolment": _FILES,
    "end_recipient": _FILES,
    "enrol_centre": _FILES,
    "enter_decision": _FILES,
    "read_receipt": _FILES,
    "receive_files": _FILES,
    "receive_package": _FILES,
    "refuse_package": _FILES,
    "reopen_month": _FILES,
    "save_mail_draft": _FILES,
    "take_back_package": _FILES,
    "set_recovery_code": "its code is made by the register: tests of users",
}


def _is_ours(one: Operation) -> bool:
    """Tests declare operations of their own, in the same registry."""
    return one.function.__module__.startswith("lärcentrum.")


def test_every_operation_stands_in_the_matrix() -> None:
    sources = (path.read_text("utf-8") for path in sorted(TESTS.rglob("test_*.py")))
    cased = {name for source in sources for name in _CASE.findall(source)}
    writing = {one.name for one in REGISTRY.values() if not one.reads and _is_ours(one)}
    assert writing - cased - set(WITHOUT_CASE) == set(), "write a Case"
    assert set(WITHOUT_CASE) - writing == set(), "they are gone"


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_without_its_right_nothing_is_begun(store: Store, name: str) -> None:
    one, before = REGISTRY[name], store.digest()
    others = frozenset(Right) - {one.right}
    store.session = Session(user="u", name="N", rights=others)
    # Without arguments: the right is asked for before anything else.
    with pytest.raises(NotAllowed) as caught:
        one.function(store)
    assert (caught.value.right, caught.value.operation) == (one.right, name)
    assert store.digest() == before


def test_settings_and_the_epoch(store: Store) -> None:
    check(store, Case(
        operation=settings.change_settings, good={"values": {"centre_name": "Nytt namn"}},
    ))  # fmt: skip
    settings.change_settings(
        store, values={"centre_name": "Lär\u202ecentrum\0", "centre_address": "Väg 1\nOrt\u202e"}
    )
    found = settings.list_settings(store)
    assert (found["centre_name"], found["centre_address"]) == ("Lärcentrum", "Väg 1\nOrt")
    with pytest.raises(BadValue):
        settings.change_settings(store, values={"backup_folder": "/a\0"})
    check(store, Case(operation=backups.confirm_epoch, good={}, only_noted=True))


def test_passwords(store: Store) -> None:
    uid = users.add_user(store, login="åsa", name="Åsa", password="hemligt-1")
    good = {"user": uid, "password": "hemligt-2"}
    bad = [(good | {"password": "kort"}, BadValue), (good | {"user": "gone"}, NotFound)]
    check(store, Case(operation=users.set_password, good=good, bad=bad, only_noted=True))
    store.session = Session(user=uid, name="Åsa", rights=frozenset(Right))
    own = {"old_password": "hemligt-2", "password": "hemligt-3"}
    # A wrong old one must wait before the next: tests of users.
    wrong = [(own | {"password": "kort"}, BadValue)]
    check(store, Case(operation=users.change_password, good=own, bad=wrong, only_noted=True))


def test_what_shows_a_protected_identity(store: Store) -> None:
    name_centre(store)
    student = make_student(store, 1)
    booking = make_sat(store, 1, student=student)
    certificate = issue_certificate(store, booking=booking)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Navet")
    why, none = {"reason": "Rättar ett namn"}, {"reason": " "}
    who, paper, row = {"student": student}, {"certificate": certificate}, {"uid": student}
    check(store, Case(
        operation=show_protected, good=who | why, bad=[(who | none, ReasonNeeded)], only_noted=True,
    ))  # fmt: skip
    check(store, Case(
        operation=protected_certificate_paper, good=paper | why,
        bad=[(paper | none, ReasonNeeded), ({"certificate": "gone"} | why, NotFound)],
        only_noted=True,
    ))  # fmt: skip
    check(store, Case(
        operation=protected_history, good=row | why, bad=[(row | none, ReasonNeeded)],
        only_noted=True,
    ))  # fmt: skip
