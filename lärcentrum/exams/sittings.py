"""Sittings: one or several exams in one room at one time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import clashes, fields, placing, times
from lärcentrum.exams.booking_lists import BookingRow, bookings_between, bookings_of_sitting
from lärcentrum.exams.booking_states import Missing, Word
from lärcentrum.exams.day_right import check_days, check_sitting
from lärcentrum.exams.errors import RoomFull
from lärcentrum.exams.exams import LEAST_MINUTES, MOST_MINUTES
from lärcentrum.exams.list_order import in_list_order
from lärcentrum.exams.moved_ends import Move, moved_text, moves_of
from lärcentrum.exams.pair_keeping import keep_pair
from lärcentrum.exams.placing import Place, covering, place_from
from lärcentrum.exams.rooms import check_open, open_room
from lärcentrum.exams.standing import sitting_begun, sitting_called_off
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingExam:
    """One exam of a sitting.

    Args:
        uid: the exam's uid.
        provider_name: the provider as people say it.
        course_code: the course's code.
        course_name: the course.
        booked: how many write it there.
    """

    uid: str
    provider_name: str
    course_code: str
    course_name: str
    booked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingCard:
    """A sitting with its counts. Times are wall clock.

    Args:
        uid: the sitting's uid.
        room: the room's uid.
        room_name: the room.
        capacity: the room's exam seats.
        starts: when it begins.
        ends: when the last one must hand in, extra time included.
        setup_min: minutes held before.
        clearing_min: minutes held after.
        note: what else there is to know.
        booked: places given.
        adapted: how many have extra time or their own room.
        arrived: how many have come.
        absent: how many did not come.
        handed_in: how many have handed in.
        words: how many bookings each word fits.
        missing: how many bookings lack each thing.
        exams: the exams that are written.
        invigilators: their names, those who said no left out.
        moved: why it ends later than booked, in a sentence; "" when it does not.
    """

    uid: str
    room: str
    room_name: str
    capacity: int
    starts: datetime
    ends: datetime
    setup_min: int
    clearing_min: int
    note: str
    booked: int
    adapted: int
    arrived: int
    absent: int
    handed_in: int
    words: Mapping[Word, int]
    missing: Mapping[Missing, int]
    exams: tuple[SittingExam, ...]
    invigilators: tuple[str, ...]
    moved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPage:
    """A sitting with its bookings, in the order of its attendance list (`list_order`)."""

    card: SittingCard
    bookings: tuple[BookingRow, ...]


# --- rules -----------------------------------------------------------------


def exams_of(bookings: list[BookingRow]) -> tuple[SittingExam, ...]:
    """Give the exams of some bookings with their counts, in the order they appear."""
    counts = Counter(one.exam for one in bookings)
    first = {one.exam: one for one in reversed(bookings)}
    return tuple(
        SittingExam(
            uid=uid,
            provider_name=first[uid].provider_name,
            course_code=first[uid].course_code,
            course_name=first[uid].course_name,
            booked=booked,
        )
        for uid, booked in counts.items()
    )


# --- operations ------------------------------------------------------------

_SITTINGS = """
SELECT sitting.*, room.uid AS room_uid, room.name AS room_name, room.capacity,
    (SELECT group_concat(name, '\n') FROM (SELECT DISTINCT invigilator.name AS name FROM duty
        JOIN invigilator ON invigilator.id = duty.invigilator_id
        WHERE duty.sitting_id = sitting.id AND duty.cancelled_at IS NULL AND duty.answer <> 'no'
        ORDER BY invigilator.name)) AS invigilators
FROM sitting JOIN room ON room.id = sitting.room_id
"""
_BY_DAY = (
    _SITTINGS
    + """
WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND sitting.cancelled_at IS NULL
ORDER BY sitting.starts_at, room.name
"""
)


@reading(right=Right.TODAY)
def list_sittings(store: Store, *, first: date, last: date) -> list[SittingCard]:
    """List the sittings of some days with their counts, by time.

    Args:
        store: the register.
        first: the first day.
        last: the last day.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, first, last)
    starts, ends = times.day_span(first).starts_at, times.day_span(last).ends_at
    rows = store.query(_BY_DAY, ends, starts)
    if not rows:
        return []
    by_sitting: dict[str | None, list[BookingRow]] = {}
    begins = min(times.to_wall(row["starts_at"]).date() for row in rows)
    for one in bookings_between(store, begins, last):
        by_sitting.setdefault(one.sitting, []).append(one)
    moves = moves_of(store, [row["uid"] for row in rows])
    return [_card(row, by_sitting.get(row["uid"], []), moves.get(row["uid"], [])) for row in rows]


