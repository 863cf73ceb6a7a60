"""Protected identities: set, shown and taken away, each time with a reason in the audit log.

Setting a protection empties address, phone and municipality, here and in the log (FH07); none of
the three can be taken back, and taking it away needs a second person (FH06).
"""

from datetime import date

from lärcentrum.errors import BadValue
from lärcentrum.language import N_, _
from lärcentrum.operations import operation
from lärcentrum.people.errors import ReasonNeeded, SecondPersonNeeded
from lärcentrum.people.masking import Protection, is_protected
from lärcentrum.people.municipalities import UNKNOWN
from lärcentrum.people.students.records import Student, whole_student
from lärcentrum.people.users import RIGHTS, is_valid, known_login, user_of
from lärcentrum.rights import Right
from lärcentrum.store import journal
from lärcentrum.store.connection import Connection
from lärcentrum.store.store import Store
from lärcentrum.swedish import clean

# --- rules -----------------------------------------------------------------

SHORTEST_REASON = 5


def checked_reason(reason: str) -> str:
    """Give a reason as it is logged.

    Raises:
        ReasonNeeded: it is empty or says nothing.
    """
    tidy = clean(reason)
    if len(tidy) < SHORTEST_REASON:
        raise ReasonNeeded
    return tidy


# --- operations ------------------------------------------------------------


@operation(right=Right.PROTECTED, label=N_("Skydd satt"), undoable=False)
def set_protection(
    store: Store,
    *,
    student: str,
    protection: Protection,
    reason: str,
    until: date | None = None,
) -> None:
    """Protect a student's identity, or change how it is protected.

    Address, phone and municipality are emptied, also in the log and in unfinished forms. Back-ups
    made before keep them until they are thinned out.

    Args:
        store: the register.
        student: the student.
        protection: which of the three kinds.
        reason: logged.
        until: when the protection is to be looked at again; it never ends by itself.

    Raises:
        ReasonNeeded: no reason is given.
        BadValue: the kind is none, or the day has passed.
    """
    why = checked_reason(reason)
    if protection is Protection.NONE:
        raise BadValue("protection", _("är inget skydd"))
    if until and until < store.clock.today():
        raise BadValue("until", _("har redan passerat"))
    with store.write() as conn:
        row = store.row("student", student)
        store.update(
            "student",
            student,
            protection=protection.value,
            protection_until=until and until.isoformat(),
            alias_number=row["alias_number"] or _next_alias(store),
            address="",
            phone="",
            municipality=UNKNOWN,
        )
        store.note(f"{student} {protection.value}: {why}")
        _forget(conn, student)
    _settle(store)


@operation(right=Right.PROTECTED, label=N_("Skydd borttaget"), undoable=False)
def clear_protection(
    store: Store,
    *,
    student: str,
    reason: str,
    second_login: str = "",
    second_password: str = "",
    recovery_code: str = "",
) -> None:
    """Take a student's protection away; what was emptied does not come back (FH06).

    Args:
        store: the register.
        student: the student.
        reason: logged.
        second_login: another user who may see protected identities.
        second_password: that user's password.
        recovery_code: instead, where the centre has one user only.

    Raises:
        ReasonNeeded: no reason is given.
        SecondPersonNeeded: nobody else has proven to agree.
        BadValue: the student is not protected.
    """
    why = checked_reason(reason)
    if not is_protected(store.row("student", student)):
        raise BadValue("student", _("har inget skydd"))
    if recovery_code:
        second = _by_code(store, recovery_code)
    else:
        second = _by_other(store, second_login, second_password)
    with store.write():
        store.update("student", student, protection=Protection.NONE.value, protection_until=None)
        store.note(f"{student} {second}: {why}")


@operation(right=Right.PROTECTED, label=N_("Skyddad uppgift visad"), undoable=False)
def show_protected(store: Store, *, student: str, reason: str) -> Student:
    """Show all of a protected student, with whole numbers; who, when and why are logged (FH03).

    Args:
        store: the register.
        student: the student.
        reason: logged.

    Raises:
        ReasonNeeded: no reason is given.
    """
    why = checked_reason(reason)
    shown = whole_student(store, student, unmasked=True)
    with store.write():
        store.note(f"{student}: {why}")
    return shown


# --- inner -----------------------------------------------------------------

_ALIAS = "SELECT coalesce(max(alias_number), 0) + 1 FROM student"


def _next_alias(store: Store) -> int:
    return int(store.value(_ALIAS))


_ROWS = """
SELECT ? AS uid UNION SELECT identity_number.uid FROM identity_number
JOIN student ON student.id = identity_number.student_id WHERE student.uid = ?
"""
# This operation's own rows are not sealed yet: emptied before that, their hash covers nothing.
_UNSEALED = "UPDATE journal SET old = NULL, new = NULL WHERE row_uid = ? AND hash IS NULL"
_DRAFTS = "DELETE FROM draft WHERE instr(key, ?1) OR instr(value, ?1)"


def _forget(conn: Connection, student: str) -> None:
    """Empty what the log and unfinished forms say about a student, this operation included."""
    uids = {uid for (uid,) in conn.execute(_ROWS, (student, student))}
    journal.erase(conn, uids)
    conn.execute(_UNSEALED, (student,))
    conn.execute(_DRAFTS, (student,))


def _settle(store: Store) -> None:
    """Write the emptied pages to the main file and truncate the log of pages beside it."""
    with store.reading() as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _by_code(store: Store, code: str) -> str:
    if not store.vault.opens_recovery(code):
        raise SecondPersonNeeded
    return "recovery"


_USER = "SELECT * FROM user WHERE login = ? AND uid <> ?"


def _by_other(store: Store, login: str, password: str) -> str:
    row = store.one(_USER, known_login(login), store.session.user)
    other = user_of(row) if row else None
    may = other and is_valid(other, store.clock.today()) and Right.PROTECTED in RIGHTS[other.role]
    # The password is tried even for a login that may not: the answer takes the same time.
    proven = store.vault.opens(known_login(login), password, other.uid if other else "")
    if not (other and may and proven):
        raise SecondPersonNeeded
    return other.uid
