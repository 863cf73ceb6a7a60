"""Tentor: every booking as a list, one at the right, and a new one by Ctrl+N."""

from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lärcentrum.errors import NotFound, UserError
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.store.store import Store
from ui.exams.booking_actions import ACTIONS
from ui.exams.booking_details import BookingDetails, Open
from ui.exams.booking_form import BookingDialog
from ui.exams.bookings_list import BookingsList
from ui.exams.exam_views import LIST, ExamViews
from ui.exams.seat_commands import seat_commands
from ui.kit import theme
from ui.kit.again import Again
from ui.kit.bus import Bus
from ui.kit.commands import Command
from ui.kit.fields import Choice
from ui.kit.form import Drafts
from ui.kit.jobs import JobRunner
from ui.kit.lists import BringIn, Lists
from ui.kit.page import Page
from ui.kit.selections import SaveList
from ui.kit.settings import Memory
from ui.kit.tokens import Tone

_NARROW, _SMALL = 1000, 700
"""Pixels at ordinary text below which columns give way, and below which the parts are stacked."""


class ExamsPage(Page):
    """The bookings.

    Args:
        store: the register.
        bus: tells what changed.
        memory: remembers columns and filters.
        drafts: keeps what is typed.
        certificate: opens the certificate of a booking by uid; None hides the button.
        confirmation: opens the confirmation of a booking by uid; None hides the button.
        bring_in: opens the dialog that reads a list of bookings in; None where that may not be.
        save: saves the list as a file; None where that may not be.
        jobs: runs long work; the page's own if not given.
        parent: see Qt.
    """

    tables: ClassVar[tuple[str, ...]] = (
        "booking", "exam", "sitting", "student", "room", "duty", "provider", "setting",
        "adaptation", "seat", "room_use", "opening_day", "fee", "fee_tariff", "fee_receipt",
        "confirmation", "provider_rule",
        "custody_event", "booking_code",
    )  # fmt: skip

    def __init__(
        self,
        store: Store,
        bus: Bus,
        memory: Memory | None = None,
        drafts: Drafts | None = None,
        certificate: Open | None = None,
        confirmation: Open | None = None,
        bring_in: BringIn | None = None,
        save: SaveList | None = None,
        jobs: JobRunner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("exams", _("Tentor"), bus=bus, memory=memory, parent=parent)
        self._store, self._drafts = store, drafts
        self._jobs = jobs or JobRunner(self)
        self._lists = Lists("import_bookings", self, bring_in)
        self._writes = Right.REGISTER in store.session.rights
        self.list = BookingsList(store, self, drafts, self._lists, self.add, save)
        self.table, self.model, self.search_line = (
            self.list.table, self.list.model, self.list.search_line
        )  # fmt: skip
        self.period, self.state = self.list.period, self.list.state
        self.selections = self.list.selections
        self.details = BookingDetails(store, certificate, confirmation)
        self.views = ExamViews(store, self.list.bar, self.table, self.details)
        self._lay_out()
        self.list.counted.connect(self.say_count)
        self._chosen = ""
        self._showing = Again(self._show_chosen, self)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.details.wanted.connect(self._act)
        self.details.person.connect(self._go_person)
        self.details.shown.connect(self._fit)
        self.details.fees.failed.connect(self.banner.say_error)
        if self._writes:
            self.set_primary(
                Command(
                    key="new_booking", label=_("Ny bokning"), run=self.add, icon="calendar-plus"
                )
            )

    def reload(self) -> None:
        """Show what the register says now."""
        if self.views.key != LIST:
            self.say_count(self.views.reload())
        else:
            self.list.reload()
        if self.details.booking is not None:
            self._refresh_details(self.details.booking.uid)

    def show_record(self, uid: Any) -> None:
        """Show one booking, whatever the filters say; "new" begins one."""
        if uid == "new":
            self.add()
        elif uid:
            self.details.show_booking(str(uid))
            self.table.choose(self.model.row_of(str(uid)))

    def commands(self) -> list[Command]:
        """Give the page's commands."""
        return [
            *self._lists.commands(self.title),
            Command(
                key="find_booking",
                label=_("Sök bokning"),
                run=self._search,
                group=self.title,
                shortcut="Ctrl+F",
                icon="search",
            ),
            Command(
                key="booking_details",
                label=_("Visa uppgifter"),
                run=self._turn_details,
                group=self.title,
                shortcut="Alt+Return",
                icon="info",
            ),
            *self.views.commands(self.title),
            *self.list.selections.commands(self.title),
            *seat_commands(self._store, self._jobs, self, self.title, self.list.table.record),
        ]

    def place(self) -> QWidget | None:
        """Give where the keyboard begins."""
        return self.views.place() or super().place()

    def add(
        self, student: Choice | None = None, starts: datetime | None = None, room: str = ""
    ) -> BookingDialog:
        """Open the dialog for a new booking, filled in as far as it is known."""
        dialog = BookingDialog(
            self._store, student=student, starts=starts, room=room, drafts=self._drafts,
            parent=self.window(),
        )  # fmt: skip
        dialog.form.saved.connect(self._on_saved)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _book(self, room: str, starts: datetime) -> None:
        """Book where it was drawn; a register that is busy is said."""
        try:
            self.add(starts=starts, room=room)
        except UserError as error:
            self.banner.say_error(error)

    def _on_saved(self, uid: str) -> None:
        self.banner.hide()
        self.show_record(uid)
        if self._dialog.booking.afterthought is not None:
            self.banner.say_error(self._dialog.booking.afterthought)

    def _act(self, key: str, booking: BookingRow) -> Any:
        """Do one of the details' actions; a refusal is shown on top of the page."""
        self.banner.hide()
        action = next(one for one in ACTIONS if one.key == key)
        try:
            return action.run(self._store, booking, self)
        except UserError as error:
            self.banner.say_error(error)
            return None

    def _refresh_details(self, uid: str) -> None:
        try:
            self.details.show_booking(uid)
        except NotFound:
            # The one that was shown has been undone.
            self.details.show_booking(None)

    def _on_chosen(self, record: BookingRow | None) -> None:
        if record is not None:
            self._chosen = record.uid
            self._showing.go()

    def _show_chosen(self) -> None:
        self.details.show_booking(self._chosen)

    def _on_opened(self, record: BookingRow) -> None:
        self.details.show_booking(record.uid)
        self.details.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let columns give way that would crowd out the state; at large text stack the parts."""
        small = self.width() < theme.pixels(_SMALL)
        self.views.fit(Qt.Orientation.Vertical if small else Qt.Orientation.Horizontal)
        tight = self.width() < theme.pixels(_NARROW)
        self.list.fit(shown=not self.details.isHidden(), small=small, tight=tight)

    def _go_person(self, uid: str) -> None:
        if Right.SEE in self._store.session.rights:
            self.go.emit("students", uid)

    def _turn_details(self) -> None:
        if self.views.key != LIST:
            self.views.turn_details()
            return
        record = self.table.record()
        hidden = self.details.isHidden()
        self.details.show_booking(record.uid if hidden and record is not None else None)

    def _search(self) -> None:
        self.views.choose(LIST)
        self.search_line.setFocus()

    def _on_view(self, key: str) -> None:
        self.remember("view", key)
        self.refresh()
        self._fit()

    def _lay_out(self) -> None:
        self.body.addWidget(self.views, 1)
        self.views.put(str(self.remembered("view", LIST)))
        days = self.views.rooms.bar.span_switch
        days.put(str(self.remembered("days", days.value())))
        days.chosen.connect(lambda key: self.remember("days", key))
        self.views.switched.connect(self._on_view)
        self.views.reloaded.connect(self.refresh)
        self.views.failed.connect(self.banner.say)
        self.views.uses.done.connect(lambda what, rest: self.banner.say(what, rest, Tone.WARN))
        self.views.book.connect(self._book)
