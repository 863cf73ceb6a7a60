"""Where the keys go in the frame: never to a part that is gone, and into the page after a dialog.

Qt gives the keyboard to whatever comes next when the part that had it is hidden, disabled or
deleted, which after a save often is the rail.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import theme
from ui.kit.page import Page


class KeyboardKeeper(QObject):
    """Keeps the keyboard in the page that is shown.

    Args:
        frame: what holds the pages.
        page: gives the page that is shown.
    """

    def __init__(self, frame: QWidget, page: Callable[[], Page | None]) -> None:
        super().__init__(frame)
        self._frame, self._page = frame, page
        self._last: QWidget | None = None
        self._jumped: QWidget | None = None
        self._was_away = False
        # After what happens now, which may choose a place itself.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        theme.theme().application.focusChanged.connect(self._on_focus)

    def settle(self) -> None:
        """Give the keyboard to the page soon, unless it has it by then."""
        self._jumped = None
        self._soon.start()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self._frame):
            # The keys move about once more while the frame goes.
            return
        window = self._frame.window()
        if now is not None and now.window() is not window:
            self._was_away = True
            return
        gone = self._last is not None and not _takes_keys(self._last)
        if now is None:
            if gone and window.isActiveWindow():
                self.settle()
            return
        back, self._was_away = self._was_away, False
        inside = self._holds(now)
        if gone or (back and not inside):
            self._jumped = now
            self._soon.start()
        elif inside:
            self._last = now

    def _settle(self) -> None:
        page, now = self._page(), QApplication.focusWidget()
        self._last = now if now is not None and self._holds(now) else None
        if page is None or not page.isVisible() or QApplication.activeModalWidget() is not None:
            return
        if self._last is None or now is self._jumped:
            page.take_focus()

    def _holds(self, widget: QWidget) -> bool:
        page = self._page()
        return page is not None and (page is widget or page.isAncestorOf(widget))


def _takes_keys(widget: QWidget) -> bool:
    return shiboken6.isValid(widget) and widget.isVisible() and widget.isEnabled()
