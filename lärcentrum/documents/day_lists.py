"""The day list from the register, and what has changed on it since it was printed (C-07)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.documents.day_list_paper import DayList, DayRow, draw_day_list
from lärcentrum.documents.day_papers import course, letterhead, printable, stands_as, wall_now
from lärcentrum.documents.paper_facts import About, Fact, secret
from lärcentrum.documents.prints import (
    PrintHow,
    changes_since,
    note_of,
    print_row,
    print_time,
    shortened,
)
from lärcentrum.exams import times
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.exams.confirmations import measure_text
from lärcentrum.exams.day_right import check_days
from lärcentrum.language import N_, SOURCE, in_language
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

_PAPER = "day_list"

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDayList:
    """A day list that has been printed: when, wall clock, by whom, and what differs now."""

    printed: datetime
    by: str
    changes: tuple[str, ...]


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def day_list_pdf(store: Store, *, day: date | None = None) -> bytes:
    """Draw the day list: who sits where and when; it is in Swedish.

    Args:
        store: the register.
        day: the day, today when it is left out.

    Raises:
        NotToday: the role reaches today only.
        GlyphMissing: a field holds a sign without a picture.
    """
    wanted = day or store.clock.today()
    with in_language(SOURCE):
        bookings = list_bookings(store, first=wanted, last=wanted)
        paper = DayList(
            head=letterhead(store),
            day=wanted,
            printed=wall_now(store),
            rows=tuple(_row(one) for one in bookings),
            changed=note_of(store, _prints(store, wanted), tuple(_facts(wanted, bookings))),
        )
        return draw_day_list(paper)


def _row(one: BookingRow) -> DayRow:
    return DayRow(
        times=_hours(one),
        name=printable(stands_as(one)),
        exam=course(one),
        provider=one.provider_name,
        room=one.room_name,
        seat=one.seat_label,
        note=measure_text(one),
    )


@reading(right=Right.TODAY)
def day_list_content(store: Store, *, day: date) -> list[Fact]:
    """Give what stands on the day list now, for `note_day_list` once it has been printed.

    Raises:
        NotToday: the role reaches today only.
    """
    bookings = list_bookings(store, first=day, last=day)
    with in_language(SOURCE):
        return list(_facts(day, bookings))


@operation(right=Right.TODAY, label=N_("Dagslistan utskriven"), undoable=False)
def note_day_list(
    store: Store, *, day: date, facts: list[Fact], how: PrintHow = PrintHow.PRINTER
) -> None:
    """Note that the day list was handed to a printer or saved.

    Args:
        store: the register.
        day: the day.
        facts: what stood on it, by `day_list_content` when it was drawn.
        how: where it went.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, day, day)
    of_day = {"day": day.isoformat(), "paper": _PAPER}
    with store.write():
        store.insert("paper_print", **print_row(store, facts, how), **of_day)


@reading(right=Right.TODAY)
def printed_day_list(store: Store, *, day: date) -> PrintedDayList | None:
    """Tell when the day list was printed last and what has changed since; None if it was not.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, day, day)
    rows = _prints(store, day)
    if not rows:
        return None
    now = day_list_content(store, day=day)
    return PrintedDayList(
        printed=times.to_wall(rows[0]["at"]),
        by=rows[0]["by_name"],
        changes=changes_since(store, rows[0], now),
    )


def changed_day_list(store: Store) -> str:
    """Say what has changed on today's list since it was printed: "kl. 07:31: …", or ""."""
    found = printed_day_list(store, day=store.clock.today())
    if found is None or not found.changes:
        return ""
    return f"{print_time(found.printed, wall_now(store))}: {shortened(found.changes)}"


_PRINTS = """
SELECT paper_print.*, coalesce(user.name, '') AS by_name FROM paper_print
LEFT JOIN user ON user.uid = paper_print.by_whom
WHERE paper_print.day = ? ORDER BY paper_print.id DESC
"""


def _prints(store: Store, day: date) -> list[Row]:
    return store.query(_PRINTS, day.isoformat())


def _facts(day: date, bookings: list[BookingRow]) -> Iterator[Fact]:
    for one in bookings:
        where = ", ".join(part for part in (one.room_name, one.seat_label) if part)
        for about, value in (
            (About.PERSON, secret(day.isoformat(), stands_as(one))),
            (About.HOURS, _hours(one)),
            (About.WRITES, f"{course(one)} ({one.provider_name})"),
            (About.WHERE, where),
            (About.MEASURE, measure_text(one)),
        ):
            yield Fact(about=about, of=one.uid, exam=one.exam, value=value)


def _hours(one: BookingRow) -> str:
    return f"{one.starts:%H:%M}–{one.ends:%H:%M}"
