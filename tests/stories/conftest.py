"""What every story needs: the offices' computers, and a place to tell what a job took."""

import pytest

from tests.plugins.effort import EFFORT
from tests.stories.desk import Office


@pytest.fixture
def centre(tmp_path, qtbot, monkeypatch):
    return Office(tmp_path / "lärcentrum åäö", qtbot, monkeypatch)


@pytest.fixture
def region(tmp_path, qtbot, monkeypatch):
    return Office(tmp_path / "regionen åäö", qtbot, monkeypatch)


@pytest.fixture
def tell(record_property):
    """Tell at the end of the run what a job took."""

    def say(what, effort):
        record_property(EFFORT, f"{what}: {effort.keys} tangenter, {effort.commands} kommandon")

    return say
