import io
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from lärcentrum.certificates.facts import CertificateFacts, CertificateKind
from lärcentrum.certificates.seal import IssuerKey, public_of, ring, seal
from lärcentrum.certificates.verify import (
    FIELD_NAMES,
    MAX_FILE,
    Outcome,
    Withdrawal,
    verify_file,
    verify_pdf,
    verify_text,
)
from lärcentrum.store.errors import TooLarge
from tests.helpers.certificates import AROUND, FACTS, KEYS, PRIVATE, forged, pdf_of, sheet_of

CHANGES = {
    "municipality": "Kiruna kommun",
    "centre_name": "Lapplands lärcentrum",
    "number": "2421-2026-0018",
    "name": "Áilu Maria Čáhppes-Đuolla Ŋávdni",
    "identity": "19980413-••••",
    "title": "Statistik",
    "code": "2SO124",
    "part": "Muntlig tentamen",
    "provider": "Luleå tekniska universitet",
    "starts": "2026-11-24T09:00",
    "ends": "2026-11-23T14:00",
    "place": "Storumans lärcentrum, sal Bäcken",
    "issued": "2026-11-24",
    "signer": "Märta Öhrn",
    "signer_title": "Föreståndare",
}


@pytest.mark.parametrize("copy", [False, True])
def test_genuine(copy: bool) -> None:
    verdict = verify_pdf(pdf_of(copy=copy), KEYS, {})
    assert verdict.outcome is Outcome.GENUINE
    assert verdict.compared
    assert verdict.facts is not None
    assert verdict.facts.name == FACTS.name
    assert verdict.sentence().startswith("Äkta")


@pytest.mark.parametrize("copy", [False, True])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_example_data_is_never_taken_for_a_certificate(copy: bool, language: str) -> None:
    """FG07, C03: marked on the paper, in the seal and in the answer."""
    facts = replace(FACTS, environment="demo", language=language)
    verdict = verify_pdf(pdf_of(facts, copy=copy), KEYS, {})
    assert verdict.outcome is Outcome.GENUINE
    assert "exempeldata" in verdict.sentence()
    assert "exempeldata" not in verify_pdf(pdf_of(), KEYS, {}).sentence()
    unmarked = replace(facts, environment="")
    found = verify_pdf(forged(unmarked, sealed_for=facts), KEYS, {})
    assert (found.outcome, found.differing) == (Outcome.ALTERED, ("environment",))


@pytest.mark.parametrize("kind", CertificateKind)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_kind_in_each_language(kind: CertificateKind, language: str) -> None:
    facts = replace(FACTS, kind=kind, language=language, replaces="2421-2026-0003",
                    starts="2026-09-01", ends="2026-11-20", workplace="Hotell Toppen",
                    extent="400 timmar", valid_to="2028-11-23")  # fmt: skip
    assert verify_pdf(pdf_of(facts), KEYS, {}).outcome is Outcome.GENUINE


def _changed(field: str) -> CertificateFacts:
    facts = replace(sheet_of().facts, **{field: CHANGES[field]})
    return replace(facts, ends="2026-11-24T13:00") if field == "starts" else facts


@pytest.mark.parametrize("field", CHANGES)
def test_one_changed_field_is_named(field: str) -> None:
    shown = _changed(field)
    verdict = verify_pdf(forged(shown), KEYS, {})
    assert verdict.outcome is Outcome.ALTERED
    assert field in verdict.differing
    # A changed centre name also stands in the sentence about the centre's capacity.
    assert set(verdict.differing) <= {field, "sentences"}
    assert FIELD_NAMES[field] in verdict.sentence()


def test_a_code_from_another_certificate() -> None:
    other = replace(FACTS, number="2421-2026-0018", name="Eva Östberg", title="Juridik")
    verdict = verify_pdf(forged(sheet_of().facts, sealed_for=other), KEYS, {})
    assert verdict.outcome is Outcome.ALTERED
    assert {"number", "name", "title"} <= set(verdict.differing)
    assert "annat intyg" in verdict.sentence()


def test_changed_surroundings() -> None:
    from lärcentrum.documents.certificate_paper import draw_certificate

    around = replace(AROUND, contact="Förfalskaren, 070-000 00 00")
    verdict = verify_pdf(draw_certificate(replace(sheet_of(), around=around)), KEYS, {})
    assert verdict.outcome is Outcome.ALTERED
    assert verdict.differing == ("around",)


