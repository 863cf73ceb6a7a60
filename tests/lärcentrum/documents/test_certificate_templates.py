"""A template changed, lent, read in and taken back; and every certificate with it is checked."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from lärcentrum.certificates import certificates as register
from lärcentrum.certificates.facts import CertificateKind
from lärcentrum.certificates.template_errors import (
    PictureRefused,
    TemplateFault,
    TemplateFileBroken,
)
from lärcentrum.certificates.template_files import TemplateFile, read_file, write_file
from lärcentrum.certificates.template_reading import shipped_body
from lärcentrum.certificates.templates import (
    has_own_signature,
    look_of,
    read_certificate_template,
    reset_certificate_template,
)
from lärcentrum.certificates.verify import Outcome
from lärcentrum.documents import certificate_templates as templates
from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.issue_certificate import (
    issue_certificate,
    issue_many,
    preview_certificate,
)
from lärcentrum.documents.pictures import checked_picture
from lärcentrum.errors import NotAsItStands
from lärcentrum.store.errors import RuleBroken, UndoConflict
from lärcentrum.store.store import Store
from lärcentrum.upkeep.papers_check import paper_problems
from tests.helpers.certificates import words_of
from tests.helpers.matrix import Case, Refusal, check
from tests.helpers.sat import make_sat, name_centre
from tests.helpers.templates import body_with, picture

EXAM = CertificateKind.EXAM
OWN = body_with('title = "Närvarointyg"', 'title = "Intyg om närvaro"')


@pytest.fixture(autouse=True)
def _named(store: Store) -> None:
    name_centre(store)


def test_change_certificate_template(store: Store, tmp_path: Path) -> None:
    old = issue_certificate(store, booking=make_sat(store, 1))
    before = register.certificate_paper(store, certificate=old)
    earlier = body_with("size = 33", "size = 30")
    templates.change_certificate_template(store, kind=EXAM, body=earlier)
    good = {"kind": EXAM, "body": OWN, "logo": picture()}
    bad = [
        (good | {"body": OWN + "\n[x]"}, TemplateFault),
        (good | {"kind": CertificateKind.STUDY}, TemplateFault),
        (good | {"logo": b"GIF89a"}, PictureRefused),
        (good | {"body": OWN.replace("Härmed", "数")}, GlyphMissing),
    ]
    check(store, Case(operation=templates.change_certificate_template, good=good, bad=bad))
    example = preview_certificate(store, booking=make_sat(store, 2))
    assert "Intyg om närvaro" in words_of(example, tmp_path)
    uid = issue_certificate(store, booking=make_sat(store, 0))
    paper = register.certificate_paper(store, certificate=uid)
    assert "Intyg om närvaro" in words_of(paper, tmp_path)
    path = register.save_certificate(store, certificate=uid, folder=tmp_path)
    assert register.check_certificate(store, path=path).outcome is Outcome.GENUINE
    assert register.certificate_paper(store, certificate=old) == before, "the issued one stays"
    assert paper_problems(store) == []


def test_a_whole_run_is_drawn_with_it(store: Store, tmp_path: Path) -> None:
    templates.change_certificate_template(store, kind=EXAM, body=OWN, logo=picture())
    done = issue_many(store, bookings=[make_sat(store, n) for n in range(3)])
    assert len(done.issued) == 3
    for uid in done.issued:
        path = register.save_certificate(store, certificate=uid, folder=tmp_path)
        assert register.check_certificate(store, path=path).outcome is Outcome.GENUINE
    assert store.value("SELECT count(*) FROM certificate_look WHERE version = 1") == 3


def test_a_certificate_remembers_its_version(store: Store) -> None:
    look = "SELECT * FROM certificate_look WHERE certificate_id = ?"
    shipped = issue_certificate(store, booking=make_sat(store, 0))
    row = store.one(look, store.id_of("certificate", shipped))
    assert row is not None
    assert (row["template_id"], row["version"]) == (None, 1)
    for n, title in ((1, "Första"), (2, "Andra")):
        body = body_with('title = "Närvarointyg"', f'title = "{title}"')
        templates.change_certificate_template(store, kind=EXAM, body=body)
        own = issue_certificate(store, booking=make_sat(store, n))
        row = store.one(look, store.id_of("certificate", own))
        assert row is not None
        assert row["version"] == n
    first = store.one("SELECT uid FROM certificate_template WHERE version = 1")
    assert first is not None
    with pytest.raises(RuleBroken), store.operating("x", "x", True), store.write():
        store.update("certificate_template", first["uid"], body="x")


def test_a_template_in_use_by_a_certificate_is_not_undone_away(store: Store) -> None:
    from lärcentrum import history

    templates.change_certificate_template(store, kind=EXAM, body=OWN)
    change = history.log(store, limit=1)[0].id
    issue_certificate(store, booking=make_sat(store))
    with pytest.raises(UndoConflict):
        history.undo(store, operation=change)
    assert read_certificate_template(store, kind=EXAM).own


def test_reset_certificate_template(store: Store) -> None:
    with pytest.raises(NotAsItStands):
        reset_certificate_template(store, kind=EXAM)
    templates.change_certificate_template(store, kind=EXAM, body=OWN)
    check(store, Case(operation=reset_certificate_template, good={"kind": EXAM}))
    assert not read_certificate_template(store, kind=EXAM).own
    templates.change_certificate_template(store, kind=EXAM, body=OWN)
    assert read_certificate_template(store, kind=EXAM).version == 2


def test_lent_to_another_centre_without_anybodys_signature(store: Store, tmp_path: Path) -> None:
    templates.set_own_signature(store, picture=picture((200, 60)))
    templates.change_certificate_template(store, kind=EXAM, body=OWN, logo=picture())
    case = Case(operation=templates.export_certificate_template, good={"kind": EXAM})
    data = check(store, case)
    lent = read_file(data)
    assert lent.body == OWN
    signature = look_of(store, EXAM).signature
    assert signature
    assert signature not in (lent.logo,)
    reset_certificate_template(store, kind=EXAM)
    path, broken = tmp_path / "mall.lcmall", tmp_path / "bruten.lcmall"
    path.write_bytes(data)
    broken.write_bytes(data[:-9])
    evil = tmp_path / "ond.lcmall"
    evil.write_bytes(write_file(TemplateFile(body=OWN, logo=b"\x89PNG\r\n")))
    bad = [({"file": broken}, TemplateFileBroken), ({"file": evil}, PictureRefused)]
    case = Case(operation=templates.import_certificate_template, good={"file": path}, bad=bad)
    assert check(store, case) is EXAM
    assert read_certificate_template(store, kind=EXAM).body == OWN
    assert look_of(store, EXAM).logo == lent.logo


def test_set_own_signature(store: Store) -> None:
    good = {"picture": picture((400, 120), "JPEG")}
    bad: list[Refusal] = [({"picture": b"x"}, PictureRefused)]
    check(store, Case(operation=templates.set_own_signature, good=good, bad=bad))
    assert has_own_signature(store)
    plain = issue_certificate(store, booking=make_sat(store, 0))
    # Somebody else issues: the signature is not theirs.
    store.session = replace(store.session, user="0" * 36)
    assert look_of(store, EXAM).signature == b""
    other = issue_certificate(store, booking=make_sat(store, 1))
    sizes = [len(register.certificate_paper(store, certificate=uid)) for uid in (plain, other)]
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize("kind", CertificateKind)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_previews_are_examples(
    store: Store, tmp_path: Path, kind: CertificateKind, language: str
) -> None:
    good = {"kind": kind, "body": shipped_body(kind), "language": language, "logo": picture()}
    case = Case(operation=templates.preview_certificate_template, good=good)
    words = words_of(check(store, case), tmp_path)
    assert ("EXEMPEL" if language == "sv" else "EXAMPLE") in words
    assert "Elsa Exempel" in words


def test_the_eu_block_and_the_stamp_can_be_left_out(store: Store, tmp_path: Path) -> None:
    off = OWN.replace("[eu]\nshown = true", "[eu]\nshown = false")
    off = off.replace("[stamp]\nshown = true", "[stamp]\nshown = false")
    assert off.count("\nshown = false") == 3
    for body, there in ((OWN, True), (off, False)):
        paper = templates.preview_certificate_template(store, kind=EXAM, body=body)
        words = words_of(paper, tmp_path)
        assert ("Medfinansieras" in words) is there
        assert ("Stämpel" in words) is there


def test_a_missing_glyph_names_its_field(store: Store) -> None:
    """FC15: each text of the paper, the template's own too, before any number is used."""
    for old, field in (('title = "När', "heading"), ('lead = "Här', "lead"),
                       ('se = "', "headings"), ('capacity = "', "capacity")):  # fmt: skip
        body = body_with(old, old + "数")
        with pytest.raises(GlyphMissing) as caught:
            templates.change_certificate_template(store, kind=EXAM, body=body)
        assert caught.value.field == field
        assert "mallens" in str(caught.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_small_bare_png(kind: str) -> None:
    made = checked_picture(picture((2_000, 900), kind))
    from PIL import Image

    read = Image.open(io.BytesIO(made))
    assert read.format == "PNG"
    assert read.width <= 720
    assert read.info == {}


def test_a_picture_of_too_many_points_is_never_unpacked() -> None:
    for size in ((7_000, 10), (5_000, 5_000)):
        with pytest.raises(PictureRefused):
            checked_picture(picture(size))
    with pytest.raises(PictureRefused):
        checked_picture(bytes(2_000_001))
    whole = picture()
    for at in range(0, len(whole), 5):
        try:
            checked_picture(whole[:at] + b"\xff" + whole[at + 1 :])
        except PictureRefused:
            continue
