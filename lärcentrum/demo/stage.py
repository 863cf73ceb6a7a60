"""What the parts of the example data share: the register, its clock, the dice, the lists."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import resources
from lärcentrum.clock import STOCKHOLM, FixedClock
from lärcentrum.demo.dice import Dice
from lärcentrum.language import N_
from lärcentrum.store.store import Store

BEGIN = date(2026, 8, 3)
"""When the centre begins to keep its register."""

TODAY = date(2026, 11, 23)
"""The day on which the demo stands still."""

EXAM_DAY = date(2026, 12, 14)
"""The day of the exam that is booked before everybody's eyes; nothing else is then."""


@dataclass(slots=True)
class Stage:
    """A register that is being filled.

    Args:
        store: the register, with its first user logged in.
        clock: its clock, which is set from event to event.
        dice: chance.
        scale: how many times the usual volume.
        students: the students' uids.
        adults: those who may write exams: not protected, not ended.
        slow: students with extra time, by their factor in per cent.
        providers: the providers' uids by name.
    """

    store: Store
    clock: FixedClock
    dice: Dice
    scale: int = 1
    students: list[str] = field(default_factory=list)
    adults: list[str] = field(default_factory=list)
    slow: dict[str, int] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)

    def at(self, day: date, hour: int = 8, minute: int = 0) -> None:
        """Set the clock to a time on the wall."""
        self.clock.at = datetime.combine(day, time(hour, minute), STOCKHOLM)

    def at_wall(self, when: datetime) -> None:
        """Set the clock to a time on the wall."""
        self.clock.at = when.replace(tzinfo=STOCKHOLM)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let many operations be one in the log, and one durable write."""
        with self.store.operating("demo", N_("Exempeldata"), False), self.store.write():
            yield


@cache
def listed(name: str) -> dict[str, Any]:
    """Give one of the shipped lists: names, courses or places."""
    with resources.path("demo", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def days(first: date, last: date) -> list[date]:
    """Give every day of a stretch."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
