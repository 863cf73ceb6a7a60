"""Every paper of a sitting with what is hard: forty rows, every script, markup, long names."""

import re
import subprocess
from io import BytesIO
from itertools import cycle, islice

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from lärcentrum.documents.day_lists import day_list_pdf
from lärcentrum.documents.day_papers import printable
from lärcentrum.documents.fonts import missing
from lärcentrum.documents.paper import A4, STANDING_SIZE
from lärcentrum.documents.paper_kinds import PAPER_NAMES, SittingPaper
from lärcentrum.documents.seating_plan_paper import (
    PlanDesk,
    PlanSeated,
    SeatingPlan,
    draw_seating_plan,
)
from lärcentrum.documents.sitting_papers import sitting_papers_pdf
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.exams import Contact, ExamForm
from lärcentrum.exams.row_order import RowOrder
from lärcentrum.exams.seat_plans import set_room_plan
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.people.students import change_student
from lärcentrum.settings import change_settings
from tests.helpers import registers
from tests.helpers.exams import DAY, make_booking, make_exam, make_room
from tests.helpers.sat import name_centre
from tests.lärcentrum.documents.test_papers import HEAD, PRINTED

P = SittingPaper
NAMED = (P.PLAN, P.ATTENDANCE, P.DESK, P.RETURN)
"""The papers that name people."""
STANDING = (P.DOOR, P.PLAN, P.ATTENDANCE, P.PROTOCOL, P.TOILET, P.DESK, P.COVER)
MANY = 40
NAMES = (
    ("Ánte", "Čáhppes-Đuolla Ŋávdni"),
    ("Юлия", "Орлова"),
    ("Ελένη", "Νίκου"),
    ("ليلى", "حداد"),
    ("<b>Bo</b>", "<img src=x onerror=y>"),
    ("&amp;", "%s {n} \\n"),
    ("Anna-Karin Margareta Elisabeth", "von Sydow-Lindström af Ekenstam och Rosenstråle"),
    ("X" * 40, "Y" * 60),
)


def furnish(store, many):
    """Make a sitting with hard names, three forms, long texts, and a drawn room; gives its uid."""
    name_centre(store)
    change_settings(store, values={"use_seats": "1"})
    room = make_room(store, "Stora skrivsalen på andra våningen", many)
    set_room_plan(store, room=room, rows=many // 8, cols=8)
    exams = [
        make_exam(store, 0, aids="Miniräknare, " * 40, contact=Contact(name="<i>Eva</i>")),
        make_exam(store, 1, course_name="Samhällsvetenskaplig metod och statistik " * 3),
        make_exam(store, 2, form=ExamForm.COMPUTER, platform="<script>"),
    ]
    booked = [make_booking(store, n, exam=exams[n % 3], room=room) for n in range(many)]
    for uid, (given_name, family) in zip(booked, islice(cycle(NAMES), many), strict=True):
        who = booking_page(store, booking=uid).student
        change_student(store, student=who, given_name=given_name, family_name=family)
    return booking_page(store, booking=booked[0]).sitting


@pytest.fixture(scope="module")
def full(template, tmp_path_factory):
    """A register with a sitting of forty, and the sitting's uid; nothing in it is changed."""
    folder = tmp_path_factory.mktemp("full") / "åäö"
    register = registers.copy_of(template[0], folder, template[1])
    yield register.store, furnish(register.store, MANY)
    register.close()


def drawn(full, *papers, **more):
    store, sitting = full
    return sitting_papers_pdf(store, sitting=sitting, papers=list(papers), **more)


def text_of(pdf, tmp_path):
    """The words as they are read from top to bottom, in one line."""
    path = tmp_path / "papper.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, timeout=60
    )
    return " ".join(found.stdout.decode().split())


