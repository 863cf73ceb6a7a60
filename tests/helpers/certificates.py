"""Certificates for tests: an invented exam sat in Storuman, sealed with a key of its own."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from lärcentrum.certificates.facts import CertificateFacts, CertificateKind, IdentityKind
from lärcentrum.certificates.seal import IssuerKey, public_of, ring, seal
from lärcentrum.certificates.wording import Surroundings, with_fingerprint
from lärcentrum.documents.certificate_paper import CertificateSheet, draw_certificate

PRIVATE = bytes(range(32))
KEY = IssuerKey(public=public_of(PRIVATE), centre="2421")
KEYS = ring(KEY)
AROUND = Surroundings(
    address=("Skolgatan 8", "923 31 Storuman"),
    contact="Storumans lärcentrum, 0951-140 00",
    funding="Medfinansieras av Europeiska unionen",
)
FACTS = CertificateFacts(
    kind=CertificateKind.EXAM,
    language="sv",
    number="2421-2026-0017",
    centre="2421",
    centre_name="Storumans lärcentrum",
    municipality="Storumans kommun",
    name="Áilu Čáhppes-Đuolla Ŋávdni",
    identity_kind=IdentityKind.HIDDEN,
    identity="19980412-••••",
    title="Samhällsvetenskaplig metod",
    code="2SO123",
    part="Skriftlig salstentamen",
    provider="Umeå universitet",
    starts="2026-11-23T09:00",
    ends="2026-11-23T13:00",
    place="Storumans lärcentrum, sal Älven",
    issued="2026-11-23",
    issued_in="Storuman",
    signer="Märta Öhrn Åström",
    signer_title="Samordnare",
)


def sheet_of(facts: CertificateFacts = FACTS, around: Surroundings = AROUND) -> CertificateSheet:
    """What a sealed certificate is drawn from."""
    whole = with_fingerprint(facts, around)
    return CertificateSheet(facts=whole, sealed=seal(whole, PRIVATE), around=around)


def pdf_of(facts: CertificateFacts = FACTS, *, copy: bool = False) -> bytes:
    """A sealed certificate as a PDF."""
    return draw_certificate(sheet_of(facts), copy=copy)


def forged(shown: CertificateFacts, *, sealed_for: CertificateFacts = FACTS) -> bytes:
    """A paper that shows some facts under the seal of others."""
    return draw_certificate(replace(sheet_of(sealed_for), facts=shown))


def words_of(pdf: bytes, folder: Path) -> str:
    """The words as another program reads them: poppler's pdftotext."""
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is needed: another reader than ours"
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()
