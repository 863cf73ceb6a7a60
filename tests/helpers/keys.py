"""Type as a person does: one key event a sign (qtbot.keyClicks aborts at å, ä and ö)."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Send a text to a widget, sign by sign."""
    none = Qt.KeyboardModifier.NoModifier
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, none, sign))
