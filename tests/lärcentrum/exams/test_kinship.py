import pytest

from lärcentrum.errors import BadValue, NotFound
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.days import to_do
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.invigilator_proposals import Fit, propose_invigilators, replace_duty
from lärcentrum.exams.invigilators import Answer, add_duty, add_invigilator, answer_duty
from lärcentrum.exams.kinship import TooNear, add_kinship, list_kinship, remove_kinship
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from lärcentrum.store.store import Store
from tests.helpers.exams import make_booking, make_exam, make_room
from tests.helpers.matrix import Case, check
from tests.helpers.people import make_student


def test_a_pair_is_noted_and_taken_away(store: Store) -> None:
    vera, sister = add_invigilator(store, name="Vera"), make_student(store, 1)
    good = {"invigilator": vera, "student": sister}
    bad = [(good | {"invigilator": "x"}, NotFound), (good | {"student": "x"}, NotFound)]
    pair = check(store, Case(operation=add_kinship, good=good, bad=bad))
    with pytest.raises(BadValue):
        add_kinship(store, **good)
    (shown,) = list_kinship(store, invigilator=vera)
    assert (shown.uid, shown.student) == (pair, sister)
    gone = {"kinship": pair}
    check(store, Case(operation=remove_kinship, good=gone, bad=[({"kinship": "x"}, NotFound)]))
    assert list_kinship(store, invigilator=vera) == []


def test_the_sister_of_a_student_does_not_watch_and_nobody_is_named(store: Store) -> None:
    """The awkward case of issue 4: refused at every door, with a sentence that shows no name."""
    student = make_student(store, 1)
    set_protection(store, student=student, protection=Protection.MARKED, reason="Beslut")
    sitting = booking_page(store, booking=make_booking(store, 1, student=student)).sitting
    assert sitting
    vera, åke = add_invigilator(store, name="Vera"), add_invigilator(store, name="Åke")
    asked = add_duty(store, sitting=sitting, invigilator=vera, answer=Answer.NO)
    held = add_duty(store, sitting=sitting, invigilator=åke)
    add_kinship(store, invigilator=vera, student=student)
    before = store.digest()
    for refused in (
        lambda: add_duty(store, sitting=sitting, invigilator=vera),
        lambda: answer_duty(store, duty=asked, answer=Answer.YES),
        lambda: replace_duty(store, duty=held, invigilator=vera),
    ):
        with pytest.raises(TooNear) as caught:
            refused()
        assert "Person" not in str(caught.value)
        assert "Vera" not in str(caught.value)
    assert store.digest() == before
    found = {one.name: one for one in propose_invigilators(store, sitting=sitting)}
    assert found["Vera"].fit is Fit.NO
    assert found["Vera"].reasons[0] == "närstående till någon som skriver"


def test_a_booking_that_comes_later_is_told_of(store: Store) -> None:
    change_settings(store, values={"use_invigilators": "1", "todo_days": "60"})
    exam, student = make_exam(store, 1), make_student(store, 2)
    sitting = booking_page(store, booking=make_booking(store, 1, exam=exam)).sitting
    assert sitting
    vera = add_invigilator(store, name="Vera")
    add_kinship(store, invigilator=vera, student=student)
    add_duty(store, sitting=sitting, invigilator=vera)
    said = "En tentavakt är närstående till någon som skriver: Sal Å, mån 14 dec 09:00"
    assert said not in [line.sentence for line in to_do(store)]
    wish = {"student": student, "exam": exam, "room": make_room(store)}
    with pytest.raises(ReasonNeeded) as caught:
        make_booking(store, 2, **wish)
    assert caught.value.rules == ("near",)
    assert "Vera" not in str(caught.value)
    make_booking(store, 2, **wish, reason="En annan tentavakt sätts")
    assert said in [line.sentence for line in to_do(store)]
