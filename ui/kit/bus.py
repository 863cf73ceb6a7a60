"""Carry the register's changes to the widgets, on the main thread."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal


class Changed(Protocol):
    """What an operation changed (`lärcentrum.store`'s Change)."""

    operation: str
    label: str

    def touches(self, *tables: str) -> bool:
        """Tell whether rows of one of the tables were written."""
        ...


class Announcer(Protocol):
    """The part of the store that tells what changed."""

    def listen(self, callback: Callable[[Any], None]) -> object:
        """Call back after each commit, on the thread that committed."""
        ...

    def unlisten(self, callback: Callable[[Any], None]) -> object:
        """Stop calling back."""
        ...


class Bus(QObject):
    """The only signal that a page listens to.

    Signals:
        changed: a Change; sent on the thread that the bus lives on, whichever thread wrote.
    """

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, store: Announcer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        # A slot of this object runs on this object's thread; a write there arrives at once.
        self._arrived.connect(self._tell)
        # A method of this object, so that the register keeps the bus alive until it is closed.
        store.listen(self._hear)

    def close(self) -> None:
        """Stop listening, before the store closes."""
        self._store.unlisten(self._hear)

    def _hear(self, change: object) -> None:
        self._arrived.emit(change)

    def _tell(self, change: object) -> None:
        self.changed.emit(change)
