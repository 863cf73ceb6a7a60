"""Hold two concurrent bookings against the pair's rule again when one of them is moved."""

from lärcentrum.exams.errors import NoPair
from lärcentrum.exams.times import Span
from lärcentrum.language import _
from lärcentrum.store.store import Row, Store

_PARTNER = """
SELECT other.uid, other.starts_at, other.ends_at, other.extra_min, pair.uid AS pair
FROM booking JOIN concurrent_pair AS pair ON pair.id = booking.pair_id
JOIN booking AS other ON other.pair_id = pair.id AND other.id <> booking.id
    AND other.cancelled_at IS NULL AND other.refused_at IS NULL
WHERE booking.uid = ?
"""


def keep_pair(store: Store, booking: str, span: Span, extra_min: int) -> None:
    """Part a booking's pair when the two no longer run at once, before the booking is moved.

    Args:
        store: the register, inside an operation; the booking holds nothing just now.
        booking: the booking's uid.
        span: when it is to take place.
        extra_min: the extra time that it is to have.

    Raises:
        NoPair: they still run at once, and one would have extra time.
    """
    other: Row | None = store.one(_PARTNER, booking)
    if other is None:
        return
    if not span.overlaps(Span(starts_at=other["starts_at"], ends_at=other["ends_at"])):
        part(store, other["pair"])
    elif extra_min or other["extra_min"]:
        raise NoPair((booking, other["uid"]), _("Med extra tid går det inte samtidigt."))


def lone_pair(store: Store, booking: Row) -> str | None:
    """Give the uid of a booking's pair when the other one is refused or called off, else None."""
    if booking["pair_id"] is None or store.one(_PARTNER, booking["uid"]) is not None:
        return None
    return str(store.value("SELECT uid FROM concurrent_pair WHERE id = ?", booking["pair_id"]))


_MEMBERS = """
SELECT booking.uid FROM booking JOIN concurrent_pair ON concurrent_pair.id = booking.pair_id
WHERE concurrent_pair.uid = ?
"""


def part(store: Store, pair: str) -> None:
    """Let each booking of a pair hold the person by itself, inside an operation."""
    for row in store.query(_MEMBERS, pair):
        store.update("booking", row["uid"], pair_id=None)
    store.delete("concurrent_pair", pair)
