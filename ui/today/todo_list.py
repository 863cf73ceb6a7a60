"""Att göra: every hole of the two weeks ahead, with its due day, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lärcentrum.exams.days import Todo
from lärcentrum.language import _, ngettext
from ui.kit.chips import Chip
from ui.kit.models import Column
from ui.kit.texts import short_day
from ui.kit.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Holes that are alike: the same thing is missing for several who write the same exam.

    Args:
        uid: the first one's.
        todo: the first one.
        count: how many there are.
    """

    uid: str
    todo: Todo
    count: int

    @property
    def text(self) -> str:
        """Say what is missing, and below it for what and for how many."""
        what, _colon, where = self.todo.sentence.partition(": ")
        if self.count > 1:
            several = ngettext("{n} bokning", "{n} bokningar", self.count).format(n=self.count)
            where = f"{where} · {several}"
        return f"{what}\n{where}"


def lines(todos: Sequence[Todo]) -> list[Line]:
    """Put holes that read the same into one line, in the order they come."""
    alike: dict[tuple[date, str], list[Todo]] = {}
    for todo in todos:
        alike.setdefault((todo.due, todo.sentence), []).append(todo)
    return [Line(uid=some[0].uid, todo=some[0], count=len(some)) for some in alike.values()]


def columns(today: date) -> list[Column]:
    """Give the list's columns.

    Args:
        today: the day on the wall.
    """
    return [
        Column(
            key="due",
            title=_("Senast"),
            text=lambda line: short_day(line.todo.due),
            chip=lambda line: due_chip(line.todo, today),
            sortable=False,
            width=116,
        ),
        Column(
            key="what",
            title=_("Vad"),
            text=lambda line: line.text,
            tip=lambda line: line.text,
            sortable=False,
        ),
    ]


def due_chip(todo: Todo, today: date) -> Chip | None:
    """Mark what is late or due today; the other days are plain text."""
    if todo.late:
        return Chip(_("Sen: {day}").format(day=_day(todo.due)), Tone.BAD)
    if todo.due == today:
        return Chip(_("Idag"), Tone.WARN)
    return None


def _day(day: date) -> str:
    return short_day(day).partition(" ")[2]
