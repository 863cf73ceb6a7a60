"""What was done to a record, version by version; a protected identity's values are kept back.

What belongs to the person counts as the person's own: numbers, bookings, certificates, …
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from lärcentrum.language import N_
from lärcentrum.operations import operation, reading
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.people.protection import checked_reason
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A row as one operation left it.

    Args:
        operation: the operation's number.
        name: its name.
        label: what the user reads.
        user: the uid of who did it.
        at: when, UTC.
        old: the row before as JSON, None when it was new (or erased, or hidden).
        new: the row after as JSON, None when it was removed (or erased, or hidden).
        hidden: whether the values are a protected identity's, and kept back.
    """

    operation: int
    name: str
    label: str
    user: str
    at: datetime
    old: str | None
    new: str | None
    hidden: bool = False


# --- operations ------------------------------------------------------------

_HISTORY = """
SELECT operation.id AS operation, name, label, user_uid, at_ms, old, new, tbl, row_id FROM journal
JOIN operation ON operation.id = journal.operation_id WHERE row_uid = ? ORDER BY seq DESC
"""


@reading(right=Right.MANAGE)
def record_history(store: Store, *, uid: str) -> list[Version]:
    """List every version of a record, newest first; a protected identity's without its values."""
    rows = store.query(_HISTORY, uid)
    hidden = any(_belongs_to_protected(store, row) for row in rows)
    return [_version(row, hidden) for row in rows]


@operation(right=Right.PROTECTED, label=N_("Skyddad historik visad"), undoable=False)
def protected_history(store: Store, *, uid: str, reason: str) -> list[Version]:
    """List the same with a protected identity's values; who, when and why are logged (FH03).

    Args:
        store: the register.
        uid: the record.
        reason: logged.

    Raises:
        ReasonNeeded: no reason is given.
    """
    why = checked_reason(reason)
    shown = [_version(row, False) for row in store.query(_HISTORY, uid)]
    with store.write():
        store.note(f"{uid}: {why}")
    return shown


# --- inner -----------------------------------------------------------------

_OWNERS = {
    "booking_id": "SELECT student_id FROM booking WHERE id = ?",
    "internship_id": "SELECT student_id FROM internship WHERE id = ?",
}
_PROTECTION = "SELECT protection FROM student WHERE id = ?"
_LAST_PROTECTION = """
SELECT coalesce(json_extract(old, '$.protection'), 'erased') FROM journal
WHERE tbl = 'student' AND row_id = ? ORDER BY seq DESC LIMIT 1
"""


def _belongs_to_protected(store: Store, row: Row) -> bool:
    """Tell whether a row of the journal is a protected identity's, or of one who has gone."""
    values = json.loads(row["new"] or row["old"] or "{}")
    student = row["row_id"] if row["tbl"] == "student" else values.get("student_id")
    for column, sql in _OWNERS.items():
        if student is None and column in values:
            student = store.value(sql, values[column])
    if student is None:
        return False
    now = store.value(_PROTECTION, student) or store.value(_LAST_PROTECTION, student)
    return bool(now != UNPROTECTED)


def _version(row: Row, hidden: bool) -> Version:
    return Version(
        operation=row["operation"],
        name=row["name"],
        label=row["label"],
        user=row["user_uid"],
        at=datetime.fromtimestamp(row["at_ms"] / 1000, UTC),
        old=None if hidden else row["old"],
        new=None if hidden else row["new"],
        hidden=hidden,
    )
