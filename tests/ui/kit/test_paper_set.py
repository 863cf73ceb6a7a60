"""A set of papers: what is ticked is drawn, remembered and printed; a refusal is said."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lärcentrum.documents.errors import GlyphMissing
from lärcentrum.documents.paper import Letterhead
from lärcentrum.documents.toilet_log_paper import ToiletLog, draw_toilet_log
from tests.helpers.press import press
from ui.kit.fields import Choice
from ui.kit.paper_set import PaperSetDialog

KINDS = [Choice("door", "Dörrskylt"), Choice("toilet", "Toalettlista")]


class House:
    """Draws, keeps and sends."""

    def __init__(self, paper):
        self.paper, self.drawn, self.kept, self.sent, self.refusal = paper, [], [], [], None

    def draw(self, chosen):
        if self.refusal is not None:
            raise self.refusal
        self.drawn.append(chosen)
        return self.paper

    def send(self, pdf, title, _parent):
        self.sent.append((title, pdf))
        return True


@pytest.fixture
def house():
    head = Letterhead(municipality="Storuman", centre="Lärcentrum")
    printed = datetime(2026, 11, 23, 7, 30)
    log = ToiletLog(head=head, room="Sal Å", times="mån 23 nov", printed=printed, people=3)
    return House(draw_toilet_log(log))


@pytest.fixture
def dialog(qtbot, house):
    made = PaperSetDialog(
        KINDS, ["door", "toilet"], house.draw, house.kept.append,
        title="Salens papper", file_name="papper.pdf", send=house.send,
    )  # fmt: skip
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_ticked_is_drawn_remembered_and_printed(dialog, house):
    assert house.drawn == [["door", "toilet"]]
    press(dialog.boxes["door"], Qt.Key.Key_Space)
    assert house.drawn[-1] == ["toilet"]
    assert house.kept == [["toilet"]]
    dialog.print_button.click()
    assert house.sent == [("Salens papper", house.paper)]
    assert "Skickad" in dialog.banner.findChild(QLabel, "banner_text").text()


def test_with_nothing_ticked_there_is_nothing_to_print(dialog, house):
    for box in dialog.boxes.values():
        box.click()
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert dialog.view.pdf == b""
    dialog.print_out()
    assert house.sent == []
    dialog.boxes["door"].click()
    assert dialog.print_button.isEnabled()
    assert dialog.view.pdf == house.paper


def test_what_cannot_be_drawn_is_said_and_not_printed(dialog, house):
    house.refusal = GlyphMissing("aids", 1)
    dialog.boxes["door"].click()
    assert not dialog.banner.isHidden()
    assert not dialog.print_button.isEnabled()
    house.refusal = None
    dialog.boxes["door"].click()
    assert dialog.banner.isHidden()
    assert dialog.print_button.isEnabled()
