"""What the mouse does on a timeline: choose, carry, stretch, draw something new, drop."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from lärcentrum.language import _
from ui.kit.timeline_hand import Grip
from ui.kit.timeline_items import Block
from ui.kit.timeline_keys import finish

if TYPE_CHECKING:
    from ui.kit.timeline import Timeline

_EDGE = 6
"""Pixels from a block's end within which its edge is taken."""


class TimelineMouse:
    """Turns the mouse's events into what the timeline does.

    Args:
        board: the timeline.
    """

    def __init__(self, board: "Timeline") -> None:
        self._board = board
        self._pressed: QPointF | None = None

    def block_at(self, at: QPoint | QPointF) -> Block | None:
        """Give the block under a point of what is seen."""
        board = self._board
        if not board.picture.layout.lanes:
            return None
        place, _wall = board.place_at(at)
        point = QPointF(at)
        blocks = board.picture.layout.in_lane(place)
        return next((one for one in blocks if board.box(one.key).contains(point)), None)

    def handle(self, event: QMouseEvent) -> None:
        """Do what an event asks for."""
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if not self._board.picture.layout.lanes:
            return
        if kind == QEvent.Type.MouseButtonPress and event.button() == left:
            self._press(event.position())
        elif kind == QEvent.Type.MouseMove and event.buttons() & left:
            self._drag(event.position())
        elif kind == QEvent.Type.MouseMove:
            self._hover(event.position())
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == left:
            self._release()
        elif kind == QEvent.Type.MouseButtonDblClick and event.button() == left:
            found = self.block_at(event.position())
            if found is not None:
                self._board.opened.emit(found.key)

    def _press(self, at: QPointF) -> None:
        board = self._board
        self._pressed = at
        found = self.block_at(at)
        if found is not None:
            board.choose(found.key)
        else:
            place, wall = board.place_at(at)
            board.point_at(place, wall.replace(minute=0))

    def _drag(self, at: QPointF) -> None:
        board = self._board
        if self._pressed is None:
            return
        if board.hand.held is None:
            far = (at - self._pressed).manhattanLength()
            if far < QApplication.startDragDistance() or not self._take(self._pressed):
                return
        self._scroll_towards(at)
        place, wall = board.place_at(at)
        board.hand.carry(board.picture.layout.lanes[place].key, wall, board.picture.axis)

    def _take(self, at: QPointF) -> bool:
        """Take what the drag began on; tell whether there was something to take."""
        board = self._board
        place, wall = board.place_at(at)
        found = self.block_at(at)
        if found is None:
            if board.can_ask:
                board.hand.begin(board.picture.layout.lanes[place].key, wall, _("Nytt"))
        elif found.stretchable and self._edge(found, at) is not None:
            board.hand.take(found, self._edge(found, at) or Grip.END, wall)
        elif found.movable:
            board.hand.take(found, Grip.WHOLE, wall)
        return board.hand.held is not None

    def _release(self) -> None:
        board = self._board
        self._pressed = None
        if board.hand.held is None:
            return
        dropped = board.hand.drop()
        board.hand.release()
        if dropped is not None:
            finish(board, dropped)

    def _hover(self, at: QPointF) -> None:
        found = self.block_at(at)
        shape = Qt.CursorShape.ArrowCursor
        if found is not None and found.stretchable and self._edge(found, at) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif found is not None and found.movable:
            shape = Qt.CursorShape.OpenHandCursor
        elif found is None and self._board.can_ask:
            shape = Qt.CursorShape.CrossCursor
        self._board.viewport().setCursor(shape)

    def _edge(self, block: Block, at: QPointF) -> Grip | None:
        box = self._board.box(block.key)
        if at.x() - box.left() < _EDGE:
            return Grip.START
        return Grip.END if box.right() - at.x() < _EDGE else None

    def _scroll_towards(self, at: QPointF) -> None:
        board, port = self._board, self._board.viewport().rect()
        for bar, place, room in (
            (board.horizontalScrollBar(), at.x(), port.width()),
            (board.verticalScrollBar(), at.y(), port.height()),
        ):
            if place < 0:
                bar.setValue(bar.value() + int(place))
            elif place > room:
                bar.setValue(bar.value() + int(place - room))