def _edited(data: bytes, edit: Any) -> bytes:
    document = pypdfium2.PdfDocument(data)
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def _patch(document: Any) -> None:
    import pypdfium2.raw as pdfium

    page = document[0]
    patch = pdfium.FPDFPageObj_CreateNewRect(60, 560, 400, 40)
    pdfium.FPDFPageObj_SetFillColor(patch, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(patch, pdfium.FPDF_FILLMODE_WINDING, 0)
    pdfium.FPDFPage_InsertObject(page.raw, patch)
    page.gen_content()


def test_a_patch_over_the_words() -> None:
    verdict = verify_pdf(_edited(pdf_of(), _patch), KEYS, {})
    assert verdict.outcome is Outcome.ALTERED
    assert "covered" in verdict.differing


def test_one_page_more() -> None:
    verdict = verify_pdf(_edited(pdf_of(), lambda d: d.new_page(595, 842)), KEYS, {})
    assert verdict.differing == ("pages",)


def test_saved_by_another_program_is_still_genuine() -> None:
    assert verify_pdf(_edited(pdf_of(), lambda d: None), KEYS, {}).outcome is Outcome.GENUINE


def test_without_a_code() -> None:
    from lärcentrum.documents.certificate_paper import draw_certificate

    bare = draw_certificate(replace(sheet_of(), sealed="LC9.INGENTING"))
    assert verify_pdf(bare, KEYS, {}).outcome is Outcome.NO_SEAL
    for data in (b"", b"%PDF-1.4", b"PK\x03\x04" * 50, pdf_of()[:2000]):
        assert verify_pdf(data, KEYS, {}).outcome is Outcome.NO_SEAL


def test_a_scan_is_read_and_says_compare() -> None:
    document = pypdfium2.PdfDocument(pdf_of())
    picture = document[0].render(scale=150 / 72).to_pil().convert("L").rotate(2, fillcolor=255)
    buffer = io.BytesIO()
    picture.save(buffer, format="PDF", resolution=150)
    verdict = verify_pdf(buffer.getvalue(), KEYS, {})
    assert verdict.outcome is Outcome.GENUINE
    assert not verdict.compared
    assert "Jämför" in verdict.sentence()


def test_withdrawn_and_replaced() -> None:
    gone = Withdrawal(number=FACTS.number, day=date(2026, 12, 1), replaced_by="2421-2026-0020")
    verdict = verify_pdf(pdf_of(), KEYS, {gone.number: gone})
    assert verdict.outcome is Outcome.WITHDRAWN
    assert "2421-2026-0020" in verdict.sentence()
    plain = replace(gone, replaced_by="")
    assert "återkallat" in verify_pdf(pdf_of(), KEYS, {gone.number: plain}).sentence()
    altered = verify_pdf(forged(_changed("name")), KEYS, {gone.number: gone})
    assert altered.outcome is Outcome.ALTERED, "an altered one is never merely withdrawn"


def test_unknown_key() -> None:
    stranger = ring(IssuerKey(public=public_of(bytes(32)), centre="2421"))
    verdict = verify_pdf(pdf_of(), stranger, {})
    assert verdict.outcome is Outcome.UNKNOWN_KEY
    assert len(verdict.key_id) == 16


def test_text_alone() -> None:
    text = seal(FACTS, PRIVATE)
    assert verify_text(text, KEYS, {}).outcome is Outcome.GENUINE
    assert verify_text(text[:-3], KEYS, {}).outcome is Outcome.ALTERED
    assert verify_text("hej", KEYS, {}).outcome is Outcome.NO_SEAL
    for outcome in (text, text[:-3], "hej"):
        assert verify_text(outcome, KEYS, {}).sentence()


def test_a_file_is_read_once_and_capped(tmp_path: Path) -> None:
    path = tmp_path / "åäö.pdf"
    path.write_bytes(pdf_of())
    assert verify_file(path, KEYS, {}).outcome is Outcome.GENUINE
    path.write_bytes(b"%PDF" + bytes(MAX_FILE))
    with pytest.raises(TooLarge):
        verify_file(path, KEYS, {})


def test_every_fact_has_a_name() -> None:
    silent = {"language", "centre", "identity_kind", "issued_in", "words"}
    assert {f.name for f in fields(CertificateFacts)} - silent <= set(FIELD_NAMES)
