"""Do something again shortly, when the register was busy with a job."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from lärcentrum.errors import Busy

_PAUSE = 250
"""Milliseconds until the next try."""


class Again(QObject):
    """Does one thing; while the register is busy it is tried again until it is done.

    Args:
        act: what is done; may raise `Busy`.
        parent: with it the tries end.
    """

    def __init__(self, act: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.go)

    def go(self) -> None:
        """Do it now, or soon."""
        try:
            self._act()
        except Busy:
            self._timer.start()
