"""What a change that was set aside is about, in words that tell it from the others."""

import json
from collections.abc import Iterable

from lärcentrum.store.connection import Connection
from lärcentrum.store.journal import Entry
from lärcentrum.store.store import Store

_BOOKING = """
SELECT student.uid, exam.course_name, booking.starts_wall FROM booking
JOIN student ON student.id = student_id JOIN exam ON exam.id = exam_id WHERE booking.uid = ?
"""
_EXAM = "SELECT course_name, date FROM exam WHERE uid = ?"
_STUDENT = "SELECT given_name, family_name, protection FROM student WHERE uid = ?"
_PROTECTED = "SELECT 1 FROM student WHERE uid = ? AND protection <> 'none'"


def about(store: Store, conn: Connection, changed: Iterable[Entry]) -> str:
    """Tell what was changed: the person and the exam, or the name of what has one.

    Args:
        store: the register as it is now; whom it protects is not named.
        conn: the register that the change stands in.
        changed: the rows of the change.

    Returns:
        "" for what has no name, and for a person who is protected there or here.
    """
    rows = list(changed)
    for entry in rows:
        if entry.table == "booking":
            found = conn.execute(_BOOKING, (entry.uid,)).fetchone()
            if found is not None:
                student, course, starts = found
                said = [_person(store, conn, student), course, starts.replace("T", " ")]
                return " · ".join(one for one in said if one)
    for entry in rows:
        if entry.table == "student":
            return _person(store, conn, entry.uid)
        if entry.table == "exam":
            found = conn.execute(_EXAM, (entry.uid,)).fetchone()
            return " · ".join(found) if found is not None else ""
        name = json.loads(entry.new or entry.old or "{}").get("name")
        if isinstance(name, str):
            return name
    return ""


def _person(store: Store, conn: Connection, uid: str) -> str:
    found = conn.execute(_STUDENT, (uid,)).fetchone()
    if found is None or found[2] != "none" or store.one(_PROTECTED, uid):
        return ""
    return f"{found[0]} {found[1]}".strip()
