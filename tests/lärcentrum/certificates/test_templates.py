"""A template's text and file are read strictly; each fault names its line."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_errors import TemplateFault, TemplateFileBroken
from lärcentrum.certificates.template_files import TemplateFile, read_file, write_file
from lärcentrum.certificates.template_reading import (
    FORMAT,
    read_template,
    shipped_body,
    shipped_template,
)
from lärcentrum.certificates.template_records import Headings
from tests.helpers.templates import body_with, picture

HEAD = f'format = "{FORMAT}"\nkind = "exam"\n'


@pytest.mark.parametrize("kind", CertificateKind)
def test_the_programs_own_are_templates(kind: CertificateKind) -> None:
    made = read_template(shipped_body(kind))
    assert made == shipped_template(kind)
    assert made.headings == Headings(), "no language is invented"
    assert made.headings.line() == ""
    assert set(made.said) == {"sv", "en"}


def test_what_is_left_out_is_the_programs_own() -> None:
    assert read_template(HEAD).layout == shipped_template(CertificateKind.EXAM).layout
    changed = read_template(HEAD + '[headings]\nse = "Duođaštus"\n[eu]\nshown = false\n')
    assert changed.headings.line() == "Duođaštus"
    assert not changed.layout.eu.shown


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("x", 3, "går inte att läsa"),
        ('[sv]\ntitle = "', 4, "går inte att läsa"),
        ("[sv]\ntitle = 4", 4, "citattecken"),
        ('[sv]\ntitle = "  "', 4, "tom"),
        ('[sv]\ntitle = "' + "x" * 61 + '"', 4, "60 tecken"),
        ('[sv]\nlead = "{name}"', 4, "klamrar"),
        ('[sv]\ncapacity = "{centre} {x}"', 4, "klamrar"),
        ('[sv]\nsubtitel = ""', 4, "finns inte"),
        ("[sv.title]\na = 1", 3, "citattecken"),
        ("[file]\nx = 1", 3, "finns inte"),
        ('sv = "x"', 3, "finns inte"),
        ("[qr]\nsize = 35", 4, "size ska vara 36–60"),
        ("[qr]\nsize = nan", 4, "36–60"),
        ("[qr]\nsize = true", 4, "ett tal"),
        ("[qr]\nx = 190", 4, "utanför"),
        ("[qr]\nx = 60", 4, "ligger över varandra"),
        ("[stamp]\ny = 150", 4, "ligger över varandra"),
        ("[body]\nwidth = 60", 4, "minst 100 mm"),
        ('[frame]\ncolour = "red"', 4, "färg"),
        ("[eu]\nshown = 1", 4, "true eller false"),
        ("a = " + "[" * 9_000, 3, "går inte att läsa"),
        ("version = " + "9" * 5_000, 3, "går inte att läsa"),
        ("version = 0", 3, "version ska vara ett helt tal"),
    ],
)
def test_a_fault_names_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        read_template(HEAD + text)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"Rad {line}:")


@pytest.mark.parametrize(
    "body", ["", 'kind = "exam"', f'format = "{FORMAT}"\nkind = ["exam"]', "#" * 20_001]
)
def test_no_template_at_all(body: str) -> None:
    with pytest.raises(TemplateFault):
        read_template(body)


@given(body=st.text(max_size=200), at=st.integers(0, 1_000))
def test_any_text_is_read_or_refused(body: str, at: int) -> None:
    own = shipped_body(CertificateKind.STUDY)
    for text in (body, own[:at] + body + own[at:], own[:at]):
        found = None
        try:
            assert read_template(text).kind in CertificateKind
        except TemplateFault as fault:
            found = fault
        if found is not None:
            assert 0 <= found.line <= text.count("\n") + 1
            assert "Intygen ser ut som förut" in str(found)


def test_a_file_comes_back_and_is_the_same_bytes() -> None:
    what = TemplateFile(body=body_with("Närvarointyg", "Intyg"), logo=picture())
    data = write_file(what)
    assert write_file(what) == data
    assert read_file(data) == what
    assert read_file(write_file(TemplateFile(body="x"))).logo == b""


def archive(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


BODY = ("mall.toml", shipped_body(CertificateKind.EXAM).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"hej" * 100,
        archive(("logo.png", b"x")),
        archive(BODY, ("../logo.png", b"x")),
        archive(BODY, ("C:\\logo.png", b"x")),
        archive(BODY, ("namnteckning.png", b"x")),
        archive(("mall.toml", b"\xff\xfe")),
        archive(("mall.toml", b" " * 90_000)),
        archive(BODY, ("logo.png", bytes(2_000_001))),
        bytes(3_000_001),
    ],
    ids=range(11),
)
def test_a_foreign_file_is_refused(data: bytes) -> None:
    """FD04, FD06: bombs stop at the cap, and no name in it is ever a path."""
    with pytest.raises(TemplateFileBroken) as caught:
        read_file(data)
    assert "logo" not in str(caught.value).replace("logotyp", "")


def test_every_cut_and_changed_file_is_read_or_refused() -> None:
    data = write_file(TemplateFile(body=BODY[1].decode(), logo=picture((9, 9))))
    for at in range(0, len(data), 11):
        for broken in (data[:at], data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]):
            try:
                read_file(broken)
            except TemplateFileBroken:
                continue
