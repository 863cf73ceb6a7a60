from datetime import UTC, date, datetime

import pytest

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue
from lärcentrum.store.store import Store
from lärcentrum.sync import months, packages
from lärcentrum.sync.month_check import Weight, is_unusual
from lärcentrum.sync.month_errors import (
    CommentNeeded,
    MonthAlreadyClosed,
    MonthBeforeFirst,
    MonthFallsShort,
    MonthNotClosed,
    MonthNotOver,
    MonthsInOrder,
)
from lärcentrum.sync.months import MonthState
from tests.helpers import matrix
from tests.helpers import months as helper
from tests.helpers.months import OCTOBER
from tests.helpers.people import number_of


def test_the_matrix_of_closing_and_opening_a_month(store: Store) -> None:
    helper.name_centre(store)
    helper.seed(store)
    matrix.check(
        store,
        matrix.Case(
            months.close_month,
            {"period": OCTOBER, "comment": "höstens första"},
            [
                ({"period": "2026-11"}, MonthNotOver),
                ({"period": "2026-13"}, BadValue),
                ({"period": OCTOBER, "comment": f"gäller {number_of(3)}"}, BadValue),
                ({"period": OCTOBER, "comment": "x" * 1001}, BadValue),
            ],
        ),
    )
    matrix.check(
        store,
        matrix.Case(
            months.reopen_month,
            {"period": OCTOBER, "why": "en bokning saknades"},
            [
                ({"period": OCTOBER, "why": " "}, BadValue),
                ({"period": "2026-09", "why": "x"}, MonthNotClosed),
            ],
        ),
    )


def test_a_month_goes_from_ahead_to_delivered(store: Store) -> None:
    helper.name_centre(store)
    helper.seed(store)
    helper.enrol_region(store)
    assert months.month_tile(store, "2026-11").state is MonthState.AHEAD
    assert months.month_tile(store, OCTOBER).state is MonthState.OPEN
    months.close_month(store, period=OCTOBER)
    assert months.month_tile(store, OCTOBER).state is MonthState.CLOSED
    packages.create_package(store, period=OCTOBER)
    assert months.month_tile(store, OCTOBER).state is MonthState.CREATED


def test_a_month_that_is_opened_again_wants_a_new_file(store: Store) -> None:
    helper.ready(store)
    packages.create_package(store, period=OCTOBER)
    months.reopen_month(store, period=OCTOBER, why="rättelse")
    assert months.month_tile(store, OCTOBER).state is MonthState.TO_CORRECT
    months.close_month(store, period=OCTOBER)
    assert months.month_tile(store, OCTOBER).state is MonthState.CLOSED


def test_missing_attendance_stops_and_names_its_booking(store: Store) -> None:
    """Y02."""
    helper.name_centre(store)
    helper.seed(store)
    booking = store.value("SELECT uid FROM booking")
    with store.operating("x", "x", False), store.write():
        store.update("booking", booking, attendance=None)
    (found,) = months.check_month(store, period=OCTOBER)
    assert (found.weight, found.code, found.uid) == (Weight.HARD, "attendance", booking)
    with pytest.raises(MonthFallsShort):
        months.close_month(store, period=OCTOBER, comment="ändå")


def test_an_unsent_exam_asks_for_a_comment(store: Store) -> None:
    helper.name_centre(store)
    helper.seed(store)
    booking = store.value("SELECT uid FROM booking WHERE attendance = 'present'")
    with store.operating("x", "x", False), store.write():
        store.update("booking", booking, sent_at=None)
    with pytest.raises(CommentNeeded):
        months.close_month(store, period=OCTOBER)
    months.close_month(store, period=OCTOBER, comment="posten är sen")
    assert months.month_tile(store, OCTOBER).comment == "posten är sen"


def test_months_are_closed_in_order_without_a_hole(store: Store) -> None:
    helper.name_centre(store)
    months.close_month(store, period="2026-07")
    with pytest.raises(MonthsInOrder) as caught:
        months.close_month(store, period="2026-10")
    assert caught.value.first == "2026-08"
    for period in ("2026-08", "2026-09", "2026-10"):
        months.close_month(store, period=period)


def test_a_closed_month_is_not_closed_again(store: Store) -> None:
    helper.ready(store)
    packages.create_package(store, period=OCTOBER)
    before = store.digest()
    with pytest.raises(MonthAlreadyClosed):
        months.close_month(store, period=OCTOBER, comment="en gång till")
    assert store.digest() == before
    assert months.month_tile(store, OCTOBER).state is MonthState.CREATED


def test_no_month_is_closed_before_the_first(store: Store) -> None:
    helper.name_centre(store)
    months.close_month(store, period=OCTOBER)
    with pytest.raises(MonthBeforeFirst) as caught:
        months.close_month(store, period="2019-01")
    assert caught.value.first == OCTOBER
    months.reopen_month(store, period=OCTOBER, why="fel månad först")
    months.close_month(store, period="2026-09")
    months.close_month(store, period=OCTOBER)


def test_nothing_is_late_before_the_register_began(store: Store) -> None:
    """The first month is the one that was closed first, else the first with anything in it."""
    helper.name_centre(store)
    assert months.first_month(store) == "2026-11", "when the register was made"
    helper.seed(store, month="2026-08")
    tiles = {one.period: one for one in months.list_months(store)}
    assert (tiles["2026-07"].state, tiles["2026-07"].late) == (MonthState.BEFORE, False)
    assert (tiles["2026-08"].state, tiles["2026-08"].late) == (MonthState.OPEN, True)
    months.close_month(store, period="2026-09")
    assert months.month_tile(store, "2026-08").state is MonthState.BEFORE


def test_twelve_tiles_end_with_the_present_month_and_cross_the_year(store: Store) -> None:
    tiles = months.list_months(store)
    assert [tiles[0].period, tiles[-1].period] == ["2025-12", "2026-11"]
    assert len(tiles) == 12
    assert months.due_day("2026-12") == date(2027, 1, 28)


def test_a_month_is_late_from_the_day_after_its_due_day(store: Store) -> None:
    assert not months.month_tile(store, OCTOBER).late
    store.clock = FixedClock(datetime(2026, 11, 29, 0, 0, tzinfo=UTC))
    assert months.month_tile(store, OCTOBER).late


@pytest.mark.parametrize(
    ("n", "before", "unusual"),
    [
        (40, [10, 12, 15], True),
        (16, [5, 6, 7], False),
        (0, [3, 4, 5], False),
        (2, [20, 25, 30], True),
        (500, [10, 12], False),
        (20, [10, 12, 15], False),
    ],
)
def test_only_large_differences_from_the_own_history_are_asked_about(
    n: int, before: list[int], unusual: bool
) -> None:
    """Y24, C-13."""
    assert is_unusual(n, before) is unusual
