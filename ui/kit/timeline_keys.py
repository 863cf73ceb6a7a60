"""What the keys do on a timeline: the same as the mouse, every bit of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lärcentrum.language import _
from ui.kit.timeline_hand import Grip, Held
from ui.kit.timeline_items import SNAP, midnight
from ui.kit.timeline_steps import across, along

if TYPE_CHECKING:
    from ui.kit.timeline import Timeline

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MORNING = 9 * 60


class TimelineKeys:
    """Turns keys into what the timeline does.

    Args:
        board: the timeline.
    """

    def __init__(self, board: "Timeline") -> None:
        self._board = board

    def arrive(self) -> None:
        """Take the keyboard: the cursor is somewhere from now on."""
        picture = self._board.picture
        picture.focused = True
        if picture.cursor is None and picture.layout.lanes:
            picture.cursor = (0, self._begin())
        self._board.viewport().update()

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it asked for anything."""
        board = self._board
        if not board.picture.layout.lanes or not self._plain(event):
            return False
        self.arrive()
        if board.hand.held is not None:
            return self._carry(event)
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._step(*_ARROWS[key])
            return True
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            board.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
            return True
        return self._act(key)

    def _act(self, key: Qt.Key) -> bool:
        board = self._board
        block = board.block()
        if key == Qt.Key.Key_N and board.can_ask:
            self._ask()
        elif block is None:
            return False
        elif key in _ENTER:
            board.opened.emit(block.key)
        elif key == Qt.Key.Key_M and block.movable:
            board.hand.take(block, Grip.WHOLE, block.starts)
            board.say(
                _("Flyttar {what}. Pilarna flyttar, Enter släpper, Esc avbryter.").format(
                    what=block.title
                )
            )
        elif key == Qt.Key.Key_Delete:
            board.removed.emit(block.key)
        elif key == Qt.Key.Key_Escape:
            board.point_at(board.picture.layout.place(block.lane), block.starts)
        else:
            return False
        return True

    def _carry(self, event: QKeyEvent) -> bool:
        """Move what is held; Shift moves its end, Ctrl goes by the hour."""
        board, hand, key = self._board, self._board.hand, Qt.Key(event.key())
        if key in _ARROWS:
            across_, down = _ARROWS[key]
            large = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            minutes = across_ * (60 if large else SNAP)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                hand.stretch(minutes)
            else:
                hand.nudge(minutes, down, board.picture.layout, board.picture.axis)
            self._say_ghost()
        elif key in _ENTER:
            dropped = hand.drop()
            if dropped is not None:
                finish(board, dropped)
        elif key == Qt.Key.Key_Escape:
            hand.release()
            board.say(_("Inget är flyttat."))
        return True

    def _say_ghost(self) -> None:
        board, held = self._board, self._board.hand.held
        if held is None:
            return
        ghost, layout = held.ghost, self._board.picture.layout
        place = layout.place(ghost.lane)
        board.bring_in(place, ghost.starts, ghost.ends)
        when = f"{ghost.starts:%H:%M}–{ghost.ends:%H:%M}"
        words = (layout.lanes[place].title, when, held.verdict.word)
        board.say(", ".join(word for word in words if word))

    def _ask(self) -> None:
        board, picture = self._board, self._board.picture
        block = board.block()
        if block is not None:
            place, starts = picture.layout.place(block.lane), block.ends
        else:
            place, starts = picture.cursor or (0, self._begin())
        lane = picture.layout.lanes[place]
        board.asked.emit(lane.key, starts, starts + timedelta(hours=1))

    def _step(self, later: int, down: int) -> None:
        board, picture = self._board, self._board.picture
        place, wall = picture.cursor or (0, self._begin())
        block = board.block()
        if later:
            blocks = picture.layout.in_lane(place)
            found, at = along(blocks, (block, wall), later, picture.axis)
        else:
            place = min(max(place + down, 0), len(picture.layout.lanes) - 1)
            found, at = across(picture.layout, place, wall)
        if found is not None:
            board.choose(found.key)
        else:
            board.point_at(place, at)

    def _begin(self) -> datetime:
        axis = self._board.picture.axis
        return midnight(axis.days[0]) + timedelta(minutes=max(axis.first, _MORNING))

    def _plain(self, event: QKeyEvent) -> bool:
        """Leave Alt's keys, and Ctrl's outside a move, to the window."""
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        return not ctrl or self._board.hand.held is not None


def finish(board: "Timeline", held: Held) -> None:
    """Tell what was dropped where."""
    ghost = held.ghost
    if held.grip is Grip.NEW:
        board.asked.emit(ghost.lane, ghost.starts, ghost.ends)
    elif held.has_moved:
        board.moved.emit(ghost.key, ghost.lane, ghost.starts, ghost.ends)
