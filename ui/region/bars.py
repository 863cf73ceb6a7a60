"""Months as bars: this period's beside those of a year before, with the counts in words below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lärcentrum.language import _
from lärcentrum.region.statistics import Month
from lärcentrum.swedish import short_month
from ui.kit import theme

_HIGH = 150
"""Pixels at ordinary text size."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class Bars(QWidget):
    """Draws one measure by month.

    What it shows stands in the table and in its description too, so nothing is told by the
    drawing alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._months: tuple[Month, ...] = ()
        theme.theme().changed.connect(self.updateGeometry)

    def show_months(self, title: str, months: Sequence[Month]) -> None:
        """Draw other months.

        Args:
            title: what is counted.
            months: from the first to the last.
        """
        self._months = tuple(months)
        said = ", ".join(f"{short_month(one.period)} {one.now.text}" for one in months)
        self.setAccessibleName(_("{title} per månad").format(title=title))
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """See Qt."""
        return QSize(theme.pixels(360), theme.pixels(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """See Qt; on a low screen the table goes first."""
        return QSize(theme.pixels(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = painter.fontMetrics().height()
        base = self.height() - 2 * line - 2
        if base < line:
            return
        shown = self._shown(painter)
        width = self.width() / max(1, len(shown))
        most = max((n for one in shown for n in (one.now.n, one.before.n) if n), default=0)
        for at, one in enumerate(shown):
            place = QRectF(at * width, 2, width, base - 2)
            _draw_month(painter, one, place, most, line)
        painter.setPen(QColor(theme.tokens().outline))
        painter.drawLine(0, int(base), self.width(), int(base))

    def _shown(self, painter: QPainter) -> tuple[Month, ...]:
        # As many of the newest as have room for their words.
        least = painter.fontMetrics().horizontalAdvance(_("färre än 5")) + 8
        return self._months[-max(1, self.width() // least) :]


def _draw_month(painter: QPainter, one: Month, place: QRectF, most: int, line: int) -> None:
    look, base = theme.tokens(), place.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    for n, share, colour in ((one.before.n, 0.16, look.outline), (one.now.n, 0.5, look.accent)):
        if n and most:
            high = place.height() * n / most
            painter.setBrush(QColor(colour))
            x = place.x() + share * place.width()
            painter.drawRoundedRect(QRectF(x, base - high, place.width() * 0.3, high), 2, 2)
    painter.setPen(QColor(look.text))
    painter.drawText(QRectF(place.x(), base + 1, place.width(), line), _CENTRE, one.now.text)
    painter.setPen(QColor(look.soft))
    below = QRectF(place.x(), base + 1 + line, place.width(), line)
    painter.drawText(below, _CENTRE, short_month(one.period))
