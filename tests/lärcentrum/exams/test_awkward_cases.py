"""The awkward cases of providers' rules, through the register itself (issue 4, E03 and E21).

Those of rooms, people and money stand in `test_awkward_days.py`.
"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from lärcentrum.exams.adaptations import add_adaptation
from lärcentrum.exams.booking_changes import move_booking
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.booking_plans import Wish
from lärcentrum.exams.booking_rules import Level
from lärcentrum.exams.booking_states import Missing, State
from lärcentrum.exams.bookings import BookingCheck, book_exam, check_booking
from lärcentrum.exams.errors import AgainstRules, NoSuchTime, ReasonNeeded
from lärcentrum.exams.exams import ExamForm, change_exam, exam_page
from lärcentrum.exams.opening_days import set_opening_day
from lärcentrum.exams.providers import add_shipped_providers, list_providers
from lärcentrum.exams.times import ExtraTime
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import DAY, make_exam, make_room
from tests.helpers.people import make_student

ELEVEN = datetime(2026, 12, 14, 11)
LTU, UMU, LNU = "Luleå tekniska universitet", "Umeå universitet", "Linnéuniversitetet"


@pytest.fixture
def provider(store: Store) -> dict[str, str]:
    add_shipped_providers(store)
    make_room(store)
    return {one.name: one.uid for one in list_providers(store)}


def levels(checked: BookingCheck) -> dict[str, Level]:
    return {one.code: one.level for one in checked.findings}


@pytest.mark.parametrize(
    ("eves_are_free", "last"), [("0", date(2026, 12, 23)), ("1", date(2026, 12, 21))]
)
def test_ten_working_days_over_christmas(store: Store, eves_are_free: str, last: date) -> None:
    make_room(store)
    change_settings(store, values={"eves_are_free": eves_are_free})
    exam = make_exam(store, day=date(2027, 1, 11))
    wish = Wish(student=make_student(store), exam=exam, requested_on=last)
    checked = check_booking(store, wish=wish)
    assert checked.last_day == last
    booked = {"student": wish.student, "exam": exam, "approved_by": "Ines"}
    day_after = date.fromordinal(last.toordinal() + 1)
    with pytest.raises(ReasonNeeded):
        book_exam(store, requested_on=day_after, **booked)
    assert book_exam(store, requested_on=last, **booked)


def test_ltu_says_nine_and_then_one_o_clock(store: Store, provider: dict[str, str]) -> None:
    exam = make_exam(store, provider=provider[LTU], ordinary_start=None)
    booking = book_exam(store, student=make_student(store), exam=exam, approved_by="LTU")
    row = booking_page(store, booking=booking)
    assert (row.starts, row.preliminary, row.state) == (
        datetime(2026, 12, 14, 9), True, State.PRELIMINARY
    )  # fmt: skip
    assert Missing.TIME in row.missing
    facts = exam_page(store, exam=exam).facts
    change_exam(store, exam=exam, facts=replace(facts, ordinary_start=time(13)))
    move_booking(store, booking=booking, starts=datetime(2026, 12, 14, 13), preliminary=False)
    row = booking_page(store, booking=booking)
    assert (row.starts.hour, row.ends.hour, row.preliminary) == (13, 17, False)
    assert Missing.TIME not in row.missing


def test_inspera_at_a_provider_that_refuses_it(store: Store, provider: dict[str, str]) -> None:
    exam = make_exam(store, provider=provider[UMU], form=ExamForm.DIGITAL, platform="Inspera")
    asked = {"student": make_student(store), "exam": exam, "requested_on": date(2026, 11, 9)}
    with pytest.raises(AgainstRules) as caught:
        book_exam(store, **asked)
    assert caught.value.rules == ("digital",)
    assert "digitala tentamen får inte skrivas här" in str(caught.value)
    with pytest.raises(ReasonNeeded):
        book_exam(store, approved_by="Institutionen", **asked)
    booking = book_exam(store, approved_by="Institutionen", reason="Dispens", **asked)
    assert booking_page(store, booking=booking).override_reason == "Dispens"


@pytest.mark.parametrize(
    ("name", "earlier", "end"),
    [(LNU, Level.GREEN, time(18, 30)), (LTU, Level.RED, time(18, 30))],
)
def test_14_to_19_and_half_as_long_again_ends_after_closing(
    store: Store, provider: dict[str, str], name: str, earlier: Level, end: time
) -> None:
    """A provider that allows an earlier start lets it end in time; one that does not stops it."""
    change_settings(store, values={"closes": "19:00"})
    student = make_student(store)
    add_adaptation(store, student=student, kind="förlängd skrivtid", extra=ExtraTime(percent=150))
    exam = make_exam(store, provider=provider[name], ordinary_start=time(14), minutes=300)
    wish = Wish(student=student, exam=exam, requested_on=date(2026, 11, 23))
    here = check_booking(store, wish=wish)
    assert (here.ends, here.extra_min) == (datetime(2026, 12, 14, 21, 30), 150)
    assert levels(here)["hours"] is Level.AMBER
    early = check_booking(store, wish=replace(wish, starts=ELEVEN))
    assert early.ends.time() == end
    assert levels(early)["hours"] is Level.GREEN
    assert levels(early)["time_shift"] is earlier
    asked = {"student": student, "exam": exam, "requested_on": wish.requested_on}
    with pytest.raises(ReasonNeeded) as late:
        book_exam(store, **asked)
    assert late.value.rules == ("hours",)
    if name == LNU:
        assert early.not_before == datetime(2026, 12, 14, 14, 50)
        booking = book_exam(store, starts=ELEVEN, **asked)
    else:
        with pytest.raises(AgainstRules) as stopped:
            book_exam(store, starts=ELEVEN, reason="Stänger 19", **asked)
        assert stopped.value.rules == ("time_shift",)
        approved = asked | {"approved_by": "Kursansvarig", "reason": "Stänger 19"}
        booking = book_exam(store, starts=ELEVEN, **approved)
    row = booking_page(store, booking=booking)
    assert (row.starts, row.ends.time(), row.extra_min) == (ELEVEN, end, 150)


def test_the_day_when_summer_time_begins_is_easter_sunday(store: Store) -> None:
    make_room(store)
    sunday = date(2027, 3, 28)
    exam = make_exam(store, day=sunday)
    asked = {"student": make_student(store), "exam": exam, "approved_by": "Ines"}
    with pytest.raises(AgainstRules, match="påskdagen"):
        book_exam(store, **asked)
    set_opening_day(store, day=sunday, opens=time(0), closes=time(23), reason="Omtenta")
    with pytest.raises(NoSuchTime):
        book_exam(store, starts=datetime(2027, 3, 28, 2, 30), **asked)
    early = check_booking(
        store, wish=Wish(student=asked["student"], exam=exam, starts=datetime(2027, 3, 28, 1))
    )
    assert early.ends == datetime(2027, 3, 28, 6), "four hours, one of which the clock skips"
    row = booking_page(store, booking=book_exam(store, **asked))
    assert (row.starts.hour, row.ends.hour) == (9, 13)


def test_the_night_when_summer_time_ends(store: Store) -> None:
    make_room(store)
    night = date(2026, 10, 25)
    set_opening_day(store, day=night, opens=time(0), closes=time(23), reason="Natt")
    exam = make_exam(store, day=night, ordinary_start=time(1))
    wish = Wish(student=make_student(store), exam=exam, requested_on=date(2026, 9, 1))
    assert check_booking(store, wish=wish).ends == datetime(2026, 10, 25, 4)
    asked = {"student": wish.student, "exam": exam, "requested_on": wish.requested_on}
    row = booking_page(store, booking=book_exam(store, approved_by="Ines", **asked))
    assert (row.starts, row.ends) == (datetime(2026, 10, 25, 1), datetime(2026, 10, 25, 4))
    held = store.one("SELECT starts_at, ends_at FROM booking WHERE uid = ?", row.uid)
    assert held is not None
    assert held["ends_at"] - held["starts_at"] == 240, "four hours: from two to three comes twice"


def test_the_strictest_of_centre_and_provider(store: Store, provider: dict[str, str]) -> None:
    student = make_student(store)
    found = {}
    for name in (UMU, "Mittuniversitetet"):
        exam = make_exam(store, provider=provider[name], day=DAY)
        found[name] = check_booking(store, wish=Wish(student=student, exam=exam)).last_day
    assert found == {UMU: date(2026, 11, 14), "Mittuniversitetet": date(2026, 11, 30)}
