"""What every field of a form does, and the line of text; apart, so that the login loads little."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.widgets import restyle


class Field(QWidget):
    """What every field of a form does.

    Signals:
        changed: the user or the program changed the value.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)

    def value(self) -> Any:
        """Give what was entered, in the type that the operation takes; None for nothing."""
        raise TypeError(f"{type(self).__name__} holds nothing")

    def put(self, value: Any) -> None:
        """Show a value."""
        raise TypeError(f"{type(self).__name__} holds nothing")

    def problem(self) -> str:
        """Say why the text cannot be used; "" when it can."""
        return ""

    def draft(self) -> Any:
        """Give what must be kept to show the same again (text, number, truth or list)."""
        return self.value()

    def take_draft(self, draft: Any) -> None:
        """Show what a draft held."""
        self.put(draft)

    def mark(self, wrong: bool) -> None:
        """Show or take away the mark of a field at fault."""
        restyle(self.focus_widget(), wrong=wrong)

    def focus_widget(self) -> QWidget:
        """Give the part that takes the keyboard."""
        return self

    def _hold(self, widget: QWidget) -> None:
        self.box.addWidget(widget, 1)
        self.setFocusProxy(widget)


class TextField(Field):
    """One line of text."""

    def __init__(self, placeholder: str = "", longest: int = 200, secret: bool = False) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(longest)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._hold(self.edit)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Any:
        """Give the text without spaces around it."""
        return self.edit.text().strip()

    def put(self, value: Any) -> None:
        """Show a text; None is an empty one."""
        self.edit.setText("" if value is None else str(value))

    def draft(self) -> Any:
        """Give the text as typed; a secret is never kept."""
        return "" if self.edit.echoMode() == QLineEdit.EchoMode.Password else self.edit.text()

    def take_draft(self, draft: Any) -> None:
        """Show the text as it was typed."""
        self.edit.setText(str(draft))

    def focus_widget(self) -> QWidget:
        """Give the line."""
        return self.edit


class CapsWatch(QObject):
    """Tells when a letter typed shows that Caps Lock is on (Qt does not tell its state)."""

    on = Signal(bool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text, shift = event.text(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() == Qt.Key.Key_CapsLock:
                self.on.emit(False)
            elif text.isalpha():
                self.on.emit(text.isupper() != bool(shift))
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.on.emit(False)
        return super().eventFilter(watched, event)
