"""What several areas say about one student: the time line on the student's page."""

from lärcentrum.certificates.certificates import list_certificates
from lärcentrum.exams.booking_lists import BookingRow, list_bookings
from lärcentrum.exams.booking_states import WORD_NAMES
from lärcentrum.exams.incident_kinds import INCIDENT_NAMES
from lärcentrum.exams.incidents import Incident, list_incidents
from lärcentrum.exams.providers import list_providers
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.swedish import short_day, span
from ui.kit.fields import Choice
from ui.people.student_details import Event


def provider_choices(store: Store) -> list[Choice]:
    """Give the providers as a form offers them, departments under their university."""
    return [Choice(one.uid, one.name) for one in list_providers(store)]


def student_events(store: Store, student: str) -> list[Event]:
    """Give a student's bookings, incidents and certificates, newest first."""
    dated = [
        (one.starts, Event(when=span(one.starts, one.ends), what=_booking_line(one)))
        for one in list_bookings(store, student=student, over=True)
    ]
    dated += [
        (one.at, Event(when=f"{short_day(one.at)} {one.at:%H:%M}", what=_incident_line(one)))
        for one in list_incidents(store, student=student)
    ]
    dated += [
        (
            one.issued,
            Event(
                when=short_day(one.issued),
                what=_("Intyg {number}").format(number=one.number)
                + (f" · {_('återkallat')}" if one.withdrawn else ""),
            ),
        )
        for one in list_certificates(store, student=student)
    ]
    return [event for _when, event in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _booking_line(booking: BookingRow) -> str:
    course = " ".join(part for part in (booking.course_code, booking.course_name) if part)
    return f"{course} · {booking.provider_name} · {_(WORD_NAMES[booking.word])}"


def _incident_line(one: Incident) -> str:
    parts = (_("Avvikelse: {what}").format(what=_(INCIDENT_NAMES[one.kind])), one.course, one.note)
    return " · ".join(part for part in parts if part)
