"""How long work tells where it is, and is stopped."""

from typing import Protocol

from lärcentrum.errors import Cancelled

__all__ = ["Cancelled", "Progress", "silent"]


class Progress(Protocol):
    """Told how far a job has come; raises `Cancelled` when the user wants it to stop."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Report `done` steps of `total` (0: not known), and what is being done."""
        ...


def silent(done: int, total: int, what: str = "") -> None:
    """Take reports and do nothing with them."""
