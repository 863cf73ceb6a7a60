"""A booking confirmed to the student and to the provider: the text, and who was told (E04, E05).

Nothing is sent from here: the text is pasted into a mail or printed, and who was told is noted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lärcentrum.errors import NotAsItStands
from lärcentrum.exams import fields, times
from lärcentrum.exams.booking_changes import check_ahead
from lärcentrum.exams.booking_lists import BookingRow, booking_page
from lärcentrum.exams.booking_states import MISSING_NAMES, Missing
from lärcentrum.exams.centre_rules import centre_rules
from lärcentrum.exams.exams import FORM_NAMES, Exam, exam_page
from lärcentrum.exams.letters import Letter, LetterKind, LetterLanguage, fill_in, letter_text
from lärcentrum.exams.provider_rules import profile_of
from lärcentrum.exams.rule_profiles import earliest_exit, latest_entry
from lärcentrum.language import N_, _, in_language, ngettext
from lärcentrum.operations import operation, reading
from lärcentrum.people import students
from lärcentrum.people.protection import checked_reason
from lärcentrum.people.students.records import whole_student
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.store import Row, Store
from lärcentrum.swedish import long_day

# --- records ---------------------------------------------------------------


class Addressee(StrEnum):
    """Who is told of a booking."""

    STUDENT = "student"
    PROVIDER = "provider"


ADDRESSEE_NAMES = {
    Addressee.STUDENT: N_("studenten"),
    Addressee.PROVIDER: N_("lärosätet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That somebody was told of a booking.

    Args:
        to: who.
        at: when, wall clock.
        by: the name of who noted it.
        outdated: whether the time or the room is another one now.
    """

    to: Addressee
    at: datetime
    by: str
    outdated: bool


# --- rules -----------------------------------------------------------------


def limit_text(minutes: int | None) -> str:
    """Say a limit in minutes after the start."""
    if minutes is None:
        return _("ingen gräns")
    return _("{n} min efter start").format(n=minutes) if minutes else _("vid start")


def measure_text(booking: BookingRow) -> str:
    """Name what is done for a student, as a list may show it (FH10)."""
    parts = []
    if booking.extra_min:
        parts.append(_("förlängd tid till {time}").format(time=times.clock_text(booking.ends)))
    if booking.own_room:
        parts.append(_("eget rum"))
    if booking.moved_min:
        parts.append(moved_end_text(booking))
    return ", ".join(parts)


def moved_end_text(booking: BookingRow) -> str:
    """Say that an incident moved the end, "" where none did."""
    if not booking.moved_min:
        return ""
    return ngettext(
        "slutet flyttat {n} minut", "slutet flyttat {n} minuter", booking.moved_min
    ).format(n=booking.moved_min)


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)


_SAID = (
    Missing.PLACE, Missing.APPROVAL, Missing.NEW_APPROVAL, Missing.PAIR, Missing.TIME,
    Missing.MATERIAL,
)  # fmt: skip


def _of_the_booking(one: BookingRow, exam: Exam) -> dict[str, str]:
    lacks = [_(MISSING_NAMES[name]) for name in one.missing if name in _SAID]
    form = _(FORM_NAMES[exam.facts.form])
    return {
        "exam": _joined(one.course_code, one.course_name, by=" "),
        "code": one.exam_code or one.course_code,
        "provider": one.provider_name,
        "day": long_day(one.starts.date()),
        "starts": times.clock_text(one.starts),
        "ends": times.clock_text(one.ends),
        "room": one.room_name,
        "form": _joined(form, exam.facts.platform),
        "aids": exam.facts.aids,
        "measures": measure_text(one),
        "missing": _joined(*lacks),
    }


# --- operations ------------------------------------------------------------


def _of_the_centre(store: Store, exam: Exam, language: LetterLanguage) -> dict[str, str]:
    profile = profile_of(store, store.id_of("provider", exam.facts.provider))
    rules, asked = centre_rules(store), exam.facts.contact
    return {
        "entry": limit_text(latest_entry(profile, rules)),
        "exit": limit_text(earliest_exit(profile, rules)) if earliest_exit(profile, rules) else "",
        "address": setting(store, "centre_address"),
        "centre": setting(store, "centre_name"),
        "contact": _joined(
            store.session.name, setting(store, "centre_phone"), setting(store, "centre_email")
        ),
        "provider_contact": _joined(asked.name, asked.title, asked.email, asked.phone),
        "id_rule": letter_text(store, LetterKind.ID_RULE, language).body,
    }


