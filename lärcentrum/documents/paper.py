"""What every paper shares: the sheet, its styles, its letterhead and its foot."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from lärcentrum.documents import fonts
from lärcentrum.documents.lines import lines_of
from lärcentrum.documents.text import drawn
from lärcentrum.language import _
from lärcentrum.swedish import long_day

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
# Dark enough for a bad copying machine; nothing on a paper is told by colour alone.
INK, GREY, HAIR = "#15191e", "#565d65", "#b4bac1"
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
Drawing = Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks.

    `size`, `leading` (from line to line) and `tracking` (between signs) are in points.
    """

    font: str = fonts.REGULAR
    size: float = 10
    leading: float = 13.5
    colour: str = INK
    tracking: float = 0

    def scaled(self, scale: float) -> "Style":
        """Give the same style, larger or smaller."""
        return replace(self, size=self.size * scale, leading=self.leading * scale)

    def at_least(self, size: float) -> "Style":
        """Give the same style in letters no smaller than so many points."""
        return self if self.size >= size else self.scaled(size / self.size)


BODY = Style()
STRONG = Style(font=fonts.SEMIBOLD)
SMALL = Style(size=8.5, leading=11.5)
SMALL_GREY = replace(SMALL, colour=GREY)
SIGNED = replace(SMALL_GREY, size=12, leading=14)
SMALL_STRONG = replace(SMALL, font=fonts.SEMIBOLD)
STANDING_SIZE = 12
"""Letters that are read standing are never smaller, in points (issue 5)."""
STANDING = Style(size=STANDING_SIZE, leading=16)
CHANGED = Style(font=fonts.SEMIBOLD, size=STANDING_SIZE, leading=15)
TITLE = Style(font=fonts.SEMIBOLD, size=20, leading=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who speaks on the paper.

    `address` holds up to four short lines; `logo` is a PNG or JPEG picture, or empty.
    """

    municipality: str
    centre: str
    address: tuple[str, ...] = ()
    logo: bytes = b""


class Sheet:
    """The pages of one paper.

    Shapes of a page are drawn before its texts: nothing that we draw ever covers a word, which
    the check of a certificate relies on. Everything waits until `finish`, when the number of
    pages is known. The same content gives the same bytes (FI11).

    Args:
        title: for the file's metadata; never a person's name or number.
        language: `sv` or `en`.
        landscape: whether the long side lies.
    """

    def __init__(self, title: str, *, language: str, landscape: bool = False) -> None:
        self.title, self.language = title, language
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self._pages: list[tuple[list[Drawing], list[Drawing]]] = [([], [])]
        self._fonts = {fonts.REGULAR}

    def line(
        self, x: float, y: float, text: str, style: Style = BODY, *, right: bool = False,
        field: str = "",
    ) -> None:  # fmt: skip
        """Write one line.

        Args:
            x: its left end, or its right end when `right`, in points from the left edge.
            y: its base line, in points from the lower edge.
            text: plain text.
            style: how it looks.
            right: whether it ends at `x`.
            field: what the text is, for `GlyphMissing`.
        """
        checked = drawn(text, field)
        self._fonts.add(style.font)
        if right:
            x -= line_width(checked, style)

        def draw(canvas: Any) -> None:
            fonts.font(style.font)
            canvas.setFillColor(_colour(style.colour))
            canvas.setFont(style.font, style.size)
            canvas.drawString(x, y, checked, charSpace=style.tracking)

        self._pages[-1][1].append(draw)

    def block(
        self, x: float, top: float, width: float, text: str, style: Style = BODY, *,
        field: str = "",
    ) -> float:  # fmt: skip
        """Write a text in as many lines as it needs, and give its height in points."""
        lines = lines_of(drawn(text, field), style.font, width / style.size)
        self._fonts.add(style.font)

        def draw(canvas: Any) -> None:
            fonts.font(style.font)
            written = canvas.beginText(x, top - style.size)
            written.setFont(style.font, style.size, style.leading)
            written.setFillColor(_colour(style.colour))
            written.textLines(lines, trim=0)
            canvas.drawText(written)

        self._pages[-1][1].append(draw)
        return len(lines) * style.leading

    def rule(self, x: float, y: float, width: float, *, colour: str = HAIR, weight: float = 0.5,
             vertical: float = 0, dash: tuple[float, ...] = ()) -> None:  # fmt: skip
        """Draw a line from (x, y): `width` to the right and `vertical` upwards, in points."""

        def draw(canvas: Any) -> None:
            canvas.setStrokeColor(_colour(colour))
            canvas.setLineWidth(weight)
            canvas.setDash(*([list(dash)] if dash else []))
            canvas.line(x, y, x + width, y + vertical)

        self.shape(draw)

    def frame(
        self, x: float, y: float, width: float, height: float, *, dash: tuple[float, ...] = (),
        colour: str = HAIR, weight: float = 0.5, fill: str = "",
    ) -> None:  # fmt: skip
        """Draw a box with softly rounded corners; its lower left corner is (x, y)."""

        def draw(canvas: Any) -> None:
            canvas.setStrokeColor(_colour(colour))
            canvas.setLineWidth(weight)
            canvas.setDash(*([list(dash)] if dash else []))
            if fill:
                canvas.setFillColor(_colour(fill))
            canvas.roundRect(x, y, width, height, 1.2 * MM, stroke=int(weight > 0), fill=bool(fill))

        self.shape(draw)

    def shape(self, draw: Drawing) -> None:
        """Draw something without words, under all words of the page."""
        self._pages[-1][0].append(draw)

    def next_page(self) -> None:
        """Go on with a new page."""
        self._pages.append(([], []))

    def mark(self) -> tuple[int, int]:
        """Give where the page stands, for `back_to`."""
        shapes, texts = self._pages[-1]
        return len(shapes), len(texts)

    def back_to(self, mark: tuple[int, int]) -> None:
        """Take back what the page was given since `mark`."""
        shapes, texts = self._pages[-1]
        del shapes[mark[0] :], texts[mark[1] :]

    def foot(self, printed: datetime) -> None:
        """Put the print time and `Sida 1 av 3` at the foot of every page so far.

        Args:
            printed: wall-clock time.
        """
        day = long_day(printed.date())
        when = _("Utskriven {day} kl. {time}").format(day=day, time=f"{printed:%H:%M}")
        pages, total = self._pages, len(self._pages)
        for at in range(total):
            self._pages = pages[: at + 1]
            self.line(15 * MM, 9 * MM, when, SMALL_GREY)
            number = _("Sida {page} av {pages}").format(page=at + 1, pages=total)
            self.line(self.width - 15 * MM, 9 * MM, number, SMALL_GREY, right=True)
        self._pages = pages

    def finish(self) -> bytes:
        """Give the paper as a PDF."""
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        # Text for seven-bit mail makes a file a quarter larger, and is never needed.
        rl_config.useA85 = 0
        buffer = io.BytesIO()
        # Every page begins with this font: without it a Helvetica is named that is not embedded.
        fonts.font(fonts.REGULAR)
        canvas = Canvas(
            buffer, pagesize=(self.width, self.height), invariant=1, pageCompression=1,
            lang=_LOCALES.get(self.language, self.language), initialFontName=fonts.REGULAR,
        )  # fmt: skip
        canvas.setTitle(self.title)
        canvas.setAuthor("Lärcentrum")
        canvas.setCreator("Lärcentrum")
        canvas.setSubject("")
        for name in sorted(self._fonts):
            fonts.begin(name, canvas._doc)  # noqa: SLF001 -- reportlab has no other way
        for shapes, texts in self._pages:
            for draw in shapes:
                canvas.saveState()
                draw(canvas)
                canvas.restoreState()
            # A text says all of its look itself.
            for draw in texts:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def line_width(text: str, style: Style) -> float:
    """Give the width of one line in points."""
    return fonts.width(text, style.font, style.size) + style.tracking * len(text)


def block_height(text: str, width: float, style: Style) -> float:
    """Give the height in points that `Sheet.block` would need."""
    return len(lines_of(drawn(text), style.font, width / style.size)) * style.leading


def draw_logo(sheet: Sheet, logo: bytes, x: float, top: float, most: tuple[float, float]) -> float:
    """Draw a picture no larger than `most` (width, height), and give its width; all in points."""
    picture = _picture(logo)
    wide, high = picture.getSize()
    scale = min(most[0] / wide, most[1] / high)
    width, height = wide * scale, high * scale
    sheet.shape(lambda c: c.drawImage(picture, x, top - height, width, height, mask="auto"))
    return float(width)


@lru_cache(maxsize=8)
def _picture(data: bytes) -> Any:
    """Unpack a picture once for a whole batch."""
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(data))


def draw_small_head(
    sheet: Sheet, head: Letterhead, title: str, under: str = "", changed: str = ""
) -> float:
    """Put a working paper's head on the page, and give the height where its content begins.

    Args:
        sheet: the paper.
        head: who speaks.
        title: in large letters.
        under: a line beneath it.
        changed: what is new since an earlier print, in a box of its own.
    """
    left, right, top = 15 * MM, sheet.width - 15 * MM, sheet.height - 14 * MM
    sheet.line(left, top, head.centre, SMALL_STRONG, field="centre_name")
    sheet.line(right, top, head.municipality, SMALL_GREY, right=True, field="municipality")
    sheet.rule(left, top - 2.2 * MM, right - left, colour=INK, weight=0.7)
    top -= 5 * MM
    top -= sheet.block(left, top, right - left, title, TITLE)
    if under:
        top -= 0.8 * MM
        top -= sheet.block(left, top, right - left, under, replace(STANDING, colour=GREY))
    if changed:
        top -= 2 * MM
        top -= draw_changed(sheet, changed, left, top, right - left)
    return top - 4 * MM


def draw_changed(sheet: Sheet, text: str, left: float, top: float, width: float) -> float:
    """Say in a box what is new since an earlier print (C-07), and give the box's height."""
    pad = 2 * MM
    height = block_height(text, width - 2 * pad, CHANGED) + 2 * pad
    sheet.frame(left, top - height, width, height, colour=INK, weight=1.2)
    sheet.block(left + pad, top - pad, width - 2 * pad, text, CHANGED, field="name")
    return height


def draw_signs(
    sheet: Sheet, asked: Sequence[tuple[str, str]], top: float, gap: float = 15 * MM
) -> float:
    """Draw pairs of lines to write on, with what is wanted beneath each in words.

    Args:
        sheet: the paper.
        asked: what is wanted at the left and at the right; "" draws no line there.
        top: where the first line is, in points from the lower edge.
        gap: from a line to the next, in points.

    Returns:
        where a further line would be.
    """
    for pair in asked:
        for text, x in zip(pair, (15 * MM, sheet.width / 2 + 5 * MM), strict=True):
            if text:
                sheet.rule(x, top, sheet.width / 2 - 20 * MM)
                sheet.line(x, top - 4.5 * MM, text, SIGNED)
        top -= gap
    return top


@cache
def _colour(code: str) -> Any:
    """A colour as reportlab wants it: reading its code takes longer than drawing with it."""
    from reportlab.lib.colors import HexColor

    return HexColor(code)
