"""Months: where each stands, what falls short, closing and opening again.

A month opens on the first of the next one and is due on the 28th (ESF participant reporting gives
four weeks). Months are closed in order. A hard finding stops, a soft one asks for a comment.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    MonthFallsShort,
    MonthNotClosed,
    MonthNotOver,
    MonthsInOrder,
)

_DUE_DAY = 28
_MOST_COMMENT = 1000

# --- records ---------------------------------------------------------------


class MonthState(StrEnum):
    """Where a month stands."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    CREATED = "created"
    DELIVERED = "delivered"
    RECEIPTED = "receipted"
    TO_CORRECT = "to_correct"


STATE_NAMES = {
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


def due_day(period: str) -> date:
    """Give the last day when a month's file is in time."""
    after = following(period)
    return date(int(after[:4]), int(after[5:]), _DUE_DAY)


def state_of(row: Row, period: str, today: date) -> MonthState:
    """Give where a month stands from its dated facts."""
    if row["closed_at"] is None:
        if row["sequence"]:
            return MonthState.TO_CORRECT
        return MonthState.AHEAD if period >= today.isoformat()[:7] else MonthState.OPEN
    if not row["sequence"] or row["created_at"] < row["closed_at"]:
        return MonthState.CLOSED
    if row["receipt_status"] in ("held", "refused"):
        return MonthState.TO_CORRECT
    if row["receipt_status"]:
        return MonthState.RECEIPTED
    return MonthState.DELIVERED if row["delivered_at"] else MonthState.CREATED


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
    """
    end = _checked(last) if last else store.clock.today().isoformat()[:7]
    return [month_tile(store, following(end, -back)) for back in range(count - 1, -1, -1)]


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
        MonthNotOver, MonthsInOrder: it is not its turn.
        MonthFallsShort: a hard finding; nothing is changed.
        CommentNeeded: a soft finding and no comment.
        BadValue: the comment holds an identity number or is too long, or there is no such month.
    """
    _check_turn(store, _checked(period))
    said = _checked_comment(store, comment)
    found = findings(store, period)
    hard = sum(one.weight is Weight.HARD for one in found)
    if hard:
        raise MonthFallsShort(period, hard)
    if found and not said:
        raise CommentNeeded(period, len(found))
    row = month_row(store, period)
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
    row, today = month_row(store, period), store.clock.today()
    state = state_of(row, period, today)
    done = state in (MonthState.DELIVERED, MonthState.RECEIPTED)
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


_FIRST_UNCLOSED = """
SELECT period, closed_at FROM month WHERE period < ? ORDER BY period
"""


def _check_turn(store: Store, period: str) -> None:
    if period >= store.clock.today().isoformat()[:7]:
        raise MonthNotOver(period)
    earlier = {row["period"]: row["closed_at"] for row in store.query(_FIRST_UNCLOSED, period)}
    if not earlier:
        return
    expected = min(earlier)
    while expected < period:
        if earlier.get(expected) is None:
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
