"""Models for tables: short lists held whole, long ones as ids with pages fetched when Qt asks."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from lärcentrum.errors import Busy
from ui.kit.chips import CHIP_ROLE, Chip
from ui.kit.widgets import plain

Index = QModelIndex | QPersistentModelIndex
Ids = Sequence[Any]
NO_PARENT = QModelIndex()
RECORD_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a cell gives its whole record (None while it is not there)."""
PAGE = 64
"""Rows of one fetch: more than the tallest screen shows, so that a jump needs one."""
_ROWS_KEPT = 64 * PAGE
_AGAIN = 150
"""Milliseconds until rows that could not be read are asked for again."""
WAITING = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading and what stands under it.

    Args:
        key: its name, for sorting and remembering.
        title: the heading.
        text: how to read its text from a record.
        number: right-aligned, figures of one width.
        width: in pixels at ordinary text size; 0 shares the room that is left.
        chip: gives a state for the cell instead of text.
        tip: gives a longer text to point at.
        sort: gives the value to sort a short list by; the text in Swedish order without it.
        sortable: whether a click on the heading sorts.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    number: bool = False
    width: int = 0
    chip: Callable[[Any], Chip | None] | None = None
    tip: Callable[[Any], str] | None = None
    sort: Callable[[Any], Any] | None = None
    sortable: bool = True


class TableModel(QAbstractTableModel):
    """Columns over records, wherever the records come from."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sorted_by: tuple[str, bool] | None = None

    @abstractmethod
    def record(self, row: int) -> Any:
        """Give the record behind a row, or None while it is not there."""

    @abstractmethod
    def key(self, row: int) -> Any:
        """Give what stays the same about a row when the list is read again."""

    @abstractmethod
    def row_of(self, key: Any) -> int:
        """Give the row of a key, -1 if it is not in the list."""

    @abstractmethod
    def rows(self) -> int:
        """Give the number of rows."""

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """See Qt."""
        return 0 if parent.isValid() else self.rows()

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if not index.isValid() or index.row() >= self.rows():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in _ROLES:
            return None
        record = self.record(index.row())
        if record is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        return _ROLES[role](column, record)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt; the sorted column bears an arrow beside its word."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + self._arrow(column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """See Qt."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            falling = order == Qt.SortOrder.DescendingOrder
            self.sorted_by = (self.columns[column].key, falling)
            self.arrange()
            last = len(self.columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    @abstractmethod
    def arrange(self) -> None:
        """Put the rows into the order of `sorted_by`."""

    def _arrow(self, column: Column) -> str:
        if self.sorted_by is None or self.sorted_by[0] != column.key:
            return ""
        return " ↓" if self.sorted_by[1] else " ↑"


def _display(column: Column, record: Any) -> str:
    return column.text(record)


def _tip(column: Column, record: Any) -> str | None:
    return plain(column.tip(record)) if column.tip else None


def _chip(column: Column, record: Any) -> Chip | None:
    return column.chip(record) if column.chip else None


def _record(column: Column, record: Any) -> Any:
    return record


_ROLES: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: _display,
    Qt.ItemDataRole.ToolTipRole: _tip,
    CHIP_ROLE: _chip,
    RECORD_ROLE: _record,
}


class RecordModel(TableModel):
    """A short list, held whole."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._records: list[Any] = []
        self._given: list[Any] = []

    def show(self, records: Sequence[Any]) -> None:
        """Replace every row, in the order in use."""
        self.beginResetModel()
        self._given = list(records)
        self._records = self._ordered(self._given)
        self.endResetModel()

    def rows(self) -> int:
        """Give the number of rows."""
        return len(self._records)

    def record(self, row: int) -> Any:
        """Give the record behind a row."""
        return self._records[row]

    def key(self, row: int) -> Any:
        """Give the record's uid, or the record itself if it has none."""
        return _uid(self._records[row])

    def row_of(self, key: Any) -> int:
        """Give the row of a key, -1 if it is not in the list."""
        found = (row for row, record in enumerate(self._records) if _uid(record) == key)
        return next(found, -1)

    def arrange(self) -> None:
        """Put the rows into the order of `sorted_by`."""
        # From the order in which they came: what is equal stands as in the list's own order.
        self.show(self._given)

    def _ordered(self, records: list[Any]) -> list[Any]:
        if self.sorted_by is None:
            return records
        key, falling = self.sorted_by
        column = next(c for c in self.columns if c.key == key)
        return sorted(records, key=column.sort or _by_text(column), reverse=falling)


def _uid(record: Any) -> Any:
    return getattr(record, "uid", record)


def _by_text(column: Column) -> Callable[[Any], str]:
    from lärcentrum.swedish import sort_key  # the rules of the alphabet, wanted at the first sort

    return lambda record: sort_key(column.text(record))


class PagedModel(TableModel):
    """A long list: every id, and the records of the pages that are looked at.

    Args:
        columns: what is shown.
        ids: gives all ids in order; called with (column key, falling) or None.
        fetch: gives the records of some ids, in the same order (missing ones as None).
        first: gives the first ids only, so that an empty list shows rows before it has them all.

    Signals:
        filled: every id is there.
    """

    filled = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Callable[[tuple[str, bool] | None], Ids],
        fetch: Callable[[Ids], Sequence[Any]],
        first: Callable[[tuple[str, bool] | None], Ids] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._load, self._fetch, self._first = ids, fetch, first
        self._ids: Ids = ()
        self._rows: dict[int, Any] = {}
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._retry)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._fill)
        self._stale = False

    def reload(self) -> None:
        """Ask for the ids again; keep what is shown while the register is busy."""
        begin = self._first if self._first and not self._ids else None
        try:
            ids = (begin or self._load)(self.sorted_by)
        except Busy:
            self._stale = True
            self._again.start()
            return
        self._stale = False
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self.endResetModel()
        if begin and len(ids):
            # After the paint that is due now.
            self._rest.start()
        else:
            self.filled.emit()

    def arrange(self) -> None:
        """Put the rows into the order of `sorted_by`."""
        self.reload()

    def rows(self) -> int:
        """Give the number of rows."""
        return len(self._ids)

    def key(self, row: int) -> Any:
        """Give the id behind a row without reading its record."""
        return self._ids[row]

    def row_of(self, key: Any) -> int:
        """Give the row of an id, -1 if it is not in the list."""
        return next((row for row, found in enumerate(self._ids) if found == key), -1)

    def record(self, row: int) -> Any:
        """Give the record behind a row; None while the register is busy."""
        if row not in self._rows and not self._read(row):
            return None
        return self._rows.get(row)

    def _read(self, row: int) -> bool:
        """Fetch a page from the row that is missing on; backwards when the next one is there.

        A page that begins where the eye jumped holds the whole screen: pages at fixed places
        would often need two.
        """
        if self._again.isActive():
            return False
        start = max(0, row - PAGE + 1) if row + 1 in self._rows else row
        try:
            page = self._fetch(self._ids[start : start + PAGE])
        except Busy:
            self._again.start()
            return False
        if len(self._rows) > _ROWS_KEPT:
            self._rows.clear()
        self._rows.update(enumerate(page, start))
        return True

    def _fill(self) -> None:
        """Bring in the ids behind the first ones, which stay where they are."""
        try:
            ids = self._load(self.sorted_by)
        except Busy:
            self._stale = True
            self._again.start()
            return
        there = len(self._ids)
        if ids[:there] != self._ids:
            self.reload()
        elif len(ids) > there:
            self.beginInsertRows(NO_PARENT, there, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        self.filled.emit()

    def _retry(self) -> None:
        if self._stale:
            self.reload()
        elif self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
