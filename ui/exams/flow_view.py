"""Flöde: the bookings in five columns by where they stand, oldest first, and what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lärcentrum.exams.booking_filters import exam_text, missing_text
from lärcentrum.exams.booking_flow import DONE_DAYS, booking_flow
from lärcentrum.exams.booking_lists import BookingRow
from lärcentrum.exams.booking_states import WORD_NAMES, Word
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.exams.booking_table import LOOKS
from ui.kit.card_columns import Card, CardColumns
from ui.kit.chips import Chip
from ui.kit.help import about
from ui.kit.texts import moment, short_day
from ui.kit.tokens import Text
from ui.kit.widgets import column, label, row


class FlowView(QWidget):
    """The five columns.

    Args:
        store: the register.
        parent: see Qt.

    Signals:
        chosen: another booking is chosen; its uid.
        opened: a booking is to be looked at; its uid.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flow_view")
        about(self, "exams#flode-alt-f")
        self._store = store
        self.bar = QWidget()
        said = _("Äldst först. Klara visas i {n} dagar; alla finns i Lista.").format(n=DONE_DAYS)
        row(label(said, size=Text.SMALL, soft=True, wrap=True), parent=self.bar).setStretch(0, 1)
        titles = []
        for word in Word:
            tone, icon = LOOKS[word]
            titles.append((word.name.lower(), Chip(_(WORD_NAMES[word]), tone, icon)))
        self.columns = CardColumns(titles)
        column(self.columns, parent=self, gap=0)
        self.columns.chosen.connect(self.chosen)
        self.columns.opened.connect(self.opened)
        self._rows: list[BookingRow] = []

    def reload(self) -> None:
        """Show what the register says now."""
        flow = booking_flow(self._store)
        self._rows = [one for part in flow for one in part.bookings]
        for part in flow:
            cards = [_card(one) for one in part.bookings]
            self.columns.show_cards(part.word.name.lower(), cards)

    def counts(self) -> tuple[int, int]:
        """Give how many are shown, and how many of them lack something."""
        return len(self._rows), sum(bool(one.missing) for one in self._rows)


def _card(one: BookingRow) -> Card:
    lacks = missing_text(one)
    detail = f"{moment(one.starts)} · {exam_text(one)}"
    calm = one.room_name
    if one.word is Word.REQUEST:
        calm = _("frågan kom {day}").format(day=short_day(one.requested_on))
    note = _("Saknas: {what}").format(what=lacks) if lacks else ""
    return Card(key=one.uid, title=one.name, detail=detail, note=note, calm=calm)
