"""A shared room's calendar read from Outlook into the uses of a room (R14).

Without it "nobody is double-booked" would not be true of a room that others use too. The same file
read again changes nothing; a newer one changes what it changes, and what it leaves out is removed.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.calendar_events import MOST_BYTES, CalendarUse, read_events
from lärcentrum.exams.rooms import open_room
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------

MOST_DAYS = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarClash:
    """An event whose time is taken: it is kept as preliminary, and holds nothing.

    Args:
        title: the event.
        starts: wall clock.
        ends: wall clock.
        by: what holds the room: `sitting`, `room_use`, or `file` for another event of the file.
        other: the uid of the sitting or the use, "" for another event.
    """

    title: str
    starts: datetime
    ends: datetime
    by: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTrial:
    """What reading a calendar does to a room's uses.

    Args:
        new: uses that are added.
        changed: uses that get another time, title or standing.
        removed: uses that are called off, or left out of the file.
        unchanged: uses that are as the file says.
        older: events that the register knows a newer version of.
        free: events that do not take the room.
        unreadable: events that cannot be read.
        clashes: events whose time is taken.
        last: the last day that is read.
    """

    new: int
    changed: int
    removed: int
    unchanged: int
    older: int
    free: int
    unreadable: int
    clashes: tuple[CalendarClash, ...]
    last: date

    @property
    def nothing_to_do(self) -> bool:
        """Tell whether the register is as the file says."""
        return not (self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One use and what becomes of it; no row: it is new, no event or a cancelled one: it goes."""

    use: CalendarUse | None
    row: Row | None
    values: dict[str, Any]

    @property
    def goes(self) -> bool:
        """Tell whether the use is taken away."""
        return self.use is None or self.use.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    steps: tuple[_Step, ...]
    trial: CalendarTrial


# --- rules -----------------------------------------------------------------


class _Held:
    """What holds a room, in time order; none of it overlaps."""

    def __init__(self, rows: list[Row]) -> None:
        found = [(row["starts"], row["ends"], row["owner_kind"], row["uid"]) for row in rows]
        self._spans = sorted(found)

    def by(self, span: Span) -> tuple[str, str] | None:
        """Give what holds a stretch of time, or None."""
        at = bisect_left(self._spans, (span.ends_at,)) - 1
        if at >= 0 and self._spans[at][1] > span.starts_at:
            return self._spans[at][2], self._spans[at][3]
        return None

    def take(self, span: Span) -> None:
        """Hold a stretch of time for an event of the file."""
        at = bisect_left(self._spans, (span.starts_at,))
        self._spans.insert(at, (span.starts_at, span.ends_at, "file", ""))


def _as_it_is(row: Row, values: dict[str, Any]) -> bool:
    return all(row[name] == value for name, value in values.items())


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def look_at_calendar(
    store: Store, *, room: str, path: Path, title: str = "", days: int = 400
) -> CalendarTrial:
    """Say what `read_calendar` would do, and change nothing.

    The parameters and errors are those of `read_calendar`.
    """
    return _plan(store, room, path, title, days).trial


@operation(right=Right.REGISTER, label=N_("Kalender inläst"))
def read_calendar(
    store: Store, *, room: str, path: Path, title: str = "", days: int = 400
) -> CalendarTrial:
    """Read a calendar file into the uses of a room, from today on; one step takes it back.

    An event that clashes with a sitting, another use or another event becomes a preliminary use
    and is told. Cancelled events, and those that an earlier file had and this one has not, are
    removed. What has passed is not touched.

    Args:
        store: the register.
        room: the room's uid.
        path: the iCalendar file (.ics).
        title: what all uses are called; the events' own titles if empty.
        days: how many days ahead are read, 1–800.

    Raises:
        NotFound: no such room.
        Ended: the room is not used any more.
        BadCalendar: it is no calendar, or far too large.
        NotAFile, TooLarge, SourceGone, ReadFailed: the file cannot be read.
    """
    plan = _plan(store, room, path, title, days)
    if not plan.trial.nothing_to_do:
        with store.write():
            _carry_out(store, plan.steps)
    return plan.trial


_KNOWN = """
SELECT calendar_use.event, calendar_use.occurrence, calendar_use.sequence,
    calendar_use.uid AS calendar_uid, room_use.*
FROM calendar_use JOIN room_use ON room_use.id = calendar_use.room_use_id
WHERE calendar_use.room_id = ? AND room_use.ends_at > ?
"""


