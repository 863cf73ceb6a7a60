"""A column that scrolls downwards where there is too little room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.widgets import area

_APART = 2
"""Pixels that Qt keeps between what is shown and the bar; they are in nobody's hint."""
_LEAST = 120
"""Pixels of height that are kept at least, at ordinary text size."""


class Tall(QScrollArea):
    """Shows a column whole where it fits, as wide as it is; else it scrolls, never sideways.

    Args:
        inside: the column.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._inside = inside
        self.setWidget(area(inside, "window"))

    def sizeHint(self) -> QSize:
        """See Qt; the whole column."""
        return self._inside.sizeHint() + QSize(self._bar(), 0)

    def minimumSizeHint(self) -> QSize:
        """See Qt; a few lines of it."""
        wide = self._inside.minimumSizeHint().width() + self._bar()
        return QSize(wide, theme.pixels(_LEAST))

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width() + _APART
