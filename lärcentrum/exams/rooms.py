"""Rooms with their exam seats."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, placing
from lärcentrum.exams.errors import RoomTooSmall
from lärcentrum.exams.standing import Ended
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

MOST_SEATS = 1000
MOST_MINUTES = 480

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room as lists show it.

    Args:
        uid: the room's uid.
        name: what people call it.
        building: where it is.
        capacity: exam seats in use.
        setup_min: minutes held before a sitting for setting out.
        clearing_min: minutes held after a sitting for clearing.
        equipment: words such as "dator, höj- och sänkbart bord".
        responsible: whom to ask about the room, with a number (R01).
        note: what else there is to know.
        ended_on: when it was taken off the lists.
    """

    uid: str
    name: str
    building: str
    capacity: int
    setup_min: int
    clearing_min: int
    equipment: str
    responsible: str
    note: str
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat.

    Args:
        uid: the seat's uid.
        label: what stands on the desk.
        place: its place in the fill order, from 1.
        off: whether it is not used for exams.
    """

    uid: str
    label: str
    place: int
    off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatWish:
    """A seat as the room plan should have it, in fill order."""

    label: str
    off: bool = False


# --- rules -----------------------------------------------------------------


def check_seats(seats: list[SeatWish]) -> list[SeatWish]:
    """Refuse a plan without seats in use, or with a label twice.

    Raises:
        BadValue: what is wrong.
    """
    clean = [
        SeatWish(label=fields.line("seats", seat.label, most=20, required=True), off=seat.off)
        for seat in seats
    ]
    if len({seat.label for seat in clean}) < len(clean):
        raise NotAsItStands(
            "seats", _("Två platser har samma märkning."), _("Ge varje plats en egen märkning.")
        )
    fields.number("seats", sum(not seat.off for seat in clean), 1, MOST_SEATS)
    return clean


def numbered(count: int, labels: set[str], seats: list[SeatWish]) -> list[SeatWish]:
    """Make a plan hold so many seats in use: switch seats on or off from the end, then add."""
    plan = list(seats)
    for place, seat in reversed(list(enumerate(plan))):
        in_use = sum(not one.off for one in plan)
        if in_use > count and not seat.off:
            plan[place] = SeatWish(label=seat.label, off=True)
    for place, seat in enumerate(plan):
        if sum(not one.off for one in plan) < count and seat.off:
            plan[place] = SeatWish(label=seat.label)
    missing = count - sum(not one.off for one in plan)
    fresh = (str(n) for n in range(1, len(plan) + count + 1) if str(n) not in labels)
    return plan + [SeatWish(label=label) for label, _n in zip(fresh, range(missing), strict=False)]


# --- operations ------------------------------------------------------------

_LIST = "SELECT * FROM room"


@reading(right=Right.TODAY)
def list_rooms(store: Store, *, ended: bool = False) -> list[Room]:
    """List the rooms in Swedish order.

    Args:
        store: the register.
        ended: whether those that were taken off the lists come too.
    """
    rows = [row for row in store.query(_LIST) if ended or row["ended_on"] is None]
    return [_room(row) for row in sorted(rows, key=lambda row: swedish.sort_key(row["name"]))]


def _room(row: Row) -> Room:
    known = {key: row[key] for key in row if key not in ("id", "ended_on")}
    return Room(**known, ended_on=fields.read_day(row["ended_on"]))


_SEATS = """
SELECT seat.uid, label, place, off FROM seat JOIN room ON room.id = seat.room_id
WHERE room.uid = ? ORDER BY place, seat.id
"""


@reading(right=Right.TODAY)
def list_seats(store: Store, *, room: str) -> list[Seat]:
    """List a room's seats in fill order."""
    return [Seat(**{**row, "off": bool(row["off"])}) for row in store.query(_SEATS, room)]


