"""The system ends the session, or asks the program to end: it closes as when its window is closed.

What is being typed is kept as a draft, the register is closed, and the next start does not call it
an unexpected end (FE11). Nothing is asked: nobody may be there to answer.
"""

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from ui.start.shell import Shell

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Those that a session's end or an administrator sends."""


class Ending(QObject):
    """Closes the window when the system says so.

    Args:
        app: the application; told of the session's end by the desktop.
        shell: the window.
    """

    def __init__(self, app: QApplication, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._notifier: QSocketNotifier | None = None
        app.commitDataRequest.connect(self._end)
        if sys.platform != "win32":  # its desktop says it by `commitDataRequest` alone
            self._hear_signals()

    def _hear_signals(self) -> None:
        # Python runs a handler only between two steps of its own, and Qt's loop takes none while
        # nothing happens: the arrival itself is what wakes it.
        heard, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        for name in _SIGNALS:
            signal.signal(getattr(signal, name), _nothing)
        self._notifier = QSocketNotifier(heard, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def _end(self, *_said: object) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._shell.has_ended:
            self._shell.was_read()  # only its last word is on show, and nobody is there to read it
        else:
            self._shell.close_unasked()


def _nothing(*_said: object) -> None:
    """Be there, so that the signal does not end the process by itself."""
