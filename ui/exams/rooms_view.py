"""Salar: the rooms down, the hours across, one day or a week; booked, moved and stretched there."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from lärcentrum.errors import Busy, UserError
from lärcentrum.exams import fields, times
from lärcentrum.exams.room_days import Held, RoomBlock, RoomDays, room_days
from lärcentrum.exams.room_uses import move_room_use
from lärcentrum.exams.sitting_checks import people_in_the_way
from lärcentrum.exams.sittings import change_sitting_room, move_sitting
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams import room_blocks
from ui.exams.rooms_bar import RoomsBar
from ui.kit import theme
from ui.kit.empty import Empty
from ui.kit.help import about
from ui.kit.timeline import Timeline
from ui.kit.timeline_items import Block, Verdict
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import column, label

_MINUTE = 60_000
_LOW = 220
"""Pixels at ordinary text below which only the picture is shown."""


class RoomsView(QWidget):
    """The picture of the rooms.

    Args:
        store: the register.
        bar: chooses the days; stands above, beside the switch of the views.
        parent: see Qt.

    Signals:
        chosen: another block is chosen; a RoomBlock or None.
        opened: a block is to be looked at; a RoomBlock.
        book: an exam is to be booked; a room's uid, from.
        use: the room is to be used for something else; a room's uid, from, to.
        removed: a block is to be taken away; a RoomBlock.
        refused: the register refused a move; a UserError.
    """

    chosen = Signal(object)
    opened = Signal(object)
    book = Signal(str, object)
    use = Signal(str, object, object)
    removed = Signal(object)
    refused = Signal(object)

    def __init__(self, store: Store, bar: RoomsBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rooms_view")
        about(self, "exams#salar-alt-s")
        self._store, self.bar = store, bar
        self._writes = Right.REGISTER in store.session.rights
        self.shown: RoomDays | None = None
        self._people: dict[tuple[str, datetime], Verdict] = {}
        self.timeline = Timeline(_("Salar"))
        self.timeline.setObjectName("rooms_timeline")
        self.timeline.judge = self._judge
        self.timeline.can_ask = self._writes
        self.empty = Empty("door-open", _("Inga salar ännu"))
        self.legend = label(_legend(), size=Text.SMALL, soft=True, wrap=True, name="rooms_legend")
        column(self.empty, self.timeline, self.legend, parent=self).setStretch(1, 1)
        self.menu = QMenu(self)
        self.menu.setObjectName("ask_menu")
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self._say_now)
        self.timeline.chosen.connect(lambda key: self.chosen.emit(self.block(key)))
        self.timeline.opened.connect(lambda key: self.opened.emit(self.block(key)))
        self.timeline.removed.connect(lambda key: self.removed.emit(self.block(key)))
        self.timeline.asked.connect(self._ask)
        self.timeline.moved.connect(self._move)
        self.timeline.paged.connect(bar.step)

    def reload(self) -> None:
        """Show what the register says now; may raise `Busy`, then what is shown stays."""
        first, days = self.bar.span()
        self.shown = room_days(self._store, first=first, days=days)
        self._people.clear()
        self._draw(self.shown)

    def _draw(self, shown: RoomDays) -> None:
        self._say_now()
        self.timeline.show_days(
            [room_blocks.lane(one) for one in shown.rooms],
            [room_blocks.day(one) for one in room_blocks.worth_showing(shown)],
            room_blocks.blocks(shown, writes=self._writes),
        )
        self.timeline.setVisible(bool(shown.rooms))
        self._fit_legend()
        self.empty.setVisible(not shown.rooms)
        if not shown.rooms:
            self.empty.say(
                "door-open", _("Inga salar ännu"),
                _("Lägg till centrets salar under Inställningar; en sal behöver bara ett antal"
                  " platser. Sedan syns här vad som står i dem, dag för dag."),
            )  # fmt: skip

    def block(self, key: str) -> RoomBlock | None:
        """Give a block by its key."""
        found = self.shown.blocks if self.shown is not None else ()
        return next((one for one in found if one.uid == key), None)

    def counts(self) -> tuple[int, int]:
        """Give how many sittings and other uses are shown."""
        found = self.shown.blocks if self.shown is not None else ()
        sittings = sum(one.kind is Held.SITTING for one in found)
        return sittings, len(found) - sittings

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt; the line that stands for now moves while it is seen."""
        super().showEvent(event)
        self._tick.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt; where it is low the picture takes the room of its legend, which F1 gives too."""
        super().resizeEvent(event)
        self._fit_legend()

    def _fit_legend(self) -> None:
        low = self.height() < theme.pixels(_LOW)
        self.legend.setVisible(not self.timeline.isHidden() and not low)

    def hideEvent(self, event: QHideEvent) -> None:
        """See Qt."""
        super().hideEvent(event)
        self._tick.stop()

    def _say_now(self) -> None:
        self.timeline.say_now(times.to_wall(fields.now_minutes(self._store)))

    def _judge(self, block: Block | None, lane: str, starts: datetime, ends: datetime) -> Verdict:
        shown = self.shown
        room = next((one for one in shown.rooms if one.uid == lane), None) if shown else None
        if shown is None or room is None:
            return Verdict()
        if block is None:
            return room_blocks.new_verdict(shown, room, starts, ends)
        moved = self.block(block.key)
        if moved is None:
            return Verdict()
        said = room_blocks.verdict(shown, moved, room, starts, ends)
        if said.word or moved.kind is Held.USE or starts == moved.starts:
            return said
        return self._people_said(moved.uid, starts)

    def _people_said(self, sitting: str, starts: datetime) -> Verdict:
        """Say who is taken at another time; what is known of it is not asked again."""
        key = (sitting, starts)
        if key not in self._people:
            try:
                taken = people_in_the_way(self._store, sitting=sitting, starts=starts)
            except Busy:
                return Verdict()  # the register says so at the drop
            except UserError as error:
                return Verdict(tone=Tone.BAD, word=error.parts()[0])
            self._people[key] = room_blocks.people_verdict(taken)
        return self._people[key]

    def _ask(self, lane: str, starts: datetime, ends: datetime) -> None:
        """Ask what the free time is for, where it was drawn."""
        self.menu.clear()
        for name, text, icon, run in (
            ("ask_exam", _("Boka tentamen …"), "calendar-plus",
             partial(self.book.emit, lane, starts)),
            ("ask_use", _("Annan användning av salen …"), "users",
             partial(self.use.emit, lane, starts, ends)),
        ):  # fmt: skip
            act = self.menu.addAction(text)
            act.setObjectName(name)
            theme.dress(act, icon, size=18)
            act.triggered.connect(run)
        board = self.timeline
        place = board.picture.layout.place(lane)
        x = board.picture.axis.x(starts) - board.horizontalScrollBar().value()
        y = board.picture.layout.tops[place] - board.verticalScrollBar().value()
        below = QPoint(int(x), int(y + board.picture.layout.height))
        self.menu.popup(board.viewport().mapToGlobal(below))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _move(self, key: str, lane: str, starts: datetime, ends: datetime) -> None:
        there = self.block(key)
        if there is None:
            return
        try:
            _moved(self._store, there, lane, starts, ends)
        except UserError as error:
            self.refused.emit(error)


def _moved(store: Store, there: RoomBlock, room: str, starts: datetime, ends: datetime) -> Any:
    if there.kind is Held.USE:
        return move_room_use(store, room_use=there.uid, room=room, starts=starts, ends=ends)
    if starts == there.starts:
        return change_sitting_room(store, sitting=there.uid, room=room)
    other = room if room != there.room else None
    return move_sitting(store, sitting=there.uid, starts=starts, room=other)


def _legend() -> str:
    return _(
        "Siffran 9/12: nio av tolv platser. Snedstreckat slut: förlängd tid. Tunt streck:"
        " iordningställande. Streckad kant: preliminärt. Grått: stängt."
    )
