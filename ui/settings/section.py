"""One part of the settings: a heading, what it is for, a table and its buttons."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from lärcentrum.documents.guide_pages import anchor
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.help import about
from ui.kit.page import BEGINS
from ui.kit.settings import Memory
from ui.kit.table import Column, RecordModel, Table
from ui.kit.tokens import Text
from ui.kit.widgets import button, column, label


class Section(QWidget):
    """A part of the settings page; a subclass writes `reload`."""

    title = ""

    def __init__(self, title: str, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about(self, f"settings#{anchor(title)}")
        self.title = title
        self.banner = Banner()
        self.body = column(
            label(title, size=Text.TITLE),
            label(purpose, soft=True, wrap=True),
            self.banner,
            parent=self,
            gap=2,
        )

    def reload(self) -> None:
        """Show what the register says now."""

    def save_by_keys(self, save: Callable[[], object]) -> None:
        """Let Ctrl+Enter save what stands here, as in a dialog."""
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, save, context=here)

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands here."""
        return True


class TablePart(QWidget):
    """A list of records with its buttons below.

    Args:
        name: the table's object name.
        title: what the screen reader calls it.
        columns: what the table shows.
        memory: remembers the columns.
    """

    def __init__(
        self, *, name: str, title: str, columns: Sequence[Column], memory: Memory | None = None
    ) -> None:
        super().__init__()
        self.model = RecordModel(columns)
        self.table = Table(self.model, name=name, title=title, memory=memory)
        self._buttons: list[QPushButton] = []
        self._needs: list[Callable[[Any], bool]] = []
        self._row = ButtonRow(None)
        column(self.table, self._row, parent=self, gap=2).setStretch(0, 1)
        self.table.chosen.connect(self._on_chosen)

    def offer(
        self,
        text: str,
        run: Callable[[], object],
        *,
        name: str,
        kind: str = "",
        icon: str = "",
        fits: Callable[[Any], bool] | None = None,
    ) -> QPushButton:
        """Add a button below the table.

        Args:
            text: its words.
            run: what it does.
            name: its object name.
            kind: see `ui.kit.widgets.button`.
            icon: its icon.
            fits: tells whether it can be used on a record; None: it needs no record.
        """
        made = button(text, run, kind=kind, icon=icon, name=name)
        made.setProperty(BEGINS, kind == "primary")
        self._row.add(made)
        if fits is not None:
            self._buttons.append(made)
            self._needs.append(fits)
            made.setEnabled(False)
        return made

    def fit(self) -> None:
        """Break the buttons anew, after one was shown or hidden."""
        self._row.fit()

    def _on_chosen(self, record: Any) -> None:
        for made, fits in zip(self._buttons, self._needs, strict=True):
            made.setEnabled(record is not None and fits(record))


class TableSection(Section):
    """A part that is a list of records.

    Args:
        title: its heading.
        purpose: what it is for.
        name: the table's object name.
        columns: what the table shows.
        memory: remembers the columns.
    """

    def __init__(
        self,
        title: str,
        purpose: str,
        *,
        name: str,
        columns: Sequence[Column],
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, purpose, parent)
        self.part = TablePart(name=name, title=title, columns=columns, memory=memory)
        self.model, self.table, self.offer = self.part.model, self.part.table, self.part.offer
        self.body.addWidget(self.part, 1)
