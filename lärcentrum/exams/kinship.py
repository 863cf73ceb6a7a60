"""Who may not watch over whom: pairs of an invigilator and a student, without a reason.

A pair stops a duty where the student is booked. A booking that comes later is not stopped, it is
told of in the list of things to do; no sentence here says whom it is about.
"""

from dataclasses import dataclass

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.exams.times import Span
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people import masking
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """A pair.

    Args:
        uid: the pair's uid.
        invigilator: the invigilator's uid.
        student: the student's uid.
        student_name: as lists show it, masked where the identity is protected.
    """

    uid: str
    invigilator: str
    student: str
    student_name: str


@dataclass(eq=False)
class TooNear(UserError):
    """The invigilator is near somebody who writes there.

    Args:
        sitting: the sitting's uid.
    """

    sitting: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Give the parameter at fault."""
        return "invigilator"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`; whom it is about is not said."""
        return (
            _("Tentavakten är närstående till någon som skriver vid tillfället."),
            _("Inget är bokat."),
            _("Välj en annan tentavakt."),
        )


# --- operations ------------------------------------------------------------

_PAIR = "SELECT uid FROM kinship WHERE invigilator_id = ? AND student_id = ?"


@operation(right=Right.REGISTER, label=N_("Närstående till tentavakt noterad"))
def add_kinship(store: Store, *, invigilator: str, student: str) -> str:
    """Note that an invigilator may not watch over a student; gives the pair's uid.

    Raises:
        NotFound: no such invigilator or student.
        BadValue: the pair is noted already.
    """
    pair = store.id_of("invigilator", invigilator), store.id_of("student", student)
    if store.value(_PAIR, *pair) is not None:
        raise NotAsItStands("student", _("Paret är redan noterat."), _("Välj en annan person."))
    with store.write():
        return store.insert("kinship", invigilator_id=pair[0], student_id=pair[1]).uid


@operation(right=Right.REGISTER, label=N_("Närstående till tentavakt borttagen"))
def remove_kinship(store: Store, *, kinship: str) -> None:
    """Take a pair away.

    Raises:
        NotFound: no such pair.
    """
    store.id_of("kinship", kinship)
    with store.write():
        store.delete("kinship", kinship)


_OF = f"""
SELECT kinship.uid, invigilator.uid AS invigilator, student.uid AS student, {masking.NAME_COLUMNS}
FROM kinship JOIN student ON student.id = kinship.student_id
JOIN invigilator ON invigilator.id = kinship.invigilator_id
WHERE invigilator.uid = ?
"""


@reading(right=Right.REGISTER)
def list_kinship(store: Store, *, invigilator: str) -> list[Kinship]:
    """List whom an invigilator may not watch over, in Swedish order.

    Raises:
        NotFound: no such invigilator.
    """
    store.id_of("invigilator", invigilator)
    found = [
        Kinship(
            uid=row["uid"],
            invigilator=row["invigilator"],
            student=row["student"],
            student_name=masking.shown_name(row),
        )
        for row in store.query(_OF, invigilator)
    ]
    return sorted(found, key=lambda one: swedish.sort_key(one.student_name))


_NEAR = """
SELECT DISTINCT kinship.invigilator_id AS id FROM kinship
JOIN booking ON booking.student_id = kinship.student_id
WHERE booking.sitting_id = ? AND booking.cancelled_at IS NULL AND booking.refused_at IS NULL
    AND booking.starts_at < ? AND booking.ends_at > ?
"""


def near_at(store: Store, sitting_id: int, span: Span) -> set[int]:
    """Give the local ids of those who are near somebody that writes in a sitting during a span."""
    rows = store.query(_NEAR, sitting_id, span.ends_at, span.starts_at)
    return {row["id"] for row in rows}


def check_near(store: Store, sitting: Row, invigilator_id: int, span: Span) -> None:
    """Refuse a duty of somebody who is near one that writes there.

    Args:
        store: the register.
        sitting: a row with the sitting's id and uid.
        invigilator_id: who would watch.
        span: when.

    Raises:
        TooNear: whom it is about is not said.
    """
    if invigilator_id in near_at(store, sitting["id"], span):
        raise TooNear(sitting["uid"])
