"""Every word on a certificate, in the order in which it is drawn.

The paper and the check both take their words from here. All words together leave a fingerprint
in the sealed facts, so that a word changed, added or taken away anywhere on the page shows.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lärcentrum.certificates.facts import (
    CertificateFacts,
    CertificateKind,
    IdentityKind,
    day_of,
)
from lärcentrum.language import N_, _, in_language
from lärcentrum.swedish import MONTHS, long_day

_TITLES = {
    CertificateKind.EXAM: (N_("Närvarointyg"), N_("Tentamen")),
    CertificateKind.SAT: (N_("Tentamensintyg"), ""),
    CertificateKind.ATTENDANCE: (N_("Närvarointyg"), ""),
    CertificateKind.INTERNSHIP: (N_("Praktikintyg"), ""),
    CertificateKind.PARTICIPATION: (N_("Deltagarintyg"), ""),
    CertificateKind.STUDY: (N_("Studieintyg"), ""),
}
_ATTESTED = {
    CertificateKind.EXAM: N_("har varit närvarande vid prov under uppsikt av tentamensvakt."),
    CertificateKind.SAT: N_("har skrivit och lämnat in provet under uppsikt av tentamensvakt."),
    CertificateKind.ATTENDANCE: N_("har varit närvarande."),
    CertificateKind.INTERNSHIP: N_("har genomfört praktik."),
    CertificateKind.PARTICIPATION: N_("har deltagit."),
    CertificateKind.STUDY: N_("har studerat vid lärcentrum."),
}
_CAPACITY = {
    CertificateKind.EXAM: N_(
        "{centre} har ställt plats och tentamensvakt till lärosätets förfogande. "
        "Intyget gäller närvaro och säger ingenting om resultatet."
    ),
    CertificateKind.SAT: N_(
        "{centre} har ställt plats och tentamensvakt till lärosätets förfogande. "
        "Intyget gäller att provet är skrivet och säger ingenting om resultatet."
    ),
    CertificateKind.ATTENDANCE: N_("{centre} intygar närvaron som anordnare av platsen."),
    CertificateKind.INTERNSHIP: N_(
        "{centre} har samordnat praktiken. Intyget gäller genomförandet och är ingen bedömning."
    ),
    CertificateKind.PARTICIPATION: N_(
        "{centre} intygar deltagandet. Intyget säger ingenting om resultatet."
    ),
    CertificateKind.STUDY: N_(
        "{centre} har upplåtit studieplats. Intyget säger ingenting om resultatet."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around the facts and is covered by the fingerprint only.

    `contact` answers checks (telephone or e-mail), `funding` is the co-funding sentence or empty.
    """

    address: tuple[str, ...] = ()
    contact: str = ""
    funding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words and the field of the facts that they come from (empty: none)."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled fact."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A certificate's words by their place on the paper, empty where nothing is said."""

    address: tuple[str, ...]
    municipality: str
    centre_name: str
    example: str
    title: str
    subtitle: str
    number: str
    replaces: str
    lead: str
    name: str
    identity: str
    attested: str
    rows: tuple[Row, ...]
    capacity: str
    place_and_date: str
    signature: str
    signer: str
    signer_title: str
    stamp: str
    check_title: str
    check: str
    funding: str
    copy_mark: str
    code_label: str

    def core(self) -> tuple[Piece, ...]:
        """Give the words that follow from the sealed facts alone, in drawing order."""
        before = (
            ("municipality", self.municipality),
            ("centre_name", self.centre_name),
            ("environment", self.example),
            ("kind", self.title),
            ("kind", self.subtitle),
            ("number", self.number),
            ("replaces", self.replaces),
            ("", self.lead),
            ("name", self.name),
            ("identity", self.identity),
            ("kind", self.attested),
        )
        rows = [(row.field, text) for row in self.rows for text in (row.label, row.value)]
        after = (
            ("", self.capacity),
            ("issued", self.place_and_date),
            ("", self.signature),
            ("signer", self.signer),
            ("signer_title", self.signer_title),
            ("", self.stamp),
        )
        return tuple(Piece(field=f, text=t) for f, t in (*before, *rows, *after) if t)

    def in_order(self) -> tuple[Piece, ...]:
        """Give all words in drawing order, up to where the mark of a copy and the code follow."""
        around = (self.check_title, self.check, self.funding)
        return (
            *(Piece(field="", text=line) for line in self.address),
            *self.core(),
            *(Piece(field="", text=text) for text in around if text),
        )


def wording(facts: CertificateFacts, around: Surroundings) -> Wording:
    """Give the words of a certificate in its own language.

    Args:
        facts: what it attests.
        around: letterhead, contact and funding.
    """
    with in_language(facts.language):
        title, subtitle = _TITLES[facts.kind]
        return Wording(
            address=around.address,
            municipality=facts.municipality,
            centre_name=facts.centre_name,
            example=_("EXEMPEL") if facts.environment else "",
            title=_(title),
            subtitle=_(subtitle) if subtitle else "",
            number=_("Nr {number}").format(number=facts.number),
            replaces=_("Ersätter nr {number}").format(number=facts.replaces)
            if facts.replaces
            else "",
            lead=_("Härmed intygas att"),
            name=facts.name,
            identity=_identity(facts),
            attested=_(_ATTESTED[facts.kind]),
            rows=_rows(facts),
            capacity=_(_CAPACITY[facts.kind]).format(centre=facts.centre_name),
            place_and_date=_place_and_date(facts),
            signature=_("Namnteckning"),
            signer=facts.signer,
            signer_title=facts.signer_title,
            stamp=_("Stämpel"),
            check_title=_("Så kontrolleras intyget"),
            check=_check(around.contact),
            funding=around.funding,
            copy_mark=_("KOPIA"),
            code_label=_("Kontrollkod"),
        )


