"""What a certificate attests: one record, and the one sequence of bytes that is sealed."""

import json
import re
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from lärcentrum.certificates.errors import BadFacts, SealBroken
from lärcentrum.language import N_, _

MAX_LENGTH = 200
_MUST = ("number", "centre", "centre_name", "municipality", "name", "title", "starts", "issued")
_WALL = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")


class CertificateKind(StrEnum):
    """What was done (domain.md § 5)."""

    EXAM = "exam"
    """Närvaro vid tentamen."""
    SAT = "sat"
    """Skriven och inlämnad tentamen."""
    ATTENDANCE = "attendance"
    """Närvaro vid ett annat tillfälle."""
    INTERNSHIP = "internship"
    """Genomförd praktik."""
    PARTICIPATION = "participation"
    """Deltagande i en kurs."""
    STUDY = "study"
    """Studier vid lärcentrum."""


KIND_NAMES = {
    CertificateKind.EXAM: N_("Närvarointyg, tentamen"),
    CertificateKind.SAT: N_("Tentamensintyg"),
    CertificateKind.ATTENDANCE: N_("Närvarointyg, annat tillfälle"),
    CertificateKind.INTERNSHIP: N_("Praktikintyg"),
    CertificateKind.PARTICIPATION: N_("Deltagarintyg"),
    CertificateKind.STUDY: N_("Studieintyg"),
}
"""What each kind is called where it is chosen and where it is checked."""


class IdentityKind(StrEnum):
    """How the paper tells who the person is."""

    NONE = "none"
    """By name only."""
    BIRTH = "birth"
    """Date of birth."""
    NUMBER = "number"
    """Identity number in full."""
    HIDDEN = "hidden"
    """Identity number with its last four signs hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything that a certificate says, and nothing about a result.

    Texts are in the paper's language as far as staff wrote them so. `starts` and `ends` are wall
    clock, `YYYY-MM-DDTHH:MM` or a date alone; `issued` and `valid_to` are dates; empty = not said.
    `identity` is a date of birth (ISO), or a number as the paper shows it: a hidden number is
    sealed hidden. `centre` is the four-digit code, `words` the fingerprint of every word on the
    paper (see wording.py), `environment` is `demo` on example data and empty on a real certificate.
    """

    kind: CertificateKind
    language: str
    number: str
    replaces: str = ""
    centre: str
    centre_name: str
    municipality: str
    name: str
    identity_kind: IdentityKind = IdentityKind.NONE
    identity: str = ""
    title: str
    code: str = ""
    part: str = ""
    provider: str = ""
    workplace: str = ""
    starts: str
    ends: str = ""
    place: str = ""
    extent: str = ""
    issued: str
    issued_in: str = ""
    valid_to: str = ""
    signer: str = ""
    signer_title: str = ""
    words: str = ""
    environment: str = ""


def check_facts(facts: CertificateFacts) -> None:
    """Refuse facts that cannot stand on a certificate.

    Raises:
        BadFacts: with the field's name.
    """
    for field in _MUST:
        if not getattr(facts, field).strip():
            raise BadFacts(field, _("en uppgift saknas"))
    for entry in fields(facts):
        if len(getattr(facts, entry.name)) > MAX_LENGTH:
            raise BadFacts(entry.name, _("en uppgift är längre än {n} tecken").format(n=MAX_LENGTH))
    for field in ("starts", "ends", "issued", "valid_to"):
        if not is_wall(getattr(facts, field)):
            raise BadFacts(field, _("en dag eller tid finns inte"))
    _check_identity(facts)
    if facts.ends and facts.ends < facts.starts:
        raise BadFacts("ends", _("slutet ligger före början"))


def _check_identity(facts: CertificateFacts) -> None:
    if facts.identity_kind is not IdentityKind.NONE and not facts.identity:
        raise BadFacts("identity", _("en uppgift saknas"))
    if facts.identity_kind is IdentityKind.BIRTH and not is_wall(facts.identity):
        raise BadFacts("identity", _("en dag eller tid finns inte"))


def is_wall(text: str) -> bool:
    """Whether a text is empty, a real date, or a real date and time on the wall clock."""
    if not text:
        return True
    if not _WALL.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def canonical(facts: CertificateFacts) -> bytes:
    """Give the one sequence of bytes that means these facts, which is what is sealed.

    A real certificate does not spend room in its QR code on saying that it is one.
    """
    values = [str(value) for value in astuple(facts)]
    if not facts.environment:
        values.pop()
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def from_canonical(data: bytes) -> CertificateFacts:
    """Read the sealed bytes back.

    Raises:
        SealBroken: they are not the canonical bytes of any facts.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise SealBroken from None
    names = [entry.name for entry in fields(CertificateFacts)]
    if not _is_texts(values) or not len(names) - 1 <= len(values) <= len(names):
        raise SealBroken
    read = dict(zip(names, values, strict=False))
    try:
        facts = CertificateFacts(
            **read
            | {
                "kind": CertificateKind(read["kind"]),
                "identity_kind": IdentityKind(read["identity_kind"]),
            }
        )
    except ValueError:
        raise SealBroken from None
    if canonical(facts) != data or facts.environment not in ("", "demo"):
        raise SealBroken
    return facts


def day_of(wall: str) -> date:
    """Give the date of a wall-clock text."""
    return date.fromisoformat(wall[:10])


def _is_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
