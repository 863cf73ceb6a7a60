"""Read a day for the seat proposal: who writes, which rooms there are, what is held already."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lärcentrum import swedish
from lärcentrum.exams import fields, times
from lärcentrum.exams.seat_plans import RoomPlan, in_fill_order, plan_from
from lärcentrum.exams.seating.asking import stops
from lärcentrum.exams.seating.facts import Chair, Person, RoomFacts, SeatRules, Spot, Why
from lärcentrum.exams.times import Span
from lärcentrum.people import masking
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Row, Store

NEEDS = ("dator", "höj- och sänkbart bord")
"""What an adaptation or an exam on the centre's computer asks of a room, in its equipment."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """A day as the proposal is made of it.

    Args:
        people: those who can be placed, those who ask for a place among them.
        rooms: the rooms that can be used.
        rules: what the centre has settled.
        stays: those who are left as they are, and why.
        said: the rules' own sentences about those whom they stop.
        rows: every booking's row by its uid.
        plans: every room's plan by its uid.
    """

    people: tuple[Person, ...]
    rooms: tuple[RoomFacts, ...]
    rules: SeatRules
    stays: Mapping[str, Why]
    said: Mapping[str, str]
    rows: Mapping[str, Row]
    plans: Mapping[str, RoomPlan]


# --- rules -----------------------------------------------------------------


def needs_of(row: Row, offered: Iterable[str]) -> frozenset[str]:
    """Give what a booking needs of its room, among what some room has."""
    asked = swedish.fold(row["measures"] or "")
    if row["form"] == "computer":
        asked += " dator"
    return frozenset(word for word in offered if word in asked)


def person_from(row: Row, number: int, offered: Iterable[str], avoids: Iterable[str]) -> Person:
    """Make a person of a booking's row."""
    now = None
    if row["room_uid"] is not None:
        now = Spot(room=row["room_uid"], seat=row["seat_uid"])
    return Person(
        key=row["uid"],
        exam=row["exam_uid"],
        span=Span(starts_at=row["starts_at"], ends_at=row["ends_at"]),
        own_room=bool(row["own_room"]),
        small_group=bool(row["small_group"]),
        needs=needs_of(row, offered),
        avoids=frozenset(avoids),
        now=now,
        number=number,
        name=swedish.sort_key(masking.listed_name(row)),
        measure=bool(row["extra_min"] or row["own_room"] or row["measures"]),
    )


def room_facts(room: Row, plan: RoomPlan, sittings: list[Span], busy: list[Span]) -> RoomFacts:
    """Make what the proposal knows of a room."""
    chairs = {seat.at: seat.uid for seat in plan.seats if not seat.off}
    equipment = swedish.fold(room["equipment"])
    return RoomFacts(
        key=room["uid"],
        chairs=tuple(Chair(key=chairs[at], at=at) for at in in_fill_order(chairs, plan.fill)),
        gap=plan.gap,
        together=plan.exams,
        people=plan.people,
        setup_min=room["setup_min"],
        clearing_min=room["clearing_min"],
        has=frozenset(word for word in map(swedish.fold, NEEDS) if word in equipment),
        sittings=tuple(sittings),
        busy=tuple(busy),
    )


# --- operations ------------------------------------------------------------

_PEOPLE = f"""
SELECT booking.id, booking.uid, booking.starts_at, booking.ends_at, booking.extra_min,
    booking.own_room, booking.place_given_at, booking.place_given_by, booking.attendance,
    booking.pair_id, booking.waiting_since, booking.starts_wall, booking.preliminary,
    booking.requested_on, booking.provider_approved_by, booking.provider_approved_at,
    booking.approved_wall, booking.approved_ordinary, booking.override_reason,
    booking.override_rules, booking.override_wall,
    student.uid AS student_uid,
    {masking.NAME_COLUMNS}, exam.uid AS exam_uid, exam.form, exam.course_code, exam.course_name,
    sitting.id AS sitting_id, sitting.uid AS sitting_uid, room.uid AS room_uid,
    room.name AS room_name, seat.uid AS seat_uid, seat.label AS seat_label,
    (SELECT group_concat(kind, ' ') FROM adaptation WHERE student_id = booking.student_id
        AND (valid_to IS NULL OR valid_to >= ?3)) AS measures,
    EXISTS (SELECT 1 FROM adaptation WHERE student_id = booking.student_id AND small_group = 1
        AND (valid_to IS NULL OR valid_to >= ?3)) AS small_group
FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN student ON student.id = booking.student_id
LEFT JOIN sitting ON sitting.id = booking.sitting_id
LEFT JOIN room ON room.id = sitting.room_id
LEFT JOIN seat ON seat.id = booking.seat_id
WHERE booking.starts_at < ?1 AND booking.ends_at > ?2 AND booking.cancelled_at IS NULL
    AND booking.refused_at IS NULL AND exam.cancelled_at IS NULL
ORDER BY booking.starts_at, booking.id
"""
_SITTINGS = """
SELECT sitting.id, sitting.room_id, starts_at, ends_at, room.ended_on
FROM sitting JOIN room ON room.id = sitting.room_id
WHERE starts_at < ? AND ends_at > ? AND sitting.cancelled_at IS NULL
"""
_HELD = """
SELECT resource, starts, ends, owner_kind, owner_id FROM occupancy
WHERE resource IN (SELECT 'room:' || id FROM room) AND starts < ? AND ends > ?
"""
_NEAR = """
SELECT booking.uid, room.uid AS room_uid FROM booking
JOIN kinship ON kinship.student_id = booking.student_id
JOIN duty ON duty.invigilator_id = kinship.invigilator_id
JOIN sitting ON sitting.id = duty.sitting_id JOIN room ON room.id = sitting.room_id
WHERE booking.starts_at < ? AND booking.ends_at > ? AND duty.cancelled_at IS NULL
    AND duty.answer <> 'no'
    AND duty.starts_at < booking.ends_at AND duty.ends_at > booking.starts_at
"""
_ROOMS = "SELECT * FROM room WHERE ended_on IS NULL ORDER BY id"
_PLANS = "SELECT * FROM room_plan"
_SEATS = "SELECT * FROM seat WHERE room_id IN (SELECT value FROM json_each(?)) ORDER BY off, place"


