"""Statistics over the centres for some months, beside the same months a year before (Y18, C-12).

What is counted while it is there (students, internships that go on) cannot be added over months:
each centre's last month in the period stands for it. Everything else is a sum. Months one by one
are given for totals only, so that a part that is hidden is not found through its months.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lärcentrum.errors import BadValue
from lärcentrum.language import _
from lärcentrum.operations import reading
from lärcentrum.region.consolidated import (
    FLOOR,
    Groups,
    hidden,
    hidden_with,
    is_about_persons,
    withheld,
)
from lärcentrum.region.overview import Coverage, Status, list_overview
from lärcentrum.rights import Right
from lärcentrum.store.store import Row, Store
from lärcentrum.sync.kinds import MEASURES, is_month
from lärcentrum.sync.months import following, last_months

MOST_MONTHS = 24

# --- records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count as it is published.

    Args:
        n: the count; None when it is hidden, or when no centre reports it.
        centres: how many centres report it; 0 is not the same as a count of nothing.
    """

    n: int | None = None
    centres: int = 0

    @property
    def text(self) -> str:
        """Give it as people read it."""
        if self.n is not None:
            return str(self.n)
        return _("färre än 5") if self.centres else "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the statistics.

    Args:
        measure: its name.
        cut: what it is divided by, "" for the total.
        code: the part, "" for the total.
        now: in the period.
        before: in the same months a year before.
    """

    measure: str
    cut: str
    code: str
    now: Count
    before: Count

    @property
    def change(self) -> int | None:
        """Give how many more there are than a year before, None where one of them is not known."""
        if self.now.n is None or self.before.n is None:
            return None
        return self.now.n - self.before.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A measure's total in one month, and in that month a year before."""

    period: str
    now: Count
    before: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The statistics of a period.

    Args:
        first: its first month, YYYY-MM.
        last: its last month.
        coverage: the centres that have reported every month they owe in it.
        coverage_before: the same a year before.
        figures: totals and parts, in the order of the measures.
        months: each measure's total by month.
    """

    first: str
    last: str
    coverage: Coverage
    coverage_before: Coverage
    figures: tuple[Figure, ...]
    months: Mapping[str, tuple[Month, ...]]

    @property
    def heading(self) -> str:
        """Say for whom the figures speak, as every table and print does."""
        if not self.coverage_before.of:
            return _("Perioden: {now}. Året före var inget centrum anmält.").format(
                now=self.coverage.text
            )
        return _("Perioden: {now}. Året före: {before}.").format(
            now=self.coverage.text, before=self.coverage_before.text
        )


# --- rules -----------------------------------------------------------------

STANDING = frozenset({"students", "internships", "needs", "offers"})
"""Measures that are counted while they are there, and so not added over months."""


def months_between(first: str, last: str) -> list[str]:
    """List the months of a period, both ends included.

    Raises:
        BadValue: one of them is no month, the last is before the first, or they are too many.
    """
    if not is_month(first):
        raise BadValue("first", _("ska vara en månad, ÅÅÅÅ-MM"))
    found = last_months(last, MOST_MONTHS)
    if first > last:
        raise BadValue("last", _("är före den första månaden"))
    if first < found[0]:
        raise BadValue("first", _("är mer än {n} månader före den sista").format(n=MOST_MONTHS))
    return [one for one in found if one >= first]


def a_year_before(period: str) -> str:
    """Give the same month of the year before."""
    return following(period, -12)


def small_months(counts: Mapping[str, int], *, adds_up: bool) -> set[str]:
    """Say which months of a total are hidden (pure).

    Args:
        counts: persons, or what stands for one, by month.
        adds_up: whether their sum is published, so that one more must go.
    """
    if adds_up:
        return hidden(dict(counts), sum(counts.values()))
    return {period for period, n in counts.items() if 0 < n < FLOOR}


# --- operations ------------------------------------------------------------

_ADDED = """
SELECT name, key, sum(value) AS n, count(DISTINCT enrolment_id) AS centres
FROM received_aggregate WHERE period BETWEEN ? AND ? GROUP BY name, key
"""
_STANDING = """
SELECT name, key, sum(value) AS n, count(DISTINCT enrolment_id) AS centres
FROM received_aggregate AS one
WHERE period = (SELECT max(period) FROM received_aggregate AS other
    WHERE other.enrolment_id = one.enrolment_id AND other.period BETWEEN ? AND ?)
