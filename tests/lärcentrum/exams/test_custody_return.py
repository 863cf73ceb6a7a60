"""From the safe to the provider's receipt: in order, counted, signed for, and asked for in time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lärcentrum import history
from lärcentrum.clock import FixedClock
from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.attendance import (
    Attendance,
    hand_in,
    note_attendance,
    note_receipt,
    send_bookings,
)
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.custody import (
    check_parcel,
    day_custody,
    exam_custody,
    lock_up_parcel,
    receive_parcel,
)
from lärcentrum.exams.custody_errors import CountsDiffer, StepPassedOver
from lärcentrum.exams.custody_log import Custody, How, Step, Tally, day_text, event_text, state_text
from lärcentrum.exams.custody_order import differences
from lärcentrum.exams.custody_reminder import receipt_reminder
from lärcentrum.exams.custody_return import (
    count_hand_ins,
    note_copies_destroyed,
    note_posted,
    note_provider_receipt,
    note_receipt_reminded,
    note_scanned,
    take_out_exam,
)
from lärcentrum.exams.days import Kind, to_do
from lärcentrum.exams.letters import LetterKind, LetterLanguage, list_letter_texts
from lärcentrum.settings import change_settings
from lärcentrum.store.rule_errors import LaterStep
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam
from tests.helpers.matrix import Case, Refusal, check

WRITTEN = date(2026, 12, 14)


@pytest.fixture
def exam(store: Store) -> str:
    """Three students on Monday 14 December at nine, their copies counted and in the safe."""
    change_settings(store, values={"use_custody": "1"})
    made = make_exam(store, 1)
    for n in range(3):
        make_booking(store, n, exam=made)
    receive_parcel(store, exam=made, how=How.POST, copies=3)
    check_parcel(store, exam=made, copies=3)
    lock_up_parcel(store, exam=made, place="Kassaskåpet")
    at(store, 14, 8)
    return made


def at(store: Store, day: int, hour: int, month: int = 12) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.at = datetime(2026 + month // 13, (month - 1) % 12 + 1, day, hour, tzinfo=UTC)


def sit(store: Store, exam: str, *sheets: int | None) -> None:
    """Let each person hand in so many sheets; None did not come."""
    for one, n in zip(list_bookings(store, exam=exam), sheets, strict=True):
        came = Attendance.ABSENT if n is None else Attendance.PRESENT
        note_attendance(store, booking=one.uid, attendance=came)
        if n is not None:
            hand_in(store, booking=one.uid, sheets=n, at=one.ends)


def lines(store: Store) -> list[tuple[str, date, bool]]:
    found = [one for one in to_do(store) if one.kind is Kind.CUSTODY]
    return [(one.sentence.partition(":")[0], one.due, one.late) for one in found]


def now(store: Store, exam: str) -> Custody:
    return exam_custody(store, exam=exam)


def test_the_whole_chain(store: Store, exam: str) -> None:
    one: dict[str, Any] = {"exam": exam}
    nowhere: Refusal = ({"exam": "x"}, NotFound)
    out: dict[str, Any] = one | {"by": "Nils Vikarie"}
    ahead = (one | {"at": datetime(2026, 12, 14, 23)}, BadValue)
    back = (one | {"at": datetime(2026, 11, 1, 9)}, BadValue)
    check(store, Case(operation=take_out_exam, good=out, bad=[nowhere, ahead, back]))
    assert state_text(now(store, exam)) == "uttagen"
    with pytest.raises(BadValue):
        lock_up_parcel(store, exam=exam, place="Kassaskåpet")
    with pytest.raises(BadValue):
        note_posted(store, exam=exam, papers=0)
    at(store, 14, 13)
    sit(store, exam, 4, 0, None)
    assert lines(store) == [("Skrivna tentor är inte räknade", WRITTEN, False)]
    assert now(store, exam).tally == Tally(
        placed=3, came=2, absent=1, handed_in=2, blank=1, sheets=4
    )
    counted = one | {"papers": 2, "sheets": 4}
    bad: list[Refusal] = [
        ({**counted, "exam": "x"}, NotFound),
        (counted | {"papers": -1}, BadValue),
    ]
    bad += [(counted | {"sheets": 3}, CountsDiffer)]
    check(store, Case(operation=count_hand_ins, good=counted, bad=bad))
    assert lines(store) == [("Skrivna tentor är inte skickade", WRITTEN, False)]
    lock_up_parcel(store, exam=exam, place="Kassaskåpet")
    assert state_text(now(store, exam)) == "räknad, Kassaskåpet"
    with pytest.raises(BadValue):
        note_provider_receipt(store, exam=exam)
    with pytest.raises(BadValue):
        note_copies_destroyed(store, exam=exam)
    check(store, Case(operation=note_scanned, good=one, bad=[nowhere]))
    posted = one | {"papers": 2, "parcels": 2, "tracking": "RR123SE"}
    bad = [({**posted, "exam": "x"}, NotFound), (posted | {"parcels": 0}, BadValue)]
    bad += [(posted | {"papers": 1}, StepPassedOver)]
    check(store, Case(operation=note_posted, good=posted, bad=bad))
    assert event_text(now(store, exam).events[-1]) == "2 tentor, 2 kollin RR123SE, Berit Åström"
    states = {row.state for row in list_bookings(store, exam=exam)}
    assert states == {State.RETURNED, State.ABSENT}, "the bookings tell it too"
    assert lines(store) == []
    check(store, Case(operation=note_receipt_reminded, good=one, bad=[nowhere]))
    check(store, Case(operation=note_provider_receipt, good=one, bad=[nowhere]))
    assert {row.state for row in list_bookings(store, exam=exam)} == {State.RECEIVED, State.ABSENT}
    check(store, Case(operation=note_copies_destroyed, good=one, bad=[nowhere]))
    assert now(store, exam).step is Step.DESTROYED
    for step in (take_out_exam, note_scanned, note_provider_receipt, note_copies_destroyed):
        with pytest.raises(BadValue):
            step(store, exam=exam)


def test_a_difference_is_signed_with_a_name_and_a_reason(store: Store, exam: str) -> None:
    take_out_exam(store, exam=exam)
    at(store, 14, 13)
    sit(store, exam, 4, 2, None)
    typed: dict[str, Any] = {"exam": exam, "papers": 2, "sheets": 5}
    asked: dict[str, dict[str, Any]] = {"signed_by": {}, "reason": {"signed_by": "Berit"}}
    for missing, more in asked.items():
        with pytest.raises(CountsDiffer) as caught:
            count_hand_ins(store, **typed, **more)
        assert caught.value.field == missing
        assert "Räknat: 2 tentor, 5 blad. Enligt inlämningarna: 2 tentor, 6 blad." in str(
            caught.value
        )
    count_hand_ins(store, **typed, signed_by="Berit", reason="Ett blad togs med hem")
    found = now(store, exam).counted
    assert found is not None
    assert (found.papers, found.sheets, found.listed_papers, found.listed_sheets) == (2, 5, 2, 6)
    assert event_text(found) == (
        "2 tentor, 5 blad, Berit Åström, enligt listan 2 tentor, 6 blad, "
        "skillnaden signerad av Berit: Ett blad togs med hem"
    )
    with pytest.raises(StepPassedOver):
        note_posted(store, exam=exam, papers=1)
    note_posted(store, exam=exam, papers=1, reason="Den andra hämtas av bud")
    note_posted(store, exam=exam, papers=1)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(-3, 3), st.integers(-3, 3))
def test_a_count_agrees_only_with_its_own_figures(
    papers: int, sheets: int, more: int, leaves: int
) -> None:
    """The totals agree exactly when both figures are the lists' and everybody is noted."""
    listed = Tally(placed=papers, came=papers, handed_in=papers, sheets=sheets)
    assert (differences(listed, papers + more, sheets + leaves) == ()) is not (more or leaves)
    left = Tally(placed=papers + 1, came=papers, handed_in=papers, sheets=sheets)
    assert differences(left, papers, sheets), "somebody is not noted at all"
    inside = Tally(placed=papers + 1, came=papers + 1, handed_in=papers, sheets=sheets)
    assert differences(inside, papers, sheets), "somebody has not handed in"


