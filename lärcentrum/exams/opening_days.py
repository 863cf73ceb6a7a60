"""Days with hours of their own, or closed with a reason: a Sunday that is open, a planning day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.exams import fields
from lärcentrum.exams.booking_lists import BookingRow, bookings_between
from lärcentrum.exams.centre_rules import centre_rules, hours_of
from lärcentrum.exams.rule_profiles import CentreRules, Hours, open_hours
from lärcentrum.exams.times import clock_text
from lärcentrum.language import N_, _, ngettext
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDay:
    """A day that is unlike others of its weekday.

    Args:
        uid: its uid.
        day: the day.
        hours: when it is open, None for closed.
        reason: why, in the user's words.
    """

    uid: str
    day: date
    hours: Hours | None
    reason: str


@dataclass(eq=False)
class DayHasBookings(UserError):
    """Bookings would lie outside the opening hours of a day (R10).

    Args:
        day: the day, `YYYY-MM-DD`.
        bookings: their uids.
    """

    day: str
    bookings: tuple[str, ...]

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter that takes it anyway."""
        return "despite"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        n = len(self.bookings)
        return (
            ngettext(
                "{n} bokning ligger då utanför öppettiden.",
                "{n} bokningar ligger då utanför öppettiden.",
                n,
            ).format(n=n),
            _("Inget är ändrat."),
            _("Flytta dem först, eller välj att spara ändå."),
        )


# --- rules -----------------------------------------------------------------


def outside(hours: Hours | None, bookings: Iterable[BookingRow]) -> list[BookingRow]:
    """Give the bookings of one day that do not lie within its hours."""
    return [
        one
        for one in bookings
        if hours is None
        or one.starts.time() < hours.opens
        or one.ends.time() > hours.closes
        or one.ends.date() > one.starts.date()
    ]


def usual_hours(day: date, rules: CentreRules) -> Hours | None:
    """Give the hours that a day would have if it were like the others, None for closed."""
    open_days = {one: hours for one, hours in rules.open_days.items() if one != day}
    closed = {one: why for one, why in rules.free.closed.items() if one != day}
    plain = replace(rules, open_days=open_days, free=replace(rules.free, closed=closed))
    found = open_hours(day, plain)
    return None if isinstance(found, str) else found


def checked_hours(opens: time | None, closes: time | None) -> Hours | None:
    """Give the hours as they were typed, None for closed.

    Raises:
        NotAsItStands: only one of them, or it closes before it opens.
    """
    if opens is None and closes is None:
        return None
    if opens is None or closes is None:
        missing = "opens" if opens is None else "closes"
        raise NotAsItStands(
            missing,
            _("Det står när dagen börjar eller slutar, men inte båda."),
            _("Fyll i båda tiderna, eller ingen för en stängd dag."),
        )
    if closes <= opens:
        raise NotAsItStands(
            "closes", _("Stängningen är inte efter öppningen."), _("Ange en senare tid.")
        )
    return Hours(opens=opens, closes=closes)


# --- operations ------------------------------------------------------------

_LIST = "SELECT * FROM opening_day WHERE ?1 IS NULL OR date >= ?1 ORDER BY date"


@reading(right=Right.REGISTER)
def list_opening_days(store: Store, *, first: date | None = None) -> list[OpeningDay]:
    """List the days that are unlike the others, by date; from a day on, or all."""
    return [
        OpeningDay(
            uid=row["uid"],
            day=date.fromisoformat(row["date"]),
            hours=hours_of(row) if row["opens"] else None,
            reason=row["reason"],
        )
        for row in store.query(_LIST, fields.iso(first))
    ]


@reading(right=Right.REGISTER)
def bookings_outside(
    store: Store, *, day: date, opens: time | None = None, closes: time | None = None
) -> list[BookingRow]:
    """List the bookings that a day's hours would leave outside; no hours is closed (R10).

    Raises:
        NotAsItStands: hours that cannot be.
    """
    return outside(checked_hours(opens, closes), bookings_between(store, day, day))


_THERE = "SELECT uid FROM opening_day WHERE date = ?"


@operation(right=Right.MANAGE, label=N_("Öppen eller stängd dag ändrad"))
def set_opening_day(
    store: Store,
    *,
    day: date,
    reason: str,
    opens: time | None = None,
    closes: time | None = None,
    despite: bool = False,
) -> str:
    """Open a day with hours of its own, or close it; what was said of the day is replaced.

    Args:
        store: the register.
        day: the day.
        reason: why, shown where the day is refused.
        opens: when it opens; None with `closes` for a closed day.
        closes: when it closes.
        despite: whether bookings may lie outside.

    Returns:
        the uid.

    Raises:
        BadValue: no reason, or hours that cannot be.
        DayHasBookings: bookings would lie outside.
    """
    hours, why = checked_hours(opens, closes), fields.line("reason", reason, required=True)
    if not despite:
        _refuse_outside(store, day, hours)
    values = {
        "opens": clock_text(hours.opens) if hours else None,
        "closes": clock_text(hours.closes) if hours else None,
        "reason": why,
    }
    with store.write():
        known: str | None = store.value(_THERE, day.isoformat())
        if known is None:
            return store.insert("opening_day", date=day.isoformat(), **values).uid
        store.update("opening_day", known, **values)
        return known


@operation(right=Right.MANAGE, label=N_("Öppen eller stängd dag borttagen"))
def remove_opening_day(store: Store, *, opening_day: str, despite: bool = False) -> None:
    """Let a day be like the others again.

    Args:
        store: the register.
        opening_day: its uid.
        despite: whether bookings may lie outside.

    Raises:
        NotFound: no such day.
        DayHasBookings: bookings would lie outside.
    """
    row: Row = store.row("opening_day", opening_day)
    day = date.fromisoformat(row["date"])
    if not despite:
        _refuse_outside(store, day, usual_hours(day, centre_rules(store)))
    with store.write():
        store.delete("opening_day", opening_day)


def _refuse_outside(store: Store, day: date, hours: Hours | None) -> None:
    found = outside(hours, bookings_between(store, day, day))
    if found:
        raise DayHasBookings(day.isoformat(), tuple(one.uid for one in found))
