from datetime import timedelta

import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.invigilator_proposals import (
    Fit,
    propose_invigilators,
    replace_duty,
    who_can_come,
)
from lärcentrum.exams.invigilator_terms import Terms
from lärcentrum.exams.invigilators import (
    Answer,
    DutyRole,
    add_duty,
    add_invigilator,
    end_invigilator,
    list_duties,
)
from lärcentrum.exams.sittings import open_sitting
from lärcentrum.exams.standing import Ended
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_provider, make_room
from tests.helpers.matrix import Case, check

HOUR = timedelta(hours=1)


@pytest.fixture
def sitting(store: Store) -> str:
    found = booking_page(store, booking=make_booking(store, 1)).sitting
    assert found
    return found


def elsewhere(store: Store, who: str, hours: int = 3, day: int = 14) -> str:
    room = make_room(store, "Annan")
    other = open_sitting(store, room=room, starts=NINE.replace(day=day), minutes=60 * hours)
    add_duty(store, sitting=other, invigilator=who)
    return other


def test_all_are_weighed_with_reasons_and_the_load_is_spread(store: Store, sitting: str) -> None:
    other = make_provider(store, "Annat universitet")
    people = {
        "Busy": Terms(),
        "Away": Terms(cannot=(DAY,)),
        "Unfit": Terms(providers=(other,)),
        "Tired": Terms(most_hours=2),
        "Worked": Terms(),
        "Promised": Terms(least_hours=10),
        "Fresh": Terms(),
    }
    uids = {name: add_invigilator(store, name=name, terms=one) for name, one in people.items()}
    elsewhere(store, uids["Busy"])
    elsewhere(store, uids["Worked"], day=15)
    check(
        store,
        Case(
            operation=propose_invigilators,
            good={"sitting": sitting},
            bad=[({"sitting": "x"}, NotFound), ({"sitting": sitting, "ends": NINE}, BadValue)],
        ),
    )
    found = propose_invigilators(store, sitting=sitting)
    assert [(one.name, one.fit) for one in found] == [
        ("Promised", Fit.GOOD),
        ("Fresh", Fit.GOOD),
        ("Worked", Fit.GOOD),
        ("Tired", Fit.ASK),
        ("Away", Fit.NO),
        ("Unfit", Fit.NO),
        ("Busy", Fit.NO),
    ]
    said = {one.name: one.reasons for one in found}
    assert said["Promised"] == ("har mindre än sina 10 timmar", "0:00 tim den månaden")
    assert said["Worked"] == ("3:00 tim den månaden",)
    assert said["Tired"][0] == "mer än 2 timmar i månaden"
    assert said["Away"][0] == "kan inte den dagen"
    assert said["Unfit"][0] == "inte behörig för Exempeluniversitetet"
    assert said["Busy"][0] == "upptagen 09:00–12:00"


def test_ill_at_half_past_six(store: Store, sitting: str) -> None:
    vera, åke, ida, bo = (add_invigilator(store, name=n) for n in ("Vera", "Åke", "Ida", "Bo"))
    duty = add_duty(store, sitting=sitting, invigilator=vera, role=DutyRole.CHIEF)
    reserve = add_duty(store, sitting=sitting, invigilator=åke, role=DutyRole.RESERVE)
    elsewhere(store, bo)
    asks = {"sitting": sitting, "duty": duty}
    bad = [(asks | {"sitting": "x"}, NotFound), (asks | {"duty": "x"}, NotFound)]
    found = check(store, Case(operation=who_can_come, good=asks, bad=bad))
    assert [one.name for one in found] == ["Åke", "Ida"], "the reserve first, the busy one never"
    assert found[0].reasons[0] == "reserv här"
    good = {"duty": duty, "invigilator": åke}
    gone = add_invigilator(store, name="Slutat")
    end_invigilator(store, invigilator=gone)
    came = check(
        store,
        Case(
            operation=replace_duty,
            good=good,
            bad=[
                (good | {"duty": "x"}, NotFound),
                (good | {"invigilator": "x"}, NotFound),
                (good | {"invigilator": vera}, BadValue),
                (good | {"invigilator": bo}, Clash),
                (good | {"invigilator": gone}, Ended),
                (good | {"at": NINE + 9 * HOUR}, BadValue),
            ],
        ),
    )
    assert came == reserve
    shown = {one.name: one for one in list_duties(store, first=DAY, last=DAY, sitting=sitting)}
    assert (shown["Vera"].answer, shown["Åke"].answer) == (Answer.NO, Answer.YES)
    assert shown["Åke"].role is DutyRole.CHIEF
    weighed = {one.name: one for one in propose_invigilators(store, sitting=sitting)}
    assert weighed["Vera"].fit is Fit.NO
    assert weighed["Vera"].reasons[0] == "har sagt nej"
    with pytest.raises(BadValue):
        replace_duty(store, duty=duty, invigilator=ida)


def test_ill_in_the_middle_keeps_the_hours_that_were_worked(store: Store, sitting: str) -> None:
    vera, ida = add_invigilator(store, name="Vera"), add_invigilator(store, name="Ida")
    duty = add_duty(store, sitting=sitting, invigilator=vera)
    replace_duty(store, duty=duty, invigilator=ida, at=NINE + HOUR)
    shown = list_duties(store, first=DAY, last=DAY, sitting=sitting)
    assert [(one.name, one.minutes) for one in shown] == [("Vera", 60), ("Ida", 180)]
