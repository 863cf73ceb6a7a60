"""A line of the paper attendance list as it is typed back, and what it means: pure rules (C-06).

The limits are those of the exam's provider, else the centre's: at a limit of 45 minutes 44 and 45
are in time, and 46 takes a decision with a note (`attendance_limits`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from lärcentrum.exams import times
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.attendance_limits import judge_entry, may_leave
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.incident_kinds import Decision, IncidentKind
from lärcentrum.exams.incidents import Following
from lärcentrum.language import N_, _, ngettext
from lärcentrum.user_error import UserError

# --- records ---------------------------------------------------------------


class IdKind(StrEnum):
    """How somebody showed who they are (E35)."""

    LICENCE = "licence"
    ID_CARD = "id_card"
    PASSPORT = "passport"
    OTHER = "other"
    NONE = "none"


ID_NAMES = {
    IdKind.LICENCE: N_("körkort"),
    IdKind.ID_CARD: N_("id-kort"),
    IdKind.PASSPORT: N_("pass"),
    IdKind.OTHER: N_("annan legitimation"),
    IdKind.NONE: N_("saknas"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """What stands on one line of the paper; the line says all there is of the person.

    Args:
        booking: the booking's uid.
        attendance: came, came late, did not come; None is an empty line.
        came: when the person came; the start if not given.
        id_kind: what was shown, None for nothing noted.
        seat: what stands on the desk; None leaves the seat as it is.
        left: when the person handed in or left.
        sheets: sheets handed in, 0 for a blank hand-in; None for not handed in.
        decision: of one who came after the limit: let in or not.
        by: who decided; who is logged in if not given.
        note: why, of one who came after the limit, left before it or showed no identity.
    """

    booking: str
    attendance: Attendance | None = None
    came: time | None = None
    id_kind: IdKind | None = None
    seat: str | None = None
    left: time | None = None
    sheets: int | None = None
    decision: Decision | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds for one person's line. Times are wall clock.

    Args:
        starts: when the exam begins here.
        ends: when it ends here, for this person.
        entry: latest entry in minutes after the start, None for no limit.
        not_before: the earliest time to hand in or leave.
        sheets: whether sheets are handed in; a digital exam has none.
    """

    starts: datetime
    ends: datetime
    entry: int | None
    not_before: datetime
    sheets: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a line means for the register.

    Args:
        attendance: as it is stored; one who was not let in did not come.
        arrived: when the person came.
        left: when the person left.
        handed_in: when it was handed in.
        sheets: how many.
        id_kind: what was shown.
        following: the incidents that follow.
    """

    attendance: Attendance | None = None
    arrived: datetime | None = None
    left: datetime | None = None
    handed_in: datetime | None = None
    sheets: int | None = None
    id_kind: IdKind | None = None
    following: tuple[Following, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one line.

    Args:
        number: the row's number on the list.
        booking: the booking's uid.
        field: the part of the line.
        sentence: what is wrong, without names.
    """

    number: int
    booking: str
    field: str
    sentence: str


@dataclass(eq=False)
class LinesRefused(UserError):
    """Lines of an attendance list that cannot be as they are typed.

    Args:
        faults: what is wrong, by row.
    """

    faults: tuple[Fault, ...]

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        said = [
            _("Rad {n}: {what}").format(n=one.number, what=one.sentence) for one in self.faults[:3]
        ]
        more = len(self.faults) - len(said)
        if more:
            said.append(
                ngettext("… och {n} rad till.", "… och {n} rader till.", more).format(n=more)
            )
        return (" ".join(said), _("Inget är sparat ännu."), _("Rätta raderna och spara igen."))


