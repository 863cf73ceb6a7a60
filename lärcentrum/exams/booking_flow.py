"""The bookings by the word that staff see, the oldest first: what is to be done next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_lists import BookingRow, bookings_by_id
from lärcentrum.exams.booking_states import Word
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

DONE_DAYS = 14
"""So long a booking that is done stays in sight."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowColumn:
    """The bookings of one word.

    Args:
        word: the word.
        bookings: the oldest first.
    """

    word: Word
    bookings: tuple[BookingRow, ...]


# --- rules -----------------------------------------------------------------


def age(row: BookingRow) -> tuple[date, datetime, str]:
    """Give what the bookings of a column are ordered by.

    A request is as old as the day it came, what was sent as the day it was sent; the others
    follow the exam, whose day comes first.
    """
    since = row.starts.date()
    if row.word is Word.REQUEST:
        since = row.requested_on
    elif row.word is Word.SENT and row.sent is not None:
        since = row.sent.date()
    return since, row.starts, row.uid


# --- operations ------------------------------------------------------------

_OPEN = """
SELECT id FROM booking WHERE cancelled_at IS NULL AND refused_at IS NULL AND (starts_at >= ?1
    OR (closed_at IS NULL AND received_at IS NULL AND coalesce(attendance, '') <> 'absent'))
"""


@reading(right=Right.SEE)
def booking_flow(store: Store, *, done_days: int = DONE_DAYS) -> list[FlowColumn]:
    """Give the bookings that are under way by word, and those that were done lately.

    Refused and cancelled ones are left out.

    Args:
        store: the register.
        done_days: how many days back the exam of a booking that is done may lie.

    Raises:
        BadValue: a number of days that cannot be.
    """
    fields.number("done_days", done_days, 0, 3660)
    first = store.clock.today() - timedelta(days=done_days)
    since = times.day_span(first).starts_at
    rows = bookings_by_id(store, ids=[row["id"] for row in store.query(_OPEN, since)])
    by_word: dict[Word, list[BookingRow]] = {word: [] for word in Word}
    for row in rows:
        if row.word is not Word.DONE or row.starts.date() >= first:
            by_word[row.word].append(row)
    return [
        FlowColumn(word=word, bookings=tuple(sorted(found, key=age)))
        for word, found in by_word.items()
    ]
