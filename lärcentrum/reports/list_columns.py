"""The columns of each list that can be saved as a file: their words, and what stands in them.

A column of the window may be several in a file (a time is a day, a beginning and an end): `of` says
which. One that no window shows has none, and comes along only when every column is asked for.
Days are ISO days and every cell is text: a spreadsheet makes nothing else of a code or a number.
What stands in a row is what its list shows: a protected identity under its alias and without the
rest (`people.masking`), a number with its last signs hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lärcentrum.certificates.certificates import said_state as certificate_state
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.exams.attendance import ATTENDANCE_NAMES
from lärcentrum.exams.booking_filters import missing_text
from lärcentrum.exams.booking_filters import said_state as booking_state
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.exams import FORM_NAMES
from lärcentrum.exams.fees_lists import said_state as fee_state
from lärcentrum.exams.fees_rules import KIND_NAMES as FEE_KINDS
from lärcentrum.exams.fees_rules import PAYER_NAMES
from lärcentrum.language import N_, _
from lärcentrum.people.municipalities import UNKNOWN, municipality_name
from lärcentrum.people.students import StudentRow
from lärcentrum.practice.internships import Internship
from lärcentrum.practice.periods import weeks_text
from lärcentrum.practice.supervisors import said_state as supervisor_state
from lärcentrum.practice.words import KIND_NAMES, MISSING_NAMES, STATE_NAMES

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a file.

    Args:
        key: its name on the command line.
        title: its heading (Swedish source text).
        text: gives a record's cell.
        of: the column of the window that it stands for; "" for none.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    of: str = ""


# --- rules -----------------------------------------------------------------

_CERTIFICATE_KINDS = {
    CertificateKind.EXAM: N_("tentamen"),
    CertificateKind.SAT: N_("skriven tentamen"),
    CertificateKind.ATTENDANCE: N_("annat tillfälle"),
    CertificateKind.INTERNSHIP: N_("praktik"),
    CertificateKind.PARTICIPATION: N_("deltagande"),
    CertificateKind.STUDY: N_("studier"),
}


def _day(value: date | None) -> str:
    return f"{value:%Y-%m-%d}" if value else ""


def _moment(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _town(code: str) -> str:
    return "" if code == UNKNOWN else municipality_name(code) or ""


def _town_code(code: str) -> str:
    return "" if code == UNKNOWN else code


def _sum(öre: int | None) -> str:
    """Write an amount in kronor with a decimal comma, as a Swedish spreadsheet reads it."""
    return "" if öre is None else f"{öre // 100},{öre % 100:02}"


def _attended(row: BookingRow) -> str:
    return next((_(name) for key, name in ATTENDANCE_NAMES.items() if key == row.attendance), "")


def _student_state(row: StudentRow) -> str:
    if row.protected:
        return _("Skyddad")
    return _("Avslutad") if row.ended_on else ""


def _lacks(one: Internship) -> str:
    return ", ".join(f"{_(MISSING_NAMES[lack.what])} {_day(lack.due)}".strip()
                     for lack in one.missing)  # fmt: skip


def _column(key: str, title: str, text: Callable[[Any], str], of: str | None = None) -> ListColumn:
    return ListColumn(key=key, title=title, text=text, of=key if of is None else of)


def _more(key: str, title: str, text: Callable[[Any], str]) -> ListColumn:
    return ListColumn(key=key, title=title, text=text)


BOOKINGS = (
    _column("day", N_("Datum"), lambda b: _day(b.starts), of="when"),
    _column("starts", N_("Börjar"), lambda b: f"{b.starts:%H:%M}", of="when"),
    _column("ends", N_("Slutar"), lambda b: f"{b.ends:%H:%M}", of="when"),
    _column("name", N_("Student"), lambda b: b.name),
    _column("course", N_("Tentamen"), lambda b: b.course_name, of="exam"),
    _column("course_code", N_("Kurskod"), lambda b: b.course_code, of="exam"),
    _column("provider", N_("Lärosäte"), lambda b: b.provider_name),
    _column("room", N_("Sal"), lambda b: b.room_name, of="place"),
    _column("seat", N_("Plats"), lambda b: b.seat_label, of="place"),
    _column("state", N_("Läge"), booking_state),
    _column("missing", N_("Saknas"), missing_text),
    _more("exam_code", N_("Tentamenskod"), lambda b: b.exam_code),
    _more("form", N_("Form"), lambda b: _(FORM_NAMES[b.form])),
    _more("requested", N_("Förfrågan"), lambda b: _day(b.requested_on)),
    _more("attendance", N_("Närvaro"), _attended),
    _more("handed_in", N_("Inlämnad"), lambda b: _moment(b.handed_in)),
    _more("sent", N_("Skickad"), lambda b: _moment(b.sent)),
)
STUDENTS = (
    _column("name", N_("Namn"), lambda s: s.name),
    _column("number", N_("Nummer"), lambda s: s.number),
    _column("municipality", N_("Hemkommun"), lambda s: _town(s.municipality)),
    _column("municipality_code", N_("Kommunkod"), lambda s: _town_code(s.municipality),
            of="municipality"),
    _column("programme", N_("Program"), lambda s: s.programme),
    _column("email", N_("E-post"), lambda s: s.email),
    _column("state", N_("Läge"), _student_state),
    _more("given_name", N_("Förnamn"), lambda s: s.given_name),
    _more("family_name", N_("Efternamn"), lambda s: s.family_name),
    _more("phone", N_("Telefon"), lambda s: s.phone),
    _more("ended", N_("Avslutad"), lambda s: _day(s.ended_on)),
)  # fmt: skip
INTERNSHIPS = (
    _column("name", N_("Student"), lambda i: i.name),
    _column("kind", N_("Slag"), lambda i: _(KIND_NAMES[i.kind])),
    _column("workplace", N_("Arbetsplats"), lambda i: i.workplace_name),
    _column("starts", N_("Börjar"), lambda i: _day(i.starts_on), of="when"),
    _column("ends", N_("Slutar"), lambda i: _day(i.ends_on), of="when"),
    _column("weeks", N_("Perioder"), lambda i: weeks_text(i.periods), of="bar"),
    _column("state", N_("Läge"), lambda i: _(STATE_NAMES[i.state]).capitalize()),
    _column("missing", N_("Saknas"), _lacks),
    _more("employer", N_("Arbetsgivare"), lambda i: i.employer),
    _more("municipality", N_("Kommun"), lambda i: _town(i.municipality)),
    _more("municipality_code", N_("Kommunkod"), lambda i: _town_code(i.municipality)),
    _more("supervisor", N_("Handledare"), lambda i: i.supervisor_name),
    _more("provider", N_("Lärosäte"), lambda i: i.provider_name),
    _more("programme", N_("Program"), lambda i: i.programme),
    _more("course_code", N_("Kurskod"), lambda i: i.course_code),
)
WORKPLACES = (
    _column("name", N_("Arbetsplats"), lambda w: w.name),
    _column("employer", N_("Arbetsgivare"), lambda w: w.employer_name),
    _column("municipality", N_("Kommun"), lambda w: _town(w.municipality)),
    _column("municipality_code", N_("Kommunkod"), lambda w: _town_code(w.municipality),
            of="municipality"),
    _column("places", N_("Platser"), lambda w: str(w.places)),
    _column("now", N_("Praktik nu"), lambda w: str(w.open_internships)),
    _column("contact", N_("Kontakt"), lambda w: w.contact),
    _more("email", N_("E-post"), lambda w: w.email),
    _more("phone", N_("Telefon"), lambda w: w.phone),
    _more("address", N_("Adress"), lambda w: w.address),
    _more("ended", N_("Avslutad"), lambda w: _day(w.ended_on)),
)  # fmt: skip
SUPERVISORS = (
    _column("name", N_("Namn"), lambda s: s.name),
    _column("title", N_("Titel"), lambda s: s.title),
    _column("place", N_("Arbetsplats"), lambda s: s.workplace_name),
    _column("phone", N_("Telefon"), lambda s: s.phone),
    _column("state", N_("Läge"), supervisor_state),
    _column("checked", N_("Kontrollerad"), lambda s: _day(s.checked_on)),
    _more("email", N_("E-post"), lambda s: s.email),
    _more("left", N_("Slutade"), lambda s: _day(s.left_on)),
)
CERTIFICATES = (
    _column("number", N_("Nummer"), lambda c: c.number),
    _column("name", N_("Namn"), lambda c: c.name),
    _column("kind", N_("Slag"), lambda c: _(_CERTIFICATE_KINDS[c.kind])),
    _column("title", N_("Avser"), lambda c: c.title),
    _column("issued", N_("Utfärdat"), lambda c: _moment(c.issued)),
    _column("state", N_("Läge"), certificate_state),
    _column("valid_to", N_("Gäller till"), lambda c: _day(c.valid_to)),
    _more("printed", N_("Till skrivaren"), lambda c: _moment(c.printed)),
    _more("withdrawn", N_("Återkallat"), lambda c: _moment(c.withdrawn)),
    _more("replaced_by", N_("Ersatt av"), lambda c: c.replaced_by),
)
FEES = (
    _column("due", N_("Betalas senast"), lambda f: _day(f.due)),
    _column("name", N_("Student"), lambda f: f.name),
    _column("course", N_("Tentamen"), lambda f: f.course),
    _column("starts", N_("Skriver"), lambda f: _day(f.starts)),
    _column("kind", N_("Avgift för"), lambda f: _(FEE_KINDS[f.kind])),
    _column("amount", N_("Belopp"), lambda f: _sum(f.amount)),
    _column("state", N_("Läge"), fee_state),
    _column("provider", N_("Lärosäte"), lambda f: f.provider_name),
    _more("vat", N_("Varav moms"), lambda f: _sum(f.vat)),
    _more("payer", N_("Betalas av"), lambda f: _(PAYER_NAMES[f.payer])),
    _more("reference", N_("Fakturareferens"), lambda f: f.reference),
    _more("invoice", N_("Faktura"), lambda f: f.invoice),
    _more("invoiced", N_("Fakturerad"), lambda f: _day(f.invoiced_on)),
    _more("reminded", N_("Påmind"), lambda f: _day(f.reminded_on)),
    _more("paid", N_("Betald"), lambda f: _day(f.paid_on)),
    _more("refunded", N_("Återbetald"), lambda f: _day(f.refunded_on)),
    _more("receipt", N_("Kvitto"), lambda f: f.receipt),
)
