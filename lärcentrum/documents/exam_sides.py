"""What a cover sheet tells of one exam: the provider's side and the centre's (C-01)."""

from collections.abc import Iterator, Sequence

from lärcentrum.documents.cover_sheet_paper import Line
from lärcentrum.documents.day_papers import exam_rules
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.custody import exam_custody
from lärcentrum.exams.custody_log import Step, event_text
from lärcentrum.exams.exams import FORM_NAMES, Exam, ExamForm, NewExam, exam_page
from lärcentrum.exams.moved_ends import times_text
from lärcentrum.exams.row_order import RowOrder, in_order
from lärcentrum.exams.sittings import SittingExam, SittingPage
from lärcentrum.exams.times import clock_text, to_wall, when_text
from lärcentrum.language import N_, _, ngettext
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

_MARKS = {ExamForm.DIGITAL: N_("Digital"), ExamForm.COMPUTER: N_("Lånedator")}
_LENT = {ExamForm.DIGITAL: N_("Digital tentamen"), ExamForm.COMPUTER: N_("Lånedator")}


def form_text(facts: NewExam) -> str:
    """Say that an exam is digital or written on a computer that is lent (E26); "" on paper."""
    word = _(_LENT[facts.form]) if facts.form in _LENT else ""
    return ", ".join(part for part in (word, facts.platform) if part)


def form_mark(facts: NewExam) -> str:
    """Say the same in a word, where there is little room."""
    return _(_MARKS[facts.form]) if facts.form in _MARKS else ""


def contact_text(facts: NewExam, *, titled: bool = False) -> str:
    """Give whom to ask at the provider: "Eva Berg · eva@… · 08-…".

    Args:
        facts: the exam.
        titled: whether the title is told, too.
    """
    one = facts.contact
    parts = (one.name, one.title if titled else "", one.email, one.phone)
    return " · ".join(part for part in parts if part)


def seats_text(bookings: Sequence[BookingRow]) -> str:
    """Give the seats of some bookings: "1, 3, 5"."""
    seated = in_order(bookings, RowOrder.SEAT)
    return ", ".join(one.seat_label for one in seated if one.seat_label)


def material_text(store: Store, exam: Exam) -> str:
    """Say when and how an exam's material came; "" while nobody has noted it."""
    came = [
        one for one in exam_custody(store, exam=exam.uid).events if one.step is Step.RECEIVED
    ]  # fmt: skip
    if came:
        return "; ".join(f"{when_text(one.at)} {event_text(one)}".strip() for one in came)
    return "" if exam.material_at is None else when_text(to_wall(exam.material_at))


def provider_side(exam: SittingExam, facts: NewExam) -> tuple[Line, ...]:
    """Give what the provider has said of its exam."""
    start = clock_text(facts.ordinary_start) if facts.ordinary_start else ""
    length = ngettext("{n} minut", "{n} minuter", facts.minutes).format(n=facts.minutes)
    when = ", ".join(part for part in (long_day(facts.day), start, length) if part)
    form = ", ".join(part for part in (_(FORM_NAMES[facts.form]), facts.platform) if part)
    lines = (
        (_("Lärosäte"), exam.provider_name),
        (_("Kurs"), " ".join(part for part in (exam.course_code, exam.course_name) if part)),
        (_("Prov"), facts.exam_code),
        (_("Ordinarie tid"), when),
        (_("Skrivs"), form),
        (_("Under kod"), _("ja") if facts.anonymous else ""),
        (_("Hjälpmedel"), facts.aids),
        (_("Kontakt"), contact_text(facts, titled=True)),
    )
    return tuple(line for line in lines if line[1])


def whole_provider_side(store: Store, exam: SittingExam) -> tuple[Line, ...]:
    """Give the same with how the material came and goes back, for filling in what is not known."""
    page = exam_page(store, exam=exam.uid)
    return (
        *provider_side(exam, page.facts),
        (_("Materialet kom"), material_text(store, page)),
        (_("Ska tillbaka, hur"), ""),
    )


def centre_side(store: Store, page: SittingPage, exam: SittingExam) -> tuple[Line, ...]:
    """Give what the centre has arranged for one of a sitting's exams."""
    return tuple(_centre_side(store, page, exam))


def _centre_side(store: Store, page: SittingPage, exam: SittingExam) -> Iterator[Line]:
    card = page.card
    mine = [one for one in page.bookings if one.exam == exam.uid]
    rules = dict(zip((one.uid for one in card.exams), exam_rules(store, page), strict=True))
    count = ngettext("{n} person", "{n} personer", len(mine)).format(n=len(mine))
    yield _("Sal"), card.room_name
    yield _("Tid här"), times_text(card.starts, card.ends, card.moved)
    yield _("Skriver här"), count
    if seats := seats_text(mine):
        yield _("Platser"), seats
    yield _("Tentamensvakter"), ", ".join(card.invigilators)
    yield _("Regler"), rules[exam.uid]
    asked = (setting(store, "centre_phone"), setting(store, "centre_email"))
    if contact := ", ".join(part for part in asked if part):
        yield _("Frågor till"), contact
