"""Fill the booking form from a mail that was copied; what is typed already stays."""

from PySide6.QtGui import QGuiApplication

from lärcentrum.errors import UserError
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.mail_requests import MailRequest, read_mail_request
from lärcentrum.language import _
from lärcentrum.people.students import read_student
from lärcentrum.store.store import Store
from ui.exams.booking_finders import exam_choice, provider_choice
from ui.exams.booking_form import BookingForm
from ui.kit.fields import Choice
from ui.kit.tokens import Tone
from ui.kit.typeahead import NEW

_PLAIN = (
    "course_code", "day", "starts", "minutes", "form", "platform", "contact_name", "contact_email",
)  # fmt: skip


def paste_mail(store: Store, form: BookingForm) -> None:
    """Read the mail on the clipboard into the form, and say what was found and what was not.

    Args:
        store: the register.
        form: the booking form.
    """
    try:
        asked = read_mail_request(store, text=QGuiApplication.clipboard().text())
    except UserError as error:
        form.banner.say_error(error)
        return
    filled = [*_fill_person(store, form, asked), *_fill_exam(store, form, asked)]
    missing = [title for name, title in _wanted() if not form.field(name).value()]
    said = _("Ur mejlet: {what}.").format(what=", ".join(filled)) if filled else _(
        "Allt som står i mejlet är redan ifyllt.")  # fmt: skip
    rest = [_("Läs igenom innan du bokar.")]
    if missing:
        rest.append(_("Mejlet säger inte: {what}.").format(what=", ".join(missing)))
    if asked.extra_time:
        rest.append(_("Mejlet nämner förlängd tid: lägg till den under Anpassning och plats."))
    form.banner.say(said, " ".join(rest), Tone.ACCENT)


def _wanted() -> tuple[tuple[str, str], ...]:
    return (
        ("student", _("person")), ("provider", _("lärosäte")), ("exam", _("tentamen")),
        ("day", _("datum")), ("starts", _("tid")),
    )  # fmt: skip


def _fill_person(store: Store, form: BookingForm, asked: MailRequest) -> list[str]:
    if form.student.value():
        return []
    if asked.student:
        name = read_student(store, student=asked.student).name
        form.student.put(Choice(asked.student, name))
        return [_("person")]
    name = f"{asked.given_name} {asked.family_name}".strip()
    if not name:
        return []
    form.student.put(Choice(NEW, name, _("ny person")))
    for field, value in (
        ("given_name", asked.given_name), ("family_name", asked.family_name),
        ("identity_number", asked.identity_number), ("student_email", asked.email),
        ("student_phone", asked.phone),
    ):  # fmt: skip
        form.field(field).put(value)
    form.reach.setVisible(bool(asked.email or asked.phone))
    return [_("ny person")]


def _fill_exam(store: Store, form: BookingForm, asked: MailRequest) -> list[str]:
    if asked.exam and not form.exam.value():
        form.exam.put(exam_choice(exam_page(store, exam=asked.exam)))
        return [_("tentamen")]
    filled = []
    provider = next((one for one in form.providers() if one.uid == asked.provider), None)
    if provider is not None and not form.provider.value():
        form.provider.put(provider_choice(provider))
        filled.append(_("lärosäte"))
    if asked.course_name and not form.exam.value():
        form.exam.take_draft(asked.course_name)
        filled.append(_("tentamen"))
    titles = {"day": _("datum"), "starts": _("tid"), "minutes": _("längd")}
    for name in _PLAIN:
        value = getattr(asked, name)
        if value in (None, "") or not _is_free(form, name):
            continue
        form.field(name).put(value.value if name == "form" else value)
        if name in titles:
            filled.append(titles[name])
    return filled


def _is_free(form: BookingForm, name: str) -> bool:
    """Tell whether nobody has typed there, and no exam of the register says it."""
    return form.field(name).isEnabled() and not form.dirty(name)
