"""Say a refusal with the names that it holds as uids: an error itself never holds a name."""

from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.exam_moves import PlacesLost
from lärcentrum.language import _
from lärcentrum.store.store import Store


def spoken(store: Store, error: UserError, *, brief: bool = False) -> str:
    """Give a refusal's sentence with courses and titles instead of uids.

    Args:
        store: the register.
        error: the refusal.
        brief: only what happened.
    """
    parts = error.parts()
    if isinstance(error, Clash):
        others = dict.fromkeys(called(store, uid) for uid in error.others)
        parts = error.named(", ".join(others) or _("något annat"), _mine(store, error))
    elif isinstance(error, PlacesLost):
        parts = error.told(_whys(store, error))
    return parts[0] if brief else " ".join(part for part in parts if part)


_CALLED = """
SELECT course_name AS name FROM exam WHERE uid = ?1
UNION ALL SELECT title FROM room_use WHERE uid = ?1
UNION ALL SELECT DISTINCT exam.course_name FROM sitting
JOIN booking ON booking.sitting_id = sitting.id
    AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
JOIN exam ON exam.id = booking.exam_id WHERE sitting.uid = ?1
"""


def called(store: Store, uid: str) -> str:
    """Give what people call a course, a sitting or another use of a room."""
    found = sorted({row["name"] for row in store.query(_CALLED, uid)})
    return ", ".join(f"”{name}”" for name in found) or _("ett skrivtillfälle utan bokningar")


def _whys(store: Store, error: PlacesLost) -> list[str]:
    """Say what is in the way of whom, those with the same in one sentence."""
    people: dict[str, list[str]] = {}
    for booking, fault in zip(error.bookings, error.faults, strict=True):
        name = booking_page(store, booking=booking).name
        people.setdefault(spoken(store, fault, brief=True), []).append(name)
    return [f"{', '.join(names)}: {why}" for why, names in people.items()]


def _mine(store: Store, error: Clash) -> str:
    if not error.mine:
        return ""
    # What was to be written by the operation that was refused is gone again.
    found = store.query(_CALLED, error.mine)
    return f"”{found[0]['name']}”" if found else _("den nya bokningen")
