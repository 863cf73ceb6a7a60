"""The panel at the right of the rooms: a sitting with its bookings, or another use of a room."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from lärcentrum.exams.booking_filters import missing_text
from lärcentrum.exams.room_days import Held, RoomBlock, RoomLine
from lärcentrum.exams.sittings import sitting_page
from lärcentrum.exams.staffing import list_staffing
from lärcentrum.language import _
from lärcentrum.rights import Right
from lärcentrum.settings import number_setting
from lärcentrum.store.store import Store
from ui.exams.booking_table import chip
from ui.exams.room_blocks import title
from ui.kit.chips import Chip, ChipLabel
from ui.kit.details import facts_grid
from ui.kit.texts import duration, number, span
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, button, column, empty_out, label, row


class BlockDetails(QWidget):
    """Shows one block of the rooms.

    Args:
        store: the register.
        parent: see Qt.

    Signals:
        booking: one of a sitting's bookings is to be looked at; its uid.
        staff: who watches over a sitting is to be looked at; the sitting's uid.
        wanted: something is to be done; `change`, `approve` or `cancel`, and the block.
    """

    booking = Signal(str)
    staff = Signal(str)
    wanted = Signal(str, object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area(self, "surface")
        self.setObjectName("block_details")
        self._store = store
        self.block: RoomBlock | None = None
        self.title = label(size=Text.TITLE, wrap=True, name="block_title")
        self.chip = ChipLabel()
        self._facts, self._inside = column(gap=1), column(gap=0)
        inside = area(QWidget(), "surface")
        inner = column(
            self.title, row(self.chip, None), self._facts, self._inside, None,
            parent=inside, gap=1,
        )  # fmt: skip
        inner.setContentsMargins(20, 16, 20, 8)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column(scroll, parent=self, gap=0)

    def show_block(self, block: RoomBlock | None, room: RoomLine | None = None) -> None:
        """Show a block; None shows nothing."""
        self.block = block
        for part in (self._facts, self._inside):
            empty_out(part)
        if block is not None and room is not None:
            self.title.setText(title(block))
            self.chip.show_chip(_chip(block))
            self._facts.addLayout(facts_grid(_facts(block, room)))
            if block.kind is Held.SITTING:
                self._show_staff(block)
                self._show_bookings(block.uid)
            self._show_actions(block)
        self.setVisible(block is not None and room is not None)

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        first = next((one for one in self.findChildren(QPushButton) if one.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_staff(self, block: RoomBlock) -> None:
        """Say what is wrong with who watches, and offer to mend it, where the centre keeps them."""
        if not number_setting(self._store, "use_invigilators"):
            return
        day, last = block.starts.date(), block.ends.date()
        for one in list_staffing(self._store, first=day, last=last):
            for sentence in one.sentences if one.sitting == block.uid else ():
                said = ChipLabel(Chip(sentence, Tone.WARN))
                said.setObjectName("block_staffing")
                self._facts.addLayout(row(said, None))
        ask = button(_("Tentavakter …"), partial(self.staff.emit, block.uid), icon="users",
                     name="block_staff")  # fmt: skip
        self._facts.addLayout(row(ask, None))

    def _show_bookings(self, sitting: str) -> None:
        for one in sitting_page(self._store, sitting=sitting).bookings:
            lacks = missing_text(one)
            made = button(
                one.name, partial(self.booking.emit, one.uid), kind="quiet", icon=chip(one).sign,
                name="sitting_booking",
                tip=_("{state}; saknas: {what}").format(state=chip(one).word, what=lacks)
                if lacks else chip(one).word,
            )  # fmt: skip
            self._inside.addLayout(row(made, None))

    def _show_actions(self, block: RoomBlock) -> None:
        if Right.REGISTER not in self._store.session.rights:
            return
        is_use = block.kind is Held.USE
        offered = (
            ("change", _("Ändra …"), "pencil", is_use),
            ("approve", _("Godkänn …"), "check", is_use and block.preliminary),
            ("cancel", _("Ta bort …"), "calendar-x", is_use),
            ("cancel", _("Ställ in"), "calendar-x", not is_use and not block.booked),
        )
        for key, text, icon, fits in offered:
            if fits:
                made = button(
                    text, partial(self.wanted.emit, key, block), icon=icon, name=f"use_{key}"
                )
                self._inside.addWidget(made)
                self._inside.addSpacing(6)


def _chip(block: RoomBlock) -> Chip:
    if block.preliminary:
        return Chip(_("preliminär"), Tone.WARN, "hourglass")
    if block.kind is Held.USE:
        return Chip(_("annan användning"), Tone.NEUTRAL, "users")
    return Chip(_("tentamen"), Tone.ACCENT, "pencil")


def _facts(block: RoomBlock, room: RoomLine) -> list[tuple[str, str]]:
    is_use = block.kind is Held.USE
    load = _("{n} av {all}").format(n=number(block.booked), all=number(room.capacity))
    plain = f"{block.plain_ends:%H:%M}" if block.plain_ends < block.ends else ""
    return [
        (_("Tid"), span(block.starts, block.ends)),
        (_("Utan extra tid till"), plain),
        (_("Sal"), room.name),
        (_("Platser"), "" if is_use else load),
        (_("Före"), duration(block.setup_min) if block.setup_min else ""),
        (_("Efter"), duration(block.clearing_min) if block.clearing_min else ""),
        (_("Kontakt"), block.contact),
    ]
