from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.errors import BadValue
from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.days import to_do
from lärcentrum.exams.errors import Clash
from lärcentrum.exams.invigilators import Answer, DutyRole, add_duty, add_invigilator, list_duties
from lärcentrum.exams.room_uses import add_room_use
from lärcentrum.exams.sittings import change_sitting_room, list_sittings, move_sitting
from lärcentrum.exams.staffing import Watch, gaps_of, list_staffing, needed_for
from lärcentrum.exams.times import ExtraTime, Span, to_wall
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, NINE, make_booking, make_exam, make_room
from tests.helpers.people import make_student

HOUR = timedelta(hours=1)
spans = st.builds(
    lambda first, minutes: Span(starts_at=first, ends_at=first + minutes),
    st.integers(0, 60),
    st.integers(1, 40),
)
watches = st.builds(Watch, span=spans, role=st.sampled_from(DutyRole), answer=st.just(Answer.YES))


@given(st.lists(spans, max_size=8), st.lists(watches, max_size=5), st.integers(1, 4))
def test_a_gap_is_every_minute_with_too_few(
    writing: list[Span], watching: list[Watch], ratio: int
) -> None:
    gaps = gaps_of(writing, watching, ratio)
    counted = {DutyRole.INVIGILATOR, DutyRole.CHIEF}
    for minute in range(110):
        wanted = needed_for(sum(w.starts_at <= minute < w.ends_at for w in writing), ratio)
        there = sum(
            w.span.starts_at <= minute < w.span.ends_at for w in watching if w.role in counted
        )
        found = [gap for gap in gaps if gap.starts <= to_wall(minute) < gap.ends]
        assert len(found) == (there < wanted)
        assert all((gap.needed, gap.there) == (wanted, there) for gap in found)
    assert all(one.ends <= two.starts for one, two in pairwise(gaps))


def sentences(store: Store, day: date = DAY) -> list[str]:
    return [text for one in list_staffing(store, first=day, last=day) for text in one.sentences]


def test_nine_to_one_and_half_as_long_again_across_lunch(store: Store) -> None:
    """The awkward case of issue 4: a relief at noon, and a room that is used at 13:15."""
    change_settings(store, values={"use_invigilators": "1", "todo_days": "60"})
    small, large = make_room(store, "Sal Å"), make_room(store, "Sal Ö", setup_min=15)
    add_room_use(store, room=small, title="Kurs", starts=NINE + 4.25 * HOUR, ends=NINE + 6 * HOUR)
    student, exam = make_student(store, 1), make_exam(store, 1)
    add_adaptation(store, student=student, kind="Förlängd tid", extra=ExtraTime(percent=150))
    with pytest.raises(Clash) as caught:
        make_booking(store, 1, student=student, exam=exam, room=small)
    assert caught.value.resource == "room"
    booking = make_booking(store, 1, student=student, exam=exam, room=large)
    sitting = booking_page(store, booking=booking).sitting
    assert sitting
    vera, åke = add_invigilator(store, name="Vera"), add_invigilator(store, name="Åke")
    noon = NINE + 3 * HOUR
    add_duty(store, sitting=sitting, invigilator=vera, ends=noon)
    assert sentences(store) == ["0 av 1 tentavakt, 12:00–15:00"]
    assert "0 av 1 tentavakt, 12:00–15:00: Sal Ö, mån 14 dec 09:00" in [
        line.sentence for line in to_do(store)
    ]
    add_duty(store, sitting=sitting, invigilator=åke, starts=noon, answer=Answer.ASKED)
    assert sentences(store) == ["Tentavakt har inte svarat, 12:00–15:00"]
    duties = list_duties(store, first=DAY, last=DAY)
    assert [(one.name, one.minutes) for one in duties] == [("Vera", 195), ("Åke", 180)]
    change_sitting_room(store, sitting=sitting, room=make_room(store, "Sal Ä", clearing_min=30))
    assert [one.minutes for one in list_duties(store, first=DAY, last=DAY)] == [180, 210]
    move_sitting(store, sitting=sitting, starts=NINE + HOUR)
    moved = list_duties(store, first=DAY, last=DAY)
    assert [(one.starts, one.ends) for one in moved] == [
        (NINE + HOUR, noon + HOUR),
        (noon + HOUR, NINE + 7.5 * HOUR),
    ]


def test_a_part_lies_inside_the_sitting(store: Store) -> None:
    sitting = booking_page(store, booking=make_booking(store, 1)).sitting
    assert sitting
    vera = add_invigilator(store, name="Vera")
    for part in ({"starts": NINE - HOUR}, {"ends": NINE + 5 * HOUR}, {"ends": NINE}):
        with pytest.raises(BadValue):
            add_duty(store, sitting=sitting, invigilator=vera, **part)


def test_one_per_so_many_and_one_in_charge(store: Store) -> None:
    change_settings(
        store, values={"use_invigilators": "1", "invigilator_ratio": "2", "reserves": "1"}
    )
    exam = make_exam(store, 1)
    for n in range(3):
        make_booking(store, n, exam=exam)
    (card,) = list_sittings(store, first=DAY, last=DAY)
    vera, åke, ida = (add_invigilator(store, name=name) for name in ("Vera", "Åke", "Ida"))
    add_duty(store, sitting=card.uid, invigilator=vera)
    add_duty(store, sitting=card.uid, invigilator=ida, role=DutyRole.FLOATING)
    assert sentences(store) == [
        "1 av 2 tentavakter, 09:00–13:00",
        "Ingen är ansvarig tentavakt",
        "1 reserv saknas",
    ]
    add_duty(store, sitting=card.uid, invigilator=åke, role=DutyRole.CHIEF)
    assert sentences(store) == ["1 reserv saknas"]
    change_settings(store, values={"reserves": "0"})
    assert sentences(store) == []
    (one,) = list_staffing(store, first=DAY, last=DAY)
    assert (one.needed, one.there) == (2, 2)


def test_nothing_is_said_where_it_is_switched_off(store: Store) -> None:
    change_settings(store, values={"todo_days": "60"})
    sitting = booking_page(store, booking=make_booking(store, 1)).sitting
    assert sitting
    vera = add_invigilator(store, name="Vera")
    add_duty(store, sitting=sitting, invigilator=vera, ends=NINE + HOUR)
    assert all("tentavakt" not in line.sentence for line in to_do(store))
    assert sentences(store, datetime(2026, 12, 15).date()) == []
