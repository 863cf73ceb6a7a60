"""Check a certificate without a network: its seal, its words, and whether it was withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from lärcentrum.certificates.errors import NotSealed, SealBroken, UnknownKey
from lärcentrum.certificates.facts import CertificateFacts, day_of
from lärcentrum.certificates.numbers import control_code
from lärcentrum.certificates.page import ReadPage, is_picture, read_page, read_picture
from lärcentrum.certificates.seal import IssuerKey, open_seal
from lärcentrum.certificates.validity import has_ended
from lärcentrum.certificates.wording import Surroundings, Wording, bare, fingerprint, wording
from lärcentrum.language import N_, _
from lärcentrum.store.files import read_foreign
from lärcentrum.swedish import long_day

MAX_FILE = 25 * 1024 * 1024


class Outcome(StrEnum):
    """What the check found, worst first."""

    NO_SEAL = "no_seal"
    """Ingen försegling går att läsa."""
    UNKNOWN_KEY = "unknown_key"
    """Förseglad med en nyckel som inte är känd här."""
    ALTERED = "altered"
    """Ändrat efter utfärdandet."""
    WITHDRAWN = "withdrawn"
    """Äkta, men återkallat eller ersatt."""
    ENDED = "ended"
    """Äkta, men giltighetstiden är slut."""
    GENUINE = "genuine"
    """Äkta."""


FIELD_NAMES = {
    "municipality": N_("kommun"),
    "centre_name": N_("lärcentrum"),
    "kind": N_("slag av intyg"),
    "number": N_("nummer"),
    "replaces": N_("ersatt nummer"),
    "name": N_("namn"),
    "identity": N_("födelsedatum eller personnummer"),
    "title": N_("kurs"),
    "code": N_("kod"),
    "part": N_("prov"),
    "provider": N_("anordnare"),
    "workplace": N_("praktikplats"),
    "starts": N_("datum"),
    "ends": N_("tid"),
    "place": N_("plats"),
    "extent": N_("omfattning"),
    "valid_to": N_("giltighet"),
    "issued": N_("ort och dag för utfärdandet"),
    "signer": N_("undertecknare"),
    "signer_title": N_("undertecknarens titel"),
    "control_code": N_("kontrollkod"),
    "sentences": N_("intygets fasta text"),
    "around": N_("brevhuvud, kontakt eller något tillagt"),
    "covered": N_("något ligger över texten"),
    "pages": N_("antalet sidor"),
    "seal": N_("QR-koden"),
    "environment": N_("märket för exempeldata"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A certificate that no longer holds; `replaced_by` is the number that holds, or empty."""

    number: str
    day: date
    replaced_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer.

    `facts` are what was sealed, if that could be read; `differing` the fields that the page
    shows otherwise; `compared` whether the page's words were read at all (a seal by itself, or
    a scanned picture, proves its facts only: the reader compares them with the paper).
    """

    outcome: Outcome
    facts: CertificateFacts | None = None
    differing: tuple[str, ...] = ()
    compared: bool = False
    withdrawal: Withdrawal | None = None
    key_id: str = ""

    def on(self, today: date) -> "Verdict":
        """Give the answer as of a day: what is genuine may have ended."""
        if self.outcome is not Outcome.GENUINE or self.facts is None or not self.facts.valid_to:
            return self
        ended = has_ended(day_of(self.facts.valid_to), today)
        return replace(self, outcome=Outcome.ENDED) if ended else self

    def sentence(self) -> str:
        """Give the answer in words; of example data it always says that it is."""
        said = self._sentence()
        if self.facts is None or not self.facts.environment:
            return said
        return said + " " + _("Det är exempeldata och inget riktigt intyg.")

    def _sentence(self) -> str:
        match self.outcome:
            case Outcome.NO_SEAL:
                return _("Ingen försegling från ett lärcentrum går att läsa.")
            case Outcome.UNKNOWN_KEY:
                return _("Förseglingens nyckel är inte känd här, så intyget kan inte prövas.")
            case Outcome.ALTERED:
                return self._altered()
            case Outcome.WITHDRAWN:
                return self._withdrawn()
            case Outcome.ENDED:
                return self._ended()
            case Outcome.GENUINE:
                return self._genuine()

    def _altered(self) -> str:
        if not self.differing:
            return _("Inte äkta: förseglingen är ändrad.")
        fields = ", ".join(_(FIELD_NAMES[field]) for field in self.differing)
        text = _("Inte äkta: pappret skiljer sig från det som förseglades ({fields}).")
        told = text.format(fields=fields)
        if "number" in self.differing:
            told += " " + _("QR-koden kan höra till ett annat intyg.")
        return told

    def _withdrawn(self) -> str:
        if self.withdrawal is None:
            return _("Återkallat.")
        day = long_day(self.withdrawal.day)
        if self.withdrawal.replaced_by:
            text = _("Äkta men ersatt {day} av intyg {number}.")
            return text.format(day=day, number=self.withdrawal.replaced_by)
        return _("Äkta men återkallat {day}.").format(day=day)

    def _ended(self) -> str:
        last = long_day(day_of(self.facts.valid_to)) if self.facts else ""
        return _("Äkta men giltighetstiden är slut: det gällde till {day}.").format(day=last)

    def _genuine(self) -> str:
        if self.compared:
            return _("Äkta: förseglingen och varje ord på pappret stämmer.")
        return _("Förseglingen är äkta. Jämför uppgifterna här med dem på pappret.")


def verify_text(
    text: str, keys: Mapping[str, IssuerKey], withdrawals: Mapping[str, Withdrawal]
) -> Verdict:
    """Check a sealed text, as read from a QR code or pasted.

    Args:
        text: `LC1.…`.
        keys: the known keys by fingerprint.
        withdrawals: the known withdrawals by certificate number.
    """
    try:
        facts = open_seal(text, keys)
    except NotSealed:
        return Verdict(outcome=Outcome.NO_SEAL)
    except UnknownKey as unknown:
        return Verdict(outcome=Outcome.UNKNOWN_KEY, key_id=unknown.key_id)
    except SealBroken:
        return Verdict(outcome=Outcome.ALTERED, differing=("seal",))
    return _standing(facts, withdrawals, compared=False)


def verify_file(
    path: Path, keys: Mapping[str, IssuerKey], withdrawals: Mapping[str, Withdrawal]
) -> Verdict:
    """Check a certificate's PDF, or a photograph of the paper: read once, at most 25 MB.

    The QR code is read off the page as it is drawn.

    Raises:
        NotAFile, TooLarge, TargetGone, ReadFailed: as `read_foreign`.
    """
    data = read_foreign(path, MAX_FILE)
    if is_picture(data):
        return verify_picture(data, keys, withdrawals)
    return verify_pdf(data, keys, withdrawals)


def verify_picture(
    data: bytes, keys: Mapping[str, IssuerKey], withdrawals: Mapping[str, Withdrawal]
) -> Verdict:
    """Check the code in a PNG or JPEG picture of a certificate; see `verify_file`."""
    page = read_picture(data)
    if page is None or not page.sealed:
        return Verdict(outcome=Outcome.NO_SEAL)
    return verify_text(page.sealed, keys, withdrawals)


def verify_pdf(
    data: bytes, keys: Mapping[str, IssuerKey], withdrawals: Mapping[str, Withdrawal]
) -> Verdict:
    """Check the bytes of a certificate's PDF; see `verify_file`."""
    page = read_page(data)
    if page is None or not page.sealed:
        return Verdict(outcome=Outcome.NO_SEAL)
    sealed = verify_text(page.sealed, keys, withdrawals)
    if sealed.facts is None or not page.text:
        return sealed
    differing = differences(page, sealed.facts)
    if differing:
        return Verdict(
            outcome=Outcome.ALTERED, facts=sealed.facts, differing=differing, compared=True
        )
    return _standing(sealed.facts, withdrawals, compared=True)


