"""Put together what leaves: the same for the page that shows it and the file that carries it."""

from collections import Counter
from dataclasses import dataclass

from lärcentrum.certificates.certificates import list_to_send, list_withdrawals
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.rights import Right
from lärcentrum.store.kept import document
from lärcentrum.store.store import Store
from lärcentrum.sync import keys
from lärcentrum.sync.aggregates import month_aggregates
from lärcentrum.sync.canonical import parse_lines
from lärcentrum.sync.kinds import CUT_NAMES, KINDS, MEASURES, PERSON_KINDS, Kind
from lärcentrum.sync.levels import Level
from lärcentrum.sync.package_format import Payload, Row, Tombstone
from lärcentrum.sync.rows import Secrets, count_protected, named_rows, with_versions

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingCount:
    """One sum that leaves.

    Args:
        label: what is counted, Swedish.
        by: what it is divided by, Swedish, `name = code`; "" for the total.
        unit: the unit, Swedish.
        n: the count; None for not reported.
    """

    label: str
    by: str
    unit: str
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingField:
    """One field of rows that leaves.

    Args:
        kind: the kind of row.
        label: the field, Swedish.
        rows: how many rows have a value in it.
    """

    kind: Kind
    label: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Everything that leaves the computer: the page *det här lämnar datorn* (Y03, C-08).

    Args:
        period: the month.
        level: how much about persons.
        recipients: to whom.
        counts: every sum.
        kinds: rows of each kind.
        fields: every field with the number of rows that have it.
        withdrawn: records that are taken back or were before.
        certificates: withdrawn numbers in the check list of certificates; None while there is none.
        left_out: protected persons who are not among the rows; None without the right to know.
    """

    period: str
    level: Level
    recipients: tuple[str, ...]
    counts: tuple[LeavingCount, ...]
    kinds: dict[Kind, int]
    fields: tuple[LeavingField, ...]
    withdrawn: int
    certificates: int | None
    left_out: int | None


# --- rules -----------------------------------------------------------------


def leaving_counts(payload: Payload) -> tuple[LeavingCount, ...]:
    """Give every sum of a payload with its words."""
    order = list(MEASURES)
    found = sorted(payload.aggregates, key=lambda a: (order.index(a.measure), sorted(a.by.items())))
    return tuple(
        LeavingCount(
            label=_(MEASURES[one.measure].label),
            by=", ".join(f"{_(CUT_NAMES[name])} = {code}" for name, code in one.by.items()),
            unit=_(MEASURES[one.measure].unit),
            n=one.n,
        )
        for one in found
    )


def leaving_fields(payload: Payload) -> tuple[LeavingField, ...]:
    """Count the rows that have a value in each field."""
    used = Counter((row.kind, name) for row in payload.rows for name in row.data)
    return tuple(
        LeavingField(kind=kind, label=_(one.label), rows=used[kind.value, one.name])
        for kind, listed in KINDS.items()
        for one in listed
        if used[kind.value, one.name]
    )


# --- operations ------------------------------------------------------------


def build_payload(store: Store, period: str, level: Level, sequence: int) -> Payload:
    """Put together a month's sums and the centre's whole present state.

    Args:
        store: the register, with the centre's keys made.
        period: the month.
        level: the level in force.
        sequence: the number of the package to be.
    """
    secrets = Secrets(
        centre=keys.centre_code(store), key=keys.row_key(store), once=keys.once_key(store)
    )
    rows, stones = with_versions(
        sequence, named_rows(store, level, secrets, period), last_sent(store, sequence), level
    )
    return Payload(aggregates=month_aggregates(store, period), rows=rows, tombstones=stones)


_LAST = """
SELECT payload_sha256 FROM package WHERE sequence < ? ORDER BY sequence DESC, id DESC LIMIT 1
"""

_LAST_WITH_PERSONS = """
SELECT payload_sha256 FROM package WHERE sequence < ? AND level <> 'none'
ORDER BY sequence DESC, id DESC LIMIT 1
"""


def last_sent(store: Store, sequence: int) -> Payload:
    """Give the rows and tombstones that left last before a number.

    Those about persons are taken from the last package that spoke of persons: one at the level
    none in between says nothing of them.
    """
    newest = _kept(store, store.value(_LAST, sequence))
    persons = _kept(store, store.value(_LAST_WITH_PERSONS, sequence))
    return Payload(
        rows=tuple(
            [one for one in newest.rows if one.kind not in PERSON_KINDS]
            + [one for one in persons.rows if one.kind in PERSON_KINDS]
        ),
        tombstones=tuple(
            [one for one in newest.tombstones if one.kind not in PERSON_KINDS]
            + [one for one in persons.tombstones if one.kind in PERSON_KINDS]
        ),
    )


def _kept(store: Store, sha256: str | None) -> Payload:
    if sha256 is None:
        return Payload()
    lines = parse_lines(document(store, sha256), first=2)
    return Payload(
        rows=tuple(
            Row(kind=x["kind"], id=x["id"], version=x["version"], data=x["data"])  # type: ignore[arg-type]
            for x in lines
            if x["type"] == "row"
        ),
        tombstones=tuple(
            Tombstone(kind=x["kind"], id=x["id"], version=x["version"])  # type: ignore[arg-type]
            for x in lines
            if x["type"] == "tombstone"
        ),
    )


_NEXT = "SELECT coalesce(max(sequence), 0) + 1 FROM package"
_TO = "SELECT name FROM recipient WHERE ended_on IS NULL ORDER BY name"


@reading(right=Right.MONTH)
def preview_month(store: Store, *, period: str) -> Leaving:
    """Show exactly what the next file of a month would carry; nothing is made.

    Args:
        store: the register.
        period: YYYY-MM.
    """
    level = keys.present_level(store)
    payload = _preview_payload(store, period, level)
    kinds = Counter(Kind(row.kind) for row in payload.rows)
    knows = Right.PROTECTED in store.session.rights
    return Leaving(
        period=period,
        level=level,
        recipients=tuple(row["name"] for row in store.query(_TO)),
        counts=leaving_counts(payload),
        kinds={kind: kinds[kind] for kind in Kind},
        fields=leaving_fields(payload),
        withdrawn=len(payload.tombstones),
        certificates=len(list_withdrawals(store)) if list_to_send(store) else None,
        left_out=count_protected(store) if knows else None,
    )


def _preview_payload(store: Store, period: str, level: Level) -> Payload:
    if keys.has_keys(store):
        return build_payload(store, period, level, int(store.value(_NEXT)))
    # Names are not shown, so any key does while the centre has none of its own.
    secrets = Secrets(centre=keys.centre_code(store), key=bytes(32))
    rows, _stones = with_versions(1, named_rows(store, level, secrets, period), Payload(), level)
    return Payload(aggregates=month_aggregates(store, period), rows=rows)
