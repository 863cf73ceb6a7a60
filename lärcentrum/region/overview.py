"""Centre × month: who has sent, who is late, whose file waits; every table carries its coverage."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lärcentrum.clock import STOCKHOLM
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.region import archive
from lärcentrum.rights import Right
from lärcentrum.store.store import Row as Record
from lärcentrum.store.store import Store
from lärcentrum.sync.header_format import read_instant
from lärcentrum.sync.months import due_day, following, last_months

# --- records ---------------------------------------------------------------


class Status(StrEnum):
    """Where a centre's month stands at the region."""

    BEFORE = "before"
    AWAITED = "awaited"
    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    HELD = "held"
    REFUSED = "refused"


STATUS_NAMES = {
    Status.BEFORE: N_("före anmälan"),
    Status.AWAITED: N_("väntas"),
    Status.IN_TIME: N_("i tid"),
    Status.LATE: N_("sen"),
    Status.MISSING: N_("saknas"),
    Status.HELD: N_("väntar på beslut"),
    Status.REFUSED: N_("avvisad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One centre's one month.

    Args:
        period: YYYY-MM.
        status: where it stands.
        closed: the day when the centre closed the month, None while unknown.
        read: the day when the region read the file, None before.
        sequence: the file's number, 0 for none.
        correction: its correction number.
        package: the received package's uid, "" for none.
    """

    period: str
    status: Status
    closed: date | None = None
    read: date | None = None
    sequence: int = 0
    correction: int = 0
    package: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreMonths:
    """One row of the matrix."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of this office's centres a table speaks for.

    Args:
        have: how many have reported.
        of: how many there are.
        missing: the names of the others.
    """

    have: int
    of: int
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        """Say it as every heading does: "14 av 17; saknas Malå, Åsele"."""
        said = _("{have} av {of}").format(have=self.have, of=self.of)
        if not self.missing:
            return said
        return _("{said}; saknas {names}").format(said=said, names=", ".join(self.missing))


# --- rules -----------------------------------------------------------------


def status_of(period: str, rows: list[Record], today: date, since: str = "") -> Status:
    """Give where a month stands from the files that came for it (pure).

    In time is counted from the file itself: the day it was first read here (Y22).

    Args:
        period: YYYY-MM.
        rows: the files.
        today: the day.
        since: the first month that the centre owes.
    """
    counted = [row for row in rows if row["state"] in ("accepted", "late")]
    if counted:
        first = min(_read_day(row) for row in counted)
        return Status.IN_TIME if first <= due_day(period) else Status.LATE
    if any(row["state"] == "held" for row in rows):
        return Status.HELD
    if any(row["state"] == "refused" for row in rows):
        return Status.REFUSED
    if period < since:
        return Status.BEFORE
    return Status.MISSING if today > due_day(period) else Status.AWAITED


# --- operations ------------------------------------------------------------

# A centre owes its months from the one in which it was enrolled, or from its first file.
_CENTRES = """
SELECT centre_code, name, (
    SELECT min(month) FROM (
        SELECT substr(min(enrolled_on), 1, 7) AS month FROM enrolment AS every
        WHERE every.centre_code = enrolment.centre_code
        UNION ALL SELECT min(period) FROM received_package
        JOIN enrolment AS every ON every.id = received_package.enrolment_id
        WHERE every.centre_code = enrolment.centre_code AND state <> 'taken_back' AND period <> '')
    ) AS since
FROM enrolment WHERE ended_on IS NULL ORDER BY centre_code
"""
_FILES = """
SELECT received_package.*, centre_code FROM received_package
JOIN enrolment ON enrolment.id = received_package.enrolment_id
WHERE period BETWEEN ? AND ? AND state <> 'taken_back' ORDER BY received_package.id
"""


@reading(right=Right.REGION)
def list_overview(store: Store, *, last: str = "", count: int = 12) -> list[CentreMonths]:
    """Give centre × month, oldest month first.

    Args:
        store: the register.
        last: the last month, YYYY-MM; "" for the one that is due now.
        count: how many months.

    Raises:
        BadValue: `last` is no month, or the count is not from 1 to 240.
    """
    today = store.clock.today()
    periods = last_months(last or following(today.isoformat()[:7], -1), count)
    files: dict[tuple[str, str], list[Record]] = {}
    for row in store.query(_FILES, periods[0], periods[-1]):
        files.setdefault((row["centre_code"], row["period"]), []).append(row)
    return [
        CentreMonths(
            code=centre["centre_code"],
            name=centre["name"],
            cells=tuple(
                _cell(
                    period, files.get((centre["centre_code"], period), []), today, centre["since"]
                )
                for period in periods
            ),
        )
        for centre in store.query(_CENTRES)
    ]


@reading(right=Right.REGION)
def coverage(store: Store, *, period: str) -> Coverage:
    """Say for how many of the centres that owe a month it has come in (C-12)."""
    everyone = list_overview(store, last=period, count=1)
    listed = [one for one in everyone if one.cells[0].status is not Status.BEFORE]
    have = [one for one in listed if one.cells[0].status in (Status.IN_TIME, Status.LATE)]
    return Coverage(
        have=len(have), of=len(listed), missing=tuple(x.name for x in listed if x not in have)
    )


@reading(right=Right.REGION)
def reminder_text(store: Store, *, centre: str, period: str) -> str:
    """Give a reminder to a centre, before or after the due day (Y21).

    Args:
        store: the register.
        centre: the enrolment's uid.
        period: YYYY-MM.
    """
    last_months(period, 1)
    name, due = store.row("enrolment", centre)["name"], due_day(period)
    text = _("Hej {name}! Månadsfilen för {period} ska vara här senast {due}.")
    if store.clock.today() > due:
        text = _("Hej {name}! Månadsfilen för {period} skulle ha varit här {due} och saknas.")
    return text.format(name=name, period=period, due=due.isoformat())


def _cell(period: str, rows: list[Record], today: date, since: str) -> Cell:
    status = status_of(period, rows, today, since)
    if not rows:
        return Cell(period=period, status=status)
    shown = [row for row in rows if row["state"] in ("accepted", "late")] or rows
    newest = max(shown, key=lambda row: (row["sequence"], row["id"]))
    closed = archive.facts(newest).get("closed")
    return Cell(
        period=period,
        status=status,
        closed=read_instant(closed).astimezone(STOCKHOLM).date() if closed else None,
        read=_read_day(newest),
        sequence=newest["sequence"],
        correction=newest["correction"],
        package=newest["uid"],
    )


def _read_day(row: Record) -> date:
    return datetime.fromtimestamp(row["received_at"] * 60, STOCKHOLM).date()