def _letter(
    store: Store, one: BookingRow, to: Addressee, language: LetterLanguage,
    person: Mapping[str, str],
) -> Letter:  # fmt: skip
    with in_language(language):
        exam = exam_page(store, exam=one.exam)
        facts = {**_of_the_booking(one, exam), **_of_the_centre(store, exam, language), **person}
    if to is Addressee.PROVIDER:
        facts["provider_contact"] = exam.facts.contact.name
    text = letter_text(store, LetterKind(to), language)
    return Letter(subject=fill_in(text.subject, facts), body=fill_in(text.body, facts))


@reading(right=Right.SEE)
def confirmation_text(
    store: Store,
    *,
    booking: str,
    to: Addressee = Addressee.STUDENT,
    language: LetterLanguage = LetterLanguage.SWEDISH,
) -> Letter:
    """Word the confirmation of a booking, to paste into a mail (E04).

    A protected person is "Person 7" in it, without any contact.

    Args:
        store: the register.
        booking: the booking's uid.
        to: whom it is written to.
        language: what it is written in.

    Raises:
        NotFound: no such booking.
    """
    one = booking_page(store, booking=booking)
    person = {"student": one.paper_name, "student_contact": ""}
    if not one.protected:
        known = students.read_student(store, student=one.student)
        person["student_contact"] = _joined(known.email, known.phone)
    return _letter(store, one, to, language, person)


@operation(right=Right.PROTECTED, label=N_("Skyddad bekräftelse visad"), undoable=False)
def protected_confirmation_text(
    store: Store,
    *,
    booking: str,
    reason: str,
    to: Addressee = Addressee.STUDENT,
    language: LetterLanguage = LetterLanguage.SWEDISH,
) -> Letter:
    """Word the confirmation of a protected person with the name in it; who and why are logged.

    Args:
        store: the register.
        booking: the booking's uid.
        reason: logged.
        to: whom it is written to.
        language: what it is written in.

    Raises:
        NotFound: no such booking.
        ReasonNeeded: no reason is given.
    """
    why = checked_reason(reason)
    one = booking_page(store, booking=booking)
    known = whole_student(store, one.student, unmasked=True)
    person = {
        "student": _joined(known.given_name, known.family_name, by=" "),
        "student_contact": known.email,
    }
    made = _letter(store, one, to, language, person)
    with store.write():
        store.note(f"{one.student}: {why}")
    return made


_ROOM = "SELECT room_id FROM sitting WHERE id = ?"


@operation(right=Right.REGISTER, label=N_("Bekräftad"))
def note_confirmed(store: Store, *, booking: str, to: Addressee) -> None:
    """Note that the student or the provider has been told of a booking as it stands now.

    Raises:
        NotFound: no such booking.
        WrongStep: it is written, refused or called off.
        BadValue: it has no place to be told of.
    """
    row = check_ahead(store, booking)
    if row["place_given_at"] is None or row["waiting_since"] is not None:
        raise NotAsItStands(
            "booking", _("Bokningen har ingen plats att bekräfta."), _("Ge den en plats först.")
        )
    with store.write():
        store.insert(
            "confirmation",
            booking_id=row["id"],
            addressee=to,
            told_at=fields.now_minutes(store),
            told_by=store.session.user,
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            room_id=store.value(_ROOM, row["sitting_id"]),
        )


_TOLD = """
SELECT confirmation.*, coalesce(user.name, '') AS by_name, sitting.room_id AS room_now,
    booking.starts_at AS starts_now, booking.ends_at AS ends_now
FROM confirmation JOIN booking ON booking.id = confirmation.booking_id
LEFT JOIN sitting ON sitting.id = booking.sitting_id
LEFT JOIN user ON user.uid = confirmation.told_by
WHERE booking.uid = ? ORDER BY confirmation.told_at, confirmation.id
"""


@reading(right=Right.SEE)
def confirmations_of(store: Store, *, booking: str) -> list[Told]:
    """List who has been told of a booking, the last time for each.

    Raises:
        NotFound: no such booking.
    """
    store.id_of("booking", booking)
    last = {row["addressee"]: row for row in store.query(_TOLD, booking)}
    return [_told(last[to]) for to in Addressee if to in last]


def _told(row: Row) -> Told:
    now = (row["starts_now"], row["ends_now"], row["room_now"])
    return Told(
        to=Addressee(row["addressee"]),
        at=times.to_wall(row["told_at"]),
        by=row["by_name"],
        outdated=now != (row["starts_at"], row["ends_at"], row["room_id"]),
    )
