"""Centre × month: one row a centre, as many months as there is room for, newest at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lärcentrum.language import _
from lärcentrum.region.overview import Cell, CentreMonths
from lärcentrum.swedish import short_month
from ui.kit import theme
from ui.kit.chips import CHIP_ROLE, ChipDelegate
from ui.kit.empty import Empty
from ui.kit.models import NO_PARENT, RECORD_ROLE, Index
from ui.kit.widgets import plain
from ui.region.words import cell_chip, cell_sentence

_NAME, _WIDE_NAME, _MONTH = 170, 280, 100
"""Widths in pixels at ordinary text size."""
_LEAST = 150
MOST = 12


class MatrixModel(QAbstractTableModel):
    """The overview as a table: column 0 is the centre, then the months."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._centres: list[CentreMonths] = []
        self._months = MOST

    def show(self, centres: Sequence[CentreMonths]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._centres = list(centres)
        self.endResetModel()

    def limit(self, months: int) -> None:
        """Show so many of the newest months."""
        if months != self._months:
            self.beginResetModel()
            self._months = months
            self.endResetModel()

    def centre(self, row: int) -> CentreMonths:
        """Give a row's centre."""
        return self._centres[row]

    def cell(self, index: Index) -> Cell | None:
        """Give a cell; None in the column of names."""
        if not index.isValid() or index.column() == 0:
            return None
        return self._shown(index.row())[index.column() - 1]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._centres)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """See Qt."""
        if parent.isValid():
            return 0
        return 1 + (len(self._shown(0)) if self._centres else 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if not index.isValid() or index.row() >= len(self._centres):
            return None
        centre, cell = self._centres[index.row()], self.cell(index)
        if role == RECORD_ROLE:
            return cell or centre
        if cell is None:
            return centre.name if role == Qt.ItemDataRole.DisplayRole else None
        return self._cell_data(centre, cell, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return short_month(self._shown(0)[section - 1].period) if section else _("Centrum")

    def _cell_data(self, centre: CentreMonths, cell: Cell, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_chip(cell).word
        if role == CHIP_ROLE:
            return cell_chip(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell_sentence(centre.name, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(cell_sentence(centre.name, cell))
        return None

    def _shown(self, row: int) -> tuple[Cell, ...]:
        return self._centres[row].cells[-self._months :]


class MatrixView(QTableView):
    """Shows the matrix.

    Signals:
        chosen: another cell is the current one; the centre and the Cell, or None and None.
        opened: Enter or a double click on a cell; the centre and the Cell.
    """

    chosen = Signal(object, object)
    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix")
        self.setAccessibleName(_("Centrum och månader"))
        self.matrix = MatrixModel(self)
        self.setModel(self.matrix)
        self.setItemDelegate(ChipDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.empty = Empty("inbox", "", parent=self.viewport())
        self.matrix.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._open)
        theme.theme().changed.connect(self._fit)
        self._fit()

    def show_centres(self, centres: Sequence[CentreMonths]) -> None:
        """Show the overview; the current cell stays where it is."""
        place = self.currentIndex().row(), self.currentIndex().column()
        self.matrix.show(centres)
        if place[0] >= 0:
            self.choose(*place)

    def choose(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        index = self.matrix.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """See Qt; a few rows, and what room there is."""
        return QSize(super().sizeHint().width(), theme.pixels(_LEAST))

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return QSize(super().minimumSizeHint().width(), theme.pixels(_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; the months that there is room for are shown."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = theme.row_height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        room = self.viewport().width() - theme.pixels(_NAME)
        self.matrix.limit(max(1, min(MOST, room // theme.pixels(_MONTH))))
        self._set_columns()
        self.empty.setGeometry(self.viewport().rect())

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.pixels(48))
        for column in range(self.matrix.columnCount()):
            header.resizeSection(column, theme.pixels(_MONTH))
        months = max(0, self.matrix.columnCount() - 1) * theme.pixels(_MONTH)
        rest = self.viewport().width() - months
        header.resizeSection(0, max(theme.pixels(_NAME), min(rest, theme.pixels(_WIDE_NAME))))

    def _on_reset(self) -> None:
        self._set_columns()
        self.empty.setVisible(self.matrix.rowCount() == 0)
        self.horizontalHeader().setVisible(self.matrix.rowCount() > 0)
        self._on_current(QModelIndex())

    def _on_current(self, current: QModelIndex) -> None:
        cell = self.matrix.cell(current)
        self.chosen.emit(self.matrix.centre(current.row()) if current.isValid() else None, cell)

    def _open(self, index: QModelIndex) -> None:
        cell = self.matrix.cell(index)
        if cell is not None:
            self.opened.emit(self.matrix.centre(index.row()), cell)