_ONE = _SITTINGS + "WHERE sitting.uid = ?"


@reading(right=Right.TODAY)
def sitting_page(store: Store, *, sitting: str) -> SittingPage:
    """Give one sitting with its bookings.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    bookings = in_list_order(bookings_of_sitting(store, sitting))
    moves = moves_of(store, [sitting]).get(sitting, [])
    card = _card(store.query(_ONE, sitting)[0], bookings, moves)
    return SittingPage(card=card, bookings=tuple(bookings))


def _card(row: Row, bookings: list[BookingRow], moves: list[Move]) -> SittingCard:
    names = row["invigilators"]
    booked_end = times.to_wall(row["ends_at"])
    return SittingCard(
        uid=row["uid"],
        room=row["room_uid"],
        room_name=row["room_name"],
        capacity=row["capacity"],
        starts=fields.read_wall(row["starts_wall"]),
        ends=max([booked_end, *(one.ends for one in bookings)]),
        setup_min=row["setup_min"],
        clearing_min=row["clearing_min"],
        note=row["note"],
        booked=len(bookings),
        adapted=sum(bool(one.extra_min or one.own_room) for one in bookings),
        arrived=sum(one.attendance in ("present", "late") for one in bookings),
        absent=sum(one.attendance == "absent" for one in bookings),
        handed_in=sum(one.handed_in is not None for one in bookings),
        words=Counter(one.word for one in bookings),
        missing=Counter(lack for one in bookings for lack in one.missing),
        exams=exams_of(bookings),
        invigilators=tuple(names.split("\n")) if names else (),
        moved=moved_text(moves),
    )


@operation(right=Right.REGISTER, label=N_("Skrivtillfälle öppnat"))
def open_sitting(store: Store, *, room: str, starts: datetime, minutes: int, note: str = "") -> str:
    """Open a sitting in a room before anybody is booked, or find the one that runs there then.

    Args:
        store: the register.
        room: the room's uid.
        starts: wall clock.
        minutes: the length.
        note: what else there is to know.

    Returns:
        the sitting's uid.

    Raises:
        NotFound: no such room.
        Ended: the room is not used any more.
        BadValue: a length that cannot be.
        Clash: the room is taken.
    """
    fields.number("minutes", minutes, LEAST_MINUTES, MOST_MINUTES)
    text, there = fields.note("note", note), open_room(store, room)
    span = times.span(starts, minutes)
    with store.write():
        known = placing.sitting_there(store, there["id"], span)
        if known is None:
            place = placing.open_sitting_at(store, there, starts, span)
        else:
            place = placing.stretch(store, known, covering(known.span, span))
        if text:
            store.update("sitting", place.uid, note=text)
    return place.uid


_PLACE = """
SELECT sitting.*, (SELECT count(*) FROM booking WHERE sitting_id = sitting.id
    AND cancelled_at IS NULL AND refused_at IS NULL AND waiting_since IS NULL) AS taken, 0 AS alone
FROM sitting WHERE uid = ?
"""


def _place(store: Store, sitting: str) -> tuple[Row, Place]:
    store.id_of("sitting", sitting)
    row = store.query(_PLACE, sitting)[0]
    if row["cancelled_at"] is not None:
        raise sitting_called_off()
    return row, place_from(row)


@operation(right=Right.TODAY, label=N_("Sal bytt"))
def change_sitting_room(store: Store, *, sitting: str, room: str) -> None:
    """Move a whole sitting to another room; seats are given anew there.

    Raises:
        NotFound: no such sitting or room.
        BadValue: the sitting is called off.
        NotToday: the role runs today's sittings only.
        Ended: the room is not used any more.
        RoomFull: the room has fewer seats than there are bookings.
        Clash: the room is taken, or an invigilator while it is set out or cleared.
    """
    _row, place = _place(store, sitting)
    check_sitting(store, sitting, Right.REGISTER)
    there = open_room(store, room)
    if place.taken > there["capacity"]:
        raise RoomFull(room, there["capacity"])
    before, after = there["setup_min"], there["clearing_min"]
    with store.write(), clashes.telling(store, place.span.widened(before, after), but=place.id):
        seated = [one for one in store.query(_MEMBERS, place.id) if one["seat_id"] is not None]
        for row in seated:
            store.update("booking", row["uid"], seat_id=None)
        store.update("sitting", sitting, room_id=there["id"], setup_min=before, clearing_min=after)
        for row in seated:
            span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
            seat = placing.free_seat(store, there["id"], span)
            store.update("booking", row["uid"], seat_id=seat)
        old = place.span.widened(place.setup_min, place.clearing_min)
        placing.carry_duties(store, place.id, old, place.span.widened(before, after))


_MEMBERS = """
SELECT booking.id, booking.uid, seat_id, starts_at, ends_at, place_given_at, extra_min,
    attendance, exam.uid AS exam
