from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.exams.booking_states import (
    MISSING_NAMES,
    STATE_NAMES,
    WORDS,
    BookingFacts,
    Missing,
    State,
    Wanted,
    Word,
    missing,
    state,
    word,
)
from lärcentrum.exams.exams import ExamForm

ENDS = 1000
ASKED = BookingFacts(ends_at=ENDS)
PLACED = replace(ASKED, place_given_at=1)
BOOKED = replace(PLACED, provider_approved_at=2)
READY = replace(BOOKED, material_at=3)
HERE = replace(READY, attendance="present")
IN = replace(HERE, handed_in_at=900)
BOTH = Wanted(seats=True, invigilators=True)
NOTHING = Wanted()


@pytest.mark.parametrize(
    ("facts", "stands", "says"),
    [
        (ASKED, State.REQUESTED, Word.REQUEST),
        (replace(ASKED, provider_approved_at=2), State.REQUESTED, Word.REQUEST),
        (replace(ASKED, waiting_since=1), State.WAITING, Word.REQUEST),
        (PLACED, State.AWAITING_APPROVAL, Word.BOOKED),
        (replace(BOOKED, preliminary=True), State.PRELIMINARY, Word.BOOKED),
        (BOOKED, State.CONFIRMED, Word.BOOKED),
        (READY, State.MATERIAL_RECEIVED, Word.BOOKED),
        (HERE, State.IN_PROGRESS, Word.WRITTEN),
        (replace(HERE, attendance="late"), State.IN_PROGRESS, Word.WRITTEN),
        (replace(READY, attendance="absent"), State.ABSENT, Word.DONE),
        (IN, State.HANDED_IN, Word.WRITTEN),
        (replace(IN, form=ExamForm.DIGITAL), State.HANDED_IN, Word.DONE),
        (replace(IN, sent_at=950), State.RETURNED, Word.SENT),
        (replace(IN, sent_at=950, received_at=960), State.RECEIVED, Word.DONE),
        (replace(IN, closed_at=970), State.CLOSED, Word.DONE),
        (replace(BOOKED, cancelled_at=5), State.CANCELLED, Word.DONE),
        (replace(ASKED, refused_at=5), State.REFUSED, Word.DONE),
    ],
)
def test_where_a_booking_stands(facts: BookingFacts, stands: State, says: Word) -> None:
    assert state(facts) is stands
    assert word(facts) is says


def test_what_is_missing_on_the_way() -> None:
    def lacks(facts: BookingFacts, wanted: Wanted = NOTHING, now: int = 0) -> list[Missing]:
        return list(missing(facts, wanted, now))

    assert lacks(ASKED) == [Missing.PLACE, Missing.APPROVAL, Missing.MATERIAL]
    assert lacks(PLACED) == [Missing.APPROVAL, Missing.MATERIAL]
    assert lacks(replace(BOOKED, hour_known=False)) == [Missing.TIME, Missing.MATERIAL]
    assert lacks(READY) == []
    assert lacks(READY, BOTH) == [Missing.INVIGILATOR, Missing.SEAT]
    assert lacks(replace(READY, has_seat=True, has_invigilator=True), BOTH) == []
    assert lacks(READY, now=ENDS) == [Missing.ATTENDANCE]
    assert lacks(READY, now=ENDS - 1) == []
    assert lacks(replace(BOOKED, form=ExamForm.DIGITAL)) == []
    assert lacks(HERE) == [Missing.HAND_IN, Missing.SENDING, Missing.RECEIPT]
    assert lacks(IN) == [Missing.SENDING, Missing.RECEIPT]
    assert lacks(replace(IN, form=ExamForm.DIGITAL)) == []
    assert lacks(replace(IN, sent_at=950)) == [Missing.RECEIPT]
    assert lacks(replace(IN, sent_at=950, received_at=960)) == []
    assert lacks(replace(ASKED, cancelled_at=5), BOTH, 2000) == []


FACTS = st.builds(
    BookingFacts,
    ends_at=st.just(ENDS),
    form=st.sampled_from(ExamForm),
    attendance=st.sampled_from([None, "present", "late", "absent"]),
    preliminary=st.booleans(),
    **{
        name: st.sampled_from([None, 7])
        for name in (
            "place_given_at", "provider_approved_at", "material_at", "waiting_since", "refused_at",
            "cancelled_at", "handed_in_at", "sent_at", "received_at", "closed_at",
        )
    },
)  # fmt: skip


@given(FACTS)
def test_every_mixture_of_facts_has_a_name(facts: BookingFacts) -> None:
    assert STATE_NAMES[state(facts)]
    assert word(facts) in set(Word)
    assert all(MISSING_NAMES[one] for one in missing(facts, BOTH, 2000))


def test_the_two_confirmations_come_in_either_order() -> None:
    for place, approval in product((None, 1), (None, 2)):
        facts = replace(ASKED, place_given_at=place, provider_approved_at=approval)
        lacks = missing(facts, NOTHING, 0)
        assert (Missing.PLACE in lacks) == (place is None)
        assert (Missing.APPROVAL in lacks) == (approval is None)
    assert set(WORDS) == set(State)
