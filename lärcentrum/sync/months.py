"""Months: where each stands, what falls short, closing and opening again.

A month opens on the first of the next one and is due on the 28th (ESF participant reporting gives
four weeks). Months are closed in order, from the one that was closed first. A hard finding stops, a
soft one asks for a comment.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.identity_numbers import holds_number
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import clean_lines
from lärcentrum.sync.kinds import is_month
from lärcentrum.sync.month_check import Finding, Weight, findings
from lärcentrum.sync.month_errors import (
    CommentNeeded,
    MonthAlreadyClosed,
    MonthBeforeFirst,
    MonthFallsShort,
    MonthNotClosed,
    MonthNotOver,
    MonthsInOrder,
)

_MOST_TILES, _OUR_TIME = 240, ("1950-01", "2199-12")
_DUE_DAY = 28
_MOST_COMMENT = 1000

# --- records ---------------------------------------------------------------


class MonthState(StrEnum):
    """Where a month stands."""

    BEFORE = "before"
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    CREATED = "created"
    DELIVERED = "delivered"
    RECEIPTED = "receipted"
    TO_CORRECT = "to_correct"


STATE_NAMES = {
    MonthState.BEFORE: N_("före registret"),
    MonthState.AHEAD: N_("pågår"),
    MonthState.OPEN: N_("öppen"),
    MonthState.CLOSED: N_("klar att skapa"),
    MonthState.CREATED: N_("skapad"),
    MonthState.DELIVERED: N_("levererad"),
    MonthState.RECEIPTED: N_("kvitterad"),
    MonthState.TO_CORRECT: N_("rättas"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month as its tile shows it.

    Args:
        period: YYYY-MM.
        state: where it stands.
        due: the last day in time.
        late: whether that day has passed before the file was delivered.
        package: the uid of its newest file, "" for none.
        sequence: that file's number, 0 for none.
        correction: that file's correction number.
        receipt: what the region answered, "" for nothing yet.
        comment: what was said when it was closed.
    """

    period: str
    state: MonthState
    due: date
    late: bool
    package: str = ""
    sequence: int = 0
    correction: int = 0
    receipt: str = ""
    comment: str = ""


# --- rules -----------------------------------------------------------------


def following(period: str, months: int = 1) -> str:
    """Give the month so many months later (or earlier, when negative)."""
    number = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def last_months(last: str, count: int) -> list[str]:
    """Give so many months, the last one last.

    Raises:
        BadValue: `last` is no month of our time, or the count is not from 1 to 240.
    """
    if not 1 <= count <= _MOST_TILES:
        raise BadValue("count", _("ska vara {least}–{most}").format(least=1, most=_MOST_TILES))
    if not is_month(last) or not _OUR_TIME[0] <= last <= _OUR_TIME[1]:
        raise BadValue("last", _("ska vara en månad, ÅÅÅÅ-MM"))
    return [following(last, -back) for back in range(count - 1, -1, -1)]


def due_day(period: str) -> date:
    """Give the last day when a month's file is in time."""
    after = following(period)
    return date(int(after[:4]), int(after[5:]), _DUE_DAY)


def state_of(row: Row, period: str, today: date, beginning: str = "") -> MonthState:
    """Give where a month stands from its dated facts.

    Args:
        row: the month with its newest file, as `month_row` gives it.
        period: YYYY-MM.
        today: the day.
        beginning: the first month that is reported; nothing is asked of those before it.
    """
    if row["closed_at"] is None:
        return _open_state(row, period, today, beginning)
    if not row["sequence"] or row["created_at"] < row["closed_at"]:
        return MonthState.CLOSED
    if row["receipt_status"] in ("held", "refused"):
        return MonthState.TO_CORRECT
    if row["receipt_status"]:
        return MonthState.RECEIPTED
    return MonthState.DELIVERED if row["delivered_at"] else MonthState.CREATED


def _open_state(row: Row, period: str, today: date, beginning: str) -> MonthState:
    if row["sequence"]:
        return MonthState.TO_CORRECT
    if period >= today.isoformat()[:7]:
        return MonthState.AHEAD
    return MonthState.BEFORE if period < beginning else MonthState.OPEN


def is_outdated(row: Row) -> bool:
    """Tell whether a month has been opened again since its newest file was made."""
    return row["closed_at"] is None or row["created_at"] < row["closed_at"]


# --- operations ------------------------------------------------------------

_MONTH = """
SELECT month.uid, month.closed_at, month.comment, package.uid AS package, package.sequence,
    package.correction, package.created_at, package.delivered_at, package.receipt_status
FROM month
LEFT JOIN package ON package.id = (
    SELECT id FROM package AS one WHERE one.month_id = month.id
    ORDER BY sequence DESC, id DESC LIMIT 1)
WHERE period = ?
"""

_NOTHING: Row = {
    "uid": "", "closed_at": None, "comment": "", "package": None, "sequence": None,
    "correction": None, "created_at": None, "delivered_at": None, "receipt_status": None,
}  # fmt: skip


@reading(right=Right.MONTH)
def list_months(store: Store, *, last: str = "", count: int = 12) -> list[Month]:
    """List months as tiles, oldest first.

    Args:
        store: the register.
        last: the last one, YYYY-MM; "" for the present month.
        count: how many.

    Raises:
        BadValue: `last` is no month, or the count is not from 1 to 240.
    """
    periods = last_months(last or store.clock.today().isoformat()[:7], count)
    beginning = first_month(store)
    return [_tile(store, period, beginning) for period in periods]


