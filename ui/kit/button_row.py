"""Buttons beside each other; below each other where there is too little room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.tokens import GRID


class ButtonRow(QWidget):
    """A row of widgets that turns into a column when it does not fit.

    Args:
        items: what stands in it; None for the room that is left.
        parent: see Qt.
    """

    def __init__(self, *items: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._items = [one for one in items if one is not None]
        for one in items:
            if one is None:
                self._box.addStretch(1)
            else:
                self._box.addWidget(one)

    def minimumSizeHint(self) -> QSize:
        """See Qt; as narrow as its widest part."""
        size = super().minimumSizeHint()
        shown = [one.minimumSizeHint().width() for one in self._items if not one.isHidden()]
        return QSize(max(shown, default=0), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        shown = [one for one in self._items if not one.isHidden()]
        wanted = sum(one.sizeHint().width() for one in shown) + GRID * max(0, len(shown) - 1)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wanted <= self.width() else way.TopToBottom)
