"""Which columns of a table are shown, in which order and sort; kept, and given back by name."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lärcentrum.language import _
from ui.kit.models import TableModel
from ui.kit.settings import Memory

if TYPE_CHECKING:
    from ui.kit.table import Table


class TableLook(QObject):
    """What a user made of a table's columns.

    A page may take columns away where there is too little room; what the user took away stays
    away all the same, and the first column always stays: it says whose row it is.

    Args:
        table: the table.
        model: what it shows.
        memory: where the choice is kept from day to day; None keeps it for the session.
    """

    def __init__(self, table: "Table", model: TableModel, memory: Memory | None) -> None:
        super().__init__(table)
        self._table, self._model, self._memory = table, model, memory
        self._keys = [column.key for column in model.columns]
        self._away: set[str] = set()
        self._narrowed: set[str] = set()
        header = table.horizontalHeader()
        self._usual = header.saveState()
        header.sectionClicked.connect(self._sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)

    def recall(self) -> None:
        """Take the choice of last time, before the first rows are shown."""
        if self._memory is not None:
            self._take_sort(self._memory.get(f"{self._name()}.sort"))
            self._take_away(self._memory.get(f"{self._name()}.away"))

    def keep(self) -> None:
        """Keep the choice for the next time."""
        if self._memory is not None:
            self._memory.put(f"{self._name()}.sort", self.sort())
            self._memory.put(f"{self._name()}.away", sorted(self._away))

    def narrow(self, column: int, away: bool) -> bool:
        """Note that a page takes a column away, or gives it back; tell whether it is hidden."""
        key = self._keys[column]
        (self._narrowed.add if away else self._narrowed.discard)(key)
        return away or key in self._away

    def show(self, key: str, shown: bool) -> None:
        """Show a column or take it away, as the user wants it."""
        if key == self._keys[0]:
            return
        (self._away.discard if shown else self._away.add)(key)
        self._table.setColumnHidden(self._keys.index(key), key in self._narrowed)

    def sort(self) -> list[Any] | None:
        """Give the column's key and whether it falls, None for the list's own order."""
        return list(self._model.sorted_by) if self._model.sorted_by else None

    def state(self) -> dict[str, Any]:
        """Give all of it, to be kept under a name."""
        header = self._table.horizontalHeader()
        order = sorted(range(header.count()), key=header.visualIndex)
        return {
            "order": [self._keys[number] for number in order],
            "away": sorted(self._away),
            "sort": self.sort(),
        }

    def take(self, state: dict[str, Any]) -> None:
        """Look as it did when `state` was given; columns that are gone since are passed over."""
        header = self._table.horizontalHeader()
        known = [key for key in state.get("order", ()) if key in self._keys]
        for place, key in enumerate(known):
            header.moveSection(header.visualIndex(self._keys.index(key)), place)
        self._take_away(state.get("away"))
        self._take_sort(state.get("sort"))
        self._model.arrange()
        header.viewport().update()

    def reset(self) -> None:
        """Give the columns back as they are shipped."""
        self._take_away([])
        self._model.sorted_by = None
        self._table.horizontalHeader().restoreState(self._usual)
        for number, key in enumerate(self._keys):
            self._table.setColumnHidden(number, key in self._narrowed)
        self._model.arrange()

    def fill(self, menu: QMenu) -> None:
        """Put every column into a menu, with a tick at those that are shown."""
        for column in self._model.columns[1:]:
            act = QAction(column.title, menu, checkable=True)
            act.setChecked(column.key not in self._away)
            act.setObjectName(f"column_{column.key}")
            act.toggled.connect(lambda shown, key=column.key: self.show(key, shown))
            menu.addAction(act)
        menu.addSeparator()
        menu.addAction(_("Återställ kolumnerna"), self.reset).setObjectName("reset_columns")

    def _sort_by(self, column: int) -> None:
        falling = self._model.sorted_by == (self._keys[column], False)
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self._model.sort(column, order)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setObjectName("columns_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill(menu)
        menu.popup(self._table.horizontalHeader().mapToGlobal(at))

    def _take_away(self, keys: Any) -> None:
        wanted = {key for key in keys or () if key in self._keys[1:]}
        for key in self._keys[1:]:
            self.show(key, key not in wanted)

    def _take_sort(self, sort: Any) -> None:
        match sort:
            case [str(key), bool(falling)] if self._can_sort(key):
                self._model.sorted_by = (key, falling)
            case _:
                self._model.sorted_by = None

    def _can_sort(self, key: str) -> bool:
        return any(one.key == key and one.sortable for one in self._model.columns)

    def _name(self) -> str:
        return f"table.{self._table.objectName()}"