FROM booking JOIN exam ON exam.id = booking.exam_id
WHERE sitting_id = ? AND booking.cancelled_at IS NULL AND refused_at IS NULL
"""


@operation(right=Right.REGISTER, label=N_("Skrivtillfälle flyttat"))
def move_sitting(store: Store, *, sitting: str, starts: datetime, room: str | None = None) -> None:
    """Move a whole sitting, with its bookings and invigilators, to another time and room.

    Args:
        store: the register.
        sitting: the sitting's uid.
        starts: when it begins instead, wall clock; every booking moves as far.
        room: the room that it moves to, where seats are given anew; None keeps the room.

    Raises:
        NotFound: no such sitting or room.
        BadValue: the sitting is called off, or has been written.
        Ended: the room is not used any more.
        RoomFull: the room has fewer seats than there are bookings.
        Clash: the room, a person, a seat or an invigilator is taken.
    """
    there, place = _place(store, sitting)
    goal = _another_room(store, there, room)
    if goal is None:
        check_open(store, there["room_id"])
    elif place.taken > goal["capacity"]:
        raise RoomFull(goal["uid"], goal["capacity"])
    shift = times.to_minutes(starts) - place.span.starts_at
    rows = [row for row in store.query(_MEMBERS, place.id) if row["place_given_at"] is not None]
    if any(row["attendance"] for row in rows):
        raise sitting_begun()
    seatless = {} if goal is None else {"seat_id": None}
    with store.write():
        # Everybody leaves first, so that nobody moves into a seat that is not empty yet.
        for row in rows:
            store.update("booking", row["uid"], place_given_at=None, **seatless)
        placing.stretch(store, place, _shifted(place.span, shift), goal)
        for row in rows:
            store.update("booking", row["uid"], **_time(_moved(row, shift)))
        for row in rows:
            span = _moved(row, shift)
            keep_pair(store, row["uid"], span, row["extra_min"])
            with clashes.telling(store, span, mine=row["exam"], but=row["id"]):
                given = {"place_given_at": row["place_given_at"]}
                if goal is not None and row["seat_id"] is not None:
                    given["seat_id"] = placing.free_seat(store, goal["id"], span)
                store.update("booking", row["uid"], **given)


def _another_room(store: Store, sitting: Row, room: str | None) -> Row | None:
    """Give the room that a sitting is to move to, None where it stays in its own."""
    if room is None or store.id_of("room", room) == sitting["room_id"]:
        return None
    return open_room(store, room)


def _moved(row: Row, shift: int) -> Span:
    return _shifted(Span(starts_at=row["starts_at"], ends_at=row["ends_at"]), shift)


def _shifted(span: Span, shift: int) -> Span:
    return Span(starts_at=span.starts_at + shift, ends_at=span.ends_at + shift)


def _time(span: Span) -> dict[str, Any]:
    return {
        "starts_wall": times.wall_text(times.to_wall(span.starts_at)),
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
    }


_DUTIES = "SELECT uid FROM duty WHERE sitting_id = ? AND cancelled_at IS NULL"


@operation(right=Right.REGISTER, label=N_("Skrivtillfälle inställt"))
def cancel_sitting(store: Store, *, sitting: str) -> None:
    """Call off a sitting that nobody is booked in, with its invigilators' duties.

    Raises:
        NotFound: no such sitting.
        BadValue: somebody is booked there, or it is called off already.
    """
    _row, place = _place(store, sitting)
    if store.query(_MEMBERS, place.id):
        raise NotAsItStands(
            "sitting", _("Skrivtillfället har bokningar."), _("Flytta eller avboka dem först.")
        )
    now = fields.now_minutes(store)
    with store.write():
        for duty in store.query(_DUTIES, place.id):
            store.update("duty", duty["uid"], cancelled_at=now)
        store.update("sitting", sitting, cancelled_at=now)
