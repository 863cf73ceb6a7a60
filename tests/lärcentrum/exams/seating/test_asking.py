"""Who only asks for a place gets one with the day, or is told why; nobody loses theirs for it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lärcentrum import history
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import put_in_queue
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.invigilators import add_duty, add_invigilator
from lärcentrum.exams.kinship import add_kinship
from lärcentrum.exams.seating.costs import faults
from lärcentrum.exams.seating.day_facts import DayFacts
from lärcentrum.exams.seating.day_lines import SeatLine
from lärcentrum.exams.seating.day_plans import day_proposal, place_day, propose_day
from lärcentrum.exams.seating.facts import Why
from lärcentrum.exams.seating.planning import propose
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student
from tests.helpers.seat_search import invent, read


def ask(store: Store, n: int, **more: object) -> str:
    return make_booking(store, n, give_place=False, **more)


def line(store: Store, booking: str) -> SeatLine:
    return next(one for one in propose_day(store, day=DAY).lines if one.booking == booking)


def test_one_keystroke_places_requests_too(store: Store) -> None:
    room, exam = make_room(store, "Stora", 8), make_exam(store)
    there = make_booking(store, 1, exam=exam, room=room)
    asked = [ask(store, n, exam=exam) for n in (2, 3)]
    early = ask(store, 4, exam=exam, preliminary=True, approved_by="")
    told = check(store, Case(operation=place_day, good={"day": DAY}))
    assert told.cost.unplaced == told.cost.moved == 0
    pages = [booking_page(store, booking=one) for one in (there, *asked, early)]
    assert [(one.room_name, one.seat_label) for one in pages] == [
        ("Stora", str(n)) for n in (1, 2, 3, 4)
    ]  # fmt: skip
    assert [one.state for one in pages] == [*[State.CONFIRMED] * 3, State.PRELIMINARY]
    rows = [store.row("booking", one) for one in (*asked, early)]
    assert {row["place_given_by"] for row in rows} == {store.session.user}
    assert all(row["place_given_at"] for row in rows)
    history.undo_last(store)
    assert booking_page(store, booking=asked[0]).state is State.REQUESTED


def test_a_day_of_requests_opens_its_rooms(store: Store) -> None:
    for name, seats in (("Lilla", 2), ("Stora", 4)):
        make_room(store, name, seats)
    exam = make_exam(store)
    asked = [ask(store, n, exam=exam) for n in range(5)]
    told = place_day(store, day=DAY)
    assert (told.cost.rooms, told.cost.unplaced, told.cost.moved) == (2, 0, 0)
    assert all(booking_page(store, booking=one).seat_label for one in asked)
    assert propose_day(store, day=DAY).changes == 0


def test_who_gets_no_place_goes_on_asking_and_is_told_why(store: Store) -> None:
    room, exam = make_room(store, "Lilla", 1), make_exam(store)
    there = make_booking(store, 1, exam=exam, room=room)
    asked = ask(store, 2, exam=exam)
    told = place_day(store, day=DAY)
    assert [(one.booking, one.why_not) for one in told.lines] == [(asked, Why.FULL), (there, None)]
    assert booking_page(store, booking=asked).state is State.REQUESTED
    assert booking_page(store, booking=there).seat_label == "1"


def test_the_rules_bind(store: Store) -> None:
    make_room(store, "Stora", 8)
    late = NINE.replace(hour=14)
    sunday = NINE.replace(day=13)
    ask(store, 1, starts=sunday)
    (stopped,) = propose_day(store, day=sunday.date()).lines
    assert stopped.why_not is Why.RULES
    assert stopped.sentence.startswith("En regel stoppar. Stängt")
    needs, has = ask(store, 2, starts=late), ask(store, 3, starts=late, reason="bussen")
    assert line(store, needs).why_not is Why.REASON
    assert line(store, has).why_not is None
    place_day(store, day=DAY)
    states = [booking_page(store, booking=one).state for one in (needs, has)]
    assert states == [State.REQUESTED, State.CONFIRMED]


def test_nobody_is_in_two_places(store: Store) -> None:
    room, student, other = make_room(store, "Stora", 8), make_student(store, 1), make_student(store)
    make_booking(store, 1, student=student, exam=make_exam(store, 1), room=room)
    clash = ask(store, 2, student=student, exam=make_exam(store, 2))
    first, second = (ask(store, n, student=other, exam=make_exam(store, n)) for n in (3, 4))
    assert line(store, clash).why_not is Why.RULES
    assert "redan bokad" in line(store, clash).sentence
    assert [line(store, one).why_not for one in (first, second)] == [None, Why.AT_ONCE]
    place_day(store, day=DAY)
    assert booking_page(store, booking=first).seat_label


def test_who_waits_gets_the_place_in_turn_and_not_here(store: Store) -> None:
    waits = make_booking(store, 1, room=make_room(store, "Stora", 8))
    put_in_queue(store, booking=waits)
    assert line(store, waits).why_not is Why.QUEUED
    assert "i turordning" in line(store, waits).sentence


def test_nobody_is_put_where_somebody_near_watches(store: Store) -> None:
    stora, student = make_room(store, "Stora", 8), make_student(store, 9)
    held = booking_page(store, booking=make_booking(store, 1, room=stora)).sitting
    vera = add_invigilator(store, name="Vera")
    add_kinship(store, invigilator=vera, student=student)
    add_duty(store, sitting=str(held), invigilator=vera)
    asked = ask(store, 2, student=student)
    assert line(store, asked).why_not is Why.NEAR
    assert "Vera" not in line(store, asked).sentence
    make_room(store, "Lilla", 1)
    place_day(store, day=DAY)
    assert booking_page(store, booking=asked).room_name == "Lilla"


def test_a_small_group_asks(store: Store) -> None:
    student, exam = make_student(store, 9), make_exam(store)
    add_adaptation(store, student=student, kind="liten grupp", small_group=True)
    stora = make_room(store, "Stora", 8)
    for n in range(6):
        make_booking(store, n, exam=exam, room=stora)
    asked = ask(store, 9, student=student, exam=exam)
    assert line(store, asked).why_not is Why.SMALL_GROUP
    make_room(store, "Lilla", 2)
    assert line(store, asked).room_name == "Lilla"


@given(st.integers(1000, 100_000))
@settings(max_examples=80, deadline=None)
def test_nobody_loses_a_place_to_one_who_asks(seed: int) -> None:
    people, rooms, rules = read(invent(seed))
    have = [one for one in people if one.now is not None]
    facts = DayFacts(
        people=tuple(people), rooms=tuple(rooms), rules=rules, stays={}, said={}, rows={}, plans={}
    )
    made = day_proposal(facts)
    alone = day_proposal(replace(facts, people=tuple(have)))
    assert faults(people, rooms, rules, made.places) == []
    # Whom no rule of the rooms keeps out without those who ask has a place with them too.
    if not alone.unplaced:
        assert set(made.unplaced).isdisjoint(one.key for one in have)


def test_two_who_ask_do_not_push_out_one_who_has(store: Store) -> None:
    """Two in for one out would be cheaper by the written cost alone."""
    room, exam = make_room(store, "Enda", 2), make_exam(store)
    alone = make_booking(store, 1, exam=exam, room=room, own_room=True)
    asked = [ask(store, n, exam=exam) for n in (2, 3)]
    place_day(store, day=DAY)
    assert booking_page(store, booking=alone).seat_label
    assert [line(store, one).why_not for one in asked] == [Why.FULL] * 2
    people, rooms, rules = read({
        "rules": {"small_group": 2, "per_invigilator": 30},
        "rooms": [{"key": "A", "seats": 2, "cols": 2, "gap": 0, "apart": False, "busy": []}],
        "people": [
            {"key": f"p{n}", "exam": "x", "span": [540, 780], "own": n == 0, "few": False,
             "now": ["A", "A0"] if n == 0 else None} for n in range(3)
        ],
    })  # fmt: skip
    assert list(propose(people, rooms, rules).unplaced) == ["p0"], "the cost alone would"
