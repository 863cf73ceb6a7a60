"""Fields that scroll downwards, with a card beside them: below them where both do not fit."""

from PySide6.QtCore import QEvent, QMargins, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.form import Form
from ui.kit.tokens import Text
from ui.kit.widgets import area, column, label, least_width, row

_AT_SIDES, _ABOVE, _BELOW = 24, 20, 16
_FIELDS, _BESIDE = 3, 2
"""How the width is shared between the fields and the card."""
_CARD = 220
"""Pixels of height that a card below the fields keeps, at ordinary text size."""


def unfolded_width(form: Form) -> int:
    """Give the pixels that a form's widest line needs with its fields side by side."""
    return max((least_width(line) for line in form.lines.values()), default=0)


def fold(form: Form, width: int) -> None:
    """Let fields stand below each other in each line that is wider than there is room for."""
    for line in set(form.lines.values()):
        fits = least_width(line) <= width
        line.setDirection(line.Direction.LeftToRight if fits else line.Direction.TopToBottom)


class FormScroll(QScrollArea):
    """A column with a form that scrolls downwards only.

    Fields that stand side by side go below each other where they do not fit, so that nothing ever
    lies outside the right edge.

    Args:
        form: the form.
        inside: the column it stands in.
    """

    def __init__(self, form: Form, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._form, self._inside = form, inside
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A field that is shown later may need more room than there is.
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fold()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Let the fields stand as there is room for."""
        fold(self._form, self.viewport().width() - self.around())

    def around(self) -> int:
        """Give the pixels to the left and the right of the fields."""
        layout = self._inside.layout()
        margins = layout.contentsMargins() if layout else QMargins()
        return margins.left() + margins.right()


class Folding(QWidget):
    """A form under its title, and what stands beside it: below it where both do not fit.

    Args:
        title: what stands above the fields.
        form: the fields.
        side: what stands to the right of them (a rule card), if anything.
    """

    def __init__(self, title: str, form: Form, side: QWidget | None = None) -> None:
        super().__init__()
        self._form, self.side = form, side
        inside = area(QWidget(), "surface")
        self._fields: QVBoxLayout = column(
            label(title, size=Text.TITLE, wrap=True), form, None, parent=inside, gap=2
        )
        self._fields.setContentsMargins(_AT_SIDES, _ABOVE, _AT_SIDES, _BELOW)
        self._scroll = FormScroll(form, inside)
        self._row = row(self._scroll, gap=0)
        self._row.setStretch(0, _FIELDS)
        column(self._row, parent=self, gap=0)
        self._below = False
        if side is not None:
            self._put_beside(area(side, "window"))

    def event(self, event: QEvent) -> bool:
        """See Qt; what asks for another layout may also need another place for the card."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().event(event)

    def _place(self) -> None:
        if self.side is None:
            return
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        least = max(unfolded_width(self._form), self._form.minimumSizeHint().width())
        fields = self.width() * _FIELDS // (_FIELDS + _BESIDE)
        beside = self.width() - fields
        fits = (
            least + self._scroll.around() + bar <= fields
            and self.side.minimumSizeHint().width() <= beside
        )
        if fits is self._below:
            self._move(self.side)

    def _move(self, side: QWidget) -> None:
        if self._below:
            self._fields.removeWidget(side)
            side.setMinimumHeight(0)
            self._put_beside(side)
        else:
            self._row.removeWidget(side)
            side.setMinimumHeight(theme.pixels(_CARD))
            self._fields.insertWidget(self._fields.count() - 1, side)
        self._below = not self._below

    def _put_beside(self, side: QWidget) -> None:
        self._row.addWidget(side)
        self._row.setStretch(1, _BESIDE)
