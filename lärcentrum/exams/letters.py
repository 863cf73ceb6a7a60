"""The words of the letters about a booking, with named places, in Swedish and English (E04).

What travels with the program is a start (`resources/codes/letters.toml`); a centre keeps its own.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import resources
from lärcentrum.errors import BadValue, NotAsItStands
from lärcentrum.exams import fields
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store

# --- records ---------------------------------------------------------------


class LetterKind(StrEnum):
    """A text that a centre words itself."""

    STUDENT = "student"
    PROVIDER = "provider"
    ID_RULE = "id_rule"
    RECEIPT = "receipt"


class LetterLanguage(StrEnum):
    """The languages that letters are written in."""

    SWEDISH = "sv"
    ENGLISH = "en"


KIND_NAMES = {
    LetterKind.STUDENT: N_("Bekräftelse till studenten"),
    LetterKind.PROVIDER: N_("Bekräftelse till lärosätet"),
    LetterKind.ID_RULE: N_("Legitimation"),
    LetterKind.RECEIPT: N_("Påminnelse om kvittens"),
}
LANGUAGE_NAMES = {
    LetterLanguage.SWEDISH: N_("svenska"),
    LetterLanguage.ENGLISH: N_("engelska"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """One text with its places.

    Args:
        kind: what it is for.
        language: what it is written in.
        subject: the mail's subject.
        body: the text.
        own: whether the centre has worded it.
    """

    kind: LetterKind
    language: LetterLanguage
    subject: str
    body: str
    own: bool

    @property
    def uid(self) -> str:
        """Give what tells it from the other texts."""
        return f"{self.kind}.{self.language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it is sent.

    Args:
        subject: the mail's subject.
        body: the text.
    """

    subject: str
    body: str


# --- rules -----------------------------------------------------------------

_BOTH = frozenset({
    "student", "exam", "code", "provider", "day", "starts", "ends", "room", "address", "id_rule",
    "contact", "provider_contact", "centre", "form", "entry", "exit", "missing",
})  # fmt: skip
PLACES: Mapping[LetterKind, frozenset[str]] = {
    # What helps the student is the student's own business, never the provider's letter's.
    LetterKind.STUDENT: _BOTH | {"aids", "measures"},
    LetterKind.PROVIDER: _BOTH | {"aids", "student_contact"},
    LetterKind.ID_RULE: frozenset(),
    LetterKind.RECEIPT: frozenset(
        {
            "exam",
            "code",
            "provider",
            "day",
            "contact",
            "provider_contact",
            "centre",
            "sent",
            "how",
            "papers",
        }
    ),
}
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def check_places(field: str, kind: LetterKind, text: str) -> None:
    """Refuse a text with a place that nothing would be put into.

    Raises:
        BadValue: named by the field, with the places that there are.
    """
    unknown = [name for name in _PLACE.findall(text) if name not in PLACES[kind]]
    if unknown:
        known = " ".join(f"{{{name}}}" for name in sorted(PLACES[kind])) or _("inga")
        why = _("har en plats som inte finns, {place}; de som finns är {known}")
        raise BadValue(field, why.format(place=f"{{{unknown[0]}}}", known=known))


def fill_in(text: str, facts: Mapping[str, str]) -> str:
    """Put facts into a text; a line whose places are all empty is left out.

    Facts are put in as they are: braces in them are no places.
    """
    lines = []
    for line in text.strip().splitlines():
        names = _PLACE.findall(line)
        if names and not any(facts.get(name, "") for name in names):
            continue
        filled = _PLACE.sub(lambda found: facts.get(found[1], ""), line)
        # An empty place leaves its comma or space behind: "Hej !", "Sal 1, ".
        lines.append(re.sub(r" +([!,.])", r"\1", filled).rstrip(" ,") if names else filled)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@cache
def shipped_letters() -> Mapping[tuple[str, str], Letter]:
    """Give the words that travel with the program, by kind and language."""
    with resources.path("codes", "letters.toml").open("rb") as file:
        rows = tomllib.load(file)["letter"]
    return {
        (row["kind"], row["language"]): Letter(subject=row["subject"], body=row["body"].strip())
        for row in rows
    }


