"""The toilet log of a sitting, typed back: who left the room for a while, and when (E36)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lärcentrum.errors import BadValue
from lärcentrum.exams import fields, times
from lärcentrum.exams.attendance import check_been
from lärcentrum.exams.booking_lists import BookingRow, bookings_of_sitting
from lärcentrum.exams.day_right import check_sitting
from lärcentrum.exams.list_order import in_list_order
from lärcentrum.exams.typed_lines import Fault, LinesRefused
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One time that somebody left the room for a while; wall clock.

    Args:
        booking: the booking's uid.
        out: when the person went.
        back: when the person came back, None for not noted.
    """

    booking: str
    out: time
    back: time | None = None


# --- rules -----------------------------------------------------------------


def visit_faults(
    visits: Sequence[Visit], rows: dict[str, BookingRow], now: datetime
) -> Iterator[Fault]:
    """Tell what is wrong with the lines of a toilet log, by its own line numbers."""
    for number, one in enumerate(visits, 1):
        row = rows[one.booking]
        out, back = _at(one.out, row), _at(one.back or one.out, row)
        if not row.starts <= out <= row.ends:
            yield _fault(number, one, "out", _("Tiden är inte under skrivningen."))
        elif back < out:
            yield _fault(number, one, "back", _("In är före ut."))
        elif back > now:
            field = "out" if one.back is None else "back"
            yield _fault(number, one, field, _("Tiden har inte varit än."))


def _at(value: time, row: BookingRow) -> datetime:
    whole = datetime.combine(row.starts.date(), value)
    return (
        whole + timedelta(days=1)
        if whole < row.starts and row.ends.date() > whole.date()
        else (whole)
    )


def _fault(number: int, one: Visit, field: str, sentence: str) -> Fault:
    return Fault(number=number, booking=one.booking, field=field, sentence=sentence)


# --- operations ------------------------------------------------------------

_VISITS = """
SELECT toilet_visit.uid, booking.uid AS booking, out_at, back_at FROM toilet_visit
JOIN booking ON booking.id = toilet_visit.booking_id
JOIN sitting ON sitting.id = booking.sitting_id WHERE sitting.uid = ?
ORDER BY out_at, toilet_visit.id
"""


@reading(right=Right.TODAY)
def list_toilet_visits(store: Store, *, sitting: str) -> list[Visit]:
    """List who left the room for a while, by time.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    return [
        Visit(
            booking=row["booking"],
            out=times.to_wall(row["out_at"]).time(),
            back=None if row["back_at"] is None else times.to_wall(row["back_at"]).time(),
        )
        for row in store.query(_VISITS, sitting)
    ]


@operation(right=Right.TODAY, label=N_("Toalettlista inskriven"))
def type_back_toilet_log(store: Store, *, sitting: str, visits: list[Visit]) -> None:
    """Type back a sitting's toilet log; it replaces what was noted.

    Args:
        store: the register.
        sitting: the sitting's uid.
        visits: the log's lines.

    Raises:
        NotFound: no such sitting.
        NotToday: the role runs today's sittings only.
        NotAsItStands: the sitting is on a day to come.
        BadValue: somebody who does not write there.
        LinesRefused: a line's times cannot be.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting, Right.REGISTER)
    rows = {one.uid: one for one in in_list_order(bookings_of_sitting(store, sitting))}
    if any(one.booking not in rows for one in visits):
        raise BadValue("visits", _("har en person som inte skriver där"))
    for row in rows.values():
        check_been(store, row.starts)
    now = times.to_wall(fields.now_minutes(store))
    if faults := tuple(visit_faults(visits, rows, now)):
        raise LinesRefused(faults)
    with store.write():
        for there in store.query(_VISITS, sitting):
            store.delete("toilet_visit", there["uid"])
        for one in visits:
            row = rows[one.booking]
            store.insert(
                "toilet_visit",
                booking_id=store.id_of("booking", one.booking),
                out_at=times.to_minutes(_at(one.out, row)),
                back_at=None if one.back is None else times.to_minutes(_at(one.back, row)),
            )
