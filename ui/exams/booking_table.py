"""The list of bookings in the window: its columns, its chips, its choices."""

from lärcentrum.exams.booking_filters import (
    MISSING_ANY,
    OVER,
    exam_text,
    missing_text,
    place_text,
    said_state,
)
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import WORD_NAMES, State, Word
from lärcentrum.language import _, ngettext
from lärcentrum.swedish import number, sort_key
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


def chip(row: BookingRow) -> Chip:
    """Give a booking's state as icon and word."""
    if row.state in _ENDED:
        return Chip(said_state(row), Tone.NEUTRAL, _ENDED[row.state])
    tone, icon = LOOKS[row.word]
    return Chip(said_state(row), tone, icon)


def when_text(row: BookingRow) -> str:
    """Say when it is, with the extended end."""
    return span(row.starts, row.ends)


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
