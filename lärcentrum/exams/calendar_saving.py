"""The centre's exams and other uses of its rooms as a calendar file for Outlook (R14).

It names provider, course and room, and nobody: such a file is often shared.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from lärcentrum.exams import times
from lärcentrum.exams.calendar_events import OWN
from lärcentrum.exams.sittings import SittingCard, list_sittings
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.files import publish
from lärcentrum.store.store import Store

FILE_NAME = "larcentrum.ics"
_AHEAD = 365

# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def calendar_file(store: Store, *, first: date | None = None, last: date | None = None) -> bytes:
    """Give the centre's calendar as an iCalendar file.

    What was read from other calendars is left out: it is there already.

    Args:
        store: the register.
        first: the first day; today if not given.
        last: the last day; a year later if not given.
    """
    from icalendar import Calendar

    begin = first or store.clock.today()
    end = last or begin + timedelta(days=_AHEAD)
    made = Calendar()
    made.add("prodid", "-//Larcentrum//SV")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", setting(store, "centre_name") or _("Lärcentrum"))
    for event in (*_exams(store, begin, end), *_called_off(store, begin, end)):
        made.add_component(event)
    for event in _uses(store, begin, end):
        made.add_component(event)
    return bytes(made.to_ical())


@reading(right=Right.SEE)
def save_calendar(
    store: Store, *, folder: Path, first: date | None = None, last: date | None = None
) -> Path:
    """Save the centre's calendar in a folder, to be opened or subscribed to in Outlook.

    Args:
        store: the register.
        folder: where.
        first: the first day; today if not given.
        last: the last day; a year later if not given.

    Returns:
        the file.

    Raises:
        UserError: the folder cannot be written to.
    """
    path = folder / FILE_NAME
    publish(path, calendar_file(store, first=first, last=last))
    return path


def _exams(store: Store, first: date, last: date) -> list[Any]:
    cards = [card for card in list_sittings(store, first=first, last=last) if card.booked]
    return [
        _event(store, card.uid, _named(card), card.room_name, card.starts, card.ends)
        for card in cards
    ]


def _named(card: SittingCard) -> str:
    courses = ", ".join(
        f"{exam.provider_name} {exam.course_code or exam.course_name}" for exam in card.exams
    )
    return _("Tentamen: {courses}").format(courses=courses)


_CALLED_OFF = """
SELECT sitting.uid, sitting.starts_at, sitting.ends_at, room.name AS room_name
FROM sitting JOIN room ON room.id = sitting.room_id
WHERE sitting.cancelled_at IS NOT NULL AND sitting.starts_at >= ? AND sitting.starts_at < ?
ORDER BY sitting.starts_at, sitting.uid
"""


def _called_off(store: Store, first: date, last: date) -> list[Any]:
    """Give the sittings that were called off, so that Outlook takes them away too."""
    begins, ends = times.day_span(first).starts_at, times.day_span(last).ends_at
    events = []
    for row in store.query(_CALLED_OFF, begins, ends):
        starts, stops = times.to_wall(row["starts_at"]), times.to_wall(row["ends_at"])
        event = _event(store, row["uid"], _("Inställd tentamen"), row["room_name"], starts, stops)
        event.add("status", "CANCELLED")
        events.append(event)
    return events


_USES = """
SELECT room_use.*, room.name AS room_name FROM room_use JOIN room ON room.id = room_use.room_id
WHERE room_use.starts_at < ? AND room_use.ends_at > ? AND room_use.id NOT IN (
    SELECT room_use_id FROM calendar_use) ORDER BY room_use.starts_at, room_use.uid
"""


def _uses(store: Store, first: date, last: date) -> list[Any]:
    begins, ends = times.day_span(first).starts_at, times.day_span(last).ends_at
    events = []
    for row in store.query(_USES, ends, begins):
        starts, stops = times.to_wall(row["starts_at"]), times.to_wall(row["ends_at"])
        event = _event(store, row["uid"], row["title"], row["room_name"], starts, stops)
        if row["cancelled_at"] is not None:
            event.add("status", "CANCELLED")
        elif row["preliminary"]:
            event.add("status", "TENTATIVE")
        events.append(event)
    return events


_CHANGES = "SELECT count(*) FROM journal WHERE row_uid = ?"


def _event(store: Store, uid: str, title: str, room: str, starts: datetime, ends: datetime) -> Any:
    """Make an event; its sequence counts the changes, so that Outlook takes the newest."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid + OWN)
    event.add("dtstamp", store.clock.now().astimezone(UTC))
    event.add("dtstart", _instant(starts))
    event.add("dtend", _instant(ends))
    event.add("summary", title)
    event.add("location", room)
    event.add("sequence", int(store.value(_CHANGES, uid)))
    return event


def _instant(wall: datetime) -> datetime:
    return times.EPOCH + times.to_minutes(wall) * times.MINUTE