def _plan(store: Store, room: str, path: Path, title: str, days: int) -> _Plan:
    called = fields.line("title", title)
    ahead = fields.number("days", days, 1, MOST_DAYS)
    room_id = int(open_room(store, room)["id"])
    today = store.clock.today()
    last = today + timedelta(days=ahead)
    window = Span(starts_at=times.day_span(today).starts_at, ends_at=times.day_span(last).ends_at)
    events = read_events(read_foreign(path, MOST_BYTES), window)
    rows = store.query(_KNOWN, room_id, window.starts_at)
    known = {(row["event"], row["occurrence"]): row for row in rows}
    older = {
        key for use in events.uses
        if (key := (use.event, use.occurrence)) in known and known[key]["sequence"] > use.sequence
    }  # fmt: skip
    kept = {row["id"] for key, row in known.items() if key in older}
    held = _held(store, room_id, window, {row["id"] for row in rows} - kept)
    found: list[CalendarClash] = []
    steps = []
    for use in events.uses:
        key = (use.event, use.occurrence)
        row = known.pop(key, None)
        if key in older or (use.cancelled and row is None):
            continue
        if use.cancelled:
            steps.append(_Step(use=use, row=row, values={}))
            continue
        values = _values(use, room_id, called, held, found)
        steps.append(_Step(use=use, row=row, values=values))
    left_out = (row for row in known.values() if row["starts_at"] < window.ends_at)
    steps += [_Step(use=None, row=row, values={}) for row in left_out]
    trial = _trial(steps, len(older), events.free, events.unreadable, tuple(found), last)
    return _Plan(steps=tuple(steps), trial=trial)


def _held(store: Store, room_id: int, window: Span, mine: set[int]) -> _Held:
    rows = clashes.holders(store, f"room:{room_id}", window.widened(1440 * 32, 1440 * 32))
    others = [
        row for row in rows if not (row["owner_kind"] == "room_use" and row["owner_id"] in mine)
    ]
    return _Held(others)


def _values(
    use: CalendarUse, room_id: int, title: str, held: _Held, found: list[CalendarClash]
) -> dict[str, Any]:
    """Give the columns of a use; one whose time is taken is told, and holds nothing."""
    by = None if use.tentative else held.by(use.span)
    shown = title or use.title
    starts = times.to_wall(use.span.starts_at)
    if by is not None:
        ends = times.to_wall(use.span.ends_at)
        found.append(CalendarClash(title=shown, starts=starts, ends=ends, by=by[0], other=by[1]))
    elif not use.tentative:
        held.take(use.span)
    return {
        "room_id": room_id,
        "title": shown,
        "starts_wall": times.wall_text(starts),
        "starts_at": use.span.starts_at,
        "ends_at": use.span.ends_at,
        "preliminary": int(use.tentative or by is not None),
        "cancelled_at": None,
    }


def _trial(
    steps: list[_Step], older: int, free: int, unreadable: int,
    found: tuple[CalendarClash, ...], last: date,
) -> CalendarTrial:  # fmt: skip
    there = [step for step in steps if step.row and not step.goes]
    same = sum(_is_done(step) for step in there)
    gone = [step for step in steps if step.goes and not _is_done(step)]
    return CalendarTrial(
        new=sum(step.row is None for step in steps),
        changed=len(there) - same,
        removed=len(gone),
        unchanged=same,
        older=older,
        free=free,
        unreadable=unreadable,
        clashes=found,
        last=last,
    )


def _is_done(step: _Step) -> bool:
    """Tell whether the register has it so already."""
    if step.row is None:
        return False
    if step.use is None or step.use.cancelled:
        return step.row["cancelled_at"] is not None
    return step.row["sequence"] == step.use.sequence and _as_it_is(step.row, step.values)


def _carry_out(store: Store, steps: tuple[_Step, ...]) -> None:
    to_do = [step for step in steps if not _is_done(step)]
    # What moves lets go of the room first: two events may have changed places.
    for row in _moving(to_do):
        store.update("room_use", row["uid"], preliminary=1)
    for step in to_do:
        _carry_out_one(store, step)


def _moving(steps: list[_Step]) -> Iterator[Row]:
    for step in steps:
        if step.row is not None and not step.row["preliminary"]:
            yield step.row


def _carry_out_one(store: Store, step: _Step) -> None:
    if step.row is not None:
        values = step.values
        if step.goes:
            back = step.row["preliminary"]
            values = {"cancelled_at": fields.now_minutes(store), "preliminary": back}
        store.update("room_use", step.row["uid"], **values)
        if step.use is not None:
            store.update("calendar_use", step.row["calendar_uid"], sequence=step.use.sequence)
    elif step.use is not None:
        made = store.insert("room_use", **step.values)
        store.insert(
            "calendar_use",
            room_id=step.values["room_id"],
            room_use_id=made.id,
            event=step.use.event,
            occurrence=step.use.occurrence,
            sequence=step.use.sequence,
        )


def clash_text(clash: CalendarClash) -> str:
    """Say a clash: "SFI mån 14 dec 09:00–12:00: ett skrivtillfälle har salen"."""
    text = {
        "sitting": _("{title} {when}: ett skrivtillfälle har salen"),
        "room_use": _("{title} {when}: en annan användning har salen"),
    }.get(clash.by, _("{title} {when}: en annan händelse i filen har salen"))
    when = f"{times.when_text(clash.starts)}–{times.clock_text(clash.ends)}"
    return text.format(title=clash.title, when=when)
