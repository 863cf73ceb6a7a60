from datetime import timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.invigilators import (
    Answer,
    DutyRole,
    add_duty,
    add_invigilator,
    answer_duty,
    cancel_duty,
    change_invigilator,
    end_invigilator,
    list_duties,
    list_invigilators,
)
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check

HOUR = timedelta(hours=1)


def sitting_at(store: Store, room: str, hour: int = 9) -> str:
    uid = make_room(store, room, setup_min=15, clearing_min=15)
    return open_sitting(store, room=uid, starts=NINE.replace(hour=hour), minutes=180)


def test_register(store: Store) -> None:
    good = {"name": "Vera  Vakt", "phone": "0950-12345"}
    uid = check(store, Case(operation=add_invigilator, good=good, bad=[({"name": ""}, BadValue)]))
    change = {"invigilator": uid, "name": "Vera Vakt"}
    check(
        store,
        Case(
            operation=change_invigilator,
            good=change,
            bad=[(change | {"name": ""}, BadValue), (change | {"invigilator": "x"}, NotFound)],
        ),
    )
    add_invigilator(store, name="Åke")
    assert [one.name for one in list_invigilators(store)] == ["Vera Vakt", "Åke"]
    check(
        store,
        Case(
            operation=end_invigilator,
            good={"invigilator": uid},
            bad=[({"invigilator": "x"}, NotFound)],
        ),
    )
    assert len(list_invigilators(store)) == 1
    assert len(list_invigilators(store, ended=True)) == 2


def test_a_duty_holds_from_setting_out_to_clearing(store: Store) -> None:
    vera = add_invigilator(store, name="Vera")
    morning, noon = sitting_at(store, "Sal Å"), sitting_at(store, "Sal Ä", 12)
    good = {"sitting": morning, "invigilator": vera}
    bad = [(good | {"sitting": "x"}, NotFound), (good | {"invigilator": "x"}, NotFound)]
    duty = check(store, Case(operation=add_duty, good=good, bad=bad))
    (shown,) = list_duties(store, first=DAY, last=DAY)
    assert (shown.starts, shown.ends) == (NINE - HOUR / 4, NINE + 3.25 * HOUR)
    assert shown.minutes == 210
    with pytest.raises(Clash) as caught:
        add_duty(store, sitting=noon, invigilator=vera)
    assert (caught.value.resource, caught.value.others) == ("invigilator", (morning,))
    add_duty(store, sitting=noon, invigilator=vera, role=DutyRole.RESERVE)
    no = {"duty": duty, "answer": Answer.NO}
    check(store, Case(operation=answer_duty, good=no, bad=[(no | {"duty": "x"}, NotFound)]))
    add_duty(store, sitting=noon, invigilator=vera)
    with pytest.raises(Clash):
        answer_duty(store, duty=duty, answer=Answer.YES)
    check(store, Case(operation=cancel_duty, good={"duty": duty}, bad=[({"duty": "x"}, NotFound)]))
    assert list_duties(store, first=DAY, last=DAY, sitting=morning) == []
    assert len(list_duties(store, first=DAY, last=DAY, invigilator=vera)) == 2


def test_a_duty_follows_a_sitting_that_becomes_longer(store: Store) -> None:
    sitting = booking_page(store, booking=make_booking(store, 1)).sitting
    assert sitting
    add_duty(store, sitting=sitting, invigilator=add_invigilator(store, name="Vera"))
    make_booking(store, 2, exam=make_exam(store, 2, minutes=300))
    (duty,) = list_duties(store, first=DAY, last=DAY)
    assert duty.ends == NINE + 5 * HOUR
