"""Statistik by clicks: the period, the table with its coverage, the bars, the file, the paper."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from python_calamine import CalamineWorkbook

from lärcentrum.clock import FixedClock
from lärcentrum.sync.package_format import Aggregate, Payload
from tests.helpers import packages as make
from tests.helpers import region as helper
from tests.helpers.pages import Answers, on_screen, press
from ui.kit.paper_dialog import PaperDialog
from ui.region.region_page import RegionPage
from ui.region.statistics_dialog import StatisticsDialog


@pytest.fixture
def office(region_store, tmp_path):
    helper.make_region(region_store)
    now, region_store.clock = region_store.clock, FixedClock(datetime(2025, 8, 3, tzinfo=UTC))
    helper.enrol(region_store, "2463", make.SECRET, name="Åsele")
    region_store.clock = now
    sender = helper.Sender(region_store)
    for period, n in (("2025-10", 12), ("2026-09", 9), ("2026-10", 11)):
        body = Payload(aggregates=(Aggregate(measure="bookings", n=n),
                                   Aggregate(measure="refusals", n=2)))  # fmt: skip
        helper.receive(region_store, tmp_path, sender.send(period, body))
    return region_store


@pytest.fixture
def answers(tmp_path):
    return Answers(folder=tmp_path, saved=tmp_path / "statistik.xlsx")


@pytest.fixture
def dialog(qtbot, office, answers):
    with on_screen(qtbot, RegionPage, office, answers) as page:
        press(qtbot, page, "open_statistics")
        shown = page.findChild(StatisticsDialog)
        qtbot.waitUntil(lambda: shown.model.rowCount() > 0)
        yield shown
        shown.close()


def rows(dialog):
    model = dialog.model
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_period_stands_beside_the_year_before(dialog):
    assert ("Tentamensbokningar", "20", "12", "+8", "1") in rows(dialog)
    assert ("Nekade bokningar", "färre än 5", "färre än 5", "–", "1") in rows(dialog)
    missing = "0 av 1; saknas Åsele."
    assert dialog.coverage.text() == f"Perioden: {missing} Året före: {missing}"


def test_another_period_by_keyboard_is_read_at_once(qtbot, dialog):
    dialog.first.combo.setFocus()
    qtbot.keyClick(dialog.first.combo, Qt.Key.Key_Home)
    qtbot.waitUntil(
        lambda: ("Tentamensbokningar", "11", "12", "\N{MINUS SIGN}1", "1") in rows(dialog)
    )
    assert dialog.coverage.text().startswith("Perioden: 1 av 1. Året före:")
    assert not dialog.bars.isVisible(), "one month alone is no course of time"


def test_the_chosen_measure_is_drawn_by_month_and_said(dialog):
    assert dialog.bars.isVisible()
    assert dialog.bars.accessibleName() == "Tentamensbokningar per månad"
    assert dialog.bars.accessibleDescription().endswith("sep 26 9, okt 26 11")
    assert not dialog.bars.grab().isNull()


def test_a_period_that_ends_before_it_begins_is_said(qtbot, dialog):
    qtbot.keyClick(dialog.last.combo, Qt.Key.Key_End)
    qtbot.waitUntil(dialog.banner.isVisible)
    said = " ".join(part.text() for part in dialog.banner.findChildren(QLabel))
    assert "före den första månaden" in said


def test_it_is_saved_with_its_coverage_and_shown_as_paper(qtbot, dialog, answers):
    press(qtbot, dialog, "save_statistics")
    table = CalamineWorkbook.from_path(answers.saved).get_sheet_by_index(0).to_python()
    head, first = table[0], next(row for row in table if row[0] == "Tentamensbokningar")
    found = dict(zip(head, first, strict=True))
    assert (found["antal"], found["året före"], found["ändring"]) == (20, 12, 8)
    assert found["täckning"] == "0 av 1; saknas Åsele"
    press(qtbot, dialog, "statistics_paper")
    paper = dialog.findChild(PaperDialog)
    assert paper.isVisible()
    paper.close()
