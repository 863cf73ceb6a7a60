"""The lists that travel with the program: centres, providers and their rules.

They are data with a source and a date (`resources/codes`), read once and copied into a register
when a centre starts; what a centre changes afterwards is its own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from lärcentrum.exams.rule_profiles import (
    DigitalRule,
    ExitFrom,
    LeadTime,
    LeadUnit,
    RuleProfile,
)

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A regional office that receives monthly files."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One of the municipalities that keep a learning centre.

    Args:
        code: the municipality's code by SCB, four digits as text.
        name: the municipality.
        county: the county's code, two digits as text.
        office: the code of the regional office.
        languages: minority languages in whose administrative area it lies.
    """

    code: str
    name: str
    county: str
    office: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedProvider:
    """A provider to start with.

    Args:
        name: the full name.
        short: what people say, "" where there is none.
        kind: university, yh, komvux, folkhogskola or other.
    """

    name: str
    short: str
    kind: str


# --- rules -----------------------------------------------------------------


@cache
def offices() -> tuple[Office, ...]:
    """Give the regional offices."""
    return tuple(Office(**row) for row in _read("centres.toml")["office"])


@cache
def centres() -> tuple[Centre, ...]:
    """Give the seventeen centres."""
    rows = _read("centres.toml")["centre"]
    return tuple(Centre(**{**row, "languages": tuple(row["languages"])}) for row in rows)


@cache
def providers() -> tuple[ShippedProvider, ...]:
    """Give the providers to start with."""
    return tuple(ShippedProvider(**row) for row in _read("providers.toml")["provider"])


@cache
def rule_profiles() -> tuple[RuleProfile, ...]:
    """Give the rule profiles to start with, each named after its provider."""
    return tuple(_profile(row) for row in _read("rule_profiles.toml")["profile"])


def _profile(row: dict[str, Any]) -> RuleProfile:
    unit = row.get("lead_unit")
    digital = row.get("digital")
    return RuleProfile(
        name=row["provider"],
        lead=LeadTime(count=row["lead_amount"], unit=LeadUnit(unit)) if unit else None,
        latest_entry=row.get("latest_entry_min"),
        earliest_exit=row.get("earliest_exit_min"),
        exit_from=ExitFrom(row.get("exit_from", ExitFrom.LOCAL)),
        earlier=row.get("earlier_min"),
        later=row.get("later_min"),
        weekdays_only=row.get("weekdays_only"),
        anonymous=row.get("anonymous"),
        digital=DigitalRule(digital) if digital else None,
        note=row.get("note", ""),
        source=row["source"],
        read_on=row["source_date"],
    )


def _read(name: str) -> dict[str, Any]:
    with resources.path("codes", name).open("rb") as file:
        return tomllib.load(file)
