"""How many internships at a workplace are not over."""

from lärcentrum.store.store import Store

_OPEN = """
SELECT count(*) FROM internship WHERE workplace_id = ? AND ended_on IS NULL
AND broken_off_on IS NULL AND cannot_be_placed_on IS NULL
"""


def count_open(store: Store, workplace_id: int) -> int:
    """Count the internships at a workplace that are not over.

    Args:
        store: the register.
        workplace_id: the workplace's local id.
    """
    return int(store.value(_OPEN, workplace_id))
