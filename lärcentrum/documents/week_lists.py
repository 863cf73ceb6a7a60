"""A room's week from the register: times, courses and other uses; no person stands on it."""

from datetime import date, timedelta

from lärcentrum.documents.day_papers import letterhead, wall_now
from lärcentrum.documents.week_list_paper import WeekDay, WeekList, draw_week_lists
from lärcentrum.errors import NotAsItStands, NotFound
from lärcentrum.exams.room_days import Held, OpenDay, RoomBlock, RoomDays, room_days
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

# --- rules -----------------------------------------------------------------

_DAYS = 7


def what_stands(block: RoomBlock) -> str:
    """Say what a block is on a list that anybody may read: a course, or a use's title."""
    said = ", ".join(block.titles)
    if block.kind is Held.SITTING:
        return _("Tentamen: {courses}").format(courses=said)
    return _("{title} (preliminärt)").format(title=said) if block.preliminary else said


def week_name(monday: date) -> str:
    """Give "vecka 49, 30 november 2026 – 6 december 2026" (ISO week)."""
    return _("vecka {n}, {first} – {last}").format(
        n=monday.isocalendar().week,
        first=long_day(monday),
        last=long_day(monday + timedelta(days=_DAYS - 1)),
    )


def _day(found: RoomDays, room: str, day: OpenDay) -> WeekDay:
    there = [
        one for one in found.blocks if one.room == room and one.starts.date() == day.day
    ]  # fmt: skip
    lines = tuple(
        (f"{one.starts:%H:%M}–{one.ends:%H:%M}", what_stands(one))
        for one in sorted(there, key=lambda one: (one.starts, one.uid))
    )
    closed = _("stängt: {why}").format(why=day.closed) if day.closed else ""
    return WeekDay(day=long_day(day.day), closed=closed, lines=lines)


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def week_list_pdf(store: Store, *, day: date | None = None, room: str | None = None) -> bytes:
    """Draw the week of one room, or of every room that is used (R15).

    Args:
        store: the register.
        day: any day of the week; this week when it is left out.
        room: the room's uid; every room when it is left out.

    Raises:
        NotFound: no such room.
        NotAsItStands: there is no room yet.
        GlyphMissing: a field holds a sign without a picture.
    """
    asked = day or store.clock.today()
    monday = asked - timedelta(days=asked.weekday())
    found = room_days(store, first=monday, days=_DAYS)
    if room is not None:
        store.id_of("room", room)
    rooms = [one for one in found.rooms if room in (None, one.uid)]
    if room is not None and not rooms:
        raise NotFound("room", room)
    if not rooms:
        raise NotAsItStands("room", _("Det finns ingen sal ännu."), _("Lägg till en sal först."))
    lists = [
        WeekList(
            room=one.name,
            week=week_name(monday),
            days=tuple(_day(found, one.uid, one_day) for one_day in found.days),
        )
        for one in rooms
    ]
    return draw_week_lists(letterhead(store), lists, wall_now(store))
