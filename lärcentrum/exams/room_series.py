"""A use of a room that comes again: the free days are booked, the others are listed (R03, R04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import clashes
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.room_uses import checked_span, use_values
from lärcentrum.exams.rooms import open_room
from lärcentrum.exams.rule_profiles import open_hours
from lärcentrum.exams.spoken import called
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

MOST_DAYS = 200
_WEEK = timedelta(days=7)
_LONGEST = timedelta(hours=24)

# --- records ---------------------------------------------------------------


class Repeat(StrEnum):
    """When a use of a room comes again."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    PICKED = "picked"


REPEAT_NAMES = {
    Repeat.ONCE: N_("bara den dagen"),
    Repeat.WEEKLY: N_("varje vecka"),
    Repeat.MONTHLY: N_("varje månad, samma datum"),
    Repeat.PICKED: N_("valda datum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDay:
    """A day of a series.

    Args:
        day: the day.
        taken_by: what stands in the room then, "" for nothing.
        closed: why the centre is closed then, "" when it is open.
        left_out: whether it is not booked.
    """

    day: date
    taken_by: str
    closed: str
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSeries:
    """What became of a series.

    Args:
        uids: the uses that were booked, by day.
        left_out: the days that were not.
    """

    uids: tuple[str, ...]
    left_out: tuple[SeriesDay, ...]


# --- rules -----------------------------------------------------------------


def series_days(
    first: date, repeat: Repeat, until: date | None = None, days: Iterable[date] = ()
) -> list[date]:
    """Give the days of a series in order, each once; the first is always one of them.

    Args:
        first: the first day.
        repeat: how it comes again.
        until: the last day that may be one, for every week and every month.
        days: the other days that were picked by hand.

    Raises:
        BadValue: no last day, one before the first, or more than 200 days.
    """
    if repeat is Repeat.ONCE:
        return [first]
    if repeat is Repeat.PICKED:
        found = sorted({first, *days})
    else:
        if until is None or until < first:
            raise NotAsItStands(
                "until", _("Serien har ingen sista dag efter den första."), _("Ange en sista dag.")
            )
        found = _weekly(first, until) if repeat is Repeat.WEEKLY else _monthly(first, until)
    if len(found) > MOST_DAYS:
        name = "days" if repeat is Repeat.PICKED else "until"
        raise BadValue(name, _("ger fler än {most} dagar").format(most=MOST_DAYS))
    return found


def _weekly(first: date, until: date) -> list[date]:
    return [first + n * _WEEK for n in range((until - first) // _WEEK + 1)]


def _monthly(first: date, until: date) -> list[date]:
    """Give the same date of each month; a month without that date has none."""
    months = (until.year - first.year) * 12 + until.month - first.month
    found = []
    for n in range(months + 1):
        years, month = divmod(first.month - 1 + n, 12)
        try:
            day = date(first.year + years, month + 1, first.day)
        except ValueError:
            continue
        if day <= until:
            found.append(day)
    return found


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def check_room_uses(
    store: Store,
    *,
    room: str,
    starts: datetime,
    ends: datetime,
    preliminary: bool = False,
    repeat: Repeat = Repeat.ONCE,
    until: date | None = None,
    days: tuple[date, ...] = (),
) -> list[SeriesDay]:
    """Say of each day of a series whether the room is free, before it is booked (R05).

    Args:
        store: the register.
        room: the room's uid.
        starts: the first day and when it begins, wall clock.
        ends: when it ends, wall clock.
        preliminary: whether it would hold nothing yet; then nothing is in its way.
        repeat: how it comes again.
        until: the last day, for every week and every month.
        days: the other days that were picked by hand.

    Raises:
        NotFound: no such room.
        BadValue: it ends before it begins, or a series that cannot be.
    """
    room_id = store.id_of("room", room)
    _check_length(starts, ends)
    rules = centre_rules(store)
    picked = repeat in (Repeat.ONCE, Repeat.PICKED)
    found = []
    for day in series_days(starts.date(), repeat, until, days):
        shift = day - starts.date()
        span = checked_span(starts + shift, ends + shift)
        rows = clashes.holders(store, f"room:{room_id}", span)
        names = ", ".join(dict.fromkeys(called(store, row["uid"]) for row in rows))
        hours = open_hours(day, rules)
        closed = hours if isinstance(hours, str) else ""
        # A day that was chosen by itself is meant, open or not.
        left_out = bool(names and not preliminary) or bool(closed and not picked)
        found.append(SeriesDay(day=day, taken_by=names, closed=closed, left_out=left_out))
    return found


def _check_length(starts: datetime, ends: datetime) -> None:
    checked_span(starts, ends)
    if ends - starts > _LONGEST:
        raise BadValue("ends", _("är mer än ett dygn efter starten"))


@operation(right=Right.REGISTER, label=N_("Salen upptagen"))
def add_room_uses(
    store: Store,
    *,
    room: str,
    title: str,
    starts: datetime,
    ends: datetime,
    contact: str = "",
    preliminary: bool = False,
    repeat: Repeat = Repeat.ONCE,
    until: date | None = None,
    days: tuple[date, ...] = (),
) -> RoomSeries:
    """Book a room for something else than an exam, on one day or on several.

    The days when the room is free are booked; the others, and the days of a weekly or monthly
    series when the centre is closed, are left out and listed.

    Args:
        store: the register.
        room: the room's uid.
        title: what it is.
        starts: the first day and when it begins, wall clock.
        ends: when it ends, wall clock.
        contact: whom to ask when an exam needs the room.
        preliminary: it holds nothing until it is approved.
        repeat: how it comes again.
        until: the last day, for every week and every month.
        days: the other days that were picked by hand.

    Raises:
        NotFound: no such room.
        Ended: the room is not used any more.
        BadValue: no title, it ends before it begins, a series that cannot be, or one whose days
            are all closed.
        Clash: the room is taken on every day.
    """
    room_id = open_room(store, room)["id"]
    use_values(title, contact, starts, ends)
    looked = check_room_uses(
        store, room=room, starts=starts, ends=ends, preliminary=preliminary, repeat=repeat,
        until=until, days=days,
    )  # fmt: skip
    with store.write():
        made = [
            _add(store, room_id, day, title, contact, starts, ends, preliminary)
            for day in _bookable(looked)
        ]
    return RoomSeries(uids=tuple(made), left_out=tuple(one for one in looked if one.left_out))


def _add(
    store: Store,
    room_id: int,
    day: date,
    title: str,
    contact: str,
    starts: datetime,
    ends: datetime,
    preliminary: bool,
) -> str:
    """Book one day of a series."""
    shift = day - starts.date()
    values = use_values(title, contact, starts + shift, ends + shift)
    with clashes.telling(store, checked_span(starts + shift, ends + shift)):
        return store.insert("room_use", room_id=room_id, preliminary=int(preliminary), **values).uid


def _bookable(looked: list[SeriesDay]) -> list[date]:
    """Give the days that are booked; where there are none, one whose refusal says why."""
    found = [one.day for one in looked if not one.left_out]
    taken = [one.day for one in looked if one.taken_by]
    if not found and not taken:
        raise NotAsItStands(
            "until", _("Centret är stängt alla dagar i serien."), _("Välj andra dagar.")
        )
    return found or taken[:1]
