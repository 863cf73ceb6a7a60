"""Rooms that are needed for something else before a moved end: told, never refused.

An alarm has rung whatever the calendar says, so the end is moved all the same (`moved_ends`) and
somebody must move the next thing, or the people.
"""

from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.exams import times
from lärcentrum.exams.sittings import list_sittings
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A sitting that ends after its room is taken.

    Args:
        sitting: the sitting's uid.
        taken: from when the room is taken, setting out included; wall clock.
        ends: when the sitting ends now.
        sentence: the same in Swedish.
    """

    sitting: str
    taken: datetime
    ends: datetime
    sentence: str


# --- operations ------------------------------------------------------------

_NEXT = """
SELECT min(occupancy.starts) FROM sitting JOIN occupancy
    ON occupancy.resource = 'room:' || sitting.room_id AND occupancy.starts >= sitting.ends_at
    AND NOT (occupancy.owner_kind = 'sitting' AND occupancy.owner_id = sitting.id)
WHERE sitting.uid = ?
"""


@reading(right=Right.TODAY)
def list_overruns(store: Store, *, day: date | None = None) -> list[Overrun]:
    """List the sittings of a day that end after their room is taken, because an end was moved.

    Args:
        store: the register.
        day: today if not given.

    Raises:
        NotToday: the role reaches today only.
    """
    shown = day or store.clock.today()
    found = []
    for card in list_sittings(store, first=shown, last=shown):
        after = store.value(_NEXT, card.uid) if card.moved else None
        if after is None or after >= times.to_minutes(card.ends):
            continue
        taken = times.to_wall(after)
        text = _("Salen är bokad för annat från {taken}, men skrivningen slutar {ends}.")
        sentence = text.format(taken=times.clock_text(taken), ends=times.clock_text(card.ends))
        found.append(Overrun(sitting=card.uid, taken=taken, ends=card.ends, sentence=sentence))
    return found
