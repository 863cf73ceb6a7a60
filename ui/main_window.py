"""The window's frame when the register is open: pages and menus; no behaviour of its own."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.commands import Command, Commands
from ui.kit.frame import Foot, Rail, TopBar
from ui.kit.help import topic_of
from ui.kit.help_key import LOCK
from ui.kit.jobs import JobRunner
from ui.kit.keyboard import KeyboardKeeper
from ui.kit.page import Page, PageSpec
from ui.kit.search import Hit, Provider, SearchPalette, command_hits
from ui.kit.settings import Memory
from ui.kit.shortcuts import said_keys
from ui.kit.undo import History, Undo
from ui.kit.widgets import area, column, row

_NARROW = 900
"""Pixels at ordinary text size below which the rail gives room to the page."""


class MainWindow(QWidget):
    """Rail, top bar, body and foot around pages that are built at their first show.

    Args:
        pages: what the rail offers, in order; Ctrl+1 … Ctrl+9.
        heading: the centre's name.
        jobs: runs long work; shown in the foot.
        history: undo and redo of the register; None where nothing can be undone.
        providers: what Ctrl+K asks beside the commands and pages.
        memory: what the window remembers.
        bus: tells what changed.

    Signals:
        locking: the user wants to lock.
        shown: another page is shown; its key.
    """

    locking = Signal()
    shown = Signal(str)

    def __init__(
        self,
        pages: Sequence[PageSpec],
        *,
        heading: str,
        jobs: JobRunner,
        history: History | None = None,
        providers: Sequence[Provider] = (),
        memory: Memory | None = None,
        bus: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        area(self, "window")
        self.setObjectName("main_window")
        self._specs = {spec.key: spec for spec in pages}
        self._pages: dict[str, Page] = {}
        self._memory = memory
        self._current = ""
        self._page_commands: list[str] = []
        self.commands = Commands(self)
        self.undo = Undo(history, self.commands, bus) if history is not None else None
        self.rail = Rail(list(pages), heading)
        self.top = TopBar()
        self.stack = QStackedWidget()
        self.stack.setObjectName("body")
        self.foot = Foot(jobs, self.undo)
        self._providers = [*providers, command_hits(self.commands)]
        self._guide: QWidget | None = None
        self._lay_out()
        self._connect()
        self._add_commands()
        self._keys = KeyboardKeeper(self, lambda: self._pages.get(self._current))

    @property
    def current(self) -> str:
        """Give the key of the page that is shown."""
        return self._current

    def open(self, key: str, record: Any = None) -> Page:
        """Show a page, built now if it was not before.

        Args:
            key: the page's key.
            record: the uid of what to show on it, or None.
        """
        page = self._pages.get(key) or self._build(key)
        if key != self._current:
            self._leave()
            self._current = key
            self.stack.setCurrentWidget(page)
            self.rail.show_current(key)
            self._page_commands = [one.key for one in page.commands()]
            for one in page.commands():
                self.commands.add(one)
            if self._memory is not None:
                self._memory.put("page", key)
            self.shown.emit(key)
        self._show_title()
        page.take_focus()
        if record is not None:
            page.show_record(record)
        return page

    @property
    def keys(self) -> list[str]:
        """Give the keys of the pages that are there."""
        return list(self._specs)

    def open_last(self) -> Page:
        """Show the first page; the program opens on today."""
        return self.open(next(iter(self._specs)))

    def may_close(self) -> bool:
        """Tell whether no page holds something unsaved."""
        return all(page.may_leave() for page in self._pages.values())

    def search(self, text: str = "") -> SearchPalette:
        """Open the search (Ctrl+K)."""
        palette = SearchPalette([self._page_hits, *self._providers], self.window())
        palette.finished.connect(palette.deleteLater)
        palette.ask(text)
        return palette

    def help(self) -> None:
        """Open the guide at the page that is shown, with every key beside it (F1)."""
        from ui.kit.guide import GuideWindow

        if self._guide is not None:
            self._guide.close()
        guide = GuideWindow(self.commands.all(), parent=self.window())
        self._guide = guide
        guide.open_at(topic_of(self._pages[self._current]) if self._current else "")

    def act(self) -> None:
        """Do the page's primary action (Ctrl+N)."""
        page = self._pages.get(self._current)
        if page is not None:
            page.act()

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; after the lock the keyboard is in the page again."""
        super().showEvent(event)
        self._keys.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; a narrow window keeps the rail's icons only."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.make_bare(self.width() < theme.pixels(_NARROW))

    def _build(self, key: str) -> Page:
        page = self._specs[key].build()
        self._pages[key] = page
        self.stack.addWidget(page)
        page.titled.connect(self._show_title)
        page.go.connect(self.open)
        return page

    def _leave(self) -> None:
        for key in self._page_commands:
            self.commands.remove(key)
        self._page_commands = []

    def _show_title(self) -> None:
        page = self._pages.get(self._current)
        if page is not None:
            self.top.show_page(page.title, page.count, page.primary)
            self.window().setWindowTitle(f"{page.title} – {_('Lärcentrum')}")

    def _page_hits(self, text: str) -> list[Hit]:
        # Pages are commands already; with nothing typed yet they are the best first offer.
        if text.strip():
            return []
        return [
            Hit(
                title=one.title,
                run=self._opener(one.key),
                detail=said_keys(f"Ctrl+{place}") if place <= 9 else "",
                icon=one.icon,
                kind=_("Sida"),
                key=f"page_{one.key}",
            )
            for place, one in enumerate(self._specs.values(), 1)
        ]

    def _opener(self, key: str) -> Callable[[], object]:
        return lambda: self.open(key)

    def _lay_out(self) -> None:
        right = column(self.top, self.stack, self.foot, gap=0)
        right.setStretch(1, 1)
        row(self.rail, right, parent=self, gap=0).setStretch(1, 1)

    def _connect(self) -> None:
        theme.theme().changed.connect(self._fit)
        self.rail.chosen.connect(self.open)
        self.rail.helping.connect(self.help)
        self.top.searching.connect(self.search)
        self.top.locking.connect(self.locking)
        self.top.acting.connect(self.act)

    def _add_commands(self) -> None:
        general = _("Allmänt")
        for key, label, keys, icon, run in (
            ("find", _("Sök"), "Ctrl+K", "search", self.search),
            ("act", _("Ny (sidans huvudknapp)"), "Ctrl+N", "plus", self.act),
            (LOCK, _("Lås nu"), "Ctrl+L", "lock", self.locking.emit),
            ("help", _("Hjälp och tangenter"), "F1", "circle-help", self.help),
        ):
            self.commands.add(
                Command(key=key, label=label, run=run, group=general, shortcut=keys, icon=icon)
            )
        for place, spec in enumerate(self._specs.values(), 1):
            self.commands.add(
                Command(
                    key=f"page_{spec.key}",
                    label=_("Gå till {page}").format(page=spec.title),
                    run=self._opener(spec.key),
                    group=_("Sidor"),
                    shortcut=f"Ctrl+{place}" if place <= 9 else "",
                    icon=spec.icon,
                )
            )
