"""Saved selections are found by Ctrl+K from every page, also from one that was not opened yet."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from lärcentrum.drafts import Drafts
from lärcentrum.rights import Right
from lärcentrum.selections import Selection, Selections
from tests.helpers.fees import use_fees
from tests.helpers.keys import type_text
from tests.ui.test_pages import desk as desk
from tests.ui.test_pages import frame_of
from ui.kit.search import SearchPalette
from ui.kit.selections import SelectionButton
from ui.saved import LISTS


def ask(frame, qtbot, text):
    """Press Ctrl+K, type, and give the search and the titles of what it finds."""
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = next(one for one in frame.findChildren(SearchPalette) if one.isVisible())
    type_text(palette.findChild(QLineEdit, "search_text"), text)
    return palette, [hit.title for hit in palette.model.hits]


def titles(frame, qtbot, text):
    palette, found = ask(frame, qtbot, text)
    palette.reject()
    return found


@pytest.mark.parametrize(("listing", "page"), [one[:2] for one in LISTS])
def test_each_list_is_found_from_the_settings_and_used(desk, qtbot, store, listing, page):
    use_fees(store)
    terms = {"text": "Ös", "which": "overdue"}
    Selections(Drafts(store), listing).save(Selection("Åsas & mina", terms, {}))
    frame = frame_of(desk, qtbot)
    frame.open("settings")
    palette, found = ask(frame, qtbot, "åsas")
    assert found == ["Urval: Åsas & mina"]
    QTest.keyClick(palette.findChild(QLineEdit, "search_text"), Qt.Key.Key_Return)
    assert frame.current == page
    shown = frame.open(page)
    used = next(one for one in shown.findChildren(SelectionButton) if one.isVisible())
    assert ("Ös" if page != "fees" else "overdue") in used.current().terms.values()
    assert titles(frame, qtbot, "urval åsas") == ["Urval: Åsas & mina"], "once on its own page"


def test_nothing_is_found_without_the_right_or_the_setting(desk, qtbot, store):
    Selections(Drafts(store), "fees").save(Selection("Sena", {}, {}))
    frame = frame_of(desk, qtbot)
    frame.open("settings")
    assert titles(frame, qtbot, "sena") == []
    Selections(Drafts(store), "students").save(Selection("Mina egna", {}, {}))
    assert titles(frame, qtbot, "mina egna") == ["Urval: Mina egna"]
    store.session = replace(store.session, rights=frozenset({Right.TODAY}))
    frame = frame_of(desk, qtbot)
    frame.open("settings")
    assert titles(frame, qtbot, "mina egna") == []
