"""Hand-ins: sheets counted as they come, one row a person, Enter to note."""

from PySide6.QtWidgets import QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.attendance import earliest_hand_in, hand_in
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import State
from lärcentrum.exams.errors import ReasonNeeded
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.language import _, ngettext
from lärcentrum.store.store import Store
from ui.kit.chips import Chip
from ui.kit.fields import NumberField, TimeField
from ui.kit.help import about
from ui.kit.texts import span
from ui.kit.tokens import Tone
from ui.today.sheet import SheetDialog, SheetRow, at_time


class HandInRow(SheetRow):
    """One person's hand-in.

    Args:
        store: the register.
        booking: the person's booking.
        number: the row's number on the paper list.
    """

    def __init__(self, store: Store, booking: BookingRow, number: int) -> None:
        sheets = NumberField(0, 1000)
        super().__init__(store, booking, number, sheets)
        sheets.edit.setObjectName("row_sheets")
        sheets.edit.setPlaceholderText(_("antal blad"))
        sheets.edit.setAccessibleName(_("Antal blad, {name}").format(name=booking.paper_name))
        self.time = TimeField()
        self.time.setFixedWidth(sheets.width())
        self.time.edit.setObjectName("row_time")
        self.time.edit.setPlaceholderText(_("nu"))
        self.time.edit.setAccessibleName(
            _("Lämnade in klockan, {name}").format(name=booking.paper_name)
        )
        self.time.edit.installEventFilter(self)
        self.inner.addWidget(self.time)
        self.setFocusProxy(sheets.edit)
        earliest = earliest_hand_in(store, booking=booking.uid)
        text = _("tidigast {time}").format(time=f"{earliest:%H:%M}")
        self.more.setText(f"{self.more.text()} · {text}")
        self.show_state()

    def state(self) -> Chip | None:
        """Give what is noted."""
        if self.booking.handed_in is None:
            return None
        sheets = self.booking.sheets or 0
        word = ngettext("{n} blad", "{n} blad", sheets).format(n=sheets)
        return Chip(f"{word} {self.booking.handed_in:%H:%M}", Tone.GOOD, "clipboard-check")

    def show_state(self) -> None:
        """Show what the register says now; only those who are here can hand in."""
        super().show_state()
        here = self.booking.state is State.IN_PROGRESS
        for field in (self.entry, getattr(self, "time", None)):
            if field is not None:
                field.setVisible(here)
        if not here and self.booking.handed_in is None:
            self.chip.show_chip(Chip(_("inte på plats"), Tone.NEUTRAL, "user-x"))

    def commit(self) -> None:
        """Note the hand-in and go on."""
        if self.entry.value() is None:
            self.step.emit(1)
            return
        when = self.time.value()
        try:
            hand_in(
                self.store,
                booking=self.booking.uid,
                sheets=self.entry.value(),
                at=at_time(self.booking, when) if when else None,
                reason=self.reason.text(),
            )
        except ReasonNeeded as error:
            self.refuse(error, asks=True)
        except UserError as error:
            self.refuse(error, asks=False)
        else:
            self.again()
            self.step.emit(1)


class HandInDialog(SheetDialog):
    """The hand-ins of one sitting.

    Args:
        store: the register.
        sitting: the sitting's uid.
        parent: see Qt.
    """

    def __init__(self, store: Store, sitting: str, parent: QWidget | None = None) -> None:
        page = sitting_page(store, sitting=sitting)
        rows = [HandInRow(store, one, at) for at, one in enumerate(page.bookings, 1)]
        super().__init__(
            _("Inlämning"),
            f"{page.card.room_name} · {span(page.card.starts, page.card.ends)}",
            _("Skriv antal blad och tryck Enter. 0 är en blank inlämning. Tom tid betyder nu."),
            rows,
            parent,
        )
        self.setObjectName("hand_in_dialog")
        about(self, "today#inlamning")