# --- operations ------------------------------------------------------------

_OWN = "SELECT * FROM letter_text WHERE kind = ? AND language = ?"


def letter_text(store: Store, kind: LetterKind, language: LetterLanguage) -> LetterText:
    """Give the words of a letter: the centre's own, else those that travel with the program."""
    row = store.one(_OWN, kind, language)
    start = shipped_letters()[kind, language]
    return LetterText(
        kind=kind,
        language=language,
        subject=row["subject"] if row else start.subject,
        body=row["body"] if row else start.body,
        own=row is not None,
    )


@reading(right=Right.SEE)
def list_letter_texts(store: Store) -> list[LetterText]:
    """List every text in every language; the reminder only where exams are followed back."""
    follows = bool(number_setting(store, "use_custody"))
    kinds = [one for one in LetterKind if follows or one is not LetterKind.RECEIPT]
    return [letter_text(store, kind, language) for kind in kinds for language in LetterLanguage]


@operation(right=Right.REGISTER, label=N_("Text ändrad"))
def change_letter_text(
    store: Store, *, kind: LetterKind, language: LetterLanguage, body: str, subject: str = ""
) -> None:
    """Word a letter.

    Args:
        store: the register.
        kind: what it is for.
        language: what it is written in.
        body: the text with its places.
        subject: the mail's subject, with places too.

    Raises:
        BadValue: an empty or too long text, or a place that does not exist.
    """
    text = fields.note("body", body)
    if not text:
        raise BadValue("body", _("är tomt"))
    check_places("body", kind, text)
    line = fields.line("subject", subject)
    check_places("subject", kind, line)
    row = store.one(_OWN, kind, language)
    with store.write():
        if row is None:
            store.insert("letter_text", kind=kind, language=language, subject=line, body=text)
        else:
            store.update("letter_text", row["uid"], subject=line, body=text)


@operation(right=Right.REGISTER, label=N_("Text återställd"))
def reset_letter_text(store: Store, *, kind: LetterKind, language: LetterLanguage) -> None:
    """Use the words that travel with the program again.

    Raises:
        BadValue: they are in use.
    """
    row = store.one(_OWN, kind, language)
    if row is None:
        raise NotAsItStands("kind", _("Texten är redan den som följer med programmet."))
    with store.write():
        store.delete("letter_text", row["uid"])


def example_facts(language: LetterLanguage) -> dict[str, str]:
    """Give facts of an invented booking, to see how a text comes out."""
    swedish = language is LetterLanguage.SWEDISH
    start = shipped_letters()[LetterKind.ID_RULE, language]
    return {
        "student": "Elsa Exempel",
        "exam": "ST0001 Statistik" if swedish else "ST0001 Statistics",
        "code": "ST0001",
        "provider": "Exempeluniversitetet",
        "day": "14 december 2026" if swedish else "14 December 2026",
        "starts": "09:00",
        "ends": "13:00",
        "room": "Sal 1",
        "address": "Skolgatan 1",
        "id_rule": start.body,
        "contact": "Berit, 0951-140 00",
        "provider_contact": "Ines Berg",
        "student_contact": "elsa@example.se",
        "centre": "Lärcentrum",
        "form": "papper" if swedish else "paper",
        "entry": "45 min",
        "exit": "60 min",
        "missing": "",
        "aids": "miniräknare" if swedish else "calculator",
        "measures": "",
        "sent": "15 december 2026" if swedish else "15 December 2026",
        "how": "RR123456789SE",
        "papers": "3",
    }


@reading(right=Right.SEE)
def preview_letter_text(
    store: Store, *, kind: LetterKind, language: LetterLanguage, body: str, subject: str = ""
) -> Letter:
    """Say how a text would come out, for an invented booking.

    Raises:
        BadValue: a place that does not exist.
    """
    check_places("body", kind, body)
    check_places("subject", kind, subject)
    facts = example_facts(language)
    if kind is not LetterKind.ID_RULE:
        facts["id_rule"] = letter_text(store, LetterKind.ID_RULE, language).body
    return Letter(subject=fill_in(subject, facts), body=fill_in(body, facts))
