"""In what order a sitting's register stands: on paper, and on the screen when it is typed back."""

from collections.abc import Sequence
from enum import StrEnum

from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.language import N_
from lärcentrum.store.store import Store
from lärcentrum.swedish import sort_key

# --- records ---------------------------------------------------------------


class RowOrder(StrEnum):
    """By what a register is sorted (E34); `number` is the order of the screens: exam, then name."""

    NUMBER = "number"
    NAME = "name"
    SEAT = "seat"


ORDER_NAMES = {
    RowOrder.NUMBER: N_("Tenta och namn"),
    RowOrder.NAME: N_("Namn"),
    RowOrder.SEAT: N_("Plats"),
}

# --- rules -----------------------------------------------------------------

_PRINTED = """
SELECT row_order FROM paper_print JOIN sitting ON sitting.id = paper_print.sitting_id
WHERE sitting.uid = ? AND paper = 'attendance' ORDER BY paper_print.id DESC LIMIT 1
"""


def printed_order(store: Store, sitting: str) -> RowOrder:
    """Give the order of the attendance list that was printed last, else that of the screens."""
    found = store.value(_PRINTED, sitting)
    return RowOrder(found) if found else RowOrder.NUMBER


def in_order(bookings: Sequence[BookingRow], order: RowOrder) -> list[BookingRow]:
    """Sort a sitting's bookings; those without a seat come last by seat.

    A hidden name must not tell itself by its place (FH04): what stands on the paper decides.
    """
    if order is RowOrder.NAME:
        return sorted(bookings, key=lambda one: sort_key(one.listed_on_paper))
    if order is RowOrder.SEAT:
        return sorted(bookings, key=_by_seat)
    return list(bookings)


def _by_seat(one: BookingRow) -> tuple[bool, int, str]:
    # "9" stands before "10".
    return (not one.seat_label, len(one.seat_label), one.seat_label)
