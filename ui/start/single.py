"""One window on one computer: a second start brings the first one to front (FE03)."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher

_LOCK, _KNOCK = "fönster.lås", "fönster.knack"


class Single(QObject):
    """Holds a lock while the program runs, and listens for a knock.

    The lock is the user's, on this computer; the register has a lock of its own, which also other
    computers meet.

    Signals:
        knocked: the program was started a second time.
    """

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._knock = folder / _KNOCK
        self._lock = QLockFile(str(folder / _LOCK))
        # Held until the process ends; a lock left by one that was killed is taken over by its pid.
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Be the one window; False means that there is one already, and that it was knocked at."""
        if not self._lock.tryLock(0):
            self.knock()
            return False
        self._knock.unlink(missing_ok=True)
        return True

    def listen(self) -> None:
        """Begin to hear knocks; one that came since `take` counts."""
        from PySide6.QtCore import QFileSystemWatcher

        came = self._knock.exists()
        self._knock.touch()
        self._watcher = QFileSystemWatcher([str(self._knock)], self)
        self._watcher.fileChanged.connect(self._heard)
        if came:
            self.knocked.emit()

    def knock(self) -> None:
        """Touch the file that the first window watches."""
        file = QtCore.QFile(str(self._knock))
        if file.open(QtCore.QFile.OpenModeFlag.WriteOnly):
            file.write(str(os.getpid()).encode())
            file.close()

    def drop(self) -> None:
        """Let another start be the first."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _heard(self) -> None:
        # Some systems forget a file once it was written anew.
        if self._watcher is not None and str(self._knock) not in self._watcher.files():
            self._watcher.addPath(str(self._knock))
        self.knocked.emit()
