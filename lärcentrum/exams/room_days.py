"""What stands in each room on some days, as the picture of the rooms shows it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lärcentrum.exams import fields, times
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.moved_ends import MOVED_COLUMN
from lärcentrum.exams.rule_profiles import Hours, open_hours
from lärcentrum.exams.times import Span
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import sort_key

MOST_DAYS = 31

# --- records ---------------------------------------------------------------


class Held(StrEnum):
    """What stands in a room."""

    SITTING = "sitting"
    USE = "use"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomBlock:
    """A sitting or another use of a room. Times are wall clock.

    Args:
        kind: which of the two.
        uid: its uid.
        room: the room's uid.
        titles: the courses that are written, or what the use is.
        starts: when it begins.
        ends: when the last one must hand in, with extra time and what an incident gave back.
        plain_ends: when those without extra time hand in; `ends` where nobody has any.
        setup_min: minutes held before.
        clearing_min: minutes held after.
        booked: places given; 0 for a use.
        preliminary: whether the time may change; a use then holds nothing yet.
        contact: whom to ask about a use.
        begun: whether somebody's attendance is noted: it moves to no other time.
    """

    kind: Held
    uid: str
    room: str
    titles: tuple[str, ...]
    starts: datetime
    ends: datetime
    plain_ends: datetime
    setup_min: int = 0
    clearing_min: int = 0
    booked: int = 0
    preliminary: bool = False
    contact: str = ""
    begun: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether nothing else fits there meanwhile."""
        return self.kind is Held.SITTING or not self.preliminary

    @property
    def span(self) -> Span:
        """Give all the time that it holds, set-up and clearing included."""
        span = Span(starts_at=times.to_minutes(self.starts), ends_at=times.to_minutes(self.ends))
        return span.widened(self.setup_min, self.clearing_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """A room of the picture.

    Args:
        uid: the room's uid.
        name: what people call it.
        building: where it is.
        capacity: exam seats.
        setup_min: minutes held before a sitting.
        clearing_min: minutes held after one.
        ended: whether it is not used any more; it is shown for what stands there.
    """

    uid: str
    name: str
    building: str
    capacity: int
    setup_min: int
    clearing_min: int
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """A day and when it is open.

    Args:
        day: the day.
        opens: when it opens, None on a closed day.
        closes: when it closes, None on a closed day.
        closed: why it is closed, "" on an open day.
    """

    day: date
    opens: time | None
    closes: time | None
    closed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDays:
    """Rooms, days and what stands there."""

    rooms: tuple[RoomLine, ...]
    days: tuple[OpenDay, ...]
    blocks: tuple[RoomBlock, ...]


class Hindrance(StrEnum):
    """Why something cannot be put in a room at a time."""

    TAKEN = "taken"
    SEATS = "seats"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What is in the way, and by which block."""

    why: Hindrance
    by: RoomBlock | None = None


# --- rules -----------------------------------------------------------------


def moved_span(block: RoomBlock, room: RoomLine, starts: datetime, ends: datetime) -> Span:
    """Give the time that a block would hold in a room: a sitting takes that room's set-up."""
    span = Span(starts_at=times.to_minutes(starts), ends_at=times.to_minutes(ends))
    if block.kind is Held.USE:
        return span
    if room.uid == block.room:
        return span.widened(block.setup_min, block.clearing_min)
    return span.widened(room.setup_min, room.clearing_min)


def obstacle(
    shown: RoomDays, block: RoomBlock, room: RoomLine, starts: datetime, ends: datetime
) -> Obstacle | None:
    """Tell what would stop a block in a room at a time, from what is shown.

    The register refuses the same, and what is not shown too: a person or an invigilator who is
    taken elsewhere.

    Args:
        shown: the days that are shown.
        block: what is to be moved or put there.
        room: the room.
        starts: when it would begin.
        ends: when it would end.
    """
    if room.ended:
        return Obstacle(why=Hindrance.ENDED)
    if block.booked > room.capacity:
        return Obstacle(why=Hindrance.SEATS)
    if not block.holds:
        return None
    wanted = moved_span(block, room, starts, ends)
    for other in shown.blocks:
        elsewhere = other.room != room.uid or other.uid == block.uid
        if not elsewhere and other.holds and other.span.overlaps(wanted):
            return Obstacle(why=Hindrance.TAKEN, by=other)
    return None


def outside_hours(shown: RoomDays, starts: datetime, ends: datetime) -> bool:
    """Tell whether a time lies outside the opening hours of the days that are shown."""
    day = next((one for one in shown.days if one.day == starts.date()), None)
    if day is None:
        return False
    if day.opens is None or day.closes is None:
        return True
    late = ends.date() > starts.date() or ends.time() > day.closes
    return starts.time() < day.opens or late


# --- operations ------------------------------------------------------------

_HOLDING = """
booking.place_given_at IS NOT NULL AND booking.refused_at IS NULL
AND booking.cancelled_at IS NULL AND booking.waiting_since IS NULL
"""
_SITTINGS = f"""
SELECT sitting.id, sitting.uid, room.uid AS room, sitting.starts_wall, sitting.starts_at,
    sitting.ends_at, sitting.setup_min, sitting.clearing_min, count(booking.id) AS booked,
    max(booking.ends_at - booking.extra_min) AS plain_ends,
    coalesce(min(booking.preliminary), 0) AS preliminary,
    coalesce(max(booking.attendance IS NOT NULL), 0) AS begun
FROM sitting JOIN room ON room.id = sitting.room_id
LEFT JOIN booking ON booking.sitting_id = sitting.id AND {_HOLDING}
WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND sitting.cancelled_at IS NULL
GROUP BY sitting.id ORDER BY sitting.starts_at, sitting.id
"""
_COURSES = f"""
SELECT DISTINCT booking.sitting_id AS sitting, exam.course_name AS name
FROM sitting JOIN booking ON booking.sitting_id = sitting.id AND {_HOLDING}
JOIN exam ON exam.id = booking.exam_id
WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND sitting.cancelled_at IS NULL
ORDER BY exam.course_name
"""
_MOVED = f"""
SELECT sitting_id, max(ends_at + moved_min) AS ends_at,
    max(ends_at - extra_min + moved_min) AS plain_ends
FROM (SELECT booking.sitting_id, booking.ends_at, booking.extra_min, {MOVED_COLUMN}
    FROM booking JOIN sitting ON sitting.id = booking.sitting_id
    WHERE sitting.starts_at < ? AND sitting.ends_at > ? AND {_HOLDING}
    AND sitting.id IN (SELECT sitting_id FROM incident WHERE minutes > 0))
GROUP BY sitting_id
"""
_USES = """
SELECT room_use.*, room.uid AS room FROM room_use JOIN room ON room.id = room_use.room_id
WHERE room_use.starts_at < ? AND room_use.ends_at > ? AND room_use.cancelled_at IS NULL
ORDER BY room_use.starts_at, room_use.id
"""
_ROOMS = """
SELECT uid, name, building, capacity, setup_min, clearing_min, ended_on FROM room
"""


@reading(right=Right.SEE)
def room_days(store: Store, *, first: date, days: int = 1) -> RoomDays:
    """Give rooms, opening hours, sittings and other uses of some days.

    Args:
        store: the register.
        first: the first day.
        days: how many.

    Returns:
        every room in use, and an ended one where something stands in it.

    Raises:
        BadValue: fewer than one day or more than 31.
    """
    fields.number("days", days, 1, MOST_DAYS)
    rules = centre_rules(store)
    wanted = [first + timedelta(days=n) for n in range(days)]
    bounds = times.day_span(wanted[-1]).ends_at, times.day_span(first).starts_at
    courses: dict[int, list[str]] = {}
    for row in store.query(_COURSES, *bounds):
        courses.setdefault(row["sitting"], []).append(row["name"])
    moved = {row["sitting_id"]: row for row in store.query(_MOVED, *bounds)}
    sittings = [
        _sitting(row | moved.get(row["id"], {}), courses) for row in store.query(_SITTINGS, *bounds)
    ]
    uses = [_use(row) for row in store.query(_USES, *bounds)]
    blocks = tuple(sorted([*sittings, *uses], key=lambda one: (one.starts, one.uid)))
    used = {one.room for one in blocks}
    rows = sorted(store.query(_ROOMS), key=lambda row: sort_key(row["building"], row["name"]))
    return RoomDays(
        rooms=tuple(_line(row) for row in rows if not row["ended_on"] or row["uid"] in used),
        days=tuple(_open(day, open_hours(day, rules)) for day in wanted),
        blocks=blocks,
    )


def _sitting(row: Row, courses: dict[int, list[str]]) -> RoomBlock:
    return RoomBlock(
        kind=Held.SITTING,
        uid=row["uid"],
        room=row["room"],
        titles=tuple(courses.get(row["id"], ())),
        starts=fields.read_wall(row["starts_wall"]),
        ends=times.to_wall(row["ends_at"]),
        plain_ends=times.to_wall(row["plain_ends"] or row["ends_at"]),
        setup_min=row["setup_min"],
        clearing_min=row["clearing_min"],
        booked=row["booked"],
        preliminary=bool(row["preliminary"]),
        begun=bool(row["begun"]),
    )


def _use(row: Row) -> RoomBlock:
    ends = times.to_wall(row["ends_at"])
    return RoomBlock(
        kind=Held.USE,
        uid=row["uid"],
        room=row["room"],
        titles=(row["title"],),
        starts=fields.read_wall(row["starts_wall"]),
        ends=ends,
        plain_ends=ends,
        preliminary=bool(row["preliminary"]),
        contact=row["contact"],
    )


def _line(row: Row) -> RoomLine:
    names = ("uid", "name", "building", "capacity", "setup_min", "clearing_min")
    return RoomLine(**{name: row[name] for name in names}, ended=row["ended_on"] is not None)


def _open(day: date, hours: Hours | str) -> OpenDay:
    if isinstance(hours, str):
        return OpenDay(day=day, opens=None, closes=None, closed=hours)
    return OpenDay(day=day, opens=hours.opens, closes=hours.closes, closed="")
