from dataclasses import replace
from pathlib import Path

import pytest

from lärcentrum.certificates.numbers import control_code
from lärcentrum.certificates.seal import open_seal
from lärcentrum.certificates.template_errors import TemplateUnread
from lärcentrum.certificates.template_reading import shipped_template
from lärcentrum.certificates.template_records import Look
from lärcentrum.certificates.verify import Outcome, verify_pdf
from lärcentrum.certificates.wording import Surroundings
from lärcentrum.documents.certificate_paper import draw_certificate, draw_example
from lärcentrum.documents.errors import DoesNotFit, GlyphMissing
from tests.helpers.certificates import FACTS, KEYS, pdf_of, sheet_of, words_of

LONG = ("Wolfeschlegelsteinhausen <b>Мария</b> Ελένη Đặng " * 5)[:200]


@pytest.mark.parametrize(
    "name",
    ["Čeavrrá Đuolla", "Ŋávdni Šuorra", "Ŧemá Žiekka", "áčđŋ šŧžń ïæø ÅÄÖ",
     "Юлия Орлова", "Ελένη Νίκου", "Đặng Thị Nguyễn", "Fi fl ffi fj", "<b>Eva</b> & <img src=x/>",
     "Eva-Åsa O’Hara"],
)  # fmt: skip
def test_names_come_back_exactly(name: str, tmp_path: Path) -> None:
    words = words_of(pdf_of(replace(FACTS, name=name)), tmp_path)
    assert name in words


def test_a_decomposed_name_is_composed(tmp_path: Path) -> None:
    assert "Åsa Č" in words_of(pdf_of(replace(FACTS, name="A\u030asa C\u030c")), tmp_path)


@pytest.mark.parametrize("name", ["ليلى حداد", "王伟", "Eva 😀", "Eva\u202e", "Ǩirre", "\u0000"])
def test_signs_without_a_picture_are_refused(name: str) -> None:
    with pytest.raises(GlyphMissing) as caught:
        pdf_of(replace(FACTS, name=name))
    assert caught.value.field == "name"
    assert caught.value.code == "FC15"
    assert name not in str(caught.value)
    assert "namn" in str(caught.value)


def test_the_same_paper_twice_is_the_same_bytes() -> None:
    assert pdf_of() == pdf_of()
    assert pdf_of(copy=True) == pdf_of(copy=True) != pdf_of()


def test_a_copy_says_so(tmp_path: Path) -> None:
    assert "KOPIA" in words_of(pdf_of(copy=True), tmp_path)
    assert "KOPIA" not in words_of(pdf_of(), tmp_path)


def test_what_stands_on_it(tmp_path: Path) -> None:
    words = words_of(pdf_of(), tmp_path)
    for text in ("Närvarointyg", "2421-2026-0017", "måndag 23 november 2026", "kl. 09:00–13:00",
                 "2SO123", "Umeå universitet", "19980412-••••", "Stämpel", "Namnteckning",
                 "Medfinansieras", control_code(sheet_of().sealed)):  # fmt: skip
        assert text in words
    assert "betyg" not in words.lower()


def test_the_longest_texts_fit_and_verify() -> None:
    facts = replace(FACTS, name=LONG, title=LONG, part=LONG, provider=LONG, place=LONG,
                    workplace=LONG, extent="X" * 200, signer=LONG, signer_title=LONG,
                    centre_name=LONG)  # fmt: skip
    assert verify_pdf(pdf_of(facts), KEYS, {}).outcome is Outcome.GENUINE


def test_texts_too_long_for_a_page_are_refused() -> None:
    with pytest.raises(DoesNotFit) as caught:
        draw_certificate(sheet_of(around=Surroundings(contact="Ånge " * 400)))
    assert "nummer" in str(caught.value)


def test_metadata_says_nothing_of_the_person() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_of())
    told = document.get_metadata_dict(skip_empty=True)
    document.close()
    assert told["Title"] == "Närvarointyg 2421-2026-0017"
    assert "1998" not in str(told)
    assert "Áilu" not in str(told)


def test_an_example_is_no_certificate(tmp_path: Path) -> None:
    example = draw_example(sheet_of())
    assert "EXEMPEL" in words_of(example, tmp_path)
    assert verify_pdf(example, KEYS, {}).outcome is Outcome.NO_SEAL


def test_a_paper_that_would_not_be_found_genuine_is_not_given() -> None:
    """The words of a centre's own template are read back, each time."""
    look = Look(template=shipped_template(FACTS.kind), row=1)
    what = replace(sheet_of(), look=look)
    assert verify_pdf(draw_certificate(what), KEYS, {}).outcome is Outcome.GENUINE
    other = replace(what, facts=replace(what.facts, words="x"))
    with pytest.raises(TemplateUnread):
        draw_certificate(other)


def test_a_logo_is_drawn_and_verifies() -> None:
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(buffer, format="PNG")
    look = Look(template=shipped_template(FACTS.kind), logo=buffer.getvalue())
    what = replace(sheet_of(), look=look)
    drawn = draw_certificate(what)
    assert drawn != pdf_of()
    verdict = verify_pdf(drawn, KEYS, {})
    assert verdict.outcome is Outcome.GENUINE, verdict.differing
    assert open_seal(what.sealed, KEYS) == what.facts
