"""Who a student is on a paper: the one place that decides, for codes and protected persons alike.

Every paper shows `BookingRow.paper_name`, which comes from here: on an anonymous exam the code,
never the name, not even while there is no code yet; else the name, a protected identity's alias.
"""

from lärcentrum.language import _
from lärcentrum.people import masking
from lärcentrum.store.store import Row

ANONYMOUS = """
max(exam.anonymous, coalesce(
    (SELECT number FROM provider_rule WHERE provider_id = provider.id AND rule = 'anonymous'),
    (SELECT number FROM provider_rule WHERE provider_id = provider.parent_id
        AND rule = 'anonymous'), 0))
"""
"""Whether an exam is written under codes: marked so, or its provider's or department's rule."""
CODE_COLUMNS = f"{ANONYMOUS} AS anonymous, booking_code.code AS paper_code"
"""What a query of bookings with exam, provider and student selects for `paper_name`."""
CODE_JOIN = "LEFT JOIN booking_code ON booking_code.booking_id = booking.id"


def paper_name(row: Row) -> str:
    """Give what stands for a student on a paper.

    Args:
        row: `masking.NAME_COLUMNS` and `CODE_COLUMNS` of a booking.
    """
    if row["anonymous"]:
        return str(row["paper_code"] or _("kod saknas"))
    return masking.paper_name(row)


def lacks_code(row: Row) -> bool:
    """Tell whether a booking is to be written under a code and has none."""
    return bool(row["anonymous"]) and not row["paper_code"]
