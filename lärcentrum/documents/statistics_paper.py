"""Statistics on paper: for each measure its months as bars and its parts as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lärcentrum.documents.paper import (
    HAIR,
    INK,
    MM,
    SMALL_GREY,
    STRONG,
    Letterhead,
    Sheet,
    draw_small_head,
    line_width,
)
from lärcentrum.documents.tables import Column, draw_table
from lärcentrum.language import _, in_language

_LEFT = 15 * MM
_BARS, _FLOOR = 22 * MM, 20 * MM
_NOW, _BEFORE = INK, "#b9c0c7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month: its name, the count now and a year before; None where it is not given."""

    name: str
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One measure.

    Args:
        title: what is counted, with its unit.
        bars: its months; none are drawn for a single one.
        lines: part, now, a year before and change, as texts.
    """

    title: str
    bars: tuple[Bar, ...]
    lines: tuple[tuple[str, str, str, str], ...]


def draw_statistics(
    head: Letterhead,
    period: str,
    coverage: str,
    sections: Sequence[Section],
    printed: datetime,
    language: str = "sv",
) -> bytes:
    """Give the statistics as a PDF; every page says for whom the figures speak (C-12).

    Args:
        head: who publishes them.
        period: the months in words.
        coverage: whose figures they are.
        sections: the measures.
        printed: wall-clock time.
        language: `sv` or `en`.

    Raises:
        GlyphMissing: a field holds a sign without a picture.
    """
    with in_language(language):
        sheet = Sheet(_("Statistik {period}").format(period=period), language=language)

        def new_head() -> float:
            title = _("Statistik {period}").format(period=period)
            return draw_small_head(sheet, head, title, coverage)

        top = new_head()
        for one in sections:
            if top - _least(one) < _FLOOR:
                sheet.next_page()
                top = new_head()
            top = _draw(sheet, one, top, new_head) - 8 * MM
        sheet.foot(printed)
        return sheet.finish()


def _least(one: Section) -> float:
    """The height that a section must find on a page to begin there."""
    return 8 * MM + (_BARS + 12 * MM if len(one.bars) > 1 else 0) + 20 * MM


def _draw(sheet: Sheet, one: Section, top: float, new_head: Callable[[], float]) -> float:
    def again() -> float:
        # A table that goes on says what it counts.
        return _draw_title(sheet, one.title, new_head())

    top = _draw_title(sheet, one.title, top)
    if len(one.bars) > 1:
        legend = _("mörk stapel: perioden, ljus: året före")
        sheet.line(sheet.width - _LEFT, top + 4 * MM, legend, SMALL_GREY, right=True)
        top = _draw_bars(sheet, one.bars, top)
    columns = (
        Column(title=_("Del"), width=88),
        Column(title=_("Perioden"), width=30, strong=True),
        Column(title=_("Året före"), width=30),
        Column(title=_("Ändring"), width=30),
    )
    return draw_table(sheet, columns, one.lines, top, new_head=again)


def _draw_title(sheet: Sheet, title: str, top: float) -> float:
    sheet.line(_LEFT, top - 4 * MM, title, STRONG)
    return top - 8 * MM


def _draw_bars(sheet: Sheet, bars: Sequence[Bar], top: float) -> float:
    """Draw the months beside each other, the year before behind; a month not given is a dash."""
    width = (sheet.width - 2 * _LEFT) / len(bars)
    most = max((n for one in bars for n in (one.now, one.before) if n), default=0)
    base = top - 4 * MM - _BARS
    for at, one in enumerate(bars):
        x, half = _LEFT + at * width, width * 0.3
        for n, place, fill in ((one.before, 0.16, _BEFORE), (one.now, 0.5, _NOW)):
            if n and most:
                high = _BARS * n / most
                sheet.frame(x + place * width, base, half, high, weight=0, fill=fill)
        said = "–" if one.now is None else str(one.now)
        for text, y in ((said, base - 3.6 * MM), (one.name, base - 7.4 * MM)):
            sheet.line(x + (width - line_width(text, SMALL_GREY)) / 2, y, text, SMALL_GREY)
    sheet.rule(_LEFT, base, sheet.width - 2 * _LEFT, colour=HAIR)
    return base - 11 * MM