def differences(page: ReadPage, facts: CertificateFacts) -> tuple[str, ...]:
    """Give the fields in which a page differs from the facts sealed in its QR code; empty: none.

    The fingerprint decides; only then are the fields found that differ, by laying the page's
    words beside those that the facts would give.
    """
    structure = _structure(page)
    words = wording(facts, Surroundings())
    shown, code = _apart(bare(page.text), words, bare(control_code(page.sealed)))
    found = () if code else ("control_code",)
    if facts.words == fingerprint(shown):
        return (*found, *structure)
    return (*_differing_fields(shown, words), *found, *structure)


def _structure(page: ReadPage) -> tuple[str, ...]:
    found = []
    if page.pages != 1:
        found.append("pages")
    if page.covered:
        found.append("covered")
    return tuple(found)


def _apart(text: str, words: Wording, code: str) -> tuple[str, bool]:
    """Split the page's words from the mark of a copy and the control code at their end."""
    tail = bare(words.code_label) + code
    if not text.endswith(tail):
        at = text.rfind(bare(words.code_label))
        return (text[:at] if at >= 0 else text).removesuffix(bare(words.copy_mark)), False
    return text.removesuffix(tail).removesuffix(bare(words.copy_mark)), True


def _differing_fields(shown: str, words: Wording) -> tuple[str, ...]:
    expected, owners = "", []
    for piece in words.core():
        expected += bare(piece.text)
        owners += [piece.field or "sentences"] * len(bare(piece.text))
    found: list[str] = []
    for tag, first, last, _left, _right in SequenceMatcher(
        None, expected, shown, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        # What stands before and after the facts (letterhead, contact) is not known here.
        if tag == "insert" and first in (0, len(expected)):
            continue
        found += owners[first:last] or [owners[first - 1]]
    return tuple(dict.fromkeys(found)) or ("around",)


def _standing(
    facts: CertificateFacts, withdrawals: Mapping[str, Withdrawal], *, compared: bool
) -> Verdict:
    withdrawal = withdrawals.get(facts.number)
    outcome = Outcome.WITHDRAWN if withdrawal else Outcome.GENUINE
    return Verdict(outcome=outcome, facts=facts, compared=compared, withdrawal=withdrawal)
