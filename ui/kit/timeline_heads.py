"""What stands still while a timeline scrolls: the lanes' names at the left, the hours above."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.timeline_items import midnight
from ui.kit.timeline_paint import Picture

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TWO = 40
"""Pixels of a row, at ordinary text, from which a second line has room."""


class Head(QWidget):
    """One of the two edges.

    Args:
        picture: gives what is shown.
        offset: gives how far it is scrolled.
        parent: see Qt.
    """

    def __init__(
        self, picture: Callable[[], Picture], offset: Callable[[], int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture, self._offset = picture, offset
        self.fonts()

    def fonts(self) -> None:
        """Read the fonts anew, after the look has changed."""
        self._strong, self._plain = self._font(strong=True), self._font(strong=False)
        self._metrics = QFontMetrics(self._strong), QFontMetrics(self._plain)
        self.update()

    def _font(self, *, strong: bool) -> QFont:
        font = QFont(theme.theme().application.font())
        font.setPixelSize(theme.pixels(13))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font


class LaneHead(Head):
    """The lanes' names."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        look, layout = theme.tokens(), self._picture().layout
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.window))
        top = self._offset()
        painter.translate(0, -top)
        fonts, metrics = (self._strong, self._plain), self._metrics
        two = layout.height >= theme.pixels(_TWO)
        for place in layout.between(event.rect().top() + top, event.rect().bottom() + top):
            lane, upper = layout.lanes[place], layout.tops[place]
            painter.setPen(QColor(look.edge))
            painter.drawLine(
                0, layout.tops[place + 1] - 1, self.width(), layout.tops[place + 1] - 1
            )
            lines = [lane.title, lane.detail] if lane.detail and two else [lane.title]
            each = layout.height // (len(lines) + 1) if len(lines) > 1 else layout.height
            for number, text in enumerate(lines):
                painter.setFont(fonts[number])
                painter.setPen(QColor(look.soft if number else look.text))
                box = QRect(4, upper + each // 2 + number * each, self.width() - 12, each)
                if len(lines) == 1:
                    box = QRect(4, upper, self.width() - 12, each)
                shown = metrics[number].elidedText(text, _ELIDE, box.width())
                painter.drawText(box, _LEFT, shown)


class DayHead(Head):
    """The days and their hours, with a mark where the clock is now."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        look, picture = theme.tokens(), self._picture()
        axis, left = picture.axis, self._offset()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.window))
        painter.translate(-left, 0)
        line = self.height() // 2
        metrics = self._metrics[0]
        for place, day in enumerate(picture.days):
            start = place * axis.width
            if start > left + self.width() or start + axis.width < left:
                continue
            # A day's name stays in sight as long as some of the day does.
            at = max(start, float(left)) + 4
            room = int(start + axis.width - at - 4)
            painter.setFont(self._strong)
            painter.setPen(QColor(look.text))
            title = f"{day.title} · {day.note}" if day.note else day.title
            text = metrics.elidedText(title, _ELIDE, max(room, 0))
            painter.drawText(QRectF(at, 0, room, line), _LEFT, text)
            self._hours(painter, start, line)
        if picture.now is not None and picture.now.date() in axis.days:
            self._now(painter, line)

    def _hours(self, painter: QPainter, start: float, line: int) -> None:
        axis, look = self._picture().axis, theme.tokens()
        painter.setFont(self._plain)
        painter.setPen(QColor(look.soft))
        hour = axis.per_minute * 60
        step = next((n for n in (1, 2, 3, 6) if n * hour >= theme.pixels(26)), 12)
        base = midnight(axis.days[0])
        for minute in axis.hours()[:-1]:
            if (minute // 60) % step:
                continue
            x = start + (minute - axis.first) * axis.per_minute
            box = QRectF(x + 3, line, hour * step, line)
            painter.drawText(box, _LEFT, f"{base + timedelta(minutes=minute):%H}")

    def _now(self, painter: QPainter, line: int) -> None:
        picture, look = self._picture(), theme.tokens()
        assert picture.now is not None
        text = f"{picture.now:%H:%M}"
        font = self._strong
        wide = QFontMetrics(font).horizontalAdvance(text) + 10
        box = QRectF(picture.axis.x(picture.now) - wide / 2, line + 1, wide, line - 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.bad))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(look.surface))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
