from datetime import datetime

import pytest

from lärcentrum.exams.attendance_limits import judge_entry, last_entry, may_leave

START = datetime(2026, 11, 23, 9)


@pytest.mark.parametrize(
    ("clock", "late", "allowed"),
    [("08:45", 0, True), ("09:00", 0, True), ("09:44", 44, True), ("09:45", 45, True),
     ("09:46", 46, False)],
)  # fmt: skip
def test_a_limit_of_45_minutes(clock: str, late: int, allowed: bool) -> None:
    arrived = datetime.fromisoformat(f"2026-11-23T{clock}")
    entry = judge_entry(START, arrived, 45)
    assert (entry.minutes_late, entry.allowed) == (late, allowed)


def test_what_it_says() -> None:
    def said(minute: int, limit: int | None) -> str:
        return judge_entry(START, START.replace(minute=minute), limit).sentence

    assert said(0, 45) == ""
    assert said(44, 45) == "44 minuter sen, får skriva."
    assert said(46, 45) == "46 minuter sen: insläppet stängdes efter 45 minuter."
    assert said(1, 0) == "1 minuter sen: dörren stängs vid start."
    assert said(59, None) == "59 minuter sen, får skriva."


def test_a_closed_door_lets_in_at_the_start_only() -> None:
    assert judge_entry(START, START, 0).allowed
    assert not judge_entry(START, START.replace(minute=1), 0).allowed


def test_minutes_are_true_when_the_clock_changes() -> None:
    night = datetime(2027, 3, 28, 1, 30)
    assert judge_entry(night, datetime(2027, 3, 28, 3, 15), 45).minutes_late == 45
    assert last_entry(night, 45) == datetime(2027, 3, 28, 3, 15)


def test_leaving() -> None:
    ten = datetime(2026, 11, 23, 10)
    assert not may_leave(ten, datetime(2026, 11, 23, 9, 59))
    assert may_leave(ten, ten)
    assert may_leave(None, START)
