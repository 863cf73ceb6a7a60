"""At twice the text on a small screen no word of the switch and of the days is cut."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from tests.helpers.exams import make_room
from ui.exams.exams_page import ExamsPage
from ui.kit.bus import Bus
from ui.kit.theme import theme


@pytest.fixture
def page(qtbot, store):
    make_room(store)
    theme().use("light", 200)
    bus = Bus(store)
    made = ExamsPage(store, bus)
    qtbot.addWidget(made)
    made.resize(904, 540)  # what the rail leaves of 1024
    made.show()
    qtbot.waitUntil(made.isVisible)
    yield made
    bus.close()
    theme().use("light", 100)


@pytest.mark.parametrize("key", ["list", "rooms", "flow"])
def test_no_word_is_cut(qtbot, page, key):
    page.views.choose(key)
    bar = page.views.rooms.bar
    parts = list(page.views.switch.buttons.values())
    if key == "rooms":
        ends = (bar.before, bar.paper)
        parts += [bar.now, *bar.span_switch.buttons.values()]
        qtbot.waitUntil(lambda: len({one.mapTo(bar, QPoint()).y() for one in ends}) == 1)
        field = bar.field.edit
        assert field.fontMetrics().horizontalAdvance(field.text()) < field.width()
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in parts))
    assert all(isinstance(one, QPushButton) for one in parts)
    assert all(one.mapTo(page, one.rect().topRight()).x() < page.width() for one in parts)


def test_only_the_bar_of_the_view_is_shown(page):
    views = page.views
    for key, shown in (("rooms", views.rooms.bar), ("flow", views.flow.bar)):
        views.choose(key)
        others = [one for one in (page.list.bar, views.rooms.bar, views.flow.bar) if one != shown]
        assert shown.isVisible()
        assert not any(one.isVisible() for one in others)
