"""The incident report of one provider from the register: its own students and exams only (FH07)."""

from collections.abc import Mapping, Sequence
from datetime import date

from lärcentrum.documents.day_papers import letterhead, printable, wall_now
from lärcentrum.documents.incident_report_paper import (
    IncidentReport,
    IncidentRow,
    draw_incident_report,
)
from lärcentrum.errors import NotAsItStands
from lärcentrum.exams.booking_lists import BookingRow, booking_page
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.incident_kinds import DECISION_NAMES, INCIDENT_NAMES
from lärcentrum.exams.incidents import Incident, list_incidents, providers_of
from lärcentrum.exams.sittings import SittingExam, list_sittings, sitting_page
from lärcentrum.language import _, ngettext
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day

# --- rules -----------------------------------------------------------------


def of_provider(
    found: Sequence[Incident], provider: str, there: Mapping[str, Sequence[str]]
) -> list[Incident]:
    """Give what one provider reads of: what is about its own, and about all in a room of its own.

    Args:
        found: what happened.
        provider: the provider's uid.
        there: which providers have an exam at each sitting.
    """
    return [
        one for one in found
        if one.provider == provider
        or (one.provider is None and provider in there.get(one.sitting, ()))
    ]  # fmt: skip


# --- operations ------------------------------------------------------------


@reading(right=Right.TODAY)
def incident_report_pdf(store: Store, *, provider: str, day: date | None = None) -> bytes:
    """Draw what happened at one provider's exams on a day, for that provider only.

    A protected identity is "Person 7", and the note about it is kept back (FH04).

    Args:
        store: the register.
        provider: the provider's uid.
        day: today if not given.

    Raises:
        NotFound: no such provider.
        NotToday: the role reaches today only.
        NotAsItStands: nothing happened at its exams that day.
        GlyphMissing: a field holds a sign without a picture.
    """
    name = store.row("provider", provider)["name"]
    shown = day or store.clock.today()
    cards = list_sittings(store, first=shown, last=shown)
    there = providers_of(store, [card.uid for card in cards])
    mine = of_provider(list_incidents(store, first=shown, last=shown), provider, there)
    if not mine:
        raise NotAsItStands(
            "provider",
            _("Inga avvikelser gäller lärosätet den dagen."),
            _("Välj en annan dag eller ett annat lärosäte."),
        )
    pages = [
        sitting_page(store, sitting=card.uid)
        for card in cards
        if provider in there.get(card.uid, ())
    ]
    exams = [
        _exam_text(exam, page.bookings)
        for page in pages for exam in page.card.exams
        if exam_page(store, exam=exam.uid).facts.provider == provider
    ]  # fmt: skip
    contact = (setting(store, "centre_phone"), setting(store, "centre_email"))
    return draw_incident_report(
        IncidentReport(
            head=letterhead(store),
            to=name,
            day=long_day(shown),
            exams=tuple(exams),
            rows=tuple(_row(store, one) for one in mine),
            answer_to=", ".join(part for part in contact if part),
            printed=wall_now(store),
        )
    )


def _exam_text(exam: SittingExam, bookings: Sequence[BookingRow]) -> str:
    came = sum(one.exam == exam.uid and one.attendance in ("present", "late") for one in bookings)
    course = " ".join(part for part in (exam.course_code, exam.course_name) if part)
    return _("{course}: {n} skrev.").format(course=course, n=came)


def _row(store: Store, one: Incident) -> IncidentRow:
    who = one.course or _("Alla i salen")
    if one.booking is not None:
        person = booking_page(store, booking=one.booking)
        who = f"{printable(person.paper_name)}\n{one.course}"
    note = (
        _("Anteckningen lämnas inte ut (skyddade uppgifter).")
        if one.hidden
        # A row is never split over pages, so it must not grow with empty lines.
        else (" ".join(one.note.split()))
    )
    moved = ngettext("Slutet flyttat {n} minut.", "Slutet flyttat {n} minuter.", one.minutes)
    under = [note, moved.format(n=one.minutes) if one.minutes else ""]
    what = _(INCIDENT_NAMES[one.kind]).capitalize()
    decided = _(DECISION_NAMES[one.decision]).capitalize() if one.decision else ""
    return IncidentRow(
        at=f"{one.at:%H:%M}",
        room=one.room_name,
        who=who,
        what="\n".join(part for part in (what, *under) if part),
        decided="\n".join(part for part in (decided, one.by) if part) if decided else one.by,
    )
