"""A period bar per internship: its stretches on a line of months, with today marked."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lärcentrum.practice.internship_states import planned_periods
from lärcentrum.practice.internships import Internship
from lärcentrum.practice.words import Stage
from ui.kit import theme
from ui.kit.models import RECORD_ROLE

_LEAST = timedelta(days=120)
_MOST = timedelta(days=400)
_FAINT = (Stage.STOPPED, Stage.DONE)


def window_of(internships: Sequence[Internship], today: date) -> tuple[date, date]:
    """Give the days that the bars cover: all periods, but about a year around today at most."""
    starts = [one.starts_on for one in internships if one.starts_on]
    ends = [one.ends_on for one in internships if one.ends_on]
    first = max(min([*starts, today]), today - _MOST / 2)
    last = min(max([*ends, today + _LEAST]), today + _MOST)
    return first.replace(day=1), last


class PeriodBar(QStyledItemDelegate):
    """Paints an internship's periods.

    Args:
        today: the day to mark.
        parent: see Qt.
    """

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._first, self._last = window_of([], today)

    def cover(self, first: date, last: date, today: date) -> None:
        """Cover other days."""
        self._first, self._last, self._today = first, last, today

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """See Qt."""
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget
        )
        record = index.data(RECORD_ROLE)
        if isinstance(record, Internship):
            self._draw(painter, QRectF(option.rect).adjusted(8, 0, -8, 0), record)

    def _draw(self, painter: QPainter, cell: QRectF, record: Internship) -> None:
        look, height = theme.tokens(), theme.pixels(10)
        top = cell.center().y() - height / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.edge))
        painter.drawRoundedRect(QRectF(cell.left(), top + height / 2 - 1, cell.width(), 2), 1, 1)
        painter.setBrush(QColor(look.outline if record.stage in _FAINT else look.accent))
        for period in planned_periods(record.facts, record.periods) or record.periods:
            left = cell.left() + cell.width() * self._share(period.starts_on)
            right = cell.left() + cell.width() * self._share(period.ends_on + timedelta(days=1))
            if right > left:
                painter.drawRoundedRect(QRectF(left, top, max(right - left, 3), height), 3, 3)
        here = cell.left() + cell.width() * self._share(self._today)
        painter.setPen(QPen(QColor(look.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(int(here), int(cell.top()) + 4, int(here), int(cell.bottom()) - 4)
        painter.restore()

    def _share(self, day: date) -> float:
        whole = max((self._last - self._first).days, 1)
        return min(max((day - self._first).days / whole, 0.0), 1.0)