def day_facts(store: Store, day: date) -> DayFacts:
    """Read a day.

    What has begun, has somebody's attendance noted, holds two exams of one person at once, is in
    a room that has ended or runs over midnight is left as it is.
    """
    whole = times.day_span(day)
    rows = store.query(_PEOPLE, whole.ends_at, whole.starts_at, day.isoformat())
    sittings = store.query(_SITTINGS, whole.ends_at, whole.starts_at)
    now = fields.now_minutes(store)
    frozen = _frozen(rows, sittings, whole, now)
    plans, made = _rooms(store, whole, [row for row in sittings if row["id"] not in frozen])
    stays = {row["uid"]: Why.FROZEN for row in rows if row["sitting_id"] in frozen}
    stopped = stops(store, [row for row in rows if not _has_place(row)], whole, now)
    stays |= {booking: stop.why for booking, stop in stopped.items()}
    return DayFacts(
        people=_people(store, rows, stays, made, whole),
        rooms=made,
        rules=SeatRules(
            small_group=number_setting(store, "small_group_most"),
            per_invigilator=number_setting(store, "invigilator_ratio"),
        ),
        stays=stays,
        said={booking: stop.said for booking, stop in stopped.items()},
        rows={row["uid"]: row for row in rows},
        plans=plans,
    )


def _people(
    store: Store, rows: list[Row], stays: Mapping[str, Why], rooms: Iterable[RoomFacts], day: Span
) -> tuple[Person, ...]:
    offered = frozenset[str]().union(*(room.has for room in rooms))
    avoids: dict[str, list[str]] = {}
    for near in store.query(_NEAR, day.ends_at, day.starts_at):
        avoids.setdefault(near["uid"], []).append(near["room_uid"])
    return tuple(
        person_from(row, n, offered, avoids.get(row["uid"], ()))
        for n, row in enumerate(rows)
        if row["uid"] not in stays
    )


def _rooms(
    store: Store, day: Span, sittings: list[Row]
) -> tuple[dict[str, RoomPlan], tuple[RoomFacts, ...]]:
    """Give every room's plan, and what the proposal knows of the room.

    Args:
        store: the register.
        day: the day.
        sittings: those that may be joined; everything else holds its room.
    """
    rooms = store.query(_ROOMS)
    plans = _plans(store, rooms)
    free, busy = {row["id"] for row in sittings}, dict[str, list[Span]]()
    for held in store.query(_HELD, day.ends_at, day.starts_at):
        if held["owner_kind"] != "sitting" or held["owner_id"] not in free:
            span = Span(starts_at=held["starts"], ends_at=held["ends"])
            busy.setdefault(held["resource"], []).append(span)
    made = tuple(
        room_facts(
            room, plans[room["uid"]],
            [_span(row) for row in sittings if row["room_id"] == room["id"]],
            busy.get(f"room:{room['id']}", []),
        )
        for room in rooms
    )  # fmt: skip
    return plans, made


def _has_place(row: Row) -> bool:
    return row["place_given_at"] is not None and row["waiting_since"] is None


def _frozen(rows: list[Row], sittings: list[Row], day: Span, now: int) -> set[int]:
    by_people = {
        row["sitting_id"]
        for row in rows
        if row["attendance"] is not None or row["pair_id"] is not None
    }
    return by_people | {
        row["id"]
        for row in sittings
        if row["starts_at"] <= now
        or row["ended_on"] is not None
        or row["starts_at"] < day.starts_at
        or row["ends_at"] > day.ends_at
    }


def _plans(store: Store, rooms: list[Row]) -> dict[str, RoomPlan]:
    ids = json.dumps([room["id"] for room in rooms])
    drawn = {row["room_id"]: row for row in store.query(_PLANS)}
    seats: dict[int, list[Row]] = {}
    for row in store.query(_SEATS, ids):
        seats.setdefault(row["room_id"], []).append(row)
    return {
        room["uid"]: plan_from(room, drawn.get(room["id"]), seats.get(room["id"], []))
        for room in rooms
    }


def _span(row: Row) -> Span:
    return Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
