"""F1 in any window: the guide opens at what is being done there."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_TOPIC = "guide_topic"


def about(widget: QWidget, topic: str) -> None:
    """Say where in the guide a part of a window is explained.

    Args:
        widget: the part.
        topic: the page's name, and a heading's after `#`; see `guide_pages.anchor`.
    """
    widget.setProperty(_TOPIC, topic)


def topic_of(root: QWidget) -> str:
    """Give where the guide explains what is done in a window or page; "" when nothing says so.

    The part that has the keyboard says it best, then a part that is shown, then the whole, then
    what it was opened from.
    """
    at = QApplication.focusWidget()
    while at is not None and at is not root and root.isAncestorOf(at):
        if at.property(_TOPIC):
            return str(at.property(_TOPIC))
        at = at.parentWidget()
    for part in root.findChildren(QWidget):
        if part.property(_TOPIC) and part.isVisible() and part.window() is root.window():
            return str(part.property(_TOPIC))
    whole: QWidget | None = root
    while whole is not None and not whole.property(_TOPIC):
        whole = whole.parentWidget()
    return str(whole.property(_TOPIC)) if whole is not None else ""


class HelpKey(QShortcut):
    """F1 in a window that has no page of its own: a dialog, a screen before the register.

    Args:
        window: the dialog or the screen.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(QKeySequence("F1"), window)
        self.setObjectName("help_key")
        self._root = window
        self._guide: QWidget | None = None
        self.activated.connect(self.open)

    def open(self) -> None:
        """Open the guide, in front of the window and usable beside it though it is modal."""
        from ui.kit.guide import GuideWindow

        if self._guide is not None:
            self._guide.close()
        guide = GuideWindow([], parent=self._root.window())
        self._guide = guide
        guide.open_at(topic_of(self._root))
