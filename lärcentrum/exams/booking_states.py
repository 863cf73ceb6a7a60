"""Where a booking stands: pure rules over its dated facts.

The two confirmations, the centre's place and the provider's approval, come in either order, so
no state is picked by hand. Staff see five words and what is missing; the finer states are for
lists and for what the program proposes.
"""

from dataclasses import dataclass
from enum import StrEnum

from lärcentrum.exams.approvals import approval_counts, reason_moved
from lärcentrum.exams.exams import WITHOUT_MATERIAL, ExamForm
from lärcentrum.language import N_
from lärcentrum.store.store import Row

# --- records ---------------------------------------------------------------


class State(StrEnum):
    """Where exactly a booking stands."""

    REQUESTED = "requested"
    WAITING = "waiting"
    PRELIMINARY = "preliminary"
    AWAITING_APPROVAL = "awaiting_approval"
    CONFIRMED = "confirmed"
    MATERIAL_RECEIVED = "material_received"
    IN_PROGRESS = "in_progress"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    RECEIVED = "received"
    CLOSED = "closed"
    ABSENT = "absent"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Word(StrEnum):
    """The five words that staff see."""

    REQUEST = "förfrågan"
    BOOKED = "bokad"
    WRITTEN = "skriven"
    SENT = "skickad"
    DONE = "klar"


class Missing(StrEnum):
    """What a booking still lacks."""

    PLACE = "place"
    APPROVAL = "approval"
    NEW_APPROVAL = "new_approval"
    PAIR = "pair"
    REASON = "reason"
    TIME = "time"
    MATERIAL = "material"
    INVIGILATOR = "invigilator"
    SEAT = "seat"
    ATTENDANCE = "attendance"
    HAND_IN = "hand_in"
    SENDING = "sending"
    RECEIPT = "receipt"


