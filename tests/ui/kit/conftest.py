"""What the tests of forms and of dialogs share: a booking form over a desk, and its shelf."""

import pytest

from tests.helpers.forms import Desk, Shelf, build


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def form(qtbot, desk, shelf):
    made = build(desk, shelf)
    qtbot.addWidget(made)
    made.show()
    return made
