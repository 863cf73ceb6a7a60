"""How a room stands: rows and columns of seats, which of them are off, and in what order they fill.

A seat that has a row and a column keeps them for good. Changing a plan switches seats on and off
and adds new ones; one that somebody has been booked on is never taken away or moved, so what was
printed of an earlier sitting stays true (E09).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.exams.rooms import MOST_SEATS, check_fits, is_used
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

MOST_ACROSS = 40
ABREAST = 6
"""Seats in a row of a room that nobody has drawn a plan of."""
LEAST_CM = 125
"""Chairs closer than this are warned of (E16)."""

# --- records ---------------------------------------------------------------


class Corner(StrEnum):
    """Where filling begins, seen from the chairs with the front of the room ahead."""

    FRONT_LEFT = "front_left"
    FRONT_RIGHT = "front_right"
    BACK_LEFT = "back_left"
    BACK_RIGHT = "back_right"


class Direction(StrEnum):
    """Whether a whole row is filled before the next, or a whole column."""

    ROWS = "rows"
    COLUMNS = "columns"


class PeopleOrder(StrEnum):
    """In what order people get the free seats: as booked, by name, or with a measure first."""

    NUMBER = "number"
    NAME = "name"
    MEASURE = "measure"


class Together(StrEnum):
    """Whether several exams may be written in the room at once."""

    MIXED = "mixed"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class At:
    """A place in a room: the row from the front, and the seat in it from the left, both from 1."""

    row: int
    col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FillOrder:
    """Where filling begins and which way it goes."""

    corner: Corner = Corner.FRONT_LEFT
    direction: Direction = Direction.ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSeat:
    """A seat where it stands.

    Args:
        uid: the seat's uid.
        label: what stands on the desk.
        place: its place in the fill order, from 1.
        off: whether it is not used for exams.
        at: where it stands; worked out for a seat that was never given a place in a plan.
        drawn: whether it was given its place in a plan.
    """

    uid: str
    label: str
    place: int
    off: bool
    at: At
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """How a room stands.

    Args:
        room: the room's uid.
        room_name: the room.
        drawn: whether somebody has drawn the plan; else it is worked out.
        rows: rows of seats.
        cols: seats in a row.
        fill: in what order seats are filled.
        people: in what order people get them.
        exams: whether several exams may be written there at once.
        gap: seats that stay empty between two exams in a row (E11).
        seat_cm: from the middle of a chair to the next in the row, None when not measured.
        row_cm: the same from row to row.
        all_different: how many can sit there at once if everybody writes an exam of their own.
        seats: the seats in fill order, those that are off last.
    """

    room: str
    room_name: str
    drawn: bool
    rows: int
    cols: int
    fill: FillOrder
    people: PeopleOrder
    exams: Together
    gap: int
    seat_cm: int | None
    row_cm: int | None
    all_different: int
    seats: tuple[PlanSeat, ...]


# --- rules -----------------------------------------------------------------


def grid(rows: int, cols: int) -> list[At]:
    """Give every place of a room, row by row."""
    return [At(row=r, col=c) for r in range(1, rows + 1) for c in range(1, cols + 1)]


def in_fill_order(places: Iterable[At], fill: FillOrder) -> list[At]:
    """Sort places as they are filled."""
    down = fill.corner in (Corner.FRONT_LEFT, Corner.FRONT_RIGHT)
    right = fill.corner in (Corner.FRONT_LEFT, Corner.BACK_LEFT)

    def key(at: At) -> tuple[int, int]:
        row, col = at.row if down else -at.row, at.col if right else -at.col
        return (row, col) if fill.direction is Direction.ROWS else (col, row)

    return sorted(places, key=key)


def spaced(places: Iterable[At], gap: int) -> list[At]:
    """Give the places that can be used at once by as many exams, with `gap` empty between.

    Within a row the order must go one way, as `in_fill_order` does; then no choice holds more.
    """
    taken: dict[int, int] = {}
    found = []
    for at in places:
        last = taken.get(at.row)
        if last is None or abs(at.col - last) > gap:
            taken[at.row] = at.col
            found.append(at)
    return found


def numbers(rows: int, cols: int, off: Iterable[At], fill: FillOrder) -> dict[At, int]:
    """Give the order in which people get the seats, as an example: 1 is the first (E10)."""
    away = set(off)
    order = in_fill_order((at for at in grid(rows, cols) if at not in away), fill)
    return {at: n for n, at in enumerate(order, 1)}


def nearest_cm(seat_cm: int | None, row_cm: int | None) -> int | None:
    """Give how close two people come to sit, centimetres; None when it was not measured (E16).

    Who writes the same exam may sit beside each other, whatever stays empty between exams.
    """
    return min((cm for cm in (seat_cm, row_cm) if cm), default=None)


def laid_out(rows: list[Row], planned: int) -> dict[str, At]:
    """Say where seats stand: as drawn, the others below the plan, six abreast in fill order.

    Args:
        rows: the seats' rows, in fill order.
        planned: rows of the plan, 0 without one.
    """
    found, n = {}, 0
    for row in rows:
        if row["row_no"] is not None:
            found[row["uid"]] = At(row=row["row_no"], col=row["col_no"])
        else:
            found[row["uid"]] = At(row=planned + n // ABREAST + 1, col=n % ABREAST + 1)
            n += 1
    return found


# --- operations ------------------------------------------------------------

_PLAN = "SELECT * FROM room_plan WHERE room_id = ?"
_SEATS = "SELECT * FROM seat WHERE room_id = ? ORDER BY off, place, id"


@reading(right=Right.TODAY)
def room_plan(store: Store, *, room: str) -> RoomPlan:
    """Say how a room stands, with a plan that is worked out where nobody has drawn one.

    Raises:
        NotFound: no such room.
    """
    there = store.row("room", room)
    plan, seats = store.one(_PLAN, there["id"]), store.query(_SEATS, there["id"])
    return plan_from(there, plan, seats)


def plan_from(room: Row, plan: Row | None, seats: list[Row]) -> RoomPlan:
    """Make a plan of its rows."""
    where = laid_out(seats, plan["seat_rows"] if plan else 0)
    known = plan or {}
    fill = FillOrder(
        corner=Corner(known.get("corner", Corner.FRONT_LEFT)),
        direction=Direction(known.get("direction", Direction.ROWS)),
    )
    gap = known.get("gap", 0)
    used = [where[row["uid"]] for row in seats if not row["off"]]
    return RoomPlan(
        room=room["uid"],
        room_name=room["name"],
        drawn=plan is not None,
        rows=max((known.get("seat_rows", 1), *(at.row for at in used))),
        cols=max((known.get("seat_cols", 1), *(at.col for at in used))),
        fill=fill,
        people=PeopleOrder(known.get("people", PeopleOrder.NUMBER)),
        exams=Together(known.get("exams", Together.MIXED)),
        gap=gap,
        seat_cm=known.get("seat_cm"),
        row_cm=known.get("row_cm"),
        all_different=len(spaced(in_fill_order(used, fill), gap)),
        seats=tuple(_seat(row, where[row["uid"]]) for row in seats),
    )


def _seat(row: Row, at: At) -> PlanSeat:
    return PlanSeat(
        uid=row["uid"],
        label=row["label"],
        place=row["place"],
        off=bool(row["off"]),
        at=at,
        drawn=row["row_no"] is not None,
    )


@operation(right=Right.REGISTER, label=N_("Sittplan ritad"))
def set_room_plan(
    store: Store,
    *,
    room: str,
    rows: int,
    cols: int,
    off: list[At] | None = None,
    fill: FillOrder | None = None,
    people: PeopleOrder = PeopleOrder.NUMBER,
    exams: Together = Together.MIXED,
    gap: int = 0,
    seat_cm: int | None = None,
    row_cm: int | None = None,
) -> None:
    """Draw a room's plan (E08): every place has a seat but those that are off.

    The capacity becomes the number of seats in use. Seats that have no place yet get one in fill
    order. A seat that goes off takes coming bookings' seats with it: they are without one again.

    Args:
        store: the register.
        room: the room's uid.
        rows: rows of seats.
        cols: seats in a row.
        off: the places without a seat.
        fill: in what order seats are filled; by rows from the front left if not given.
        people: in what order people get them.
        exams: whether several exams may be written there at once.
        gap: seats that stay empty between two exams in a row.
        seat_cm: from chair to chair in a row, centimetres.
        row_cm: from row to row.

    Raises:
        NotFound: no such room.
        BadValue: a number out of its range, or no seat in use.
        RoomTooSmall: a coming sitting has more bookings than seats are left.
    """
    order = fill or FillOrder()
    values = _values(rows, cols, gap, seat_cm, row_cm) | {
        "corner": order.corner, "direction": order.direction, "people": people, "exams": exams,
    }  # fmt: skip
    used = _used(rows, cols, set(off or ()), order)
    check_fits(store, room, len(used))
    room_id = store.id_of("room", room)
    with store.write():
        _note_plan(store, room_id, values)
        _stand(store, room_id, used)
        store.update("room", room, capacity=len(used))


def _used(rows: int, cols: int, off: set[At], fill: FillOrder) -> list[At]:
    used = in_fill_order((at for at in grid(rows, cols) if at not in off), fill)
    if not used:
        raise NotAsItStands("off", _("Ingen plats är kvar."), _("Låt minst en plats vara på."))
    fields.number("rows", len(used), 1, MOST_SEATS)
    return used


def _note_plan(store: Store, room_id: int, values: dict[str, Any]) -> None:
    known = store.one(_PLAN, room_id)
    if known is None:
        store.insert("room_plan", room_id=room_id, **values)
    else:
        store.update("room_plan", known["uid"], **values)


def _values(
    rows: int, cols: int, gap: int, seat_cm: int | None, row_cm: int | None
) -> dict[str, Any]:
    for name, cm in (("seat_cm", seat_cm), ("row_cm", row_cm)):
        if cm is not None:
            fields.number(name, cm, 20, 1000)
    return {
        "seat_rows": fields.number("rows", rows, 1, MOST_ACROSS),
        "seat_cols": fields.number("cols", cols, 1, MOST_ACROSS),
        "gap": fields.number("gap", gap, 0, 10),
        "seat_cm": seat_cm,
        "row_cm": row_cm,
    }


def _stand(store: Store, room_id: int, used: list[At]) -> None:
    """Put a seat on every place that is used, the fewest changes first."""
    seats = store.query(_SEATS, room_id)
    standing = {At(row=s["row_no"], col=s["col_no"]): s for s in seats if s["row_no"] is not None}
    loose = [seat for seat in seats if seat["row_no"] is None]
    labels = {seat["label"] for seat in seats}
    fresh = (str(n) for n in range(1, len(seats) + len(used) + 1) if str(n) not in labels)
    new = []
    for place, at in enumerate(used, 1):
        seat = standing.pop(at, None) or (loose.pop(0) if loose else None)
        wanted = {"place": place, "off": 0, "row_no": at.row, "col_no": at.col}
        if seat is None:
            new.append({"room_id": room_id, "label": next(fresh), **wanted})
        elif any(seat[key] != value for key, value in wanted.items()):
            store.update("seat", seat["uid"], **wanted)
    store.insert_many("seat", new)
    for n, seat in enumerate([*standing.values(), *loose], len(used) + 1):
        _put_away(store, seat, n)


_COMING = """
SELECT booking.uid FROM booking JOIN sitting ON sitting.id = booking.sitting_id
WHERE seat_id = ? AND sitting.starts_at > ? AND booking.cancelled_at IS NULL
    AND booking.refused_at IS NULL
"""


def _put_away(store: Store, seat: Row, place: int) -> None:
    if not is_used(store, seat["uid"]):
        store.delete("seat", seat["uid"])
        return
    for row in store.query(_COMING, seat["id"], fields.now_minutes(store)):
        store.update("booking", row["uid"], seat_id=None)
    if not seat["off"] or seat["place"] != place:
        store.update("seat", seat["uid"], off=1, place=place)