@reading(right=Right.MONTH)
def check_month(store: Store, *, period: str) -> list[Finding]:
    """List what falls short in a month, hard findings first, each with its link."""
    return findings(store, _checked(period))


@operation(right=Right.MONTH, label=N_("Månaden stängd"))
def close_month(store: Store, *, period: str, comment: str = "") -> str:
    """Say that a month is complete (Y01, Y02).

    Args:
        store: the register.
        period: YYYY-MM.
        comment: a word about what is unusual; no names.

    Returns:
        the month's uid.

    Raises:
        MonthNotOver, MonthsInOrder, MonthBeforeFirst: it is not its turn.
        MonthAlreadyClosed: it is closed.
        MonthFallsShort: a hard finding; nothing is changed.
        CommentNeeded: a soft finding and no comment.
        BadValue: the comment holds an identity number or is too long, or there is no such month.
    """
    row = month_row(store, _checked(period))
    if row["closed_at"] is not None:
        raise MonthAlreadyClosed(period)
    _check_turn(store, period)
    said = _checked_comment(store, comment)
    found = findings(store, period)
    hard = sum(one.weight is Weight.HARD for one in found)
    if hard:
        raise MonthFallsShort(period, hard)
    if found and not said:
        raise CommentNeeded(period, len(found))
    # A month that is closed again is closed after its last file, even within the same minute.
    after = (row["created_at"] or -1) + 1
    values = {
        "closed_at": max(int(store.clock.now().timestamp()) // 60, after),
        "closed_by": store.session.user,
        "comment": said,
    }
    with store.write():
        if not row["uid"]:
            return store.insert("month", period=period, **values).uid
        store.update("month", row["uid"], **values)
        return str(row["uid"])


@operation(right=Right.MONTH, label=N_("Månaden öppnad igen"))
def reopen_month(store: Store, *, period: str, why: str) -> None:
    """Open a closed month to correct it; its next file replaces the values (Y30).

    Args:
        store: the register.
        period: YYYY-MM.
        why: the reason, kept in the log; no names.

    Raises:
        MonthNotClosed: it is open.
        BadValue: no reason.
    """
    row = month_row(store, _checked(period))
    if row["closed_at"] is None:
        raise MonthNotClosed(period)
    said = _checked_comment(store, why)
    if not said:
        raise BadValue("why", _("är tomt"))
    with store.write():
        store.note(said)
        store.update("month", row["uid"], closed_at=None, closed_by=None)


def month_row(store: Store, period: str) -> Row:
    """Give a month with its newest file, empty columns where there is none."""
    return store.one(_MONTH, period) or _NOTHING


def month_tile(store: Store, period: str) -> Month:
    """Give one month's tile."""
    return _tile(store, period, first_month(store))


_REPORTED = """
SELECT period, closed_at FROM month
WHERE closed_at IS NOT NULL OR EXISTS (SELECT 1 FROM package WHERE month_id = month.id)
ORDER BY period
"""

_FIRST_ACTIVITY = """
SELECT min(day) FROM (
    SELECT min(starts_wall) AS day FROM booking WHERE cancelled_at IS NULL
    UNION ALL SELECT min(started_on) FROM internship)
"""

_MADE = "SELECT min(at_ms) FROM operation"


def first_month(store: Store) -> str:
    """Give the first month that is reported.

    The first that was closed; before any is, the one in which the register began or something
    in it happened, whichever is earlier.
    """
    reported = store.query(_REPORTED)
    if reported:
        return str(reported[0]["period"])
    made = datetime.fromtimestamp((store.value(_MADE) or 0) / 1000, STOCKHOLM)
    return min(str(store.value(_FIRST_ACTIVITY) or "9999"), made.isoformat())[:7]


def _tile(store: Store, period: str, beginning: str) -> Month:
    row, today = month_row(store, period), store.clock.today()
    state = state_of(row, period, today, beginning)
    done = state in (MonthState.DELIVERED, MonthState.RECEIPTED, MonthState.BEFORE)
    return Month(
        period=period,
        state=state,
        due=due_day(period),
        late=not done and today > due_day(period),
        package=row["package"] or "",
        sequence=row["sequence"] or 0,
        correction=row["correction"] or 0,
        receipt=row["receipt_status"] or "",
        comment=row["comment"],
    )


def _check_turn(store: Store, period: str) -> None:
    if period >= store.clock.today().isoformat()[:7]:
        raise MonthNotOver(period)
    reported = {row["period"]: row["closed_at"] for row in store.query(_REPORTED)}
    expected = min(reported, default=period)
    if period < expected:
        raise MonthBeforeFirst(period, expected)
    while expected < period:
        if reported.get(expected) is None:
            raise MonthsInOrder(period, expected)
        expected = following(expected)


def _checked(period: str) -> str:
    if not is_month(period):
        raise BadValue("period", _("ska vara en månad, ÅÅÅÅ-MM"))
    return period


def _checked_comment(store: Store, comment: str) -> str:
    said = clean_lines(comment)
    if len(said) > _MOST_COMMENT:
        raise BadValue("comment", _("är längre än {most} tecken").format(most=_MOST_COMMENT))
    if holds_number(said, today=store.clock.today()):
        raise BadValue("comment", _("ser ut att innehålla ett personnummer"))
    return said
