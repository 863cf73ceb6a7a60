"""The pictures of one set of bookings on page Tentor, the switch between them, and the panels."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSplitter, QStackedWidget, QWidget

from lärcentrum.errors import NotFound, UserError
from lärcentrum.exams.room_days import RoomBlock
from lärcentrum.exams.spoken import spoken
from lärcentrum.language import _, ngettext
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from lärcentrum.swedish import number
from ui.exams.block_details import BlockDetails
from ui.exams.booking_details import BookingDetails
from ui.exams.booking_table import counted
from ui.exams.flow_view import FlowView
from ui.exams.room_use_actions import RoomUses
from ui.exams.rooms_bar import RoomsBar
from ui.exams.rooms_view import RoomsView
from ui.kit.again import Again
from ui.kit.commands import Command
from ui.kit.fields import Choice
from ui.kit.shortcuts import said_keys
from ui.kit.tokens import GRID
from ui.kit.view_switch import ViewSwitch
from ui.kit.widgets import column, least_width, row

LIST, ROOMS, FLOW = "list", "rooms", "flow"
_KEYS = {LIST: "Alt+L", ROOMS: "Alt+S", FLOW: "Alt+F"}
_ICONS = {LIST: "list", ROOMS: "door-open", FLOW: "columns-3"}


class ExamViews(QWidget):
    """The views with what stands above and beside them.

    Args:
        store: the register.
        bar: the list's search and filters.
        table: the list.
        details: the panel of one booking.
        parent: see Qt.

    Signals:
        switched: another view is shown; its key.
        reloaded: the days that are shown are others.
        book: an exam is to be booked; a room's uid, from.
        failed: something was refused; a sentence.
    """

    switched = Signal(str)
    reloaded = Signal()
    book = Signal(str, object)
    failed = Signal(str)

    def __init__(
        self,
        store: Store,
        bar: QWidget,
        table: QWidget,
        details: BookingDetails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._table, self.details = store, table, details
        self._writes = Right.REGISTER in store.session.rights
        self.uses = RoomUses(store, self)
        names = {LIST: _("Lista"), ROOMS: _("Salar"), FLOW: _("Flöde")}
        choices = [Choice(key, text, said_keys(_KEYS[key])) for key, text in names.items()]
        self.switch = ViewSwitch(choices, _("Vy"), _ICONS)
        self.rooms = RoomsView(store, RoomsBar(store.clock.today))
        self.flow = FlowView(store)
        self.block_details = BlockDetails(store)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._stack, self._bars = QStackedWidget(), list[QWidget]()
        for view, above in (
            (table, bar),
            (self.rooms, self.rooms.bar),
            (self.flow, self.flow.bar),
        ):
            self._stack.addWidget(view)
            self._bars.append(above)
        self._wanted: tuple[str, bool] = ("", False)
        self._again = Again(self._show_wanted, self)
        self._lay_out()
        self._connect()

    @property
    def key(self) -> str:
        """Give which view is shown."""
        return self.switch.value()

    def put(self, key: str) -> None:
        """Show a view."""
        self.switch.put(key)
        place = list(_KEYS).index(self.key)
        self._stack.setCurrentIndex(place)
        for n, above in enumerate(self._bars):
            above.setVisible(n == place)
        if self.key != ROOMS:
            self.block_details.hide()

    def reload(self) -> str:
        """Show what the register says now in another view than the list; give its count."""
        if self.key == FLOW:
            self.flow.reload()
            return counted(*self.flow.counts())
        self.rooms.reload()
        if self.block_details.block is not None and self.block_details.isVisibleTo(self):
            self._show_block(self.rooms.block(self.block_details.block.uid))
        return _room_count(*self.rooms.counts())

    def place(self) -> QWidget | None:
        """Give where the keyboard begins in another view than the list."""
        if self.key == LIST:
            return None
        return self.rooms.timeline if self.key == ROOMS else self.flow.columns.place()

    def commands(self, group: str) -> list[Command]:
        """Give the commands that choose a view."""
        titles = {
            LIST: _("Tentor som lista"),
            ROOMS: _("Tentor i salarna"),
            FLOW: _("Tentor som flöde"),
        }
        return [
            Command(
                key=f"exams_{key}", label=title, run=partial(self.choose, key), group=group,
                shortcut=_KEYS[key], icon=_ICONS[key],
            )
            for key, title in titles.items()
        ] + [
            Command(
                key="new_room_use", label=_("Ny användning av en sal"), run=self.uses.add,
                group=group, icon="users",
            )
        ] * self._writes  # fmt: skip

    def choose(self, key: str) -> None:
        """Show a view as the user asks for it, and give it the keyboard."""
        self.switch.choose(key)
        (self.place() or self._table).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_details(self) -> None:
        """Show or hide the panel of what is chosen in another view than the list."""
        if not (self.details.isHidden() and self.block_details.isHidden()):
            self.details.show_booking(None)
            self.block_details.hide()
        elif self.key == ROOMS:
            self._on_opened(self.rooms.block(self.rooms.timeline.picture.chosen), keep=True)
        else:
            self._follow(self.flow.columns.key())

    def fit(self, across: Qt.Orientation) -> None:
        """Put the panel at the right or below, and the bars beside the switch or under it.

        The bars of all views go the same way, so that the switch stays where it is.
        """
        self.split.setOrientation(across)
        lines = [one.layout() for one in self._bars if one is not self.rooms.bar]
        widest = max(
            self.rooms.bar.parts.whole_width(),
            *(least_width(line) for line in lines if line is not None),
        )
        fits = self.switch.sizeHint().width() + widest + 2 * GRID <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(way)

    def _lay_out(self) -> None:
        self._head = row(self.switch, *self._bars, gap=2)
        for n, above in enumerate(self._bars, 1):
            self._head.setStretch(n, 1)
            above.setVisible(n == 1)
        for part in (self._stack, self.details, self.block_details):
            self.split.addWidget(part)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setStretchFactor(2, 1)
        self.split.setChildrenCollapsible(False)
        for panel in (self.details, self.block_details):
            panel.setMinimumWidth(256)
            panel.hide()
        column(self._head, self.split, parent=self, gap=2).setStretch(1, 1)

    def _connect(self) -> None:
        self.switch.chosen.connect(self._on_switch)
        self.rooms.bar.changed.connect(self.reloaded)
        self.rooms.chosen.connect(self._on_chosen)
        self.rooms.opened.connect(self._on_opened)
        self.rooms.book.connect(self.book)
        self.rooms.refused.connect(self._refuse)
        self.rooms.use.connect(self.uses.begin)
        self.rooms.removed.connect(partial(self.uses.act, "cancel"))
        self.flow.chosen.connect(self._follow)
        self.flow.opened.connect(self._show_booking)
        self.block_details.booking.connect(self._show_booking)
        self.block_details.wanted.connect(self.uses.act)
        self.uses.refused.connect(self._refuse)

    def _on_switch(self, key: str) -> None:
        self.put(key)
        self.switched.emit(key)

    def _show_block(self, block: RoomBlock | None) -> None:
        shown = self.rooms.shown
        rooms = shown.rooms if shown is not None else ()
        room = next((one for one in rooms if block and one.uid == block.room), None)
        self.block_details.show_block(block, room)

    def _on_chosen(self, block: RoomBlock | None) -> None:
        """Let the panel follow while it is open."""
        if not self.block_details.isHidden() or not self.details.isHidden():
            self._on_opened(block, keep=True)

    def _on_opened(self, block: RoomBlock | None, keep: bool = False) -> None:
        try:
            self._show_block(block)
        except UserError as error:
            self._refuse(error)
            return
        self.details.show_booking(None)
        if not keep:
            self.block_details.take_focus()

    def _show_booking(self, uid: str) -> None:
        self._follow(uid, take=True)

    def _follow(self, uid: str, take: bool = False) -> None:
        self._wanted = (uid, take)
        self._again.go()

    def _show_wanted(self) -> None:
        """Show one booking at the right; a busy register is asked again shortly."""
        uid, take = self._wanted
        try:
            self.details.show_booking(uid)
        except NotFound:
            self.details.show_booking(None)
        self.block_details.hide()
        if take and not self.details.isHidden():
            self.details.take_focus()

    def _refuse(self, error: UserError) -> None:
        self.failed.emit(spoken(self._store, error))


def _room_count(sittings: int, uses: int) -> str:
    first = ngettext("{n} skrivtillfälle", "{n} skrivtillfällen", sittings)
    other = ngettext("{n} annan användning", "{n} andra användningar", uses)
    texts = (first.format(n=number(sittings)), other.format(n=number(uses)) if uses else "")
    return " · ".join(text for text in texts if text)
