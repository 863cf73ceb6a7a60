from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.invigilator_hours import hours_text, invigilator_hours
from lärcentrum.exams.invigilators import Answer, DutyRole, add_duty, add_invigilator
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.store.store import Store
from tests.helpers.exams import make_room
from tests.helpers.matrix import Case, check

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def held(store: Store, who: str, starts: datetime, minutes: int, **more: object) -> str:
    room = make_room(store, "Sal Å", setup_min=30, clearing_min=15)
    sitting = open_sitting(store, room=room, starts=starts, minutes=minutes)
    return add_duty(store, sitting=sitting, invigilator=who, **more)  # type: ignore[arg-type]


def total(store: Store, first: date, last: date) -> int:
    return sum(one.minutes for one in invigilator_hours(store, first=first, last=last))


def test_setting_out_and_clearing_count_and_a_no_does_not(store: Store) -> None:
    åke, vera = add_invigilator(store, name="Åke"), add_invigilator(store, name="Vera")
    held(store, åke, datetime(2026, 11, 23, 9), 240)
    held(store, vera, datetime(2026, 11, 24, 9), 240)
    held(store, vera, datetime(2026, 11, 25, 9), 240, answer=Answer.NO)
    held(store, vera, datetime(2026, 11, 26, 9), 240, answer=Answer.ASKED)
    held(store, vera, datetime(2026, 11, 27, 9), 240, role=DutyRole.RESERVE)
    held(store, vera, datetime(2026, 12, 1, 9), 240)
    good = {"first": NOVEMBER[0], "last": NOVEMBER[1]}
    bad = [
        ({"first": NOVEMBER[1], "last": NOVEMBER[0]}, BadValue),
        (good | {"invigilator": "x"}, NotFound),
    ]
    found = check(store, Case(operation=invigilator_hours, good=good, bad=bad))
    assert [(one.name, one.minutes, len(one.duties)) for one in found] == [
        ("Vera", 285, 1),
        ("Åke", 285, 1),
    ]
    only = invigilator_hours(store, **good, invigilator=åke)
    assert [one.name for one in only] == ["Åke"]
    assert hours_text(285) == "4:45"


def test_the_nights_when_the_clock_changes(store: Store) -> None:
    """The awkward cases of issue 4: the night of 25 October 2026 and Sunday 28 March 2027."""
    vera = add_invigilator(store, name="Vera")
    autumn, spring = date(2026, 10, 25), date(2027, 3, 28)
    held(store, vera, datetime(2026, 10, 25, 0, 30), 240)
    held(store, vera, datetime(2027, 3, 28, 0, 30), 240)
    for day, ends in ((autumn, (3, 45)), (spring, (5, 45))):
        (one,) = invigilator_hours(store, first=day, last=day)
        assert one.minutes == 285
        assert (one.duties[0].ends.hour, one.duties[0].ends.minute) == ends


def test_over_midnight_each_day_has_its_own(store: Store) -> None:
    vera = add_invigilator(store, name="Vera")
    held(store, vera, datetime(2026, 11, 30, 22), 240)
    assert total(store, *NOVEMBER) == 150
    assert total(store, date(2026, 12, 1), date(2026, 12, 31)) == 135


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 29))
def test_periods_that_meet_hold_every_minute_once(store: Store, cut: int) -> None:
    if not store.query("SELECT 1 FROM duty"):
        vera = add_invigilator(store, name="Vera")
        for day in (1, 9, 17, 30):
            held(store, vera, datetime(2026, 11, day, 21), 240)
    middle = date(2026, 11, 1) + timedelta(days=cut)
    whole = total(store, date(2026, 11, 1), date(2026, 12, 1))
    parts = total(store, date(2026, 11, 1), middle)
    assert parts + total(store, middle + timedelta(days=1), date(2026, 12, 1)) == whole == 4 * 285
