"""A picture of a room's seats, by mouse and by keyboard: for plan editor and seating plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.tokens import PIXELS, RADIUS, Text, Tone
from ui.kit.widgets import announce

Place = tuple[int, int]
"""Row from the front and seat from the left, both from 1."""
_STEPS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}  # fmt: skip
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GAP = 6
_FRONT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCell:
    """What stands in one place.

    Args:
        title: the first line, such as the seat's label.
        text: the second line, such as a name; "" for none.
        spoken: what the screen reader says of it.
        off: whether there is no seat to use.
        tone: its tint.
        movable: whether it can be picked up.
    """

    title: str
    text: str = ""
    spoken: str = ""
    off: bool = False
    tone: Tone = Tone.NEUTRAL
    movable: bool = False


class SeatPicture(QWidget):
    """The places of a room as a picture, with the front at the top.

    Args:
        name: object name.
        title: what the screen reader calls it.
        wide: pixels of a place across, at ordinary text.
        tall: pixels of a place down.
    """

    def __init__(self, name: str, title: str, *, wide: int = 48, tall: int = 40) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.rows = self.cols = 1
        self.at: Place = (1, 1)
        self.held: Place | None = None
        self._cells: Mapping[Place, SeatCell] = {}
        self._wide, self._tall = wide, tall
        self._drag: QPoint | None = None
        theme.theme().changed.connect(self._resized)

    def show_cells(self, rows: int, cols: int, cells: Mapping[Place, SeatCell]) -> None:
        """Show places; those that nothing is said of are left empty."""
        self.rows, self.cols, self._cells = rows, cols, cells
        self.at = (min(self.at[0], rows), min(self.at[1], cols))
        self.held = None
        self.setAccessibleDescription(self.spoken(self.at))
        self._resized()

    def cell(self, place: Place) -> SeatCell | None:
        """Give what stands in a place."""
        return self._cells.get(place)

    def middle(self, place: Place) -> QPoint:
        """Give the middle of a place, in pixels."""
        return self._rect(place).center()

    def spoken(self, place: Place) -> str:
        """Say what stands in a place."""
        cell = self._cells.get(place)
        what = cell.spoken if cell else _("tomt")
        return _("Rad {row}, plats {col}: {what}").format(row=place[0], col=place[1], what=what)

    def sizeHint(self) -> QSize:
        """See Qt."""
        across, down = self._step()
        gap = theme.pixels(_GAP)
        return QSize(self.cols * across + gap, self.rows * down + theme.pixels(_FRONT) + gap)

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return self.sizeHint()

    def _resized(self) -> None:
        self.updateGeometry()
        self.setMinimumSize(self.sizeHint())
        self.update()

    def _step(self) -> Place:
        gap = theme.pixels(_GAP)
        return theme.pixels(self._wide) + gap, theme.pixels(self._tall) + gap

    def _rect(self, place: Place) -> QRect:
        (across, down), gap = self._step(), theme.pixels(_GAP)
        left, top = (place[1] - 1) * across + gap, (place[0] - 1) * down
        return QRect(left, top + theme.pixels(_FRONT) + gap, across - gap, down - gap)

    def _place(self, point: QPoint) -> Place | None:
        across, down = self._step()
        col = (point.x() - theme.pixels(_GAP)) // across + 1
        row = (point.y() - theme.pixels(_FRONT + _GAP)) // down + 1
        return (row, col) if 1 <= row <= self.rows and 1 <= col <= self.cols else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter, look = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(theme.pixels(PIXELS[Text.SMALL]))
        painter.setFont(font)
        width = self.cols * self._step()[0] - theme.pixels(_GAP)
        front = QRect(theme.pixels(_GAP), 0, width, theme.pixels(_FRONT) - 4)
        painter.setPen(QColor(look.soft))
        painter.drawText(front, Qt.AlignmentFlag.AlignCenter, _("Fram"))
        painter.drawLine(front.bottomLeft(), front.bottomRight())
        for row in range(1, self.rows + 1):
            for col in range(1, self.cols + 1):
                if self._rect((row, col)).intersects(event.rect()):
                    self._draw(painter, (row, col))
        if self.held is not None and self._drag is not None:
            self._draw_held(painter, self._drag)
        painter.end()

    def _draw(self, painter: QPainter, place: Place) -> None:
        look, cell, box = theme.tokens(), self._cells.get(place), self._rect(place)
        off = cell is None or cell.off
        edge = QColor(look.edge if off else look.outline)
        pen = QPen(edge, 1, Qt.PenStyle.DashLine if off else Qt.PenStyle.SolidLine)
        lifted = place == self.held
        if place == self.at and self.hasFocus():
            pen = QPen(QColor(look.accent), 3)
        painter.setPen(pen)
        tint = look.window if off or lifted else str(getattr(look, f"{_tone(cell)}_tint"))
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if cell is not None:
            self._write(painter, cell, box)

    def _write(self, painter: QPainter, cell: SeatCell, box: QRect) -> None:
        look = theme.tokens()
        painter.setPen(QColor(look.soft if cell.off else look.text))
        inner = box.adjusted(6, 2, -6, -2)
        metrics, side = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        if not cell.text:
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, cell.title)
            return
        upper, lower = QRect(inner), QRect(inner)
        upper.setHeight(inner.height() // 2)
        lower.setTop(inner.center().y())
        text = metrics.elidedText(cell.text, side, inner.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(QColor(look.soft))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, cell.title)

    def _draw_held(self, painter: QPainter, point: QPoint) -> None:
        cell = self._cells.get(self.held) if self.held else None
        if cell is None or self.held is None:
            return
        box = self._rect(self.held)
        box.moveCenter(point)
        painter.setPen(QPen(QColor(theme.tokens().accent), 2))
        painter.setBrush(QColor(theme.tokens().accent_tint))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._write(painter, cell, box)


class SeatGrid(SeatPicture):
    """The picture, by mouse and by keyboard.

    Arrows go from place to place; Space or a click presses one. Where things can be moved, Space
    picks one up and puts it down, Esc lets go, and the mouse drags. See `SeatPicture`.

    Signals:
        pressed: a place was pressed; its row and column.
        moved: something was moved; from and to, as places.
    """

    pressed = Signal(int, int)
    moved = Signal(object, object)

    def __init__(self, name: str, title: str, *, wide: int = 48, tall: int = 40) -> None:
        super().__init__(name, title, wide=wide, tall=tall)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def go_to(self, place: Place) -> None:
        """Put the keyboard on a place."""
        self.at = place
        self.setAccessibleDescription(self.spoken(place))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if not plain or (step is None and event.key() not in (*_PRESSES, Qt.Key.Key_Escape)):
            super().keyPressEvent(event)
        elif step is not None:
            row = min(max(1, self.at[0] + step[0]), self.rows)
            self.go_to((row, min(max(1, self.at[1] + step[1]), self.cols)))
            announce(self, self.accessibleDescription())
        elif event.key() in _PRESSES:
            self._press()
        elif self.held is not None:
            self._hold(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Qt; a click presses, unless something is dragged from there."""
        place = self._place(event.position().toPoint())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(place)
        if self._movable(place):
            self._hold(place)
            self._drag = event.position().toPoint()
        else:
            self.pressed.emit(*place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See Qt; what is dragged follows the pointer."""
        point = event.position().toPoint()
        if self._drag is not None and self.held is not None:
            self._drag = point
            over = self._place(point)
            if over is not None:
                self.at = over
            self.update()
        place = self._place(point)
        cell = self._cells.get(place) if place else None
        self.setToolTip(cell.spoken if cell else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Qt; what was dragged is put down, or stays where it was."""
        place, held = self._place(event.position().toPoint()), self.held
        self._drag = None
        if held is None:
            super().mouseReleaseEvent(event)
            return
        self._hold(None)
        if place == held:
            self.pressed.emit(*held)
        elif place is not None:
            self.go_to(place)
            self.moved.emit(held, place)

    def _press(self) -> None:
        held = self.held
        if held is not None:
            self._hold(None)
            if held != self.at:
                self.moved.emit(held, self.at)
        elif self._movable(self.at):
            self._hold(self.at)
        else:
            self.pressed.emit(*self.at)

    def _hold(self, place: Place | None) -> None:
        if place is not None:
            announce(self, _("Flyttar {what}").format(what=self.spoken(place)))
        self.held = place
        self.update()

    def _movable(self, place: Place) -> bool:
        cell = self._cells.get(place)
        return cell is not None and cell.movable


def _tone(cell: SeatCell | None) -> str:
    return (cell.tone if cell else Tone.NEUTRAL).value
