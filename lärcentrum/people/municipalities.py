"""The municipalities of Sweden by their codes (SCB), as text: 0180 is Stockholm."""

import csv
from functools import cache

import resources

UNKNOWN = "9999"
"""The code for a municipality that is not known, or not kept."""


@cache
def municipalities() -> dict[str, str]:
    """Give every municipality's name by its code, in code order."""
    with resources.path("codes", "kommuner.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter=";")}


def municipality_name(code: str) -> str | None:
    """Give the name of a municipality, or None for an unknown code."""
    return municipalities().get(code)
