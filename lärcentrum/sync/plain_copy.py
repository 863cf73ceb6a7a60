"""A plain copy of the month's sums, for people and for an office without the program.

Excel, CSV as Swedish offices want it (`;`, UTF-8 with byte order mark, text as text) and a
`datapackage.json` that says what the columns are. No row about a person is ever in it.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from lärcentrum.language import N_, _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.spreadsheets import Cell, as_csv, as_excel
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync import keys
from lärcentrum.sync.aggregates import month_aggregates
from lärcentrum.sync.canonical import parse_lines
from lärcentrum.sync.kinds import MEASURES
from lärcentrum.sync.months import month_row
from lärcentrum.sync.package_format import Aggregate
from lärcentrum.sync.packages import publish_checked

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
