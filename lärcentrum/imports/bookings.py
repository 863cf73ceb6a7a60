"""Coming bookings out of a list: the person, the exam and the room are found by what they say."""

from datetime import date, datetime, time

from lärcentrum.errors import BadValue
from lärcentrum.exams.bookings import book_exam
from lärcentrum.exams.errors import AlreadyBooked
from lärcentrum.exams.exams import NewExam
from lärcentrum.imports.known_students import KnownStudents
from lärcentrum.imports.rows import AtOnce, Decided, Decision, Found, Line, RowState, the_one
from lärcentrum.imports.student_rows import known_names, names_of, read_identity
from lärcentrum.imports.values import read_date, read_minutes, read_time
from lärcentrum.language import _
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

# --- rules -----------------------------------------------------------------


def _when(line: Line, today: date) -> tuple[date, time | None, int]:
    """Give day, start and length of a row.

    Raises:
        BadValue: one is missing or cannot be read, or the day has been.
    """
    day = read_date("day", line.text("day"))
    minutes = read_minutes("minutes", line.text("minutes"))
    if day is None or minutes is None:
        raise BadValue("day" if day is None else "minutes", _("är tomt"))
    if day < today:
        raise BadValue("day", _("har redan varit: bara kommande bokningar läses in"))
    return day, read_time("start", line.text("start")), minutes


# --- bringing in -----------------------------------------------------------

_PROVIDERS = "SELECT uid, name, short FROM provider WHERE ended_on IS NULL"
_ROOMS = "SELECT uid, name, '' AS short FROM room WHERE ended_on IS NULL"
_BY_NUMBER = """
SELECT student.uid, protection FROM identity_number
JOIN student ON student.id = identity_number.student_id WHERE number = ?
"""
_EXAM = """
SELECT exam.uid FROM exam JOIN provider ON provider.id = exam.provider_id
WHERE provider.uid = ?1 AND exam.date = ?2 AND exam.cancelled_at IS NULL
    AND ((?3 <> '' AND exam.course_code = ?3)
        OR (exam.course_name = ?4 AND (?3 = '' OR exam.course_code = '')))
ORDER BY exam.id
"""
_BOOKED = """
SELECT course_name, date FROM booking JOIN exam ON exam.id = booking.exam_id WHERE booking.uid = ?
"""


class Bookings(AtOnce):
    """Brings in bookings; see `Adder`.

    Args:
        store: the register.
        made: the rows of this run by the uid that they got.
    """

    def __init__(self, store: Store, made: dict[str, int]) -> None:
        self._store, self._made = store, made
        self._names = KnownStudents(store)
        self._providers = known_names(store.query(_PROVIDERS))
        self._rooms = known_names(store.query(_ROOMS))

    def shown(self, line: Line) -> str:
        """Say who is to sit what."""
        who = " ".join(part for part in names_of(line) if part)
        return ", ".join(part for part in (who, line.text("course_name")) if part)

    def name(self, uid: str) -> str:
        """Give the course and the day of a booking that is here."""
        row: Row = self._store.one(_BOOKED, uid) or {"course_name": "", "date": ""}
        return f"{row['course_name']} {row['date']}".strip()

    def add(self, line: Line, decided: Decided) -> str:
        """Book one row and give the booking's uid; see `Adder.add`."""
        student = self._student(line, decided)
        day, start, minutes = _when(line, self._store.clock.today())
        provider = the_one("provider", line.text("provider"), *self._providers)
        course, code = line.text("course_name"), line.text("course_code")
        if not course:
            raise BadValue("course_name", _("är tomt"))
        exam = self._store.value(_EXAM, provider, day.isoformat(), code, course)
        new = NewExam(
            provider=provider, course_name=course, course_code=code, day=day, minutes=minutes,
            ordinary_start=start,
        )  # fmt: skip
        room = line.text("room")
        try:
            return book_exam(
                self._store, student=student, exam=exam, new_exam=None if exam else new,
                starts=datetime.combine(day, start) if exam and start else None,
                room=the_one("room", room, *self._rooms) if room else None,
                approved_by=line.text("approved_by"),
                # The centre had given the place before the register was there.
                reason=_("Fanns i centrets lista när den lästes in."),
            )  # fmt: skip
        except AlreadyBooked as fault:
            state = RowState.DOUBTFUL if fault.booking in self._made else RowState.ALREADY
            raise Found(state, fault.parts()[0], fault.booking, (Decision.SKIP,)) from None

    def _student(self, line: Line, decided: Decided) -> str:
        number = read_identity(
            line.text("identity_number"), today=self._store.clock.today(), birth=None,
            decided=decided,
        )  # fmt: skip
        if number:
            found = self._store.one(_BY_NUMBER, number.number)
            hidden = found and found["protection"] != UNPROTECTED
            if not found or (hidden and Right.PROTECTED not in self._store.session.rights):
                raise BadValue("identity_number", _("finns inte i registret"))
            return str(found["uid"])
        named = self._names.called(*names_of(line))
        if not named:
            raise BadValue("name", _("finns inte i registret: läs in studenten först"))
        if len(named) > 1:
            raise BadValue("name", _("har flera i registret: skriv personnumret"))
        return named[0].uid