def test_a_request_that_never_got_a_place_is_no_difference(store: Store, exam: str) -> None:
    take_out_exam(store, exam=exam)
    at(store, 14, 13)
    sit(store, exam, 4, 2, 1)
    make_booking(store, 7, exam=exam, give_place=False)
    assert (now(store, exam).booked, now(store, exam).tally.placed) == (4, 3)
    count_hand_ins(store, exam=exam, papers=3, sheets=7)


def test_a_step_that_is_passed_over_takes_a_reason(store: Store) -> None:
    change_settings(store, values={"use_custody": "1"})
    made = make_exam(store, 1)
    make_booking(store, 1, exam=made)
    with pytest.raises(BadValue):
        take_out_exam(store, exam=made, reason="Bråttom")
    receive_parcel(store, exam=made, how=How.MAIL)
    with pytest.raises(StepPassedOver) as caught:
        take_out_exam(store, exam=made)
    assert "Tentan skrivs först mån 14 dec." in str(caught.value)
    at(store, 14, 13)
    sit(store, made, 3)
    with pytest.raises(StepPassedOver):
        count_hand_ins(store, exam=made, papers=1, sheets=3)
    count_hand_ins(store, exam=made, papers=1, sheets=3, reason="Glömdes på morgonen")
    with pytest.raises(BadValue):
        note_copies_destroyed(store, exam=made, reason="Städat")
    note_posted(store, exam=made, papers=1)
    with pytest.raises(StepPassedOver):
        note_copies_destroyed(store, exam=made)
    note_copies_destroyed(store, exam=made, reason="Lärosätet svarar inte")


