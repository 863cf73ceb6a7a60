"""A switch between several pictures of the same things."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.kit.fields import Choice
from ui.kit.widgets import button, row


class ViewSwitch(QWidget):
    """Buttons beside each other, of which one is down.

    Args:
        choices: what there is; the detail is the keys that choose it, shown when pointed at.
        title: what the screen reader calls it.
        icons: an icon for each key.

    Signals:
        chosen: another one was chosen; its key.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[Choice], title: str, icons: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for one in choices:
            icon = (icons or {}).get(one.key, "")
            made = button(one.title, kind="rail", icon=icon, name=f"view_{one.key}")
            made.setCheckable(True)
            made.setToolTip(one.detail)
            self.buttons[one.key] = made
            self._group.addButton(made)
        next(iter(self.buttons.values())).setChecked(True)
        row(*self.buttons.values(), None, parent=self, gap=0)
        self._group.buttonClicked.connect(self._tell)

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
