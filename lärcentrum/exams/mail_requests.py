"""A request for an exam that came by mail: what the register knows of what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from lärcentrum.errors import UserError
from lärcentrum.exams.exams import ExamForm, list_exams
from lärcentrum.exams.mail_words import MailWords, mail_words
from lärcentrum.exams.providers import Provider, list_providers
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.people.students import StudentRow, search_students
from lärcentrum.rights import Right
from lärcentrum.settings import list_settings
from lärcentrum.store.store import Store
from lärcentrum.swedish import fold

# --- errors ----------------------------------------------------------------


@dataclass(eq=False)
class NotARequest(UserError):
    """Nothing of a booking could be read in a text."""

    field: ClassVar[str] = "text"

    def parts(self) -> tuple[str, str, str]:
        """See `UserError.parts`."""
        return (
            _("I texten finns inget som går att läsa som en bokning."),
            _("Inget är ifyllt."),
            _("Kopiera hela mejlet, också raderna överst, eller skriv i fälten."),
        )


# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRequest:
    """What a mail asks for, as the booking form takes it; "" and None where it does not say.

    Args:
        student: the uid of the one student it can be from; "" for a new or an unknown one.
        given_name: of a student who is not in the register.
        family_name: of the same.
        identity_number: of the same.
        email: of the same.
        phone: of the same.
        provider: the provider's or the department's uid.
        exam: the uid of the exam, when it stands in the register already.
        course_name: the course.
        course_code: its code.
        day: the exam's day.
        starts: when it begins at the provider.
        minutes: how long it is, without extra time.
        form: how it is written; None where nothing is said.
        platform: Inspera, WISEflow …
        contact_name: whom to ask at the provider.
        contact_email: the same person's address.
        extra_time: whether extra time is mentioned.
    """

    student: str = ""
    given_name: str = ""
    family_name: str = ""
    identity_number: str = ""
    email: str = ""
    phone: str = ""
    provider: str = ""
    exam: str = ""
    course_name: str = ""
    course_code: str = ""
    day: date | None = None
    starts: time | None = None
    minutes: int | None = None
    form: ExamForm | None = None
    platform: str = ""
    contact_name: str = ""
    contact_email: str = ""
    extra_time: bool = False


# --- rules -----------------------------------------------------------------

_MANY = 3
"""Hits of which one is looked for; more than one leaves the choice to the eye."""


def domains(provider: Provider) -> set[str]:
    """Give the domains of a provider's addresses: that of its own, and `ltu.se` for LTU."""
    own = provider.email.rpartition("@")[2]
    short = f"{provider.short.lower()}.se" if provider.short.isalpha() else ""
    return {one for one in (own, short) if one}


def provider_in(text: str, addresses: Sequence[str], providers: Sequence[Provider]) -> str:
    """Find the one provider that a text speaks of, by name, short name or address.

    Args:
        text: what stands after *Lärosäte:*, or the whole mail.
        addresses: e-mail addresses in the mail.
        providers: those of the register; a department that is named goes before its provider.

    Returns:
        its uid, "" where none is named, or several.
    """
    folded = f" {fold(text)} "
    named = [one for one in providers if f" {fold(one.name)} " in _spaced(folded)]
    named = [one for one in named if not any(other.parent == one.uid for other in named)]
    short = [one for one in providers if one.short and _has_word(text, one.short)]
    at = [
        one for one in providers
        if one.parent is None and any(_is_at(mail, domains(one)) for mail in addresses)
    ]  # fmt: skip
    for found in (named, short, at):
        if len({one.uid for one in found}) == 1:
            return found[0].uid
    return ""


def _spaced(text: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in text)


def _has_word(text: str, word: str) -> bool:
    return f" {word} " in f" {_spaced(text)} "


def _is_at(address: str, there: set[str]) -> bool:
    domain = address.rpartition("@")[2]
    return any(domain == one or domain.endswith(f".{one}") for one in there)


def _is_staff(address: str, there: set[str]) -> bool:
    return _is_at(address, there) and not address.rpartition("@")[2].startswith("stud")


# --- operations ------------------------------------------------------------


@reading(right=Right.REGISTER)
def read_mail_request(store: Store, *, text: str) -> MailRequest:
    """Read a mail that asks for an exam; nothing is kept, and what is not sure is left out.

    Args:
        store: the register.
        text: the mail as it was copied.

    Raises:
        NotARequest: nothing of a booking could be read in it.
    """
    words = mail_words(text, store.clock.today())
    providers = list_providers(store)
    provider = provider_in(words.provider, (), providers) or provider_in(
        text, words.emails, providers
    )
    staff = {domain for one in providers for domain in domains(one)}
    contact = next((one for one in words.emails if _is_staff(one, staff)), "")
    ours = str(list_settings(store)["centre_email"]).lower()
    mine = [one for one in words.emails if not _is_staff(one, staff) and one.lower() != ours]
    made = MailRequest(
        **_person(store, words, mine),
        provider=provider,
        exam=_exam(store, words, provider),
        course_name=words.course_name or words.course_code,
        course_code=words.course_code if words.course_name else "",
        day=words.day,
        starts=words.starts,
        minutes=words.minutes,
        form=ExamForm.DIGITAL if words.platform else None,
        platform=words.platform,
        contact_name=words.contact_name or (words.sender if _sent_by(words, contact) else ""),
        contact_email=contact,
        extra_time=words.extra_time,
    )
    if made == MailRequest():
        raise NotARequest
    return made


def _sent_by(words: MailWords, address: str) -> bool:
    return bool(address) and words.emails[:1] == (address,)


def _person(store: Store, words: MailWords, mine: list[str]) -> dict[str, str]:
    name = words.name
    if not name and mine and words.emails[0] == mine[0] and " " in words.sender:
        name = words.sender
    known = _known(store, words.identity_number, mine, name)
    if known is not None:
        return {"student": known.uid}
    given, _space, family = name.rpartition(" ")
    if "," in name:
        family, _comma, given = (part.strip() for part in name.partition(","))
    return {
        "given_name": given or family,
        "family_name": family if given else "",
        "identity_number": words.identity_number,
        "email": mine[0] if mine else "",
        "phone": words.phone,
    }


def _known(store: Store, number: str, mine: list[str], name: str) -> StudentRow | None:
    """Give the one student that the surest fact fits; a number that fits nobody is a new one's."""
    for asked in [number] if number else [*mine[:1], name]:
        found = search_students(store, text=asked, limit=_MANY) if asked else []
        if asked == name:
            found = [one for one in found if fold(one.name) == fold(name)]
        if len(found) == 1:
            return found[0]
    return None


def _exam(store: Store, words: MailWords, provider: str) -> str:
    if words.day is None or not (words.course_code or words.course_name):
        return ""
    found = [
        one for one in list_exams(store, first=words.day, last=words.day)
        if provider in ("", one.facts.provider)
        and (one.facts.course_code == words.course_code if words.course_code
             else fold(one.facts.course_name) == fold(words.course_name))
    ]  # fmt: skip
    return found[0].uid if len(found) == 1 else ""
