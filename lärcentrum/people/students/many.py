"""Many students at once, out of a list: what was checked before is kept by few statements.

The triggers, the log and the search index follow as for one; the caller's operation is the one
that is undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lärcentrum.people.identity_numbers import IdentityNumber
from lärcentrum.people.students.numbers import keep_number
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------

Columns = Mapping[str, str | int | None]
"""Columns of `student`, cleaned and checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A student to keep.

    Args:
        columns: every column of contact, birth and provider; the same names for all of a batch.
        number: the identity number, None for none; nobody has it.
    """

    columns: Columns
    number: IdentityNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A student of the register that gets what a list says.

    Args:
        uid: the student.
        columns: what is to stand in them.
        number: one more identity number, None for none; nobody has it.
    """

    uid: str
    columns: Columns
    number: IdentityNumber | None


# --- inside the write in progress ------------------------------------------


def keep_students(store: Store, people: Sequence[Newcomer]) -> None:
    """Keep new students with their numbers inside the operation in progress."""
    today = store.clock.today().isoformat()
    rows = [{**one.columns, "registered_on": today} for one in people]
    refs = store.insert_many("student", rows)
    store.insert_many(
        "identity_number",
        [
            {"student_id": ref.id, "kind": one.number.kind.value, "number": one.number.number}
            for ref, one in zip(refs, people, strict=True)
            if one.number
        ],
    )


def complete_students(store: Store, people: Sequence[Completed]) -> None:
    """Write what a list says on students that are here, inside the operation in progress."""
    for one in people:
        if one.columns:
            store.update("student", one.uid, **one.columns)
        if one.number:
            keep_number(store, store.id_of("student", one.uid), one.number)