def open_room(store: Store, room: str, *, but: int = 0) -> Row:
    """Give the row of a room that can be booked.

    Args:
        store: the register.
        room: the room's uid.
        but: the local id of the room that is kept, whether it has ended or not.

    Raises:
        NotFound: no such room.
        Ended: it is not used any more.
    """
    row = store.row("room", room)
    if row["ended_on"] is not None and row["id"] != but:
        raise Ended("room", room)
    return row


_UID = "SELECT uid FROM room WHERE id = ?"


def check_open(store: Store, room_id: int) -> None:
    """Refuse to hold a room anew that is not used any more.

    Raises:
        Ended: it is not used any more.
    """
    open_room(store, store.value(_UID, room_id))


@operation(right=Right.REGISTER, label=N_("Sal tillagd"))
def add_room(
    store: Store,
    *,
    name: str,
    capacity: int,
    building: str = "",
    setup_min: int = 0,
    clearing_min: int = 0,
    equipment: str = "",
    responsible: str = "",
    note: str = "",
) -> str:
    """Add a room with seats numbered from 1.

    Args:
        store: the register.
        name: what people call it.
        capacity: exam seats.
        building: where it is.
        setup_min: minutes held before a sitting.
        clearing_min: minutes held after a sitting.
        equipment: what is in it.
        responsible: whom to ask about it.
        note: what else there is to know.

    Returns:
        the room's uid.

    Raises:
        BadValue: no name, or a number out of its range.
        Taken: a room of that name is there.
    """
    values = _values(name, building, setup_min, clearing_min, equipment, responsible, note)
    fields.number("capacity", capacity, 1, MOST_SEATS)
    with store.write():
        room = store.insert("room", capacity=capacity, **values)
        _put_seats(store, room.id, [SeatWish(label=str(n)) for n in range(1, capacity + 1)])
    return room.uid


@operation(right=Right.REGISTER, label=N_("Sal ändrad"))
def change_room(
    store: Store,
    *,
    room: str,
    name: str | None = None,
    capacity: int | None = None,
    building: str | None = None,
    setup_min: int | None = None,
    clearing_min: int | None = None,
    equipment: str | None = None,
    responsible: str | None = None,
    note: str | None = None,
) -> None:
    """Change a room; what is None stays.

    A smaller capacity switches off seats from the end; who was to sit there gets another one.
    Sittings that are booked keep the time they hold before and after.

    Raises:
        NotFound: no such room.
        BadValue: no name, or a number out of its range.
        RoomTooSmall: a coming sitting has more bookings than the new capacity.
    """
    there = store.row("room", room)
    typed = (name, building, setup_min, clearing_min, equipment, responsible, note)
    names = (
        "name", "building", "setup_min", "clearing_min", "equipment", "responsible", "note",
    )  # fmt: skip
    kept: list[Any] = [
        there[key] if value is None else value for key, value in zip(names, typed, strict=True)
    ]
    values = _values(*kept)
    with store.write():
        store.update("room", room, **values)
        if capacity is not None and capacity != there["capacity"]:
            fields.number("capacity", capacity, 1, MOST_SEATS)
            seats = [SeatWish(label=s.label, off=s.off) for s in list_seats(store, room=room)]
            labels = {seat.label for seat in seats}
            _set_plan(store, there["id"], room, numbered(capacity, labels, seats))


def _values(
    name: str,
    building: str,
    setup_min: int,
    clearing_min: int,
    equipment: str,
    responsible: str,
    note: str,
) -> dict[str, Any]:
    return {
        "name": fields.line("name", name, most=100, required=True),
        "building": fields.line("building", building),
        "setup_min": fields.number("setup_min", setup_min, 0, MOST_MINUTES),
        "clearing_min": fields.number("clearing_min", clearing_min, 0, MOST_MINUTES),
        "equipment": fields.line("equipment", equipment, most=400),
        "responsible": fields.line("responsible", responsible),
        "note": fields.note("note", note),
    }


