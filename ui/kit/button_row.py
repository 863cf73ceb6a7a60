"""Buttons beside each other; on more lines where there is too little room."""

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.tokens import GRID


class ButtonRow(QWidget):
    """A row of widgets that breaks into lines when it does not fit.

    Args:
        items: what stands in it; None for the room that is left.
        left: whether every line begins at the left, whatever room there is.
        parent: see Qt.
    """

    def __init__(
        self, *items: QWidget | None, left: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left = left
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._items: list[QWidget | None] = []
        self._lines: list[list[QWidget | None]] = []
        for one in items:
            self.add(one)

    def add(self, item: QWidget | None) -> None:
        """Add a widget, or the room that is left, at the end."""
        if item is not None:
            item.setParent(self)
        self._items.append(item)
        self._break()

    def fit(self) -> None:
        """Break anew, after a part was shown or hidden."""
        self._break()

    def whole_width(self) -> int:
        """Give the pixels that all of it needs on one line."""
        shown = [_wanted(one) for one in self._shown() if one is not None]
        return sum(shown) + GRID * max(len(shown) - 1, 0)

    def minimumSizeHint(self) -> QSize:
        """See Qt; as narrow as its widest part."""
        size = super().minimumSizeHint()
        shown = [one.minimumSizeHint().width() for one in self._shown() if one is not None]
        return QSize(max(shown, default=0), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._break()

    def _shown(self) -> list[QWidget | None]:
        return [one for one in self._items if one is None or not one.isHidden()]

    def _break(self) -> None:
        lines = list(_lines(self._shown(), self.width()))
        if lines == self._lines:
            return
        self._lines = lines
        while (old := self._box.takeAt(0)) is not None:
            layout = old.layout()
            while layout is not None and layout.takeAt(0) is not None:
                pass
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for one in line:
                if one is None:
                    row.addStretch(1)
                else:
                    row.addWidget(one)
            if self._left:
                row.addStretch(1)
            self._box.addLayout(row)


def _lines(items: list[QWidget | None], width: int) -> Iterator[list[QWidget | None]]:
    """Part items into lines that fit; a part that is wider than all gets a line of its own."""
    line: list[QWidget | None] = []
    used = 0
    for one in items:
        wanted = 0 if one is None else _wanted(one) + GRID
        if used and used + wanted - GRID > width:
            yield line
            line, used = [None] if None in line else [], 0
        line.append(one)
        used += wanted
    yield line


def _wanted(one: QWidget) -> int:
    """Give the pixels that a part wants, no more than it may have."""
    return min(one.sizeHint().width(), one.maximumWidth())
