"""The paper attendance list of a sitting, typed back as one operation (C-06, E35, E36)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import clashes, fields, times
from lärcentrum.exams.attendance import Attendance, check_been
from lärcentrum.exams.booking_lists import BookingRow, bookings_of_sitting
from lärcentrum.exams.booking_rules import Facts, not_before
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.day_right import check_sitting
from lärcentrum.exams.exams import WITHOUT_MATERIAL, exam_page, ordinary_start
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import Following, follow
from lärcentrum.exams.list_order import in_list_order
from lärcentrum.exams.provider_rules import profile_of
from lärcentrum.exams.row_order import in_order, printed_order
from lärcentrum.exams.rule_profiles import latest_entry
from lärcentrum.exams.times import Span
from lärcentrum.exams.typed_lines import (
    Fault,
    IdKind,
    Limits,
    LinesRefused,
    Meaning,
    TypedLine,
    Wrong,
    meaning,
    seat_faults,
)
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row of the attendance list.

    Args:
        number: as it stands on the paper.
        booking: who.
        limits: what holds for the person.
        line: what the register says now, as it would be typed.
    """

    number: int
    booking: BookingRow
    limits: Limits
    line: TypedLine


_OPEN = frozenset(
    {
        State.PRELIMINARY,
        State.AWAITING_APPROVAL,
        State.CONFIRMED,
        State.MATERIAL_RECEIVED,
        State.IN_PROGRESS,
        State.HANDED_IN,
        State.ABSENT,
    }
)
_OF_A_LINE = (IncidentKind.LATE, IncidentKind.EARLY, IncidentKind.NO_ID)

# --- readings --------------------------------------------------------------


