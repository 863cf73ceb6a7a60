"""What a certificate can be of: where each kind comes from, and how it is found while one types."""

from collections.abc import Sequence
from dataclasses import dataclass

from lärcentrum.certificates.activities import OF_ACTIVITY
from lärcentrum.certificates.attested import OF_BOOKING
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.exams.attendance import Attendance
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.people.students import search_students
from lärcentrum.practice.internships import Internship, list_internships
from lärcentrum.practice.periods import weeks_text
from lärcentrum.practice.words import KIND_NAMES, Stage
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold
from ui.kit.fields import Choice
from ui.kit.texts import span

_CAME = {Attendance.PRESENT, Attendance.LATE}
_LOOK_BACK_DAYS = 400
_MOST = 30


@dataclass(frozen=True, slots=True)
class Source:
    """What a certificate is begun with.

    Args:
        kind: the kind that it makes likely.
        field: the field of the dialog that it stands in.
        choice: the row to choose there.
    """

    kind: CertificateKind
    field: str
    choice: Choice


def field_of(kind: CertificateKind) -> str:
    """Give the field of the dialog that says what a kind is of."""
    if kind in OF_BOOKING:
        return "booking"
    return "student" if kind in OF_ACTIVITY else "internship"


def booking_source(booking: BookingRow) -> Source:
    """Give a booking to begin with."""
    return Source(CertificateKind.EXAM, "booking", booking_choice(booking))


def internship_source(internship: Internship) -> Source:
    """Give an internship to begin with."""
    return Source(CertificateKind.INTERNSHIP, "internship", internship_choice(internship))


def booking_choice(booking: BookingRow) -> Choice:
    """Give a booking as a row to choose: who, and what was sat when."""
    course = " ".join(part for part in (booking.course_code, booking.course_name) if part)
    when = span(booking.starts, booking.ends)
    return Choice(booking.uid, booking.name, f"{course} · {when}")


def internship_choice(internship: Internship) -> Choice:
    """Give an internship as a row to choose: who, where and when."""
    parts = (KIND_NAMES[internship.kind], internship.workplace_name, weeks_text(internship.periods))
    return Choice(internship.uid, internship.name, " · ".join(part for part in parts if part))


class Sources:
    """Searches over the register for the dialog.

    Args:
        store: the register.
        sitting: the sitting whose people are offered; "" for every exam of the last year.
    """

    def __init__(self, store: Store, sitting: str = "") -> None:
        self._store, self._sitting = store, sitting

    def bookings(self, text: str) -> Sequence[Choice]:
        """Find exams sat by name or course, the newest first."""
        return [booking_choice(one) for one in self.found_bookings(text)]

    def internships(self, text: str) -> Sequence[Choice]:
        """Find internships, those that are over and lack a certificate first."""
        found = list_internships(self._store, text=text).rows
        ordered = sorted(found, key=lambda one: one.stage not in (Stage.ENDED, Stage.DONE))
        return [internship_choice(one) for one in ordered[:_MOST]]

    def students(self, text: str) -> Sequence[Choice]:
        """Find students; a protected one is an alias only."""
        if not text.strip():
            return []
        found = search_students(self._store, text=text, limit=_MOST)
        return [Choice(one.uid, one.name, one.number) for one in found]

    def found_bookings(self, text: str) -> list[BookingRow]:
        """Find exams sat, as rows of the register."""
        wanted = fold(text).split()
        found = []
        for booking in self._offered():
            words = fold(f"{booking.name} {booking.course_code} {booking.course_name}")
            if all(word in words for word in wanted):
                found.append(booking)
            if len(found) == _MOST:
                break
        return found

    def _offered(self) -> list[BookingRow]:
        if self._sitting:
            sat = list_bookings(self._store, sitting=self._sitting)
            return [one for one in sat if one.attendance in _CAME]
        today = self._store.clock.today()
        first = type(today).fromordinal(today.toordinal() - _LOOK_BACK_DAYS)
        return list_bookings(self._store, first=first, last=today)[::-1]
