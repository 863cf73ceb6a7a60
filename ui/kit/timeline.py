"""A timeline: lanes down, hours across, blocks that are looked at, moved and drawn by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.timeline_hand import Hand
from ui.kit.timeline_heads import DayHead, LaneHead
from ui.kit.timeline_items import Axis, Block, Day, Judge, Lane, Layout, bounds, midnight
from ui.kit.timeline_keys import TimelineKeys
from ui.kit.timeline_mouse import TimelineMouse
from ui.kit.timeline_paint import Brush, Picture, box_of
from ui.kit.widgets import announce, plain

_ROW, _LANE_HEAD, _DAY_HEAD = 52, 132, 44
_HOUR = 40
"""The least pixels of an hour where one day is shown."""
_DAY = 168
"""The least pixels of a day where several are shown."""


class Timeline(QAbstractScrollArea):
    """Lanes, days and blocks.

    Args:
        title: what the screen reader calls it.
        parent: see Qt.

    Signals:
        chosen: another block is chosen; its key, "" for none.
        opened: a block is to be looked at; its key.
        asked: something new is wanted; a lane's key, from, to.
        moved: a block was dropped elsewhere; its key, a lane's key, from, to.
        removed: a block is to be taken away (Delete); its key.
        paged: other days are wanted: -1 for earlier ones, 1 for later ones.
    """

    chosen = Signal(str)
    opened = Signal(str)
    asked = Signal(str, object, object)
    moved = Signal(str, str, object, object)
    removed = Signal(str)
    paged = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.judge: Judge | None = None
        self.can_ask = False
        day = midnight(datetime(2000, 1, 1).date())
        axis = Axis(days=(day.date(),), first=7 * 60, last=18 * 60, width=1)
        self.picture = Picture(axis=axis, layout=Layout((), (), 1), days=())
        self.hand = Hand(lambda: self.judge, lambda: self.show_hand())
        self._keys, self._mouse, self._brush = TimelineKeys(self), TimelineMouse(self), Brush()
        port = self.viewport()
        port.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        port.setMouseTracking(True)
        # The bars are asked for each time: what is kept of one may be gone after a change of look.
        self._lanes = LaneHead(lambda: self.picture, lambda: self.verticalScrollBar().value(), self)
        self._hours = DayHead(
            lambda: self.picture, lambda: self.horizontalScrollBar().value(), self
        )
        theme.theme().changed.connect(self._on_look)

    def show_days(
        self, lanes: Sequence[Lane], days: Sequence[Day], blocks: Sequence[Block]
    ) -> None:
        """Show lanes, days and what stands there; what was chosen stays so if it is there."""
        self.hand.held = None
        layout = Layout(lanes, blocks, theme.pixels(_ROW))
        first, last = bounds(days, blocks)
        axis = Axis(days=tuple(one.day for one in days), first=first, last=last, width=1)
        before, cursor = self.picture.chosen, self.picture.cursor
        chosen = before if before in layout.blocks else ""
        if cursor is not None and (cursor[0] >= len(lanes) or cursor[1].date() not in axis.days):
            cursor = None
        self.picture = Picture(
            axis=axis, layout=layout, days=tuple(days), now=self.picture.now, chosen=chosen,
            cursor=cursor, focused=self.hasFocus(),
        )  # fmt: skip
        self._fit()
        if before and not chosen:
            self.chosen.emit("")

    def say_now(self, now: datetime | None) -> None:
        """Move the line that stands for now."""
        self.picture.now = now
        self.viewport().update()
        self._hours.update()

    def block(self) -> Block | None:
        """Give the block that is chosen."""
        return self.picture.layout.blocks.get(self.picture.chosen)

    def choose(self, key: str, *, tell: bool = True) -> None:
        """Choose a block by its key, "" for none, and bring it into sight."""
        found = self.picture.layout.blocks.get(key)
        self.picture.chosen = found.key if found is not None else ""
        if found is not None:
            place = self.picture.layout.place(found.lane)
            self.picture.cursor = (place, found.starts)
            self.bring_in(place, found.starts, found.ends)
            if tell:
                self.say(found.spoken)
        self.viewport().update()
        self.chosen.emit(self.picture.chosen)

    def point_at(self, place: int, wall: datetime) -> None:
        """Put the cursor on a free hour."""
        self.picture.cursor, before = (place, wall), self.picture.chosen
        self.picture.chosen = ""
        self.bring_in(place, wall, wall + timedelta(hours=1))
        lane = self.picture.layout.lanes[place]
        words = _("{lane}, {time}, ledigt").format(lane=lane.title, time=f"{wall:%H:%M}")
        day = next((one.title for one in self.picture.days if one.day == wall.date()), "")
        self.say(f"{words}, {day}")
        self.viewport().update()
        if before:
            self.chosen.emit("")

    def say(self, text: str) -> None:
        """Have the screen reader read what the cursor is on."""
        self.setAccessibleDescription(text)
        announce(self, text)

    def bring_in(self, place: int, starts: datetime, ends: datetime) -> None:
        """Scroll as little as it takes to show a place."""
        axis, layout, port = self.picture.axis, self.picture.layout, self.viewport()
        for bar, low, high, room in (
            (self.horizontalScrollBar(), axis.x(starts) - 8, axis.x(ends) + 8, port.width()),
            (self.verticalScrollBar(), layout.tops[place], layout.tops[place + 1], port.height()),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + room:
                bar.setValue(int(min(high - room, low)))

    def place_at(self, at: QPoint | QPointF) -> tuple[int, datetime]:
        """Give the lane and the time under a point of what is seen."""
        x = at.x() + self.horizontalScrollBar().value()
        y = at.y() + self.verticalScrollBar().value()
        return self.picture.layout.lane_at(y), self.picture.axis.at(x)

    def box(self, key: str) -> QRectF:
        """Give where a block stands in what is seen; an empty box for none."""
        layout = self.picture.layout
        found = layout.blocks.get(key)
        if found is None:
            return QRectF()
        place = layout.place(found.lane)
        placed = next(one for one in layout.placed[place] if one.block is found)
        dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return box_of(self.picture, place, placed).translated(-dx, -dy)

    def show_hand(self) -> None:
        """Draw what is held where it would land."""
        held = self.hand.held
        self.picture.ghost = (held.ghost, held.verdict) if held is not None else None
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt; only what was uncovered is drawn."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dx, dy = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(-dx, -dy)
        self._brush.paint(painter, self.picture, QRectF(event.rect().translated(dx, dy)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """See Qt; what is drawn already is shifted, and only the rest is drawn."""
        self.viewport().scroll(dx, dy)
        if dx:
            self._hours.update()
        if dy:
            self._lanes.scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt, and `TimelineKeys`."""
        if not self._keys.press(event):
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """See Qt; the mouse takes, carries and drops, and a block says all of itself."""
        if isinstance(event, QMouseEvent):
            self._mouse.handle(event)
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._mouse.block_at(event.pos())
            text = plain(found.spoken) if found is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        super().focusInEvent(event)
        self._keys.arrive()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        super().focusOutEvent(event)
        self.picture.focused = False
        self.viewport().update()

    def _fit(self) -> None:
        """Give days and lanes their pixels, and the bars their lengths."""
        left, top = theme.pixels(_LANE_HEAD), theme.pixels(_DAY_HEAD)
        self.setViewportMargins(left, top, 0, 0)
        port, axis, layout = self.viewport(), self.picture.axis, self.picture.layout
        days, hours = len(axis.days), (axis.last - axis.first) / 60
        least = theme.pixels(_DAY) if days > 1 else hours * theme.pixels(_HOUR)
        width = max(port.width() / days, least)
        self.picture.axis = replace(axis, width=width)
        for bar, whole, room in (
            (self.horizontalScrollBar(), round(self.picture.axis.length), port.width()),
            (self.verticalScrollBar(), layout.total, port.height()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(layout.height)
            bar.setRange(0, max(whole - room, 0))
        at = port.geometry()
        self._lanes.setGeometry(at.left() - left, at.top(), left, at.height())
        self._hours.setGeometry(at.left(), at.top() - top, at.width(), top)
        for part in (port, self._lanes, self._hours):
            part.update()

    def _on_look(self) -> None:
        """Draw everything anew in another look or size."""
        for part in (self._brush, self._lanes, self._hours):
            part.fonts()
        layout = self.picture.layout
        self.picture.layout = Layout(layout.lanes, list(layout.blocks.values()), theme.pixels(_ROW))
        self._fit()
