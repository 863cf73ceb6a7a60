"""Blocks of the guide as what reportlab lays out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from lärcentrum.documents import fonts
from lärcentrum.documents.guide_pages import Block, Kind, anchor, spans
from lärcentrum.documents.paper import GREY, HAIR, INK, MM
from lärcentrum.documents.text import safe

A4_WIDTH = 165 * MM
"""How wide the text is."""
_PIXEL = 0.165 * MM
"""A pixel of a picture on paper, where there is room for it: the same in all, so that the letters
of the window are of one size."""
_HIGHEST = 95 * MM
_OURS = ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)
"""Without it a table names a font that is not embedded."""
_SIDES = ("LEFT", "RIGHT", "TOP", "BOTTOM")
_ACCENT, _SHADE = "#1d5c9e", "#eef2f6"
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"spaceAfter": 6},
    "over": {"fontName": fonts.SEMIBOLD, "fontSize": 12, "leading": 15, "spaceBefore": 60},
    "title": {"fontName": fonts.SEMIBOLD, "fontSize": 30, "leading": 38},
    "caption": {"fontSize": 8.5, "leading": 11, "textColor": GREY, "spaceAfter": 9},
    "heading1": {"fontName": fonts.SEMIBOLD, "fontSize": 20, "leading": 25, "spaceAfter": 6},
    "heading2": {"fontName": fonts.SEMIBOLD, "fontSize": 13, "leading": 17, "spaceBefore": 8,
                 "spaceAfter": 3},
    "heading3": {"fontName": fonts.SEMIBOLD, "fontSize": 10.5, "spaceBefore": 5, "spaceAfter": 2},
    "point": {"spaceAfter": 2.5, "leftIndent": 15},
    "cell": {"fontSize": 9, "leading": 12},
    "head": {"fontSize": 9, "leading": 12, "fontName": fonts.SEMIBOLD},
    "code": {"fontSize": 8, "leading": 11, "backColor": _SHADE, "borderPadding": 5,
             "leftIndent": 5, "rightIndent": 5, "spaceBefore": 7, "spaceAfter": 12},
    "entry": {"fontSize": 11, "leading": 19},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a flowable that is a heading carries for the contents and the outline."""

    text: str
    markup: str
    level: int
    key: str


class Flow:
    """Makes flowables of the blocks of one page.

    Args:
        folder: where the guide's pictures are.
        page: the page's name, the first part of its bookmarks.
    """

    def __init__(self, folder: Path, page: str) -> None:
        self._folder, self._page = folder, page

    def flowables(self, block: Block) -> Iterator[Any]:
        """Give what a block becomes."""
        make = {
            Kind.HEADING: self._heading,
            Kind.TEXT: self._text,
            Kind.BULLETS: self._points,
            Kind.NUMBERS: self._points,
            Kind.TABLE: self._table,
            Kind.CODE: self._code,
            Kind.PICTURE: self._picture,
        }
        return make[block.kind](block)

    def markup(self, text: str) -> str:
        """Give a line as reportlab's markup."""
        made = []
        for kind, piece, goal in spans(text):
            if kind == "strong":
                made.append(f'<font name="{fonts.SEMIBOLD}">{self.markup(piece)}</font>')
            elif kind == "soft":
                made.append(f'<font name="{fonts.ITALIC}">{self.markup(piece)}</font>')
            elif kind == "code":
                made.append(f'<font backColor="{_SHADE}">{safe(piece)}</font>')
            elif kind == "link":
                inside = self.markup(piece)
                made.append(f'<a href="#{self._goal(goal)}" color="{_ACCENT}">{inside}</a>')
            else:
                made.append(safe(piece))
        return "".join(made)

    def _goal(self, link: str) -> str:
        file, _mark, place = link.partition("#")
        return _key(PurePosixPath(file).stem or self._page, place)

    def _heading(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Paragraph

        markup = self.markup(block.text)
        made = Paragraph(markup, style(f"heading{min(block.level, 3)}"))
        made.keepWithNext = True
        place = anchor(block.text) if block.level > 1 else ""
        made.guide_heading = Heading(
            text=made.getPlainText(identify=True), markup=markup, level=block.level,
            key=_key(self._page, place),
        )  # fmt: skip
        yield made

    def _text(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Paragraph

        yield Paragraph(self.markup(block.text), style("text"))

    def _points(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Paragraph, Spacer

        for number, (text,) in enumerate(block.rows, 1):
            sign = f"{number}." if block.kind is Kind.NUMBERS else "•"
            yield Paragraph(self.markup(text), style("point"), bulletText=sign)
        yield Spacer(0, 4)

    def _table(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Paragraph, Spacer, Table

        made = [
            [Paragraph(self.markup(cell), style("cell" if at else "head")) for cell in cells]
            for at, cells in enumerate(block.rows)
        ]
        yield Table(
            made, colWidths=_widths(block.rows), repeatRows=1, hAlign="LEFT",
            style=[
                _OURS,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, HAIR),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ],
        )  # fmt: skip
        yield Spacer(0, 8)

    def _code(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Paragraph

        lines = []
        for line in block.text.splitlines():
            bare = line.lstrip(" ")
            lines.append("\N{NO-BREAK SPACE}" * (len(line) - len(bare)) + safe(bare))
        yield Paragraph("<br/>".join(lines), style("code"))

    def _picture(self, block: Block) -> Iterator[Any]:
        from reportlab.lib.utils import ImageReader
        from reportlab.platypus import Image, KeepTogether, Paragraph, Table

        # A picture lies beside the pages, wherever its link says that it is.
        path = self._folder / PurePosixPath(block.file).name
        wide, high = ImageReader(str(path)).getSize()
        scale = min(_PIXEL, A4_WIDTH / wide, _HIGHEST / high)
        image = Image(str(path), wide * scale, high * scale)
        frame = Table(
            [[image]], hAlign="LEFT",
            style=[
                _OURS,
                ("BOX", (0, 0), (-1, -1), 0.6, HAIR),
                *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in _SIDES),
            ],
        )  # fmt: skip
        frame.spaceBefore, frame.spaceAfter = 4, 3
        yield KeepTogether([frame, Paragraph(safe(block.text), style("caption"))])


def contents() -> Any:
    """Make the list of contents."""
    from reportlab.platypus.tableofcontents import TableOfContents

    sides = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in _SIDES]
    made = TableOfContents(
        dotsMinLevel=0, levelStyles=[style("entry")], tableStyle=[_OURS, *sides]
    )  # fmt: skip
    made.spaceBefore = 30
    return made


@cache
def style(name: str) -> Any:
    """Give how a text of the guide looks."""
    from reportlab.lib.styles import ParagraphStyle

    for face in (fonts.REGULAR, fonts.SEMIBOLD, fonts.ITALIC):
        fonts.font(face)
    plain = {"fontName": fonts.REGULAR, "fontSize": 10, "leading": 14, "textColor": INK}
    return ParagraphStyle(
        name, **{**plain, "splitLongWords": 1, "bulletFontName": fonts.REGULAR, **_LOOKS[name]}
    )


def _key(page: str, place: str) -> str:
    return f"{page}.{place}" if place else page


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Share the width by what the columns hold; none is so narrow that its words break."""
    across = len(rows[0])
    longest = [max(len(row[at]) for row in rows if at < len(row)) for at in range(across)]
    weights = [max(12.0, min(60.0, float(length))) for length in longest]
    return [A4_WIDTH * weight / sum(weights) for weight in weights]
