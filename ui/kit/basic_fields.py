"""What every field of a form does, and the line of text; apart, so that the login loads little."""

from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.widgets import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class Field(QWidget):
    """What every field of a form does.

    Signals:
        changed: the user or the program changed the value.
        offered: whether the field is to be seen with its label, or is of no use here.
    """

    changed = Signal()
    offered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)

    def setVisible(self, visible: bool) -> None:
        """See Qt; the label and the hint follow."""
        super().setVisible(visible)
        self.offered.emit(visible)

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
        field = self.focus_widget()
        if bool(field.property("wrong")) != wrong:
            # A form clears its complaints at every key; dressing a field anew is dear.
            restyle(field, wrong=wrong)

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
        self.edit = SecretLine() if secret else QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(longest)
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


class SecretLine(QLineEdit):
    """A line whose letters are hidden; tells when one shows that Caps Lock is on.

    Qt does not tell the key's state. Handlers of its own rather than an event filter: the filter
    would have Qt's events wrapped one by one before the first window is painted.

    Signals:
        caps: whether Caps Lock is on, as far as is known.
    """

    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """See Qt."""
        text, shift = event.text(), event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier
        if event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        elif text.isalpha():
            self.caps.emit(text.isupper() != bool(shift))
        super().keyPressEvent(event)

    def focusOutEvent(self, event: "QFocusEvent") -> None:
        """See Qt."""
        self.caps.emit(False)
        super().focusOutEvent(event)
