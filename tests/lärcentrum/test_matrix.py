"""The matrix and the registry: nothing that the program can do is left untried."""

import ast
from collections.abc import Iterator
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


def _is_ours(one: Operation) -> bool:
    """Tests declare operations of their own, in the same registry."""
    return one.function.__module__.startswith("lärcentrum.")


def _cased(source: str) -> Iterator[str]:
    """The operations that a test hands to `check` of the matrix in a Case, made there or before."""
    tree = ast.parse(source)
    if "tests.helpers" not in source or not any(_called(one) == "check" for one in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        if _called(node) == "Case" and isinstance(node, ast.Call):
            given = node.args[:1] + [k.value for k in node.keywords if k.arg == "operation"]
            yield from (_last(one) for one in given)


def _called(node: ast.AST) -> str:
    return _last(node.func) if isinstance(node, ast.Call) else ""


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_every_operation_stands_in_the_matrix() -> None:
    sources = (path.read_text("utf-8") for path in sorted(TESTS.rglob("test_*.py")))
    cased = {name for source in sources for name in _cased(source)}
    writing = {one.name for one in REGISTRY.values() if not one.reads and _is_ours(one)}
    assert writing - cased == set(), "write a Case"


def test_a_case_is_not_found_in_a_comment_or_a_text() -> None:
    head = "from tests.helpers.matrix import Case, check\n"
    assert list(_cased(head + "check(store, Case(operation=rooms.add_room, good={}))"))
    assert list(_cased(head + "check(store, matrix.Case(months.close_month, {}))"))
    assert not list(_cased(head + "# check(store, Case(operation=rooms.add_room, good={}))"))
    assert not list(_cased(head + "check(1)\nwords = 'operation=rooms.add_room'"))
    assert not list(_cased(head + "Case(operation=rooms.add_room, good={})"))


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
