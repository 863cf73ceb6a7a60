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
    values = use_values(title, contact, starts, ends)
    with store.write(), clashes.telling(store, checked_span(starts, ends)):
        return store.insert("room_use", room_id=room_id, preliminary=int(preliminary), **values).uid


def use_values(title: str, contact: str, starts: datetime, ends: datetime) -> dict[str, Any]:
    """Give the columns of a use as it was typed.

    Raises:
        BadValue: no title, or it ends before it begins.
    """
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
    store: Store,
    *,
    room_use: str,
    room: str,
    starts: datetime,
    ends: datetime,
    title: str | None = None,
    contact: str | None = None,
) -> None:
    """Move or stretch a use, or say anew what it is.

    Args:
        store: the register.
        room_use: the use's uid.
        room: the room's uid.
        starts: wall clock.
        ends: wall clock.
        title: what it is; None keeps it.
        contact: whom to ask; None keeps it.

    Raises:
        NotFound: no such use or room.
        BadValue: no title, or it ends before it begins.
        Ended: the room is not used any more: what is booked there stays, or moves elsewhere.
        Clash: the room is taken.
    """
    there = store.row("room_use", room_use)
    room_id = open_room(store, room)["id"]
    what = there["title"] if title is None else title
    whom = there["contact"] if contact is None else contact
    values = use_values(what, whom, starts, ends)
    span = checked_span(starts, ends)
    with store.write(), clashes.telling(store, span, but=there["id"]):
        store.update("room_use", room_use, room_id=room_id, **values)


_LOSING = """
SELECT other.uid, other.title, other.contact, other.starts_wall, other.ends_at, other.preliminary,
    room.uid AS room_uid, room.name AS room_name
FROM room_use AS one JOIN room_use AS other ON other.room_id = one.room_id AND other.id <> one.id
    AND other.starts_at < one.ends_at AND other.ends_at > one.starts_at
    AND other.cancelled_at IS NULL AND other.preliminary = 1
JOIN room ON room.id = one.room_id WHERE one.uid = ? ORDER BY other.starts_at, other.id
"""


@reading(right=Right.REGISTER)
def losing_uses(store: Store, *, room_use: str) -> list[RoomUse]:
    """List the other preliminary uses that lose the room when one is approved (R07).

    Raises:
        NotFound: no such use.
    """
    store.id_of("room_use", room_use)
    return [_use(row) for row in store.query(_LOSING, room_use)]


@operation(right=Right.REGISTER, label=N_("Salsanvändning godkänd"))
def approve_room_use(store: Store, *, room_use: str, refuse_others: bool = False) -> None:
    """Make a preliminary use firm: it holds the room from now on.

    Args:
        store: the register.
        room_use: the use's uid.
        refuse_others: whether the preliminary uses that lose the room are taken away too; else
            they stay, and cannot be approved there.

    Raises:
        NotFound: no such use.
        BadValue: it is firm already, or taken away.
        Ended: the room is not used any more.
        Clash: the room is taken.
    """
    there = store.row("room_use", room_use)
    if there["cancelled_at"] is not None:
        raise NotAsItStands("room_use", _("Salsanvändningen är borttagen."))
    if not there["preliminary"]:
        raise NotAsItStands("room_use", _("Salsanvändningen är redan godkänd."))
    check_open(store, there["room_id"])
    span = Span(starts_at=there["starts_at"], ends_at=there["ends_at"])
    losing = losing_uses(store, room_use=room_use) if refuse_others else []
    with store.write(), clashes.telling(store, span):
        store.update("room_use", room_use, preliminary=0)
        for one in losing:
            store.update("room_use", one.uid, cancelled_at=fields.now_minutes(store))


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


_OTHERS = """
SELECT count(*) FROM occupancy WHERE resource = 'room:' || ? AND starts < ? AND ends > ?
    AND owner_kind <> 'room_use'
"""


@reading(right=Right.REGISTER)
def uses_to_take_over(
    store: Store, *, room: str, starts: datetime, ends: datetime
) -> list[RoomUse]:
    """List the firm uses that an exam would take a room from, with their contact (R11).

    Args:
        store: the register.
        room: the room's uid.
        starts: when the exam begins, wall clock; the time for setting out is added.
        ends: when it ends.

    Returns:
        the uses, by time; none where another exam holds the room too, which stays where it is.

    Raises:
        NotFound: no such room.
        BadValue: it ends before it begins.
    """
    there = store.row("room", room)
    wide = checked_span(starts, ends).widened(there["setup_min"], there["clearing_min"])
    if store.value(_OTHERS, there["id"], wide.ends_at, wide.starts_at):
        return []
    found = (_use(row) for row in store.query(_LIST, wide.ends_at, wide.starts_at, room))
    return [one for one in found if not one.preliminary]


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