@reading(right=Right.TODAY)
def attendance_rows(store: Store, *, sitting: str) -> list[ListRow]:
    """Give a sitting's attendance list, row by row as it was last printed, with what is noted.

    Raises:
        NotFound: no such sitting.
        NotToday: the role reaches today only.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting)
    listed = in_list_order(bookings_of_sitting(store, sitting))
    bookings = in_order(listed, printed_order(store, sitting))
    limits = _limits(store, bookings)
    shown, follows = _shown(store, sitting), _follows(store, sitting)
    return [
        ListRow(
            number=number,
            booking=one,
            limits=limits[one.uid],
            line=_line(one, shown.get(one.uid), follows.get(one.uid, ())),
        )
        for number, one in enumerate(bookings, 1)
    ]


_EXAM = "SELECT provider_id FROM exam WHERE uid = ?"


def _limits(store: Store, bookings: Sequence[BookingRow]) -> dict[str, Limits]:
    """Give what holds for each booking by its provider's profile, else the centre's."""
    centre, found = centre_rules(store), dict[str, Limits]()
    by_exam = {
        uid: (exam_page(store, exam=uid).facts, profile_of(store, store.value(_EXAM, uid)))
        for uid in {one.exam for one in bookings}
    }
    for one in bookings:
        exam, profile = by_exam[one.exam]
        facts = Facts(
            asked_on=one.starts.date(),
            local_start=one.starts,
            ordinary_start=ordinary_start(exam) if exam.ordinary_start else one.starts,
            ordinary_minutes=exam.minutes,
            minutes=times.minutes_between(one.starts, one.ends) - one.moved_min,
        )
        found[one.uid] = Limits(
            starts=one.starts,
            ends=one.ends,
            entry=latest_entry(profile, centre),
            not_before=not_before(profile, centre, facts),
            sheets=one.form not in WITHOUT_MATERIAL,
        )
    return found


_SHOWN = """
SELECT booking.uid, id_check.kind FROM id_check JOIN booking ON booking.id = id_check.booking_id
JOIN sitting ON sitting.id = booking.sitting_id WHERE sitting.uid = ?
"""


def _shown(store: Store, sitting: str) -> dict[str, IdKind]:
    return {row["uid"]: IdKind(row["kind"]) for row in store.query(_SHOWN, sitting)}


_FOLLOWS = """
SELECT booking.uid, incident.kind, incident.at, incident.decision, incident.by_whom, incident.note
FROM incident JOIN booking ON booking.id = incident.booking_id
JOIN sitting ON sitting.id = incident.sitting_id
WHERE sitting.uid = ? AND incident.follows = 1 ORDER BY incident.id
"""


def _follows(store: Store, sitting: str) -> dict[str, tuple[Following, ...]]:
    found: dict[str, tuple[Following, ...]] = {}
    for row in store.query(_FOLLOWS, sitting):
        one = Following(
            kind=IncidentKind(row["kind"]),
            at=times.to_wall(row["at"]),
            decision=Decision(row["decision"]),
            by=row["by_whom"],
            note=row["note"],
        )
        found[row["uid"]] = (*found.get(row["uid"], ()), one)
    return found


def _line(one: BookingRow, id_kind: IdKind | None, follows: Sequence[Following]) -> TypedLine:
    late = next((each for each in follows if each.kind is IncidentKind.LATE), None)
    first = next(iter(follows), None)
    attendance = Attendance(one.attendance) if one.attendance else None
    came = one.arrived.time() if one.arrived and one.arrived != one.starts else None
    if late is not None and late.decision is Decision.REFUSED:
        attendance, came = Attendance.LATE, late.at.time()
    return TypedLine(
        booking=one.uid,
        attendance=attendance,
        came=came,
        id_kind=id_kind,
        seat=one.seat_label,
        left=one.left.time() if one.left else None,
        sheets=one.sheets,
        decision=late.decision if late else None,
        by=first.by if first else "",
        note=first.note if first else "",
    )


# --- operations ------------------------------------------------------------


@operation(right=Right.TODAY, label=N_("Närvarolista inskriven"))
def type_back_list(store: Store, *, sitting: str, lines: list[TypedLine]) -> int:
    """Type back lines of a sitting's attendance list: all of them, or none.

    Args:
        store: the register.
        sitting: the sitting's uid.
        lines: what stands on the paper, a line for each person; who is left out stays as it is.

    Returns:
        how many lines were changed.

    Raises:
        NotFound: no such sitting.
        NotToday: the role runs today's sittings only.
        BadValue: a line of somebody who is not there, or two of one.
        NotAsItStands: the sitting is on a day to come, or nothing differs.
        LinesRefused: what is wrong, row by row.
        Clash: a seat was somebody else's at another sitting.
    """
    store.id_of("sitting", sitting)
    check_sitting(store, sitting, Right.REGISTER)
    rows = {one.booking.uid: one for one in attendance_rows(store, sitting=sitting)}
    if len({one.booking for one in lines}) < len(lines) or any(
        one.booking not in rows for one in lines
    ):
        raise BadValue("lines", _("har en person två gånger, eller en som inte skriver där"))
    changed = [one for one in map(_cleaned, lines) if _differs(one, rows[one.booking].line)]
    if not changed:
        raise NotAsItStands("lines", _("Det står redan så."), _("Ändra en rad först."))
    for row in rows.values():
        check_been(store, row.booking.starts)
    meant, seats = _read(store, sitting, changed, list(rows.values()))
    with store.write():
        _seat(store, seats)
        for line in changed:
            _note(store, line.booking, meant[line.booking])
    return len(changed)


def _cleaned(line: TypedLine) -> TypedLine:
    return replace(
        line, by=fields.line("by", line.by), note=fields.line("note", line.note, most=400)
    )


def _differs(line: TypedLine, there: TypedLine) -> bool:
    """Tell whether a line says something new; who decided is no news by itself."""
    known = replace(
        line, by=line.by or there.by, seat=there.seat if line.seat is None else line.seat
    )
    return known != there


def _read(
    store: Store, sitting: str, lines: Sequence[TypedLine], rows: Sequence[ListRow]
) -> tuple[dict[str, Meaning], dict[str, str | None]]:
    """Read the lines, and give what each means and which seats are corrected to.

    Raises:
        LinesRefused: what is wrong, row by row.
    """
    by_uid = {one.booking.uid: one for one in rows}
    now, me = times.to_wall(fields.now_minutes(store)), store.session.name
    labels = _labels(store, sitting)
    people = [one.booking for one in rows]
    faults, meant = list(seat_faults(lines, people, labels)), dict[str, Meaning]()
    for line in lines:
        row = by_uid[line.booking]
        try:
            _check_open(row.booking)
            meant[line.booking] = meaning(line, row.limits, now, me)
        except Wrong as wrong:
            faults.append(
                Fault(number=row.number, booking=line.booking, field=wrong.field,
                      sentence=wrong.sentence)
            )  # fmt: skip
    if faults:
        raise LinesRefused(tuple(sorted(faults, key=lambda one: one.number)))
    seats = {
        one.booking: labels[one.seat.strip().lower()] if one.seat.strip() else None
        for one in lines
        if one.seat is not None and one.seat.strip() != by_uid[one.booking].booking.seat_label
    }
    return meant, seats


def _check_open(booking: BookingRow) -> None:
    if booking.state not in _OPEN:
        raise Wrong("attendance", _("Tentan är redan skickad, eller har ingen plats."))


_LABELS = """
SELECT seat.uid, seat.label FROM seat JOIN sitting ON sitting.room_id = seat.room_id
WHERE sitting.uid = ? AND seat.off = 0
"""


def _labels(store: Store, sitting: str) -> dict[str, str]:
    return {row["label"].lower(): row["uid"] for row in store.query(_LABELS, sitting)}


def _seat(store: Store, seats: dict[str, str | None]) -> None:
    """Give people the seats that they had in fact."""
    rows = [store.row("booking", one) for one in seats]
    # All leave first, so that nobody moves into a seat that is not empty yet.
    for row in rows:
        if row["seat_id"] is not None:
            store.update("booking", row["uid"], seat_id=None)
    for row in rows:
        seat = seats[row["uid"]]
        if seat is not None:
            span = Span(starts_at=row["starts_at"], ends_at=row["ends_at"])
            with clashes.telling(store, span, but=row["id"]):
                store.update("booking", row["uid"], seat_id=store.id_of("seat", seat))


_ID_CHECK = "SELECT uid, kind FROM id_check WHERE booking_id = ?"


def _note(store: Store, booking: str, meant: Meaning) -> None:
    store.update(
        "booking",
        booking,
        attendance=meant.attendance,
        arrived_at=_minutes(meant.arrived),
        left_at=_minutes(meant.left),
        handed_in_at=_minutes(meant.handed_in),
        sheets=meant.sheets,
    )
    row = store.row("booking", booking)
    follow(store, row, meant.following, _OF_A_LINE)
    there = store.one(_ID_CHECK, row["id"])
    if there is not None and meant.id_kind is None:
        store.delete("id_check", there["uid"])
    elif there is not None:
        store.update("id_check", there["uid"], kind=meant.id_kind)
    elif meant.id_kind is not None:
        store.insert("id_check", booking_id=row["id"], kind=meant.id_kind)


def _minutes(wall: datetime | None) -> int | None:
    return None if wall is None else times.to_minutes(wall)
