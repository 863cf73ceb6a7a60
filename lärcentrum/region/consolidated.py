"""The sums of all centres, with their coverage, and small counts hidden."""

import json
from dataclasses import dataclass

from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.region.overview import Coverage, coverage
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.sync.kinds import MEASURES

FLOOR = 5
"""Counts of persons or single employers below this are not published (FH15)."""

_ABOUT_PERSONS = frozenset({"personer", "bokningar", "praktikperioder", "behov", "intyg", "besök"})
_HIDDEN_WITH = {"exam_minutes": "bookings"}
"""Measures whose parts would tell what is hidden of another: one exam lasts about four hours."""

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum over the centres.

    Args:
        measure: its name.
        cut: what it is divided by, "" for the total.
        code: the part, "" for the total.
        n: the sum; None when it is hidden.
        centres: how many centres report it.
    """

    measure: str
    cut: str
    code: str
    n: int | None
    centres: int

    @property
    def text(self) -> str:
        """Give the count as it is published."""
        return _("färre än 5") if self.n is None else str(self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """A month's sums over the centres that have reported."""

    period: str
    coverage: Coverage
    sums: tuple[Sum, ...]


Groups = dict[tuple[str, str], dict[str, tuple[int, int]]]
"""Count and number of centres by code, by measure and division."""

# --- rules -----------------------------------------------------------------


def hidden(parts: dict[str, int], total: int) -> set[str]:
    """Say which parts of one division are hidden (pure).

    Parts of 1 to 4 are; when only one is, or the hidden ones together are fewer than five, the
    least of the others goes too, so that nobody subtracts it back from the total. Protected persons
    stand in the total and in no part: what they make is found by subtraction, as a hidden part is.

    Args:
        parts: counts by code.
        total: what is published for all of them.
    """
    small = {code for code, n in parts.items() if 0 < n < FLOOR}
    others = sorted((n, code) for code, n in parts.items() if n >= FLOOR)
    kept = [n for n in (total - sum(parts.values()), *(parts[c] for c in small)) if n > 0]
    while others and _shows(kept):
        n, code = others.pop(0)
        small.add(code)
        kept.append(n)
    # A total that is itself hidden gives nothing to subtract from.
    return small if total >= FLOOR else {code for code, n in parts.items() if n}


def is_about_persons(measure: str) -> bool:
    """Tell whether a measure counts persons, or what stands for one."""
    return MEASURES[measure].unit in _ABOUT_PERSONS


def hidden_with(measure: str) -> str:
    """Give the measure whose small counts decide what is hidden of this one: mostly itself."""
    return _HIDDEN_WITH.get(measure, measure)


def withheld(groups: Groups, measure: str, cut: str) -> set[str]:
    """Say which parts of a measure's division are not published (pure).

    Args:
        groups: every count.
        measure: the measure.
        cut: the division, "" for the total.
    """
    measure = hidden_with(measure)
    if not is_about_persons(measure):
        return set()
    total = groups.get((measure, ""), {}).get("", (0, 0))[0]
    if not cut and total >= FLOOR:
        return set()
    parts = groups.get((measure, cut), {})
    return hidden({code: n for code, (n, _centres) in parts.items()}, total)


def _shows(kept: list[int]) -> bool:
    """Tell whether a small count follows by subtracting what is published from the total."""
    return any(n < FLOOR for n in kept) and (len(kept) == 1 or sum(kept) < FLOOR)


# --- operations ------------------------------------------------------------

_SUMS = """
SELECT received_aggregate.name, key, sum(value) AS n, count(*) AS centres FROM received_aggregate
WHERE period = ? GROUP BY received_aggregate.name, key ORDER BY received_aggregate.name, key
"""


@reading(right=Right.REGION)
def consolidated_sums(store: Store, *, period: str) -> Consolidated:
    """Add up a month over the centres; small counts are hidden, also by complement.

    Args:
        store: the register.
        period: YYYY-MM.
    """
    groups: Groups = {}
    for row in store.query(_SUMS, period):
        by = json.loads(row["key"])
        cut, code = ",".join(by), ",".join(by.values())
        groups.setdefault((row["name"], cut), {})[code] = (row["n"], row["centres"])
    return Consolidated(
        period=period,
        coverage=coverage(store, period=period),
        sums=tuple(
            one
            for (measure, cut), parts in sorted(groups.items(), key=lambda item: _place(item[0]))
            for one in _sums(groups, measure, cut, parts)
        ),
    )


def _sums(groups: Groups, measure: str, cut: str, parts: dict[str, tuple[int, int]]) -> list[Sum]:
    small = withheld(groups, measure, cut)
    return [
        Sum(measure=measure, cut=cut, code=code, n=None if code in small else n, centres=centres)
        for code, (n, centres) in sorted(parts.items())
    ]


def _place(name: tuple[str, str]) -> tuple[int, str]:
    return (list(MEASURES).index(name[0]), name[1])
