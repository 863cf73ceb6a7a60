"""The fields of a form; each knows its value, what is wrong with its text, and its draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from lärcentrum.language import _
from ui.kit import texts, theme
from ui.kit.basic_fields import Field, TextField
from ui.kit.parse import parse_date, parse_duration, parse_time, say_date
from ui.kit.warn_line import WarnLine
from ui.kit.widgets import column

__all__ = [
    "CheckField", "Choice", "ChoiceField", "DateField", "DurationField", "Field",
    "LongTextField", "NumberField", "ParsedField", "TextField", "TimeField",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Args:
        key: what the form hands on: a uid, a code, an enum's value.
        title: what is read.
        detail: what tells it from others of the same title.
    """

    key: str
    title: str
    detail: str = ""


class LongTextField(Field):
    """Several lines of text.

    Args:
        placeholder: shown in the empty box.
        lines: how many can be seen at once.
        warn: says at each letter what is doubtful in the text, "" for nothing; it never stops.
    """

    def __init__(
        self, placeholder: str = "", lines: int = 3, warn: Callable[[str], str] | None = None
    ) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.pixels(20 * lines + 24))
        self.warning = WarnLine()
        stack = column(self.edit, self.warning, gap=0)
        stack.setSpacing(4)
        self.box.addLayout(stack, 1)
        self.setFocusProxy(self.edit)
        self._warn = warn
        self.edit.textChanged.connect(self._look)
        self.edit.textChanged.connect(self.changed)

    def _look(self) -> None:
        self.warning.say(self._warn(self.edit.toPlainText()) if self._warn else "")

    def value(self) -> str:
        """Give the text."""
        return self.edit.toPlainText().strip()

    def put(self, value: Any) -> None:
        """Show a text; None is an empty one."""
        self.edit.setPlainText("" if value is None else str(value))

    def focus_widget(self) -> QWidget:
        """Give the box."""
        return self.edit


class ParsedField(TextField):
    """A line that is read as something, and written out in full when it is left."""

    def __init__(
        self,
        read: Callable[[str], Any],
        say: Callable[[Any], str],
        complaint: str,
        placeholder: str = "",
    ) -> None:
        """Make a line.

        Args:
            read: gives the value of a text, None when it is none.
            say: writes a value so that `read` understands it.
            complaint: what is said of a text that cannot be read, with an example.
            placeholder: shown in the empty line.
        """
        super().__init__(placeholder)
        self._read, self._say, self._complaint = read, say, complaint
        self.edit.editingFinished.connect(self._write_out)

    def value(self) -> Any:
        """Give what the text means, None for nothing or nonsense."""
        return self._read(self.edit.text())

    def put(self, value: Any) -> None:
        """Show a value; None empties the line."""
        self.edit.setText("" if value is None else self._say(value))

    def problem(self) -> str:
        """Say that the text cannot be read."""
        empty = not self.edit.text().strip()
        return "" if empty or self.value() is not None else self._complaint

    def _write_out(self) -> None:
        value = self.value()
        if value is not None and self.edit.text() != self._say(value):
            self.edit.setText(self._say(value))
            self.edit.setCursorPosition(0)


class DateField(ParsedField):
    """A day; takes `14/12`, `1412`, `2026-12-14`, `mån`; arrow keys step a day.

    Args:
        today: gives the day that short forms count from.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        super().__init__(
            lambda text: parse_date(text, today()),
            say_date,
            _("Datumet går inte att läsa; skriv till exempel 14/12 eller 2026-12-14."),
            _("t.ex. 14/12 eller mån"),
        )
        self.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt; up and down step one day, Page Up and Page Down a week."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                now = self.value()
                start = now or self._today()
                self.put(date.fromordinal(start.toordinal() + (step if now else 0)))
                return True
        return super().eventFilter(watched, event)

    def draft(self) -> str:
        """Give the text as typed."""
        return self.edit.text()


_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class TimeField(ParsedField):
    """A time of day; takes `9`, `0900`, `9.00`."""

    def __init__(self) -> None:
        super().__init__(
            parse_time,
            _say_time,
            _("Tiden går inte att läsa; skriv till exempel 9 eller 09:30."),
            _("t.ex. 9 eller 09:30"),
        )


class DurationField(ParsedField):
    """A length in minutes; takes `4`, `4,5 tim`, `4:30`, `90 min`."""

    def __init__(self) -> None:
        super().__init__(
            parse_duration,
            texts.duration,
            _("Längden går inte att läsa; skriv till exempel 4 tim eller 90 min."),
            _("t.ex. 4 tim"),
        )


class NumberField(ParsedField):
    """A whole number within bounds."""

    def __init__(self, lowest: int = 0, highest: int = 999_999) -> None:
        def read(text: str) -> int | None:
            digits = "".join(text.split())
            plain = digits.isascii() and digits.lstrip("-").isdigit()
            return int(digits) if plain and lowest <= int(digits) <= highest else None

        complaint = _("Skriv ett helt tal mellan {low} och {high}.")
        super().__init__(read, str, complaint.format(low=lowest, high=highest))


class ChoiceField(Field):
    """One of a short list.

    Args:
        choices: what there is; with `optional` an empty one stands first.
    """

    def __init__(self, choices: Sequence[Choice] = (), optional: bool = False) -> None:
        super().__init__()
        self.combo = QComboBox()
        self._optional = optional
        self.offer(choices)
        self._hold(self.combo)
        self.combo.currentIndexChanged.connect(self._tell)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replace the list; the chosen one stays if it is there."""
        before = self.combo.currentData()
        self.combo.blockSignals(True)
        self.combo.clear()
        if self._optional:
            self.combo.addItem("–", "")
        for choice in choices:
            detail = f" · {choice.detail}" if choice.detail else ""
            self.combo.addItem(choice.title + detail, choice.key)
        self.combo.setCurrentIndex(max(0, self.combo.findData(before)))
        self.combo.blockSignals(False)

    def value(self) -> str:
        """Give the chosen key, "" for none."""
        return str(self.combo.currentData() or "")

    def put(self, value: Any) -> None:
        """Choose by key."""
        self.combo.setCurrentIndex(self.combo.findData(str(value or "")))

    def focus_widget(self) -> QWidget:
        """Give the box."""
        return self.combo

    def _tell(self) -> None:
        self.changed.emit()


class CheckField(Field):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.check = QCheckBox(text)
        self._hold(self.check)
        self.check.toggled.connect(self.changed)

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.check.isChecked()

    def put(self, value: Any) -> None:
        """Tick it or not."""
        self.check.setChecked(bool(value))

    def focus_widget(self) -> QWidget:
        """Give the box."""
        return self.check


def _say_time(value: time) -> str:
    return f"{value:%H:%M}"
