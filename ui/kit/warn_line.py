"""An amber line below a field: what is doubtful in it. It never stops anybody."""

from PySide6.QtWidgets import QLabel, QWidget

from ui.kit import theme
from ui.kit.tokens import ICONS, Text, Tone
from ui.kit.widgets import announce, label, row


class WarnLine(QWidget):
    """A sign and a sentence, hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sign = QLabel()
        theme.dress(sign, ICONS[Tone.WARN], tone=Tone.WARN, size=16)
        self.text = label(size=Text.SMALL, wrap=True, name="warning")
        self.text.setProperty("tone", Tone.WARN.value)
        row(sign, self.text, parent=self).setStretch(1, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, or nothing; the screen reader says it when it comes."""
        if text == self.text.text():
            return
        self.text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)
