from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_states import Missing
from lärcentrum.exams.custody import (
    check_parcel,
    exam_custody,
    expect_material,
    lock_up_parcel,
    receive_parcel,
)
from lärcentrum.exams.custody_log import How, Step, deadline_text, event_text
from lärcentrum.exams.days import Kind, to_do
from lärcentrum.exams.exams import ExamForm, exam_page, receive_material
from lärcentrum.exams.material_limits import (
    MaterialLimit,
    deadline,
    limit_text,
    material_limit,
    set_material_limit,
)
from lärcentrum.exams.providers import add_provider
from lärcentrum.exams.working_days import USUAL, is_working_day
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import NINE, make_booking, make_exam, make_provider
from tests.helpers.matrix import Case, check

HOURS = MaterialLimit(hours=48, owner="centret")


@pytest.fixture
def exam(store: Store) -> str:
    """Six students in one exam on Monday 14 December at nine, and custody switched on."""
    change_settings(store, values={"use_custody": "1", "todo_days": "60"})
    made = make_exam(store, 1)
    for n in range(6):
        make_booking(store, n, exam=made)
    return made


def lines(store: Store) -> list[tuple[str, date, bool]]:
    found = [one for one in to_do(store) if one.lacks is Missing.MATERIAL]
    assert {one.kind for one in found} <= {Kind.BOOKING}
    return [(one.sentence.partition(":")[0], one.due, one.late) for one in found]


def at(store: Store, *when: int) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(*when, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_thursday_for_a_monday() -> None:
    """The awkward case of issue 4: 48 hours, counted in working days or by the clock."""
    assert deadline(NINE, HOURS, USUAL) == datetime(2026, 12, 10, 9)
    plain = MaterialLimit(hours=48, working_days=False)
    assert deadline(NINE, plain, USUAL) == datetime(2026, 12, 12, 9)
    assert deadline(NINE, MaterialLimit(hours=12), USUAL) == datetime(2026, 12, 11, 21)
    assert deadline(NINE, MaterialLimit(hours=0), USUAL) is None
    # Over Christmas: 24 and 31 December are eves, 1 January a holiday.
    new_year = datetime(2027, 1, 4, 9)
    assert deadline(new_year, HOURS, USUAL) == datetime(2026, 12, 29, 9)
    # By the clock across the night when it is put back: 48 true hours.
    assert deadline(datetime(2026, 10, 26, 9), plain, USUAL) == datetime(2026, 10, 24, 10)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31)),
    st.integers(1, 1000),
)
def test_a_deadline_lies_on_a_working_day_and_early_enough(starts: datetime, hours: int) -> None:
    found = deadline(starts, MaterialLimit(hours=hours), USUAL)
    assert found is not None
    assert is_working_day(found.date(), USUAL)
    assert found <= starts - timedelta(hours=hours)


def test_a_providers_own_limit_is_inherited_and_taken_away(store: Store) -> None:
    provider = make_provider(store, short="EU")
    department = add_provider(store, name="Juridicum", parent=provider)
    good = {"provider": provider, "hours": 72, "working_days": False, "source": "Deras sida"}
    bad = [(good | {"provider": "x"}, NotFound), (good | {"hours": 1001}, BadValue)]
    check(store, Case(operation=set_material_limit, good=good, bad=bad))
    found = material_limit(store, provider=department)
    assert (found.hours, found.working_days, found.owner) == (72, False, "EU")
    assert (found.source, found.read_on) == ("Deras sida", date(2026, 11, 23))
    set_material_limit(store, provider=provider, hours=24)
    set_material_limit(store, provider=department, hours=0)
    assert limit_text(material_limit(store, provider=department)) == "ingen gräns"
    assert limit_text(material_limit(store, provider=provider)) == "24 timmar, arbetsdagar (EU)"
    set_material_limit(store, provider=provider, hours=None)
    assert material_limit(store, provider=provider) == HOURS
    set_material_limit(store, provider=provider, hours=None)
    with pytest.raises(NotFound):
        material_limit(store, provider="x")