@operation(right=Right.REGISTER, label=N_("Salsplan ändrad"))
def set_seats(store: Store, *, room: str, seats: list[SeatWish]) -> None:
    """Set a room's seats in fill order; the capacity becomes the number of seats in use.

    A seat that keeps its label keeps its bookings; one that has been used is switched off rather
    than taken away, and who is still to sit on it gets another one.

    Raises:
        BadValue: no seat in use, or a label twice.
        RoomTooSmall: a coming sitting has more bookings than seats are left.
    """
    room_id = store.id_of("room", room)
    with store.write():
        _set_plan(store, room_id, room, check_seats(seats))


_FULLEST = """
SELECT max(taken) FROM (
    SELECT count(*) AS taken FROM booking JOIN sitting ON sitting.id = booking.sitting_id
    WHERE sitting.room_id = ? AND sitting.ends_at > ? AND sitting.cancelled_at IS NULL
        AND place_given_at IS NOT NULL AND refused_at IS NULL AND booking.cancelled_at IS NULL
        AND waiting_since IS NULL GROUP BY sitting.id)
"""
_USED = "SELECT 1 FROM booking WHERE seat_id = (SELECT id FROM seat WHERE uid = ?) LIMIT 1"


def check_fits(store: Store, room: str, capacity: int) -> None:
    """Refuse to leave a room with fewer seats than a coming sitting has bookings.

    Raises:
        NotFound: no such room.
        RoomTooSmall: a coming sitting has more bookings.
    """
    taken = store.value(_FULLEST, store.id_of("room", room), fields.now_minutes(store)) or 0
    if taken > capacity:
        raise RoomTooSmall(room, capacity, taken)


def is_used(store: Store, seat: str) -> bool:
    """Tell whether somebody has been booked on a seat, ever: then it stays in the register."""
    return store.value(_USED, seat) is not None


def _set_plan(store: Store, room_id: int, room: str, plan: list[SeatWish]) -> None:
    capacity = sum(not seat.off for seat in plan)
    check_fits(store, room, capacity)
    there = {seat.label: seat for seat in list_seats(store, room=room)}
    wanted = {seat.label for seat in plan}
    for place, seat in enumerate(plan, 1):
        known = there.get(seat.label)
        if known and (known.place, known.off) != (place, seat.off):
            store.update("seat", known.uid, place=place, off=int(seat.off))
    for place, gone in enumerate((s for s in there.values() if s.label not in wanted), 1):
        if is_used(store, gone.uid):
            store.update("seat", gone.uid, place=len(plan) + place, off=1)
        else:
            store.delete("seat", gone.uid)
    fresh = [(place, seat) for place, seat in enumerate(plan, 1) if seat.label not in there]
    _put_seats(store, room_id, [seat for _place, seat in fresh], [place for place, _s in fresh])
    store.update("room", room, capacity=capacity)
    _reseat(store, room_id)


_UNSEATED = """
SELECT booking.uid, booking.starts_at, booking.ends_at FROM booking
JOIN seat ON seat.id = booking.seat_id
WHERE seat.room_id = ? AND seat.off = 1 AND booking.ends_at > ? AND attendance IS NULL
    AND refused_at IS NULL AND cancelled_at IS NULL
ORDER BY booking.starts_at, seat.place
"""


def _reseat(store: Store, room_id: int) -> None:
    """Give those who were to sit on a seat that is switched off another one, while there is one."""
    for row in store.query(_UNSEATED, room_id, fields.now_minutes(store)):
        span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
        store.update("booking", row["uid"], seat_id=placing.free_seat(store, room_id, span))


def _put_seats(
    store: Store, room_id: int, seats: list[SeatWish], places: list[int] | None = None
) -> None:
    numbers = places or list(range(1, len(seats) + 1))
    store.insert_many(
        "seat",
        [
            {"room_id": room_id, "label": seat.label, "place": place, "off": int(seat.off)}
            for place, seat in zip(numbers, seats, strict=True)
        ],
    )


@operation(right=Right.REGISTER, label=N_("Sal avslutad"))
def end_room(store: Store, *, room: str) -> None:
    """Take a room off the lists; what was booked there stays.

    Raises:
        NotFound: no such room.
    """
    with store.write():
        store.update("room", room, ended_on=store.clock.today().isoformat())
