"""Rows as files that spreadsheets open: Excel, and CSV as Swedish offices want it."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

Cell = str | int | Decimal | None
"""Text stays text; a Decimal is an amount with two decimals."""

# --- rules -----------------------------------------------------------------

# A spreadsheet takes these for a formula, also in full width; a `'` of the text's own is doubled.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def escaped(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula (FD01)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def unescaped(text: str) -> str:
    """Take back what `escaped` did."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def as_csv(rows: Sequence[Sequence[Cell]], columns: Sequence[str]) -> bytes:
    """Write rows as CSV: `;`, CRLF, UTF-8 with byte order mark, texts quoted and escaped."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_excel(rows: Sequence[Sequence[Cell]], columns: Sequence[str], title: str) -> bytes:
    """Write rows as an Excel workbook: codes stay text, counts are numbers, no formulas."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        # A fixed date makes the same sums the same bytes, so that a second copy is the same file.
        book.set_properties({"created": datetime(2026, 1, 1)})
        sheet = book.add_worksheet(title[:31])
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        money = None
        for at, row in enumerate(rows, 1):
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
        sheet.autofit()
    return file.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return escaped(cell) if isinstance(cell, str) else cell
