"""Flöde: five columns by where the bookings stand, by mouse and by keys."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lärcentrum import history
from lärcentrum.exams.booking_changes import CancelledBy, cancel_booking, give_place
from tests.helpers.exams import NINE, make_booking
from tests.helpers.press import press
from ui.exams.exams_page import ExamsPage
from ui.kit.bus import Bus
from ui.kit.card_columns import Card, CardModel

KEY = Qt.Key


@pytest.fixture
def page(qtbot, store):
    bus = Bus(store)
    page = ExamsPage(store, bus)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.views.choose("flow")
    yield page
    bus.close()


def cards(page):
    """The titles of each column that has any."""
    lists = page.views.flow.columns.lists
    return {key: [one.title for one in made.cards.cards] for key, made in lists.items()
            if made.cards.cards}  # fmt: skip


def test_the_columns_follow_the_register(page, store):
    assert cards(page) == {}
    asked = make_booking(store, 1, give_place=False)
    make_booking(store, 2)
    make_booking(store, 3, starts=NINE - timedelta(hours=1), reason="x")
    shown = cards(page)
    assert {key: len(found) for key, found in shown.items()} == {"request": 1, "booked": 2}
    first = page.views.flow.columns.lists["request"].cards.cards[0]
    assert first.note == "Saknas: plats, tentan"
    assert "frågan kom" in first.calm
    assert page.count == "3 bokningar · 3 saknar något"
    booked = page.views.flow.columns.lists["booked"].cards.cards
    assert "08:00" in booked[0].detail
    assert "09:00" in booked[1].detail
    give_place(store, booking=asked)
    assert len(cards(page)["booked"]) == 3
    history.undo_last(store)
    cancel_booking(store, booking=asked, by=CancelledBy.STUDENT)
    assert "request" not in cards(page)


def test_the_keys_go_down_and_aside_and_open_the_same_panel(page, store):
    asked = make_booking(store, 1, give_place=False)
    booked = make_booking(store, 2)
    columns = page.views.flow.columns
    assert page.place() is columns.lists["request"]
    columns.place().setFocus()
    press(columns.lists["request"], KEY.Key_Down)
    assert page.details.booking.uid == asked
    press(columns.lists["request"], KEY.Key_Right)
    assert page.details.booking.uid == booked
    assert columns.lists["request"].key() == ""
    press(columns.lists["booked"], KEY.Key_Right)
    assert page.details.booking.uid == booked
    press(columns.lists["booked"], KEY.Key_Left)
    assert page.details.booking.uid == asked
    press(columns.lists["request"], KEY.Key_Return)
    assert page.details.isVisible()
    page.details.show_booking(None)
    press(columns.lists["request"], KEY.Key_Enter)
    assert page.details.booking.uid == asked


def test_a_click_chooses_in_one_column_only(page, store):
    make_booking(store, 1, give_place=False)
    booked = make_booking(store, 2)
    columns = page.views.flow.columns
    columns.lists["request"].choose(columns.lists["request"].cards.cards[0].key)
    made = columns.lists["booked"]
    QTest.mouseClick(
        made.viewport(), Qt.MouseButton.LeftButton,
        pos=made.visualRect(made.cards.index(0)).center(),
    )  # fmt: skip
    assert page.details.booking.uid == booked
    assert columns.lists["request"].key() == ""
    make_booking(store, 3)
    assert made.key() == booked


def test_the_model_is_sound(qtmodeltester):
    model = CardModel()
    model.show_cards([Card(key="a", title="Åsa", detail="Kemi", note="Saknas: plats")])
    qtmodeltester.check(model)
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Åsa, Kemi, Saknas: plats"
