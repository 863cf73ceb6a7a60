"""F1 in any window: the guide opens at what is being done there."""

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


def open_guide(root: QWidget, before: QWidget | None = None) -> QWidget:
    """Open the guide at what is done in a window, in front of it and usable beside it.

    Args:
        root: the window, modal or not, or the screen in it.
        before: the guide that was opened from it earlier, which goes.
    """
    from ui.kit.guide import GuideWindow

    if before is not None:
        before.close()
    guide = GuideWindow([], parent=root.window())
    guide.open_at(topic_of(root))
    return guide
