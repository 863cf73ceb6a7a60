"""Windows kept out of a shared screen: tried with a stand-in for what only Windows has."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from ui.kit import capture
from ui.kit.settings import Memory
from ui.settings.look_section import LookSection


@pytest.fixture
def asked(monkeypatch):
    """What Windows was asked for; an old one knows black windows only."""
    made, known = [], {0x11, 0x1}
    monkeypatch.setattr(capture, "_affinity", lambda handle, how: made.append((handle, how))
                        or how in known)  # fmt: skip
    return made, known


def test_each_window_is_hidden_as_it_is_shown(qtbot, asked):
    made, known = asked
    app = QApplication.instance()
    guard = capture.CaptureGuard(app)
    window = QWidget()
    qtbot.addWidget(window)
    QLabel("inuti", window)
    window.show()
    dialog = QDialog(window)
    dialog.open()
    assert made == [(int(window.winId()), 0x11), (int(dialog.winId()), 0x11)]
    dialog.close()
    made.clear()
    known.discard(0x11)
    dialog.open()
    assert [how for _handle, how in made] == [0x11, 0x1], "black where it cannot be left out"
    app.removeEventFilter(guard)
    guard.deleteLater()


def test_here_the_system_cannot(qtbot):
    assert not capture.can_hide()
    assert not capture._affinity(1, 0x11)


@pytest.mark.parametrize("can", [True, False])
def test_it_is_a_choice_where_the_system_can(qtbot, tmp_path, monkeypatch, can):
    monkeypatch.setattr(capture, "can_hide", lambda: can)
    memory = Memory(tmp_path)
    section = LookSection(memory)
    qtbot.addWidget(section)
    assert ("hide" in section.form.values()) is can
    if can:
        section.form.field("hide").focus_widget().click()
        assert memory.get(capture.SETTING) is True
        assert "nästa gång" in section.said.text()
        again = LookSection(Memory(tmp_path))
        qtbot.addWidget(again)
        assert again.form.values()["hide"] is True
