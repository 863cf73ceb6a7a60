"""One window on one computer: a second start brings the first one to front (FE03)."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher

_LOCK, _KNOCK = "fönster.lås", "fönster.knack"


class Single(QObject):
    """Holds a lock while the program runs, and listens for a knock and for files that come with it.

    The lock is the user's, on this computer; the register has a lock of its own, which also other
    computers meet.

    Signals:
        knocked: the program was started a second time.
        handed: files are to be opened; `take_files` gives them.
    """

    knocked = Signal()
    handed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._knock = folder, folder / _KNOCK
        self._files: list[Path] = []
        self._lock = QLockFile(str(folder / _LOCK))
        # Held until the process ends; a lock left by one that was killed is taken over by its pid.
        self._lock.setStaleLockTime(0)
        self._watcher: QFileSystemWatcher | None = None

    def take(self, files: Sequence[Path] = ()) -> bool:
        """Be the one window.

        Args:
            files: what is to be opened; in the window that there is already, if there is one.

        Returns:
            False when there is one already, and it was knocked at.
        """
        if not self._lock.tryLock(0):
            if files:
                from ui.start.handed import hand_over

                hand_over(self._folder, files)
            self.knock()
            return False
        self._knock.unlink(missing_ok=True)
        self._files = list(files)
        return True

    def take_files(self) -> list[Path]:
        """Give the files that are to be opened, once."""
        files, self._files = self._files, []
        return files

    def listen(self) -> None:
        """Begin to hear knocks; one that came since `take` counts."""
        from PySide6.QtCore import QFileSystemWatcher

        came = self._knock.exists()
        self._knock.touch()
        self._watcher = QFileSystemWatcher([str(self._knock)], self)
        self._watcher.fileChanged.connect(self._heard)
        if came:
            self._told()

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
        self._told()

    def _told(self) -> None:
        from ui.start.handed import take_handed

        self.knocked.emit()
        self._files += take_handed(self._folder)
        if self._files:
            self.handed.emit()
