"""The sheet that every screen before the register stands on: a card in the middle, nothing else."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from lärcentrum.language import _
from ui.kit import theme
from ui.kit.help import open_guide
from ui.kit.tokens import Text, Tone
from ui.kit.widgets import area, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Sheet(QFrame):
    """A card with the program's name above it.

    Args:
        title: the card's title.
        text: a sentence below it.
        width: the card's greatest, in pixels at ordinary text size.
        heading: the centre's name, beside the program's.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        width: int = 400,
        heading: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guide: QWidget | None = None
        area(self, "window")
        sign = QLabel()
        theme.dress(sign, "graduation-cap", tone=Tone.ACCENT, size=28)
        place = label(heading, soft=True, name="heading")
        place.setVisible(bool(heading))
        mark = row(None, sign, label(_("Lärcentrum"), strong=True), place, None, gap=1)
        self.title = label(title, size=Text.TITLE, wrap=True, name="sheet_title")
        self.text = label(text, soft=True, wrap=True, name="sheet_text")
        self.text.setVisible(bool(text))
        card = area(QFrame(), "card")
        card.setMaximumWidth(theme.pixels(width))
        self.body = column(self.title, self.text, parent=card, gap=2)
        self.body.setContentsMargins(32, 28, 32, 28)
        inner = area(QFrame(), "window")
        across = row(None, card, None)
        # As wide as it may be before the room beside it gets any; less on a small screen.
        across.setStretchFactor(card, 1000)
        middle = column(None, mark, 1, across, None, parent=inner, gap=1)
        middle.setContentsMargins(16, 24, 16, 48)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("focusPolicy", "NoFocus")
        scroll.setWidget(inner)
        column(scroll, parent=self, gap=0)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """See Qt; F1 opens the guide. A shortcut would cost the first window its time."""
        if event.key() == QtCore.Qt.Key.Key_F1:
            self._guide = open_guide(self, self._guide)
        else:
            super().keyPressEvent(event)
