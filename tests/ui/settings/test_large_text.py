"""The settings at twice the text in a small window: parts scroll, nothing lies over another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel

from lärcentrum.drafts import Drafts
from ui.kit import theme
from ui.kit.bus import Bus
from ui.kit.jobs import JobRunner
from ui.settings.settings_page import SettingsPage


@pytest.fixture
def page(qtbot, store):
    theme.theme().use("light", 200)
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs, drafts=Drafts(store), bring_in=print)
    page.kept = (bus, jobs)
    qtbot.addWidget(page)
    # As in the smallest window, whatever the page itself would like.
    page.setFixedSize(890, 430)
    page.show()
    yield page
    jobs.stop()
    bus.close()
    theme.theme().use("light", 100)


def scrolls(part, section):
    """Whether a part lies in a scrolled area of the section's own, where places say nothing."""
    around = part.parentWidget()
    while around is not section:
        if isinstance(around, QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False


def test_no_part_has_anything_over_anything_else(page):
    for name, section in page.sections.items():
        page.show_record(name)
        QApplication.processEvents()
        parts = [*section.findChildren(QAbstractButton), *section.findChildren(QLabel)]
        shown = [
            one for one in parts if one.isVisible() and one.text() and not scrolls(one, section)
        ]
        places = {one: QRect(one.mapTo(section, QPoint()), one.size()) for one in shown}
        over = [
            (name, one.text(), other.text())
            for one, other in combinations(shown, 2)
            if places[one].adjusted(1, 1, -1, -1).intersects(places[other])
            and not (one.isAncestorOf(other) or other.isAncestorOf(one))
        ]
        assert over == []


@pytest.mark.parametrize("wide", [720, 800, 1024])
def test_the_list_of_parts_is_not_cut_off_by_its_scroll_bar(qtbot, store, wide):
    theme.theme().use("light", 100)
    bus, jobs = Bus(store), JobRunner()
    page = SettingsPage(store, bus, jobs)
    qtbot.addWidget(page)
    page.resize(wide, 400)
    page.show()
    bar = page._choices.verticalScrollBar()
    assert bar.isVisible()
    assert page._choices.widget().width() == page._choices.viewport().width()