def with_fingerprint(facts: CertificateFacts, around: Surroundings) -> CertificateFacts:
    """Give the facts with the fingerprint of the words that their paper will carry."""
    texts = [piece.text for piece in wording(facts, around).in_order()]
    return replace(facts, words=fingerprint(bare("".join(texts))))


def fingerprint(bared: str) -> str:
    """Give the fingerprint of bare words: 96 bits in sixteen signs."""
    return base64.urlsafe_b64encode(hashlib.sha256(bared.encode()).digest()[:12]).decode()


def bare(text: str) -> str:
    """Give words as they compare whatever a PDF reader makes of lines and spaces.

    Without white space, in NFC; a hyphen that PDFium took for a broken word is a hyphen again.
    """
    joined = "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())
    return unicodedata.normalize("NFC", joined)


def long_date(day: date) -> str:
    """Give a date in words in the language in use: `23 november 2026`."""
    return _("{day} {month} {year}").format(
        day=day.day, month=_(MONTHS[day.month - 1]), year=day.year
    )


def municipality_line(name: str) -> str:
    """Give a municipality as a letterhead names it: `Storumans kommun`, `Kiruna kommun`.

    Args:
        name: the municipality, or its whole name, which is kept.
    """
    if "kommun" in name.casefold() or "region" in name.casefold():
        return name
    # Place names that end in a vowel or an s sound take no genitive s here.
    ending = "" if name[-1:].casefold() in "aeiouyåäösxz" else "s"
    return f"{name}{ending} kommun"


def _identity(facts: CertificateFacts) -> str:
    match facts.identity_kind:
        case IdentityKind.NONE:
            return ""
        case IdentityKind.BIRTH:
            return _("född den {day}").format(day=long_date(day_of(facts.identity)))
        case IdentityKind.NUMBER | IdentityKind.HIDDEN:
            return _number_label(facts.identity).format(number=facts.identity)


def _number_label(number: str) -> str:
    # A samordningsnummer is a birth date with 60 added to its day (SKV 704).
    if re.fullmatch(r"\d{6}[6-9]\d-.{4}", number):
        return _("samordningsnummer {number}")
    if re.fullmatch(r"\d{8}-(\d|•){4}", number):
        return _("personnummer {number}")
    return _("identitetsnummer {number}")


def _rows(facts: CertificateFacts) -> tuple[Row, ...]:
    rows: Sequence[tuple[str, str, str]] = (
        ("title", _what_label(facts.kind), facts.title),
        ("code", _("Kod"), facts.code),
        ("part", _("Prov"), facts.part),
        ("provider", _("Anordnare"), facts.provider),
        ("workplace", _("Praktikplats"), facts.workplace),
        *_when(facts),
        ("place", _("Plats"), facts.place),
        ("extent", _("Omfattning"), facts.extent),
        ("valid_to", _("Gäller till"), _day_or_nothing(facts.valid_to)),
    )
    return tuple(Row(field=f, label=label, value=value) for f, label, value in rows if value)


def _what_label(kind: CertificateKind) -> str:
    match kind:
        case CertificateKind.ATTENDANCE:
            return _("Tillfälle")
        case CertificateKind.INTERNSHIP | CertificateKind.STUDY:
            return _("Utbildning")
        case _:
            return _("Kurs")


def _when(facts: CertificateFacts) -> tuple[tuple[str, str, str], ...]:
    start = day_of(facts.starts)
    if facts.kind is CertificateKind.STUDY and not facts.ends:
        return (("starts", _("Från och med"), long_date(start)),)
    end = day_of(facts.ends) if facts.ends else start
    if start != end:
        period = _("{first} – {last}").format(first=long_date(start), last=long_date(end))
        return (("starts", _("Period"), period),)
    day = ("starts", _("Datum"), long_day(start))
    begins, finishes = facts.starts[11:], facts.ends[11:]
    if not begins:
        return (day,)
    hours = _("kl. {start}–{end}") if finishes else _("från kl. {start}")
    return (day, ("ends", _("Tid"), hours.format(start=begins, end=finishes)))


def _day_or_nothing(day: str) -> str:
    return long_date(day_of(day)) if day else ""


def _place_and_date(facts: CertificateFacts) -> str:
    day = long_date(day_of(facts.issued))
    if not facts.issued_in:
        return day
    return _("{place} den {day}").format(place=facts.issued_in, day=day)


def _check(contact: str) -> str:
    offline = _(
        "Läs QR-koden i programmet Lärcentrum under Intyg · Kontrollera intyg. "
        "Det går utan nätverk."
    )
    if not contact:
        return offline
    ask = _("Eller fråga {contact} och uppge nummer och kontrollkod.").format(contact=contact)
    return f"{offline} {ask}"