def test_from_expected_to_the_safe(store: Store, exam: str) -> None:
    assert lines(store) == [("Tentan saknas", date(2026, 12, 10), False)]
    nowhere = {"exam": "x"}
    good: dict[str, object] = {"exam": exam, "how": How.POST, "copies": 6}
    bad = [(good | nowhere, NotFound), (good | {"copies": -1}, BadValue)]
    check(store, Case(operation=expect_material, good=good, bad=bad))
    assert exam_custody(store, exam=exam).step is Step.EXPECTED
    assert exam_page(store, exam=exam).material_at is None
    for early in (check_parcel, lock_up_parcel):
        more = {"copies": 5} if early is check_parcel else {"place": "Skåpet"}
        with pytest.raises(BadValue):
            early(store, exam=exam, **more)  # type: ignore[operator]
    came = {"exam": exam, "how": How.COURIER, "copies": 5, "by": "Berit Åström"}
    bad = [(came | nowhere, NotFound), (came | {"at": NINE}, BadValue)]
    check(store, Case(operation=receive_parcel, good=came, bad=bad))
    assert exam_page(store, exam=exam).material_at is not None
    with pytest.raises(BadValue):
        expect_material(store, exam=exam)
    assert [line[0] for line in lines(store)] == [
        "Tentan är inte inlåst",
        "Tentan är inte kontrollerad mot bokningarna",
    ]
    counted = {"exam": exam, "copies": 5}
    bad = [(counted | nowhere, NotFound), (counted | {"copies": 10_001}, BadValue)]
    check(store, Case(operation=check_parcel, good=counted, bad=bad))
    assert "Bara 5 exemplar till 6 bokade" in [line[0] for line in lines(store)]
    receive_parcel(store, exam=exam, how=How.MAIL, copies=1)
    found = exam_custody(store, exam=exam)
    assert (found.copies, found.step) == (6, Step.RECEIVED), "what came after the count is counted"
    check_parcel(store, exam=exam, copies=6)
    locked = {"exam": exam, "place": "Kassaskåpet"}
    bad = [(locked | nowhere, NotFound), (locked | {"place": " "}, BadValue)]
    check(store, Case(operation=lock_up_parcel, good=locked, bad=bad))
    assert lines(store) == []
    found = exam_custody(store, exam=exam)
    assert (found.step, found.place, found.copies, found.booked) == (
        Step.SAFE, "Kassaskåpet", 6, 6,
    )  # fmt: skip
    assert event_text(found.events[1]) == "bud, 5 exemplar, Berit Åström"
    assert deadline_text(found) == "senast tors 10 dec 09:00"


def test_late_by_the_providers_own_limit(store: Store, exam: str) -> None:
    at(store, 2026, 12, 10, 7, 59)
    assert lines(store) == [("Tentan saknas", date(2026, 12, 10), False)]
    at(store, 2026, 12, 10, 8, 1)
    assert lines(store) == [("Tentan är sen", date(2026, 12, 10), True)]
    set_material_limit(store, provider=make_provider(store), hours=24)
    assert lines(store) == [("Tentan saknas", date(2026, 12, 11), False)]
    receive_material(store, exam=exam)
    found = exam_custody(store, exam=exam)
    assert (found.step, found.late) == (Step.RECEIVED, False), "noted the short way"
    at(store, 2026, 12, 14, 7, 0)
    assert [line[0] for line in lines(store)] == ["Tentan är inte kontrollerad mot bokningarna"]
    at(store, 2026, 12, 15, 7, 0)
    assert lines(store) == []


def test_a_digital_exam_has_no_parcel_and_off_is_as_before(store: Store) -> None:
    change_settings(store, values={"use_custody": "1", "todo_days": "60"})
    make_booking(store, 1, exam=make_exam(store, 1, form=ExamForm.DIGITAL), told=True, reason="Ja")
    assert lines(store) == []
    make_booking(store, 2, exam=make_exam(store, 2))
    change_settings(store, values={"use_custody": "0"})
    assert lines(store) == [("Tentan saknas", date(2026, 12, 12), False)]
    check(
        store,
        Case(
            operation=exam_custody,
            good={"exam": make_exam(store, 3)},
            bad=[({"exam": "x"}, NotFound)],
        ),
    )
