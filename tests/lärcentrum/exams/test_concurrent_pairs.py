from dataclasses import dataclass
from datetime import timedelta

import pytest

from lärcentrum import history
from lärcentrum.checking import overlaps
from lärcentrum.errors import BadValue
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, give_place, move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.concurrent_pairs import join_bookings, part_bookings
from lärcentrum.exams.errors import Clash, NoPair
from lärcentrum.exams.sittings import move_sitting
from lärcentrum.exams.times import ExtraTime
from lärcentrum.store.errors import RuleBroken, UndoConflict
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student

QUARTER_PAST = NINE + timedelta(minutes=15)


@dataclass
class Two:
    student: str
    first: str
    second: str


@pytest.fixture
def two(store: Store) -> Two:
    student = make_student(store)
    first = make_booking(store, student=student, exam=make_exam(store, 1))
    second = make_booking(store, student=student, exam=make_exam(store, 2), give_place=False)
    return Two(student, first, second)


def test_two_at_once(store: Store, two: Two) -> None:
    with pytest.raises(Clash):
        give_place(store, booking=two.second)
    good = {"first": two.first, "second": two.second, "approved": "LTU och UmU"}
    pair = check(
        store,
        Case(
            operation=join_bookings,
            good=good,
            bad=[(good | {"second": two.first}, NoPair), (good | {"approved": ""}, BadValue)],
        ),
    )
    give_place(store, booking=two.second)
    assert booking_page(store, booking=two.second).paired
    with pytest.raises(Clash):
        make_booking(store, student=two.student, exam=make_exam(store, 3))
    with pytest.raises(Clash):
        part_bookings(store, pair=pair)
    cancel_booking(store, booking=two.second, by=CancelledBy.STUDENT)
    check(store, Case(operation=part_bookings, good={"pair": pair}))
    assert not booking_page(store, booking=two.first).paired


def test_whose_partner_is_called_off_may_have_another(store: Store, paired: Two) -> None:
    third = make_booking(store, student=paired.student, exam=make_exam(store, 3), give_place=False)
    good = {"first": paired.first, "second": third, "approved": "x"}
    with pytest.raises(NoPair):
        join_bookings(store, **good)
    cancel_booking(store, booking=paired.second, by=CancelledBy.STUDENT)
    check(store, Case(operation=join_bookings, good=good))
    give_place(store, booking=third)
    assert booking_page(store, booking=third).paired
    assert not booking_page(store, booking=paired.second).paired
    assert store.value("SELECT count(*) FROM concurrent_pair") == 1


def test_both_providers_must_approve(store: Store, two: Two) -> None:
    third = make_booking(
        store, student=two.student, exam=make_exam(store, 3), give_place=False, approved_by=""
    )
    with pytest.raises(NoPair) as caught:
        join_bookings(store, first=two.first, second=third, approved="x")
    assert "godkänt" in str(caught.value)


def test_extra_time_and_two_people_and_two_times(store: Store, two: Two) -> None:
    later = two.first, make_booking(store, student=two.student, exam=make_exam(store, 4),
                                    starts=booking_page(store, booking=two.first).ends,
                                    give_place=False)  # fmt: skip
    other = two.first, make_booking(store, 5, give_place=False)
    add_adaptation(store, student=two.student, kind="tid", extra=ExtraTime(minutes=10))
    longer = (
        two.first,
        make_booking(store, student=two.student, exam=make_exam(store, 6), give_place=False),
    )
    for (first, second), why in ((later, "samtidigt"), (other, "två"), (longer, "extra tid")):
        with pytest.raises(NoPair) as caught:
            join_bookings(store, first=first, second=second, approved="x")
        assert why in str(caught.value).lower()


@pytest.fixture
def paired(store: Store, two: Two) -> Two:
    join_bookings(store, first=two.first, second=two.second, approved="LTU och UmU")
    give_place(store, booking=two.second)
    return two


def test_no_extra_time_finds_its_way_into_a_pair(store: Store, paired: Two) -> None:
    add_adaptation(store, student=paired.student, kind="tid", extra=ExtraTime(minutes=10))
    check(
        store,
        Case(
            operation=move_booking,
            good={"booking": paired.second, "starts": QUARTER_PAST, "reason": "x"},
            bad=[({"booking": paired.second, "without": (), "reason": "x"}, NoPair)],
        ),
    )
    assert booking_page(store, booking=paired.first).paired


def test_a_pair_parts_when_one_is_moved_away(store: Store, paired: Two) -> None:
    away = {"booking": paired.second, "starts": NINE + timedelta(days=3), "reason": "x"}
    check(store, Case(operation=move_booking, good=away))
    assert not booking_page(store, booking=paired.first).paired
    make_booking(
        store,
        student=paired.student,
        exam=make_exam(store, 7),
        starts=NINE + timedelta(days=1),
        reason="x",
    )
    assert overlaps(store) == []


def test_a_pair_follows_its_sitting_and_parts_from_another(store: Store, paired: Two) -> None:
    sitting = booking_page(store, booking=paired.first).sitting
    later = {"sitting": sitting, "starts": NINE + timedelta(days=1)}
    check(store, Case(operation=move_sitting, good=later))
    assert booking_page(store, booking=paired.first).paired
    move_booking(store, booking=paired.second, room=make_room(store, "Sal Ö"), reason="x")
    move_sitting(store, sitting=sitting, starts=NINE + timedelta(days=2))
    assert not booking_page(store, booking=paired.first).paired
    assert overlaps(store) == []


def test_an_undo_does_not_pull_a_pair_apart(store: Store, paired: Two) -> None:
    move_booking(store, booking=paired.first, starts=NINE + timedelta(hours=2), reason="x")
    moved = history.log(store, limit=1)[0].id
    move_booking(store, booking=paired.second, starts=NINE + timedelta(hours=4), reason="x")
    with pytest.raises(UndoConflict):
        history.undo(store, operation=moved)
    assert overlaps(store) == []


@pytest.mark.parametrize("values", [{"extra_min": 10}, {"provider_approved_at": None}])
def test_no_path_breaks_what_a_pair_rests_on(
    store: Store, paired: Two, values: dict[str, int | None]
) -> None:
    with (
        pytest.raises(RuleBroken) as caught,
        store.operating("test", "Skrivet i ett test", True),
        store.write(),
    ):
        store.update("booking", paired.first, **values)
    assert caught.value.rule == "not_at_once"


@pytest.mark.parametrize("values", [{}, {"provider_approved_at": None}, {"extra_min": 10}])
def test_no_third_booking_comes_in_by_the_pair(
    store: Store, paired: Two, values: dict[str, int | None]
) -> None:
    """Also a new row is refused by the database, whichever path it comes by."""
    exam = store.id_of("exam", make_exam(store, 77))
    there = store.row("booking", paired.second)
    row = {name: value for name, value in there.items() if name not in ("id", "uid")}
    before = store.digest()
    with (
        pytest.raises(RuleBroken) as caught,
        store.operating("test", "Skrivet i ett test", True),
        store.write(),
    ):
        store.insert("booking", **(row | {"exam_id": exam, "seat_id": None} | values))
    assert caught.value.rule == "not_at_once"
    assert store.digest() == before
    assert overlaps(store) == []
