"""A sitting's seating plan: who sits where; drag or keys move one, and two change seats."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from lärcentrum import history
from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.exams import ExamForm
from lärcentrum.exams.seating.seat_changes import SittingSeats, sitting_seats, take_seat
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams.copy_plan_dialog import CopyPlanDialog, said_copied
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.seat_grid import Place, SeatCell, SeatGrid
from ui.kit.texts import hours
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, button, column, fit_screen, label, line, row

_DIGITAL = (ExamForm.DIGITAL, ExamForm.COMPUTER)


class SittingPlanDialog(QDialog):
    """Shows a sitting's seats; those without one stand below the room.

    Args:
        store: the register.
        sitting: the sitting's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sitting_plan")
        self._store, self._sitting = store, sitting
        HelpKey(self)
        about(self, "exams#sittplan")
        self.grid = SeatGrid("sitting_seats", _("Sittplan"), wide=112, tall=52)
        self.banner = Banner()
        self.title = label(size=Text.TITLE, name="plan_title")
        self.count = label(soft=True, wrap=True, name="plan_count")
        self.undo_button = button(_("Ångra"), self.undo, icon="undo-2", name="undo_move")
        self.copy_button = button(_("Kopiera sittplan …"), self.copy, name="copy_plan_button")
        self.copy_button.setAutoDefault(False)
        self.copy_button.setVisible(Right.REGISTER in store.session.rights)
        self.done_button = button(_("Klar"), self.accept, kind="primary", name="done")
        self.done_button.setAutoDefault(False)
        self.undo_button.setAutoDefault(False)
        self._moves = 0
        self._seats: dict[Place, str | None] = {}
        self._people: dict[Place, BookingRow] = {}
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        self._lay_out()
        self.grid.moved.connect(self.move_person)
        self.reload()
        self.grid.setFocus()

    def reload(self) -> None:
        """Show what the register says now."""
        found = sitting_seats(self._store, sitting=self._sitting)
        plan = found.plan
        self.title.setText(_("Sittplan för {room}").format(room=plan.room_name))
        self.setWindowTitle(self.title.text())
        self._seats = {(one.at.row, one.at.col): one.uid for one in plan.seats if not one.off}
        by_seat = {one.seat: one for one in found.people if one.seat}
        cells: dict[Place, SeatCell] = {}
        self._people = {}
        for seat in plan.seats:
            who, at = by_seat.get(seat.uid), (seat.at.row, seat.at.col)
            if who is not None:
                self._people[at] = who
            if who is not None or not seat.off:
                cells[at] = _cell(seat.label, who, found)
        rows = max(row for row, _col in cells) if cells else plan.rows
        cols = max(col for _row, col in cells) if cells else plan.cols
        rows += self._stand_below(found, cells, rows, cols)
        self.grid.show_cells(rows, cols, cells)
        self._say(found)

    def move_person(self, source: Place, target: Place) -> None:
        """Put somebody on another seat, or below the room; the one who sits there changes."""
        who = self._people.get(source)
        if who is None or (target not in self._seats and who.seat is None):
            return
        self.banner.hide()
        try:
            take_seat(self._store, booking=who.uid, seat=self._seats.get(target))
        except UserError as error:
            self.banner.say(spoken(self._store, error), "", Tone.BAD, error.code)
            announce(self, str(error))
            return
        self._moves += 1
        self.reload()
        announce(self.grid, self.grid.spoken(target))

    def copy(self) -> CopyPlanDialog:
        """Choose an earlier plan to copy."""
        dialog = CopyPlanDialog(self._store, self._sitting, self)
        dialog.accepted.connect(self._copied)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _copied(self) -> None:
        """Show the copied plan, and say what could not be copied and why."""
        dialog = self.sender()
        assert isinstance(dialog, CopyPlanDialog)
        made = dialog.made
        assert made is not None
        self._moves += 1
        self.reload()
        first, *rest = said_copied(made).split("\n")
        self.banner.say(first, "\n".join(rest), Tone.WARN if rest else Tone.GOOD)
        announce(self, first)

    def undo(self) -> None:
        """Take back the last move that was made here."""
        if not self._moves:
            return
        try:
            history.undo_last(self._store)
        except UserError as error:
            self.banner.say_error(error)
            return
        self._moves -= 1
        self.banner.hide()
        self.reload()

    def _stand_below(
        self, found: SittingSeats, cells: dict[Place, SeatCell], rows: int, cols: int
    ) -> int:
        """Let those without a seat stand below the room; give how many rows they take."""
        waiting = [one for one in found.people if one.seat is None]
        # The last place below is empty: to put somebody down in, without a seat.
        for n, who in enumerate(waiting):
            at = (rows + 1 + n // cols, n % cols + 1)
            self._people[at] = who
            cells[at] = _cell(_("utan plats"), who, found)
        free = (rows + 1 + len(waiting) // cols, len(waiting) % cols + 1)
        cells[free] = SeatCell(title=_("utan plats"), spoken=_("utan plats"), off=True)
        return len(waiting) // cols + 1

    def _say(self, found: SittingSeats) -> None:
        sits = sum(one.seat is not None for one in found.people)
        text = ngettext("{n} har plats", "{n} har plats", sits).format(n=sits)
        waiting = len(found.people) - sits
        parts = [text, _("{n} utan plats").format(n=waiting)] if waiting else [text]
        if found.close:
            parts.append(_("{n} sitter för nära").format(n=len(found.close)))
        self.count.setText(" · ".join(parts))
        self.undo_button.setEnabled(self._moves > 0)

    def _lay_out(self) -> None:
        around = QScrollArea(widgetResizable=True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setWidget(self.grid)
        around.setAlignment(Qt.AlignmentFlag.AlignTop)
        keys = _(
            "Dra en person till en annan plats, eller gå med pilarna, ta upp med mellanslag och"
            " sätt ner med mellanslag. På en tagen plats byter de två. Längst ner står de utan"
            " plats."
        )
        body = column(around, gap=0)
        body.setContentsMargins(18, 0, 18, 8)
        head = column(
            self.title, self.count, label(keys, size=Text.SMALL, soft=True, wrap=True),
            self.banner, gap=0,
        )  # fmt: skip
        head.setSpacing(4)
        head.setContentsMargins(24, 20, 24, 12)
        foot = row(self.undo_button, self.copy_button, None, self.done_button, gap=1)
        foot.setContentsMargins(24, 12, 24, 12)
        box = column(head, body, line(), foot, parent=self, gap=0)
        box.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(860), theme.pixels(600)))


def _cell(title: str, who: BookingRow | None, found: SittingSeats) -> SeatCell:
    if who is None:
        return SeatCell(title=title, spoken=_("plats {seat}, ledig").format(seat=title))
    course = who.course_code or who.course_name
    marks = [title] + ([_("digital")] if who.form in _DIGITAL else [])
    parts = [*marks, who.paper_name, course, hours(who.starts, who.ends)]
    close = who.uid in found.close
    if close:
        parts.append(_("för nära en annan"))
    return SeatCell(
        title=" · ".join(marks),
        text=who.paper_name,
        spoken=", ".join(parts),
        tone=Tone.WARN if close or who.seat is None else Tone.ACCENT,
        movable=True,
    )
