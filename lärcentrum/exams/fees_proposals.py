"""What a booking's fee would be by the price list (E06, E07, C-05)."""

from dataclasses import dataclass
from datetime import date

from lärcentrum.exams import fields, times
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

# The re-sits are those of the course's code at the provider, else of its name; absence is none.
BOOKING_COLUMNS = """
booking.uid AS booking, booking.id AS booking_id, booking.starts_wall, booking.cancelled_at,
    booking.cancelled_by, booking.refused_at, booking.attendance, exam.cancelled_at AS exam_off,
    student.municipality,
    student.protection, (
        SELECT count(*) FROM booking AS other JOIN exam AS same ON same.id = other.exam_id
        WHERE other.student_id = booking.student_id AND other.starts_at < booking.starts_at
            AND other.cancelled_at IS NULL AND other.refused_at IS NULL
            AND coalesce(other.attendance, '') <> 'absent'
            AND same.provider_id = exam.provider_id AND same.course_code = exam.course_code
            AND (exam.course_code <> '' OR same.course_name = exam.course_name)) AS resit
"""
_BOOKING = f"""
SELECT {BOOKING_COLUMNS} FROM booking JOIN exam ON exam.id = booking.exam_id
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
    """Make the proposal of a row with `BOOKING_COLUMNS`."""
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
        paid_on=fields.read_day(row["paid_on"]),
        refunded_on=fields.read_day(row["refunded_on"]),
        called_off=called_off(off, times.to_wall(at).date() if at is not None else None, day,
                              late_days),
    )  # fmt: skip
