"""An undo that cannot be done says truly what stands in its way, and changes nothing."""

import pytest

from lärcentrum import history
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking
from lärcentrum.exams.rooms import add_room, change_room, list_rooms
from lärcentrum.store.errors import DiskFull, Overlap, RuleBroken, UndoConflict
from lärcentrum.store.journal import revert
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.people import make_student


def last(store):
    return history.log(store, limit=1)[0].id


def conflict(store, operation):
    """Why an operation cannot be taken back; the register stays as it is."""
    before, count = store.digest(), last(store)
    with pytest.raises(UndoConflict) as caught:
        history.undo(store, operation=operation)
    assert (store.digest(), last(store)) == (before, count)
    assert caught.value.table
    assert "Inget är ändrat." in str(caught.value)
    return caught.value


def test_a_person_or_an_exam_with_a_booking_says_that_something_hangs_on_it(store):
    make_room(store)
    student, added = make_student(store), last(store)
    exam, announced = make_exam(store), last(store)
    make_booking(store, student=student, exam=exam)
    for operation in (added, announced):
        found = conflict(store, operation)
        assert found.why == "hanging"
        assert "hör ihop" in str(found)
        assert "har ändrats efteråt" not in str(found)
    history.undo_last(store)
    history.undo(store, operation=announced)
    history.undo(store, operation=added)
    assert history.verify_log(store) == []


def test_a_place_that_is_taken_meanwhile_is_said_to_be_busy(store):
    make_room(store)
    student = make_student(store)
    booking = make_booking(store, student=student)
    cancel_booking(store, booking=booking, by=CancelledBy.STUDENT)
    cancelled = last(store)
    make_booking(store, 1, student=student)
    found = conflict(store, cancelled)
    assert found.why == "busy"
    assert "upptagen" in str(found)


def test_a_name_that_is_another_rows_now_is_said_to_be_taken(store):
    room = add_room(store, name="A", capacity=3)
    change_room(store, room=room, name="B")
    renamed = last(store)
    add_room(store, name="A", capacity=3)
    found = conflict(store, renamed)
    assert (found.why, "samma namn" in str(found)) == ("taken", True)


def test_a_later_change_is_said_to_be_one(store):
    room = add_room(store, name="A", capacity=3)
    added = last(store)
    change_room(store, room=room, name="B")
    found = conflict(store, added)
    assert (found.why, "har ändrats efteråt" in str(found)) == ("changed", True)
    assert [one.name for one in list_rooms(store)] == ["B"]


@pytest.mark.parametrize(
    ("fault", "why"), [(Overlap("room", 1), "busy"), (RuleBroken("x"), "rule")]
)
def test_each_kind_of_rule_has_its_reason_and_the_disk_its_own(store, monkeypatch, fault, why):
    from lärcentrum.store import journal

    add_room(store, name="A", capacity=3)
    rows = journal.entries(store.conn, 1, 1 << 60)[-1:]

    def fail(*_args):
        raise journal.DatabaseError("x")

    monkeypatch.setattr(journal, "_put_back", fail)
    for said, wanted in ((fault, UndoConflict), (DiskFull(), DiskFull)):
        monkeypatch.setattr(journal, "told", lambda _fault, said=said: said)
        with pytest.raises(wanted) as caught:
            revert(store.conn, 1, rows)
        assert getattr(caught.value, "why", why) == why
