import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_reading import shipped_template
from lärcentrum.certificates.verify import Outcome, verify_pdf
from lärcentrum.documents.issue_certificate import issue_certificate, replace_certificate
from lärcentrum.documents.paper import Letterhead
from lärcentrum.documents.recovery_paper import RecoverySheet, draw_recovery
from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.store.store import Store
from lärcentrum.swedish import long_day
from tests.helpers.catalogue import forms, marked, messages
from tests.helpers.certificates import FACTS, KEYS, pdf_of, words_of
from tests.helpers.sat import make_sat, name_centre

WORDED = ("lärcentrum/certificates/wording.py", "lärcentrum/certificates/attested.py")
PAPERS = ("lärcentrum/documents", "lärcentrum/certificates", "lärcentrum/swedish.py")
ENGLISH = {forms(message.id): forms(message.string) for message in messages("en")}
FOREIGN = replace(FACTS, language="en", title="Research methods", part="Written examination",
                  place="Storuman, room 1", signer_title="Coordinator")  # fmt: skip


def swedish_words(*places: str) -> Iterator[str]:
    """The words of the templates that English does not share, without what is put into them."""
    for kind in CertificateKind if places == WORDED else ():
        said = shipped_template(kind).said
        for name, words in asdict(said["sv"]).items():
            # One word alone may be English too; {centre} is put in.
            if words and words not in getattr(said["en"], name):
                yield words.removeprefix("{centre} ")
    for text in marked(*places):
        english = " ".join(ENGLISH.get(forms(text), ()))
        for source in forms(text):
            for piece in re.split(r"\{\w+\}", source):
                words = piece.strip(" .,:–")
                if len(words) > 1 and words not in english:
                    yield words


def left_in(paper: str, *places: str) -> list[str]:
    line = " ".join(paper.split())
    return [w for w in swedish_words(*places) if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", line)]


def test_a_language_that_no_paper_is_written_in_is_refused(store: Store) -> None:
    name_centre(store)
    sat = make_sat(store)
    before = store.digest()
    for language in ("xx", "", "EN"):
        with pytest.raises(BadValue) as caught:
            issue_certificate(store, booking=sat, language=language)
        assert caught.value.field == "language"
    assert store.digest() == before
    assert issue_certificate(store, booking=sat, language="en")


def test_an_english_certificate_and_then_a_swedish(store: Store, tmp_path: Path) -> None:
    name_centre(store)
    uid = issue_certificate(store, booking=make_sat(store), language="en")
    english = register.certificate_paper(store, certificate=uid)
    words = words_of(english, tmp_path)
    for text in ("Certificate of attendance", "No. 2421-2026-0001", "Friday 20 November 2026",
                 "Storuman, 23 November 2026", "born 1 January 1980", "This is to certify that",
                 "Written examination", "How to check this certificate"):  # fmt: skip
        assert text in words
    assert left_in(words, *WORDED) == []
    keys = {key.key_id: key for key in register.own_check_list(store).keys}
    assert verify_pdf(english, keys, {}).outcome is Outcome.GENUINE

    back = replace_certificate(store, certificate=uid, reason="ska vara på svenska", language="sv")
    words = words_of(register.certificate_paper(store, certificate=back), tmp_path)
    for text in ("Närvarointyg", "fredag 20 november 2026", "Ersätter nr 2421-2026-0001"):
        assert text in words
    assert "ertificate" not in words
    assert register.certificate_paper(store, certificate=uid, copy=False) == english


def test_the_signers_title_is_in_the_papers_language(store: Store, tmp_path: Path) -> None:
    name_centre(store)
    store.session = replace(store.session, title="Samordnare", title_en="Coordinator")
    uid = issue_certificate(store, booking=make_sat(store), language="en")
    words = words_of(register.certificate_paper(store, certificate=uid), tmp_path)
    assert "Coordinator" in words
    assert "Samordnare" not in words
    for language, title_en in (("sv", "Coordinator"), ("en", "")):
        store.session = replace(store.session, title_en=title_en)
        uid = replace_certificate(store, certificate=uid, reason="fel ord", language=language)
        words = words_of(register.certificate_paper(store, certificate=uid), tmp_path)
        assert "Samordnare" in words


def test_every_kind_is_english_and_genuine(tmp_path: Path) -> None:
    for kind in CertificateKind:
        facts = replace(FOREIGN, kind=kind, workplace="Fjällvärme AB", ends="2026-12-01T16:00",
                        extent="400 hours", valid_to="2027-01-31")  # fmt: skip
        for copy in (False, True):
            paper = pdf_of(facts, copy=copy)
            words = words_of(paper, tmp_path)
            assert ("COPY" in words) is copy
            assert left_in(words, *WORDED) == [], kind
            assert verify_pdf(paper, KEYS, {}).outcome is Outcome.GENUINE, kind


def test_a_swedish_paper_is_seen_as_swedish(tmp_path: Path) -> None:
    left = left_in(words_of(pdf_of(), tmp_path), *WORDED)
    assert {"Närvarointyg", "Härmed intygas att", "Kurs", "Namnteckning"} <= set(left)


def test_the_language_ends_with_the_paper() -> None:
    before = pdf_of()
    pdf_of(FOREIGN)
    assert pdf_of() == before
    assert _("Praktikintyg") == "Praktikintyg"
    assert long_day(date(2026, 11, 23)) == "måndag 23 november 2026"


def test_another_paper_in_english(tmp_path: Path) -> None:
    head = Letterhead(municipality="Lycksele", centre="Lärcentrum Lycksele")
    made = date(2026, 11, 23)
    what = RecoverySheet(head=head, code="ABCD-EFGH", made=made, language="en")
    words = words_of(draw_recovery(what), tmp_path)
    assert "Recovery code" in words
    assert left_in(words, "lärcentrum/documents/recovery_paper.py") == []


def test_everything_that_papers_say_is_translated() -> None:
    texts = [forms(text) for text in marked(*PAPERS)]
    assert len(texts) > 100
    assert [text for text in texts if not all(ENGLISH.get(text, ("",)))] == []
