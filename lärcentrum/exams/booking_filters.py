"""What a list of bookings is narrowed by and how its cells are said, on the screen and in files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import MISSING_NAMES, STATE_NAMES, WORD_NAMES, State, Word
from lärcentrum.language import N_, _
from lärcentrum.swedish import fold

_WEEKS = timedelta(days=14)
_ENDED = (State.CANCELLED, State.REFUSED, State.ABSENT)


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
        days=lambda today: (today, today + _WEEKS),
    ),
    Period(
        key="recent", title=N_("Senaste två veckorna"), days=lambda today: (today - _WEEKS, today)
    ),
    Period(key="all", title=N_("Alla"), days=lambda today: (None, None)),
)
MISSING_ANY, OVER = "missing", "over"
"""What a list can be narrowed to beside a word: what lacks something, what is cancelled."""


def fits(row: BookingRow, wanted: str, text: str) -> bool:
    """Tell whether a booking is wanted by the filters.

    Args:
        row: the booking.
        wanted: a word's value, `MISSING_ANY`, `OVER`, or "" for all.
        text: words that are in its name, course, codes, provider or room; "" for all.
    """
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


def said_state(row: BookingRow) -> str:
    """Say where a booking stands: the word that staff see, or how it ended."""
    return _(STATE_NAMES[row.state] if row.state in _ENDED else WORD_NAMES[row.word])


def missing_text(row: BookingRow) -> str:
    """Say what a booking lacks."""
    return ", ".join(_(MISSING_NAMES[one]) for one in row.missing)


def place_text(row: BookingRow) -> str:
    """Say room and seat."""
    return f"{row.room_name} · {row.seat_label}" if row.seat_label else row.room_name


def exam_text(row: BookingRow) -> str:
    """Say the course with its code."""
    return f"{row.course_name} · {row.course_code}" if row.course_code else row.course_name
