"""Read the values of an Excel workbook's first sheet; its size is looked at before it is opened.

The reader makes room for every cell between the first and the last one: a single cell far away
would end the whole program for lack of memory, so the places are read from the file first (FD09).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from lärcentrum.imports.errors import NotAList, SheetTooLarge

# --- rules -----------------------------------------------------------------

_MOST_UNPACKED = 200_000_000
_MOST_CELLS = 5_000_000
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zip files begin, and Office files from before 2007 or with a password."""
_FILLED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>"
)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)


def is_archive(data: bytes) -> bool:
    """Tell whether a file is a workbook or another archive, and no text."""
    return data.startswith(_ARCHIVES)


def excel_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of the first sheet as text, each with its number.

    Args:
        data: a workbook (.xlsx or .xlsm); formulas give what they came to, macros are not read.

    Raises:
        NotAList: another archive, an older workbook, or one with a password (FD08).
        SheetTooLarge: something stands too far away (FD09).
    """
    import python_calamine

    _check_packed(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        raise NotAList from None
    for number, cells in enumerate(rows, 1):
        yield number, [_cell_text(cell) for cell in cells]


def _check_packed(data: bytes) -> None:
    """Refuse what is no workbook, or would unpack to more than the cap."""
    if not data.startswith(b"PK"):
        raise NotAList
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            names = [one.filename for one in inside]
            if sum(one.file_size for one in inside) > _MOST_UNPACKED or not _is_book(names):
                raise NotAList
            for name in names:
                if name.endswith(".xml"):
                    _check_places(archive.read(name))
    except _UNREADABLE:
        raise NotAList from None


def _is_book(names: list[str]) -> bool:
    return "xl/workbook.xml" in names


def _check_places(sheet: bytes) -> None:
    last_row = last_column = 0
    for found in _FILLED.finditer(sheet):
        if not found[3]:
            last_row = max(last_row, int(found[2]))
            last_column = max(last_column, _column(found[1]))
    if last_row * last_column > _MOST_CELLS:
        raise SheetTooLarge(row=last_row, column=last_column)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _cell_text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float | int):
        # Fifteen digits is what Excel keeps; a whole number is written without its ".0".
        return str(int(cell)) if float(cell).is_integer() else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime):
        return (
            cell.isoformat(sep=" ", timespec="minutes")
            if cell.time() != time()
            else str(cell.date())
        )
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
