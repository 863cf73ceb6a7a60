"""The guide inside the program: Markdown from `resources/guide`, nothing from elsewhere."""

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QTextBrowser,
    QWidget,
)

import resources
from lärcentrum.language import _
from lärcentrum.swedish import sort_key
from ui.kit import theme
from ui.kit.commands import Command
from ui.kit.shortcuts import ShortcutList
from ui.kit.widgets import area

_LARGEST = 500_000
_ORDER = (
    "start", "today", "exams", "students", "practice", "certificates", "month", "region",
    "settings", "import",
)  # fmt: skip
"""The first page, then the pages in the rail's order; others come after them by title."""


class GuideText(QTextBrowser):
    """Shows a page; a link leads to another page of the guide or nowhere."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setObjectName("guide_text")
        self.setAccessibleName(_("Vägledning"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """See Qt; nothing is loaded but pictures that lie in the guide."""
        file = self._folder / Path(QUrl(name).path()).name
        return file.read_bytes() if file.suffix == ".png" and file.is_file() else None


class GuideWindow(QMainWindow):
    """The guide: its pages at the left, the page in the middle, every key at the right.

    Args:
        commands: what can be done now.
        folder: where the pages are; None for the shipped ones.
        parent: see Qt.
    """

    def __init__(
        self, commands: list[Command], folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setWindowTitle(_("Vägledning"))
        self._folder = folder or resources.path("guide")
        self.pages = QListWidget()
        self.pages.setObjectName("guide_pages")
        self.pages.setAccessibleName(_("Sidor i vägledningen"))
        self.pages.setProperty("kind", "list")
        self.text = GuideText(self._folder)
        for file in sorted(self._folder.glob("*.md"), key=_place):
            item = QListWidgetItem(_title(file))
            item.setData(1, file.stem)
            self.pages.addItem(item)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._lay_out(commands)
        self.pages.currentItemChanged.connect(self._on_page)
        self.text.anchorClicked.connect(self._on_link)
        self.resize(theme.pixels(1040), theme.pixels(640))

    def open_at(self, key: str) -> None:
        """Show the page of a key and come to the front; an unknown key shows the first page."""
        rows = {self.pages.item(row).data(1): row for row in range(self.pages.count())}
        self.pages.setCurrentRow(rows.get(key.partition("#")[0], rows.get(_ORDER[0], 0)))
        if "#" in key:
            self.text.scrollToAnchor(key.partition("#")[2])
        self.show()
        self.raise_()
        self.activateWindow()

    def _lay_out(self, commands: list[Command]) -> None:
        keys = QScrollArea(widgetResizable=True)
        keys.setFrameShape(QFrame.Shape.NoFrame)
        keys.setWidget(area(ShortcutList(commands), "surface"))
        split = QSplitter()
        for part in (self.pages, self.text, keys):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.pixels(240), theme.pixels(520), theme.pixels(280)])
        split.setContentsMargins(12, 12, 12, 12)
        self.setCentralWidget(split)

    def _on_page(self) -> None:
        item = self.pages.currentItem()
        if item is not None:
            self.text.setMarkdown(_read(self._folder / f"{item.data(1)}.md"))
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)

    def _on_link(self, url: QUrl) -> None:
        name = Path(url.path()).stem
        if url.scheme() in ("", "file") and (self._folder / f"{name}.md").is_file():
            self.open_at(name)


def _place(file: Path) -> tuple[int, str]:
    """Where a page stands in the list: as in the rail, then by title."""
    at = _ORDER.index(file.stem) if file.stem in _ORDER else len(_ORDER)
    return at, sort_key(_title(file))


def _read(file: Path) -> str:
    return file.read_text("utf-8")[:_LARGEST] if file.is_file() else ""


def _title(file: Path) -> str:
    found = re.search(r"^#\s+(.+)$", _read(file), re.MULTILINE)
    return found[1].strip() if found else file.stem
