"""Exams: what a provider gives, when, and whom to ask there."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.day_right import check_days, check_exam
from lärcentrum.exams.standing import ExamHasBookings
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.people.contact import clean_email, clean_phone
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store

USUAL_START = time(9)
"""What is booked provisionally while the provider has not said the hour (LTU's own advice)."""
LEAST_MINUTES, MOST_MINUTES = 5, 1440

# --- records ---------------------------------------------------------------


class ExamForm(StrEnum):
    """How an exam is written."""

    PAPER = "paper"
    DIGITAL = "digital"
    COMPUTER = "computer"
    ORAL = "oral"
    NATIONAL = "national"
    HOGSKOLEPROV = "hogskoleprov"
    CERTIFICATION = "certification"


FORM_NAMES = {
    ExamForm.PAPER: N_("på papper"),
    ExamForm.DIGITAL: N_("digital"),
    ExamForm.COMPUTER: N_("dator utan nät"),
    ExamForm.ORAL: N_("muntlig"),
    ExamForm.NATIONAL: N_("nationellt prov"),
    ExamForm.HOGSKOLEPROV: N_("högskoleprov"),
    ExamForm.CERTIFICATION: N_("certifiering"),
}
WITHOUT_MATERIAL = frozenset({ExamForm.DIGITAL, ExamForm.ORAL})
"""Forms where nothing comes by post or mail and nothing is sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask at the provider about one exam (E05)."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


NO_CONTACT = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExam:
    """An exam as it is typed in.

    Args:
        provider: the provider's or the department's uid.
        course_name: the course.
        day: the day of the exam.
        minutes: the ordinary length.
        ordinary_start: when it begins on campus; None while the provider has not said.
        course_code: the course's code.
        exam_code: the code of the exam or its part.
        form: how it is written.
        platform: Inspera, WISEflow …
        aids: what is allowed.
        language: of the exam, a code such as `sv`.
        anonymous: whether it is written under a code.
        contact: whom to ask.
        note: what else there is to know.
    """

    provider: str
    course_name: str
    day: date
    minutes: int
    ordinary_start: time | None = None
    course_code: str = ""
    exam_code: str = ""
    form: ExamForm = ExamForm.PAPER
    platform: str = ""
    aids: str = ""
    language: str = "sv"
    anonymous: bool = False
    contact: Contact = NO_CONTACT
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """An exam as lists show it.

    Args:
        uid: the exam's uid.
        facts: what was typed in.
        provider_name: the provider as people say it.
        booked: bookings that are neither refused nor cancelled.
        material_at: when its material came, UTC minutes; None while it has not.
        cancelled_at: when the provider called it off, UTC minutes.
    """

    uid: str
    facts: NewExam
    provider_name: str
    booked: int
    material_at: int | None
    cancelled_at: int | None


# --- rules -----------------------------------------------------------------


def ordinary_start(facts: NewExam) -> datetime:
    """Give the ordinary start, wall clock; 09:00 while it is not known."""
    return datetime.combine(facts.day, facts.ordinary_start or USUAL_START)


def exam_from(row: Row) -> NewExam:
    """Read what was typed in from an exam's row (which must bring `provider_uid`)."""
    start = row["ordinary_start"]
    return NewExam(
        provider=row["provider_uid"],
        course_name=row["course_name"],
        day=date.fromisoformat(row["date"]),
        minutes=row["length_min"],
        ordinary_start=time.fromisoformat(start) if start else None,
        course_code=row["course_code"],
        exam_code=row["exam_code"],
        form=ExamForm(row["form"]),
        platform=row["platform"],
        aids=row["aids"],
        language=row["language"],
        anonymous=bool(row["anonymous"]),
        contact=Contact(
            name=row["contact_name"],
            title=row["contact_title"],
            email=row["contact_email"],
            phone=row["contact_phone"],
        ),
        note=row["note"],
    )


def exam_values(facts: NewExam) -> dict[str, Any]:
    """Give the columns of an exam but its provider.

    Raises:
        BadValue: no course, or a number out of its range.
        NoSuchTime: the clock skips the start in spring.
    """
    times.to_minutes(ordinary_start(facts))
    start, contact = facts.ordinary_start, facts.contact
    return {
        "course_name": fields.line("course_name", facts.course_name, required=True),
        "course_code": fields.line("course_code", facts.course_code, most=40),
        "exam_code": fields.line("exam_code", facts.exam_code, most=40),
        "date": facts.day.isoformat(),
        "ordinary_start": times.clock_text(start) if start else None,
        "length_min": fields.number("minutes", facts.minutes, LEAST_MINUTES, MOST_MINUTES),
        "form": facts.form,
        "platform": fields.line("platform", facts.platform, most=100),
        "aids": fields.line("aids", facts.aids, most=1000),
        "language": fields.line("language", facts.language, most=8, required=True),
        "anonymous": int(facts.anonymous),
        "contact_name": fields.line("contact_name", contact.name),
        "contact_title": fields.line("contact_title", contact.title),
        "contact_email": clean_email(contact.email),
        "contact_phone": clean_phone(contact.phone),
        "note": fields.note("note", facts.note),
    }


# --- operations ------------------------------------------------------------

_EXAM = """
SELECT exam.*, p.uid AS provider_uid, coalesce(nullif(p.short, ''), p.name) AS provider_name,
    (SELECT count(*) FROM booking WHERE exam_id = exam.id AND cancelled_at IS NULL
        AND refused_at IS NULL) AS booked
FROM exam JOIN provider AS p ON p.id = exam.provider_id
"""
_BY_DAY = (
    _EXAM
    + """
WHERE date BETWEEN ? AND ? AND (?3 IS NULL OR p.uid = ?3) AND exam.cancelled_at IS NULL
ORDER BY date, ordinary_start, course_name
"""
)


@reading(right=Right.TODAY)
def list_exams(store: Store, *, first: date, last: date, provider: str | None = None) -> list[Exam]:
    """List the exams of some days, by day, start and course.

    Args:
        store: the register.
        first: the first day.
        last: the last day.
        provider: only this provider's.

    Raises:
        NotToday: the role reaches today only.
    """
    check_days(store, first, last)
    rows = store.query(_BY_DAY, first.isoformat(), last.isoformat(), provider)
    return [_exam(row) for row in rows]


_ONE = _EXAM + "WHERE exam.uid = ?"


@reading(right=Right.TODAY)
def exam_page(store: Store, *, exam: str) -> Exam:
    """Give one exam.

    Raises:
        NotFound: no such exam.
        NotToday: the role reaches today only.
    """
    store.id_of("exam", exam)
    check_exam(store, exam)
    return _exam(store.query(_ONE, exam)[0])


def _exam(row: Row) -> Exam:
    return Exam(
        uid=row["uid"],
        facts=exam_from(row),
        provider_name=row["provider_name"],
        booked=row["booked"],
        material_at=row["material_at"],
        cancelled_at=row["cancelled_at"],
    )


@operation(right=Right.REGISTER, label=N_("Tentamen tillagd"))
def add_exam(store: Store, *, facts: NewExam) -> str:
    """Add an exam.

    Returns:
        the exam's uid.

    Raises:
        NotFound: no such provider.
        BadValue: no course, or a number out of its range.
    """
    with store.write():
        return insert_exam(store, facts)


def insert_exam(store: Store, facts: NewExam) -> str:
    """Write a new exam inside an operation and give its uid."""
    provider_id = store.id_of("provider", facts.provider)
    return store.insert("exam", provider_id=provider_id, **exam_values(facts)).uid


_ACTIVE = """
SELECT count(*) FROM booking WHERE exam_id = ? AND cancelled_at IS NULL AND refused_at IS NULL
    AND substr(starts_wall, 1, 10) <> ?
"""


@operation(right=Right.REGISTER, label=N_("Tentamen ändrad"))
def change_exam(store: Store, *, exam: str, facts: NewExam) -> None:
    """Set what is known of an exam anew, whole.

    Bookings keep their own time; a booking is moved by `move_booking`. The day follows only when
    every booking has been moved there first; the length stays while there are any.

    Raises:
        NotFound: no such exam or provider.
        BadValue: no course, or a number out of its range.
        ExamHasBookings: another day or length under bookings.
    """
    there = store.row("exam", exam)
    provider_id = store.id_of("provider", facts.provider)
    values = exam_values(facts)
    if there["length_min"] != facts.minutes and store.value(_ACTIVE, there["id"], ""):
        raise ExamHasBookings("minutes", exam)
    if there["date"] != values["date"] and store.value(_ACTIVE, there["id"], values["date"]):
        raise ExamHasBookings("day", exam)
    with store.write():
        store.update("exam", exam, provider_id=provider_id, **values)


@operation(right=Right.TODAY, label=N_("Tentamen mottagen"))
def receive_material(store: Store, *, exam: str) -> None:
    """Note that the exam's material has come.

    Raises:
        NotFound: no such exam.
        NotToday: the role runs today's sittings only.
    """
    store.id_of("exam", exam)
    check_exam(store, exam, Right.REGISTER)
    with store.write():
        store.update("exam", exam, material_at=fields.now_minutes(store))


@operation(right=Right.REGISTER, label=N_("Tentamen inställd"))
def cancel_exam(store: Store, *, exam: str, why: str = "") -> None:
    """Note that the provider has called the exam off; its bookings are proposed, not cancelled.

    Raises:
        NotFound: no such exam.
        BadValue: it has been called off already.
    """
    if store.row("exam", exam)["cancelled_at"] is not None:
        raise NotAsItStands("exam", _("Tentamen är redan inställd."))
    reason = fields.line("why", why, most=400)
    with store.write():
        store.update("exam", exam, cancelled_at=fields.now_minutes(store))
        if reason:
            store.note(reason)
