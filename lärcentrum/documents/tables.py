"""Tables on paper: the head repeats on each page, rows are numbered and never split."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lärcentrum.documents.fonts import SEMIBOLD
from lärcentrum.documents.paper import GREY, HAIR, INK, MM, SMALL, Sheet, Style, block_height

_HEAD = Style(size=8, leading=10, colour=GREY)
_CELL = Style(size=10, leading=12.5)
_DETAIL = Style(size=8.5, leading=10.5, colour=GREY)
_PAD_X, _PAD_Y = 1.2 * MM, 1.3 * MM
_FLOOR = 17 * MM
Cell = list[tuple[str, Style]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a paper table.

    `width` is in millimetres, `field` names it in errors, `filled_in` says that people write in
    it by hand, so that it has sides. Below the first line of a cell, lines are details in small
    letters.
    """

    title: str
    width: float
    field: str = ""
    filled_in: bool = False
    strong: bool = False


def draw_table(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    top: float,
    *,
    row_height: float = 0,
    least: float = 0,
    new_head: Callable[[], float],
) -> float:
    """Draw a table from `top` downwards over as many pages as it needs.

    Args:
        sheet: the paper, at the page where the table begins.
        columns: from left to right.
        rows: texts, one for each column.
        top: where it begins, in points from the lower edge.
        row_height: the least height of a row, in millimetres.
        least: the least size of letters, in points; `STANDING_SIZE` for what is read standing.
        new_head: called on each new page; draws its head and gives where the table goes on.

    Returns:
        where the table ends on its last page, in points.
    """
    y = _draw_titles(sheet, columns, top, least)
    for row in rows:
        cells = [_parts(*one, least) for one in zip(columns, row, strict=True)]
        height = max(row_height * MM, _height(columns, cells))
        if y - height < _FLOOR:
            sheet.next_page()
            y = _draw_titles(sheet, columns, new_head(), least)
        _draw_row(sheet, columns, cells, y, height)
        y -= height
    return y


def _draw_titles(sheet: Sheet, columns: Sequence[Column], top: float, least: float) -> float:
    style = _HEAD.at_least(least)
    height = max(block_height(c.title, c.width * MM - _PAD_X, style) for c in columns)
    x = 15 * MM
    for column in columns:
        used = block_height(column.title, column.width * MM - _PAD_X, style)
        sheet.block(x + _PAD_X / 2, top - (height - used), column.width * MM - _PAD_X,
                    column.title, style)  # fmt: skip
        x += column.width * MM
    y = top - height - 1 * MM
    sheet.rule(15 * MM, y, x - 15 * MM, colour=INK, weight=0.7)
    return y


def _draw_row(
    sheet: Sheet, columns: Sequence[Column], cells: Sequence[Cell], top: float, height: float
) -> None:
    x = 15 * MM
    for column, parts in zip(columns, cells, strict=True):
        width = column.width * MM
        if column.filled_in:
            sheet.rule(x, top - height, 0, vertical=height)
            sheet.rule(x + width, top - height, 0, vertical=height)
        # Set in the middle of the row, so that a tall row for a signature looks even.
        y = top - (height - _cell_height(column, parts)) / 2
        for part, style in parts:
            y -= sheet.block(x + _PAD_X / 2, y, width - _PAD_X, part, style, field=column.field)
        x += width
    sheet.rule(15 * MM, top - height, x - 15 * MM, colour=HAIR)


def _height(columns: Sequence[Column], cells: Sequence[Cell]) -> float:
    there = zip(columns, cells, strict=True)
    return max(_cell_height(column, parts) for column, parts in there) + 2 * _PAD_Y


def _cell_height(column: Column, parts: Cell) -> float:
    room = column.width * MM - _PAD_X
    return sum(block_height(part, room, style) for part, style in parts)


def _parts(column: Column, text: str, least: float) -> Cell:
    first, _break, rest = text.partition("\n")
    style = SMALL if len(first) > 60 else _CELL
    main = replace(style, font=SEMIBOLD) if column.strong else style
    wanted = ((first, main), (rest, _DETAIL))
    return [(part, look.at_least(least)) for part, look in wanted if part]
