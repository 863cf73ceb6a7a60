"""The system ends the session, or asks the program to end: it closes as when its window is closed.

What is being typed is kept as a draft, the register is closed, and the next start does not call it
an unexpected end (FE11). Nothing is asked: nobody may be there to answer.
"""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from ui.start.shell import Shell

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Those that a session's end or an administrator sends; Windows lacks one."""


class Ending(QObject):
    """Closes the window when the system says so.

    Args:
        app: the application; told of the session's end by the desktop.
        shell: the window.
    """

    def __init__(self, app: QApplication, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        # Python runs a handler only between two steps of its own, and Qt's loop takes none while
        # nothing happens: the arrival itself is what wakes it.
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _nothing)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        app.commitDataRequest.connect(self._end)

    def _end(self, *_said: object) -> None:
        self._notifier.setEnabled(False)
        self._shell.close_unasked()


def _nothing(*_said: object) -> None:
    """Be there, so that the signal does not end the process by itself."""
