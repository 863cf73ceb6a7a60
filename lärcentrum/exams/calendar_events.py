"""What an iCalendar file (RFC 5545) says of a room: events with their repeats, within a window.

The file is somebody else's: whatever stands in it, the work is bounded. Repeats are worked out on
the wall clock of the event's own time zone, so that 09:00 stays 09:00 when the clock changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, ClassVar

from lärcentrum.clock import STOCKHOLM
from lärcentrum.exams.calendar_repeats import days_of, repeat_from, steps
from lärcentrum.exams.times import EPOCH, MINUTE, Span
from lärcentrum.language import N_, _
from lärcentrum.swedish import clean
from lärcentrum.user_error import UserError

MOST_BYTES = 5_000_000
MOST_USES = 5_000
OWN = "@larcentrum"
"""How the uids of the events end that this program writes."""

# --- records ---------------------------------------------------------------


@dataclass(eq=False)
class BadCalendar(UserError):
    """FD: a file that cannot be read as a calendar.

    Args:
        why: a Swedish sentence (source text).
    """

    field: ClassVar[str] = "path"
    why: str

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _(self.why),
            _("Inget är inläst."),
            _("Spara kalendern på nytt från Outlook som iCalendar (.ics)."),
        )


NO_CALENDAR = N_("Filen går inte att läsa som en kalender.")
TOO_MANY = N_("Kalendern har fler händelser än som går att läsa in.")
ODD_ZONE = N_("Kalendern har en tidszon som inte går att räkna med.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarUse:
    """One occurrence of an event.

    Args:
        event: the event's uid in the file.
        occurrence: its planned start in a series, UTC minutes; 0 for a single event.
        sequence: how many times it was changed, as its author counts.
        title: what it is; a neutral word where the file says that it is private.
        span: when it takes place.
        tentative: whether it is not settled, and holds nothing yet.
        cancelled: whether it was called off.
    """

    event: str
    occurrence: int
    sequence: int
    title: str
    span: Span
    tentative: bool
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What a file says.

    Args:
        uses: the occurrences within the window, in time order.
        free: events that do not take the room (shown as free, or written by this program).
        unreadable: events without a uid or a time, or that repeat in a way that is not read.
    """

    uses: tuple[CalendarUse, ...]
    free: int
    unreadable: int


# --- rules -----------------------------------------------------------------


def read_events(data: bytes, window: Span) -> Events:
    """Read a calendar.

    Args:
        data: the file.
        window: only what touches this stretch of time is given.

    Raises:
        BadCalendar: it is no calendar, or would take too long to work out.
    """
    from icalendar import Calendar

    _check_zones(data)
    try:
        found = [event for one in _calendars(Calendar, data) for event in one.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, OverflowError):
        raise BadCalendar(NO_CALENDAR) from None
    return _Reading(window).read(found)


def _calendars(kind: Any, data: bytes) -> list[Any]:
    found: list[Any] = kind.from_ical(data, multiple=True)
    if not found or any(one.name != "VCALENDAR" for one in found):
        raise BadCalendar(NO_CALENDAR)
    return found


_ZONE = re.compile(rb"BEGIN:VTIMEZONE(.*?)END:VTIMEZONE", re.IGNORECASE | re.DOTALL)
_FOLD = re.compile(rb"\r?\n[ \t]")
_RULE = re.compile(rb"^RRULE[^:\n]*:(.*?)\r?$", re.IGNORECASE | re.MULTILINE)
_ZONE_RULE = re.compile(
    rb"(?:FREQ=YEARLY|INTERVAL=1|BYDAY=[-+0-9A-Z,]{1,20}|BYMONTH=\d{1,2}|WKST=[A-Z]{2}"
    rb"|BYMONTHDAY=[-0-9,]{1,30}|UNTIL=[0-9TZ]{1,20}|;)+",
    re.IGNORECASE,
)
_MOST_ZONES = 100


def _check_zones(data: bytes) -> None:
    """Refuse a time zone whose own repeats would take for ever to work out."""
    zones = _ZONE.findall(_FOLD.sub(b"", data))
    rules = [rule for zone in zones for rule in _RULE.findall(zone)]
    if len(rules) > _MOST_ZONES or not all(_ZONE_RULE.fullmatch(rule) for rule in rules):
        raise BadCalendar(ODD_ZONE)


class _Unreadable(Exception):
    """An event that is left out and counted."""


_MOST_STEPS = 1_000_000
"""Days of repeats that are looked at in all; a million take some seconds."""


