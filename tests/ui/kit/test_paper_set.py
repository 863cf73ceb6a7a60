"""A set of papers: what is ticked is drawn, remembered and printed; a refusal is said."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lärcentrum.documents.errors import GlyphMissing, PrinterFailed
from lärcentrum.documents.paper import Letterhead
from lärcentrum.documents.toilet_log_paper import ToiletLog, draw_toilet_log
from tests.helpers.press import press
from ui.kit.fields import Choice
from ui.kit.paper_set import PaperSetDialog, PrintNews

KINDS = [Choice("door", "Dörrskylt"), Choice("toilet", "Toalettlista")]


ORDERS = [Choice("number", "Bokningsordning"), Choice("name", "Namn")]


class House:
    """Draws, keeps and sends; `takes` is what its printer does with a paper."""

    title, file_name, prints = "Salens papper", "papper.pdf", True

    def __init__(self, paper):
        self.paper, self.drawn, self.kept, self.noted, self.refusal = paper, [], [], [], None
        self.queue, self.takes, self.said = [], lambda: True, PrintNews()

    def draw(self, chosen, order):
        if self.refusal is not None:
            raise self.refusal
        self.drawn.append((chosen, order))
        return self.paper

    def keep(self, chosen, order):
        self.kept.append((chosen, order))

    def send(self, pdf, title, _parent):
        if not self.takes():
            return False
        self.queue.append((title, pdf))
        return True

    def sent(self):
        self.noted.append("printer")

    def saved(self):
        self.noted.append("file")

    def news(self):
        return self.said


@pytest.fixture
def house():
    head = Letterhead(municipality="Storuman", centre="Lärcentrum")
    printed = datetime(2026, 11, 23, 7, 30)
    log = ToiletLog(head=head, room="Sal Å", times="mån 23 nov", printed=printed, people=3)
    return House(draw_toilet_log(log))


@pytest.fixture
def dialog(qtbot, house):
    made = PaperSetDialog(house, KINDS, ["door", "toilet"], ORDERS, "number")
    qtbot.addWidget(made)
    made.show()
    return made


def said(dialog):
    return dialog.banner.findChild(QLabel, "banner_text").text()


def test_what_is_ticked_is_drawn_remembered_and_printed(dialog, house):
    assert house.drawn == [(["door", "toilet"], "number")]
    press(dialog.boxes["door"], Qt.Key.Key_Space)
    assert house.drawn[-1] == (["toilet"], "number")
    assert house.kept == [(["toilet"], "number")]
    dialog.print_button.click()
    assert house.queue == [("Salens papper", house.paper)]
    assert house.noted == ["printer"]
    assert "Skickad" in said(dialog)


def test_the_register_is_sorted_and_the_order_is_remembered(dialog, house):
    dialog.order.combo.setFocus()
    press(dialog.order.combo, Qt.Key.Key_Down)
    assert house.drawn[-1] == (["door", "toilet"], "name")
    assert house.kept == [(["door", "toilet"], "name")]


def test_what_was_not_printed_is_not_noted(dialog, house, tmp_path):
    house.takes = lambda: False
    dialog.print_button.click()
    assert house.noted == []
    assert "Inget skickades" in said(dialog)

    def refuse():
        raise PrinterFailed

    house.takes = refuse
    dialog.print_button.click()
    assert house.noted == []
    assert "tog inte emot" in said(dialog)
    dialog.save_as(tmp_path / "finns inte" / "papper.pdf")
    assert house.noted == []
    dialog.save_as(tmp_path / "papper.pdf")
    assert house.noted == ["file"]


def test_what_has_changed_since_is_said_and_chosen(dialog, house):
    assert dialog.changed.isHidden()
    house.said = PrintNews(
        printed="Utskrivet: Dörrskylt", changed=("Toalettlista: <b>Sal B</b>",),
        stale=frozenset({"toilet"}),
    )  # fmt: skip
    dialog.print_button.click()
    assert "<b>Sal B</b>" in dialog.changed.findChild(QLabel, "banner_rest").text()
    assert dialog.printed.text() == "Utskrivet: Dörrskylt"
    kept = list(house.kept)
    dialog.only_changed.click()
    assert dialog.chosen() == ["toilet"]
    assert house.drawn[-1] == (["toilet"], "number")
    assert house.kept == kept
    house.said = PrintNews()
    dialog.print_button.click()
    assert dialog.changed.isHidden()
    assert dialog.printed.isHidden()


def test_with_nothing_ticked_there_is_nothing_to_print(dialog, house):
    for box in dialog.boxes.values():
        box.click()
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert dialog.view.pdf == b""
    dialog.print_out()
    assert house.queue == []
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
