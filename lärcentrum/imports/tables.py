"""Read a list from bytes, once: Excel's values or a CSV text become rows of plain text.

Every cell is text from here on. A date cell becomes `2026-03-04`, a time `09:30`, a whole number
its digits: nothing guesses types (models.md), each field reads its own text.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lärcentrum.imports.errors import (
    BadHeadings,
    BadText,
    CellTooLong,
    NoRows,
    OpenQuote,
    TooManyRows,
    UnevenRow,
)
from lärcentrum.imports.workbooks import excel_rows, is_archive

# --- records ---------------------------------------------------------------

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
_LONGEST_CELL = 20_000
_MOST_TITLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row below the headings.

    Args:
        number: as the user's own program numbers it; the headings are row 1 of most lists.
        cells: one text per heading.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list as it was read.

    Args:
        headings: as they stand, each once.
        rows: those that hold something.
        how: how it was read, such as `Excel` or `CSV (UTF-8, ;)`.
    """

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    how: str


# --- rules -----------------------------------------------------------------

_Cells = list[str]
_ESCAPED = re.compile(r"'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_AS_TEXT = re.compile(r'="([^"]*)"')
_SEPARATORS = ";\t,"


def read_table(data: bytes) -> Table:
    """Read a list, from Excel or CSV, told apart by what it holds and not by its name.

    Args:
        data: the file's whole content.

    Raises:
        NotAList: another kind of file, or one with a password (FD08, FD09).
        BadText, CellTooLong, OpenQuote, UnevenRow: a row, by its number.
        BadHeadings: a heading twice.
        NoRows, TooManyRows, SheetTooLarge: nothing, or too much.
    """
    if not data.strip():
        raise NoRows
    if is_archive(data):
        return _made(excel_rows(data), "Excel", strict=False)
    text, encoding = _decoded(data)
    separator = _separator(text)
    name = "Tab" if separator == "\t" else separator
    return _made(_csv_rows(text, separator), f"CSV ({encoding}, {name})", strict=True)


def plain_cell(text: str) -> str:
    """Give a cell's text: NFC, without the mark that keeps Excel from running it (FD01)."""
    cell = unicodedata.normalize("NFC", text).strip()
    if found := _AS_TEXT.fullmatch(cell):
        return found[1].strip()
    return _ESCAPED.sub("", cell, count=1) if cell.startswith("'") else cell


def _made(rows: Iterator[tuple[int, _Cells]], how: str, *, strict: bool) -> Table:
    found = ((n, [plain_cell(c) for c in cells]) for n, cells in rows)
    filled: Iterator[tuple[int, _Cells]] = ((n, cells) for n, cells in found if any(cells))
    filled = _without_padded_title(filled) if strict else _without_title(filled)
    first = next(filled, None)
    if first is None:
        raise NoRows
    headings, wide = _headings(first[1])
    made: list[TableRow] = []
    for number, cells in filled:
        if len(made) == MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        made.append(TableRow(number=number, cells=_even(number, cells, wide, strict=strict)))
    if not made:
        raise NoRows
    return Table(headings=headings, rows=tuple(made), how=how)


def _without_title(rows: Iterator[tuple[int, _Cells]]) -> Iterator[tuple[int, _Cells]]:
    """Leave out what stands alone above the headings of a sheet: what the list is called."""
    before: list[tuple[int, _Cells]] = []
    for row in rows:
        if sum(map(bool, row[1])) > 1:
            return chain([row], rows)
        before.append(row)
        if len(before) > _MOST_TITLES:
            break
    return chain(before, rows)


def _without_padded_title(rows: Iterator[tuple[int, _Cells]]) -> Iterator[tuple[int, _Cells]]:
    """Leave out a title that Excel padded to the width of the list when it saved it as CSV.

    A line that ends in nothing may be the only heading of a list as well: it is a title only above
    as many headings, each with a name.
    """
    first, second = next(rows, None), next(rows, None)
    before = [row for row in (first, second) if row is not None]
    if first and second and len(first[1]) == len(second[1]) > 1:
        is_alone, is_full = sum(map(bool, first[1])) == 1, all(second[1])
        before = before[1:] if is_alone and is_full else before
    return chain(before, rows)


def _headings(cells: _Cells) -> tuple[tuple[str, ...], int]:
    """Give the headings, each once, and how many columns there are; an empty one gets a name."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    named = tuple(" ".join(c.split()) or f"({place})" for place, c in enumerate(cells, 1))
    twice = [name for name, count in Counter(n.casefold() for n in named).items() if count > 1]
    if twice:
        shown = next(name for name in named if name.casefold() == twice[0])
        raise BadHeadings(expected=(), found=named, twice=shown)
    return named, len(named)


def _even(number: int, cells: _Cells, wide: int, *, strict: bool) -> tuple[str, ...]:
    """Give as many cells as there are headings; Excel fills up, a CSV may only end in nothing."""
    rest = cells[wide:]
    if any(rest) or (strict and len(cells) < wide):
        raise UnevenRow(row=number, expected=wide, found=len(cells))
    for cell in cells:
        if len(cell) > _LONGEST_CELL:
            raise CellTooLong(number)
        if "\0" in cell or "\ufffd" in cell:
            raise BadText(number)
    return tuple(cells[:wide]) + ("",) * (wide - len(cells))


# --- CSV ---------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the encoding: a mark says it, else UTF-8 where it fits, else Windows."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _strictly(data[3:], "utf-8"), "UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "UTF-16"
    try:
        return _checked(data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError as fault:
        return _from_windows(data, fault), "Windows-1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as fault:
        raise BadText(data[: fault.start].decode(encoding, "replace").count("\n") + 1) from None


def _from_windows(data: bytes, fault: UnicodeDecodeError) -> str:
    """Read what is no UTF-8 as Windows-1252, unless most of it is UTF-8 with a broken byte."""
    text = _strictly(data, "cp1252")
    if _MIXED.search(text):
        raise BadText(data.count(b"\n", 0, fault.start) + 1)
    return text


# A UTF-8 letter read as Windows-1252: Ã¥, Ã¤, Ã¶, Ã…, Ã„, Ã–, Ã©.
_MIXED = re.compile("Ã[\u0080-\u00bf\u201e\u2026\u2013\u2030]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def _checked(text: str) -> str:
    if found := _CONTROLS.search(text):
        raise BadText(text.count("\n", 0, found.start()) + 1)
    return text


def _separator(text: str) -> str:
    """Give the sign that stands most often in the first line outside quotation marks."""
    if found := re.match(r"sep=(.)\r?\n", text):
        return found[1]
    lines = (line for line in text.splitlines() if line.strip())
    first = re.sub(r'"[^"]*"', "", next(lines, ""))
    return max(_SEPARATORS, key=lambda sign: (first.count(sign), -_SEPARATORS.index(sign)))


def _csv_rows(text: str, separator: str) -> Iterator[tuple[int, _Cells]]:
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    # Not str.splitlines: a form feed or a Unicode line separator inside a cell ends no row.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise CellTooLong(number) if "limit" in str(fault) else OpenQuote(number) from None
        if cells is None:
            return
        yield number, cells
