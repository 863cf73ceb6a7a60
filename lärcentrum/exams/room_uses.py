"""Other uses of a room (courses, meetings): they hold it as an exam does once they are firm."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.day_right import check_days
from lärcentrum.exams.rooms import check_open, open_room
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomUse:
    """A use of a room that is no exam.

    Args:
        uid: its uid.
        room: the room's uid.
        room_name: the room.
        title: what it is.
        contact: whom to ask.
        starts: wall clock.
        ends: wall clock.
        preliminary: whether it holds nothing yet.
    """

    uid: str
    room: str
    room_name: str
    title: str
    contact: str
    starts: datetime
    ends: datetime
    preliminary: bool


# --- rules -----------------------------------------------------------------


def checked_span(starts: datetime, ends: datetime) -> Span:
    """Give the span between two wall-clock times.

    Raises:
        BadValue: it ends before it begins.
        NoSuchTime: the clock skips one of them in spring.
    """
    found = Span(starts_at=times.to_minutes(starts), ends_at=times.to_minutes(ends))
    if found.minutes <= 0:
        raise NotAsItStands("ends", _("Slutet är inte efter starten."), _("Välj en senare tid."))
    return found


# --- operations ------------------------------------------------------------

_LIST = """
SELECT room_use.*, room.uid AS room_uid, room.name AS room_name
FROM room_use JOIN room ON room.id = room_use.room_id
WHERE room_use.starts_at < ? AND room_use.ends_at > ? AND room_use.cancelled_at IS NULL
    AND (?3 IS NULL OR room.uid = ?3) ORDER BY room_use.starts_at, room.name
"""


@reading(right=Right.TODAY)
def list_room_uses(
    store: Store, *, starts: datetime, ends: datetime, room: str | None = None
) -> list[RoomUse]:
    """List the uses that touch a stretch of time, preliminary ones too.

    Args:
        store: the register.
        starts: wall clock.
        ends: wall clock.
        room: only this room's.

    Raises:
        BadValue: it ends before it begins.
        NotToday: the role reaches today only.
    """
    span = checked_span(starts, ends)
    check_days(store, starts.date(), (ends - timedelta(minutes=1)).date())
    return [_use(row) for row in store.query(_LIST, span.ends_at, span.starts_at, room)]


def _use(row: Row) -> RoomUse:
    return RoomUse(
        uid=row["uid"],
        room=row["room_uid"],
        room_name=row["room_name"],
        title=row["title"],
        contact=row["contact"],
        starts=fields.read_wall(row["starts_wall"]),
        ends=times.to_wall(row["ends_at"]),
        preliminary=bool(row["preliminary"]),
    )


@operation(right=Right.REGISTER, label=N_("Salen upptagen"))
def add_room_use(
    store: Store,
    *,
    room: str,
    title: str,
    starts: datetime,
    ends: datetime,
    contact: str = "",
    preliminary: bool = False,
) -> str:
    """Book a room for something else than an exam.

    Args:
        store: the register.
        room: the room's uid.
        title: what it is.
        starts: wall clock.
        ends: wall clock.
        contact: whom to ask when an exam needs the room.
        preliminary: it holds nothing until it is approved.

    Returns:
        the use's uid.

    Raises:
        NotFound: no such room.
        Ended: the room is not used any more.
        BadValue: no title, or it ends before it begins.
        Clash: the room is taken.
    """
    room_id = open_room(store, room)["id"]
    values = _values(title, contact, starts, ends)
    with store.write(), clashes.telling(store, checked_span(starts, ends)):
        return store.insert("room_use", room_id=room_id, preliminary=int(preliminary), **values).uid


def _values(title: str, contact: str, starts: datetime, ends: datetime) -> dict[str, Any]:
    span = checked_span(starts, ends)
    return {
        "title": fields.line("title", title, required=True),
        "contact": fields.line("contact", contact),
        "starts_wall": times.wall_text(starts),
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
    }


@operation(right=Right.REGISTER, label=N_("Salsanvändning flyttad"))
def move_room_use(
    store: Store, *, room_use: str, room: str, starts: datetime, ends: datetime
) -> None:
    """Move or stretch a use.

    Raises:
        NotFound: no such use or room.
        Ended: the room is not used any more: what is booked there stays, or moves elsewhere.
        Clash: the room is taken.
    """
    there = store.row("room_use", room_use)
    room_id = open_room(store, room)["id"]
    values = _values(there["title"], there["contact"], starts, ends)
    span = checked_span(starts, ends)
    with store.write(), clashes.telling(store, span, but=there["id"]):
        store.update("room_use", room_use, room_id=room_id, **values)


@operation(right=Right.REGISTER, label=N_("Salsanvändning godkänd"))
def approve_room_use(store: Store, *, room_use: str) -> None:
    """Make a preliminary use firm: it holds the room from now on.

    Raises:
        NotFound: no such use.
        BadValue: it is firm already.
        Ended: the room is not used any more.
        Clash: the room is taken.
    """
    there = store.row("room_use", room_use)
    if not there["preliminary"]:
        raise NotAsItStands("room_use", _("Salsanvändningen är redan godkänd."))
    check_open(store, there["room_id"])
    span = Span(starts_at=there["starts_at"], ends_at=there["ends_at"])
    with store.write(), clashes.telling(store, span):
        store.update("room_use", room_use, preliminary=0)


@operation(right=Right.REGISTER, label=N_("Salsanvändning borttagen"))
def cancel_room_use(store: Store, *, room_use: str, why: str = "") -> None:
    """Give a room back; the use stays readable in the log.

    Raises:
        NotFound: no such use.
    """
    reason = fields.line("why", why, most=400)
    with store.write():
        store.update("room_use", room_use, cancelled_at=fields.now_minutes(store))
        if reason:
            store.note(reason)


_FIRM = """
SELECT room_use.uid FROM room_use JOIN room ON room.id = room_use.room_id
WHERE room.uid = ? AND room_use.starts_at < ? AND room_use.ends_at > ?
    AND room_use.cancelled_at IS NULL AND room_use.preliminary = 0
"""


def displace(store: Store, room: str, wanted: Span) -> list[str]:
    """Make the uses that an exam takes a room from preliminary again, inside an operation (R11).

    Returns:
        their uids.
    """
    rows = store.query(_FIRM, room, wanted.ends_at, wanted.starts_at)
    for row in rows:
        store.update("room_use", row["uid"], preliminary=1)
    return [row["uid"] for row in rows]
