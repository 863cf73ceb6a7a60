"""What a booking's fee would be by the price list (E06, E07, C-05)."""

from dataclasses import dataclass
from datetime import date, datetime

from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.fees_rules import (
    OF_KIND,
    Applies,
    CalledOff,
    FeeFacts,
    FeeKind,
    Payable,
    Tariff,
    called_off,
    due_day,
    fitting,
)
from lärcentrum.exams.fees_tariffs import tariffs
from lärcentrum.operations import reading
from lärcentrum.people.masking import is_protected
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting, setting
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeProposal:
    """What a booking's fee would be by the price list.

    Args:
        booking: the booking's uid.
        kind: what the fee is for.
        tariff: the tariff that fits; None: the home is not known or not kept, or no tariff fits,
            and somebody chooses.
        choices: every tariff of that kind that holds on the exam's day.
        resit: how many times the course was written here before.
        due: the day by which it should be paid.
    """

    booking: str
    kind: FeeKind
    tariff: Tariff | None
    choices: tuple[Tariff, ...]
    resit: int
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeHabits:
    """What the centre has settled about fees.

    Args:
        used: whether it charges at all.
        centre: its own municipality, "" when it is not said.
        free_resits: how many re-sits cost nothing more.
        due_days: days to pay.
        late_days: a student cancels late with fewer days than this left.
    """

    used: bool
    centre: str
    free_resits: int
    due_days: int
    late_days: int


# --- operations ------------------------------------------------------------

BOOKING_COLUMNS = """
booking.uid AS booking, booking.id AS booking_id, booking.starts_wall, booking.cancelled_at,
    booking.cancelled_by, booking.refused_at, booking.attendance, exam.cancelled_at AS exam_off,
    student.municipality, student.protection
"""
"""What of a booking decides its fee, but for the re-sits."""
# Of the course's code at the provider, else of its name; who did not come has not sat it.
_EARLIER = """
SELECT count(*) FROM booking AS other JOIN exam AS same ON same.id = other.exam_id
WHERE other.student_id = {student} AND other.starts_at < {starts}
    AND other.cancelled_at IS NULL AND other.refused_at IS NULL
    AND coalesce(other.attendance, '') <> 'absent'
    AND same.provider_id = {provider} AND same.course_code = {code}
    AND ({code} <> '' OR same.course_name = {name})
"""
_OF_BOOKING = _EARLIER.format(
    student="booking.student_id", starts="booking.starts_at", provider="exam.provider_id",
    code="exam.course_code", name="exam.course_name",
)  # fmt: skip
RESIT = f"({_OF_BOOKING}) AS resit"
"""How many times the course was written here before."""
_BOOKING = f"""
SELECT {BOOKING_COLUMNS}, {RESIT} FROM booking JOIN exam ON exam.id = booking.exam_id
JOIN student ON student.id = booking.student_id WHERE booking.uid = ?
"""


@reading(right=Right.REGISTER)
def propose_fee(store: Store, *, booking: str, kind: FeeKind = FeeKind.EXAM) -> FeeProposal:
    """Say what a booking's fee would be by the price list; nothing is saved.

    Args:
        store: the register.
        booking: the booking's uid.
        kind: what the fee is for.

    Raises:
        NotFound: no such booking.
    """
    store.id_of("booking", booking)
    row = store.query(_BOOKING, booking)[0]
    return proposal(row, kind, tariffs(store), fee_habits(store), store.clock.today())


def proposal(
    row: Row, kind: FeeKind, prices: list[Tariff], habits: FeeHabits, today: date
) -> FeeProposal:
    """Make the proposal of a row with `BOOKING_COLUMNS` and `RESIT`."""
    day = fields.read_wall(row["starts_wall"]).date()
    what = Payable(
        day=day,
        # A protected person's home is not kept; should it be, it still tells nobody anything.
        municipality=UNKNOWN if is_protected(row) else row["municipality"],
        centre=habits.centre,
        resit=row["resit"],
        free_resits=habits.free_resits,
    )
    own = OF_KIND.get(kind)
    of_kind = {own} if own else set(Applies) - set(OF_KIND.values())
    choices = [one for one in prices if one.holds(day) and one.applies in of_kind]
    return FeeProposal(
        booking=row["booking"],
        kind=kind,
        tariff=fitting(prices, kind, what),
        choices=tuple(choices),
        resit=row["resit"],
        due=due_day(today, day, kind, habits.due_days),
    )


_HOME = "SELECT municipality, protection FROM student WHERE uid = ?"
_EXAM = """
SELECT provider_id, course_code, course_name FROM exam WHERE uid = ?
"""
_BEFORE = _EARLIER.format(
    student="(SELECT id FROM student WHERE uid = ?1)", starts="?2", provider="?3", code="?4",
    name="?5",
)  # fmt: skip


@reading(right=Right.REGISTER)
def expect_fee(store: Store, *, wish: Wish, starts: datetime) -> FeeProposal | None:
    """Say what the fee of a booking would be while it is typed; None while fees are off.

    Args:
        store: the register.
        wish: the booking as it is typed.
        starts: when it would begin, wall clock.

    Raises:
        NotFound: no such exam or provider.
    """
    habits = fee_habits(store)
    if not habits.used:
        return None
    course = _course_of(store, wish)
    home = store.one(_HOME, wish.student) or {"municipality": UNKNOWN, "protection": "none"}
    resit = int(store.value(_BEFORE, wish.student, times.to_minutes(starts), *course))
    row = {**home, "booking": "", "starts_wall": starts.isoformat(), "resit": resit}
    return proposal(row, FeeKind.EXAM, tariffs(store), habits, store.clock.today())


def _course_of(store: Store, wish: Wish) -> tuple[int, str, str]:
    if wish.new_exam is not None:
        one = wish.new_exam
        return store.id_of("provider", one.provider), one.course_code, one.course_name
    store.id_of("exam", wish.exam or "")
    row = store.query(_EXAM, wish.exam)[0]
    return row["provider_id"], row["course_code"], row["course_name"]


def fee_habits(store: Store) -> FeeHabits:
    """Give what the settings say about fees."""
    return FeeHabits(
        used=bool(number_setting(store, "use_fees")),
        centre=setting(store, "centre_code"),
        free_resits=number_setting(store, "fee_free_resits"),
        due_days=number_setting(store, "fee_due_days"),
        late_days=number_setting(store, "fee_late_days"),
    )


# --- for the lists and receipts ------------------------------------------------


def facts_of(row: Row, late_days: int) -> FeeFacts:
    """Read the facts of a fee's row, with the columns of its booking beside them."""
    off, at = row["cancelled_by"], row["cancelled_at"]
    if row["refused_at"] is not None:
        off, at = CalledOff.CENTRE, row["refused_at"]
    elif off is None and row["exam_off"] is not None:
        off, at = CalledOff.PROVIDER, row["exam_off"]
    day = fields.read_wall(row["starts_wall"]).date()
    return FeeFacts(
        kind=FeeKind(row["kind"]),
        amount=row["amount"],
        due=fields.read_day(row["due_on"]),
        exempt_on=fields.read_day(row["exempt_on"]),
        invoiced_on=fields.read_day(row["invoiced_on"]),
        paid_on=fields.read_day(row["paid_on"]),
        refunded_on=fields.read_day(row["refunded_on"]),
        called_off=called_off(off, times.to_wall(at).date() if at is not None else None, day,
                              late_days),
    )  # fmt: skip
