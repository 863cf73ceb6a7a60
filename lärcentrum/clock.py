"""What time it is, handed in so that tests, the demo and a moved clock are the same code."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the instant, aware and in UTC."""
        ...

    def today(self) -> date:
        """Give the date on the wall in Sweden."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Give the instant, aware and in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the date on the wall in Sweden."""
        return self.now().astimezone(STOCKHOLM).date()


@dataclass
class FixedClock:
    """A clock that stands still until it is set.

    Args:
        at: an aware instant.
    """

    at: datetime

    def now(self) -> datetime:
        """Give the instant, aware and in UTC."""
        return self.at.astimezone(UTC)

    def today(self) -> date:
        """Give the date on the wall in Sweden."""
        return self.at.astimezone(STOCKHOLM).date()


class RunningClock:
    """A clock that goes on from another time, such as that of example data.

    Args:
        start: an aware instant, which it shows first.
        real: what it runs with.
    """

    def __init__(self, start: datetime, real: Clock) -> None:
        self._real, self._ahead = real, start - real.now()

    def now(self) -> datetime:
        """Give the instant, aware and in UTC."""
        return (self._real.now() + self._ahead).astimezone(UTC)

    def today(self) -> date:
        """Give the date on the wall in Sweden."""
        return self.now().astimezone(STOCKHOLM).date()
