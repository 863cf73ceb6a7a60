"""The dialogs that a sitting's card opens, over the page's window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.store.store import Store
from ui.kit.form import Drafts
from ui.today.attendance_dialog import AttendanceDialog
from ui.today.hand_in_dialog import HandInDialog
from ui.today.incident_dialog import IncidentDialog
from ui.today.list_dialog import ListDialog
from ui.today.staff_dialog import StaffDialog
from ui.today.toilet_dialog import ToiletDialog

D = TypeVar("D", bound=QDialog)


class Openings:
    """What is done at one sitting, each in its dialog.

    Args:
        store: the register.
        drafts: keeps what is typed of a list until it is saved.
        window: gives the window that the dialogs stand over.
    """

    def __init__(self, store: Store, drafts: Drafts | None, window: Callable[[], QWidget]) -> None:
        self._store, self._drafts, self._window = store, drafts, window

    def show(self, dialog: D) -> D:
        """Open a dialog that goes away when it is closed."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def attendance(self, sitting: str) -> AttendanceDialog:
        """Open the attendance, one at a time."""
        return self.show(AttendanceDialog(self._store, sitting, self._window()))

    def hand_in(self, sitting: str) -> HandInDialog:
        """Open the hand-ins, one at a time."""
        return self.show(HandInDialog(self._store, sitting, self._window()))

    def staff(self, sitting: str) -> StaffDialog:
        """Show who watches over the sitting, and whom to ask."""
        return self.show(StaffDialog(self._store, sitting, self._window()))

    def incident(self, sitting: str) -> IncidentDialog:
        """Open the form for what went wrong."""
        return self.show(IncidentDialog(self._store, sitting, self._drafts, self._window()))

    def type_back(self, sitting: str) -> ListDialog:
        """Open the paper attendance list, to be typed back."""
        return self.show(
            ListDialog(self._store, sitting, self._drafts, self.toilet_log, self._window())
        )

    def toilet_log(self, sitting: str) -> ToiletDialog:
        """Open the paper toilet log, to be typed back."""
        return self.show(ToiletDialog(self._store, sitting, self._drafts, self._window()))
