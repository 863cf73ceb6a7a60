"""Press keys as a person does, where the focus is: shortcuts, Tab and Enter work too."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.keys import type_text

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press and let go of one key."""
    QTest.keyPress(widget, key, modifier)
    QTest.keyRelease(widget, key, modifier)


def focused(window: QWidget) -> QWidget:
    """The part of a window that the keys go to."""
    found = window.focusWidget()
    assert found is not None
    return found


def write(window: QWidget, text: str, then: Qt.Key | None = None) -> None:
    """Type where the focus is, then press a key (Tab goes on)."""
    type_text(focused(window), text)
    if then is not None:
        press(QApplication.activePopupWidget() or focused(window), then)