class Wrong(Exception):
    """One part of a line is wrong; caught where all lines are read."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


# --- rules -----------------------------------------------------------------


def on_day(value: time, limits: Limits) -> datetime:
    """Put a time of the list on its day; the small hours of one over midnight are the next day's.

    One who came before the start came that day.
    """
    whole = datetime.combine(limits.starts.date(), value)
    over_midnight = limits.ends.date() > limits.starts.date()
    return whole + timedelta(days=1) if over_midnight and value <= limits.ends.time() else whole


def meaning(line: TypedLine, limits: Limits, now: datetime, me: str) -> Meaning:
    """Give what a line means.

    Args:
        line: as it is typed.
        limits: what holds for the person.
        now: the time on the wall.
        me: who is logged in.

    Raises:
        Wrong: it cannot be as it is typed, or a decision or a note is missing.
    """
    line = replace(line, by=line.by or me)
    if line.attendance in (None, Attendance.ABSENT):
        _check_empty(line)
        return Meaning(attendance=line.attendance)
    came = _came(line, limits, now)
    entry = judge_entry(limits.starts, came, limits.entry)
    refused = not entry.allowed and line.decision is Decision.REFUSED
    late = Following(
        kind=IncidentKind.LATE, at=came, decision=line.decision or Decision.ALLOWED, by=line.by,
        note=line.note,
    )  # fmt: skip
    if refused:
        _check_empty(replace(line, came=None), of_one_refused=True)
        return Meaning(attendance=Attendance.ABSENT, following=(late,))
    if not entry.allowed:
        if line.decision is None:
            raise Wrong("decision", entry.sentence + " " + _("Fick personen skriva?"))
        if not line.note:
            raise Wrong("note", _("Skriv varför personen släpptes in."))
    rest = _leaving(line, limits, came, now)
    on_time = came <= limits.starts
    return replace(
        rest,
        attendance=Attendance.PRESENT if on_time else Attendance.LATE,
        arrived=came,
        id_kind=line.id_kind,
        following=((late,) if not entry.allowed else ()) + _without_id(line, came) + rest.following,
    )


def _check_empty(line: TypedLine, *, of_one_refused: bool = False) -> None:
    """Refuse times and sheets of one who did not write."""
    why = _("Den som inte kom har inga tider och blad.")
    if line.attendance is None:
        why = _("Skriv först P, L eller A.")
    elif of_one_refused:
        why = _("Den som inte fick skriva har inga tider och blad.")
    for name in ("came", "left", "sheets"):
        if getattr(line, name) is not None:
            raise Wrong(name, why)
    if line.id_kind is not None:
        raise Wrong("id_kind", why)


def _came(line: TypedLine, limits: Limits, now: datetime) -> datetime:
    if line.came is None:
        if line.attendance is Attendance.LATE:
            raise Wrong("came", _("Skriv klockslaget när personen kom."))
        return limits.starts
    came = on_day(line.came, limits)
    _check_been("came", came, now)
    if came >= limits.ends:
        raise Wrong("came", _("Tiden är efter skrivningens slut."))
    return came


def _check_been(field: str, at: datetime, now: datetime) -> None:
    if at > now:
        raise Wrong(field, _("Tiden har inte varit än."))


def _leaving(line: TypedLine, limits: Limits, came: datetime, now: datetime) -> Meaning:
    if line.left is None and line.sheets is None:
        return Meaning()
    left = max(came, min(limits.ends, now)) if line.left is None else on_day(line.left, limits)
    _check_been("left", left, now)
    if left < came:
        raise Wrong("left", _("Tiden är före ankomsten."))
    if line.sheets is not None and not 0 <= line.sheets <= 1000:
        raise Wrong("sheets", _("Antalet blad ska vara 0–1000."))
    early: tuple[Following, ...] = ()
    if not may_leave(limits.not_before, left):
        if not line.note:
            first = times.clock_text(limits.not_before)
            text = _("Lämnas in tidigast {time}. Skriv varför personen fick gå.")
            raise Wrong("note", text.format(time=first))
        kind, decision = IncidentKind.EARLY, Decision.ALLOWED
        early = (Following(kind=kind, at=left, decision=decision, by=line.by, note=line.note),)
    sheets = 0 if line.sheets is None and not limits.sheets else line.sheets
    return Meaning(
        left=left,
        handed_in=None if sheets is None else left,
        sheets=sheets,
        following=early,
    )


def _without_id(line: TypedLine, came: datetime) -> tuple[Following, ...]:
    if line.id_kind is not IdKind.NONE:
        return ()
    kind, decision = IncidentKind.NO_ID, Decision.ALLOWED
    return (Following(kind=kind, at=came, decision=decision, by=line.by, note=line.note),)


def seat_faults(
    lines: Sequence[TypedLine], rows: Sequence[BookingRow], labels: dict[str, str]
) -> Iterator[Fault]:
    """Tell of seats that the room does not have, or that two would have at once.

    Args:
        lines: what is typed.
        rows: everybody of the sitting, in the order of the list.
        labels: the room's seats in use, by their labels in small letters; the uid of each.
    """
    typed = {one.booking: one.seat for one in lines if one.seat is not None}
    said = {row.uid: typed.get(row.uid, row.seat_label).strip() for row in rows}
    for number, row in enumerate(rows, 1):
        seat = said[row.uid].lower()
        if row.uid not in typed or not seat or seat == row.seat_label.lower():
            continue
        same = [
            place
            for place, other in enumerate(rows, 1)
            if other.uid != row.uid and said[other.uid].lower() == seat
            and other.starts < row.ends and row.starts < other.ends
        ]  # fmt: skip
        why = ""
        if seat not in labels:
            why = _("Platsen finns inte i salen.")
        elif same:
            why = _("Platsen har rad {n}.").format(n=same[0])
        if why:
            yield Fault(number=number, booking=row.uid, field="seat", sentence=why)
