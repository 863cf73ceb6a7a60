"""What the mouse is at in a table: a whole row, not a cell."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QTableView


class RowHover(QObject):
    """Watches a table's viewport.

    Args:
        table: whose rows.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.row = -1
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if isinstance(event, QHoverEvent):
            over = event.type() != QEvent.Type.HoverLeave
            row = self._table.rowAt(event.position().toPoint().y()) if over else -1
            if row != self.row:
                self.row = row
                self._table.viewport().update()
        return super().eventFilter(watched, event)
