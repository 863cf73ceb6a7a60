"""The rooms that one exam is split over, in the order in which they are filled (E13).

The order is set by hand and kept with the exam. The seat proposal fills the first room before it
takes the next; who writes alone or among few, or needs what a room does not have, is placed by that
need. Whom the rooms have no seat for is placed elsewhere: nobody is left out for the order's sake.
"""

from dataclasses import dataclass

from lärcentrum.errors import NotAsItStands
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamRoom:
    """A room of an exam.

    Args:
        room: the room's uid.
        name: the room.
        capacity: its exam seats.
    """

    room: str
    name: str
    capacity: int


# --- operations ------------------------------------------------------------

_ROOMS = """
SELECT room.uid AS room, room.name, room.capacity FROM exam_room
JOIN room ON room.id = exam_room.room_id WHERE exam_room.exam_id = ? ORDER BY exam_room.place
"""
_ROWS = """
SELECT exam_room.uid, room.uid AS room FROM exam_room JOIN room ON room.id = exam_room.room_id
WHERE exam_id = ? ORDER BY place
"""


@reading(right=Right.SEE)
def exam_rooms(store: Store, *, exam: str) -> list[ExamRoom]:
    """List the rooms of an exam in the order they are filled; none when no order is set.

    Raises:
        NotFound: no such exam.
    """
    return [ExamRoom(**row) for row in store.query(_ROOMS, store.id_of("exam", exam))]


@operation(right=Right.REGISTER, label=N_("Tentans salar satta"))
def set_exam_rooms(store: Store, *, exam: str, rooms: list[str]) -> None:
    """Set the rooms of an exam in the order they are filled; the next proposal follows it.

    Args:
        store: the register.
        exam: the exam's uid.
        rooms: the rooms' uids, the first to be filled first; none takes the order away.

    Raises:
        NotFound: no such exam or room.
        BadValue: a room is named twice, has ended, or the order is set already.
    """
    exam_id = store.id_of("exam", exam)
    named = [store.row("room", room) for room in rooms]
    if len(set(rooms)) < len(rooms):
        raise NotAsItStands("rooms", _("En sal står två gånger."), _("Ta bort den ena."))
    known = store.query(_ROWS, exam_id)
    if [row["room"] for row in known] == rooms:
        raise NotAsItStands("rooms", _("Ordningen är satt redan."), _("Ändra den först."))
    if any(row["ended_on"] is not None for row in named):
        raise NotAsItStands("rooms", _("En av salarna används inte längre."), _("Ta bort den."))
    with store.write():
        for row in known:
            store.delete("exam_room", row["uid"])
        store.insert_many("exam_room", [
            {"exam_id": exam_id, "room_id": room["id"], "place": n}
            for n, room in enumerate(named, 1)
        ])  # fmt: skip
