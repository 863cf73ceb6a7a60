"""A use of a room that comes again: the free days are booked, the others are listed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.errors import BadValue, NotAsItStands, NotFound
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.room_series import (
    MOST_DAYS,
    Repeat,
    add_room_uses,
    check_room_uses,
    series_days,
)
from lärcentrum.exams.room_uses import (
    add_room_use,
    approve_room_use,
    list_room_uses,
    losing_uses,
    move_room_use,
)
from lärcentrum.exams.rooms import end_room
from lärcentrum.exams.standing import Ended
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_room
from tests.helpers.matrix import Case, check

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
UNTIL = DAY + 4 * WEEK
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_weekly_the_free_days_are_booked_and_the_others_listed(store: Store) -> None:
    room = make_room(store)
    make_booking(store)  # Monday 14 December, nine to one, in the same room
    good = {
        "room": room, "title": "SFI", "starts": NINE, "ends": NINE + HOUR, "contact": "Ines",
        "repeat": Repeat.WEEKLY, "until": UNTIL,
    }  # fmt: skip
    bad = [
        (good | {"room": "x"}, NotFound),
        (good | {"title": " "}, BadValue),
        (good | {"ends": NINE}, BadValue),
        (good | {"ends": NINE + 25 * HOUR}, BadValue),
        (good | {"until": None}, NotAsItStands),
        (good | {"until": DAY - WEEK}, NotAsItStands),
        (good | {"until": DAY + 300 * WEEK}, BadValue),
        (good | {"repeat": Repeat.ONCE}, Clash),
        (good | {"starts": datetime(2026, 12, 24, 9), "ends": datetime(2026, 12, 24, 10),
                 "until": date(2026, 12, 25)}, NotAsItStands),
    ]  # fmt: skip
    made = check(store, Case(operation=add_room_uses, good=good, bad=bad))
    assert [(one.day, one.taken_by) for one in made.left_out] == [(DAY, "”Statistik 0”")]
    assert len(made.uids) == 4
    uses = list_room_uses(store, starts=NINE, ends=NINE + 5 * WEEK)
    assert [one.starts.date() for one in uses] == [DAY + n * WEEK for n in range(1, 5)]


def test_a_series_leaves_closed_days_out_but_a_chosen_day_is_meant(store: Store) -> None:
    room = make_room(store)
    eve = datetime(2026, 12, 24, 9)
    at = {"room": room, "starts": eve - WEEK, "ends": eve - WEEK + HOUR}
    found = check_room_uses(store, **at, repeat=Repeat.WEEKLY, until=date(2026, 12, 31))
    assert [(one.closed, one.left_out) for one in found] == [
        ("", False), ("julafton", True), ("nyårsafton", True)
    ]  # fmt: skip
    picked = check_room_uses(store, **at, repeat=Repeat.PICKED, days=(eve.date(),))
    assert [(one.closed, one.left_out) for one in picked] == [("", False), ("julafton", False)]


def test_a_preliminary_one_is_in_nobodys_way(store: Store) -> None:
    room = make_room(store)
    make_booking(store)
    at = {"room": room, "starts": NINE, "ends": NINE + HOUR}
    made = add_room_uses(store, title="Möte", preliminary=True, **at)
    assert len(made.uids) == 1
    assert made.left_out == ()
    with pytest.raises(Clash):
        approve_room_use(store, room_use=made.uids[0])


def test_an_ended_room_takes_no_series(store: Store) -> None:
    room = make_room(store)
    end_room(store, room=room)
    with pytest.raises(Ended):
        add_room_uses(store, title="SFI", room=room, starts=NINE, ends=NINE + HOUR)


@given(first=DAYS, weeks=st.integers(0, 60))
def test_weekly_days_keep_their_weekday(first: date, weeks: int) -> None:
    found = series_days(first, Repeat.WEEKLY, first + weeks * WEEK)
    assert len(found) == weeks + 1
    assert {one.weekday() for one in found} == {first.weekday()}


@given(first=DAYS, until=DAYS)
def test_monthly_days_keep_their_date(first: date, until: date) -> None:
    if until < first:
        with pytest.raises(NotAsItStands):
            series_days(first, Repeat.MONTHLY, until)
        return
    found = series_days(first, Repeat.MONTHLY, until)
    assert found[0] == first
    assert found == sorted(set(found))
    assert all(one.day == first.day and one <= until for one in found)


@given(first=DAYS, days=st.lists(DAYS, max_size=20))
def test_picked_days_come_once_and_in_order(first: date, days: list[date]) -> None:
    assert series_days(first, Repeat.PICKED, days=days) == sorted({first, *days})
    assert series_days(first, Repeat.ONCE, days=days) == [first]


def test_too_many_days_are_refused_at_their_field() -> None:
    days = [DAY + timedelta(days=n) for n in range(MOST_DAYS + 1)]
    with pytest.raises(BadValue) as caught:
        series_days(DAY, Repeat.PICKED, days=days)
    assert caught.value.field == "days"


def test_approving_one_lists_who_loses_and_takes_them_away_if_asked(store: Store) -> None:
    room = make_room(store)
    at = {"room": room, "starts": NINE, "ends": NINE + HOUR, "preliminary": True}
    one = add_room_use(store, title="Möte", **at)
    other = add_room_use(store, title="Kurs", contact="Ines", **at)
    later = {"starts": NINE + HOUR, "ends": NINE + 2 * HOUR}
    add_room_use(store, title="Senare", **(at | later))
    assert [(use.uid, use.contact) for use in losing_uses(store, room_use=one)] == [(other, "Ines")]
    good = {"room_use": one, "refuse_others": True}
    check(store, Case(operation=approve_room_use, good=good, bad=[({"room_use": "x"}, NotFound)]))
    left = list_room_uses(store, starts=NINE, ends=NINE + 2 * HOUR)
    assert [use.title for use in left] == ["Möte", "Senare"]
    with pytest.raises(BadValue):
        approve_room_use(store, room_use=other)


def test_a_use_is_renamed_where_it_stands(store: Store) -> None:
    at = {"room": make_room(store), "starts": NINE, "ends": NINE + HOUR}
    uid = add_room_use(store, title="SFI", contact="Ines", **at)
    good = {"room_use": uid, **at, "title": "SFI grupp B", "contact": ""}
    check(store, Case(operation=move_room_use, good=good, bad=[(good | {"title": ""}, BadValue)]))
    (use,) = list_room_uses(store, starts=NINE, ends=NINE + HOUR)
    assert (use.title, use.contact) == ("SFI grupp B", "")
