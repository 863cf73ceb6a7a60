from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.practice.errors import WrongOrder
from lärcentrum.practice.internship_states import (
    Facts,
    Lack,
    Placing,
    Rules,
    check_facts,
    held_periods,
    is_late,
    lacks,
    missing_papers,
    most_at_once,
    overlaps_day,
    stage_of,
    state_of,
)
from lärcentrum.practice.periods import Period, overlaps
from lärcentrum.practice.words import (
    FACT_NAMES,
    MISSING_NAMES,
    STAGES,
    STATE_NAMES,
    Fact,
    InternshipKind,
    Missing,
    Paper,
    Stage,
    State,
)

TODAY = date(2026, 11, 23)
FIRST = Period(starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 13))
SECOND = Period(starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 18))
AROUND = Period(starts_on=date(2026, 11, 16), ends_on=date(2026, 12, 4))
THERE = Placing(workplace=True, supervisor=True, trained=True)
RULES = Rules()


def facts(*names: Fact, on: date = date(2026, 11, 1)) -> Facts:
    return Facts(wished_on=date(2026, 10, 1), **{name.value: on for name in names})


def what(found: tuple[Lack, ...]) -> list[Missing]:
    return [lack.what for lack in found]


@pytest.mark.parametrize(
    ("known", "periods", "state"),
    [
        ((), [], State.WISH),
        ((Fact.ASKED,), [], State.ASKED),
        ((Fact.ASKED, Fact.OFFERED), [], State.OFFERED),
        ((Fact.OFFERED, Fact.AGREEMENT_SENT), [], State.AGREEMENT_SENT),
        ((Fact.AGREEMENT_SENT, Fact.AGREEMENT_SIGNED), [], State.AGREEMENT_SIGNED),
        ((Fact.AGREEMENT_SIGNED, Fact.PUBLISHED), [], State.PUBLISHED),
        ((Fact.STARTED,), [AROUND], State.ONGOING),
        ((Fact.STARTED,), [], State.ONGOING),
        ((Fact.STARTED,), [FIRST, SECOND], State.PAUSED),
        ((Fact.STARTED, Fact.MOVED), [AROUND], State.MOVED),
        ((Fact.STARTED, Fact.MOVED, Fact.AGREEMENT_SIGNED), [AROUND], State.ONGOING),
        ((Fact.STARTED, Fact.BROKEN_OFF), [AROUND], State.BROKEN_OFF),
        ((Fact.STARTED, Fact.ENDED), [FIRST], State.ENDED),
        ((Fact.STARTED, Fact.ENDED, Fact.ASSESSMENT_SENT), [FIRST], State.ASSESSMENT_SENT),
        ((Fact.ASKED, Fact.CANNOT_BE_PLACED), [], State.CANNOT_BE_PLACED),
        ((Fact.CANNOT_BE_PLACED, Fact.STARTED), [], State.ONGOING),
    ],
)
def test_states(known: tuple[Fact, ...], periods: list[Period], state: State) -> None:
    assert state_of(facts(*known), periods, TODAY) is state


def test_an_offer_after_giving_up_counts() -> None:
    given_up = Facts(wished_on=TODAY, cannot_be_placed_on=date(2026, 11, 1))
    before = replace(given_up, offered_on=date(2026, 10, 1))
    after = replace(given_up, offered_on=date(2026, 11, 2))
    assert state_of(before, [], TODAY) is State.CANNOT_BE_PLACED
    assert state_of(after, [], TODAY) is State.OFFERED


def test_a_certificate_ends_the_way_but_a_broken_off_one_stays_so() -> None:
    ended = facts(Fact.STARTED, Fact.ENDED)
    assert state_of(ended, [], TODAY, certificate=True) is State.CERTIFICATE_ISSUED
    broken = facts(Fact.STARTED, Fact.BROKEN_OFF)
    assert state_of(broken, [], TODAY, certificate=True) is State.BROKEN_OFF


