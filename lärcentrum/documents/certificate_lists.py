"""Which exams the rows of a list mean: a person, and a course or a day where she sat several."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.imports.errors import BadHeadings
from lärcentrum.imports.fields import FIELDS, ListKind, guess, title_of
from lärcentrum.imports.known_students import KnownStudents
from lärcentrum.imports.rows import NOTHING, Found, Line
from lärcentrum.imports.student_rows import names_of, read_identity
from lärcentrum.imports.tables import read_table
from lärcentrum.imports.values import read_date
from lärcentrum.language import _
from lärcentrum.people.masking import UNPROTECTED
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

KIND = ListKind.BOOKINGS
"""The lists' fields are those of bookings; who is all that a row must say."""
_WHO = ("identity_number", "name", "family_name")
_LOOK_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a certificate is asked for: a booking, or why a row leads to none.

    Args:
        row: the row's number in the list, 0 for none.
        shown: who it is about, as the row says.
        booking: the booking that it means.
        why: why it means none, as a sentence.
    """

    row: int
    shown: str
    booking: BookingRow | None = None
    why: str = ""


class _NoBooking(Exception):
    """A row means no booking, or several; it carries the sentence."""


def bookings_of_list(
    store: Store, data: bytes, mapping: Mapping[str, str] | None = None
) -> list[Asked]:
    """Find the booking of each row among those of the last thirteen months.

    Args:
        store: the register.
        data: an Excel or CSV file's whole content.
        mapping: the heading of each field; guessed if not given.

    Raises:
        BadHeadings: no column says who, or a column is named that is not there.
        UserError: the file cannot be read; see `read_table`.
    """
    table = read_table(data)
    columns = dict(mapping if mapping is not None else guess(KIND, table.headings))
    known = {one.key for one in FIELDS[KIND]}
    gone = [h for key, h in columns.items() if h not in table.headings or key not in known]
    if gone:
        raise BadHeadings(expected=tuple(gone), found=table.headings)
    if not any(key in columns for key in _WHO):
        raise BadHeadings(expected=(title_of(KIND, _WHO[0]),), found=table.headings)
    at = {key: table.headings.index(heading) for key, heading in columns.items()}
    finder = _Finder(store)
    return [
        finder.asked(
            Line(number=row.number, cells={key: row.cells[place] for key, place in at.items()})
        )
        for row in table.rows
    ]


_OWNER = """
SELECT student.uid, protection FROM identity_number
JOIN student ON student.id = identity_number.student_id WHERE number = ?
"""


class _Finder:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = KnownStudents(store)
        self._today = store.clock.today()
        self._sat: dict[str, list[BookingRow]] = {}
        for one in list_bookings(store, first=self._today - _LOOK_BACK, last=self._today):
            self._sat.setdefault(one.student, []).append(one)

    def asked(self, line: Line) -> Asked:
        shown = " ".join(part for part in names_of(line) if part)
        try:
            return Asked(row=line.number, shown=shown, booking=self._booking(line))
        except _NoBooking as none:
            return Asked(row=line.number, shown=shown, why=str(none))
        except Found as doubtful:
            return Asked(row=line.number, shown=shown, why=doubtful.reason)
        except UserError as error:
            return Asked(row=line.number, shown=shown, why=error.parts()[0])

    def _booking(self, line: Line) -> BookingRow:
        sat = self._sat.get(self._student(line), [])
        course, code = fold(line.text("course_name")), fold(line.text("course_code"))
        day = read_date("day", line.text("day"))
        found = [one for one in sat if _fits(one, course, code, day)]
        if not found:
            raise _NoBooking(_("Ingen tentamen som passar raden finns det senaste året."))
        if len(found) > 1:
            raise _NoBooking(_("Flera tentamina passar raden: skriv kurs och dag i listan."))
        return found[0]

    def _student(self, line: Line) -> str:
        number = read_identity(
            line.text("identity_number"), today=self._today, birth=None, decided=NOTHING
        )
        if number:
            owner = self._store.one(_OWNER, number.number)
            # Whether a protected number is here is told to nobody (FH02).
            if owner is None or owner["protection"] != UNPROTECTED:
                raise _NoBooking(_("Personen finns inte i registret."))
            return str(owner["uid"])
        named = self._names.called(*names_of(line))
        if not named:
            raise _NoBooking(_("Personen finns inte i registret."))
        if len(named) > 1:
            raise _NoBooking(_("Flera har det namnet: skriv personnumret i listan."))
        return named[0].uid


def _fits(one: BookingRow, course: str, code: str, day: date | None) -> bool:
    return (
        (not course or course in fold(one.course_name) or course == fold(one.course_code))
        and (not code or code == fold(one.course_code))
        and (day is None or day == one.starts.date())
    )
