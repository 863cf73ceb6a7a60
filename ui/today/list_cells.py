"""The cells of a list that is typed back: Enter goes down, letters are one key."""

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit import theme
from ui.kit.parse import parse_time
from ui.kit.widgets import restyle

_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Cell(QLineEdit):
    """One cell: a short text.

    Args:
        name: the column's name.
        title: what the screen reader says.
        width: in pixels at ordinary text size.

    Signals:
        done: what stands here is meant; the next cell is wanted.
        step: another row of the column is wanted, 1 below or -1 above.
        aside: another column of the row is wanted, 1 to the right or -1 to the left.
    """

    done = Signal()
    step = Signal(int)
    aside = Signal(int)

    def __init__(self, name: str, title: str, width: int) -> None:
        super().__init__()
        self.column = name
        self.setObjectName(f"cell_{name}")
        self.setAccessibleName(title)
        self.setFixedWidth(theme.pixels(width))
        self.setMaxLength(20)

    def ok(self) -> bool:
        """Tell whether what stands here can be read."""
        return True

    def say_wrong(self, wrong: bool) -> None:
        """Show or take away the mark of a cell at fault."""
        if bool(self.property("wrong")) is not wrong:
            restyle(self, wrong=wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; Enter and arrows go on."""
        plain = event.modifiers() in _PLAIN
        key = event.key()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif plain and key in _STEPS:
            self.step.emit(_STEPS[Qt.Key(key)])
        elif plain and key == Qt.Key.Key_Right and self._at_end():
            self.aside.emit(1)
        elif plain and key == Qt.Key.Key_Left and not self.cursorPosition():
            self.aside.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt; what stands here is typed over."""
        super().focusInEvent(event)
        self.selectAll()

    def _at_end(self) -> bool:
        return self.hasSelectedText() or self.cursorPosition() == len(self.text())


class LetterCell(Cell):
    """One letter of a few; the key itself goes on.

    Args:
        name: see `Cell`.
        title: see `Cell`.
        letters: what each letter means, for the tooltip.
        width: see `Cell`.
    """

    def __init__(self, name: str, title: str, letters: Mapping[str, str], width: int = 40) -> None:
        super().__init__(name, title, width)
        self._letters = letters
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setToolTip("\n".join(f"{letter}: {word}" for letter, word in letters.items()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; one of the letters stands here at once, Delete takes it away."""
        letter = event.text().upper()
        if letter and letter in self._letters and event.modifiers() in _PLAIN:
            self.setText(letter)
            self.textEdited.emit(letter)
            self.done.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
            self.textEdited.emit("")
        elif not event.text() or not event.text().isprintable():
            super().keyPressEvent(event)

    def _at_end(self) -> bool:
        return True


class TimeCell(Cell):
    """A time of day, written out in full when it is left."""

    def __init__(self, name: str, title: str, width: int = 62) -> None:
        super().__init__(name, title, width)
        self.editingFinished.connect(self._write_out)

    def value(self) -> time | None:
        """Give the time, None for none."""
        return parse_time(self.text()) if self.text().strip() else None

    def put(self, value: time | None) -> None:
        """Show a time."""
        self.setText("" if value is None else f"{value:%H:%M}")

    def ok(self) -> bool:
        """See `Cell.ok`."""
        return not self.text().strip() or self.value() is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt; it is written out before Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write_out()
        super().keyPressEvent(event)

    def _write_out(self) -> None:
        value = self.value()
        if value is not None and self.text() != f"{value:%H:%M}":
            self.put(value)
        self.say_wrong(not self.ok())


class CountCell(Cell):
    """A number of sheets; 0 is a blank hand-in."""

    def __init__(self, name: str, title: str, width: int = 48) -> None:
        super().__init__(name, title, width)
        self.setMaxLength(4)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int | None:
        """Give the number, None for none."""
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def ok(self) -> bool:
        """See `Cell.ok`."""
        return not self.text().strip() or self.value() is not None
