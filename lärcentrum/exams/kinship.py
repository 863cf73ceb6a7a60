"""Who may not watch over whom: pairs of an invigilator and a student, without a reason.

A pair stops a duty where the student is booked; who is floating comes to every room. A booking
that comes later takes a reason and is told of in the list of things to do; no sentence here says
whom it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lärcentrum import swedish
from lärcentrum.errors import NotAsItStands, UserError
from lärcentrum.exams.booking_rules import Finding, Level
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


_WATCHED = """
SELECT 1 FROM kinship JOIN duty ON duty.invigilator_id = kinship.invigilator_id
JOIN sitting ON sitting.id = duty.sitting_id JOIN room ON room.id = sitting.room_id
WHERE kinship.student_id = ?1 AND (?2 IS NULL OR room.uid = ?2 OR duty.role = 'floating')
    AND duty.starts_at < ?3 AND duty.ends_at > ?4 AND duty.cancelled_at IS NULL
    AND duty.answer <> 'no' LIMIT 1
"""


def watched(store: Store, student_id: int, room: str | None, span: Span) -> Iterator[Finding]:
    """Tell that somebody near a student watches then: in the room, or anywhere until it is chosen.

    Args:
        store: the register.
        student_id: the student's local id.
        room: the room's uid, None while it is not chosen.
        span: when the student writes.
    """
    if store.query(_WATCHED, student_id, room, span.ends_at, span.starts_at):
        there = _("En tentavakt i salen är närstående till personen.")
        then = _("En tentavakt som är närstående till personen vaktar då: välj sal.")
        yield Finding(
            level=Level.AMBER,
            code="near",
            sentence=then if room is None else there,
            source=_("centret"),
        )


_NEAR = """
SELECT kinship.invigilator_id AS id, max(booking.sitting_id IS ?1) AS here FROM kinship
JOIN booking ON booking.student_id = kinship.student_id
WHERE booking.cancelled_at IS NULL AND booking.refused_at IS NULL
    AND booking.starts_at < ?2 AND booking.ends_at > ?3
GROUP BY kinship.invigilator_id
"""


def near_at(store: Store, sitting_id: int, span: Span) -> dict[int, bool]:
    """Give the local ids of those who are near somebody that writes during a span.

    Returns:
        whether it is in the sitting, by invigilator; else it is in another one, or the student
        has no place yet.
    """
    rows = store.query(_NEAR, sitting_id, span.ends_at, span.starts_at)
    return {row["id"]: bool(row["here"]) for row in rows}


def check_near(
    store: Store, sitting: Row, invigilator_id: int, span: Span, *, floating: bool = False
) -> None:
    """Refuse a duty of somebody who is near one that writes there.

    Args:
        store: the register.
        sitting: a row with the sitting's id and uid.
        invigilator_id: who would watch.
        span: when.
        floating: whether the duty takes the person to every room.

    Raises:
        TooNear: whom it is about is not said.
    """
    here = near_at(store, sitting["id"], span).get(invigilator_id)
    if here or (floating and here is not None):
        raise TooNear(sitting["uid"])
