"""What can be done, by name and keys: one list for the menu, the search and the list of keys."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.kit.again import Again


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing to do.

    Args:
        key: its name in the program; the action's object name.
        label: its words.
        run: called when it is chosen.
        group: what it belongs to (a page's title), as the list of keys shows it.
        shortcut: its keys, such as "Ctrl+N"; "" for none.
        icon: its icon's name.
        words: other words that find it.
    """

    key: str
    label: str
    run: Callable[[], object]
    group: str = ""
    shortcut: str = ""
    icon: str = "arrow-right"
    words: str = ""


class Commands(QObject):
    """The commands of a window.

    Signals:
        changed: there are more or fewer.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._known: dict[str, tuple[Command, QAction]] = {}

    def add(self, command: Command) -> QAction:
        """Make a command known and its keys work; one of the same key gives way."""
        self.remove(command.key)
        action = QAction(command.label, self._window)
        action.setObjectName(command.key)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        # A back-up may hold the register just now: what was asked for is done as soon as it ends.
        soon = Again(command.run, action)
        action.triggered.connect(lambda: soon.go())
        self._window.addAction(action)
        self._known[command.key] = (command, action)
        self.changed.emit()
        return action

    def remove(self, key: str) -> None:
        """Forget a command."""
        known = self._known.pop(key, None)
        if known:
            self._window.removeAction(known[1])
            known[1].deleteLater()
            self.changed.emit()

    def all(self) -> list[Command]:
        """Give every command that can be done now, in the order they were added."""
        return [command for command, action in self._known.values() if action.isEnabled()]

    def enable(self, key: str, on: bool) -> None:
        """Let a command be done or not."""
        self._known[key][1].setEnabled(on)
