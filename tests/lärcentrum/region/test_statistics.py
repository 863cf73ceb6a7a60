"""Statistics over centres and months: sums, what stands, the year before, small counts hidden."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.region.consolidated import FLOOR, consolidated_sums, withheld
from lärcentrum.region.statistics import (
    Count,
    Statistics,
    months_between,
    region_statistics,
    small_months,
)
from lärcentrum.store.store import Store
from lärcentrum.sync.package_format import Aggregate, Payload
from tests.helpers import packages as make
from tests.helpers import region as helper

CENTRES = {"2463": ("Åsele", make.SECRET), "2422": ("Sorsele", make.OTHER_SECRET)}


@pytest.fixture
def senders(region_store: Store) -> dict[str, helper.Sender]:
    helper.make_region(region_store)
    now, region_store.clock = region_store.clock, FixedClock(datetime(2025, 8, 3, tzinfo=UTC))
    found = {}
    for code, (name, secret) in CENTRES.items():
        helper.enrol(region_store, code, secret, name=name)
        found[name] = helper.Sender(region_store, code, secret)
    region_store.clock = now
    return found


def part(measure: str, n: int | None, **by: str) -> Aggregate:
    return Aggregate(measure=measure, n=n, by=by)


def read(
    senders: Mapping[str, helper.Sender], folder: Path, name: str, period: str, *parts: Aggregate
) -> None:
    sender = senders[name]
    helper.receive(sender.region, folder, sender.send(period, Payload(aggregates=parts)))


def lines(found: Statistics, measure: str) -> dict[str, tuple[str, str]]:
    """The texts now and before by part, "" for the total."""
    return {
        one.code: (one.now.text, one.before.text) for one in found.figures if one.measure == measure
    }


def test_sums_are_added_and_what_stands_is_each_centres_last_month(
    senders: dict[str, helper.Sender], tmp_path: Path
) -> None:
    for period, students, bookings in (("2026-08", 30, 6), ("2026-09", 34, 8)):
        parts = part("students", students), part("bookings", bookings)
        read(senders, tmp_path, "Åsele", period, *parts)
    read(senders, tmp_path, "Sorsele", "2026-08", part("students", 20), part("bookings", 9))
    found = region_statistics(senders["Åsele"].region, first="2026-08", last="2026-09")
    assert lines(found, "bookings") == {"": ("23", "–")}
    assert lines(found, "students") == {"": ("54", "–")}
    assert [m.now.text for m in found.months["bookings"]] == ["15", "8"]
    assert [m.now.centres for m in found.months["bookings"]] == [2, 1]


def test_every_table_says_for_whom_it_speaks(
    senders: dict[str, helper.Sender], tmp_path: Path
) -> None:
    """C-12: a centre that lacks one month of the period is missing."""
    for period in ("2026-08", "2026-09"):
        read(senders, tmp_path, "Åsele", period, part("bookings", 5))
    read(senders, tmp_path, "Sorsele", "2026-08", part("bookings", 5))
    found = region_statistics(senders["Åsele"].region, first="2026-08", last="2026-09")
    assert found.heading == (
        "Perioden: 1 av 2; saknas Sorsele. Året före: 0 av 2; saknas Sorsele, Åsele."
    )
    long_ago = region_statistics(senders["Åsele"].region, first="2026-07", last="2026-07")
    assert long_ago.heading.endswith("Året före var inget centrum anmält.")


def test_the_same_months_a_year_before_stand_beside(
    senders: dict[str, helper.Sender], tmp_path: Path
) -> None:
    read(senders, tmp_path, "Åsele", "2025-09", part("bookings", 12), part("fees_due", 0))
    read(senders, tmp_path, "Åsele", "2026-09", part("bookings", 20), part("fees_due", None))
    found = region_statistics(senders["Åsele"].region, first="2026-09", last="2026-09")
    assert lines(found, "bookings") == {"": ("20", "12")}
    assert lines(found, "fees_due") == {"": ("–", "0")}, "zero and not reported are different"
    bookings, fees = (
        next(one for one in found.figures if one.measure == name and not one.cut)
        for name in ("bookings", "fees_due")
    )
    assert (bookings.change, fees.change) == (8, None)
    (month,) = found.months["bookings"]
    assert (month.period, month.now.n, month.before.n) == ("2026-09", 20, 12)


def test_a_small_part_and_the_minutes_that_would_tell_it_are_hidden(
    senders: dict[str, helper.Sender], tmp_path: Path
) -> None:
    counts = {"LTU": 9, "UMU": 7, "SH": 2}
    parts = [part("bookings", n, provider=code) for code, n in counts.items()]
    minutes = [part("exam_minutes", 240 * n, provider=code) for code, n in counts.items()]
    read(senders, tmp_path, "Åsele", "2026-09", part("bookings", 18), *parts,
         part("exam_minutes", 18 * 240), *minutes)  # fmt: skip
    store = senders["Åsele"].region
    found = region_statistics(store, first="2026-09", last="2026-09")
    few, hidden = "färre än 5", ("färre än 5", "–")
    assert lines(found, "bookings") == {
        "": ("18", "–"), "LTU": ("9", "–"), "SH": hidden, "UMU": hidden,
    }  # fmt: skip
    assert lines(found, "exam_minutes") == {
        "": ("4320", "–"), "LTU": ("2160", "–"), "SH": hidden, "UMU": hidden,
    }  # fmt: skip
    month = {(x.measure, x.code): x.text for x in consolidated_sums(store, period="2026-09").sums}
    assert month["exam_minutes", "SH"] == month["exam_minutes", "UMU"] == few


def test_a_part_that_is_empty_in_one_year_is_nothing_there(
    senders: dict[str, helper.Sender], tmp_path: Path
) -> None:
    read(senders, tmp_path, "Åsele", "2025-09", part("refusals", 0))
    read(senders, tmp_path, "Åsele", "2026-09", part("refusals", 8),
         part("refusals", 8, reason="full"))  # fmt: skip
    found = region_statistics(senders["Åsele"].region, first="2026-09", last="2026-09")
    assert lines(found, "refusals") == {"": ("8", "0"), "full": ("8", "0")}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("2026-9", "2026-10", "first"), ("2026-11", "2026-10", "last"),
     ("2024-10", "2026-10", "first")],
)  # fmt: skip
def test_a_period_that_cannot_be_is_refused(first: str, last: str, field: str) -> None:
    with pytest.raises(BadValue) as found:
        months_between(first, last)
    assert found.value.name == field


@given(st.dictionaries(st.sampled_from([f"2026-{n:02}" for n in range(1, 13)]), st.integers(0, 40)))
def test_a_hidden_month_is_never_found_from_the_sum(counts: dict[str, int]) -> None:
    small = small_months(counts, adds_up=True)
    assert {one for one, n in counts.items() if 0 < n < FLOOR} <= small
    total, kept = sum(counts.values()), [counts[one] for one in small if counts[one]]
    if total >= FLOOR and kept:
        assert len(kept) > 1, "one month alone is the sum less the others"
        assert sum(kept) >= FLOOR


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1))
def test_minutes_are_hidden_wherever_bookings_are(counts: dict[str, int]) -> None:
    bookings = {code: (n, 1) for code, n in counts.items()}
    total = {"": (sum(counts.values()), 1)}
    groups = {
        ("bookings", ""): total, ("bookings", "provider"): bookings,
        ("exam_minutes", ""): total, ("exam_minutes", "provider"): bookings,
    }  # fmt: skip
    for cut in ("", "provider"):
        assert withheld(groups, "exam_minutes", cut) == withheld(groups, "bookings", cut)


def test_not_reported_hidden_and_nothing_read_differently() -> None:
    assert [Count().text, Count(centres=2).text, Count(n=0, centres=2).text] == [
        "–", "färre än 5", "0",
    ]  # fmt: skip