class _Reading:
    """One file being read, with what it may still cost."""

    def __init__(self, window: Span) -> None:
        self._window = window
        self._steps = _MOST_STEPS
        self._uses: dict[tuple[str, int], CalendarUse] = {}
        self._free = self._unreadable = 0

    def read(self, events: list[Any]) -> Events:
        """Take the events, a series before its changed occurrences."""
        for event in sorted(events, key=lambda one: "RECURRENCE-ID" in one):
            try:
                self._take(event)
            except (_Unreadable, ValueError, TypeError, KeyError, AttributeError, OverflowError):
                self._unreadable += 1
        touching = [one for one in self._uses.values() if one.span.overlaps(self._window)]
        touching.sort(key=lambda one: (one.span.starts_at, one.event, one.occurrence))
        return Events(uses=tuple(touching), free=self._free, unreadable=self._unreadable)

    def _take(self, event: Any) -> None:
        uid = clean(str(event.get("UID", "")))[:400]
        starts, length = _times(event)
        if not uid:
            raise _Unreadable
        free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        if free or uid.endswith(OWN):
            self._free += 1
            return
        if "RECURRENCE-ID" in event:
            self._put(_use(event, uid, _instant(event["RECURRENCE-ID"].dt), starts, length))
        elif "RRULE" not in event and "RDATE" not in event:
            self._put(_use(event, uid, 0, starts, length))
        else:
            for one in self._repeats(event, starts):
                self._put(_use(event, uid, _instant(one), one, length))

    def _put(self, use: CalendarUse) -> None:
        there = self._uses.get((use.event, use.occurrence))
        if there is not None and there.sequence > use.sequence:
            return
        self._uses[use.event, use.occurrence] = use
        if len(self._uses) > MOST_USES:
            raise BadCalendar(TOO_MANY)

    def _repeats(self, event: Any, starts: date) -> Iterator[Any]:
        zone = starts.tzinfo if isinstance(starts, datetime) else None
        last = (EPOCH + self._window.ends_at * MINUTE).astimezone(zone or STOCKHOLM)
        first = _naive(starts)
        found = {first}
        for rule in _listed(event.get("RRULE")):
            found |= set(self._steps_of(rule, first, last.replace(tzinfo=None), zone))
        for part in _listed(event.get("RDATE")):
            found |= {_naive(_start_of(one.dt)) for one in part.dts}
        gone = {_instant(one.dt) for part in _listed(event.get("EXDATE")) for one in part.dts}
        for one in sorted(found):
            made = one.replace(tzinfo=zone)
            # What has passed long ago is not given, so that a long series costs no more.
            if _instant(made) not in gone and _instant(made) > self._window.starts_at - _LONGEST:
                yield made

    def _steps_of(
        self, rule: Any, first: datetime, last: datetime, zone: Any
    ) -> Iterator[datetime]:
        repeat = repeat_from(rule, first.date())
        until = rule.get("UNTIL", [None])[0]
        if until is not None:
            aware = isinstance(until, datetime) and until.tzinfo is not None
            ends = until.astimezone(zone or STOCKHOLM) if aware else until
            whole = timedelta(0) if isinstance(until, datetime) else timedelta(hours=23, minutes=59)
            last = min(last, _naive(ends) + whole)
        since = _naive(EPOCH + (self._window.starts_at - _LONGEST) * MINUTE)
        self._steps -= steps(repeat, first, last, since)
        if self._steps < 0:
            raise BadCalendar(TOO_MANY)
        yield from islice(days_of(repeat, first, last, since), MOST_USES + 1)


_LONGEST = 60 * 24 * 31
"""Minutes that one occurrence may last and still be found."""


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _start_of(value: Any) -> Any:
    """Give the start of a period, or the time itself."""
    return value[0] if isinstance(value, tuple) else value


def _naive(value: date) -> datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime(value.year, value.month, value.day)


def _instant(value: date) -> int:
    """Give minutes since 1970 (UTC); a time without a zone, or a day, is meant as here."""
    whole = value if isinstance(value, datetime) else _naive(value)
    aware = whole if whole.tzinfo is not None else whole.replace(tzinfo=STOCKHOLM)
    return (aware.astimezone(UTC) - EPOCH) // MINUTE


def _times(event: Any) -> tuple[date, timedelta]:
    """Give when an event begins and how long it lasts on the wall clock."""
    starts = event["DTSTART"].dt
    if not isinstance(starts, date) or not 1970 <= starts.year <= 2099:
        raise _Unreadable
    if "DTEND" in event:
        ends = event["DTEND"].dt
        zone = starts.tzinfo if isinstance(starts, datetime) else None
        aware = isinstance(ends, datetime) and ends.tzinfo is not None and zone is not None
        length = _naive(ends.astimezone(zone) if aware else ends) - _naive(starts)
    elif "DURATION" in event:
        length = event["DURATION"].dt
    else:
        length = timedelta(0) if isinstance(starts, datetime) else timedelta(days=1)
    if not timedelta(0) < length <= _LONGEST * MINUTE:
        raise _Unreadable
    return starts, length


def _use(event: Any, uid: str, occurrence: int, starts: date, length: timedelta) -> CalendarUse:
    zone = starts.tzinfo if isinstance(starts, datetime) else None
    begins = _instant(starts)
    ends = _instant((_naive(starts) + length).replace(tzinfo=zone))
    private = str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC"
    title = "" if private else clean(str(event.get("SUMMARY", "")))[:200].strip()
    status = str(event.get("STATUS", "")).upper()
    if ends <= begins:
        raise _Unreadable
    return CalendarUse(
        event=uid,
        occurrence=occurrence,
        sequence=max(0, min(int(event.get("SEQUENCE", 0)), 1_000_000)),
        title=title or _("Upptagen"),
        span=Span(starts_at=begins, ends_at=ends),
        tentative=status == "TENTATIVE",
        cancelled=status == "CANCELLED",
    )
