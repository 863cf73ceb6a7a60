"""In what order a sitting's register stands: on paper, and on the screen when it is typed back."""

from collections.abc import Sequence
from enum import StrEnum

from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.language import N_
from lärcentrum.swedish import sort_key

# --- records ---------------------------------------------------------------


class RowOrder(StrEnum):
    """By what a register is sorted (E34); `number` is the order in which people were booked."""

    NUMBER = "number"
    NAME = "name"
    SEAT = "seat"


ORDER_NAMES = {
    RowOrder.NUMBER: N_("Bokningsordning"),
    RowOrder.NAME: N_("Namn"),
    RowOrder.SEAT: N_("Plats"),
}

# --- rules -----------------------------------------------------------------


def in_order(bookings: Sequence[BookingRow], order: RowOrder) -> list[BookingRow]:
    """Sort a sitting's bookings; those without a seat come last by seat.

    A protected person stands where "Person 7" belongs, so that the place in the list tells
    nothing of the name (FH04).
    """
    if order is RowOrder.NAME:
        return sorted(bookings, key=lambda one: sort_key(_listed(one)))
    if order is RowOrder.SEAT:
        return sorted(bookings, key=_by_seat)
    return list(bookings)


def _listed(one: BookingRow) -> str:
    return one.paper_name if one.protected else one.listed_name


def _by_seat(one: BookingRow) -> tuple[bool, int, str]:
    # "9" stands before "10".
    return (not one.seat_label, len(one.seat_label), one.seat_label)
