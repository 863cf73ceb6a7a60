"""The guide: its pages hold together, and it comes whole onto paper."""

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import resources
from lärcentrum.documents.guide_pages import (
    ORDER,
    Block,
    Kind,
    anchor,
    blocks,
    guide_files,
    page_text,
    page_title,
    spans,
)
from lärcentrum.documents.guide_paper import draw_guide

GUIDE = resources.path("guide")
PAGES = guide_files(GUIDE)
MOST_BYTES, MOST_WIDE, MOST_IN_ALL = 60_000, 1100, 3_000_000


def lines(block: Block) -> list[str]:
    return [block.text] if block.kind is not Kind.CODE else []


def links(file: Path) -> list[str]:
    cells = [
        text
        for block in blocks(page_text(file))
        for text in (*lines(block), *(cell for row in block.rows for cell in row))
    ]
    return [goal for text in cells for kind, _piece, goal in spans(text) if kind == "link"]


def headings(file: Path) -> set[str]:
    return {anchor(one.text) for one in blocks(page_text(file)) if one.kind is Kind.HEADING}


def pictures() -> list[Block]:
    return [one for file in PAGES for one in blocks(page_text(file)) if one.kind is Kind.PICTURE]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_every_link_leads_somewhere(file):
    for goal in links(file):
        page, _mark, place = goal.partition("#")
        target = GUIDE / page if page else file
        assert target.is_file(), goal
        assert not place or place in headings(target), goal


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_every_page_has_one_title_and_no_two_headings_of_a_name(file):
    found = [one for one in blocks(page_text(file)) if one.kind is Kind.HEADING]
    assert [one.level for one in found].count(1) == 1
    assert found[0].level == 1
    names = [anchor(one.text) for one in found]
    assert len(set(names)) == len(names)


def test_the_pictures_that_are_shown_are_those_that_are_there():
    assert {one.file for one in pictures()} == {file.name for file in GUIDE.glob("*.png")}
    assert all(one.text for one in pictures())


@pytest.mark.parametrize("page", [one for one in ORDER if (GUIDE / f"{one}.md").is_file()])
def test_what_people_do_is_shown(page):
    assert any(one.kind is Kind.PICTURE for one in blocks(page_text(GUIDE / f"{page}.md")))


def test_the_pictures_are_small():
    files = sorted(GUIDE.glob("*.png"))
    assert sum(file.stat().st_size for file in files) <= MOST_IN_ALL
    for file in files:
        assert file.stat().st_size <= MOST_BYTES, file.name
        with Image.open(file) as picture:
            assert picture.width <= MOST_WIDE, file.name


def test_pages_stand_in_the_order_of_the_work():
    assert [file.stem for file in PAGES][:4] == ["start", "first_day", "today", "exams"]


@pytest.fixture(scope="module")
def paper():
    with pypdfium2.PdfDocument(draw_guide()) as found:
        yield found


def test_every_heading_is_on_the_paper_and_in_its_outline(paper):
    listed = [(one.level, one.get_title()) for one in paper.get_toc()]
    assert [title for level, title in listed if level == 0] == [page_title(one) for one in PAGES]
    wanted = sum(one.kind is Kind.HEADING for file in PAGES for one in blocks(page_text(file)))
    assert len(listed) == wanted


def test_each_page_says_its_number_and_every_picture_is_drawn(paper):
    drawn = 0
    for at, page in enumerate(paper, 1):
        text = page.get_textpage().get_text_range()
        assert at == 1 or f"Sida {at}" in text
        drawn += sum(one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects())
    assert drawn == len(pictures())


def test_the_contents_name_the_page_where_a_chapter_begins(paper):
    first = paper[0].get_textpage().get_text_range()
    for one in paper.get_toc():
        if one.level == 0:
            at = one.get_dest().get_index() + 1
            assert re.search(rf"{re.escape(one.get_title())}[ .]+{at}\b", first), one.get_title()


def draw_guide_of(folder: Path, text: str) -> bytes:
    (folder / "start.md").write_text(text, "utf-8")
    return draw_guide(folder)


def test_no_font_but_ours_is_named(tmp_path):
    text = "# A\n\n**b** *c* `d`\n\n| e |\n|---|\n| f |"
    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", draw_guide_of(tmp_path, text)))
    assert fonts
    assert all(b"SourceSans3" in one for one in fonts)


def test_the_same_pages_give_the_same_bytes(tmp_path):
    text = "# Börja\n\nHej <b> & [dit](start.md#ort).\n\n## Ort\n\n1. ett\n2. två"
    assert draw_guide_of(tmp_path, text) == draw_guide_of(tmp_path, text)


def test_blocks_are_what_they_look_like():
    text = (
        "# A\nb\nc\n- d\n  e\n- f\n\n1. g\n\n| h | i |\n|---|---|\n| j | k |\n\n"
        "![l](m.png)\n\n```\nn\n\n# o\n```\np"
    )
    assert list(blocks(text)) == [
        Block(kind=Kind.HEADING, text="A", level=1),
        Block(kind=Kind.TEXT, text="b c"),
        Block(kind=Kind.BULLETS, rows=(("d e",), ("f",))),
        Block(kind=Kind.NUMBERS, rows=(("g",),)),
        Block(kind=Kind.TABLE, rows=(("h", "i"), ("j", "k"))),
        Block(kind=Kind.PICTURE, text="l", file="m.png"),
        Block(kind=Kind.CODE, text="n\n\n# o"),
        Block(kind=Kind.TEXT, text="p"),
    ]


def test_pieces_of_a_line():
    assert list(spans("a **b** *c* `*d*` [e](f.md#g) [h]")) == [
        ("", "a ", ""), ("strong", "b", ""), ("", " ", ""), ("soft", "c", ""), ("", " ", ""),
        ("code", "*d*", ""), ("", " ", ""), ("link", "e", "f.md#g"), ("", " [h]", ""),
    ]  # fmt: skip
