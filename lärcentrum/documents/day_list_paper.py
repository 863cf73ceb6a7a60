"""The day list: who sits where and when, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.documents.paper import GREY, MM, Letterhead, Sheet, Style, draw_small_head
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language, ngettext
from lärcentrum.swedish import long_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One booking on the day list.

    `name` is what may be shown (a protected person is "Person 7"), `times` such as
    "09:00–13:00", `note` a measure or what is missing, never a reason.
    """

    times: str
    name: str
    exam: str
    provider: str
    room: str
    seat: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """A day's bookings in the order of the screen; `printed` is wall-clock time.

    `changed` says what is new since an earlier print.
    """

    head: Letterhead
    day: date
    printed: datetime
    rows: tuple[DayRow, ...]
    changed: str = ""
    language: str = "sv"


def draw_day_list(what: DayList) -> bytes:
    """Give the day list as a PDF.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(what.language):
        sheet = Sheet(_("Dagslista {day}").format(day=what.day.isoformat()),
                      language=what.language)  # fmt: skip
        _draw(sheet, what)
        sheet.foot(what.printed)
        return sheet.finish()


def _draw(sheet: Sheet, what: DayList) -> None:
    day = long_day(what.day)
    count = len(what.rows)
    under = ngettext("{n} bokning", "{n} bokningar", count).format(n=count)
    title = _("Dagslista, {day}").format(day=day)

    def head() -> float:
        return draw_small_head(sheet, what.head, title, under, what.changed)

    top = head()
    if not what.rows:
        sheet.line(15 * MM, top - 6 * MM, _("Inga tentor den här dagen."), Style(colour=GREY))
        return
    draw_table(sheet, _columns(), _cells(what.rows), top, row_height=8, new_head=head)


def _columns() -> Sequence[Column]:
    return (
        Column(title=_("Nr"), width=9),
        Column(title=_("Tid"), width=24),
        Column(title=_("Namn"), width=48, field="name", strong=True),
        Column(title=_("Tentamen"), width=52, field="exam"),
        Column(title=_("Sal och plats"), width=25, field="room"),
        Column(title=_("Anmärkning"), width=22, field="note"),
    )


def _cells(rows: Sequence[DayRow]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            row.times,
            row.name,
            "\n".join(part for part in (row.exam, row.provider) if part),
            ", ".join(part for part in (row.room, row.seat) if part),
            row.note,
        )
        for number, row in enumerate(rows, 1)
    ]
