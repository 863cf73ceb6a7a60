"""A register's home while the register is open: a copy goes there every ten minutes.

Whoever comes back to the window, or unlocks it, may have been away while somebody took the
register over: then the home is asked at once, not at the next visit.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lärcentrum.errors import UserError
from lärcentrum.home.errors import HandedOver
from lärcentrum.language import _, ngettext
from ui import home_doors
from ui.doors import Register
from ui.kit import texts
from ui.kit.chips import Chip
from ui.kit.jobs import JobRunner
from ui.kit.tokens import Tone

if TYPE_CHECKING:
    from ui.main_window import MainWindow

EVERY = 10 * 60 * 1000
"""Milliseconds between two visits at the home."""
_ASK_AGAIN = 15
"""Seconds that must pass before coming back to the window asks the home once more."""


class Homing(QObject):
    """Visits the home beside the window's own work, and shows how it stands.

    Args:
        register: the open register; one without a home is left alone.
        jobs: runs the visits.
        frame: gives the frame that the signs stand in.
        tell: shows an error that stops the work here.
        fenced: called when from now on nothing can be written here.
        parent: see Qt.
    """

    def __init__(
        self,
        register: Register,
        jobs: JobRunner,
        frame: "Callable[[], MainWindow]",
        tell: Callable[[BaseException], object],
        fenced: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._register, self._jobs, self._frame, self._tell = register, jobs, frame, tell
        self._fenced, self._told = fenced, ""
        self._asked = time.monotonic()
        self.is_fenced = False
        self.waits = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.visit)
        self._timer.start()
        jobs.ended.connect(self._look)

    def stop(self) -> None:
        """Visit no more."""
        self._timer.stop()

    def visit(self) -> None:
        """Bring a copy home when there is news; without a home do nothing."""
        if self._reaches_home():
            work = home_doors.bring_home(self._register)
            self._jobs.run(_("Kopia till hemmet"), work, done=self._came, failed=self._failed)

    def ask(self) -> None:
        """Ask whether this computer still has the register, without bringing anything home."""
        self._asked = time.monotonic()
        if self._reaches_home():
            work = home_doors.ask_home(self._register)
            self._jobs.run(_("Frågar hemmet"), work)

    def look_only(self) -> None:
        """Take the rights to write from whoever is at the desk, where nothing can be written."""
        if self.is_fenced:
            home_doors.only_look(self._register)

    def show(self) -> None:
        """Show what is known, without asking the net: in a new frame, and after a visit."""
        why = home_doors.refusal(self._register)
        if why is not None:
            self._frame().top.mark(Chip(_("Bara titta"), Tone.WARN, "eye"), str(why))
        at = home_doors.came_home(self._register)
        if at is None:
            return
        said = _("Senaste kopian kom hem {when}.").format(when=texts.moment(at))
        tone = Tone.WARN if self._told else Tone.NEUTRAL
        tip = f"{said}\n{self._told}" if self._told else said
        self._frame().top.indicate("home", "house", f"{at:%H:%M}", tip, tone)

    def show_all(self) -> None:
        """Show as well whether changes that were set aside wait; no job may hold the register."""
        self.show()
        tip = _("Ändringar som inte hade kommit hem när registret togs över väntar."
                " Tillämpa eller stryk dem under Hem för registret.")  # fmt: skip
        try:
            self.waits = home_doors.waiting(self._register)
        except UserError as error:
            self.waits, tip = 1, str(error)
        said = ngettext("{n} ändring väntar", "{n} ändringar väntar", self.waits)
        text = said.format(n=self.waits) if self.waits else ""
        self._frame().top.indicate("aside", "inbox", text, tip, Tone.WARN, self._go_aside)

    def _go_aside(self) -> None:
        self._frame().open("settings", "home")

    def come_back(self) -> None:
        """Ask, as somebody has come back to one of the program's windows."""
        away = time.monotonic() - self._asked
        if away >= _ASK_AGAIN and not self._jobs.jobs:
            self.ask()

    def _look(self) -> None:
        """See after each job whether it found that nothing more can be written."""
        why = home_doors.refusal(self._register)
        if self.is_fenced or why is None:
            return
        self.is_fenced = True
        self._told = str(why)
        self.show()
        self._fenced()
        if not isinstance(why, HandedOver):
            # Nobody here asked for it: they must know at once.
            self._tell(why)

    def _reaches_home(self) -> bool:
        going_on = self._timer.isActive() and not self.is_fenced
        return going_on and home_doors.has_home(self._register)

    def _came(self, _visit: object) -> None:
        self._told = ""
        self.show()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._tell(error)
            return
        # One who can work on reads it in the sign.
        self._told = str(error)
        self.show()
