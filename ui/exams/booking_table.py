"""The list of bookings: its columns, its chips, its filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import (
    MISSING_NAMES,
    STATE_NAMES,
    WORD_NAMES,
    State,
    Word,
)
from lärcentrum.language import N_, _, ngettext
from lärcentrum.swedish import fold, number, sort_key
from ui.kit import theme
from ui.kit.chips import Chip
from ui.kit.fields import Choice
from ui.kit.models import Column
from ui.kit.table import Table
from ui.kit.texts import span
from ui.kit.tokens import Tone

LOOKS = {
    Word.REQUEST: (Tone.WARN, "hourglass"),
    Word.BOOKED: (Tone.ACCENT, "calendar-check"),
    Word.WRITTEN: (Tone.NEUTRAL, "pencil"),
    Word.SENT: (Tone.NEUTRAL, "send"),
    Word.DONE: (Tone.GOOD, "circle-check"),
}
"""The tone and the icon of each word."""
_ENDED = {State.CANCELLED: "calendar-x", State.REFUSED: "circle-x", State.ABSENT: "user-x"}
_PAST = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which days a list shows.

    Args:
        key: its name.
        title: what the user reads (Swedish source text).
        days: gives the first and the last day from today; None is no end.
    """

    key: str
    title: str
    days: Callable[[date], tuple[date | None, date | None]]


PERIODS = (
    Period(key="coming", title=N_("Kommande"), days=lambda today: (today, None)),
    Period(
        key="two_weeks",
        title=N_("Två veckor framåt"),
        days=lambda today: (today, today + _PAST),
    ),
    Period(
        key="recent", title=N_("Senaste två veckorna"), days=lambda today: (today - _PAST, today)
    ),
    Period(key="all", title=N_("Alla"), days=lambda today: (None, None)),
)
MISSING_ANY, OVER = "missing", "over"
WIDE = ("provider", "place", "missing")
"""Columns that give way on a small screen; the panel at the right says the same."""
NAME, NAME_TIGHT, NAME_NARROW, EXAM_NARROW = 170, 116, 108, 140
"""Widths of names and exams, and what they shrink to without and with the panel at the right."""
PLACE, PLACE_NARROW = 150, 108
"""Width of room and seat, and what it shrinks to."""


def state_choices() -> list[Choice]:
    """Give what the list can be narrowed to."""
    return [
        Choice("", _("Alla lägen")),
        Choice(MISSING_ANY, _("Något saknas")),
        *(Choice(word.value, _(WORD_NAMES[word]).capitalize()) for word in Word),
        Choice(OVER, _("Avbokade och nekade")),
    ]


def fits(row: BookingRow, wanted: str, text: str) -> bool:
    """Tell whether a booking is wanted by the filters."""
    over = row.state in (State.CANCELLED, State.REFUSED)
    if wanted == OVER and not over:
        return False
    if wanted != OVER and over and wanted:
        return False
    if wanted == MISSING_ANY and not row.missing:
        return False
    if wanted in set(Word) and row.word != wanted:
        return False
    found = fold(" ".join((
        row.name, row.course_name, row.course_code, row.exam_code, row.provider_name,
        row.room_name,
    )))  # fmt: skip
    return all(word in found for word in fold(text).split())


def chip(row: BookingRow) -> Chip:
    """Give a booking's state as icon and word."""
    if row.state in _ENDED:
        return Chip(_(STATE_NAMES[row.state]), Tone.NEUTRAL, _ENDED[row.state])
    tone, icon = LOOKS[row.word]
    return Chip(_(WORD_NAMES[row.word]), tone, icon)


def missing_text(row: BookingRow) -> str:
    """Say what a booking lacks."""
    return ", ".join(_(MISSING_NAMES[one]) for one in row.missing)


def place_text(row: BookingRow) -> str:
    """Say room and seat."""
    return f"{row.room_name} · {row.seat_label}" if row.seat_label else row.room_name


def when_text(row: BookingRow) -> str:
    """Say when it is, with the extended end."""
    return span(row.starts, row.ends)


def exam_text(row: BookingRow) -> str:
    """Say the course with its code."""
    return f"{row.course_name} · {row.course_code}" if row.course_code else row.course_name


def columns() -> list[Column]:
    """Give the list's columns."""
    return [
        Column(
            key="when",
            title=_("Tid"),
            text=when_text,
            sort=lambda row: (row.starts, row.name),
            width=166,
        ),
        Column(
            key="name",
            title=_("Student"),
            text=lambda row: row.name,
            sort=lambda row: sort_key(row.listed_name),
            tip=lambda row: row.name,
            width=NAME,
        ),
        Column(key="exam", title=_("Tentamen"), text=exam_text, tip=exam_text),
        Column(key="provider", title=_("Lärosäte"), text=lambda row: row.provider_name, width=78),
        Column(key="place", title=_("Sal"), text=place_text, tip=place_text, width=PLACE),
        Column(key="state", title=_("Läge"), text=lambda row: chip(row).word, chip=chip, width=102),
        Column(key="missing", title=_("Saknas"), text=missing_text, tip=missing_text),
    ]


def counted(shown: int, holes: int) -> str:
    """Say how many bookings are shown, and how many of them lack something."""
    count = ngettext("{n} bokning", "{n} bokningar", shown).format(n=number(shown))
    lacks = _("{n} saknar något").format(n=number(holes)) if holes else ""
    return " · ".join(part for part in (count, lacks) if part)


def narrow(table: Table, keys: list[str], name: int) -> None:
    """Give the columns of names, exams and places the widths that go with a width of names."""
    header = table.horizontalHeader()
    place = PLACE if name == NAME else PLACE_NARROW
    for key, width in (("name", name), ("exam", EXAM_NARROW), ("place", place)):
        header.resizeSection(keys.index(key), theme.pixels(width))
