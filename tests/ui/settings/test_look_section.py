"""How the window looks: chosen in the window, kept for this user of the computer."""

import pytest
from PySide6.QtWidgets import QApplication

from lärcentrum.language import current, use, use_environment
from ui.kit import theme
from ui.kit.settings import Memory
from ui.settings.look_section import LookSection


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path)


@pytest.fixture
def section(qtbot, memory):
    made = LookSection(memory)
    qtbot.addWidget(made)
    made.show()
    yield made
    theme.theme().use("system", 100)


def test_colours_and_size_change_at_once_and_are_kept(section, tmp_path):
    section.form.field("scheme").put("dark")
    section.form.field("text_percent").put("150")
    assert (theme.theme().scheme, theme.theme().percent) == ("dark", 150)
    assert QApplication.font().pixelSize() > 20
    kept = Memory(tmp_path)
    assert (kept.get("scheme"), kept.get("text_percent")) == ("dark", 150)
    again = LookSection(kept)
    assert again.form.values() == {"scheme": "dark", "text_percent": "150", "language": "sv"}


def test_another_language_is_spoken_from_the_next_start(section, tmp_path, monkeypatch):
    section.form.field("language").put("en")
    assert "nästa gång" in section.said.text()
    assert current() == "sv"
    monkeypatch.delenv("LARCENTRUM_LANGUAGE", raising=False)
    try:
        use_environment(Memory(tmp_path).get("language"))
        assert current() == "en"
        monkeypatch.setenv("LARCENTRUM_LANGUAGE", "sv")
        use_environment("en")
        assert current() == "sv"
    finally:
        use("sv")


def test_a_size_that_is_not_offered_is_shown_as_the_nearest(qtbot, memory):
    memory.put("text_percent", 130)
    made = LookSection(memory)
    qtbot.addWidget(made)
    assert made.form.values()["text_percent"] == "125"
