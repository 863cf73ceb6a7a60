"""The confirmation from the register, and what the papers of a day have in common.

A protected identity is "Person 7" on all of them (FH04); a measure is named, never its reason.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from lärcentrum.certificates.attested import surroundings
from lärcentrum.clock import STOCKHOLM
from lärcentrum.documents.confirmation_paper import Confirmation, draw_confirmation
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.fonts import check_glyphs
from lärcentrum.documents.paper import Letterhead
from lärcentrum.exams.booking_lists import BookingRow, booking_page
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.confirmations import limit_text, measure_text, moved_end_text
from lärcentrum.exams.exams import exam_page
from lärcentrum.exams.fees_lists import booking_fees
from lärcentrum.exams.fees_rules import FeeKind, FeeState, Payer
from lärcentrum.exams.letters import LetterKind, LetterLanguage, letter_text
from lärcentrum.exams.providers import list_providers
from lärcentrum.exams.rule_profiles import RuleProfile, earliest_exit, latest_entry
from lärcentrum.exams.sittings import SittingExam, SittingPage
from lärcentrum.language import _, in_language, ngettext
from lärcentrum.operations import reading
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Store
from lärcentrum.swedish import kronor, long_day

# --- rules -----------------------------------------------------------------


def printable(name: str) -> str:
    """Give a name as a list can show it: one name in a script that the typeface lacks must not
    stop the day's papers, so its row sends the reader to the screen.
    """
    try:
        check_glyphs(name, "name")
    except GlyphMissing:
        return _("Namn i annan skrift – se skärmen")
    return name


def stands_as(booking: BookingRow, *, listed: bool = False) -> str:
    """Give what stands for a person on papers: a code or "Person 7" where it must (`paper_names`).

    Args:
        booking: whose.
        listed: whether the family name comes first, as in a list by name.
    """
    return booking.listed_on_paper if listed else booking.paper_name


def exam_name(exam: SittingExam) -> str:
    """Give an exam as a door sign shows it: "2SO123 Samhällsvetenskaplig metod (Umeå)"."""
    provider = f"({exam.provider_name})"
    return " ".join(part for part in (exam.course_code, exam.course_name, provider) if part)


def last_times(bookings: Sequence[BookingRow]) -> tuple[str, ...]:
    """Say how many must hand in when, so that no extended end is forgotten: "13:00: 4 personer"."""
    ends = Counter(one.ends for one in bookings)
    return tuple(
        ngettext("{time}: {n} person", "{time}: {n} personer", ends[end]).format(
            time=f"{end:%H:%M}", n=ends[end]
        )
        for end in sorted(ends)
    )


def course(booking: BookingRow) -> str:
    """Give the course as a list shows it: "2SO123 Samhällsvetenskaplig metod"."""
    return " ".join(part for part in (booking.course_code, booking.course_name) if part)


def short_course(booking: BookingRow) -> str:
    """Give the course in the least room: its code, else its name."""
    return booking.course_code or booking.course_name


def hours_text(booking: BookingRow) -> str:
    """Say when somebody writes: "09:00–13:20 · slutet flyttat 20 minuter"."""
    hours = f"{booking.starts:%H:%M}–{booking.ends:%H:%M}"
    return " · ".join(part for part in (hours, moved_end_text(booking)) if part)


# --- operations ------------------------------------------------------------


@reading(right=Right.SEE)
def confirmation_pdf(
    store: Store, *, booking: str, language: LetterLanguage = LetterLanguage.SWEDISH
) -> bytes:
    """Draw the confirmation that the student takes home (E04, E05).

    A protected person's is not drawn here: it would carry the alias only.

    Raises:
        NotFound: no such booking.
        ReasonNeeded: a protected person.
        GlyphMissing: a field holds a sign without a picture.
    """
    one = booking_page(store, booking=booking)
    if one.protected:
        raise ReasonNeeded
    exam = exam_page(store, exam=one.exam).facts
    profile = _profile(store, exam.provider)
    rules = centre_rules(store)
    with in_language(language):
        entry = latest_entry(profile, rules)
        left = earliest_exit(profile, rules)
        paper = Confirmation(
            head=letterhead(store),
            written=store.clock.today(),
            name=one.name,
            course=one.course_name,
            code=" ".join(part for part in (one.course_code, one.exam_code) if part),
            provider=one.provider_name,
            times=f"{long_day(one.starts.date())} {one.starts:%H:%M}–{one.ends:%H:%M}",
            room=one.room_name,
            contact=_contact(store),
            preliminary=one.preliminary,
            latest_entry=limit_text(entry),
            earliest_exit=limit_text(left) if left else "",
            aids=exam.aids,
            fee=fee_words(store, booking),
            measures=measure_text(one),
            bring=(letter_text(store, LetterKind.ID_RULE, language).body,),
            language=language,
        )
    return draw_confirmation(paper)


# --- inner -----------------------------------------------------------------


def fee_words(store: Store, booking: str) -> str:
    """Say what a booking's exam costs: "500 kr, betalas senast måndag 7 december 2026".

    Only what is set is promised on paper; "" while fees are off.
    """
    found = booking_fees(store, booking=booking)
    fee = next((one for one in found if one.kind is FeeKind.EXAM and one.uid), None)
    if fee is None or not fee.amount or fee.state is FeeState.EXEMPT:
        return ""
    if fee.paid_on is not None:
        return _("{sum}, betald").format(sum=kronor(fee.amount))
    if fee.payer is Payer.PROVIDER:
        return _("{sum}, betalas av lärosätet").format(sum=kronor(fee.amount))
    text = _("{sum}, betalas senast {day}")
    return text.format(sum=kronor(fee.amount), day=long_day(fee.due))


def letterhead(store: Store) -> Letterhead:
    """Give the letterhead that the settings say."""
    return Letterhead(
        municipality=setting(store, "municipality"),
        centre=setting(store, "centre_name"),
        address=surroundings(store).address[:4],
    )


def exam_rules(store: Store, page: SittingPage) -> tuple[str, ...]:
    """Give the lines of each exam's own rules in a room, as the invigilator reads them (C-02)."""
    rules = centre_rules(store)
    lines = []
    for exam in page.card.exams:
        facts = exam_page(store, exam=exam.uid).facts
        profile = _profile(store, facts.provider)
        line = _("{course}, {provider}: senaste insläpp {entry}, tidigast ut {exit}")
        text = line.format(
            course=exam.course_code or exam.course_name,
            provider=exam.provider_name,
            entry=limit_text(latest_entry(profile, rules)),
            exit=limit_text(earliest_exit(profile, rules)),
        )
        aids = _("Hjälpmedel: {aids}").format(aids=facts.aids) if facts.aids else ""
        lines.append(f"{text}. {aids}".strip() if aids else f"{text}.")
    return tuple(lines)


def _profile(store: Store, provider: str) -> RuleProfile:
    return next(one.profile for one in list_providers(store, ended=True) if one.uid == provider)


def _contact(store: Store) -> str:
    parts = (store.session.name, setting(store, "centre_phone"), setting(store, "centre_email"))
    return ", ".join(part for part in parts if part)


def wall_now(store: Store) -> datetime:
    """Give the print time, wall clock."""
    return store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)
