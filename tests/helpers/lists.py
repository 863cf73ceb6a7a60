"""Lists as a centre has them: CSV in several encodings, Excel made in memory, invented people."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from lärcentrum.imports.importing import DryRun, try_import
from lärcentrum.imports.rows import RowState
from tests.helpers.people import NAMES, number_of

HEADINGS = ("Förnamn", "Efternamn", "Personnummer", "E-post", "Hemkommun")


def csv_of(rows: Iterable[Sequence[str]], separator: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV as a spreadsheet writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def excel_of(rows: Iterable[Sequence[Any]]) -> bytes:
    """An Excel workbook; numbers, dates and times become cells of their own kind."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad1")
        day, hour = (book.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "hh:mm"))
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(n, column, cell, None, "räknat")
                elif isinstance(cell, str):
                    sheet.write_string(n, column, cell)
                elif isinstance(cell, datetime | date):
                    sheet.write_datetime(n, column, cell, day)
                elif isinstance(cell, time):
                    sheet.write_datetime(n, column, cell, hour)
                elif cell is not None:
                    sheet.write(n, column, cell)
    return out.getvalue()


def students_csv(count: int, **how: str) -> bytes:
    """A list of invented students."""
    rows = [
        (given, f"{family} {n}", number_of(n), f"n{n}@example.org", "Storuman")
        for n in range(count)
        for given, family in [NAMES[n % len(NAMES)]]
    ]
    return csv_of([HEADINGS, *rows], **how)


def states(run: DryRun) -> list[RowState]:
    """What becomes of each row."""
    return [one.state for one in run.rows]


def tried(store: Any, kind: Any, *rows: Sequence[str], **more: Any) -> DryRun:
    """Try a list given as rows, the headings first; nothing may be kept."""
    before = store.digest()
    run = try_import(store, kind=kind, data=csv_of(rows), **more)
    assert store.digest() == before
    return run
