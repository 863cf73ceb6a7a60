"""An anonymous exam's papers name nobody; the key list names all, and lies in no set."""

import re
from pathlib import Path

import pytest

import lärcentrum
from lärcentrum.documents.day_lists import day_list_pdf
from lärcentrum.documents.key_list_paper import key_list_pdf
from lärcentrum.documents.sitting_papers import SittingPaper, sitting_papers_pdf
from lärcentrum.exams.booking_lists import list_bookings
from lärcentrum.exams.paper_codes import exam_codes, make_codes
from tests.helpers.certificates import words_of
from tests.helpers.exams import DAY, make_booking, make_exam
from tests.helpers.sat import name_centre


@pytest.fixture
def exams(store):
    """Two students under code and one by name, in one room."""
    name_centre(store)
    hidden, plain = make_exam(store, 1, anonymous=True), make_exam(store, 2)
    for n in range(2):
        make_booking(store, n, exam=hidden)
    make_booking(store, 5, exam=plain)
    make_codes(store, exam=hidden)
    return hidden, plain


def test_no_paper_of_the_set_names_who_writes_under_a_code(store, exams, tmp_path):
    hidden, plain = (list_bookings(store, exam=one) for one in exams)
    codes = [one.code for one in exam_codes(store, exam=exams[0])]
    said = words_of(sitting_papers_pdf(store, sitting=hidden[0].sitting), tmp_path)
    day = words_of(day_list_pdf(store, day=DAY), tmp_path)
    for row in hidden:
        assert row.name not in said + day
        assert row.name.split()[-1] not in said + day
    for code in codes:
        assert said.count(code) == 3, "attendance list, desk card, return note"
        assert code in day
    assert plain[0].name in said
    assert "Kodlista" not in said
    assert "key" not in [one.value for one in SittingPaper]


def test_the_key_list_names_each_with_the_code(store, exams, tmp_path):
    said = words_of(key_list_pdf(store, exam=exams[0]), tmp_path)
    for one in exam_codes(store, exam=exams[0]):
        assert f"{one.name} {one.code}" in " ".join(said.split())
    assert "Följer aldrig med tentorna" in said


def test_one_function_says_who_stands_on_a_paper():
    """Another caller of the mask's own `paper_name` would print a name where a code belongs."""
    root = Path(lärcentrum.__file__).parent
    callers = [
        path.name
        for path in root.rglob("*.py")
        if re.search(r"masking\.paper_name|import [^\n]*\bpaper_name\b", path.read_text("utf-8"))
    ]
    assert sorted(callers) == ["booking_lists.py", "paper_names.py"]


def test_lists_by_name_on_paper_take_the_name_that_stands_there():
    """`listed_name` is the true name of one who writes under a code: use `listed_on_paper`."""
    root = Path(lärcentrum.__file__).parent
    papers = [*(root / "documents").glob("*.py"), *(root / "exams").glob("*order*.py")]
    assert papers
    readers = [path.name for path in papers if ".listed_name" in path.read_text("utf-8")]
    assert readers == []