def test_every_word_is_there() -> None:
    assert set(STATE_NAMES) == set(STAGES) == set(State)
    assert set(FACT_NAMES) == {fact.value for fact in Fact} == set(Facts.__dataclass_fields__)
    assert set(MISSING_NAMES) == set(Missing)


def test_what_a_wish_lacks() -> None:
    found = lacks(InternshipKind.LIA, facts(), [], Placing(), RULES, TODAY)
    assert what(found) == [Missing.WORKPLACE, Missing.PERIOD]
    placed = lacks(InternshipKind.LIA, facts(), [AROUND], Placing(workplace=True), RULES, TODAY)
    assert what(placed) == [Missing.QUESTION]


def test_an_answer_is_due_after_so_many_days() -> None:
    asked = facts(Fact.ASKED, on=TODAY - timedelta(days=14))
    found = lacks(InternshipKind.LIA, asked, [SECOND], THERE, RULES, TODAY)
    assert found == (Lack(what=Missing.ANSWER, due=TODAY),)
    assert not is_late(found, TODAY)
    assert is_late(found, TODAY + timedelta(days=1))


def test_what_a_place_lacks_before_it_starts() -> None:
    offered = facts(Fact.ASKED, Fact.OFFERED)
    bare = Placing(workplace=True)
    found = lacks(InternshipKind.VFU, offered, [SECOND], bare, RULES, TODAY)
    assert what(found) == [Missing.NEWS, Missing.SUPERVISOR, Missing.AGREEMENT]
    assert {lack.due for lack in found} == {SECOND.starts_on}
    untrained = replace(THERE, trained=False)
    found = lacks(InternshipKind.VFU, offered, [SECOND], untrained, RULES, TODAY)
    assert Missing.TRAINED_SUPERVISOR in what(found)
    assert what(lacks(InternshipKind.PRACTICE, offered, [SECOND], THERE, RULES, TODAY)) == [
        Missing.NEWS
    ]


def test_a_supervisor_who_left_is_missed() -> None:
    going = facts(Fact.OFFERED, Fact.AGREEMENT_SIGNED, Fact.STARTED)
    found = lacks(InternshipKind.LIA, going, [AROUND], replace(THERE, left=True), RULES, TODAY)
    assert what(found) == [Missing.NEW_SUPERVISOR]


def test_what_is_missed_while_it_goes_on_and_after() -> None:
    ready = facts(Fact.OFFERED, Fact.AGREEMENT_SIGNED, Fact.PUBLISHED)
    assert what(lacks(InternshipKind.LIA, ready, [AROUND], THERE, RULES, TODAY)) == [Missing.START]
    going = replace(ready, started_on=date(2026, 11, 16))
    late = AROUND.ends_on + timedelta(days=1)
    assert what(lacks(InternshipKind.APL, going, [AROUND], THERE, RULES, late)) == [
        Missing.TALK, Missing.END,
    ]  # fmt: skip
    over = replace(going, ended_on=AROUND.ends_on)
    assert what(lacks(InternshipKind.LIA, over, [AROUND], THERE, RULES, late)) == [
        Missing.ASSESSMENT
    ]
    assert lacks(InternshipKind.PRACTICE, over, [AROUND], THERE, RULES, late) == ()


def test_too_few_weeks_for_the_points() -> None:
    going = facts(Fact.OFFERED, Fact.AGREEMENT_SIGNED, Fact.STARTED)
    for points, lacking in ((10, False), (11, True)):
        placing = replace(THERE, points=points)
        found = lacks(InternshipKind.LIA, going, [FIRST], placing, RULES, FIRST.starts_on)
        assert (Missing.WEEKS in what(found)) == lacking


@pytest.mark.parametrize("stopped", [Fact.BROKEN_OFF, Fact.CANNOT_BE_PLACED])
def test_what_has_stopped_lacks_nothing(stopped: Fact) -> None:
    assert lacks(InternshipKind.LIA, facts(stopped), [AROUND], Placing(), RULES, TODAY) == ()


