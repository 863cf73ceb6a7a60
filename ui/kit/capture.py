"""Keep the program's windows out of screen sharing and screen shots, where the system can.

Windows does it for a window (`SetWindowDisplayAffinity`, black before Windows 10 2004, not there
from then on). Qt has no word for it, and neither X11 nor Wayland lets a program ask for it.
"""

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

SETTING = "hide_from_capture"
"""What the choice is called among what the window remembers."""
_EXCLUDED, _BLACK = 0x11, 0x1


def can_hide() -> bool:
    """Tell whether the system can keep a window out of a shared screen."""
    return sys.platform == "win32"


def _affinity(handle: int, how: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, how))
    return False


class CaptureGuard(QObject):
    """Hides each window of the program as it is shown: dialogs and menus are windows of their own.

    Args:
        app: the application; the guard lives as long.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            handle = int(watched.winId())
            _ = _affinity(handle, _EXCLUDED) or _affinity(handle, _BLACK)
        return False
