"""Today's sittings, and what is to be done in the days ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lärcentrum import swedish
from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.exams.booking_states import MISSING_NAMES, Missing
from lärcentrum.exams.centre_rules import centre_rules, habits
from lärcentrum.exams.custody import custody_between
from lärcentrum.exams.custody_log import Custody
from lärcentrum.exams.fees_lists import FeeFilter, FeeRow, list_fees
from lärcentrum.exams.fees_rules import FeeKind
from lärcentrum.exams.outsiders import left_alone
from lärcentrum.exams.rule_profiles import CentreRules, Hours, open_hours
from lärcentrum.exams.sittings import SittingCard, list_sittings
from lärcentrum.exams.staffing import Staffing, list_staffing
from lärcentrum.exams.waiting import InQueue, waiting_list
from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class Kind(StrEnum):
    """What a to-do line is about."""

    BOOKING = "booking"
    SITTING = "sitting"
    FEE = "fee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One hole that somebody must fill.

    Args:
        due: the day by which it should be filled.
        late: whether that day has passed.
        kind: what `uid` is.
        uid: the booking or the sitting to open; a fee's booking.
        lacks: what is missing; None for an empty sitting, for a fee and for what is called off.
        starts: when the exam begins, wall clock.
        sentence: the same in Swedish, with no personal data.
    """

    due: date
    late: bool
    kind: Kind
    uid: str
    lacks: Missing | None
    starts: datetime
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day at the centre.

    Args:
        day: the day.
        hours: when it is open; None when it is closed.
        closed: why it is closed, "" when it is open.
        sittings: in time order.
        next_open: the next open day after it.
    """

    day: date
    hours: Hours | None
    closed: str
    sittings: tuple[SittingCard, ...]
    next_open: date


# --- rules -----------------------------------------------------------------

# How many days before the exam each thing should be there; after the exam the day itself.
_MOST_DAYS = 3660
DUE_BEFORE = {
    Missing.PLACE: 10,
    Missing.APPROVAL: 7,
    Missing.NEW_APPROVAL: 7,
    Missing.PAIR: 7,
    Missing.REASON: 7,
    Missing.TIME: 5,
    Missing.INVIGILATOR: 5,
    Missing.MATERIAL: 2,
    Missing.SEAT: 1,
}
_SENTENCES = {
    Kind.BOOKING: N_("{lacks} saknas: {course}, {when}"),
    Kind.SITTING: N_("{lacks} saknas: {room}, {when}"),
}


def next_open_day(day: date, centre: CentreRules) -> date:
    """Give the first open day after a day; a month later if none is open."""
    for n in range(1, 32):
        if isinstance(open_hours(day + timedelta(days=n), centre), Hours):
            return day + timedelta(days=n)
    return day + timedelta(days=31)


def due_day(lacks: Missing, starts: datetime) -> date:
    """Give the day by which something should be there."""
    return starts.date() - timedelta(days=DUE_BEFORE.get(lacks, 0))


def todos_of(booking: BookingRow, today: date) -> Iterator[Todo]:
    """Give a line for each thing that a booking lacks; an invigilator is the sitting's.

    A place that is waited for is a line of its own (`todo_of_queue`); where the provider has called
    the exam off nothing else is lacking.
    """
    if booking.exam_off:
        text = _("Inställd av lärosätet, avboka: {course}, {when}")
        yield _line_of(booking, text, today, today)
        return
    for lacks in booking.missing:
        waits = lacks is Missing.PLACE and booking.waiting_since is not None
        if lacks is not Missing.INVIGILATOR and not waits:
            text = _(_SENTENCES[Kind.BOOKING]).format(
                lacks=_(MISSING_NAMES[lacks]).capitalize(),
                course=booking.course_code or booking.course_name,
                when=times.when_text(booking.starts),
            )
            due = due_day(lacks, booking.starts)
            yield Todo(
                due=due,
                late=due < today,
                kind=Kind.BOOKING,
                uid=booking.uid,
                lacks=lacks,
                starts=booking.starts,
                sentence=text,
            )


def _line_of(booking: BookingRow, text: str, due: date, today: date) -> Todo:
    course, when = booking.course_code or booking.course_name, times.when_text(booking.starts)
    return Todo(
        due=due,
        late=due < today,
        kind=Kind.BOOKING,
        uid=booking.uid,
        lacks=None,
        starts=booking.starts,
        sentence=text.format(course=course, when=when),
    )


def todo_of_outsider(booking: BookingRow, today: date) -> Todo:
    """Give the line of one from outside beside whom nobody of the area writes any more."""
    text = _("Ingen från området skriver samtidigt, ge skäl eller avboka: {course}, {when}")
    return _line_of(booking, text, due_day(Missing.APPROVAL, booking.starts), today)


def todo_of_queue(waits: InQueue, today: date) -> Todo:
    """Give the line of one who waits: urgent once a place is free in its turn (R08)."""
    text = _("I kö, nummer {turn}: {course}, {when}")
    due = due_day(Missing.PLACE, waits.starts)
    if waits.room is not None:
        text, due = _("Plats ledig i {room}, först i kön: {course}, {when}"), today
    return Todo(
        due=due,
        late=due < today,
        kind=Kind.BOOKING,
        uid=waits.booking,
        lacks=Missing.PLACE,
        starts=waits.starts,
        sentence=text.format(
            turn=waits.turn, room=waits.room_name, course=waits.course,
            when=times.when_text(waits.starts),
        ),
    )  # fmt: skip


def todos_of_sitting(card: SittingCard, today: date) -> Iterator[Todo]:
    """Give a line for a sitting without an invigilator, or without anybody in it."""
    empty = not card.booked
    if not empty and not card.missing.get(Missing.INVIGILATOR):
        return
    when = times.when_text(card.starts)
    text = _("Tomt skrivtillfälle: {room}, {when}") if empty else _(_SENTENCES[Kind.SITTING])
    lacks = _(MISSING_NAMES[Missing.INVIGILATOR]).capitalize()
    due = due_day(Missing.INVIGILATOR, card.starts)
    yield Todo(
        due=due,
        late=due < today,
        kind=Kind.SITTING,
        uid=card.uid,
        lacks=None if empty else Missing.INVIGILATOR,
        starts=card.starts,
        sentence=text.format(room=card.room_name, when=when, lacks=lacks),
    )


def todos_of_staffing(card: SittingCard, staffing: Staffing, today: date) -> Iterator[Todo]:
    """Give a line for each thing that is wrong with who watches over a sitting that has somebody.

    Nobody at all is `todos_of_sitting`'s to tell.
    """
    nobody = bool(card.missing.get(Missing.INVIGILATOR))
    due = due_day(Missing.INVIGILATOR, card.starts)
    for sentence in staffing.sentences if card.booked and not nobody else ():
        when = times.when_text(card.starts)
        yield Todo(
            due=due,
            late=due < today,
            kind=Kind.SITTING,
            uid=card.uid,
            lacks=Missing.INVIGILATOR,
            starts=card.starts,
            sentence=_("{what}: {room}, {when}").format(
                what=sentence, room=card.room_name, when=when
            ),
        )


def todo_of_fee(fee: FeeRow, today: date) -> Todo:
    """Give the line of a fee that is overdue or to be paid back: a proposal, never done by itself.

    Args:
        fee: one that is overdue, or that should be refunded.
        today: the day on the wall.
    """
    if fee.refund_proposed:
        text, due = _("Återbetala avgiften: {course}, {when}"), today
    elif fee.kind is FeeKind.EXAM and fee.starts.date() >= today:
        text, due = _("Obetald avgift, avboka eller påminn: {course}, {when}"), fee.due
    else:
        text, due = _("Förfallen avgift, påminn: {course}, {when}"), fee.due
    return Todo(
        due=due,
        late=due < today,
        kind=Kind.FEE,
        uid=fee.booking,
        lacks=None,
        starts=fee.starts,
        sentence=text.format(course=fee.course, when=times.when_text(fee.starts)),
    )


def todos_of_custody(parcel: Custody, booking: BookingRow, today: date) -> Iterator[Todo]:
    """Give a line for each thing that is wrong with an exam's material before the exam.

    Args:
        parcel: where the material is.
        booking: one of the exam's bookings, by which it is opened.
        today: the day on the wall.
    """
    last = parcel.deadline
    due = last.date() if last is not None else due_day(Missing.MATERIAL, parcel.starts)
    for sentence in parcel.lacks if parcel.starts.date() >= today else ():
        yield Todo(
            due=due,
            late=parcel.late or due < today,
            kind=Kind.BOOKING,
            uid=booking.uid,
            lacks=Missing.MATERIAL,
            starts=parcel.starts,
            sentence=_("{what}: {course}, {when}").format(
                what=sentence, course=parcel.course, when=times.when_text(parcel.starts)
            ),
        )


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def day_page(store: Store, *, day: date | None = None) -> Day:
    """Give a day with its sittings (E33).

    Args:
        store: the register.
        day: today if not given.

    Raises:
        NotToday: the role reaches today only.
    """
    shown, centre = day or store.clock.today(), centre_rules(store)
    hours = open_hours(shown, centre)
    return Day(
        day=shown,
        hours=hours if isinstance(hours, Hours) else None,
        closed=hours if isinstance(hours, str) else "",
        sittings=tuple(list_sittings(store, first=shown, last=shown)),
        next_open=next_open_day(shown, centre),
    )


@reading(right=Right.TODAY)
def to_do(store: Store, *, days: int | None = None, back: int = 60) -> list[Todo]:
    """List the holes, the most urgent first (E38); today's only for a role that reaches no more.

    Args:
        store: the register.
        days: how many days ahead to look; as many as the settings say if not given.
        back: how many days back to look for what was never handed in, sent or received.

    Raises:
        BadValue: more days than ten years.
    """
    fields.number("back", back, 0, _MOST_DAYS)
    today = store.clock.today()
    ahead = number_setting(store, "todo_days") if days is None else days
    fields.number("days", ahead, 0, _MOST_DAYS)
    first, last = today - timedelta(days=back), today + timedelta(days=ahead)
    if Right.SEE not in store.session.rights:
        first = last = today
    found = _of_bookings(store, first, last) + _of_sittings(store, today, last)
    if Right.SEE in store.session.rights:
        waiting = (one for one in waiting_list(store) if one.starts.date() <= last or one.room)
        found += [todo_of_queue(one, today) for one in waiting]
        for which in (FeeFilter.OVERDUE, FeeFilter.REFUNDS):
            found += [todo_of_fee(one, today) for one in list_fees(store, which=which)]
    return sorted(found, key=lambda line: (line.due, line.starts, swedish.sort_key(line.sentence)))


def _of_bookings(store: Store, first: date, last: date) -> list[Todo]:
    today = store.clock.today()
    bookings = list_bookings(store, first=first, last=last)
    found = [line for booking in bookings for line in todos_of(booking, today)]
    left = left_alone(store, habits(store).area, today, last)
    found += [todo_of_outsider(one, today) for one in bookings if one.uid in left]
    if not number_setting(store, "use_custody"):
        return found
    found = [one for one in found if one.lacks is not Missing.MATERIAL]
    by_exam = {one.exam: one for one in reversed(bookings)}
    for parcel in custody_between(store, today, last):
        if parcel.exam in by_exam:
            found += todos_of_custody(parcel, by_exam[parcel.exam], today)
    return found


def _of_sittings(store: Store, first: date, last: date) -> list[Todo]:
    today = store.clock.today()
    cards = list_sittings(store, first=first, last=last)
    found = [line for card in cards for line in todos_of_sitting(card, today)]
    if cards and number_setting(store, "use_invigilators"):
        staffed = {one.sitting: one for one in list_staffing(store, first=first, last=last)}
        for card in cards:
            found += todos_of_staffing(card, staffed[card.uid], today)
    return found
