"""A plain copy of the month's sums, for people and for an office without the program.

Excel, CSV as Swedish offices want it (`;`, UTF-8 with byte order mark, text as text) and a
`datapackage.json` that says what the columns are. No row about a person is ever in it.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync import keys
from lärcentrum.sync.aggregates import month_aggregates
from lärcentrum.sync.canonical import parse_lines
from lärcentrum.sync.kinds import MEASURES
from lärcentrum.sync.months import month_row
from lärcentrum.sync.package_format import Aggregate
from lärcentrum.sync.packages import publish_checked

Cell = str | int | None

COLUMNS = (
    ("kommunkod", N_("centrets kommunkod, text"), "string"),
    ("centrum", N_("centrets namn"), "string"),
    ("period", N_("månad, ÅÅÅÅ-MM"), "string"),
    ("mått", N_("måttets namn i månadsfilen"), "string"),
    ("beteckning", N_("vad som räknas"), "string"),
    ("uppdelning", N_("vad summan är uppdelad på, tomt för totalen"), "string"),
    ("kod", N_("uppdelningens kod"), "string"),
    ("redovisas", N_("ja eller nej; noll och ej redovisat är olika saker"), "string"),
    ("antal", N_("antal i enheten, tomt när det inte redovisas"), "integer"),
    ("enhet", N_("måttets enhet"), "string"),
)

# --- rules -----------------------------------------------------------------

# A spreadsheet takes these for a formula, also in full width; a `'` of the text's own is doubled.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def escaped(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula (FD01)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def unescaped(text: str) -> str:
    """Take back what `escaped` did."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def table(
    centre: str, name: str, period: str, aggregates: Sequence[Aggregate]
) -> list[tuple[Cell, ...]]:
    """Give the sums as rows under `COLUMNS`, in the order of the measures."""
    order = list(MEASURES)
    listed = sorted(aggregates, key=lambda one: (order.index(one.measure), sorted(one.by.items())))
    return [
        (
            centre,
            name,
            period,
            one.measure,
            _(MEASURES[one.measure].label),
            ", ".join(one.by),
            ", ".join(one.by.values()),
            _("nej") if one.n is None else _("ja"),
            one.n,
            _(MEASURES[one.measure].unit),
        )
        for one in listed
    ]


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
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                elif cell is not None:
                    sheet.write_string(at, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.autofit()
    return file.getvalue()


def datapackage(name: str, csv_name: str) -> bytes:
    """Describe the CSV file as a Frictionless Data Package."""
    described = {
        "name": name.casefold(),
        "resources": [
            {
                "name": "summor",
                "path": csv_name,
                "format": "csv",
                "encoding": "utf-8-sig",
                "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
                "schema": {
                    "fields": [
                        {"name": column, "description": _(label), "type": kind}
                        for column, label, kind in COLUMNS
                    ],
                    "missingValues": [""],
                },
            }
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode()


# --- operations ------------------------------------------------------------


@reading(right=Right.MONTH)
def save_plain_copy(store: Store, *, period: str, folder: Path) -> list[Path]:
    """Write a month's sums as Excel, CSV and datapackage.json into a folder.

    Args:
        store: the register.
        period: YYYY-MM.
        folder: an existing folder.

    Returns:
        the paths written: Excel, CSV, description.

    Raises:
        TargetGone, TargetExists, TargetFull, TargetReadOnly, ExportInterrupted: as they say.
    """
    centre = keys.centre_code(store)
    rows = table(centre, setting(store, "centre_name"), period, sums(store, period))
    names = [column for column, _label, _kind in COLUMNS]
    stem = f"{centre}-{period}-summor"
    files = {
        f"{stem}.xlsx": as_excel(rows, names, period),
        f"{stem}.csv": as_csv(rows, names),
        f"{stem}.datapackage.json": datapackage(stem, f"{stem}.csv"),
    }
    for name, data in files.items():
        publish_checked(folder / name, data)
    return [folder / name for name in files]


def sums(store: Store, period: str) -> tuple[Aggregate, ...]:
    """Give a month's sums: those that left in its newest file, else as they are now."""
    package = month_row(store, period)["package"]
    if not package:
        return month_aggregates(store, period)
    kept = document(store, store.row("package", package)["payload_sha256"])
    return tuple(
        Aggregate(measure=x["measure"], n=x["n"], by=x["by"])  # type: ignore[arg-type]
        for x in parse_lines(kept, first=2)
        if x["type"] == "aggregate"
    )


def _csv_cell(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return escaped(cell) if isinstance(cell, str) else cell
