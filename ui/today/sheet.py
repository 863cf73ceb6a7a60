"""A sheet to fill in row by row with the keyboard, in the order of the paper list."""

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QScrollArea, QWidget

from lärcentrum.errors import UserError
from lärcentrum.exams.booking_lists import BookingRow, booking_page
from lärcentrum.language import _
from lärcentrum.store.store import Store
from ui.kit import theme
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import ParsedField
from ui.kit.help_key import HelpKey
from ui.kit.texts import hours
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import (
    announce,
    area,
    button,
    column,
    fit_screen,
    label,
    line,
    restyle,
    row,
)


class SheetRow(QFrame):
    """One person; a subclass says what its keys do and what its state is.

    Args:
        store: the register.
        booking: the person's booking.
        number: the row's number on the paper list.
        field: the field that Tab goes to.

    Signals:
        step: another row is wanted, 1 below or -1 above.
        changed: something was noted.
    """

    step = Signal(int)
    changed = Signal()

    def __init__(self, store: Store, booking: BookingRow, number: int, field: ParsedField) -> None:
        super().__init__()
        self.store, self.booking, self.entry = store, booking, field
        area(self, "card")
        self.setObjectName("sheet_row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name = label(booking.paper_name, strong=True, name="row_name")
        self.more = label(_more(booking), size=Text.SMALL, soft=True, name="row_more")
        self.chip = ChipLabel()
        self.chip.setObjectName("row_state")
        self.error = label(size=Text.SMALL, wrap=True, name="row_error")
        self.error.setProperty("tone", Tone.BAD.value)
        self.reason = QLineEdit()
        self.reason.setObjectName("row_reason")
        self.reason.setPlaceholderText(_("Skäl, och Enter"))
        self.reason.setAccessibleName(_("Skäl"))
        self.reason.returnPressed.connect(self.commit)
        self.wrong = QWidget()
        column(self.error, self.reason, parent=self.wrong, gap=0).setSpacing(4)
        self.wrong.hide()
        field.setFixedWidth(theme.pixels(112))
        field.focus_widget().installEventFilter(self)
        place = label(str(number), soft=True)
        place.setFixedWidth(theme.pixels(24))
        self.inner = row(place, column(self.name, self.more, gap=0), None, self.chip, field, gap=1)
        box = column(self.inner, self.wrong, parent=self, gap=0)
        box.setSpacing(4)
        box.setContentsMargins(12, 6, 12, 6)
        self.show_state()

    def state(self) -> Chip | None:
        """Give what is noted, None for nothing."""
        return None

    def press(self, key: int) -> bool:
        """Do what a key stands for; tell whether it stands for something."""
        return False

    def commit(self) -> None:
        """Note what stands in the field."""

    def is_noted(self) -> bool:
        """Tell whether something is noted."""
        return self.state() is not None

    def show_state(self) -> None:
        """Show what the register says now."""
        chip = self.state()
        self.chip.show_chip(chip)
        word = chip.word if chip else _("inget noterat")
        self.setAccessibleName(f"{self.booking.paper_name}, {word}")

    def again(self) -> None:
        """Read the booking again after something was noted, and go on to the next row."""
        self.booking = booking_page(self.store, booking=self.booking.uid)
        self.wrong.hide()
        self.reason.clear()
        self.show_state()
        announce(self, self.accessibleName())
        self.changed.emit()

    def refuse(self, error: UserError, *, asks: bool) -> None:
        """Show a refusal in the row; where a reason helps, the cursor goes there."""
        self.error.setText(str(error) if not asks else error.parts()[0])
        self.reason.setVisible(asks)
        self.wrong.show()
        announce(self, str(error))
        (self.reason if asks else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; arrows go to another row, the other keys note."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in steps:
            self.step.emit(steps[Qt.Key(event.key())])
        elif not (plain and self.press(event.key())):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt; Enter in the field notes, arrows leave it, letters work there too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.step.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.text().isalpha() and self.press(event.key()):
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt; the row in turn is marked."""
        restyle(self, panel=Tone.ACCENT.value)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        restyle(self, panel="")
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Qt; a click takes the row."""
        self.setFocus()
        super().mousePressEvent(event)


class SheetDialog(QDialog):
    """The rows of one sitting, what the keys do, and how many are noted.

    Args:
        title: what is filled in.
        where: the sitting in words.
        hint: what the keys do.
        rows: the persons in order.
        parent: see Qt.
    """

    def __init__(
        self,
        title: str,
        where: str,
        hint: str,
        rows: Sequence[SheetRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        HelpKey(self)
        self.rows = list(rows)
        self.count = label(soft=True, name="sheet_count")
        self.done_button = button(_("Klar"), self.accept, kind="primary", name="done")
        self.done_button.setAutoDefault(False)
        self.done_button.setToolTip(_("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        for one in self.rows:
            one.step.connect(self._step)
            one.changed.connect(self._say_count)
        self._lay_out(title, where, hint)
        self._say_count()
        fit_screen(self, QSize(theme.pixels(720), theme.pixels(600)))
        first = next((one for one in self.rows if not one.is_noted()), None)
        if self.rows:
            (first or self.rows[0]).setFocus()

    def go_to(self, number: int) -> None:
        """Take a row by its place, from 0."""
        if 0 <= number < len(self.rows):
            self.rows[number].setFocus()
            QTimer.singleShot(0, self, self._show_row)

    def _show_row(self) -> None:
        widget = self.focusWidget()
        if widget is not None:
            self._scroll.ensureWidgetVisible(widget, 0, theme.pixels(64))

    def _step(self, by: int) -> None:
        sender = self.sender()
        if isinstance(sender, SheetRow):
            place = self.rows.index(sender) + by
            if place >= len(self.rows):
                self.done_button.setFocus()
            else:
                self.go_to(max(0, place))

    def _say_count(self) -> None:
        noted = sum(one.is_noted() for one in self.rows)
        self.count.setText(_("{n} av {all} klara").format(n=noted, all=len(self.rows)))

    def _lay_out(self, title: str, where: str, hint: str) -> None:
        inside = area(QWidget(), "window")
        stack = column(*self.rows, None, parent=inside, gap=0)
        stack.setSpacing(6)
        stack.setContentsMargins(24, 4, 24, 16)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = column(
            label(title, size=Text.TITLE), label(where, soft=True, wrap=True),
            label(hint, size=Text.SMALL, soft=True, wrap=True, name="sheet_keys"), gap=0,
        )  # fmt: skip
        head.setSpacing(4)
        head.setContentsMargins(24, 20, 24, 12)
        foot = row(self.count, None, self.done_button, gap=1)
        foot.setContentsMargins(24, 12, 24, 12)
        column(head, self._scroll, line(), foot, parent=self, gap=0)


def _more(booking: BookingRow) -> str:
    code = booking.course_code or booking.course_name
    parts = [booking.seat_label, booking.provider_name, code, hours(booking.starts, booking.ends)]
    if booking.extra_min:
        parts.append(_("extra tid"))
    return " · ".join(part for part in parts if part)


def at_time(booking: BookingRow, value: time) -> datetime:
    """Put a time of day on the booking's day; after midnight where that is meant."""
    return datetime.combine(booking.starts.date(), value)
