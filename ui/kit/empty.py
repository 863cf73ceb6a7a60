"""What a page or a list shows when it has nothing: what it is for, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit import theme
from ui.kit.tokens import Text
from ui.kit.widgets import button, column, label, row


class Empty(QWidget):
    """An icon, a sentence or two, and at most one button.

    Args:
        icon: its name.
        title: what there is none of.
        text: what this is for.
        action: the first step's words; "" for none.
        run: called when it is taken.
        least: pixels that the text takes at least, at ordinary text size.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        run: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        least: int = 280,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, size=Text.BASE, strong=True, name="empty_title")
        self._text = label(text, soft=True, wrap=True, name="empty_text")
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setMaximumWidth(theme.pixels(440))
        self._text.setMinimumWidth(theme.pixels(least))
        self._run = run
        self.button = button(action, self._act, kind="primary", name="empty_action")
        column(
            None,
            self._icon,
            self._title,
            row(None, self._text, None),
            1,
            row(None, self.button, None),
            None,
            parent=self,
        )
        self.say(icon, title, text, action, run)

    def say(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Say something else, as when a filter has no hits."""
        theme.dress(self._icon, icon, tone="outline", size=40)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._run = run

    def _act(self) -> None:
        if self._run is not None:
            self._run()
