"""A register's home while the register is open: a copy goes there every ten minutes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from lärcentrum.errors import UserError
from lärcentrum.language import _
from ui import home_doors
from ui.doors import Register
from ui.kit import texts
from ui.kit.frame import TopBar
from ui.kit.jobs import JobRunner
from ui.kit.tokens import Tone

EVERY = 10 * 60 * 1000
"""Milliseconds between two visits at the home."""


class Homing(QObject):
    """Visits the home beside the window's own work, and shows how it stands.

    Args:
        register: the open register; one without a home is left alone.
        jobs: runs the visits.
        top: gives the bar that the sign stands in.
        tell: shows an error that stops the work here.
        parent: see Qt.
    """

    def __init__(
        self,
        register: Register,
        jobs: JobRunner,
        top: Callable[[], TopBar],
        tell: Callable[[BaseException], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._register, self._jobs, self._top, self._tell = register, jobs, top, tell
        self._told = ""
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.visit)
        self._timer.start()

    def stop(self) -> None:
        """Visit no more."""
        self._timer.stop()

    def visit(self) -> None:
        """Bring a copy home when there is news; without a home do nothing."""
        if self._timer.isActive() and home_doors.has_home(self._register):
            work = home_doors.bring_home(self._register)
            self._jobs.run(_("Kopia till hemmet"), work, done=self._came, failed=self._failed)

    def show(self) -> None:
        """Show what is known, without asking the net: in a new frame, and after a visit."""
        at = home_doors.came_home(self._register)
        if at is None:
            return
        said = _("Senaste kopian kom hem {when}.").format(when=texts.moment(at))
        tone = Tone.WARN if self._told else Tone.NEUTRAL
        tip = f"{said}\n{self._told}" if self._told else said
        self._top().indicate("home", "house", f"{at:%H:%M}", tip, tone)

    def _came(self, _visit: object) -> None:
        self._told = ""
        self.show()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._tell(error)
            return
        first = str(error) != self._told
        self._told = str(error)
        self.show()
        # One who can work on reads it in the sign; one who cannot must know at once.
        if first and not home_doors.may_write(self._register):
            self._tell(error)
