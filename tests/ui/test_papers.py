"""Every paper that the window opens, of a protected person: what it says, is called, and queues."""

from datetime import datetime
from functools import partial

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QLabel

from lärcentrum.documents.paper_kinds import SittingPaper
from lärcentrum.documents.prints import printed_papers
from lärcentrum.exams.booking_lists import booking_page
from lärcentrum.exams.confirmations import Addressee
from lärcentrum.exams.letters import LetterLanguage
from lärcentrum.people.errors import ReasonNeeded
from lärcentrum.people.masking import Protection
from lärcentrum.people.protection import set_protection
from lärcentrum.settings import change_settings
from tests.helpers.exams import DAY, make_booking, make_room
from tests.helpers.sat import name_centre
from ui.kit.page import Page
from ui.kit.settings import Memory
from ui.papers import open_day_list, open_sitting_papers, open_week_lists, show_confirmation
from ui.sitting_papers import CHOSEN


@pytest.fixture
def booking(store):
    name_centre(store)
    change_settings(store, values={"use_seats": "1"})
    store.clock.at = datetime.fromisoformat("2026-12-14T07:31+01:00")
    make_room(store)
    return make_booking(store, 4, reason="Beslut")


@pytest.fixture
def page(qtbot):
    made = Page("prov", "Prov")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def memory(tmp_path, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Kontoret"]))
    return Memory(tmp_path)


def opened(store, memory, page, booking):
    """Each paper's name and what opens it."""
    sitting = booking_page(store, booking=booking).sitting

    def alone(paper):
        memory.put(CHOSEN, [paper.value])
        return open_sitting_papers(store, memory, lambda: page, sitting)

    for paper in SittingPaper:
        yield paper.value, partial(alone, paper)
    yield "day", lambda: open_day_list(store, memory, lambda: page)
    yield "week", lambda: open_week_lists(store, memory, page, DAY)
    for to in Addressee:
        for language in LetterLanguage:
            yield (
                f"confirmation {to} {language}",
                partial(show_confirmation, store, memory, booking, to, language, page),
            )


def test_no_paper_of_a_protected_person_tells_who_it_is(store, memory, page, booking):
    one = booking_page(store, booking=booking)
    set_protection(store, student=one.student, protection=Protection.MARKED, reason="Beslut")
    name = [part for part in one.name.split() if len(part) > 2]
    shown, refused, named = set(), set(), set()
    for kind, show in opened(store, memory, page, booking):
        try:
            dialog = show()
        except ReasonNeeded:
            refused.add(kind)
            continue
        queue = []

        def send(pdf, title, _parent, queue=queue):
            queue.append((title, pdf))
            return True

        dialog._send = send
        dialog.print_button.click()
        ((title, pdf),) = queue
        document = pypdfium2.PdfDocument(pdf)
        said = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
        told = " ".join(document.get_metadata_dict().values())
        document.close()
        for part in name:
            assert part not in said, kind
            assert part not in told, kind
            assert part not in title, kind
            assert part not in dialog._file, kind
        assert "Person" not in told + title + dialog._file, kind
        if "Person 1" in said:
            named.add(kind)
        shown.add(kind)
        dialog.accept()
    assert refused == {"confirmation student sv", "confirmation student en"}
    assert {"plan", "attendance", "desk", "return", "day"} <= named
    assert shown >= set(SittingPaper) | {"day", "week"}


def test_one_paper_alone_has_a_printer_of_its_own(store, memory, page, booking, monkeypatch):
    asked = []
    monkeypatch.setattr("ui.sitting_papers.remembering", lambda _memory, kind: asked.append(kind))
    monkeypatch.setattr("ui.sitting_papers.print_pdf", lambda *_given: False)
    sitting = booking_page(store, booking=booking).sitting
    for chosen in (["desk"], ["desk", "door"]):
        memory.put(CHOSEN, chosen)
        dialog = open_sitting_papers(store, memory, lambda: page, sitting)
        dialog.print_button.click()
        assert "Inget skickades" in dialog.banner.findChild(QLabel, "banner_text").text()
        dialog.accept()
    assert asked == ["desk", CHOSEN]
    assert printed_papers(store, sitting=sitting) == []


def test_a_refusal_is_said_on_the_page(store, memory, page, booking, monkeypatch):
    def refuse(_store, **_more):
        raise ReasonNeeded

    monkeypatch.setattr("lärcentrum.documents.day_lists.day_list_pdf", refuse)
    assert open_day_list(store, memory, lambda: page) is None
    assert not page.banner.isHidden()
