"""The matrix that every operation passes: does it, refuses and leaves the digest equal, undo, redo,
announces once, needs its right.

    check(store, Case(operation=rooms.add_room, good={"name": "Sal 1", "capacity": 8},
                      bad=[({"name": "", "capacity": 8}, BadValue)]))
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from lärcentrum import history
from lärcentrum.errors import NotAllowed, UserError
from lärcentrum.operations import REGISTRY
from lärcentrum.store.errors import NotUndoable
from lärcentrum.store.journal import Change
from lärcentrum.store.store import Store

Refusal = tuple[dict[str, Any], type[UserError]]


@dataclass(frozen=True)
class Case:
    """One operation with arguments that it does and arguments that it refuses.

    `only_noted`: it leaves the domain rows as they are and a line in the log.
    """

    operation: Callable[..., Any]
    good: dict[str, Any]
    bad: list[Refusal] = field(default_factory=list)
    then: Callable[[Store], Any] | None = None
    only_noted: bool = False


def check(store: Store, case: Case) -> Any:
    """Take one operation through the matrix; gives what it answered. The store is left done."""
    declared = REGISTRY[case.operation.__name__]
    _needs_its_right(store, case, declared.right)
    for arguments, error in case.bad:
        _refuses(store, case, arguments, error)
    if declared.reads:
        return _reads(store, case)
    before, heard = store.digest(), list[Change]()
    store.listen(heard.append)
    answer = case.operation(store, **case.good)
    store.unlisten(heard.append)
    after = store.digest()
    assert (after == before) is case.only_noted, f"{declared.name} did nothing, or too much"
    assert [change.operation for change in heard] == [declared.name], "announces once"
    if declared.undoable:
        _undo_and_redo(store, heard[0].id, before, after)
    else:
        with pytest.raises(NotUndoable):
            history.undo(store, operation=heard[0].id)
        assert store.digest() == after
    if case.then:
        case.then(store)
    return answer


def _needs_its_right(store: Store, case: Case, right: str) -> None:
    session, before = store.session, store.digest()
    store.session = replace(session, rights=session.rights - {right})
    try:
        with pytest.raises(NotAllowed):
            case.operation(store, **case.good)
    finally:
        store.session = session
    assert store.digest() == before


def _refuses(store: Store, case: Case, arguments: dict[str, Any], error: type[UserError]) -> None:
    before = store.digest()
    with pytest.raises(error) as caught:
        case.operation(store, **arguments)
    assert store.digest() == before, f"{case.operation.__name__} half done"
    assert all(isinstance(part, str) for part in caught.value.parts())
    assert len(str(caught.value)) > 20
    assert caught.value.code


def _reads(store: Store, case: Case) -> Any:
    before = store.digest()
    answer = case.operation(store, **case.good)
    assert store.digest() == before
    return answer


def _undo_and_redo(store: Store, operation: int, before: str, after: str) -> None:
    history.undo(store, operation=operation)
    assert store.digest() == before, "undo does not restore"
    undone = history.log(store, limit=1)[0].id
    history.undo(store, operation=undone)
    assert store.digest() == after, "redo does not restore"