def test_the_chain_is_taken_back_from_its_end(store: Store, exam: str) -> None:
    take_out_exam(store, exam=exam)
    taken = history.log(store, limit=1)[0].id
    at(store, 14, 13)
    sit(store, exam, 4, 2, 1)
    count_hand_ins(store, exam=exam, papers=3, sheets=7)
    counted = history.log(store, limit=1)[0].id
    with pytest.raises(LaterStep):
        history.undo(store, operation=taken)
    history.undo(store, operation=counted)
    history.undo(store, operation=taken)
    assert now(store, exam).step is Step.SAFE


def test_receipts_and_copies_are_asked_for_in_time(store: Store, exam: str) -> None:
    """Ten working days from Monday 14 December, over Christmas, end on Wednesday the 30th."""
    take_out_exam(store, exam=exam)
    at(store, 14, 13)
    sit(store, exam, 4, 2, 1)
    count_hand_ins(store, exam=exam, papers=3, sheets=7)
    note_posted(store, exam=exam, papers=3)
    due = date(2026, 12, 30)
    at(store, 30, 9)
    assert lines(store) == []
    at(store, 31, 9)
    assert lines(store) == [("Kvittens saknas, påminn lärosätet", due, True)]
    note_receipt_reminded(store, exam=exam)
    assert lines(store) == []
    change_settings(store, values={"receipt_working_days": "0", "receipt_days": "2"})
    at(store, 3, 9, month=13)
    assert lines(store) == [("Kvittens saknas, påminn lärosätet", date(2027, 1, 2), True)]
    change_settings(store, values={"receipt_days": "0"})
    assert lines(store) == []
    note_provider_receipt(store, exam=exam)
    at(store, 2, 9, month=14)
    assert lines(store) == []
    at(store, 3, 9, month=14)
    assert lines(store) == [("Kopiorna är inte förstörda", date(2027, 2, 2), True)]
    change_settings(store, values={"destroy_days": "0"})
    assert lines(store) == []


