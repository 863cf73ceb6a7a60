"""What every page of the window is: a title, a count, one primary action, and when to reload."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QTableView, QWidget

from lärcentrum.errors import Busy, UserError
from ui.kit.banner import Banner
from ui.kit.bus import Bus, Changed
from ui.kit.commands import Command
from ui.kit.help import about
from ui.kit.settings import Memory
from ui.kit.widgets import area, column

_AGAIN = 250
"""Milliseconds until a page that met a busy register reloads."""
BEGINS = "begins"
"""The property of a button that Ctrl+N presses on a page whose parts begin different things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page before it is built.

    Args:
        key: its name in the program, of the guide's page and of what is remembered.
        title: what the rail says.
        icon: its icon's name.
        build: makes the page; called at first show.
        foot: whether it stands at the foot of the rail.
    """

    key: str
    title: str
    icon: str
    build: Callable[[], "Page"]
    foot: bool = False


class Page(QWidget):
    """A page; a subclass fills `body`, names its `tables` and writes `reload`.

    Signals:
        titled: the title, the count or the primary action is another.
        go: another page is wanted; its key and what to show there (a uid or None).
        handed: files were dropped or opened by a double click (a list of Path); most take none.
    """

    titled = Signal()
    go = Signal(str, object)
    handed = Signal(object)
    tables: ClassVar[tuple[str, ...]] = ()
    """Tables whose change makes the page stale; empty: every change does."""

    def __init__(
        self,
        key: str,
        title: str,
        *,
        bus: Bus | None = None,
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"page_{key}")
        self.setAccessibleName(title)
        area(self, "window")
        about(self, key)
        self.key, self.title, self.memory = key, title, memory
        self.count = ""
        self.primary: Command | None = None
        self.stale = True
        self.banner = Banner()
        self.body = column(self.banner, parent=self, gap=2)
        self.body.setContentsMargins(24, 16, 24, 16)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self.refresh)
        if bus is not None:
            bus.changed.connect(self._on_change)

    def reload(self) -> None:
        """Show what the register says now; may raise `Busy`, then what is shown stays."""

    def show_record(self, uid: Any) -> None:
        """Show one record (from the search or another page)."""

    def commands(self) -> list[Command]:
        """Give the page's commands beside the primary one; they work while it is shown."""
        return []

    def may_leave(self) -> bool:
        """Tell whether nothing unsaved stands in the page itself."""
        return True

    def place(self) -> QWidget | None:
        """Give where the keyboard begins: a list with rows, else the search, else what is first."""
        there = [one for one in self._stops() if not _is_other_choice(one)]
        lists = (one for one in there if isinstance(one, QTableView) and one.model().rowCount())
        lines = (one for one in there if isinstance(one, QLineEdit))
        return next(lists, None) or next(lines, None) or next(iter(there), None)

    def take_focus(self) -> None:
        """Give the keyboard to the page's natural place; to the page while that can take none."""
        (self.place() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def enable(self, part: QWidget, on: bool) -> None:
        """Let a part be used or not; the keyboard that waited for it goes there again."""
        part.setEnabled(on)
        if on and self.hasFocus():
            self.take_focus()

    def act(self) -> None:
        """Do the primary action (Ctrl+N), or press the button of a part that begins something."""
        if self.primary is not None:
            self.primary.run()
            return
        for one in self.findChildren(QPushButton):
            if one.property(BEGINS) and one.isVisible() and one.isEnabled():
                one.click()
                return

    def refresh(self) -> None:
        """Reload now; a busy register is asked again shortly, a refusal is shown on top."""
        try:
            self.reload()
        except Busy:
            self._again.start()
        except UserError as error:
            self.stale = False
            self.banner.say_error(error)
        else:
            self.stale = False

    def say_count(self, text: str) -> None:
        """Show a count beside the title."""
        self.count = text
        self.titled.emit()

    def set_primary(self, command: Command | None) -> None:
        """Offer the page's one primary action (Ctrl+N)."""
        self.primary = command
        self.titled.emit()

    def remembered(self, key: str, default: Any = None) -> Any:
        """Give what the page remembers from another day (a filter, a view)."""
        return self.memory.get(f"{self.key}.{key}", default) if self.memory else default

    def remember(self, key: str, value: Any) -> None:
        """Remember something; never about people."""
        if self.memory:
            self.memory.put(f"{self.key}.{key}", value)

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; a stale page reloads when it comes up."""
        super().showEvent(event)
        if self.stale:
            self.refresh()

    def _stops(self) -> list[QWidget]:
        """Give what Tab stops at in the page, in order."""
        found: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            takes = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus) and at.isEnabled()
            if takes and self.isAncestorOf(at) and at.isVisibleTo(self):
                found.append(at)
            at = at.nextInFocusChain()
        return found

    def _on_change(self, change: Changed) -> None:
        if self.tables and not change.touches(*self.tables):
            return
        self.stale = True
        if self.isVisible():
            self.refresh()


def _is_other_choice(widget: QWidget) -> bool:
    """Tell whether a button is one of several choices, and not the chosen one."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    return bool(group) and group.exclusive() and not widget.isChecked()
