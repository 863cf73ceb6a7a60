from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.clock import FixedClock
from lärcentrum.region import consolidated, overview
from lärcentrum.region.consolidated import FLOOR, hidden
from lärcentrum.region.overview import Status
from lärcentrum.store.store import Store
from lärcentrum.sync.package_format import Aggregate, Payload
from tests.helpers import packages as make
from tests.helpers import region as helper

SECRETS = {"2463": make.SECRET, "2422": make.OTHER_SECRET, "2481": b"\x09" * 32}
NAMES = {"2463": "Åsele", "2422": "Sorsele", "2481": "Lycksele"}


@pytest.fixture
def region(region_store: Store) -> Store:
    helper.make_region(region_store)
    now, region_store.clock = region_store.clock, FixedClock(datetime(2026, 8, 3, tzinfo=UTC))
    for code, secret in SECRETS.items():
        helper.enrol(region_store, code, secret, name=NAMES[code])
    region_store.clock = now
    return region_store


def sums(**counts: int | None) -> Payload:
    return Payload(aggregates=tuple(Aggregate(measure=m, n=n) for m, n in counts.items()))


def cells_of(store: Store, name: str, last: str, count: int) -> tuple[overview.Cell, ...]:
    rows = overview.list_overview(store, last=last, count=count)
    return next(row.cells for row in rows if row.name == name)


def at(store: Store, *moment: int) -> None:
    store.clock = FixedClock(datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type,misc]


def test_the_matrix_shows_in_time_late_missing_and_awaited(region: Store, tmp_path: Path) -> None:
    """Y18, Y22, C-11."""
    early = helper.Sender(region)
    late = helper.Sender(region, "2422", make.OTHER_SECRET)
    at(region, 2026, 10, 27)
    helper.receive(region, tmp_path, early.send("2026-09", sums(students=1)))
    at(region, 2026, 11, 23)
    helper.receive(region, tmp_path, late.send("2026-09", sums(students=1)))
    found = {
        row.name: [cell.status for cell in row.cells]
        for row in overview.list_overview(region, last="2026-10", count=2)
    }
    assert found == {
        "Åsele": [Status.IN_TIME, Status.AWAITED],
        "Sorsele": [Status.LATE, Status.AWAITED],
        "Lycksele": [Status.MISSING, Status.AWAITED],
    }
    cell = overview.list_overview(region, last="2026-09", count=1)[0].cells[0]
    assert cell.closed is not None
    assert cell.read is not None


def test_a_centre_owes_nothing_before_it_was_enrolled(region: Store, tmp_path: Path) -> None:
    helper.enrol(region, "2417", b"\x07" * 32, name="Norsjö")
    statuses = [cell.status for cell in cells_of(region, "Norsjö", "2026-11", 3)]
    assert statuses == [Status.BEFORE, Status.BEFORE, Status.AWAITED]
    assert "Norsjö" not in overview.coverage(region, period="2026-09").text
    sender = helper.Sender(region, "2417", b"\x07" * 32)
    helper.receive(region, tmp_path, sender.send("2026-09", sums(students=1)))
    statuses = [cell.status for cell in cells_of(region, "Norsjö", "2026-11", 4)]
    assert statuses == [Status.BEFORE, Status.LATE, Status.AWAITED, Status.AWAITED]
    assert overview.coverage(region, period="2026-09").of == 4


def test_a_late_correction_does_not_make_a_month_late(region: Store, tmp_path: Path) -> None:
    sender = helper.Sender(region)
    at(region, 2026, 10, 2)
    helper.receive(region, tmp_path, sender.send("2026-09", sums(students=1)))
    at(region, 2026, 12, 2)
    helper.receive(region, tmp_path, sender.send("2026-09", sums(students=2), correction=1))
    (cell,) = cells_of(region, "Åsele", "2026-09", 1)
    assert (cell.status, cell.correction) == (Status.IN_TIME, 1)


def test_held_and_refused_files_show_as_such(region: Store, tmp_path: Path) -> None:
    sender = helper.Sender(region)
    first = sender.send("2026-08", make.payload(make.student(1)))
    helper.receive(region, tmp_path, first, sender.send("2026-09", make.payload()))
    fork = replace(sender, sequence=0, previous="")
    helper.receive(region, tmp_path, fork.send("2026-10", make.payload(make.student(2))))
    cells = cells_of(region, "Åsele", "2026-10", 3)
    assert [one.status for one in cells] == [Status.LATE, Status.HELD, Status.REFUSED]


def test_every_table_says_whom_it_speaks_for(region: Store, tmp_path: Path) -> None:
    """C-12."""
    sender = helper.Sender(region)
    helper.receive(region, tmp_path, sender.send("2026-09", sums(students=7)))
    found = consolidated.consolidated_sums(region, period="2026-09")
    assert found.coverage.text == "1 av 3; saknas Sorsele, Lycksele"
    assert overview.coverage(region, period="2026-08").have == 0


def test_centres_are_added_up_and_small_counts_hidden(region: Store, tmp_path: Path) -> None:
    """FH15."""
    for code, n in (("2463", 3), ("2422", 4)):
        sender = helper.Sender(region, code, SECRETS[code])
        body = Payload(
            aggregates=(
                Aggregate(measure="students", n=n + 10),
                Aggregate(measure="students", n=n, by={"sex": "man"}),
                Aggregate(measure="students", n=10, by={"sex": "woman"}),
                Aggregate(measure="students", n=1 if n == 3 else 0, by={"provider": "LTU"}),
                Aggregate(measure="students", n=12, by={"provider": "UMU"}),
                Aggregate(measure="exam_minutes", n=2),
            )
        )
        helper.receive(region, tmp_path, sender.send("2026-09", body))
    found = {
        (one.measure, one.code): one.n
        for one in consolidated.consolidated_sums(region, period="2026-09").sums
    }
    assert found == {
        ("students", ""): 27,
        ("students", "man"): 7,
        ("students", "woman"): 20,
        ("students", "LTU"): None,
        ("students", "UMU"): None,
        ("exam_minutes", ""): 4,
    }


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30), max_size=8),
    st.integers(0, 6),
)
def test_no_hidden_count_follows_from_the_others(parts: dict[str, int], protected: int) -> None:
    """FH15: what is hidden together is at least five, unless nothing else could be hidden."""
    total = sum(parts.values()) + protected
    out = hidden(parts, total)
    assert all(code in out for code, n in parts.items() if 0 < n < FLOOR)
    assert not any(parts[code] == 0 for code in out)
    left = [code for code, n in parts.items() if n >= FLOOR and code not in out]
    if out and left and total >= FLOOR:
        assert len(out) + bool(protected) > 1
        assert sum(parts[code] for code in out) + protected >= FLOOR


def test_what_protected_persons_make_is_not_found_by_subtraction() -> None:
    """FH04, FH15: they are in the total and in no part of it."""
    assert hidden({"man": 10, "woman": 14}, 25) == {"man"}
    assert hidden({"man": 10, "woman": 14}, 30) == set()


def test_a_reminder_knows_whether_the_day_has_passed(region: Store) -> None:
    """Y21."""
    uid = region.value("SELECT uid FROM enrolment WHERE centre_code = '2463'")
    assert "ska vara här senast 2026-11-28" in overview.reminder_text(
        region, centre=uid, period="2026-10"
    )
    assert "saknas" in overview.reminder_text(region, centre=uid, period="2026-09")