def test_the_reminder_says_what_was_sent_and_names_nobody(store: Store, exam: str) -> None:
    with pytest.raises(BadValue):
        receipt_reminder(store, exam=exam)
    take_out_exam(store, exam=exam)
    at(store, 14, 13)
    sit(store, exam, 4, 2, 1)
    count_hand_ins(store, exam=exam, papers=3, sheets=7)
    note_posted(store, exam=exam, papers=3, tracking="RR123SE")
    good = {"exam": exam, "language": LetterLanguage.SWEDISH}
    letter = check(
        store, Case(operation=receipt_reminder, good=good, bad=[({"exam": "x"}, NotFound)])
    )
    assert letter.subject == "Har ni fått tentorna ST0001 måndag 14 december 2026?"
    assert "Antal: 3\nSkickade: måndag 14 december 2026\nFörsändelse: RR123SE" in letter.body
    english = receipt_reminder(store, exam=exam, language=LetterLanguage.ENGLISH)
    assert "Sent: Monday 14 December 2026" in english.body
    names = {row.name for row in list_bookings(store, exam=exam)}
    assert not any(name in letter.body for name in names)
    kinds = {one.kind for one in list_letter_texts(store)}
    assert LetterKind.RECEIPT in kinds
    change_settings(store, values={"use_custody": "0"})
    assert LetterKind.RECEIPT not in {one.kind for one in list_letter_texts(store)}


def test_where_the_days_exams_are(store: Store, exam: str) -> None:
    make_booking(store, 7, exam=make_exam(store, 7), reason="Lärosätet har sagt ja")
    good = {"day": WRITTEN}
    found = check(store, Case(operation=day_custody, good=good))
    assert day_text(found) == "inlåst 1 · saknas 1"
    take_out_exam(store, exam=exam)
    assert day_text(day_custody(store)) == "uttagen 1 · saknas 1"
    assert day_text(day_custody(store, day=date(2026, 12, 15))) == ""


def test_what_the_hand_ins_say_afterwards_is_counted_again(store: Store, exam: str) -> None:
    take_out_exam(store, exam=exam)
    at(store, 14, 13)
    sit(store, exam, 4, 2, None)
    count_hand_ins(store, exam=exam, papers=2, sheets=6)
    late = list_bookings(store, exam=exam)[-1]
    note_attendance(store, booking=late.uid, attendance=Attendance.PRESENT)
    hand_in(store, booking=late.uid, sheets=1, at=late.ends)
    assert [one[0] for one in lines(store)] == [
        "Inlämningarna är ändrade efter räkningen, räkna om"
    ]
    count_hand_ins(store, exam=exam, papers=3, sheets=7)
    assert [one[0] for one in lines(store)] == ["Skrivna tentor är inte skickade"]


def test_nobody_came_and_the_short_way(store: Store, exam: str) -> None:
    at(store, 14, 13)
    sit(store, exam, None, None, None)
    at(store, 1, 9, month=14)
    assert [one[0] for one in lines(store)] == ["Kopiorna är inte förstörda"]
    note_copies_destroyed(store, exam=exam)
    assert lines(store) == []
    # Noted on the bookings only: it is sent and received here too.
    other = make_exam(store, 9, day=date(2027, 2, 15))
    make_booking(store, 9, exam=other)
    at(store, 15, 13, month=14)
    sit(store, other, 2)
    assert [one[0] for one in lines(store)] == ["Skrivna tentor är inte räknade"]
    sent = [one.uid for one in list_bookings(store, exam=other)]
    send_bookings(store, bookings=sent, how="post")
    assert now(store, other).step is Step.POSTED
    at(store, 15, 13, month=15)
    assert lines(store) == [("Kvittens saknas, påminn lärosätet", date(2027, 3, 1), True)]
    note_receipt(store, bookings=sent)
    assert now(store, other).step is Step.RECEIPT
    assert lines(store) == []
