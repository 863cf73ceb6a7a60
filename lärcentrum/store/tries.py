"""The wait after a wrong password or code: 1, 2, 4 … 60 seconds (FI01)."""

import json
from collections.abc import Callable
from pathlib import Path

from lärcentrum.clock import Clock
from lärcentrum.errors import UserError
from lärcentrum.store.errors import ReadOnly, TooSoon
from lärcentrum.store.files import publish, read_foreign

MOST_WAIT = 60


class Tries:
    """Counts wrong passwords outside the register, which cannot be written while it is closed.

    Args:
        state: the user's folder for what belongs to the computer.
        register: the register's uid.
        clock: what time it is.
    """

    def __init__(self, state: Path, register: str, clock: Clock) -> None:
        self._path = state / f"tries-{register}.json"
        self._now: Callable[[], float] = lambda: clock.now().timestamp()
        self._count, self._last = _kept_tries(self._path)

    def check(self) -> None:
        """Refuse a try that comes too soon; a clock set back does not lock anybody out."""
        left = self._last + self._wait() - self._now()
        if self._count and 0 < left <= MOST_WAIT:
            raise TooSoon(int(left) + 1)

    def failed(self) -> int:
        """Count a wrong try; give the seconds until the next.

        Raises:
            ReadOnly: it cannot be kept, so nobody gets in or may guess on.
        """
        self._count, self._last = self._count + 1, self._now()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise ReadOnly(path=str(self._path.parent)) from None
        publish(self._path, json.dumps({"count": self._count, "last": self._last}).encode())
        return self._wait()

    def succeeded(self) -> int:
        """Forget the wrong tries; give how many there were."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            raise ReadOnly(path=str(self._path.parent)) from None
        return self._count

    def _wait(self) -> int:
        return min(2 ** max(self._count - 1, 0), MOST_WAIT) if self._count else 0


def _kept_tries(path: Path) -> tuple[int, float]:
    """Read how many wrong tries there were, and when; what cannot be read locks nobody out."""
    try:
        kept = json.loads(read_foreign(path, 1000))
        return min(max(int(kept["count"]), 0), MOST_WAIT), float(kept["last"])
    except (UserError, ValueError, KeyError, TypeError, OverflowError):
        return 0, 0.0
