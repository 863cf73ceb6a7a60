"""Stop a process, or lose its network, before any step that it takes on a disk."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

STEPS = ("replace", "rename", "mkdir", "fsync", "unlink", "rmdir")


class Killed(BaseException):
    """The process is dead: it does nothing more, not even tidying up."""


@contextmanager
def happening(at: int | None, what: Callable[[], None] | None = None) -> Iterator[list[str]]:
    """Let something happen before one step on a disk.

    Args:
        at: the number of the step, from 0; None for never.
        what: what happens then; None kills: that step and all after it are not taken.

    Yields:
        the steps that were taken.
    """
    taken: list[str] = []

    def stepping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            number = len(taken)
            taken.append(name)
            if at is not None and what is None and number >= at:
                raise Killed
            if at is not None and what is not None and number == at:
                what()
            return real(*args, **kwargs)

        return step

    with mock.patch.multiple(os, **{name: stepping(name, getattr(os, name)) for name in STEPS}):
        yield taken
