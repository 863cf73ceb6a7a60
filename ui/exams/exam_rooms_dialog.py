"""*Salar för tentan*: the rooms that an exam is split over, in the order they are filled."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.exam_rooms import exam_rooms, set_exam_rooms
from lärcentrum.exams.rooms import Room, list_rooms
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.banner import Banner
from ui.kit.button_row import ButtonRow
from ui.kit.help import about
from ui.kit.help_key import HelpKey
from ui.kit.key_table import KeyTable
from ui.kit.models import Column, RecordModel
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import announce, button, column, fit_screen, label, line, row


@dataclass(frozen=True, slots=True)
class _Line:
    """A room, with its place in the order; 0 for one that the exam is not written in."""

    uid: str
    room: Room
    place: int


class ExamRoomsDialog(QDialog):
    """The rooms of one exam in order; those that are not used stand below.

    Args:
        store: the register.
        exam: the exam's uid.
        course: what the exam is called.
        parent: see Qt.
    """

    def __init__(self, store: Store, exam: str, course: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exam_rooms")
        self.setWindowTitle(_("Salar för {course}").format(course=course))
        HelpKey(self)
        about(self, "exams#en-tentamen-i-flera-salar")
        self._store, self._exam = store, exam
        self._rooms = {one.uid: one for one in list_rooms(store)}
        there = [one.room for one in exam_rooms(store, exam=exam)]
        self._order = [one for one in there if one in self._rooms]
        self._was = there
        self.banner = Banner()
        self.count = label(soft=True, wrap=True, name="exam_rooms_count")
        self.model = RecordModel(_columns())
        self.table = KeyTable(self.model, name="rooms_in_order", title=_("Salarna i ordning"))
        self.table.keys = {"Space": self.turn, "Alt+Up": self.up, "Alt+Down": self.down}
        self.turn_button = button(_("Med eller inte"), self.turn, name="turn_room")
        self.up_button = button(_("Upp"), self.up, icon="chevron-up", name="room_up")
        self.down_button = button(_("Ner"), self.down, icon="chevron-down", name="room_down")
        self.save_button = button(_("Spara"), self.accept, kind="primary", name="save")
        self.cancel_button = button(_("Avbryt"), self.reject, name="cancel")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.accept)
        self._lay_out()
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(self.turn)
        self._show(self._order[0] if self._order else next(iter(self._rooms), ""))
        self.table.setFocus()

    def turn(self, *_record: object) -> None:
        """Take the chosen room in, last in the order, or out."""
        chosen = self.table.record()
        if chosen is None:
            return
        if chosen.place:
            self._order.remove(chosen.uid)
        else:
            self._order.append(chosen.uid)
        self._show(chosen.uid)

    def up(self) -> None:
        """Let the chosen room be filled earlier."""
        self._move(-1)

    def down(self) -> None:
        """Let the chosen room be filled later."""
        self._move(1)

    def accept(self) -> None:
        """Keep the order; stay open with the reason on a refusal."""
        if self._order == self._was:
            super().reject()
            return
        try:
            set_exam_rooms(self._store, exam=self._exam, rooms=self._order)
        except UserError as error:
            self.banner.say(spoken(self._store, error), "", Tone.BAD, error.code)
            announce(self, str(error))
            return
        super().accept()

    def _move(self, way: int) -> None:
        chosen = self.table.record()
        if chosen is None or not chosen.place:
            return
        old, new = chosen.place - 1, chosen.place - 1 + way
        if 0 <= new < len(self._order):
            self._order[old], self._order[new] = self._order[new], self._order[old]
            self._show(chosen.uid)

    def _show(self, chosen: str) -> None:
        rest = [uid for uid in self._rooms if uid not in self._order]
        lines = [_Line(uid, self._rooms[uid], n) for n, uid in enumerate(self._order, 1)]
        self.model.show([*lines, *(_Line(uid, self._rooms[uid], 0) for uid in rest)])
        self.table.choose(self.model.row_of(chosen))
        seats = sum(self._rooms[uid].capacity for uid in self._order)
        text = ngettext("{n} plats i dem", "{n} platser i dem", seats).format(n=seats)
        self.count.setText(text if self._order else _("Ingen ordning: tentan skrivs där det ryms."))
        self._allow()

    def _allow(self, *_record: object) -> None:
        chosen = self.table.record()
        place = chosen.place if chosen is not None else 0
        self.turn_button.setEnabled(chosen is not None)
        self.up_button.setEnabled(place > 1)
        self.down_button.setEnabled(0 < place < len(self._order))

    def _lay_out(self) -> None:
        self.table.empty.say("door-open", _("Ingen sal"), _("Lägg in salar under Inställningar."))
        why = _(
            "Den första salen fylls innan nästa börjar. Den som inte ryms i dem placeras i en annan"
            " sal, och eget rum och liten grupp går före ordningen."
        )
        head = column(
            label(self.windowTitle(), size=Text.TITLE, wrap=True),
            label(why, soft=True, wrap=True), self.banner, gap=1,
        )  # fmt: skip
        head.setContentsMargins(24, 20, 24, 12)
        turns = ButtonRow(self.turn_button, self.up_button, self.down_button, left=True)
        body = column(self.table, turns, self.count, gap=1)
        body.setContentsMargins(24, 0, 24, 16)
        keys = label(
            _("Med: mellanslag · Flytta: Alt+Upp, Alt+Ner"), size=Text.SMALL, soft=True, wrap=True
        )
        foot = row(keys, None, self.cancel_button, self.save_button, gap=1)
        foot.setStretch(0, 1)
        foot.setContentsMargins(24, 12, 24, 12)
        box = column(head, body, line(), foot, parent=self, gap=0)
        box.setStretch(1, 1)
        fit_screen(self, QSize(theme.pixels(560), theme.pixels(520)))


def _columns() -> list[Column]:
    return [
        Column(key="place", title=_("Ordning"), text=lambda one: str(one.place or "–"), width=90,
               sortable=False),
        Column(key="room", title=_("Sal"), text=lambda one: one.room.name, width=220,
               sortable=False),
        Column(key="seats", title=_("Platser"), text=lambda one: str(one.room.capacity),
               sortable=False),
    ]  # fmt: skip
