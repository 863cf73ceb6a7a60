"""Notice that nobody is at the desk: no key, no mouse for some minutes, or the computer slept."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from lärcentrum.clock import Clock

_LOOK = 10_000
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Watches the program's windows.

    It looks at the clock on the wall, so time asleep counts, and at the windows' own events, not
    at every event of the application: that would make Python take part in all of them.

    Args:
        app: the application.
        clock: what time it is.
        minutes: how long nothing may happen; 0 for never.

    Signals:
        idle: the time is up.
        returned: somebody has come to one of the windows, from another or another program's.
    """

    idle = Signal()
    returned = Signal()

    def __init__(self, app: QGuiApplication, clock: Clock, minutes: int = 15) -> None:
        super().__init__(app)
        self.minutes = minutes
        self._clock = clock
        self._last: datetime = clock.now()
        self._windows: set[int] = set()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def start(self) -> None:
        """Begin to count from now."""
        self._last = self._clock.now()
        self._timer.start()

    def stop(self) -> None:
        """Stop counting, as while it is locked."""
        self._timer.stop()

    def look(self) -> None:
        """Tell when the time is up."""
        passed = self._clock.now() - self._last
        if self.minutes and passed >= timedelta(minutes=self.minutes):
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if event.type() in _INPUT:
            self._last = self._clock.now()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            self.returned.emit()
        if window is not None and id(window) not in self._windows:
            self._windows.add(id(window))
            window.installEventFilter(self)
            self._last = self._clock.now()
