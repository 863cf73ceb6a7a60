"""What can be done with other uses of the rooms: begin, change, approve, take away."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.room_days import Held, RoomBlock
from lärcentrum.exams.room_series import RoomSeries
from lärcentrum.exams.sittings import cancel_sitting
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams.room_use_form import RoomUseDialog, approve_dialog, cancel_dialog, series_text


class RoomUses(QObject):
    """Opens the dialogs.

    Args:
        store: the register.
        over: the part of the window that they belong to.

    Signals:
        done: a series was booked; how many days, and which were left out.
        refused: something cannot be done; a UserError.
    """

    done = Signal(str, str)
    refused = Signal(object)

    def __init__(self, store: Store, over: QWidget) -> None:
        super().__init__(over)
        self._store, self._over = store, over

    def add(
        self, room: str = "", starts: datetime | None = None, ends: datetime | None = None
    ) -> RoomUseDialog:
        """Open the dialog for another use of a room, filled in as far as it is known."""
        dialog = RoomUseDialog(
            self._store, room=room, starts=starts, ends=ends, parent=self._over.window()
        )
        dialog.form.saved.connect(self._on_series)
        return self._open(dialog)

    def begin(self, room: str, starts: datetime, ends: datetime) -> None:
        """Do the same where it was drawn; a register that is busy is said."""
        try:
            self.add(room, starts, ends)
        except UserError as error:
            self.refused.emit(error)

    def act(self, key: str, block: RoomBlock | None) -> None:
        """Do what is wanted with a use; a sitting is called off, if nobody is booked in it."""
        if block is None or Right.REGISTER not in self._store.session.rights:
            return
        over = self._over.window()
        try:
            if block.kind is Held.SITTING:
                cancel_sitting(self._store, sitting=block.uid)
            elif key == "approve":
                approve_dialog(self._store, block, over)
            elif key == "cancel":
                cancel_dialog(self._store, block, over)
            else:
                self._open(RoomUseDialog(self._store, block=block, parent=over))
        except UserError as error:
            self.refused.emit(error)

    def _open(self, dialog: RoomUseDialog) -> RoomUseDialog:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_series(self, made: RoomSeries) -> None:
        if made.left_out or len(made.uids) > 1:
            self.done.emit(*series_text(made))
