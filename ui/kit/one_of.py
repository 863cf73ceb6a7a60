"""Buttons of which one is down: a click or the arrow keys choose another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget


class OneOf(QWidget):
    """Buttons of which one is down; who makes it lays them out.

    Args:
        title: what the screen reader calls it.
        parent: see Qt.

    Signals:
        chosen: another one was chosen; its key.
    """

    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self.buttons: dict[str, QPushButton] = {}

    def offer(self, key: str, made: QPushButton) -> None:
        """Add a button; the first that is offered is down."""
        made.setCheckable(True)
        made.setChecked(not self.buttons)
        self.buttons[key] = made
        self._group.addButton(made)

    def value(self) -> str:
        """Give the key of what is chosen."""
        return next(key for key, one in self.buttons.items() if one.isChecked())

    def put(self, key: str) -> None:
        """Show one as chosen, the first for an unknown one, without saying so."""
        self.buttons.get(key, next(iter(self.buttons.values()))).setChecked(True)

    def choose(self, key: str) -> None:
        """Choose one."""
        self.put(key)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; the arrows go from one to the next."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self.buttons)
        key = keys[(keys.index(self.value()) + step) % len(keys)]
        self.choose(key)
        self.buttons[key].setFocus()

    def _tell(self) -> None:
        self.chosen.emit(self.value())
