"""Two exams of one person at once: only when both providers approve and nobody has extra time."""

from collections.abc import Mapping
from typing import Any

from lärcentrum.exams import clashes, fields
from lärcentrum.exams.booking_changes import check_ahead
from lärcentrum.exams.booking_lists import BookingRow, booking_page, list_bookings
from lärcentrum.exams.errors import NoPair
from lärcentrum.exams.pair_keeping import lone_pair, part
from lärcentrum.exams.placing import covering
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- rules -----------------------------------------------------------------


def check_pair(first: Row, second: Row) -> None:
    """Refuse two bookings that may not run at once.

    Raises:
        NoPair: what is wrong.
    """
    span = [Span(starts_at=row["starts_at"], ends_at=row["ends_at"]) for row in (first, second)]
    approved = all(row["provider_approved_at"] is not None for row in (first, second))
    faults = (
        (first["id"] == second["id"], _("Det är samma bokning.")),
        (first["student_id"] != second["student_id"], _("Bokningarna gäller två personer.")),
        (not approved, _("Båda lärosätena måste ha godkänt först.")),
        (first["extra_min"] or second["extra_min"], _("Med extra tid går det inte samtidigt.")),
        (not span[0].overlaps(span[1]), _("Tentorna går inte samtidigt.")),
        (first["pair_id"] or second["pair_id"], _("En av dem går redan samtidigt med en annan.")),
    )
    for wrong, why in faults:
        if wrong:
            raise NoPair((first["uid"], second["uid"]), why)


# --- operations ------------------------------------------------------------


@operation(right=Right.REGISTER, label=N_("Två tentor samtidigt"))
def join_bookings(store: Store, *, first: str, second: str, approved: str) -> str:
    """Let two bookings of one person run at once; they share one hold of the person.

    The second is kept as a request first, and gets its place afterwards. What is approved is the
    time that they share: when it has changed, the same two are joined again.

    Args:
        store: the register.
        first: a booking's uid.
        second: the other's uid.
        approved: who approved it at both providers.

    Returns:
        the pair's uid.

    Raises:
        NoPair: they may not run at once.
        WrongStep: one is written, refused or called off.
        BadValue: nobody is named.
    """
    who = fields.line("approved", approved, most=400, required=True)
    rows = [check_ahead(store, first), check_ahead(store, second)]
    # Whose partner was called off may run at once with another.
    lone = [lone_pair(store, row) for row in rows]
    rows = [row | {"pair_id": None} if pair else row for row, pair in zip(rows, lone, strict=True)]
    shared = {"approved": who, **_shared(*rows)}
    again = _joined_at_another_time(store, rows, shared)
    if again is None:
        check_pair(*rows)
    with store.write():
        if again is not None:
            store.update("concurrent_pair", again, **shared)
            return again
        for old in filter(None, lone):
            part(store, old)
        pair = store.insert("concurrent_pair", student_id=rows[0]["student_id"], **shared)
        for booking in (first, second):
            store.update("booking", booking, pair_id=pair.id)
    return pair.uid


def _shared(first: Row, second: Row) -> dict[str, int]:
    return {
        "starts_at": max(first["starts_at"], second["starts_at"]),
        "ends_at": min(first["ends_at"], second["ends_at"]),
    }


_PAIR = "SELECT uid, starts_at, ends_at FROM concurrent_pair WHERE id = ?"


def _joined_at_another_time(store: Store, rows: list[Row], shared: Mapping[str, Any]) -> str | None:
    """Give the pair's uid when these two are it, approved for another time than they share."""
    pair = store.one(_PAIR, rows[0]["pair_id"]) if rows[0]["id"] != rows[1]["id"] else None
    if pair is None or rows[0]["pair_id"] != rows[1]["pair_id"]:
        return None
    moved = any(pair[edge] != shared[edge] for edge in ("starts_at", "ends_at"))
    return str(pair["uid"]) if moved else None


@reading(right=Right.REGISTER)
def at_the_same_time(store: Store, *, booking: str) -> list[BookingRow]:
    """List a person's other bookings that overlap a booking, by time.

    Raises:
        NotFound: no such booking.
    """
    one = booking_page(store, booking=booking)
    first, last = one.starts.date(), one.ends.date()
    others = list_bookings(store, student=one.student, first=first, last=last)
    return [
        other
        for other in others
        if other.uid != booking and other.starts < one.ends and other.ends > one.starts
    ]


_MEMBERS = """
SELECT booking.starts_at, booking.ends_at FROM booking
JOIN concurrent_pair ON concurrent_pair.id = booking.pair_id WHERE concurrent_pair.uid = ?
"""


@operation(right=Right.REGISTER, label=N_("Två tentor inte längre samtidigt"))
def part_bookings(store: Store, *, pair: str) -> None:
    """Part a pair again.

    Raises:
        NotFound: no such pair.
        Clash: both have their places at once: move or call off one first.
    """
    store.id_of("concurrent_pair", pair)
    members = store.query(_MEMBERS, pair)
    spans = [Span(starts_at=row["starts_at"], ends_at=row["ends_at"]) for row in members]
    whole = covering(spans[0], spans[-1])
    with store.write(), clashes.telling(store, whole):
        part(store, pair)
