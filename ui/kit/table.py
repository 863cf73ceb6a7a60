"""The table of the kit: fixed rows, keyboard, remembered columns, something to say when empty."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.kit import theme
from ui.kit.chips import ChipDelegate
from ui.kit.empty import Empty
from ui.kit.models import Column, PagedModel, RecordModel, TableModel
from ui.kit.row_hover import RowHover
from ui.kit.settings import Memory
from ui.kit.table_look import TableLook

__all__ = ["Column", "PagedModel", "RecordModel", "Table", "TableModel"]

_LEAST = 140
"""Pixels that a column without a width keeps at least."""
_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Table(QTableView):
    """Shows a model of the kit.

    Signals:
        opened: Enter or a double click on a row; its record.
        chosen: the current row is another; its record, or None.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        model: TableModel,
        *,
        name: str,
        title: str,
        memory: Memory | None = None,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a table.

        Args:
            model: what it shows; it becomes the table's child if it has no parent.
            name: object name, and the key of its remembered columns.
            title: what the screen reader calls it.
            memory: remembers the columns.
            compact: rows of 28 pixels instead of 36.
            parent: see Qt.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._memory, self._compact = memory, compact
        self._model = model
        if model.parent() is None:
            model.setParent(self)
        self.empty = Empty("inbox", title, parent=self.viewport())
        self._set_up()
        self._set_columns()
        self.look = TableLook(self, model, memory)
        if memory is not None:
            memory.restore_state(f"table.{name}", self.horizontalHeader())
        self.look.recall()
        self._kept: Any = None
        self.hover = RowHover(self)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._on_reset)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        theme.theme().changed.connect(self._set_rows)
        self._show_empty()

    def records(self) -> list[Any]:
        """Give the records of the selected rows, from above."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self._model.record(row) for row in rows]

    def record(self) -> Any:
        """Give the current row's record, or None."""
        index = self.currentIndex()
        return self._model.record(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Make a row the current and the only selected one, and show it."""
        if 0 <= row < self._model.rowCount():
            # Named: what the view itself does depends on which keys are held down.
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _ONLY)
            self.scrollTo(self.currentIndex())

    def remember(self) -> None:
        """Keep the columns: which, in which order, how wide, and by what the rows are sorted."""
        self.look.keep()
        if self._memory is not None:
            self._memory.keep_state(f"table.{self.objectName()}", self.horizontalHeader())

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """See Qt; what the user took away stays away."""
        super().setColumnHidden(column, self.look.narrow(column, hide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; Enter opens, Ctrl+C copies the selected rows as text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Down and not self.selectionModel().hasSelection():
            self.choose(max(0, self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt; the row that Tab leads to is selected, so that what is acted on can be seen."""
        # As if clicked: Qt would else make the first row current without selecting it.
        mouse = Qt.FocusReason.MouseFocusReason
        super().focusInEvent(QFocusEvent(QEvent.Type.FocusIn, mouse))
        has_current = self.currentIndex().isValid()
        if (has_current or event.reason() in _TABBED) and not self.selectionModel().hasSelection():
            self.choose(max(0, self.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._share_room()
        self.empty.setGeometry(self.viewport().rect())

    def hideEvent(self, event: QHideEvent) -> None:
        """See Qt; columns are kept when the table leaves the screen."""
        self.remember()
        super().hideEvent(event)

    def _set_up(self) -> None:
        self.setModel(self._model)
        self.setItemDelegate(ChipDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFont(theme.tabular(self.font()))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_rows()

    def _set_rows(self) -> None:
        height = theme.row_height(self._compact)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(theme.pixels(48))
        for number, column in enumerate(self._model.columns):
            if column.width:
                header.resizeSection(number, theme.pixels(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(True)

    def _share_room(self) -> None:
        """Share the room that is left, but keep shared columns readable: then it scrolls."""
        header = self.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        shared = [n for n in shown if not self._model.columns[n].width]
        taken = sum(header.sectionSize(n) for n in shown if n not in shared)
        least = theme.pixels(_LEAST)
        tight = self.viewport().width() - taken < least * len(shared)
        mode = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
        for number in shared:
            if header.sectionResizeMode(number) != mode:
                header.setSectionResizeMode(number, mode)
            if tight:
                header.resizeSection(number, max(least, header.sectionSize(number)))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (record := self._model.record(index.row())) is not None:
            self.opened.emit(record)

    def _on_current(self, current: QModelIndex) -> None:
        self.chosen.emit(self._model.record(current.row()) if current.isValid() else None)

    def _before_reset(self) -> None:
        index = self.currentIndex()
        self._kept = self._model.key(index.row()) if index.isValid() else None

    def _on_reset(self) -> None:
        self._show_empty()
        row = self._model.row_of(self._kept) if self._kept is not None else -1
        if row >= 0:
            self.choose(row)
        else:
            self.chosen.emit(None)

    def _show_empty(self) -> None:
        self.empty.setVisible(self._model.rowCount() == 0)
        self.empty.setGeometry(self.viewport().rect())

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        width = range(self._model.columnCount())
        text = "\n".join(
            "\t".join(str(self._model.index(row, cell).data()) for cell in width) for row in rows
        )
        QGuiApplication.clipboard().setText(text)
