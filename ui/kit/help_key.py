"""F1 and Ctrl+L in a dialog; apart from the rest of the help, which the first window loads."""

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.kit.help import open_guide

LOCK = "lock_now"
"""The action of the window's frame that locks."""


class HelpKey(QShortcut):
    """F1 in a dialog, which has no page of its own; Ctrl+L beside it, which locks as elsewhere.

    Args:
        window: the dialog.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(QKeySequence("F1"), window)
        self.setObjectName("help_key")
        self._root = window
        self._guide: QWidget | None = None
        self.activated.connect(self.open)
        # A modal dialog shuts the frame's own keys out; whoever leaves the desk locks all the same.
        lock = QShortcut(QKeySequence("Ctrl+L"), window)
        lock.setObjectName("lock_key")
        lock.activated.connect(self._lock)

    def open(self) -> None:
        """Open the guide at what is done in the dialog."""
        self._guide = open_guide(self._root, self._guide)

    def _lock(self) -> None:
        at: QWidget | None = self._root
        while at is not None:
            action = at.findChild(QAction, LOCK)
            if action is not None:
                action.trigger()
                return
            at = at.parentWidget()
