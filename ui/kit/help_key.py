"""F1 as a shortcut of its own; apart from the rest of the help, which the first window loads."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.kit.help import open_guide


class HelpKey(QShortcut):
    """F1 in a dialog, which has no page of its own.

    Args:
        window: the dialog.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(QKeySequence("F1"), window)
        self.setObjectName("help_key")
        self._root = window
        self._guide: QWidget | None = None
        self.activated.connect(self.open)

    def open(self) -> None:
        """Open the guide at what is done in the dialog."""
        self._guide = open_guide(self._root, self._guide)
