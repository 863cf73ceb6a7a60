"""What the program can do: each operation is declared once, with its right and its label.

The registry serves the rights check, the undo menu, `larcentrum op` and the tests' matrix.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from lärcentrum.errors import LastDayPassed, NotAllowed
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

P = ParamSpec("P")
R = TypeVar("R")
Declared = Callable[Concatenate[Store, P], R]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that the program can do.

    Args:
        name: the function's name, unique in the program.
        right: what the session must hold.
        label: what the user reads in the undo menu (Swedish source text); "" for a reading.
        undoable: whether it can be taken back.
        function: what to call; takes the store first and its parameters by keyword.
    """

    name: str
    right: Right
    label: str
    undoable: bool
    function: Callable[..., Any]

    @property
    def reads(self) -> bool:
        """Tell whether it only reads."""
        return not self.label


REGISTRY: dict[str, Operation] = {}


def operation(
    *, right: Right, label: str, undoable: bool = True
) -> Callable[[Declared[P, R]], Declared[P, R]]:
    """Declare a function that changes the register.

    Its body writes inside one `store.write()`; the right is checked before it runs, also for
    an operation that another one calls.
    """

    def declare(function: Declared[P, R]) -> Declared[P, R]:
        name = function.__name__

        @functools.wraps(function)
        def run(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _check(store, right, name)
            with store.operating(name, label, undoable):
                return function(store, *args, **kwargs)

        _register(Operation(name=name, right=right, label=label, undoable=undoable, function=run))
        return run

    return declare


def job(
    *, right: Right, label: str, undoable: bool = True
) -> Callable[[Declared[P, R]], Declared[P, R]]:
    """Declare a function that works long without holding the register and writes at its end.

    It names its operation itself, with `store.operating`, around the one `store.write()`.
    """

    def declare(function: Declared[P, R]) -> Declared[P, R]:
        name = function.__name__

        @functools.wraps(function)
        def run(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _check(store, right, name)
            return function(store, *args, **kwargs)

        _register(Operation(name=name, right=right, label=label, undoable=undoable, function=run))
        return run

    return declare


def reading(*, right: Right) -> Callable[[Declared[P, R]], Declared[P, R]]:
    """Declare a function that only reads the register."""

    def declare(function: Declared[P, R]) -> Declared[P, R]:
        name = function.__name__

        @functools.wraps(function)
        def run(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _check(store, right, name)
            return function(store, *args, **kwargs)

        _register(Operation(name=name, right=right, label="", undoable=False, function=run))
        return run

    return declare


def _check(store: Store, right: Right, name: str) -> None:
    session = store.session
    if right not in session.rights:
        raise NotAllowed(right, name)
    # A session may stand open over midnight.
    if session.valid_until is not None and store.clock.today() > session.valid_until:
        raise LastDayPassed(right, name)


def _register(one: Operation) -> None:
    there = REGISTRY.get(one.name)
    if there and there.function.__module__ != one.function.__module__:
        raise RuntimeError(f"two operations are called {one.name}")
    REGISTRY[one.name] = one
