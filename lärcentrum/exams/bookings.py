"""Book a student into an exam here: in one operation, with the exam and the sitting if need be."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lärcentrum.errors import BadValue, NotAsItStands, UserError
from lärcentrum.exams import approvals, booking_plans, clashes, fields, placing, room_uses, times
from lärcentrum.exams.booking_plans import Desk, KnownExam, Origin, Plan, Wish
from lärcentrum.exams.booking_rules import Facts, Finding, not_before
from lärcentrum.exams.errors import AlreadyBooked, Clash, NoFreeRoom, RoomFull
from lärcentrum.exams.exams import NewExam, insert_exam, ordinary_start
from lärcentrum.exams.placing import Place
from lärcentrum.exams.room_proposals import RoomProposal, proposals
from lärcentrum.exams.rooms import open_room
from lärcentrum.exams.rule_profiles import latest_entry, strictest_last_day
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.errors import Overlap, RuleBroken
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCheck:
    """What the register says about a booking before it is saved. Times are wall clock.

    Args:
        findings: rules and clashes, worst first.
        starts: when it begins here.
        ends: when it ends here, extra time included.
        extra_min: minutes of extra time.
        own_room: whether the person writes alone.
        not_before: the earliest hand-in.
        latest_entry: minutes after the start, None without a limit.
        last_day: the last day to ask, None without a rule.
        rooms: where it could be, the best first.
        anonymous: whether it is written under a code, by the exam or by its provider's rule.
    """

    findings: tuple[Finding, ...]
    starts: datetime
    ends: datetime
    extra_min: int
    own_room: bool
    not_before: datetime
    latest_entry: int | None
    last_day: date | None
    rooms: tuple[RoomProposal, ...]
    anonymous: bool


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def check_booking(store: Store, *, wish: Wish) -> BookingCheck:
    """Say what the rules say of a booking while it is typed (R05).

    Raises:
        NotFound: no such student, exam or provider.
        NoSuchTime: the clock skips the start in spring.
    """
    at = booking_plans.desk(store)
    made = booking_plans.plan(at, wish)
    facts, profile = made.exam.facts, made.exam.profile
    ordinary = ordinary_start(facts) if facts.ordinary_start else made.starts
    known = Facts(
        asked_on=store.clock.today(),
        local_start=made.starts,
        ordinary_start=ordinary,
        ordinary_minutes=facts.minutes,
        minutes=made.span.minutes,
    )
    last = strictest_last_day(made.starts.date(), profile, at.habits.rules)
    return BookingCheck(
        findings=(*booking_plans.in_the_way(at, made), *made.findings),
        starts=made.starts,
        ends=times.to_wall(made.span.ends_at),
        extra_min=made.extra_min,
        own_room=made.own_room,
        not_before=not_before(profile, at.habits.rules, known),
        latest_entry=latest_entry(profile, at.habits.rules),
        last_day=last[0] if last else None,
        rooms=tuple(proposals(store, made.span, own_room=made.own_room)),
        anonymous=facts.anonymous or bool(profile.anonymous),
    )


@operation(right=Right.REGISTER, label=N_("Bokning sparad"))
def book_exam(
    store: Store,
    *,
    student: str,
    exam: str | None = None,
    new_exam: NewExam | None = None,
    starts: datetime | None = None,
    room: str | None = None,
    seat: str | None = None,
    give_place: bool = True,
    waiting: bool = False,
    origin: Origin = Origin.STUDENT,
    requested_on: date | None = None,
    preliminary: bool | None = None,
    own_room: bool | None = None,
    without: tuple[str, ...] = (),
    approved_by: str = "",
    told: bool = False,
    reason: str = "",
    take_over: bool = False,
) -> str:
    """Book a student into an exam, with the exam, the room and the sitting if need be (E01).

    The rules bind when the place is given; a request is kept whatever they say. The parameters
    are those of `Wish`.

    Returns:
        the booking's uid.

    Raises:
        NotFound: no such student, exam, provider, room or seat.
        AlreadyBooked: the person has a booking for the exam.
        AgainstRules: a rule stops it.
        ReasonNeeded: a rule takes a reason, and there is none (E03).
        BadValue: the student has ended before the day.
        Ended: the room is not used any more.
        NoFreeRoom: no room was named, and none is free.
        OwnRoomNeeded: somebody writes alone in the room, or the person would not.
        RoomFull: no exam seat is left (E19).
        Clash: the person, the seat or the room is taken (E17, E18).
    """
    wish = Wish(
        student=student, exam=exam, new_exam=new_exam, starts=starts, room=room, seat=seat,
        give_place=give_place, waiting=waiting, origin=origin, requested_on=requested_on,
        preliminary=preliminary, own_room=own_room, without=without, approved_by=approved_by,
        told=told, reason=reason, take_over=take_over,
    )  # fmt: skip
    return _book(store, [wish])[0]


@operation(right=Right.REGISTER, label=N_("Bokningar sparade"))
def book_many(store: Store, *, wishes: list[Wish]) -> list[str]:
    """Book many students in one operation: all of them, or none.

    Returns:
        the bookings' uids, in the order of the wishes.

    Raises:
        BadValue: nothing to book.
        UserError: as `book_exam`, for the first that cannot be booked.
    """
    if not wishes:
        raise NotAsItStands("wishes", _("Ingen är vald att boka."), _("Välj minst en person."))
    return _book(store, wishes)


_ENDED = """
SELECT uid, ended_on FROM student
WHERE ended_on IS NOT NULL AND uid IN (SELECT value FROM json_each(?))
"""


def _check_here(store: Store, plans: list[Plan]) -> None:
    """Refuse a student who is gone on the day of the exam."""
    asked = json.dumps([made.wish.student for made in plans])
    gone = {row["uid"]: row["ended_on"] for row in store.query(_ENDED, asked)}
    for made in plans:
        ended = gone.get(made.wish.student)
        if ended and ended <= made.starts.date().isoformat():
            raise NotAsItStands(
                "student",
                _("Studenten är avslutad och går inte att boka."),
                _("Återuppta studenten först."),
            )


def _book(store: Store, wishes: list[Wish]) -> list[str]:
    with store.write():
        at = booking_plans.desk(store)
        booking_plans.meet(at, [wish.student for wish in wishes])
        plans = [booking_plans.plan(at, wish) for wish in wishes]
        _check_here(store, plans)
        for made in plans:
            if gets_place(made.wish):
                booking_plans.enforce(made)
        plans = _with_exams(store, plans)
        placer = Placer(store, use_seats=at.habits.use_seats)
        rows = [_values(at, made, placer) for made in plans]
        return _insert(store, at, plans, rows)


def gets_place(wish: Wish) -> bool:
    """Tell whether a wish takes a place now."""
    return wish.give_place and not wish.waiting


def _with_exams(store: Store, plans: list[Plan]) -> list[Plan]:
    """File the exams that were typed in; one that stands in several wishes is one exam."""
    filed: list[KnownExam] = []
    done = []
    for made in plans:
        exam = made.exam
        if not exam.id:
            same = [one for one in filed if one.facts == exam.facts]
            exam = same[0] if same else _filed(store, exam)
            filed += [] if same else [exam]
        done.append(replace(made, exam=exam))
    return done


def _filed(store: Store, exam: KnownExam) -> KnownExam:
    uid = insert_exam(store, exam.facts)
    return replace(exam, id=store.id_of("exam", uid), uid=uid)


def _values(at: Desk, made: Plan, placer: "Placer") -> dict[str, Any]:
    wish, now = made.wish, fields.now_minutes(at.store)
    places = gets_place(wish)
    sitting, seat = placer.place(made) if places else (None, None)
    approved = fields.line("approved_by", wish.approved_by)
    reason = fields.line("reason", wish.reason, most=400)
    return {
        "student_id": made.person.id,
        "exam_id": made.exam.id,
        "sitting_id": sitting,
        "seat_id": seat,
        "origin": wish.origin,
        "requested_on": (wish.requested_on or at.today).isoformat(),
        "starts_wall": made.starts_wall,
        "starts_at": made.span.starts_at,
        "ends_at": made.span.ends_at,
        "extra_min": made.extra_min,
        "preliminary": int(made.preliminary),
        "own_room": int(made.own_room),
        "place_given_at": now if places else None,
        "place_given_by": at.store.session.user if places else None,
        **approvals.approved_values(made.exam.facts, made.starts_wall, approved, now),
        "override_reason": reason or None,
        **approvals.aside_values(made),
        "waiting_since": now if wish.waiting else None,
    }


_THERE = """
SELECT uid FROM booking WHERE student_id = ? AND exam_id = ? AND cancelled_at IS NULL
    AND refused_at IS NULL