STATE_NAMES = {
    State.REQUESTED: N_("förfrågan"),
    State.WAITING: N_("i kö"),
    State.PRELIMINARY: N_("preliminär"),
    State.AWAITING_APPROVAL: N_("väntar på lärosätet"),
    State.CONFIRMED: N_("bekräftad"),
    State.MATERIAL_RECEIVED: N_("tentan har kommit"),
    State.IN_PROGRESS: N_("skriver"),
    State.HANDED_IN: N_("inlämnad"),
    State.RETURNED: N_("skickad"),
    State.RECEIVED: N_("mottagen av lärosätet"),
    State.CLOSED: N_("avslutad"),
    State.ABSENT: N_("kom inte"),
    State.REFUSED: N_("nekad"),
    State.CANCELLED: N_("avbokad"),
}
WORD_NAMES = {
    Word.REQUEST: N_("förfrågan"),
    Word.BOOKED: N_("bokad"),
    Word.WRITTEN: N_("skriven"),
    Word.SENT: N_("skickad"),
    Word.DONE: N_("klar"),
}
MISSING_NAMES = {
    Missing.PLACE: N_("plats"),
    Missing.APPROVAL: N_("lärosätets godkännande"),
    Missing.NEW_APPROVAL: N_("lärosätets godkännande av den nya tiden"),
    Missing.PAIR: N_("godkännande av att skriva samtidigt"),
    Missing.REASON: N_("skäl för den nya tiden"),
    Missing.TIME: N_("klockslag"),
    Missing.MATERIAL: N_("tentan"),
    Missing.INVIGILATOR: N_("tentavakt"),
    Missing.SEAT: N_("placering"),
    Missing.ATTENDANCE: N_("närvaro"),
    Missing.HAND_IN: N_("inlämning"),
    Missing.SENDING: N_("retur"),
    Missing.RECEIPT: N_("kvittens"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """The dated facts of a booking; instants in UTC minutes, None for "not yet".

    Args:
        ends_at: when it ends.
        form: how the exam is written.
        hour_known: whether the provider has said the ordinary start.
        has_seat: whether a seat is given.
        has_invigilator: whether its sitting has one who has not said no.
        preliminary: whether the time may change.
        approval_moved: whether the provider approved another time than this.
        pair_moved: whether it was approved at once with the other at another time.
        reason_moved: whether rules are set aside for another time.
    """

    ends_at: int
    form: ExamForm = ExamForm.PAPER
    hour_known: bool = True
    has_seat: bool = False
    has_invigilator: bool = False
    preliminary: bool = False
    approval_moved: bool = False
    pair_moved: bool = False
    reason_moved: bool = False
    place_given_at: int | None = None
    provider_approved_at: int | None = None
    material_at: int | None = None
    waiting_since: int | None = None
    refused_at: int | None = None
    cancelled_at: int | None = None
    attendance: str | None = None
    handed_in_at: int | None = None
    sent_at: int | None = None
    received_at: int | None = None
    closed_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the centre has switched on.

    Args:
        seats: seating plans.
        invigilators: invigilators.
    """

    seats: bool = False
    invigilators: bool = False


# --- rules -----------------------------------------------------------------

WORDS = {
    State.REQUESTED: Word.REQUEST,
    State.WAITING: Word.REQUEST,
    State.PRELIMINARY: Word.BOOKED,
    State.AWAITING_APPROVAL: Word.BOOKED,
    State.CONFIRMED: Word.BOOKED,
    State.MATERIAL_RECEIVED: Word.BOOKED,
    State.IN_PROGRESS: Word.WRITTEN,
    State.HANDED_IN: Word.WRITTEN,
    State.RETURNED: Word.SENT,
    State.RECEIVED: Word.DONE,
    State.CLOSED: Word.DONE,
    State.ABSENT: Word.DONE,
    State.REFUSED: Word.DONE,
    State.CANCELLED: Word.DONE,
}
OVER = frozenset({State.CLOSED, State.ABSENT, State.REFUSED, State.CANCELLED, State.RECEIVED})
WRITTEN = frozenset({State.IN_PROGRESS, State.HANDED_IN, State.RETURNED, State.RECEIVED})


def state(facts: BookingFacts) -> State:
    """Give where a booking stands: the furthest of its facts."""
    ladder = (
        (facts.cancelled_at, State.CANCELLED),
        (facts.refused_at, State.REFUSED),
        (facts.closed_at, State.CLOSED),
        (facts.received_at, State.RECEIVED),
        (facts.sent_at, State.RETURNED),
        (facts.handed_in_at, State.HANDED_IN),
    )
    for reached, name in ladder:
        if reached is not None:
            return name
    if facts.attendance:
        return State.ABSENT if facts.attendance == "absent" else State.IN_PROGRESS
    return _before(facts)


def _before(facts: BookingFacts) -> State:
    if facts.waiting_since is not None:
        return State.WAITING
    if facts.place_given_at is None:
        return State.REQUESTED
    if facts.preliminary:
        return State.PRELIMINARY
    if facts.provider_approved_at is None or facts.approval_moved:
        return State.AWAITING_APPROVAL
    return State.CONFIRMED if facts.material_at is None else State.MATERIAL_RECEIVED


def word(facts: BookingFacts) -> Word:
    """Give the word that staff see; an exam with nothing to send is done when handed in."""
    now = state(facts)
    if now is State.HANDED_IN and facts.form in WITHOUT_MATERIAL:
        return Word.DONE
    return WORDS[now]


def missing(facts: BookingFacts, wanted: Wanted, now: int) -> tuple[Missing, ...]:
    """Give what a booking lacks, in the order in which it will be needed.

    Args:
        facts: what is known.
        wanted: what the centre has switched on.
        now: the instant, UTC minutes.
    """
    stands = state(facts)
    if stands in OVER:
        return ()
    sends = facts.form not in WITHOUT_MATERIAL
    if stands in WRITTEN:
        after = (
            (Missing.HAND_IN, facts.handed_in_at is None),
            (Missing.SENDING, sends and facts.sent_at is None),
            (Missing.RECEIPT, sends and facts.received_at is None),
        )
        return tuple(name for name, lacks in after if lacks)
    before = (
        (Missing.PLACE, facts.place_given_at is None or facts.waiting_since is not None),
        (Missing.APPROVAL, facts.provider_approved_at is None),
        (Missing.NEW_APPROVAL, facts.provider_approved_at is not None and facts.approval_moved),
        (Missing.PAIR, facts.pair_moved),
        (Missing.REASON, facts.place_given_at is not None and facts.reason_moved),
        (Missing.TIME, facts.preliminary or not facts.hour_known),
        (Missing.MATERIAL, sends and facts.material_at is None),
        (Missing.INVIGILATOR, wanted.invigilators and not facts.has_invigilator),
        (Missing.SEAT, wanted.seats and not facts.has_seat),
        (Missing.ATTENDANCE, now >= facts.ends_at),
    )
    return tuple(name for name, lacks in before if lacks)


def facts_from(row: Row) -> BookingFacts:
    """Read the facts from a row of a booking and its exam.

    Args:
        row: the booking with form, ordinary_start, material_at, watched, `APPROVAL_COLUMNS` and
            pair_moved.
    """
    return BookingFacts(
        ends_at=row["ends_at"],
        form=ExamForm(row["form"]),
        hour_known=row["ordinary_start"] is not None,
        has_seat=row["seat_id"] is not None,
        has_invigilator=bool(row["watched"]),
        preliminary=bool(row["preliminary"]),
        approval_moved=not approval_counts(row, row["starts_wall"]),
        pair_moved=bool(row["pair_moved"]),
        reason_moved=reason_moved(row),
        place_given_at=row["place_given_at"],
        provider_approved_at=row["provider_approved_at"],
        material_at=row["material_at"],
        waiting_since=row["waiting_since"],
        refused_at=row["refused_at"],
        cancelled_at=row["cancelled_at"],
        attendance=row["attendance"],
        handed_in_at=row["handed_in_at"],
        sent_at=row["sent_at"],
        received_at=row["received_at"],
        closed_at=row["closed_at"],
    )
