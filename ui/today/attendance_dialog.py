"""Attendance typed back from paper: one key a person, Tab to the time."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from lärcentrum.clock import STOCKHOLM
from lärcentrum.errors import UserError
from lärcentrum.exams.attendance import Attendance, clear_attendance, note_attendance
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.incident_kinds import Decision
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.chips import Chip
from ui.kit.fields import TimeField
from ui.kit.help import about
from ui.kit.texts import span
from ui.kit.tokens import Tone
from ui.kit.widgets import button
from ui.today.sheet import SheetDialog, SheetRow, at_time

_KEYS = {
    Qt.Key.Key_P: Attendance.PRESENT,
    Qt.Key.Key_A: Attendance.ABSENT,
    Qt.Key.Key_L: Attendance.LATE,
}


class AttendanceRow(SheetRow):
    """One person's attendance.

    Args:
        store: the register.
        booking: the person's booking.
        number: the row's number on the paper list.
    """

    def __init__(self, store: Store, booking: BookingRow, number: int) -> None:
        self.marks: dict[Attendance, QPushButton] = {}
        field = TimeField()
        super().__init__(store, booking, number, field)
        self._meant = Attendance.PRESENT
        edit = field.focus_widget()
        edit.setObjectName("row_time")
        edit.setAccessibleName(_("Kom klockan, {name}").format(name=booking.paper_name))
        field.edit.setPlaceholderText(_("kom kl."))
        for letter, attendance, tip in (
            ("P", Attendance.PRESENT, _("Närvarande (P)")),
            ("L", Attendance.LATE, _("Kom sent (L)")),
            ("A", Attendance.ABSENT, _("Kom inte (A)")),
        ):
            mark = button(letter, partial(self.mark, attendance), name=f"mark_{letter}", tip=tip)
            mark.setFixedWidth(theme.pixels(40))
            mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mark.setAutoDefault(False)
            self.marks[attendance] = mark
            self.inner.insertWidget(self.inner.count() - 1, mark)
        self.turned_away = button(
            _("Fick inte skriva"), self.turn_away, kind="quiet", name="turned_away"
        )
        under = self.wrong.layout()
        assert under is not None
        under.addWidget(self.turned_away)
        under.setAlignment(self.turned_away, Qt.AlignmentFlag.AlignLeft)
        self.show_state()

    def state(self) -> Chip | None:
        """Give what is noted."""
        if self.booking.handed_in is not None:
            return Chip(_("inlämnad"), Tone.GOOD, "clipboard-check")
        if self.booking.attendance == Attendance.PRESENT:
            return Chip(_("närvarande"), Tone.GOOD, "user-check")
        if self.booking.attendance == Attendance.LATE:
            return Chip(_("sen"), Tone.WARN, "clock")
        if self.booking.attendance == Attendance.ABSENT:
            return Chip(_("kom inte"), Tone.NEUTRAL, "user-x")
        return None

    def show_state(self) -> None:
        """Show what the register says now."""
        super().show_state()
        self.entry.put(self.booking.arrived.time() if self.booking.arrived else None)
        for one in (*self.marks.values(), self.entry):
            one.setEnabled(self.booking.handed_in is None)

    def press(self, key: int) -> bool:
        """Note by a letter; Delete takes the note away."""
        if key in _KEYS:
            self.mark(_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        else:
            return False
        return True

    def mark(self, attendance: Attendance) -> None:
        """Note and go on; somebody late is asked the time first."""
        self._meant = attendance
        if attendance is Attendance.LATE:
            self.entry.put(self._now())
            self.entry.focus_widget().setFocus()
            if isinstance(self.entry, TimeField):
                self.entry.edit.selectAll()
        else:
            self.entry.put(None)
            self.commit()

    def refuse(self, error: UserError, *, asks: bool) -> None:
        """Show a refusal; one who came too late may be let in with a reason, or turned away."""
        super().refuse(error, asks=asks)
        self.turned_away.setVisible(asks)

    def turn_away(self) -> None:
        """Note that somebody came too late and was not let in."""
        self._note(Decision.REFUSED)

    def commit(self) -> None:
        """Note what is meant, with the time that stands there.

        Somebody who is only ticked off came in time: a list is often typed back after the exam.
        """
        self._note(Decision.ALLOWED)

    def _note(self, decision: Decision) -> None:
        value = self.entry.value()
        late = self._meant is Attendance.LATE
        if late and value is None:
            self.entry.focus_widget().setFocus()
            return
        came = at_time(self.booking, value) if value else self.booking.starts
        if self._meant is not Attendance.ABSENT and came > self.booking.starts:
            self._meant = Attendance.LATE
        try:
            note_attendance(
                self.store,
                booking=self.booking.uid,
                attendance=self._meant,
                at=came,
                reason=self.reason.text(),
                decision=decision,
            )
        except ReasonNeeded as error:
            self.refuse(error, asks=True)
        except UserError as error:
            self.refuse(error, asks=False)
        else:
            self._meant = Attendance.PRESENT
            self.again()
            self.step.emit(1)

    def _clear(self) -> None:
        if not self.booking.attendance:
            return
        try:
            clear_attendance(self.store, booking=self.booking.uid)
        except UserError as error:
            self.refuse(error, asks=False)
        else:
            self.again()

    def _now(self) -> object:
        now = self.store.clock.now().astimezone(STOCKHOLM).replace(tzinfo=None)
        running = self.booking.starts < now < self.booking.ends
        return now.time().replace(second=0, microsecond=0) if running else None


class AttendanceDialog(SheetDialog):
    """The attendance of one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        page = sitting_page(store, sitting=sitting)
        rows = [AttendanceRow(store, one, at) for at, one in enumerate(page.bookings, 1)]
        super().__init__(
            _("Närvaro"),
            f"{page.card.room_name} · {span(page.card.starts, page.card.ends)}",
            _("P närvarande   L kom sent   A kom inte   Delete tar bort   Tab till tiden"),
            rows,
            parent,
        )
        self.setObjectName("attendance_dialog")
        about(self, "today#narvaro-med-en-tangent-per-person")
