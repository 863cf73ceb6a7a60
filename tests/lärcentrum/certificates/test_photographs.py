"""A certificate that was printed, copied, photographed: its code is read by us and by zbar."""

import io
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from lärcentrum.certificates.facts import CertificateFacts
from lärcentrum.certificates.verify import Outcome, Withdrawal, verify_file, verify_picture
from tests.helpers.certificates import FACTS, KEYS, forged, pdf_of, sheet_of

LONG = replace(
    FACTS,
    name="Áilu Máhtte Čáhppes-Đuolla Ŋávdni af Wolfeschlegelsteinhausen",
    title="Samhällsvetenskaplig metod och vetenskapsteori för lärare i de samiska språken",
    part="Skriftlig salstentamen med digital inlämning, 7,5 högskolepoäng, omtentamen 2",
    provider="Luleå tekniska universitet, Institutionen för hälsa, lärande och teknik",
    place="Storumans lärcentrum, sal Stora Älven (ingång från gårdssidan)",
    signer_title="Studie- och yrkesvägledare, biträdande föreståndare",
)


def photocopy(pdf: bytes, *, dpi: int = 150, turned: float = 3, blur: float = 0.6) -> Image.Image:
    """A page as a copying machine and a scanner leave it: coarse, askew, blurred, speckled."""
    page = pypdfium2.PdfDocument(pdf)[0]
    made = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    made = made.rotate(turned, fillcolor=255, resample=Image.Resampling.BILINEAR, expand=True)
    made = made.filter(ImageFilter.GaussianBlur(blur))
    chance = random.Random(1)
    speckles = Image.frombytes("L", made.size, chance.randbytes(made.width * made.height))
    faint = speckles.point([235 if value < 8 else 255 for value in range(256)])
    return ImageChops.multiply(made.point([40 + value * 200 // 255 for value in range(256)]), faint)


def saved(picture: Image.Image, kind: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def by_zbar(picture: Image.Image, folder: Path) -> str:
    tool = shutil.which("zbarimg")
    assert tool, "zbar-tools is needed: another reader than ours"
    path = folder / "kopia.png"
    picture.save(path)
    done = subprocess.run(
        [tool, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)], capture_output=True
    )
    return done.stdout.decode().strip()


# With six fields of twice the usual length the modules are smaller, and zbar wants a scanner's 200.
@pytest.mark.parametrize(("facts", "for_zbar"), [(FACTS, 150), (LONG, 200)], ids=["usual", "long"])
@pytest.mark.parametrize("turned", [-3, 3, 90])
def test_a_photocopy_is_read(
    facts: CertificateFacts, for_zbar: int, turned: float, tmp_path: Path
) -> None:
    pdf = pdf_of(facts, copy=True)
    read = by_zbar(photocopy(pdf, dpi=for_zbar, turned=turned), tmp_path)
    assert read == sheet_of(facts).sealed
    picture = photocopy(pdf, turned=turned)
    verdict = verify_picture(saved(picture), KEYS, {})
    assert verdict.outcome is Outcome.GENUINE
    assert verdict.facts is not None
    assert verdict.facts.name == facts.name
    assert not verdict.compared, "its words were not read"
    assert "Jämför" in verdict.sentence()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_any_size_from_a_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "foto åäö.jpg"
    for dpi in (110, 150, 300, 500):
        path.write_bytes(saved(photocopy(pdf_of(), dpi=dpi, blur=dpi / 250), kind))
        assert verify_file(path, KEYS, {}).outcome is Outcome.GENUINE, dpi


def test_a_withdrawn_one_and_an_unknown_key() -> None:
    picture = saved(photocopy(pdf_of()))
    gone = Withdrawal(number=FACTS.number, day=_day(), replaced_by="2421-2026-0018")
    verdict = verify_picture(picture, KEYS, {FACTS.number: gone})
    assert verdict.outcome is Outcome.WITHDRAWN
    assert "2421-2026-0018" in verdict.sentence()
    assert verify_picture(picture, {}, {}).outcome is Outcome.UNKNOWN_KEY


def _day() -> date:
    return date(2026, 11, 24)


def test_a_picture_of_other_words_says_what_was_sealed() -> None:
    """The words of a picture are not read: what was sealed is shown beside them."""
    verdict = verify_picture(saved(photocopy(forged(replace(FACTS, name="Falsk")))), KEYS, {})
    assert verdict.facts is not None
    assert verdict.facts.name == FACTS.name
    assert not verdict.compared


def test_two_codes_are_none() -> None:
    first, other = (
        photocopy(pdf_of(replace(FACTS, number=n)), turned=0)
        for n in ("2421-2026-0017", "2421-2026-0018")
    )
    both = Image.new("L", (first.width * 2, first.height), 255)
    both.paste(first, (0, 0))
    both.paste(other, (first.width, 0))
    assert verify_picture(saved(both), KEYS, {}).outcome is Outcome.NO_SEAL


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" * 9, saved(Image.new("L", (20, 20))),
     saved(photocopy(pdf_of()))[:5000]],
    ids=["head", "no jpeg", "empty", "cut"],
)  # fmt: skip
def test_no_picture_of_a_certificate(data: bytes) -> None:
    assert verify_picture(data, KEYS, {}).outcome is Outcome.NO_SEAL


def test_a_picture_that_would_fill_the_memory_is_not_read() -> None:
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000), 1).save(buffer, "PNG")
    assert verify_picture(buffer.getvalue(), KEYS, {}).outcome is Outcome.NO_SEAL