GROUP BY name, key
"""
_BY_MONTH = """
SELECT period, name, sum(value) AS n, count(*) AS centres
FROM received_aggregate WHERE period BETWEEN ? AND ? AND key = '{}' GROUP BY period, name
"""


@reading(right=Right.REGION)
def region_statistics(store: Store, *, first: str, last: str) -> Statistics:
    """Give the sums of all centres in a period, beside the same months a year before.

    Args:
        store: the register.
        first: the first month, YYYY-MM.
        last: the last month.

    Raises:
        BadValue: one of them is no month, the last is before the first, or they are too many.
    """
    periods = months_between(first, last)
    earlier = [a_year_before(one) for one in periods]
    now, before = (_groups(store, one[0], one[-1]) for one in (periods, earlier))
    return Statistics(
        first=first,
        last=last,
        coverage=coverage_of(store, periods),
        coverage_before=coverage_of(store, earlier),
        figures=tuple(_figures(now, before)),
        months=_months(store, periods, earlier),
    )


def coverage_of(store: Store, periods: Sequence[str]) -> Coverage:
    """Say which centres have reported every month that they owe in a period."""
    have, missing = 0, []
    for centre in list_overview(store, last=periods[-1], count=len(periods)):
        owed = [cell.status for cell in centre.cells if cell.status is not Status.BEFORE]
        if not owed:
            continue
        if all(one in (Status.IN_TIME, Status.LATE) for one in owed):
            have += 1
        else:
            missing.append(centre.name)
    return Coverage(have=have, of=have + len(missing), missing=tuple(missing))


# --- inner -----------------------------------------------------------------


def _groups(store: Store, first: str, last: str) -> Groups:
    groups: Groups = {}
    for sql, standing in ((_ADDED, False), (_STANDING, True)):
        for row in store.query(sql, first, last):
            if (row["name"] in STANDING) is standing:
                by = json.loads(row["key"])
                group = groups.setdefault((row["name"], ",".join(by)), {})
                group[",".join(by.values())] = (row["n"], row["centres"])
    return groups


def _figures(now: Groups, before: Groups) -> list[Figure]:
    found = []
    for measure, known in MEASURES.items():
        for cut in ("", *known.cuts):
            codes = {*now.get((measure, cut), {}), *before.get((measure, cut), {})}
            found += [
                Figure(
                    measure=measure,
                    cut=cut,
                    code=code,
                    now=_count(now, measure, cut, code),
                    before=_count(before, measure, cut, code),
                )
                for code in (sorted(codes) if cut else [""])
            ]
    return found


def _count(groups: Groups, measure: str, cut: str, code: str) -> Count:
    group = groups.get((measure, cut), {})
    if code not in group:
        # A part that nobody is in is nothing; a measure that nobody reports is not known.
        centres = groups.get((measure, ""), {}).get("", (0, 0))[1] if cut else 0
        return Count(n=0 if centres else None, centres=centres)
    n, centres = group[code]
    return Count(n=None if code in withheld(groups, measure, cut) else n, centres=centres)


def _months(
    store: Store, periods: list[str], earlier: list[str]
) -> dict[str, tuple[Month, ...]]:  # fmt: skip
    now, before = (_by_month(store, one) for one in (periods, earlier))
    return {
        measure: tuple(
            Month(
                period=period,
                now=now.get(measure, {}).get(period, Count()),
                before=before.get(measure, {}).get(a_year_before(period), Count()),
            )
            for period in periods
        )
        for measure in MEASURES
        if measure in now or measure in before
    }


def _by_month(store: Store, periods: list[str]) -> dict[str, dict[str, Count]]:
    rows: dict[str, list[Row]] = {}
    for row in store.query(_BY_MONTH, periods[0], periods[-1]):
        rows.setdefault(row["name"], []).append(row)
    small: dict[str, set[str]] = {
        name: small_months(
            {row["period"]: row["n"] for row in listed}, adds_up=name not in STANDING
        )
        for name, listed in rows.items()
        if is_about_persons(name)
    }
    return {
        name: {
            row["period"]: Count(
                n=None if row["period"] in small.get(hidden_with(name), ()) else row["n"],
                centres=row["centres"],
            )
            for row in listed
        }
        for name, listed in rows.items()
    }
