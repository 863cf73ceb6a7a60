from dataclasses import dataclass

import pytest

from lärcentrum.errors import BadValue
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, give_place
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.concurrent_pairs import join_bookings, part_bookings
from lärcentrum.exams.errors import Clash, NoPair
from lärcentrum.exams.times import ExtraTime
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student


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
