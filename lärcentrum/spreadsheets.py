"""Tables for people's spreadsheets: Excel and CSV that no cell turns into a formula (FD01).

CSV is what Swedish offices open: `;` between, UTF-8 with byte order mark, every text quoted.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from lärcentrum.progress import Progress, silent

Cell = str | int | Decimal | None
"""Text stays text; a Decimal is an amount with two decimals."""

_STEP = 500
"""Rows between two reports."""
_MEASURED = 2000
"""Rows from which the columns' widths are guessed instead of measured."""
_WIDE = 22
"""What such a column is wide, in signs."""

# --- rules -----------------------------------------------------------------

# A spreadsheet takes these for a formula, also in full width; a `'` of the text's own is doubled.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def escaped(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula (FD01)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def unescaped(text: str) -> str:
    """Take back what `escaped` did."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def as_csv(
    rows: Sequence[Sequence[Cell]], columns: Sequence[str], progress: Progress = silent
) -> bytes:
    """Write rows as CSV: `;`, CRLF, UTF-8 with byte order mark, texts quoted and escaped.

    Args:
        rows: the cells.
        columns: the headings.
        progress: told rows done; may stop it.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            progress(at, len(rows))
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_excel(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    title: str,
    progress: Progress = silent,
) -> bytes:
    """Write rows as an Excel workbook: codes stay text, counts are numbers, no formulas.

    All of it is made in memory: what is in it is never in a temporary file.

    Args:
        rows: the cells.
        columns: the headings.
        title: the sheet's name.
        progress: told rows done; may stop it.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    book = xlsxwriter.Workbook(file, options)
    # A fixed date makes the same sums the same bytes, so that a second copy is the same file.
    book.set_properties({"created": datetime(2026, 1, 1)})
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    money = None
    for at, row in enumerate(rows, 1):
        if at % _STEP == 1:
            progress(at - 1, len(rows))
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                money = money or book.add_format({"num_format": "#,##0.00"})
                sheet.write_number(at, column, float(cell), money)
            elif isinstance(cell, int):
                sheet.write_number(at, column, cell)
            elif cell is not None:
                sheet.write_string(at, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    if len(rows) < _MEASURED:
        sheet.autofit()
    else:
        sheet.set_column(0, len(columns) - 1, _WIDE)
    # Closed here and not by `with`: work that was stopped half way is not packed.
    book.close()
    return file.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return escaped(cell) if isinstance(cell, str) else cell