"""


def _insert(store: Store, at: Desk, plans: list[Plan], rows: list[dict[str, Any]]) -> list[str]:
    uids: list[str] = []
    try:
        uids += [ref.uid for ref in store.insert_many("booking", rows)]
    except Overlap as fault:
        made = _at_fault(fault, plans, rows)
        raise clashes.clash_of(store, fault, made.span, made.exam.uid) from None
    except RuleBroken as fault:
        raise _told(store, fault, plans, rows) from None
    return uids


def _told(
    store: Store, fault: RuleBroken, plans: list[Plan], rows: list[dict[str, Any]]
) -> UserError:
    if fault.rule == "room_full":
        return _fullest(store, rows)
    if fault.rule == "seat_in_room":
        return NotAsItStands("seat", _("Platsen finns inte i salen."), _("Välj en plats i salen."))
    there = (store.value(_THERE, made.person.id, made.exam.id) for made in plans)
    found = next((uid for uid in there if uid is not None), None)
    return AlreadyBooked(found) if fault.rule == "booked_twice" and found else fault


def _at_fault(fault: Overlap, plans: list[Plan], rows: list[dict[str, Any]]) -> Plan:
    # The last row of that person or seat is the one that did not fit any more.
    column = f"{fault.resource}_id"
    found = [made for made, row in zip(plans, rows, strict=True) if row[column] == fault.id]
    return found[-1] if found else plans[-1]


_ROOM_OF = """
SELECT room.uid, room.capacity FROM room JOIN sitting ON sitting.room_id = room.id
WHERE sitting.id = ?
"""


def _fullest(store: Store, rows: list[dict[str, Any]]) -> RoomFull:
    counts: dict[int, int] = {}
    for row in rows:
        if row["sitting_id"] is not None:
            counts[row["sitting_id"]] = counts.get(row["sitting_id"], 0) + 1
    room = store.query(_ROOM_OF, max(counts, key=lambda one: counts[one]))[0]
    return RoomFull(room["uid"], room["capacity"])


class Placer:
    """Finds a sitting and a seat for each plan, and opens or stretches sittings for them.

    Args:
        store: the register, inside an operation.
        use_seats: whether seats are given.
        stays: the local id of a room that may be used even if it has ended.
        keeps: the local id of the seat that is kept where it is free.
    """

    def __init__(self, store: Store, *, use_seats: bool, stays: int = 0, keeps: int = 0) -> None:
        self._store = store
        self._rooms: dict[str, Row] = {}
        self._places: dict[int, list[Place]] = {}
        self._given: set[tuple[int, Span]] = set()
        self._again: dict[tuple[str, Span], Place] = {}
        self._more: Counter[int] = Counter()
        self._use_seats = use_seats
        self._stays, self._keeps = stays, keeps

    def place(self, made: Plan, *, leaves: int = 0) -> tuple[int, int | None]:
        """Give the local ids of the sitting and the seat.

        Args:
            made: the plan.
            leaves: how many of those in the sitting there are this booking itself.
        """
        again = self._again.get((made.wish.room or "", made.span))
        if again is not None and not made.own_room and not made.wish.seat:
            self._more[again.id] += 1
            return again.id, None
        room = self._room(made)
        if made.wish.take_over:
            wide = made.span.widened(room["setup_min"], room["clearing_min"])
            room_uses.displace(self._store, room["uid"], wide)
        there = self._there(room["id"], made.span)
        opened = there or self._open(room, made)
        joined = placing.join(
            self._store, opened, made.span, alone=made.own_room, leaves=leaves if there else 0
        )
        kept = [one for one in self._places.get(room["id"], []) if one.id != joined.id]
        self._places[room["id"]] = [*kept, joined]
        if not made.own_room and not self._use_seats:
            self._again[room["uid"], made.span] = joined
        return joined.id, self._seat(made, room["id"])

    def _open(self, room: Row, made: Plan) -> Place:
        try:
            return placing.open_sitting_at(self._store, room, made.starts, made.span)
        except Clash as fault:
            fault.mine = made.exam.uid
            raise

    def _room(self, made: Plan) -> Row:
        uid = made.wish.room or self._proposed(made)
        if uid not in self._rooms:
            self._rooms[uid] = open_room(self._store, uid, but=self._stays)
        return self._rooms[uid]

    def _proposed(self, made: Plan) -> str:
        found = proposals(self._store, made.span, own_room=made.own_room)
        # Places given in this operation are not written yet, so they are counted here.
        for one in found:
            row = self._store.id_of("room", one.room)
            there = [place for place in self._places.get(row, []) if _at(place, made.span)]
            new = sum(place.taken + self._more[place.id] for place in there)
            if one.capacity > new and not (new and made.own_room):
                return one.room
        raise NoFreeRoom(times.wall_text(made.starts), made.span.minutes, 1)

    def _there(self, room_id: int, span: Span) -> Place | None:
        known = next((one for one in self._places.get(room_id, []) if _at(one, span)), None)
        return known or placing.sitting_there(self._store, room_id, span)

    def _seat(self, made: Plan, room_id: int) -> int | None:
        if made.wish.seat:
            return _usable(self._store.row("seat", made.wish.seat))
        if not self._use_seats:
            return None
        taken = {seat for seat, span in self._given if span.overlaps(made.span)}
        seat = placing.free_seat(self._store, room_id, made.span, taken, first=self._keeps)
        if seat is not None:
            self._given.add((seat, made.span))
        return seat


def _usable(seat: Row) -> int:
    if seat["off"]:
        raise BadValue("seat", _("gäller en plats som inte används"))
    return int(seat["id"])


def _at(place: Place, span: Span) -> bool:
    return place.span.overlaps(span)
