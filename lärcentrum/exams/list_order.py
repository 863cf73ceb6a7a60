"""The one order of a sitting's attendance list: on paper and on every screen (C-06).

Row 7 of the paper is row 7 of the screen, so that typing back needs no searching.
"""

from collections.abc import Iterable

from lärcentrum import swedish
from lärcentrum.exams.booking_lists import BookingRow


def in_list_order(bookings: Iterable[BookingRow]) -> list[BookingRow]:
    """Give a sitting's bookings as its attendance list has them: by exam, then by name."""
    return sorted(bookings, key=_key)


def shown_on_list(one: BookingRow) -> str:
    """Give who a row on the screen is: the paper's code where an exam is written under codes."""
    return one.paper_name if one.anonymous else one.name


def _key(one: BookingRow) -> tuple[object, ...]:
    # A hidden name must not tell itself by its place.
    return (
        swedish.sort_key(one.course_code or one.course_name),
        one.exam,
        swedish.sort_key(one.listed_on_paper),
        one.uid,
    )