def test_what_has_ended_and_lacks_nothing_is_done() -> None:
    assert stage_of(State.ENDED, ()) is Stage.DONE
    assert stage_of(State.ENDED, (Lack(what=Missing.ASSESSMENT),)) is Stage.ENDED


def test_papers_by_kind() -> None:
    nothing = facts()
    untrained = Placing(workplace=True, supervisor=True)
    wanted = {kind: missing_papers(kind, nothing, untrained, RULES) for kind in InternshipKind}
    assert wanted == {
        InternshipKind.VFU: (Paper.AGREEMENT, Paper.TRAINED_SUPERVISOR),
        InternshipKind.LIA: (Paper.AGREEMENT,),
        InternshipKind.APL: (Paper.AGREEMENT,),
        InternshipKind.PRACTICE: (),
    }
    assert missing_papers(InternshipKind.VFU, facts(Fact.AGREEMENT_SIGNED), THERE, RULES) == ()


@pytest.mark.parametrize(
    ("known", "name", "after"),
    [
        (Facts(started_on=TODAY + timedelta(days=1)), "started_on", ""),
        (Facts(asked_on=TODAY, offered_on=date(2026, 11, 1)), "offered_on", "asked_on"),
        (Facts(started_on=TODAY, ended_on=date(2026, 11, 1)), "ended_on", "started_on"),
        (Facts(agreement_signed_on=TODAY, started_on=date(2026, 11, 2)), "started_on",
         "agreement_signed_on"),
    ],
)  # fmt: skip
def test_facts_in_a_wrong_order(known: Facts, name: str, after: str) -> None:
    with pytest.raises(WrongOrder) as caught:
        check_facts(known, TODAY)
    assert (caught.value.field, caught.value.after) == (name, after)
    assert len(caught.value.parts()) == 3


def test_a_talk_may_be_planned_ahead() -> None:
    check_facts(Facts(talk_planned_on=TODAY + timedelta(days=30)), TODAY)


def test_a_place_is_freed_when_the_student_leaves() -> None:
    offered = facts(Fact.OFFERED)
    assert held_periods(facts(Fact.ASKED), [AROUND]) == []
    assert held_periods(offered, [AROUND]) == [AROUND]
    left = held_periods(replace(offered, broken_off_on=TODAY), [AROUND, SECOND])
    assert left == [replace(AROUND, ends_on=TODAY)]
    assert held_periods(offered, [AROUND, SECOND], TODAY) == left
    assert held_periods(replace(offered, broken_off_on=date(2026, 11, 15)), [AROUND]) == []
    assert held_periods(replace(offered, cannot_be_placed_on=TODAY), [AROUND]) == []


spans = st.builds(
    lambda start, length: Period(
        starts_on=TODAY + timedelta(days=start), ends_on=TODAY + timedelta(days=start + length)
    ),
    st.integers(0, 60),
    st.integers(0, 20),
)


@given(st.lists(st.lists(spans, max_size=3), max_size=6), st.lists(spans, min_size=1, max_size=3))
def test_the_fullest_day_is_that_of_all_days(held: list[list[Period]], asked: list[Period]) -> None:
    days = [TODAY + timedelta(days=n) for n in range(100)]
    inside = [day for day in days if overlaps_day(asked, day)]
    fullest = max(sum(overlaps_day(one, day) for one in held) for day in inside)
    assert most_at_once(held, asked) == fullest
    assert (fullest > 0) == any(overlaps(one, asked) for one in held)


dates = st.none() | st.dates(date(2026, 9, 1), TODAY)


@given(st.builds(Facts, **dict.fromkeys(FACT_NAMES, dates)), st.lists(spans, max_size=3))
def test_there_is_always_one_state_and_a_stage(known: Facts, periods: list[Period]) -> None:
    state = state_of(known, periods, TODAY)
    for kind in InternshipKind:
        found = lacks(kind, known, periods, THERE, RULES, TODAY)
        assert stage_of(state, found) in Stage
        assert len(set(what(found))) == len(found)