def sheets(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield from document
    finally:
        document.close()


def squeezed(text):
    """Without spaces: a name that is too long for its place is broken into lines."""
    return "".join(text.split())


@pytest.mark.parametrize("paper", NAMED)
def test_every_name_is_read_back(full, tmp_path, paper):
    store, sitting = full
    said = squeezed(text_of(drawn(full, paper), tmp_path))
    for one in sitting_page(store, sitting=sitting).bookings:
        assert squeezed(printable(one.paper_name)) in said


@pytest.mark.parametrize("paper", P)
def test_nothing_leaves_its_page_and_every_page_says_when(full, paper):
    for page in sheets(drawn(full, paper)):
        width, height = page.get_size()
        assert sorted((width, height)) == pytest.approx(A4, abs=1)
        text = page.get_textpage()
        said = text.get_text_range()
        assert "Utskriven måndag 23 november 2026 kl. 08:00" in said
        assert re.search(r"Sida \d+ av \d+", said)
        for at in range(text.count_chars()):
            left, low, right, high = text.get_charbox(at)
            if right > left:
                assert left >= 10, said[at : at + 20]
                assert right <= width - 10, said[at : at + 20]
                assert low >= 10, said[at : at + 20]
                assert high <= height - 10, said[at : at + 20]


@pytest.mark.parametrize(
    "paper", [P.PLAN, P.ATTENDANCE, P.PROTOCOL, P.TOILET, P.COVER, P.RETURN]
)  # fmt: skip
def test_the_head_is_repeated_on_every_page(full, paper):
    for page in sheets(drawn(full, paper)):
        assert PAPER_NAMES[paper] in page.get_textpage().get_text_range()


@pytest.mark.parametrize("paper", STANDING)
def test_what_is_read_standing_is_large_enough(full, paper):
    """All but the letterhead's line at the top and the print time at the foot."""
    for page in sheets(drawn(full, paper)):
        text, high = page.get_textpage(), page.get_size()[1]
        for at in range(text.count_chars()):
            _left, low, _right, top = text.get_charbox(at)
            if low > 60 and top < high - 44 and text.get_text_range(at, 1).strip():
                size = pdfium.FPDFText_GetFontSize(text, at)
                assert size >= STANDING_SIZE - 0.01, text.get_text_range(max(at - 9, 0), 20)


@pytest.mark.parametrize("paper", P)
def test_black_and_white(full, paper):
    """Nothing is told by colour: every dot is as good as grey."""
    for page in sheets(drawn(full, paper)):
        image = page.render(scale=0.7).to_pil().convert("RGB")
        red, _green, blue = image.split()
        assert ImageChops.difference(red, blue).getextrema()[1] <= 16


@pytest.mark.parametrize("order", RowOrder)
def test_forty_numbered_rows_in_every_order(full, tmp_path, order):
    said = text_of(drawn(full, P.ATTENDANCE, order=order), tmp_path)
    for n in range(1, MANY + 1):
        assert re.search(rf"(^| ){n} ", said)
    assert "Lånedator, <script>" in said


def test_a_computer_is_marked_on_plan_list_and_card(full, tmp_path):
    for paper in (P.PLAN, P.ATTENDANCE, P.DESK):
        assert "Lånedator" in text_of(drawn(full, paper), tmp_path)


def test_a_protected_person_is_person_n_everywhere(store, tmp_path):
    sitting = furnish(store, 8)
    one = sitting_page(store, sitting=sitting).bookings[0]
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    alias = sitting_page(store, sitting=sitting).bookings[0].paper_name
    assert alias.startswith("Person ")
    hidden = [part for part in one.name.split() if len(part) > 3]
    for order in RowOrder:
        for paper in P:
            pdf = drawn((store, sitting), paper, order=order)
            said = text_of(pdf, tmp_path)
            assert (alias in said) is (paper in NAMED), paper
            assert not [part for part in hidden if squeezed(part) in squeezed(said)]
            _nowhere_in_metadata(pdf, [*hidden, alias])
    listed = day_list_pdf(store, day=DAY)
    assert alias in text_of(listed, tmp_path)
    _nowhere_in_metadata(listed, [*hidden, alias])


def _nowhere_in_metadata(pdf, words):
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    told = " ".join(document.get_metadata_dict().values())
    document.close()
    assert not [word for word in words if word in told]


ANY_NAME = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=80
).map(lambda name: " ".join(name.split())).filter(bool)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(ANY_NAME, min_size=1, max_size=6))
def test_whatever_a_name_is_it_stands_on_the_plan_or_the_reader_is_sent_on(names, tmp_path):
    seated = tuple(
        PlanSeated(seat=str(n), name=printable(name)) for n, name in enumerate(names, 1)
    )  # fmt: skip
    desks = tuple(PlanDesk(row=1, col=n, label=str(n)) for n in range(1, 9))
    plan = SeatingPlan(head=HEAD, room="Sal", times="09:00", rows=1, cols=8, desks=desks,
                       seated=seated, printed=PRINTED)  # fmt: skip
    said = squeezed(text_of(draw_seating_plan(plan), tmp_path))
    for name in names:
        if not missing(name) and name.isprintable() and name.isascii():
            assert squeezed(name) in said
