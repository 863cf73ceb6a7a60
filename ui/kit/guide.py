"""The guide inside the program: Markdown from `resources/guide`, nothing from elsewhere."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QWidget,
)

import resources
from lärcentrum.documents.guide_pages import ORDER, guide_files, page_text, page_title
from lärcentrum.errors import UserError
from lärcentrum.language import _
from lärcentrum.store.files import publish
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.commands import Command
from ui.kit.guide_text import GuideText
from ui.kit.jobs import JobRunner
from ui.kit.shortcuts import ShortcutList
from ui.kit.tokens import Tone
from ui.kit.widgets import area, button, column, fit_screen

__all__ = ["GuideText", "GuideWindow"]

_WIDE = 1000
"""Pixels at ordinary text size from which the keys have room of their own."""


class GuideWindow(QMainWindow):
    """The guide: its pages at the left, the page in the middle, every key at the right.

    Args:
        commands: what can be done now; none where there is no page to do it on.
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
        self._jobs: JobRunner | None = None
        self.banner = Banner()
        self.pages = QListWidget()
        self.pages.setObjectName("guide_pages")
        self.pages.setAccessibleName(_("Sidor i vägledningen"))
        self.pages.setProperty("kind", "list")
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = GuideText(self._folder)
        self.save_button = button(
            _("Spara som PDF …"), self.choose_file, icon="download", name="save_guide",
            tip=_("Ctrl+S"),
        )  # fmt: skip
        for file in guide_files(self._folder):
            item = QListWidgetItem(page_title(file))
            item.setData(1, file.stem)
            self.pages.addItem(item)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence("Ctrl+S"), self, self.choose_file)
        self._lay_out(commands)
        self.pages.currentItemChanged.connect(self._on_page)
        self.text.anchorClicked.connect(self._on_link)

    def open_at(self, key: str) -> None:
        """Show a place and come to the front; an unknown one shows the first page.

        Args:
            key: a page's name; after `#` a heading's, see `guide_pages.anchor`.
        """
        page, _mark, place = key.partition("#")
        rows = {self.pages.item(row).data(1): row for row in range(self.pages.count())}
        self.pages.setCurrentRow(rows.get(page, rows.get(ORDER[0], 0)))
        self.show()
        if place:
            # Only now is the text as wide, and so its pictures as high, as they will be.
            self.text.go_to(place)
        self.raise_()
        self.activateWindow()

    def choose_file(self) -> None:
        """Ask where to save the whole guide as a PDF."""
        if not self.save_button.isEnabled():
            return
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Spara PDF"), str(Path.home() / "Lärcentrum-vägledning.pdf"), _("PDF (*.pdf)")
        )
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        """Save the whole guide under a name; it takes a moment, and the guide can be read on."""
        folder = self._folder

        def draw(_told: object) -> Path:
            from lärcentrum.documents.guide_paper import draw_guide

            publish(path, draw_guide(folder))
            return path

        self.save_button.setEnabled(False)
        self.banner.say(_("Gör PDF-filen …"), "", Tone.ACCENT)
        if self._jobs is None:
            self._jobs = JobRunner(self)
        self._jobs.run(_("Vägledning"), draw, done=self._saved, failed=self._failed)

    def _saved(self, path: object) -> None:
        self.save_button.setEnabled(True)
        if isinstance(path, Path):
            said = _("Sparad som {name} i {folder}.")
            self.banner.say(said.format(name=path.name, folder=path.parent), "", Tone.GOOD)

    def _failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            self.banner.hide()
            raise error
        self.banner.say_error(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; in a narrow window the keys stand below the pages."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.pixels(_WIDE)
        if self.keys is not None and wide == (self.keys.parentWidget() is self._side):
            (self._split if wide else self._side).addWidget(self.keys)
            self.keys.show()
        width = event.size().width() - 24
        side, keys = min(theme.pixels(230), width // 3), self._keys_width()
        right = keys if wide else 0
        self._split.setSizes(
            [side if wide else max(side, min(keys, width // 2)), width - side - right, right]
        )

    def _keys_width(self) -> int:
        """Give how wide the list of keys must be for each to be read whole."""
        inside = self.keys.widget() if self.keys is not None else None
        if self.keys is None or inside is None:
            return 0
        bar = self.keys.verticalScrollBar().sizeHint().width()
        return max(theme.pixels(250), inside.sizeHint().width() + bar + 4)

    def _lay_out(self, commands: list[Command]) -> None:
        self.keys: QScrollArea | None = None
        self._side, self._split = QSplitter(Qt.Orientation.Vertical), QSplitter()
        self._side.addWidget(self.pages)
        self._side.setChildrenCollapsible(False)
        if commands:
            self.keys = QScrollArea(widgetResizable=True)
            self.keys.setFrameShape(QFrame.Shape.NoFrame)
            self.keys.setWidget(area(ShortcutList(commands), "surface"))
            self._side.addWidget(self.keys)
        left, middle = QWidget(), QWidget()
        column(self._side, self.save_button, parent=left).setStretch(0, 1)
        column(self.banner, self.text, parent=middle).setStretch(1, 1)
        self._split.addWidget(left)
        self._split.addWidget(middle)
        self._split.setStretchFactor(1, 1)
        self._split.setContentsMargins(12, 12, 12, 12)
        self.setCentralWidget(self._split)
        wide = 1240 if commands else 980
        fit_screen(self, QSize(theme.pixels(wide), theme.pixels(760)))

    def _on_page(self) -> None:
        item = self.pages.currentItem()
        if item is not None:
            self.text.show_page(page_text(self._folder / f"{item.data(1)}.md"))

    def _on_link(self, url: QUrl) -> None:
        name = Path(url.path()).stem
        inside = url.scheme() in ("", "file")
        if inside and not name and url.fragment():
            self.text.go_to(url.fragment())
        elif inside and (self._folder / f"{name}.md").is_file():
            self.open_at(f"{name}#{url.fragment()}")
